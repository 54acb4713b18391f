"""What was asked of late, ratings, and the questions for the editors."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Makes the tables."""
    op.create_table(
        "asked",
        sa.Column("name", sa.String, nullable=False),
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("language", sa.String, nullable=False),
        sa.Column("topic", sa.Text),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_asked"),
    )
    op.create_index("ix_asked_at", "asked", ["at"])
    op.create_table(
        "ratings",
        sa.Column("vote", sa.String, nullable=False),
        sa.Column("rating", sa.String, nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.PrimaryKeyConstraint("vote", name="pk_ratings"),
    )
    op.create_index("ix_ratings_at", "ratings", ["at"])
    op.create_table(
        "unanswered",
        sa.Column("folded", sa.Text, nullable=False),
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("language", sa.String, nullable=False),
        sa.Column("why", sa.String, nullable=False),
        sa.Column("nearest", sa.JSON, nullable=False),
        sa.Column("first_asked", sa.DateTime, nullable=False),
        sa.Column("last_asked", sa.DateTime, nullable=False),
        sa.Column("times", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("folded", name="pk_unanswered"),
    )
