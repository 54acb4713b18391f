"""When somebody is reminded that a check is worth it again: never at night, once a day at most.

A reminder is claimed in one transaction, which also says when the next one may come, and only then
sent: it is sent at most once. Telegram's sending has no key by which a second try could be told
from the first, so that sending until it is confirmed could remind twice; and one reminder lost to
a crash between claim and sending comes again the next day by itself.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from conversations import zones
from conversations.row import Row
from standards.model import Language

ONE_DAY = timedelta(days=1)
WAITS = (1, 1, 2, 4, 7)
"""Days until the next reminder, by how many were not heeded; for more, the last."""


@dataclass(frozen=True, slots=True)
class QuietHours:
    """Hours of the learner's own clock in which nothing is sent; the same twice is none."""

    start: time
    until: time

    def holds(self, wall: time) -> bool:
        """Whether it is quiet when the clock on the wall says `wall`."""
        if self.start <= self.until:
            return self.start <= wall < self.until
        return wall >= self.start or wall < self.until


NIGHT = QuietHours(time(21), time(9))


def not_quiet(at: datetime, quiet: QuietHours, zone: str) -> datetime:
    """The first moment from `at` on, in UTC, at which it is not quiet in `zone`."""
    local = ZoneInfo(zone)
    while quiet.holds(at.astimezone(local).time()):
        at = _next(quiet.until, at, local)
    return at.astimezone(UTC)


def _next(wall: time, after: datetime, local: ZoneInfo) -> datetime:
    """The next moment after `after` at which the clock passes `wall`.

    Where clocks are put back the hour comes twice, as fold 0 and 1; where they are put forward,
    an hour that is skipped is passed at the jump or within the hour after it.
    """
    day = after.astimezone(local).date()
    while True:
        for fold in (0, 1):
            passed = datetime.combine(day, wall.replace(fold=fold), local).astimezone(UTC)
            if passed > after:
                return passed
        day += ONE_DAY


@dataclass(frozen=True, slots=True)
class Reminder:
    """What one person decided about reminders, and how far it is with them. Times are in UTC."""

    person: str
    is_on: bool = False
    language: Language = Language.ZH_HANT
    """To remind in, where the person chose none."""
    zone: str = zones.DEFAULT
    quiet: QuietHours = NIGHT
    due: datetime | None = None
    """From when on another check is worth it; None before the first answer."""
    sent: datetime | None = None
    """When the last one was claimed."""
    unheeded: int = 0
    """How many came since the last answer."""

    @property
    def waits_until(self) -> datetime | None:
        """From when on the next one may come, day or night; None where none is to come.

        A day after the last one; after several unheeded ones two days, four, a week.
        """
        if not self.is_on or self.due is None:
            return None
        if self.sent is None:
            return self.due
        days = WAITS[min(self.unheeded, len(WAITS) - 1)]
        return max(self.due, self.sent + days * ONE_DAY)

    @property
    def send_at(self) -> datetime | None:
        """When the next one is to be sent; None where none is."""
        earliest = self.waits_until
        return None if earliest is None else not_quiet(earliest, self.quiet, self.zone)

    def claimed(self, now: datetime) -> "Reminder":
        """As it is once somebody sets out to send it."""
        return replace(self, sent=now, unheeded=self.unheeded + 1)

    def answered(self, due: datetime | None) -> "Reminder":
        """As it is after an answer."""
        return replace(self, due=due, unheeded=0)


@dataclass(frozen=True, slots=True)
class Claim:
    """A reminder that somebody set out to send at a moment, as it was before."""

    before: Reminder
    at: datetime

    @property
    def person(self) -> str:
        """Whom to remind."""
        return self.before.person


class ReminderStore(Protocol):
    """Keeps reminders, so that each is claimed once however many processes there are."""

    async def get(self, person: str) -> Reminder | None:
        """What the person decided; None where they never did."""

    async def change(self, before: Reminder, change: Callable[[Reminder], Reminder]) -> Reminder:
        """Changes what is kept for the person of `before`, which is taken where nothing is kept."""

    async def claim(self, now: datetime, face: str) -> Claim | None:
        """Claims one that is to be sent by `now`; None where there is none.

        `face` is what the person's key starts with.
        """


class MemoryReminderStore:
    """A ReminderStore that forgets everything at the end of the process."""

    def __init__(self) -> None:
        self._reminders: dict[str, Reminder] = {}

    async def get(self, person: str) -> Reminder | None:
        """What the person decided."""
        return self._reminders.get(person)

    async def change(self, before: Reminder, change: Callable[[Reminder], Reminder]) -> Reminder:
        """Changes what is kept."""
        after = change(self._reminders.get(before.person, before))
        self._reminders[before.person] = after
        return after

    async def claim(self, now: datetime, face: str) -> Claim | None:
        """Claims the one that has waited longest."""
        waiting = [
            (at, each.person)
            for each in self._reminders.values()
            if each.person.startswith(face) and (at := each.send_at) is not None and at <= now
        ]
        if not waiting:
            return None
        before = self._reminders[min(waiting)[1]]
        self._reminders[before.person] = before.claimed(now)
        return Claim(before, now)

    def held(self) -> Iterator[tuple[str, str, Row]]:
        """Everybody's reminders."""
        for person, kept in sorted(self._reminders.items()):
            moments = {"due": kept.due, "sent": kept.sent, "send_at": kept.send_at}
            row = {
                "person": person,
                "is_on": kept.is_on,
                "language": kept.language,
                "zone": kept.zone,
                "quiet_start": kept.quiet.start.isoformat("minutes"),
                "quiet_until": kept.quiet.until.isoformat("minutes"),
                "unheeded": kept.unheeded,
                **{name: moment and moment.isoformat() for name, moment in moments.items()},
            }
            yield person, "reminders", row

    def let_go(self, key: str) -> None:
        """Forgets what the person decided."""
        self._reminders.pop(key, None)


class Reminders:
    """Everybody's reminders.

    `now` gives the time in UTC; `zone` is where people are who have not told.
    """

    def __init__(
        self, store: ReminderStore, now: Callable[[], datetime], zone: str = zones.DEFAULT
    ) -> None:
        self._store = store
        self._now = now
        self._zone = zone

    async def of(self, person: str) -> Reminder:
        """What the person decided; switched off where they never did."""
        return await self._store.get(person) or self._new(person)

    async def language(self, person: str) -> Language | None:
        """The one they are reminded in; None where they never decided about reminders."""
        kept = await self._store.get(person)
        return None if kept is None else kept.language

    async def declined(self, person: str) -> bool:
        """Whether the person decided about reminders, and has none."""
        kept = await self._store.get(person)
        return kept is not None and not kept.is_on

    async def switch_on(self, person: str, language: Language, due: datetime | None) -> Reminder:
        """Reminds from now on; `due` is as in a Reminder."""
        return await self._change(
            person, lambda kept: replace(kept, is_on=True, language=language).answered(due)
        )

    async def switch_off(self, person: str) -> Reminder:
        """Reminds no more."""
        return await self._change(person, lambda kept: replace(kept, is_on=False))

    async def set_quiet(self, person: str, quiet: QuietHours) -> Reminder:
        """Keeps quiet at other hours."""
        return await self._change(person, lambda kept: replace(kept, quiet=quiet))

    async def set_zone(self, person: str, zone: str) -> Reminder:
        """Goes by the clock of another zone, an IANA name."""
        return await self._change(person, lambda kept: replace(kept, zone=zone))

    async def answered(self, person: str, due: datetime | None) -> None:
        """Goes by what is answered by now; `due` is as in a Reminder."""
        await self._change(person, lambda kept: kept.answered(due))

    async def claim(self, face: str) -> Claim | None:
        """One to be sent now; it is up to the caller to send it once."""
        return await self._store.claim(self._now(), face)

    async def claim_present(self, person: str) -> bool:
        """Whether the person, who is here, is to be told now; at night too, they are awake."""
        now = self._now()

        def due(kept: Reminder) -> bool:
            return (earliest := kept.waits_until) is not None and earliest <= now

        if not due(await self.of(person)):
            return False
        after = await self._change(person, lambda kept: kept.claimed(now) if due(kept) else kept)
        return after.sent == now

    async def release(self, claim: Claim) -> None:
        """Takes back a claim that certainly reached nobody."""

        def back(kept: Reminder) -> Reminder:
            if kept.sent != claim.at:
                return kept
            # An answer given meanwhile has set it to 0.
            unheeded = min(kept.unheeded, claim.before.unheeded)
            return replace(kept, sent=claim.before.sent, unheeded=unheeded)

        await self._change(claim.person, back)

    async def _change(self, person: str, change: Callable[[Reminder], Reminder]) -> Reminder:
        return await self._store.change(self._new(person), change)

    def _new(self, person: str) -> Reminder:
        return Reminder(person, zone=self._zone)
