"""Who saw it at work and in which team, and what the learner says to it."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """Adds the columns."""
    # SQLite takes no reference into a table that is there, so the table is made anew.
    with op.batch_alter_table("observations", recreate="always") as table:
        table.add_column(sa.Column("comment", sa.Text, nullable=False, server_default=""))
        table.add_column(sa.Column("team", sa.String))
        table.add_column(sa.Column("seen_by", sa.String))
        table.create_foreign_key("fk_observations_team_teams", "teams", ["team"], ["id"])
        table.create_foreign_key(
            "fk_observations_seen_by_people", "people", ["seen_by"], ["key"], ondelete="SET NULL"
        )
    op.create_index("ix_observations_seen_by", "observations", ["seen_by"])
