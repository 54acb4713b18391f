"""What a learner is asked: the items there are of a standard, and those of them for one quiz.

Items that people wrote come first; questions made from the standard's own words fill in where a
task has few of these, as in a standard that was just imported.
"""

from collections import Counter, OrderedDict
from collections.abc import Callable, Collection, Container, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from threading import Lock

from conversations.errors import AllAsked, NothingToAsk
from conversations.evidence import APART, ItemVersion, Kind, used_up
from conversations.grounds import Grounds
from conversations.item_figures import ENOUGH
from conversations.items import FEWEST, recall_bank, recall_items
from conversations.language import N_, translator
from conversations.quiz import Option, QuizItem
from conversations.readiness import TaskScope
from conversations.selection import CHECK, count_from, todays_check
from conversations.standing import demands
from standards.item_bank import WrittenItem
from standards.model import Language, Standard

BANKS, BANKS_KEPT = 3, 24
"""Recall items are made this many times of a standard in a language, each time by other chances."""

Written = Callable[[str], Sequence[WrittenItem]]
"""The items written for the standard of a code."""


def chosen_items(
    standards: Sequence[Standard],
    scope: str,
    grounds: Grounds,
    now: datetime,
    rng: Random,
    *,
    language: Language,
    written: Written,
    practice: bool = False,
) -> tuple[QuizItem, ...]:
    """Up to CHECK items for the learner of these grounds, the most needed first.

    `scope` is one of the standards' codes, a task's id, or empty for all of `standards`. Where
    there is nothing but recall, the quiz is made of it; otherwise it is at most half. In `practice`
    every task gives recall too, which spares what checks count. Raises AllAsked where no answer
    would count, unless that is no matter in `practice`, and NothingToAsk where too little can be
    asked at all.
    """
    asked = [
        (standard, demand)
        for standard in standards
        for demand in demands(standard, grounds, now)
        if scope in ("", standard.code, demand.scope.task)
    ]
    used = used_up(grounds.records, now, voided=grounds.voided)
    items = [
        item
        for standard in standards
        for item in pool(
            standard,
            [demand.scope for owner, demand in asked if owner is standard],
            rng,
            language=language,
            written=written,
            seen={item for item, _version in used},
            voided=grounds.voided,
            recall=practice,
        )
    ]
    if len(items) < FEWEST:
        if not scope:
            raise NothingToAsk(N_("There is too little for a check."))
        few = recall_items(
            standards[0],
            scope,
            rng,
            CHECK,
            translate=translator(language),
            voided=grounds.voided,
        )
        if not practice:
            _require_one_that_counts(few, grounds, now)
        return few
    if not practice:
        _require_one_that_counts(items, grounds, now)
    only_recall = all(item.kind is Kind.RECALL for item in items)
    wanted = [demand for _standard, demand in asked]
    check = todays_check(
        items,
        wanted,
        grounds.records,
        now,
        rng,
        # Half of the count may be recall: where there is nothing else, half of twice as many.
        count=2 * CHECK if only_recall else CHECK,
        practice=practice,
        voided=grounds.voided,
    )
    if not practice and all(item.asked in used for item in check):
        raise AllAsked(
            N_(
                "That is enough for one day: what is lacking now is a second sitting, {hours} "
                "hours after the first. Then the next check is open; until then you can practise."
            ),
            hours=str(APART // timedelta(hours=1)),
        )
    return check


def _require_one_that_counts(items: Sequence[QuizItem], grounds: Grounds, now: datetime) -> None:
    first = min(count_from(items, grounds.records, now, voided=grounds.voided).values())
    if first == now:
        return
    if first - now <= timedelta(days=1):
        raise AllAsked(
            N_(
                "You know every question here already, so no answer would count now. The first "
                "one counts again within a day; until then you can practise."
            )
        )
    raise AllAsked(
        N_(
            "You know every question here already, so no answer would count now. The first one "
            "counts again in {days} days; until then you can practise."
        ),
        days=str(-((now - first) // timedelta(days=1))),
    )


def pool(
    standard: Standard,
    tasks: Sequence[TaskScope],
    rng: Random,
    *,
    language: Language,
    written: Written,
    seen: Collection[str] = (),
    voided: Container[ItemVersion] = (),
    recall: bool = False,
) -> tuple[QuizItem, ...]:
    """What can be asked of these tasks of `standard`, with the options in an order of chance.

    A task with fewer than ENOUGH approved written items, with `recall` every task, gets recall
    items too: of those with one stem only one, if possible one that is not `seen`, the ids of items
    that were asked before. What is `voided` is left out.
    """
    wanted = {task.task for task in tasks}
    items = [
        _asked(item, language, rng)
        for item in written(standard.code)
        if item.status == "approved"
        and item.task in wanted
        and (item.id, item.version) not in voided
    ]
    numbers = Counter(item.task for item in items)
    thin = {task for task in wanted if recall or numbers[task] < ENOUGH}
    made = [item for item in _recall(standard, thin, rng, language) if item.asked not in voided]
    rng.shuffle(made)
    made.sort(key=lambda item: item.id in seen)
    by_stem: dict[str, QuizItem] = {}
    for item in made:
        by_stem.setdefault(item.stem, item)
    return (*items, *by_stem.values())


def _recall(
    standard: Standard, tasks: set[str], rng: Random, language: Language
) -> Iterator[QuizItem]:
    if tasks:
        for item in _banks.of(standard, language, rng.randrange(BANKS)):
            if item.task in tasks:
                yield item


@dataclass(slots=True)
class _Bank:
    """Recall items of one kind, made when they are first asked for."""

    standard: Standard
    making: Lock = field(default_factory=Lock)
    items: tuple[QuizItem, ...] | None = None


class _Banks:
    """Recall items made before; making them takes tenths of a second of a standard."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[int, Language, int], _Bank] = OrderedDict()
        self._lock = Lock()

    def of(self, standard: Standard, language: Language, seed: int) -> tuple[QuizItem, ...]:
        """Those of that standard, made by the chance of that `seed`."""
        # A standard is known by being the very same; it is kept, so that nothing else can be.
        key = (id(standard), language, seed)
        with self._lock:
            bank = self._kept.setdefault(key, _Bank(standard))
            self._kept.move_to_end(key)
            while len(self._kept) > BANKS_KEPT:
                self._kept.popitem(last=False)
        # Many may want it at once: one makes it, and the others wait instead of making it too.
        with bank.making:
            if bank.items is None:
                bank.items = recall_bank(standard, Random(seed), translate=translator(language))
            return bank.items


_banks = _Banks()


def _asked(item: WrittenItem, language: Language, rng: Random) -> QuizItem:
    """The item in `language`, or in the one it is written in."""
    wording = item.wordings.get(language) or next(iter(item.wordings.values()))
    options = [
        Option(option.text, option.letter == item.key, option.reason) for option in wording.options
    ]
    rng.shuffle(options)
    return QuizItem(
        id=item.id,
        standard=item.standard,
        task=item.task,
        targets=item.targets,
        kind=Kind(item.kind),
        stem=wording.stem,
        options=tuple(options),
        explanation=wording.explanation,
        version=item.version,
        origin="written",
    )
