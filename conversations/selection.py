"""What to ask next: the task most in doubt, what of it was not asked yet, and what is due again.

FSRS, a model of forgetting, only says *when* an item is due again; how well somebody knows a task
is for `readiness` alone to say.
"""

from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import product
from random import Random
from typing import Protocol, TypeVar

from conversations.evidence import APART, AnswerRecord, ItemVersion, Kind, fresh, used_up
from conversations.readiness import FEWEST_SESSIONS, STALE, TaskReadiness, TaskScope

CHECK = 6
"""Questions in a day's check: about three minutes."""
PER_TASK = 3
"""Of these on one task, as long as other tasks have questions: two checks reach a first result."""
AGAIN_AFTER = timedelta(days=7)
"""An item isn't asked again sooner, unless the learner asks for practice."""
KEPT_BACK = 3
"""Items of a task that its first session leaves for the second one, without which nothing can be
said: an item that is used up counts again only after three months."""
_NEVER = datetime.max.replace(tzinfo=UTC)


class Askable(Protocol):
    """A question of any kind, as far as choosing it goes."""

    @property
    def id(self) -> str: ...
    @property
    def version(self) -> int: ...
    @property
    def task(self) -> str: ...
    @property
    def targets(self) -> tuple[str, ...]: ...
    @property
    def kind(self) -> str: ...
    @property
    def choices(self) -> frozenset[str]:
        """The texts of its options."""
        ...


ItemT = TypeVar("ItemT", bound=Askable)


@dataclass(frozen=True, slots=True)
class Demand:
    """A task that a learner is to be asked about."""

    scope: TaskScope
    readiness: TaskReadiness
    criticality: float = 1.0
    """How much it matters beside other tasks."""
    assigned: bool = False
    """It is assigned to the learner, and answers can bring it nearer to what is asked for."""
    until: date | None = None
    """The last day of that, where there is one."""

    @property
    def doubt(self) -> float:
        """`criticality × min(p, 1 − p)`, in hundredths: a day's ageing shall not decide."""
        probability = self.readiness.probability
        return round(self.criticality * min(probability, 1 - probability), 2)


def due_dates(records: Iterable[AnswerRecord]) -> dict[str, datetime]:
    """When each answered item is due again, by its id; practice counts, it is remembered too.

    FSRS with its published parameters: a wrong answer is Again, a right one Good. Nothing is due
    later than the age at which evidence has to be refreshed.
    """
    # Late: only choosing questions needs it.
    from fsrs import Card, Rating, Scheduler

    scheduler = Scheduler(
        learning_steps=(),
        relearning_steps=(),
        maximum_interval=STALE.days,
        enable_fuzzing=False,
    )
    cards: dict[str, Card] = {}
    for record in sorted(records, key=lambda each: (each.at, each.item, each.correct)):
        at = record.at.astimezone(UTC)
        card = cards.get(record.item) or Card(card_id=0, due=at)
        rating = Rating.Good if record.correct else Rating.Again
        cards[record.item], _log = scheduler.review_card(card, rating, at)
    return {item: card.due for item, card in cards.items()}


def count_from(
    items: Iterable[Askable],
    records: Sequence[AnswerRecord],
    now: datetime,
    *,
    voided: Container[ItemVersion] = (),
) -> dict[ItemVersion, datetime]:
    """From when on an answer to each of `items` counts and a check may ask it; `now` if at once.

    That takes an item that is not used up, and none that was asked within AGAIN_AFTER.
    """
    used = used_up(records, now, voided=voided)
    shown = _last_shown(records)
    return {
        version: max(
            now,
            used.get(version, now),
            shown[item.id] + AGAIN_AFTER if item.id in shown else now,
        )
        for item in items
        if (version := (item.id, item.version)) not in voided
    }


def _last_shown(records: Iterable[AnswerRecord]) -> dict[str, datetime]:
    """By the item's id."""
    return {record.item: record.at for record in sorted(records, key=lambda each: each.at)}


def kept_until(readiness: TaskReadiness, now: datetime) -> datetime | None:
    """Until when items of a task are kept for its second session; None where none are.

    Before the first one has begun nothing needs to be kept: a check is shorter than a task's bank.
    """
    if readiness.sessions >= FEWEST_SESSIONS or readiness.opened is None:
        return None
    until = readiness.opened + APART
    return until if now < until else None


def room(readiness: TaskReadiness, counting: int, now: datetime) -> int:
    """How many of the `counting` items of a task that would count may be asked now.

    All of them, but while a task's first session lasts KEPT_BACK are left for the second one, and
    all that there are once nothing but that is lacking.
    """
    if kept_until(readiness, now) is None:
        return counting
    return 0 if readiness.next_session is not None else max(0, counting - KEPT_BACK)


def by_need(demands: Iterable[Demand], due: Mapping[str, datetime]) -> list[Demand]:
    """The neediest task first: most in doubt, then assigned, then least covered, then due first.

    But before all goes one that is assigned, the one to be shown soonest. A check asks PER_TASK
    questions on a task, so that the assigned one gets half of it and the others go by need as ever:
    what is assigned advances with every check, and hides nothing else. `due` gives the moment by
    the task's id; equals stay in the order in which they come.
    """
    ordered = sorted(
        demands,
        key=lambda demand: (
            -demand.doubt,
            not demand.assigned,
            demand.readiness.coverage,
            due.get(demand.scope.task, _NEVER),
        ),
    )
    assigned = [demand for demand in ordered if demand.assigned]
    if assigned:
        first = min(assigned, key=lambda demand: demand.until or date.max)
        ordered.remove(first)
        ordered.insert(0, first)
    return ordered


def todays_check(
    items: Iterable[ItemT],
    demands: Iterable[Demand],
    records: Sequence[AnswerRecord],
    now: datetime,
    rng: Random,
    *,
    count: int = CHECK,
    per_task: int = PER_TASK,
    practice: bool = False,
    voided: Container[ItemVersion] = (),
) -> tuple[ItemT, ...]:
    """Up to `count` of `items` for the learner of `records`, the most needed first.

    What counts now comes before everything else; in practice it comes last, since practising uses
    it up, unless it is recall. Of either, the neediest tasks give `per_task` items each, and more
    only if that doesn't fill the check. Within a task come first items with other options than
    those picked, then those on indicators not yet asked about, then those shown least often, then
    those on something else than what was already picked, recall last, then those due; what is still
    equal is left to `rng`. At most half of `count` is recall, however few others there are.
    What is `voided` is never asked, nor what `room` keeps for a task's second session.
    The same `rng` gives the same check, in whatever order items and records come.
    """
    due = due_dates(record for record in records if record.exposed not in voided)
    tasks = {record.item: record.task for record in records}
    due_by_task: dict[str, datetime] = {}
    for item_id, at in due.items():
        due_by_task[tasks[item_id]] = min(at, due_by_task.get(tasks[item_id], _NEVER))
    last_shown = _last_shown(records)
    used = used_up(records, now, voided=voided)
    left = [
        item
        for item in sorted(items, key=lambda item: (item.id, item.version))
        if (item.id, item.version) not in voided
        and (practice or item.id not in last_shown or now - last_shown[item.id] >= AGAIN_AFTER)
    ]
    rng.shuffle(left)
    ordered = by_need(demands, due_by_task)
    history = _History(
        covered=frozenset(_targets(fresh(records, now, voided=voided))),
        shown=Counter(record.item for record in records),
        due=due,
    )

    def is_late(item: ItemT) -> bool:
        counts = (item.id, item.version) not in used
        return (counts and item.kind != Kind.RECALL) if practice else not counts

    left_to_ask = {
        demand.scope.task: room(
            demand.readiness,
            sum(
                item.task == demand.scope.task and (item.id, item.version) not in used
                for item in left
            ),
            now,
        )
        for demand in ordered
    }

    def is_kept(item: ItemT, picked: Sequence[ItemT]) -> bool:
        if practice or (item.id, item.version) in used:
            return False
        asked = sum(
            each.task == item.task and (each.id, each.version) not in used for each in picked
        )
        return asked >= left_to_ask[item.task]

    picked: list[ItemT] = []
    for late, most in product((False, True), (per_task, count)):
        for demand in ordered:
            while sum(item.task == demand.scope.task for item in picked) < most:
                recall = sum(item.kind == Kind.RECALL for item in picked)
                legal = [
                    item
                    for item in left
                    if item.task == demand.scope.task
                    and is_late(item) is late
                    and not is_kept(item, picked)
                    and (item.kind != Kind.RECALL or recall < count // 2)
                ]
                if len(picked) == count or not legal:
                    break
                best = min(legal, key=lambda item: history.rank(item, demand.scope, picked))
                picked.append(best)
                left.remove(best)
    return tuple(picked)


@dataclass(frozen=True, slots=True)
class _History:
    """What the learner was asked before."""

    covered: frozenset[str]
    """Ids that answers which count rest on."""
    shown: Mapping[str, int]
    """How often, by the item's id."""
    due: Mapping[str, datetime]

    def rank(
        self, item: Askable, scope: TaskScope, picked: Sequence[Askable]
    ) -> tuple[bool, bool, int, int, bool, datetime]:
        """The lower, the sooner it is asked."""
        # The key of one of a family of items rules itself out in the next one.
        sibling = any(len(item.choices & before.choices) > 1 for before in picked)
        just_asked = _targets(picked)
        new = scope.indicators.intersection(item.targets) - self.covered - just_asked
        return (
            sibling,
            not new,
            self.shown.get(item.id, 0),
            len(just_asked.intersection(item.targets)),
            item.kind == Kind.RECALL,
            self.due.get(item.id, _NEVER),
        )


class _Aimed(Protocol):
    @property
    def targets(self) -> tuple[str, ...]: ...


def _targets(asked: Iterable[_Aimed]) -> set[str]:
    return {target for each in asked for target in each.targets}
