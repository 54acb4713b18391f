"""What supervisors saw, how tasks are judged, and which text of a task a question was asked about.

The text of questions asked until now isn't known.
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Makes the tables and adds the column."""
    op.create_table(
        "observations",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("person", sa.String, nullable=False),
        sa.Column("target", sa.String, nullable=False),
        sa.Column("observer", sa.Text, nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("valid_until", sa.DateTime, nullable=False),
        sa.Column("performed", sa.Boolean, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_observations"),
        sa.ForeignKeyConstraint(
            ["person"], ["people.key"], name="fk_observations_person_people", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_observations_person", "observations", ["person"])
    op.create_table(
        "policies",
        sa.Column("task", sa.String, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("votes", sa.JSON, nullable=False),
        sa.Column("set_by", sa.Text, nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.PrimaryKeyConstraint("task", "kind", name="pk_policies"),
    )
    op.add_column(
        "quiz_questions", sa.Column("task_text", sa.String, nullable=False, server_default="")
    )
