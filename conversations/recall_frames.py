"""The ways of asking after a standard's own words, with all that may legally stand beside a key."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial

from conversations.holdings import Entry, Holding, Listing, Place, holdings_of, plain
from conversations.language import N_, Translator
from conversations.likeness import too_alike
from standards.model import Attitude, Family, ItemKind, Standard

_LEVELS = range(1, 7)
"""iCAP's scale."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A text that may stand as an option."""

    text: str
    reason: str
    distance: int = 0
    """How many tasks away from the one asked about it stands."""
    peer: bool = True
    """Whether it is of the key's competency level."""


@dataclass(frozen=True, slots=True)
class RecallQuestion:
    """A stem, its key and everything that may legally stand beside it."""

    stem: str
    key: Choice
    distractors: tuple[Choice, ...]
    explanation: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A question that could be asked; `write` looks for its distractors."""

    frame: str
    target: str
    task: str
    part: str
    """The activity it belongs to; the task's id where there is none."""
    write: Callable[[], RecallQuestion]


class Frames:
    """The ways of asking, each for everything in a standard that it fits."""

    def __init__(self, standard: Standard, translate: Translator) -> None:
        self._standard = standard
        self._say = translate
        self._holdings = holdings_of(standard)

    def drafts(self) -> list[Draft]:
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

    def _held(self) -> Iterator[Draft]:
        for holding in self._holdings.held:
            for entry in holding.entries:
                for place in filter(_has_title, entry.places):
                    part = entry.id if holding.kind is ItemKind.ACTIVITY else place.id
                    for frame, write in (
                        ("to", self._what_stands_in),
                        ("from", self._where_stands),
                    ):
                        yield Draft(
                            f"{frame}-{holding.kind}",
                            entry.id,
                            place.task,
                            part,
                            partial(write, holding, entry, place),
                        )

    def _what_stands_in(self, holding: Holding, entry: Entry, place: Place) -> RecallQuestion:
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
        return RecallQuestion(
            stem,
            Choice(entry.text, self._stands(entry.code, [place])),
            tuple(
                Choice(
                    other.text,
                    self._stands(other.code, other.places[:2]),
                    min(abs(each.number - place.number) for each in other.places),
                    place.level in {each.level for each in other.places},
                )
                for other in legal
            ),
            self._stands(self._named(entry.code, entry.text), [place]),
        )

    def _where_stands(self, holding: Holding, entry: Entry, place: Place) -> RecallQuestion:
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
        return RecallQuestion(
            stem,
            Choice(place.title, self._stands(entry.code, [place])),
            tuple(
                Choice(
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

    def _levels(self) -> Iterator[Draft]:
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
            yield Draft("level", place.id, place.task, place.id, write)

    def _of_the_whole(self) -> Iterator[Draft]:
        standard, code = self._standard, self._standard.code
        title, named = plain(standard.title), self._named(code, plain(standard.title))
        noun = N_("standard") if standard.family is Family.ICAP_OCCUPATION else N_("unit")
        if standard.level is not None:
            write = partial(self._level, self._say(noun), title, standard.level, named)
            yield Draft("standard-level", code, code, code, write)
        if standard.credit is not None:
            write = partial(self._credit, self._say(noun), title, standard.credit, named)
            yield Draft("credit", code, code, code, write)

    def _level(self, noun: str, title: str, level: int, named: str) -> RecallQuestion:
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

    def _credit(self, noun: str, title: str, credit: int, named: str) -> RecallQuestion:
        right = self._say(N_("{place} carries {credit} credits."), place=named, credit=credit)
        stem = self._say(
            N_("How many credits does the {place} “{title}” carry?"), place=noun, title=title
        )
        return _numbers(stem, credit, range(1, credit + 3), lambda _: right)

    # Lists and descriptions ------------------------------------------------------------------

    def _listed(self) -> Iterator[Draft]:
        for listing in self._holdings.listings:
            for place in listing.places:
                for line in listing.lines:
                    yield Draft(
                        "listing",
                        listing.id,
                        place.task,
                        place.id,
                        partial(self._listing, listing, line),
                    )

    def _listing(self, listing: Listing, line: str) -> RecallQuestion:
        asked = [
            each
            for each in self._holdings.listings
            if each.tasks & listing.tasks or too_alike(each.title, listing.title)
        ]
        true = [text for each in asked for text in each.lines]
        number = listing.places[0].number
        legal = (
            Choice(text, self._is_listed(other), min(abs(p.number - number) for p in other.places))
            for other in self._holdings.listings
            if other not in asked and other.kind is listing.kind
            for text in other.lines
            if not any(too_alike(text, each) for each in true)
        )
        return RecallQuestion(
            self._say(N_("What is listed under “{title}”?"), title=listing.title),
            Choice(line, self._is_listed(listing)),
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

    def _attitudes(self) -> Iterator[Draft]:
        code = self._standard.code
        for attitude in self._standard.attitudes:
            if not (attitude.text and attitude.title):
                continue
            yield Draft(
                "attitude-description",
                attitude.id,
                code,
                code,
                partial(self._description_of, attitude),
            )
            yield Draft(
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

    def _description_of(self, attitude: Attitude) -> RecallQuestion:
        return RecallQuestion(
            self._say(N_("Which description fits the attitude “{title}”?"), title=attitude.title),
            Choice(plain(attitude.text), self._describes(attitude)),
            tuple(
                Choice(plain(each.text), self._describes(each)) for each in self._others(attitude)
            ),
            self._is_described(attitude),
        )

    def _attitude_of(self, attitude: Attitude) -> RecallQuestion:
        return RecallQuestion(
            self._say(N_("Which attitude is described here: “{text}”?"), text=plain(attitude.text)),
            Choice(attitude.title, self._describes(attitude)),
            tuple(Choice(each.title, self._is_described(each)) for each in self._others(attitude)),
            self._is_described(attitude),
        )


def _has_title(place: Place) -> bool:
    # A cell that the document leaves empty can't be asked about by name.
    return bool(place.title)


def _numbers(
    stem: str, right: int, scale: Iterable[int], reason: Callable[[int], str]
) -> RecallQuestion:
    near = (number for number in scale if 0 < abs(number - right) <= 2)
    return RecallQuestion(
        stem,
        Choice(str(right), reason(right)),
        tuple(Choice(str(number), reason(number)) for number in near),
        reason(right),
    )
