"""Whose next message is the answer to something that we asked, and what a manager is called."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Makes the table, and the column; who was made manager before has no name."""
    op.create_table(
        "awaited",
        sa.Column("person", sa.String, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("about", sa.Text, nullable=False),
        sa.Column("until", sa.DateTime, nullable=False),
        sa.PrimaryKeyConstraint("person", name="pk_awaited"),
        sa.ForeignKeyConstraint(
            ["person"], ["people.key"], name="fk_awaited_person_people", ondelete="CASCADE"
        ),
    )
    op.add_column("grants", sa.Column("name", sa.String, nullable=False, server_default=""))
