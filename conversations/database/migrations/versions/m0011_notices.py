"""Notices: what somebody is to be told, was told once, who can't be told, of which texts."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Makes the tables."""
    op.create_table(
        "notices",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("person", sa.String, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("params", sa.JSON, nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("send_at", sa.DateTime, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_notices"),
        _to_person("notices"),
    )
    op.create_index("ix_notices_send_at", "notices", ["send_at"])
    op.create_index("ix_notices_person", "notices", ["person"])
    op.create_table(
        "told_once",
        sa.Column("person", sa.String, nullable=False),
        sa.Column("once", sa.String, nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.PrimaryKeyConstraint("person", "once", name="pk_told_once"),
        _to_person("told_once"),
    )
    op.create_table(
        "unreachable",
        sa.Column("person", sa.String, nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.PrimaryKeyConstraint("person", name="pk_unreachable"),
        _to_person("unreachable"),
    )
    op.create_table(
        "standard_texts",
        sa.Column("code", sa.String, nullable=False),
        sa.Column("version", sa.String, nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.PrimaryKeyConstraint("code", name="pk_standard_texts"),
    )


def _to_person(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["person"], ["people.key"], name=f"fk_{table}_person_people", ondelete="CASCADE"
    )
