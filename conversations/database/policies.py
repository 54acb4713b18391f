"""Policies, in the database."""

from typing import Any

from sqlalchemy import ColumnElement, Row, delete, insert, select
from sqlalchemy.ext.asyncio import AsyncEngine

from conversations.database.connection import writing
from conversations.database.tables import policies
from conversations.policies import Critical, CutScore, Policy

_CRITICAL = "critical"
_CUT = "cut"
_KINDS: dict[type[Policy], str] = {Critical: _CRITICAL, CutScore: _CUT}


_ALL = select(policies).order_by(policies.c.task, policies.c.kind)


class PolicyTable:
    """A PolicyStore that keeps them."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._reader = engine
        self._writer = writing(engine)

    async def set(self, policy: Policy) -> None:
        """Keeps `policy`."""
        row = {
            "task": policy.task,
            "kind": _KINDS[type(policy)],
            "votes": policy.votes if isinstance(policy, CutScore) else (),
            "set_by": policy.by,
            "at": policy.at,
        }
        async with self._writer.begin() as connection:
            await connection.execute(delete(policies).where(_is(policy.task, type(policy))))
            await connection.execute(insert(policies).values(row))

    async def lift(self, task: str, kind: type[Policy]) -> bool:
        """Takes the policy off the task."""
        async with self._writer.begin() as connection:
            gone = await connection.execute(delete(policies).where(_is(task, kind)))
        return bool(gone.rowcount)

    async def all(self) -> tuple[Policy, ...]:
        """Every policy kept."""
        async with self._reader.begin() as connection:
            return tuple(_policy(row) for row in await connection.execute(_ALL))


def _is(task: str, kind: type[Policy]) -> ColumnElement[bool]:
    return (policies.c.task == task) & (policies.c.kind == _KINDS[kind])


def _policy(row: Row[Any]) -> Policy:
    if row.kind == _CUT:
        return CutScore(row.task, tuple(row.votes), row.set_by, row.at)
    return Critical(row.task, row.set_by, row.at)
