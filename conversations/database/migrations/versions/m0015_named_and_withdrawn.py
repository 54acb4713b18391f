"""Roles that ended keep their name, messages know whom they name, observations are withdrawn."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    """Adds the columns."""
    op.add_column("grants", sa.Column("ended_at", sa.DateTime))
    op.add_column("observations", sa.Column("withdrawn_at", sa.DateTime))
    op.add_column(
        "observations", sa.Column("withdrawn_why", sa.Text, nullable=False, server_default="")
    )
    # SQLite takes no reference into a table that is there, so the table is made anew.
    with op.batch_alter_table("notices", recreate="always") as table:
        table.add_column(sa.Column("named", sa.String))
        table.create_foreign_key(
            "fk_notices_named_people", "people", ["named"], ["key"], ondelete="CASCADE"
        )
    op.create_index("ix_notices_named", "notices", ["named"])
