"""What learners prefer, what polls ask, and how learners see themselves."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Makes the tables."""
    op.create_table(
        "preferences",
        sa.Column("person", sa.String, nullable=False),
        sa.Column("polls", sa.Boolean, nullable=False),
        sa.Column("dark", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("person", name="pk_preferences"),
        sa.ForeignKeyConstraint(
            ["person"], ["people.key"], name="fk_preferences_person_people", ondelete="CASCADE"
        ),
    )
    op.create_table(
        "polls",
        sa.Column("token", sa.String, nullable=False),
        sa.Column("poll", sa.String),
        sa.Column("person", sa.String, nullable=False),
        sa.Column("quiz", sa.String, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.PrimaryKeyConstraint("token", name="pk_polls"),
        sa.ForeignKeyConstraint(
            ["quiz", "position"],
            ["quiz_questions.quiz", "quiz_questions.position"],
            name="fk_polls_quiz_position_quiz_questions",
            ondelete="CASCADE",
        ),
    )
    op.create_index("ix_polls_poll", "polls", ["poll"], unique=True)
    op.create_index("ix_polls_person", "polls", ["person"])
    op.create_index("ix_polls_quiz_position", "polls", ["quiz", "position"])
    op.create_table(
        "self_ratings",
        sa.Column("person", sa.String, nullable=False),
        sa.Column("task", sa.String, nullable=False),
        sa.Column("level", sa.String, nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.PrimaryKeyConstraint("person", "task", name="pk_self_ratings"),
        sa.ForeignKeyConstraint(
            ["person"], ["people.key"], name="fk_self_ratings_person_people", ondelete="CASCADE"
        ),
    )
