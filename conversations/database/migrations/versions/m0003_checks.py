"""What a quiz is for, and which version of a written item was asked.

The quizzes there are were asked for by standard or task, of questions made from its words.
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Adds the columns; the rows that there are get what held for all until now."""
    op.add_column("quizzes", sa.Column("purpose", sa.String, nullable=False, server_default="task"))
    op.add_column(
        "quiz_questions", sa.Column("version", sa.Integer, nullable=False, server_default="1")
    )
    op.add_column(
        "quiz_questions",
        sa.Column("origin", sa.String, nullable=False, server_default="generated"),
    )
