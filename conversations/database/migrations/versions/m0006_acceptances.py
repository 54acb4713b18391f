"""Who went on after which version of the privacy notice."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Makes the table."""
    op.create_table(
        "acceptances",
        sa.Column("person", sa.String, nullable=False),
        sa.Column("version", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.PrimaryKeyConstraint("person", "version", name="pk_acceptances"),
        sa.ForeignKeyConstraint(
            ["person"], ["people.key"], name="fk_acceptances_person_people", ondelete="CASCADE"
        ),
    )
