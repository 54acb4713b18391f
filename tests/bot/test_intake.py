"""From the inbox to the handlers: nothing is lost, and nobody waits for somebody else."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest

from bot import intake
from bot.intake import Fate, Intake, Overloaded
from bot.metrics import Metrics
from bot.pace import A_SECOND, AT_ONCE, Pace
from conversations.errors import DatabaseUnusable
from conversations.inbox import SUSPECT, MemoryInboxStore, Received
from quiz_samples import NOON

ANN, BOB = "telegram:1001", "telegram:1002"


@dataclass
class Desk:
    """A handler that notes what it is given."""

    handled: list[tuple[int, bool]] = field(default_factory=list)
    prompted: list[int] = field(default_factory=list)
    slowed: list[str | None] = field(default_factory=list)
    gates: dict[int, asyncio.Event] = field(default_factory=dict)
    fates: dict[int, list[Fate | Exception]] = field(default_factory=dict)
    most_at_once: int = 0
    _at_once: int = 0

    async def at_once(self, update: Received) -> None:
        self.prompted.append(update.number)

    async def handle(self, update: Received, *, again: bool) -> Fate:
        self._at_once += 1
        self.most_at_once = max(self.most_at_once, self._at_once)
        try:
            if update.number in self.gates:
                await self.gates[update.number].wait()
            await asyncio.sleep(0)
            fates = self.fates.get(update.number)
            fate = fates.pop(0) if fates else Fate.DONE
            if isinstance(fate, Exception):
                raise fate
            self.handled.append((update.number, again))
            return fate
        finally:
            self._at_once -= 1

    async def slow_down(self, update: Received) -> None:
        self.slowed.append(update.person)


def received(number: int, person: str = ANN) -> Received:
    return Received(number, "{}", person)


def started(store: MemoryInboxStore, desk: Desk) -> Intake:
    return Intake(store, desk, lambda: datetime.now(UTC), Metrics())


async def ends(until: Callable[[], bool]) -> None:
    for _moment in range(2000):
        if until():
            return
        await asyncio.sleep(0.005)
    raise AssertionError("it did not come to that")


@pytest.fixture
def store() -> MemoryInboxStore:
    return MemoryInboxStore()


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(intake, "ALONE_AFTER", 0.01)


@pytest.fixture
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(intake, "PAUSES", (0.01,))


async def test_each_person_is_handled_in_order_and_different_people_at_once(
    store: MemoryInboxStore, desk: Desk
) -> None:
    desk.gates[1] = asyncio.Event()
    work = started(store, desk)
    await work.start()
    await work.receive([received(1), received(2), received(3, BOB), received(4, BOB)])
    await ends(lambda: len(desk.handled) == 2)
    assert desk.handled == [(3, False), (4, False)]
    # A press is answered before its turn.
    assert sorted(desk.prompted) == [1, 2, 3, 4]
    desk.gates[1].set()
    await ends(lambda: not work.is_busy)
    assert [number for number, _again in desk.handled] == [3, 4, 1, 2]
    assert (await store.backlog()).waiting == 0
    await work.stop(1)


async def test_what_came_before_is_let_be(store: MemoryInboxStore, desk: Desk) -> None:
    work = started(store, desk)
    await work.start()
    for _time in range(2):
        await work.receive([received(1)])
        await ends(lambda: not work.is_busy)
    assert desk.handled == [(1, False)]
    await work.stop(1)


async def test_what_a_process_left_is_handled_by_the_next_in_order(
    store: MemoryInboxStore, desk: Desk
) -> None:
    await store.put([received(2), received(1)], NOON)
    work = started(store, desk)
    await work.start()
    await work.receive([received(3)])
    await ends(lambda: not work.is_busy)
    assert desk.handled == [(1, True), (2, True), (3, False)]
    await work.stop(1)


@pytest.mark.usefixtures("hasty")
async def test_what_has_to_wait_is_handled_again_before_what_came_later(
    store: MemoryInboxStore, desk: Desk
) -> None:
    unusable = DatabaseUnusable("locked")
    desk.fates[1] = [unusable, Fate.LATER, Fate.DONE]
    work = started(store, desk)
    await work.start()
    await work.receive([received(1), received(2)])
    await ends(lambda: not work.is_busy)
    # Once it was begun, once it was ended.
    assert desk.handled == [(1, True), (1, True), (2, False)]
    await work.stop(1)


async def test_what_fails_is_set_aside_and_stops_nobody(
    store: MemoryInboxStore, desk: Desk
) -> None:
    desk.fates[1] = [ValueError("a slip")]
    desk.fates[2] = [Fate.ASIDE]
    work = started(store, desk)
    await work.start()
    await work.receive([received(1), received(2), received(3)])
    await ends(lambda: not work.is_busy)
    assert [number for number, _again in desk.handled] == [2, 3]
    assert (await store.backlog()).aside == 2
    await work.stop(1)


async def test_what_ends_the_process_is_tried_alone_and_set_aside_after_a_few_times(
    store: MemoryInboxStore,
) -> None:
    """Every start is a process that 2 ends; the others come through, and 1 before it."""
    await store.put([received(1), received(2), received(3, BOB)], NOON)
    starts = 0
    while (await store.backlog()).waiting:
        starts += 1
        desk = Desk(gates={2: asyncio.Event()})
        work = started(store, desk)
        await work.start()
        await asyncio.sleep(0.05)
        # Killed: nothing is marked any more, nothing is ended.
        await work.stop(0)
    assert (await store.backlog()).aside == 1
    assert starts == SUSPECT + intake.TRIES_ALONE
    assert {number for number, _again in desk.handled} <= {1, 3}


async def test_only_one_suspect_is_handled_at_a_time(store: MemoryInboxStore, desk: Desk) -> None:
    await store.put([received(number, f"telegram:{number}") for number in range(5)], NOON)
    for _start in range(SUSPECT - 1):
        await store.recover()
    work = started(store, desk)
    await work.start()
    await ends(lambda: not work.is_busy)
    assert (len(desk.handled), desk.most_at_once) == (5, 1)
    await work.stop(1)


async def test_of_the_suspects_the_one_that_was_blamed_least_comes_first(
    store: MemoryInboxStore, desk: Desk
) -> None:
    await store.put([received(number, f"telegram:{number}") for number in range(4)], NOON)
    for _start in range(SUSPECT - 1):
        await store.recover()
    await store.recover()
    for number in (0, 0, 2):
        await store.try_alone(number)
    work = started(store, desk)
    await work.start()
    await ends(lambda: not work.is_busy)
    assert [number for number, _again in desk.handled] == [1, 3, 2, 0]
    await work.stop(1)


async def test_whoever_has_waited_long_is_tried_before_much_newer_suspects(
    store: MemoryInboxStore, desk: Desk
) -> None:
    new = 1 + 2 * intake.NEWER
    await store.put([received(1), received(new, BOB)], NOON)
    for _start in range(SUSPECT):
        await store.recover()
    await store.try_alone(1)
    work = started(store, desk)
    await work.start()
    await ends(lambda: not work.is_busy)
    assert [number for number, _again in desk.handled] == [1, new]
    await work.stop(1)


async def test_a_slow_suspect_holds_up_the_others_for_a_moment_only(
    store: MemoryInboxStore, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(intake, "ALONE_SECONDS", 0.02)
    await store.put([received(1), received(2, BOB)], NOON)
    for _start in range(SUSPECT - 1):
        await store.recover()
    desk.gates[1] = asyncio.Event()
    work = started(store, desk)
    await work.start()
    await ends(lambda: desk.handled == [(2, True)])
    await work.stop(0)
    # It has come through alone: a crash now is not its.
    assert [(each.number, each.crashes) for each in await store.recover()] == [(1, 1)]


async def test_a_flood_slows_its_sender_only_who_is_told_once(
    store: MemoryInboxStore, desk: Desk
) -> None:
    work = started(store, desk)
    await work.start()
    flood = [received(number) for number in range(AT_ONCE + 15)]
    await work.receive([*flood, received(1000, BOB)])
    await ends(lambda: bool(desk.slowed))
    assert (1000, False) in desk.handled
    assert len(desk.handled) <= AT_ONCE + 2
    await ends(lambda: len(desk.handled) > AT_ONCE + 3)
    assert desk.slowed == [ANN]
    await work.stop(1)
    # Nothing of it is lost.
    left = [each.number for each in await store.recover()]
    handled = [number for number, _again in desk.handled if number != 1000]
    assert handled + left == [*range(AT_ONCE + 15)]


async def test_what_is_far_too_much_of_one_person_is_not_handled(
    store: MemoryInboxStore, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(intake, "MOST_OF_ONE", 3)
    desk.gates[0] = asyncio.Event()
    work = started(store, desk)
    await work.start()
    await work.receive([received(number) for number in range(6)])
    desk.gates[0].set()
    await ends(lambda: not work.is_busy)
    assert [number for number, _again in desk.handled] == [0, 1, 2]
    await work.stop(1)


async def test_more_is_fetched_only_once_there_is_room(
    store: MemoryInboxStore, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(intake, "MOST_WAITING", 2)
    desk.gates[0] = asyncio.Event()
    work = started(store, desk)
    await work.start()
    await asyncio.wait_for(work.room(), 1)
    await work.receive([received(number) for number in range(2)])
    with pytest.raises(Overloaded):
        await work.receive([received(2)])
    waiting = asyncio.create_task(work.room())
    await asyncio.sleep(0.01)
    assert not waiting.done()
    desk.gates[0].set()
    await asyncio.wait_for(waiting, 1)
    await work.stop(1)


async def test_stopping_ends_what_has_begun_and_leaves_the_rest_to_the_next_start(
    store: MemoryInboxStore, desk: Desk
) -> None:
    desk.gates = {1: asyncio.Event(), 3: asyncio.Event()}
    work = started(store, desk)
    await work.start()
    await work.receive([received(1), received(2), received(3, BOB)])
    await asyncio.sleep(0.01)
    stopping = asyncio.create_task(work.stop(0.2))
    await asyncio.sleep(0.01)
    desk.gates[1].set()
    await asyncio.wait_for(stopping, 2)
    assert desk.handled == [(1, False)]
    assert [each.number for each in await store.recover()] == [2, 3]
    with pytest.raises(Overloaded):
        await work.receive([received(4)])


class Stubborn(MemoryInboxStore):
    """Can't be written to a few times."""

    failures = 3

    async def done(self, numbers: object, at: object) -> None:
        if self.failures:
            self.failures -= 1
            raise DatabaseUnusable("locked")
        await super().done(numbers, at)  # type: ignore[arg-type]


@pytest.mark.usefixtures("hasty")
async def test_what_can_not_be_marked_now_is_marked_later_and_not_handled_again(
    desk: Desk,
) -> None:
    store = Stubborn()
    work = started(store, desk)
    await work.start()
    await work.receive([received(1)])
    await ends(lambda: not work.is_busy)
    assert desk.handled == [(1, False)]
    assert (await store.backlog()).waiting == 0
    await work.stop(1)


async def test_who_has_been_quiet_is_forgotten(store: MemoryInboxStore, desk: Desk) -> None:
    seconds = 0.0
    work = Intake(store, desk, lambda: datetime.now(UTC), Metrics(), lambda: seconds)
    await work.start()
    await work.receive([received(1)])
    await ends(lambda: not work.is_busy)
    await work.forget()
    assert len(work._queues) == 1
    seconds = 1.0
    await work.forget()
    assert work._queues == {}
    await work.stop(1)


def test_a_pace_lets_some_through_at_once_and_then_so_many_a_second() -> None:
    pace = Pace(0.0)
    assert [pace.wait(0.0) for _turn in range(AT_ONCE)] == [0.0] * AT_ONCE
    assert pace.wait(0.0) == pytest.approx(1 / A_SECOND)
    assert not pace.is_rested(1.0)
    assert pace.is_rested(1000.0)
    assert pace.wait(1000.0) == 0.0
