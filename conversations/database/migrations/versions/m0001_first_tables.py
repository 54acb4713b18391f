"""The first tables: people, their quizzes with questions and answers, and their threads."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Makes the tables."""
    op.create_table(
        "people",
        sa.Column("key", sa.String, nullable=False),
        sa.Column("language", sa.String),
        sa.PrimaryKeyConstraint("key", name="pk_people"),
    )
    op.create_table(
        "quizzes",
        sa.Column("id", sa.String, nullable=False),
        sa.Column("person", sa.String, nullable=False),
        sa.Column("scope", sa.String, nullable=False),
        sa.Column("language", sa.String, nullable=False),
        sa.Column("phase", sa.String, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("started_at", sa.DateTime, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_quizzes"),
        sa.ForeignKeyConstraint(
            ["person"], ["people.key"], name="fk_quizzes_person_people", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_quizzes_person", "quizzes", ["person"])
    goes_on = sa.text("phase IN ('asking', 'reviewing')")
    op.create_index(
        "uq_quizzes_open",
        "quizzes",
        ["person"],
        unique=True,
        sqlite_where=goes_on,
        postgresql_where=goes_on,
    )
    op.create_table(
        "quiz_questions",
        sa.Column("quiz", sa.String, nullable=False),
        sa.Column("position", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("item", sa.String, nullable=False),
        sa.Column("standard", sa.String, nullable=False),
        sa.Column("task", sa.String, nullable=False),
        sa.Column("targets", sa.JSON, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("stem", sa.Text, nullable=False),
        sa.Column("options", sa.JSON, nullable=False),
        sa.Column("explanation", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("quiz", "position", name="pk_quiz_questions"),
        sa.ForeignKeyConstraint(
            ["quiz"], ["quizzes.id"], name="fk_quiz_questions_quiz_quizzes", ondelete="CASCADE"
        ),
    )
    op.create_table(
        "answers",
        sa.Column("quiz", sa.String, nullable=False),
        sa.Column("position", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("option", sa.Integer, nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.PrimaryKeyConstraint("quiz", "position", name="pk_answers"),
        sa.ForeignKeyConstraint(
            ["quiz", "position"],
            ["quiz_questions.quiz", "quiz_questions.position"],
            name="fk_answers_quiz_position_quiz_questions",
            ondelete="CASCADE",
        ),
    )
    op.create_table(
        "threads",
        sa.Column("person", sa.String, nullable=False),
        sa.Column("topic", sa.Text, nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.PrimaryKeyConstraint("person", name="pk_threads"),
        sa.ForeignKeyConstraint(
            ["person"], ["people.key"], name="fk_threads_person_people", ondelete="CASCADE"
        ),
    )
