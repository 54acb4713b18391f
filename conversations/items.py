"""Quiz items made from a standard's own words: what stands where, what calls for what.

They test recall of the document and nothing more. A distractor is provably false: nothing like
it stands under the task that is asked about, and it is of the key's kind and level. Among the
legal ones those are chosen that make the key hard to guess: near in the document, of like length,
and sharing the words by which the stem might give the key away.
"""

from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from itertools import combinations
from random import Random

from conversations.errors import NothingToAsk
from conversations.evidence import ItemVersion, Kind
from conversations.holdings import Entry, Holding, Listing, Place, holdings_of, plain
from conversations.item_lint import LONGEST_KEY, OPTIONS, lint
from conversations.language import N_, Translator
from conversations.likeness import given_away, too_alike
from conversations.quiz import Option, QuizItem
from standards.model import Attitude, Family, ItemKind, Standard

FEWEST = 3
"""Fewer items than this are no quiz."""
_SHORTLIST = 16
_LENGTH_BAND = 2.5
_LEANS = (-1, 0, 1)
_LEVELS = range(1, 7)
"""iCAP's scale."""


@dataclass(frozen=True, slots=True)
class _Choice:
    """A text that may stand as an option."""

    text: str
    reason: str
    distance: int = 0
    """How many tasks away from the one asked about it stands."""
    peer: bool = True
    """Whether it is of the key's competency level."""


@dataclass(frozen=True, slots=True)
class _Question:
    """A stem, its key and everything that may legally stand beside it."""

    stem: str
    key: _Choice
    distractors: tuple[_Choice, ...]
    explanation: str


@dataclass(frozen=True, slots=True)
class _Draft:
    """A question that could be asked; `write` looks for its distractors."""

    frame: str
    target: str
    task: str
    part: str
    """The activity it belongs to; the task's id where there is none."""
    write: Callable[[], _Question]


def recall_items(
    standard: Standard,
    scope: str,
    rng: Random,
    count: int = 5,
    *,
    translate: Translator,
    voided: Container[ItemVersion] = (),
) -> tuple[QuizItem, ...]:
    """Up to `count` items on `scope`, the standard's code or a task's id, none on the same target.

    They are spread over the scope's tasks, or the task's activities, and mixed in kind. A poor
    task yields fewer, and what is `voided` is left out. The same `rng` gives the same items. Raises
    NothingToAsk where the scope is unknown or has fewer than FEWEST sound items.
    """
    if scope != standard.code and scope not in {task.id for task in standard.tasks}:
        raise NothingToAsk(N_("I know no task {task}."), task=scope)
    frames = _Frames(standard, translate)
    # What is printed for the whole standard holds for each task: asked where a task is poor.
    drafts = [
        draft
        for draft in frames.drafts()
        if scope in (standard.code, draft.task) or draft.frame in _OF_THE_WHOLE
    ]
    rng.shuffle(drafts)
    whole = scope == standard.code
    chosen = _chosen(drafts, rng, count, standard, by_task=whole, voided=voided)
    if len(chosen) < min(FEWEST, count):
        raise NothingToAsk(
            N_("{scope} holds too little for a quiz."), scope=scope.partition("/")[2] or scope
        )
    rng.shuffle(chosen)
    return tuple(chosen)


def recall_bank(standard: Standard, rng: Random, *, translate: Translator) -> tuple[QuizItem, ...]:
    """The sound items that `standard` yields, at most one for each frame and target, in its order.

    Items whose keys would make the longest option, or the shortest, a good guess are left out.
    """
    drafts = _Frames(standard, translate).drafts()
    leans: Counter[int] = Counter()
    bank: list[QuizItem] = []
    seen: set[tuple[str, str]] = set()
    for draft in drafts:
        if (draft.frame, draft.target) in seen:
            continue
        item = _item(draft, rng, standard, leans)
        if item:
            seen.add((draft.frame, draft.target))
            bank.append(item)
            leans[_lean_of(item)] += 1
    return tuple(_evened(bank, rng))


def _evened(bank: list[QuizItem], rng: Random) -> list[QuizItem]:
    telling = {item.id: _lean_of(item) for item in bank if not _of_one_length(item)}
    surplus = True
    while surplus:
        surplus = False
        for lean in (-1, 1):
            leaning = [item_id for item_id in telling if telling[item_id] == lean]
            allowed = (len(telling) - len(leaning)) // (OPTIONS - 1)
            for item_id in rng.sample(leaning, max(0, len(leaning) - allowed)):
                del telling[item_id]
                surplus = True
    return [item for item in bank if item.id in telling or _of_one_length(item)]


def _of_one_length(item: QuizItem) -> bool:
    return len({len(option.text) for option in item.options}) == 1


_OF_THE_WHOLE = ("standard-level", "credit")
_ONCE = (*_OF_THE_WHOLE, "level", "attitude-description", "description-attitude", "listing")
"""Frames that are asked once in a quiz: they tell little of the work itself."""
_OFTEN = (f"to-{ItemKind.INDICATOR}", f"from-{ItemKind.INDICATOR}")


def _chosen(
    drafts: Sequence[_Draft],
    rng: Random,
    count: int,
    standard: Standard,
    *,
    by_task: bool,
    voided: Container[ItemVersion],
) -> list[QuizItem]:
    order = {id(draft): place for place, draft in enumerate(drafts)}
    parts: Counter[str] = Counter()
    frames: Counter[str] = Counter()
    stems: set[str] = set()
    targets: set[str] = set()
    leans: Counter[int] = Counter()
    chosen: list[QuizItem] = []

    # A third of the keys may be the longest, a third the shortest; thirds are rounded by chance,
    # and one item is taken to have options of one length, as questions about levels do.
    room = {lean: int((count - 1) / OPTIONS + rng.random()) for lean in (-1, 1)}

    def part_of(draft: _Draft) -> str:
        return draft.task if by_task else draft.part

    def is_spare(draft: _Draft) -> bool:
        of_the_whole = draft.task == standard.code and (not by_task or parts[draft.task] > 0)
        return of_the_whole or (draft.frame in _ONCE and frames[draft.frame] > 0)

    def rank(draft: _Draft) -> tuple[float, int]:
        used = parts[part_of(draft)] + (draft.task == standard.code)
        # Indicators are what people do at work, so they are asked twice as often as the rest.
        weight = 2 if draft.frame in _OFTEN else 1
        return used + (frames[draft.frame] + 1) / weight, order[id(draft)]

    # A stem is asked a second time only when no fresh one is left, a spare frame last of all.
    for repeats, spares in ((False, False), (True, False), (True, True)):
        left = list(drafts)
        while left and len(chosen) < count:
            draft = min(left, key=rank)
            left.remove(draft)
            if draft.target in targets or (is_spare(draft) and not spares):
                continue
            item = _item(draft, rng, standard, leans)
            if item is None or item.asked in voided:
                continue
            lean = _lean_of(item)
            if not repeats and (item.stem in stems or leans[lean] >= room.get(lean, count)):
                continue
            chosen.append(item)
            leans[lean] += 1
            parts[part_of(draft)] += 1
            frames[draft.frame] += 1
            stems.add(item.stem)
            targets.add(draft.target)
    return chosen


def _item(draft: _Draft, rng: Random, standard: Standard, leans: Counter[int]) -> QuizItem | None:
    """The draft with the distractors that give least away, or None where it can't be sound.

    Other levels are drawn on only where the key's own has nothing to set beside it. `leans`
    counts how the keys of the items beside it lean.
    """
    question = draft.write()
    peers = tuple(choice for choice in question.distractors if choice.peer)
    for pool in dict.fromkeys((peers, question.distractors)):
        if picked := _distractors(question, pool, rng, leans):
            item = _written(draft, question, picked, rng, standard)
            if not lint(item):
                return item
    return None


def _written(
    draft: _Draft,
    question: _Question,
    picked: Sequence[_Choice],
    rng: Random,
    standard: Standard,
) -> QuizItem:
    options = [
        Option(question.key.text, True, question.key.reason),
        *(Option(choice.text, False, choice.reason) for choice in picked),
    ]
    rng.shuffle(options)
    wording = (draft.frame, draft.target, question.stem, question.key.text)
    return QuizItem(
        id=sha256("\x1f".join(wording).encode()).hexdigest()[:16],
        standard=standard.code,
        task=draft.task,
        targets=(draft.target,),
        kind=Kind.RECALL,
        stem=question.stem,
        options=tuple(options),
        explanation=question.explanation,
    )


def _lean(key: str, distractors: Sequence[str]) -> int:
    """1 where no option is longer than the key, -1 where none is shorter, else 0."""
    lengths = [len(text) for text in distractors]
    longest, shortest = len(key) >= max(lengths), len(key) <= min(lengths)
    return longest - shortest


def _lean_of(item: QuizItem) -> int:
    texts = [option.text for option in item.options]
    return _lean(texts.pop(item.key), texts)


def _distractors(
    question: _Question, pool: Iterable[_Choice], rng: Random, leans: Counter[int]
) -> tuple[_Choice, ...] | None:
    key, stem = question.key.text, question.stem
    telling = given_away(stem, key, ())
    # Where a key is the longest, or the shortest, as often as neither, its length tells nothing.
    rarest = min(leans[lean] for lean in _LEANS)
    dear = {lean: 4 * min(leans[lean] - rarest, 2) + rng.random() for lean in _LEANS}

    def suits(choice: _Choice) -> float:
        covered = len(given_away(stem, choice.text, ()) & telling)
        gap = abs(len(choice.text) - len(key)) / max(len(choice.text), len(key))
        return gap + 0.08 * choice.distance + 0.6 * rng.random() - 2 * covered

    def cost(pair: tuple[_Choice, ...]) -> float:
        texts = [choice.text for choice in pair]
        lengths = sorted(len(text) for text in (key, *texts))
        return (
            10 * len(given_away(stem, key, texts))
            + 20 * (len(key) > LONGEST_KEY * sum(map(len, texts)) / len(texts))
            + 4 * (lengths[-1] > _LENGTH_BAND * lengths[0] + 4)
            + dear[_lean(key, texts)]
            + sum(suit[choice] for choice in pair)
        )

    unlike = [choice for choice in pool if choice.text and not too_alike(choice.text, key)]
    suit = {choice: suits(choice) for choice in unlike}
    best = sorted(unlike, key=lambda choice: suit[choice])
    shorter = [choice for choice in best if len(choice.text) < len(key)]
    longer = [choice for choice in best if len(choice.text) > len(key)]
    half = _SHORTLIST // 2
    shortlist = list(dict.fromkeys((*best[:half], *shorter[:half], *longer[:half])))
    pairs = [
        pair
        for pair in combinations(shortlist, OPTIONS - 1)
        if not any(too_alike(one.text, other.text) for one, other in combinations(pair, 2))
    ]
    return min(pairs, key=cost, default=None)


class _Frames:
    """The ways of asking, each for everything in a standard that it fits."""

    def __init__(self, standard: Standard, translate: Translator) -> None:
        self._standard = standard
        self._say = translate
        self._holdings = holdings_of(standard)

    def drafts(self) -> list[_Draft]:
        """Every question that the standard could be asked, in its order."""
        return [
            *self._held(),
            *self._levels(),
            *self._listed(),
            *self._attitudes(),
            *self._of_the_whole(),
        ]

    def _named(self, code: str, text: str) -> str:
        return self._say(N_("{code} “{text}”"), code=code, text=text)

    def _at(self, place: Place) -> str:
        return self._named(place.code, place.title)

    def _stands(self, item: str, places: Iterable[Place]) -> str:
        separator = self._say(N_(", "))
        return self._say(
            N_("{item} stands under {place}."),
            item=item,
            place=separator.join(self._at(place) for place in places),
        )

    # What stands where -----------------------------------------------------------------------

    def _held(self) -> Iterator[_Draft]:
        for holding in self._holdings.held:
            for entry in holding.entries:
                for place in filter(_has_title, entry.places):
                    part = entry.id if holding.kind is ItemKind.ACTIVITY else place.id
                    for frame, write in (
                        ("to", self._what_stands_in),
                        ("from", self._where_stands),
                    ):
                        yield _Draft(
                            f"{frame}-{holding.kind}",
                            entry.id,
                            place.task,
                            part,
                            partial(write, holding, entry, place),
                        )

    def _what_stands_in(self, holding: Holding, entry: Entry, place: Place) -> _Question:
        true = holding.true_of(frozenset({place.task}))
        legal = (
            other
            for other in holding.entries
            if place.task not in other.tasks
            and not any(too_alike(other.text, each.text) for each in true)
        )
        say, noun = self._say, self._say(place.noun)
        match holding.kind:
            case ItemKind.OUTPUT:
                stem = say(
                    N_("Which output does the {place} “{title}” yield?"),
                    place=noun,
                    title=place.title,
                )
            case ItemKind.KNOWLEDGE:
                stem = say(
                    N_("Which knowledge does the {place} “{title}” call for?"),
                    place=noun,
                    title=place.title,
                )
            case ItemKind.SKILL:
                stem = say(
                    N_("Which skill does the {place} “{title}” call for?"),
                    place=noun,
                    title=place.title,
                )
            case _:
                stem = say(
                    N_("Which {item} belongs to the {place} “{title}”?"),
                    item=say(holding.noun),
                    place=noun,
                    title=place.title,
                )
        return _Question(
            stem,
            _Choice(entry.text, self._stands(entry.code, [place])),
            tuple(
                _Choice(
                    other.text,
                    self._stands(other.code, other.places[:2]),
                    min(abs(each.number - place.number) for each in other.places),
                    place.level in {each.level for each in other.places},
                )
                for other in legal
            ),
            self._stands(self._named(entry.code, entry.text), [place]),
        )

    def _where_stands(self, holding: Holding, entry: Entry, place: Place) -> _Question:
        true = holding.tasks_of(entry)
        titles = [each.title for each in holding.places if each.task in true]
        legal = (
            other
            for other in holding.places
            if other.task not in true
            and other.noun == place.noun
            and not any(too_alike(other.title, title) for title in titles)
        )
        say, noun = self._say, self._say(place.noun)
        match holding.kind:
            case ItemKind.OUTPUT:
                stem = say(
                    N_("Which {place} yields this output: “{text}”?"), place=noun, text=entry.text
                )
            case ItemKind.KNOWLEDGE:
                stem = say(
                    N_("Which {place} calls for this knowledge: “{text}”?"),
                    place=noun,
                    text=entry.text,
                )
            case ItemKind.SKILL:
                stem = say(
                    N_("Which {place} calls for this skill: “{text}”?"), place=noun, text=entry.text
                )
            case _:
                stem = say(
                    N_("Which {place} does this {item} belong to: “{text}”?"),
                    place=noun,
                    item=say(holding.noun),
                    text=entry.text,
                )
        return _Question(
            stem,
            _Choice(place.title, self._stands(entry.code, [place])),
            tuple(
                _Choice(
                    other.title,
                    self._holds_others(holding, other),
                    abs(other.number - place.number),
                    other.level == place.level,
                )
                for other in legal
            ),
            self._stands(self._named(entry.code, entry.text), [place]),
        )

    def _holds_others(self, holding: Holding, place: Place) -> str:
        example = next(each for each in holding.entries if place in each.places)
        return self._say(
            N_("{place} holds others, such as {example}."),
            place=self._at(place),
            example=self._named(example.code, example.text),
        )

    # Levels and other numbers ----------------------------------------------------------------

    def _levels(self) -> Iterator[_Draft]:
        # An activity whose level is printed for its task is asked about through the task.
        printed = {task.id for task in self._standard.tasks if task.level is not None}
        for place in (*self._holdings.tasks, *self._holdings.activities):
            if (
                place.level is None
                or not place.title
                or (place.id != place.task and place.task in printed)
            ):
                continue
            write = partial(
                self._level, self._say(place.noun), place.title, place.level, self._at(place)
            )
            yield _Draft("level", place.id, place.task, place.id, write)

    def _of_the_whole(self) -> Iterator[_Draft]:
        standard, code = self._standard, self._standard.code
        title, named = plain(standard.title), self._named(code, plain(standard.title))
        noun = N_("standard") if standard.family is Family.ICAP_OCCUPATION else N_("unit")
        if standard.level is not None:
            write = partial(self._level, self._say(noun), title, standard.level, named)
            yield _Draft("standard-level", code, code, code, write)
        if standard.credit is not None:
            write = partial(self._credit, self._say(noun), title, standard.credit, named)
            yield _Draft("credit", code, code, code, write)

    def _level(self, noun: str, title: str, level: int, named: str) -> _Question:
        places = (*self._holdings.tasks, *self._holdings.activities)

        def reason(number: int) -> str:
            at = {place.level: self._at(place) for place in reversed(places)} | {level: named}
            if number in at:
                return self._say(
                    N_("{place} is printed with level {level}."), place=at[number], level=number
                )
            return self._say(
                N_("No part of this document is printed with level {level}."), level=number
            )

        stem = self._say(
            N_("Which level is printed for the {place} “{title}”?"), place=noun, title=title
        )
        return _numbers(stem, level, _LEVELS, reason)

    def _credit(self, noun: str, title: str, credit: int, named: str) -> _Question:
        right = self._say(N_("{place} carries {credit} credits."), place=named, credit=credit)
        stem = self._say(
            N_("How many credits does the {place} “{title}” carry?"), place=noun, title=title
        )
        return _numbers(stem, credit, range(1, credit + 3), lambda _: right)

    # Lists and descriptions ------------------------------------------------------------------

    def _listed(self) -> Iterator[_Draft]:
        for listing in self._holdings.listings:
            for place in listing.places:
                for line in listing.lines:
                    yield _Draft(
                        "listing",
                        listing.id,
                        place.task,
                        place.id,
                        partial(self._listing, listing, line),
                    )

    def _listing(self, listing: Listing, line: str) -> _Question:
        asked = [
            each
            for each in self._holdings.listings
            if each.tasks & listing.tasks or too_alike(each.title, listing.title)
        ]
        true = [text for each in asked for text in each.lines]
        number = listing.places[0].number
        legal = (
            _Choice(text, self._is_listed(other), min(abs(p.number - number) for p in other.places))
            for other in self._holdings.listings
            if other not in asked and other.kind is listing.kind
            for text in other.lines
            if not any(too_alike(text, each) for each in true)
        )
        return _Question(
            self._say(N_("What is listed under “{title}”?"), title=listing.title),
            _Choice(line, self._is_listed(listing)),
            tuple({choice.text: choice for choice in legal}.values()),
            self._say(
                N_("“{text}” is listed under {place}."),
                text=line,
                place=self._named(listing.code, listing.title),
            ),
        )

    def _is_listed(self, listing: Listing) -> str:
        return self._say(
            N_("It is listed under {place}."), place=self._named(listing.code, listing.title)
        )

    def _attitudes(self) -> Iterator[_Draft]:
        code = self._standard.code
        for attitude in self._standard.attitudes:
            if not (attitude.text and attitude.title):
                continue
            yield _Draft(
                "attitude-description",
                attitude.id,
                code,
                code,
                partial(self._description_of, attitude),
            )
            yield _Draft(
                "description-attitude",
                attitude.id,
                code,
                code,
                partial(self._attitude_of, attitude),
            )

    def _others(self, attitude: Attitude) -> Iterator[Attitude]:
        for other in self._standard.attitudes:
            if (
                other.text
                and other.title
                and not (
                    too_alike(other.text, attitude.text) or too_alike(other.title, attitude.title)
                )
            ):
                yield other

    def _describes(self, attitude: Attitude) -> str:
        return self._say(
            N_("These words describe {attitude}."),
            attitude=self._named(attitude.code, attitude.title),
        )

    def _is_described(self, attitude: Attitude) -> str:
        return self._say(
            N_("{attitude} is described like this: “{text}”"),
            attitude=self._named(attitude.code, attitude.title),
            text=attitude.text,
        )

    def _description_of(self, attitude: Attitude) -> _Question:
        return _Question(
            self._say(N_("Which description fits the attitude “{title}”?"), title=attitude.title),
            _Choice(plain(attitude.text), self._describes(attitude)),
            tuple(
                _Choice(plain(each.text), self._describes(each)) for each in self._others(attitude)
            ),
            self._is_described(attitude),
        )

    def _attitude_of(self, attitude: Attitude) -> _Question:
        return _Question(
            self._say(N_("Which attitude is described here: “{text}”?"), text=plain(attitude.text)),
            _Choice(attitude.title, self._describes(attitude)),
            tuple(_Choice(each.title, self._is_described(each)) for each in self._others(attitude)),
            self._is_described(attitude),
        )


def _has_title(place: Place) -> bool:
    # A cell that the document leaves empty can't be asked about by name.
    return bool(place.title)


def _numbers(
    stem: str, right: int, scale: Iterable[int], reason: Callable[[int], str]
) -> _Question:
    near = (number for number in scale if 0 < abs(number - right) <= 2)
    return _Question(
        stem,
        _Choice(str(right), reason(right)),
        tuple(_Choice(str(number), reason(number)) for number in near),
        reason(right),
    )
