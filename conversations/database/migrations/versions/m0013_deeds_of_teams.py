"""What was done to a whole team is found by the team."""

from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    """Adds the index."""
    op.create_index("ix_deeds_team", "deeds", ["team", "action"])
