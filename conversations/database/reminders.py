"""Reminders, in the database."""

from collections.abc import Callable
from datetime import datetime, time
from typing import Any

from sqlalchemy import Row, bindparam, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from conversations.database.connection import writing
from conversations.database.people import know
from conversations.database.tables import reminders
from conversations.reminders import Claim, QuietHours, Reminder
from standards.model import Language

_MINE = select(reminders).where(reminders.c.person == bindparam("person"))


class ReminderTable:
    """A ReminderStore that keeps them; every change is one transaction."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._reader = engine
        self._writer = writing(engine)

    async def get(self, person: str) -> Reminder | None:
        """What the person decided."""
        async with self._reader.begin() as connection:
            return await _get(connection, person)

    async def change(self, before: Reminder, change: Callable[[Reminder], Reminder]) -> Reminder:
        """Changes what is kept."""
        async with self._writer.begin() as connection:
            kept = await _get(connection, before.person)
            after = change(kept or before)
            if kept is None:
                await know(connection, before.person)
                await connection.execute(insert(reminders).values(_row(after)))
            else:
                await _put(connection, after)
            return after

    async def claim(self, now: datetime, face: str) -> Claim | None:
        """Claims the one that has waited longest."""
        wanted = (
            select(reminders)
            .where(reminders.c.send_at <= now, reminders.c.person.startswith(face, autoescape=True))
            .order_by(reminders.c.send_at, reminders.c.person)
            .limit(1)
        )
        async with self._reader.begin() as connection:
            # Most of the time there is none, and the lock is left to others.
            if (await connection.execute(wanted)).one_or_none() is None:
                return None
        async with self._writer.begin() as connection:
            row = (await connection.execute(wanted)).one_or_none()
            if row is None:
                return None
            before = _reminder(row)
            await _put(connection, before.claimed(now))
            return Claim(before, now)


async def _get(connection: AsyncConnection, person: str) -> Reminder | None:
    row = (await connection.execute(_MINE, {"person": person})).one_or_none()
    return None if row is None else _reminder(row)


async def _put(connection: AsyncConnection, after: Reminder) -> None:
    changed = update(reminders).where(reminders.c.person == after.person)
    await connection.execute(changed.values(_row(after)))


def _row(reminder: Reminder) -> dict[str, Any]:
    return {
        "person": reminder.person,
        "is_on": reminder.is_on,
        "language": reminder.language,
        "zone": reminder.zone,
        "quiet_start": reminder.quiet.start.isoformat("minutes"),
        "quiet_until": reminder.quiet.until.isoformat("minutes"),
        "due": reminder.due,
        "sent": reminder.sent,
        "unheeded": reminder.unheeded,
        "send_at": reminder.send_at,
    }


def _reminder(row: Row[Any]) -> Reminder:
    return Reminder(
        person=row.person,
        is_on=row.is_on,
        language=Language(row.language),
        zone=row.zone,
        quiet=QuietHours(time.fromisoformat(row.quiet_start), time.fromisoformat(row.quiet_until)),
        due=row.due,
        sent=row.sent,
        unheeded=row.unheeded,
    )
