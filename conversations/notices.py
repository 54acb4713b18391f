"""What somebody is told of themselves because another person, or a new text, changed it.

A notice is kept until a face takes it, in one transaction, and only then sent: it is sent once at
most, over restarts too. Who has closed the chat to us keeps theirs until they come back.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Protocol

from conversations.reminders import Reminders, not_quiet
from conversations.row import Row

NOTICES_KEPT = timedelta(days=30)
"""Nothing is told so long after it happened."""


class NoticeKind(StrEnum):
    """What happened; the value is what is kept. Its words are in `bot/views/notices.py`."""

    ASSIGNED = "assigned"
    ASSIGNMENT_CHANGED = "assignment changed"
    ASSIGNMENT_WITHDRAWN = "assignment withdrawn"
    REMINDED = "reminded"
    STANDARD_CHANGED = "standard changed"
    TO_CONFIRM = "to confirm"
    NOMINATED = "nominated"
    APPOINTED = "appointed"
    DECLINED = "declined"
    NOMINEE_APPOINTED = "nominee appointed"
    NOMINEE_DECLINED = "nominee declined"
    NAMED = "named"
    DISMISSED = "dismissed"
    REMOVED = "removed"
    OBSERVED = "observed"
    OBSERVATION_WITHDRAWN = "observation withdrawn"
    COMMENTED = "commented"
    TEAM_WITHOUT_MANAGER = "team without manager"


@dataclass(frozen=True, slots=True)
class Notice:
    """Something to tell one person; times are in UTC."""

    person: str
    kind: NoticeKind
    params: Mapping[str, str]
    """What its words need: ids, codes, ISO dates, names as they were then; no words to show."""
    at: datetime
    """When it happened."""
    send_at: datetime
    """It isn't sent sooner."""
    named: str | None = None
    """The key of somebody else whom its words name; it goes with them, too."""


class Reach(StrEnum):
    """What becomes of a notice that was just kept."""

    NOW = "now"
    LATER = "later"
    """Once the person's quiet hours are over."""
    ON_RETURN = "on return"
    """Once the person, who has closed the chat to us, comes back."""


@dataclass(frozen=True, slots=True)
class Told:
    """That somebody is told, and how soon."""

    reach: Reach
    send_at: datetime


class NoticeStore(Protocol):
    """Keeps notices, so that each is taken once however many processes there are."""

    async def add(
        self, notice: Notice, once: str = "", again_after: timedelta | None = None
    ) -> bool:
        """Keeps one more; False, and nothing kept, where the person was told of `once` before.

        With `again_after`, only where that is less than so long ago.
        """

    async def take(self, now: datetime, face: str) -> Notice | None:
        """Takes out the one that has waited longest of those to be sent by `now`; None if none.

        `face` is what the person's key starts with; who can't be reached is left out.
        """

    async def take_all(self, person: str) -> tuple[Notice, ...]:
        """Takes out everything that waits for the person, oldest first, whatever the hour."""

    async def lose(self, person: str, at: datetime) -> None:
        """Keeps that the person has closed the chat to us."""

    async def find(self, person: str) -> bool:
        """Keeps that the person can be reached; False where that was so."""

    async def lost(self, persons: Collection[str]) -> frozenset[str]:
        """Those of them that can't be reached."""

    async def forget(self, before: datetime) -> int:
        """Deletes what happened before that moment and nobody could be told of; gives how many."""


class MemoryNoticeStore:
    """A NoticeStore that forgets everything at the end of the process."""

    def __init__(self) -> None:
        self._notices: list[Notice] = []
        self._told: dict[tuple[str, str], datetime] = {}
        self._lost: dict[str, datetime] = {}

    async def add(
        self, notice: Notice, once: str = "", again_after: timedelta | None = None
    ) -> bool:
        """Keeps one more."""
        last = self._told.get((notice.person, once)) if once else None
        if last is not None and (again_after is None or notice.at - last < again_after):
            return False
        if once:
            self._told[notice.person, once] = notice.at
        self._notices.append(notice)
        return True

    async def take(self, now: datetime, face: str) -> Notice | None:
        """Takes out the one that has waited longest."""
        due = [
            each
            for each in self._notices
            if each.send_at <= now
            and each.person.startswith(face)
            and each.person not in self._lost
        ]
        if not due:
            return None
        first = min(due, key=lambda each: each.send_at)
        self._notices.remove(first)
        return first

    async def take_all(self, person: str) -> tuple[Notice, ...]:
        """Takes out everything that waits for the person."""
        mine = tuple(each for each in self._notices if each.person == person)
        self._notices = [each for each in self._notices if each.person != person]
        return mine

    async def lose(self, person: str, at: datetime) -> None:
        """Keeps that the person has closed the chat to us."""
        self._lost.setdefault(person, at)

    async def find(self, person: str) -> bool:
        """Keeps that the person can be reached."""
        return self._lost.pop(person, None) is not None

    async def lost(self, persons: Collection[str]) -> frozenset[str]:
        """Those of them that can't be reached."""
        return frozenset(self._lost.keys() & set(persons))

    async def forget(self, before: datetime) -> int:
        """Deletes what nobody could be told of."""
        kept = [each for each in self._notices if each.at >= before]
        gone = len(self._notices) - len(kept)
        self._notices = kept
        return gone

    def held(self) -> Iterator[tuple[str, str, Row]]:
        """What waits for anybody, what they were told once, and who can't be reached."""
        for each in self._notices:
            moments = {"at": each.at.isoformat(), "send_at": each.send_at.isoformat()}
            row = {
                "person": each.person,
                "kind": each.kind,
                "params": dict(each.params),
                "named": each.named,
                **moments,
            }
            for key in sorted({each.person, each.named} - {None}, key=str):
                yield str(key), "notices", row
        for (person, once), at in self._told.items():
            yield person, "told_once", {"person": person, "once": once, "at": at.isoformat()}
        for person, at in self._lost.items():
            yield person, "unreachable", {"person": person, "at": at.isoformat()}

    def let_go(self, key: str) -> None:
        """Forgets all of it."""
        self._notices = [each for each in self._notices if key not in (each.person, each.named)]
        self._told = {each: at for each, at in self._told.items() if each[0] != key}
        self._lost.pop(key, None)


@dataclass(frozen=True, slots=True)
class Notices:
    """Everybody's notices; `now` gives the time in UTC, `reminders` the hours to leave them be."""

    store: NoticeStore
    reminders: Reminders
    now: Callable[[], datetime]
    quietly: frozenset[NoticeKind] = field(default=frozenset({NoticeKind.REMINDED}))
    """The kinds that wait for the end of the quiet hours."""

    async def tell(
        self,
        person: str,
        kind: NoticeKind,
        params: Mapping[str, str] = MappingProxyType({}),
        *,
        named: str | None = None,
        once: str = "",
        again_after: timedelta | None = None,
    ) -> Told | None:
        """Lets the person be told; None, and nothing done, where they were told of `once` before.

        `once` names what it is about so that a second telling would be one too many, for ever or
        until `again_after` so long; `named` is as in Notice.
        """
        now = self.now()
        send_at = now
        if kind in self.quietly:
            set_ = await self.reminders.of(person)
            send_at = not_quiet(now, set_.quiet, set_.zone)
        other = None if named == person else named
        notice = Notice(person, kind, dict(params), now, send_at, other)
        if not await self.store.add(notice, once, again_after):
            return None
        if person in await self.store.lost((person,)):
            return Told(Reach.ON_RETURN, send_at)
        return Told(Reach.LATER if send_at > now else Reach.NOW, send_at)
