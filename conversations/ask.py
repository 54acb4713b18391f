"""A question becomes an answer: parsed, looked up or searched for, and composed from quotes."""

import asyncio
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from time import perf_counter

from conversations import compose, say
from conversations.answer import Answer, AnswerKind, RankedHit
from conversations.atlas import Atlas, Location
from conversations.compare import compared
from conversations.decline import is_answerable, selected, share_of
from conversations.facets import KIND_OF, Facet
from conversations.language import Translator, translator
from conversations.listing import meant, needing, section
from conversations.names import Names
from conversations.question import ParsedQuestion, parse
from conversations.topic import Topic, topic_from
from index.fold import fold
from index.lookup import Lookup
from index.search import Hit, Index, Query
from standards.model import Activity, Assessment, FindingKind, ItemKind, Language, Standard, Task

HITS_SHOWN = 20
"""How much of the ranked retrieval behind an answer is kept with it."""
NEAREST = 3
"""How many items are offered when the standards don't hold the answer."""
NO_CONTENT = 1
"""A question with no more than this left to search for asks for a list, not for a match."""
PLACES = frozenset({Facet.TASKS, Facet.ACTIVITIES})
HELD = 0.6
"""An item holds what is asked for if it covers this share of the words left to search for."""
PLACED = frozenset({ItemKind.TASK, ItemKind.ACTIVITY, ItemKind.INDICATOR, ItemKind.OUTPUT})
"""Items that stand in one place, so that they tell which is meant."""
SURELY = 1.25
"""A standard as a whole is meant if it scores by so much more than the best of its items."""
MAY_BE_FRAME = 4
"""A comparison with no more than this left to search for compares the standards as a whole."""
COMPARABLE = (Facet.TASKS, Facet.KNOWLEDGE, Facet.SKILLS, Facet.ATTITUDES)
LONGEST = 4_000
"""Characters of a question that are read; Telegram lets through no more in one message."""
LEANING = 0.8
"""What a hit gains, in standard deviations, for standing where the conversation was."""
GAP = (Facet.KNOWLEDGE, Facet.SKILLS, Facet.ATTITUDES)
DIFFERENCE = (Facet.TASKS, Facet.ATTITUDES)


@dataclass(frozen=True, slots=True)
class Asked:
    """An answer, what the conversation is about now, and how the question was understood."""

    answer: Answer
    topic: str
    parsed: ParsedQuestion


class Assistant:
    """Answers questions over an index of the loaded standards."""

    def __init__(
        self,
        index: Index,
        standards: Sequence[Standard],
        clock: Callable[[], float] = perf_counter,
    ) -> None:
        """`clock` counts seconds, for an answer's `seconds`."""
        self._index = index
        self._atlas = Atlas(standards)
        self._names = Names(standards)
        self._lookup = Lookup(index.chunks)
        self._misprints = {
            fold(finding.printed): finding.where
            for standard in standards
            for finding in standard.findings
            if finding.kind is FindingKind.MENDED_CODE
        }
        self._clock = clock

    async def ask(
        self, question: str, language: Language | None = None, topic: str | None = None
    ) -> Asked:
        """Answers off the event loop. `topic` is what the last answer's `topic` was."""
        return await asyncio.to_thread(self.answer, question, language, topic)

    def warm(self) -> None:
        """Loads in advance what later questions would have to wait for."""
        self._index.warm()

    def explain(
        self, question: str, language: Language | None = None, topic: str | None = None
    ) -> ParsedQuestion:
        """How a question is understood, without answering it."""
        return self._parse(question, topic_from(topic), language)

    def _parse(
        self, question: str, topic: Topic, language: Language | None = None
    ) -> ParsedQuestion:
        parsed = parse(question, self._names, self._lookup, topic, language, self._misprints)
        if parsed.small_talk or parsed.codes or parsed.weight <= NO_CONTENT:
            return parsed
        mended, put_in = self._index.spelling.mended(question)
        if not put_in:
            return parsed
        again = parse(mended, self._names, self._lookup, topic, parsed.language, self._misprints)
        understood = len(again.standards) + len(again.facets) + len(again.places)
        if understood > len(parsed.standards) + len(parsed.facets) + len(parsed.places):
            return replace(again, text=question, mended=put_in)
        return replace(parsed, mended=put_in, terms=again.terms)

    def answer(
        self, question: str, language: Language | None = None, topic: str | None = None
    ) -> Asked:
        """Answers in the thread it is called from."""
        started = self._clock()
        before = topic_from(topic)
        parsed = self._parse(question[:LONGEST], before, language)
        answer, after = self._respond(parsed, before, translator(parsed.language))
        seconds = self._clock() - started
        return Asked(replace(answer, seconds=seconds), (after or before).as_text(), parsed)

    def after(self, history: Iterable[str]) -> str | None:
        """The topic that earlier questions of a conversation leave behind."""
        topic: str | None = None
        for question in history:
            topic = self.answer(question, topic=topic).topic
        return topic

    # What kind of question it is, from the surest reading to the vaguest.

    def _respond(
        self, parsed: ParsedQuestion, before: Topic, _: Translator
    ) -> tuple[Answer, Topic | None]:
        if parsed.small_talk:
            return self._plain(
                parsed, say.small_talk(parsed.small_talk, _), AnswerKind.SMALL_TALK
            ), None
        if not any(letter.isalnum() for letter in parsed.text):
            return self._plain(parsed, say.nothing_asked(_), AnswerKind.SMALL_TALK), None
        if Facet.UNRECORDED in parsed.facets and (parsed.standards or parsed.weight <= NO_CONTENT):
            return self._plain(parsed, say.unrecorded(_)), None
        if parsed.comparing or parsed.lacking:
            found = self._compared(parsed, _)
            if found:
                return found
        if parsed.reverse and (parsed.weight > NO_CONTENT or parsed.codes):
            found = self._reverse(parsed, _)
            if found:
                return found
        if parsed.codes:
            return self._about_codes(parsed, _)
        if parsed.weight <= NO_CONTENT:
            if parsed.facets:
                return self._listed(parsed, parsed.places or parsed.standards, _)
            if parsed.places:
                return self._opened(parsed, _)
            if parsed.standards:
                return self._listed(replace(parsed, facets=()), parsed.standards, _)
        if parsed.facets and (parsed.places or parsed.standards):
            return self._facet_in_scope(parsed, _)
        if parsed.places and (parsed.listing or parsed.counting):
            return self._opened(parsed, _)
        return self._searched(parsed, _, near=before.places)

    def _facet_in_scope(self, parsed: ParsedQuestion, _: Translator) -> tuple[Answer, Topic | None]:
        """A part of a named standard, with words that may say more, or only be ways of asking.

        「貿易經理處理客訴的技能」 asks for what matches, 「我要面試貿易經理，技能有哪些」 for all:
        items that hold the words are quoted, else the place that does is listed, else the whole.
        """
        wanted = {KIND_OF[facet] for facet in parsed.facets if facet in KIND_OF}
        places = parsed.places or parsed.standards
        hits: list[Hit] = []
        if wanted and not parsed.places:
            for kinds in (wanted, PLACED):
                hits = self._index.search(_query(parsed, kinds=frozenset(kinds)), HITS_SHOWN)
                held = [hit for hit in hits if _holds(hit, parsed.terms)]
                if held and kinds is PLACED:
                    best = self._atlas[held[0].id]
                    place = best.activity or best.task
                    places = (place.id,) if place else places
                elif held:
                    return self._found(
                        parsed, [self._atlas[hit.id] for hit in selected(held)], hits, _
                    )
        if parsed.polar and wanted and not parsed.listing and parsed.weight > NO_CONTENT:
            return self._declined(parsed, hits, _), None
        return self._listed(parsed, places, _)

    def _declined(self, parsed: ParsedQuestion, hits: Sequence[Hit], _: Translator) -> Answer:
        nearest = [self._atlas[hit.id] for hit in hits[:NEAREST]]
        return Answer(
            parsed.text,
            parsed.language,
            answerable=False,
            lead=say.not_held(_),
            nearest=compose.grouped(nearest, _),
            hits=_ranked(hits),
        )

    def _opened(self, parsed: ParsedQuestion, _: Translator) -> tuple[Answer, Topic | None]:
        """Places named by their titles: themselves, and what stands under them."""
        places = [self._atlas[place] for place in parsed.places]
        found = [location for place in places for location in (place, *self._members(place))]
        each = list({one.element.id: one for one in found}.values())
        lead = "\n".join(say.consists_of(place, _) for place in places)
        return self._answer(parsed, lead, each, _), _topic_of(each)

    def _members(self, place: Location) -> Iterable[Location]:
        """A task's activities, or the indicators where it has none; an assessment's entries."""
        match place.element:
            case Task(activities=activities, indicators=indicators):
                return [self._atlas[member.id] for member in activities or indicators]
            case Activity(indicators=indicators):
                return [self._atlas[indicator.id] for indicator in indicators]
            case Assessment(items=entries):
                return [self._atlas[entry.id] for entry in entries]
            case _:
                return []

    def _about_codes(self, parsed: ParsedQuestion, _: Translator) -> tuple[Answer, Topic | None]:
        known = [self._atlas[item] for code in parsed.codes for item in code.ids]
        if not known:
            printed = parsed.codes[0].printed
            mentioning = [
                self._atlas[chunk.id]
                for chunk in self._index.chunks
                if printed in chunk.body or printed in chunk.title
            ]
            if mentioning and parsed.codes[0].names_standard:
                return self._quoted(parsed, mentioning[:1], _)
            where = [self._atlas[code] for code in parsed.standards]
            unknown = self._plain(parsed, say.unknown_code(printed, where, _))
            near = self._neighbours(printed, parsed.standards)
            return replace(unknown, nearest=compose.grouped(near, _)), None
        places = [
            location for location in known if location.kind in (ItemKind.TASK, ItemKind.ACTIVITY)
        ]
        if places and (parsed.facets or parsed.counting):
            return self._listed(parsed, [place.element.id for place in places], _)
        if places and len(places) == len(known):
            if parsed.listing and not parsed.facets:
                return self._opened(replace(parsed, places=tuple(p.element.id for p in places)), _)
            if parsed.weight > NO_CONTENT:
                within = frozenset(i for place in places for i in self._inside(place))
                answer, topic = self._searched(parsed, _, within=within)
                if answer.answerable:
                    return answer, topic
        answer, topic = self._quoted(parsed, known, _)
        missing = [code.printed for code in parsed.codes if not code.ids]
        if missing:
            said = [
                say.unknown_code(code, [self._atlas[c] for c in parsed.standards], _)
                for code in missing
            ]
            answer = replace(answer, lead="\n".join((answer.lead, *said)))
        return answer, topic

    def _neighbours(self, printed: str, standards: Sequence[str]) -> list[Location]:
        """Items that a code which nobody prints is near to: what it would stand under, or beside.

        P1.1.99 is near T1.1, K99 near the last K.
        """
        letter, number = printed[:1].upper(), printed[1:].rpartition(".")[0]
        codes = {f"T{number}", f"E{number}", f"R{number}"} if number else set()
        alike = [
            self._atlas[chunk.id]
            for chunk in self._index.chunks
            if (not standards or chunk.standard in standards)
            and (chunk.code in codes if codes else chunk.code[:1] == letter)
            and chunk.kind is not ItemKind.STANDARD
        ]
        return alike[:NEAREST] if codes else alike[-NEAREST:]

    def _inside(self, place: Location) -> Iterable[str]:
        yield place.element.id
        for facet in (
            Facet.ACTIVITIES,
            Facet.OUTPUTS,
            Facet.INDICATORS,
            Facet.KNOWLEDGE,
            Facet.SKILLS,
        ):
            yield from section(self._atlas, place.element.id, facet).items

    def _listed(
        self, parsed: ParsedQuestion, places: Sequence[str], _: Translator
    ) -> tuple[Answer, Topic | None]:
        if Facet.UNRECORDED in parsed.facets:
            return self._plain(parsed, say.unrecorded(_)), None
        places = places or tuple(self._atlas.standards)
        if parsed.facets == (Facet.STANDARDS,):
            found = [self._atlas[code] for code in places]
            answer = self._answer(parsed, say.standards_lead(len(found), _), found, _)
            return answer, Topic(facets=parsed.facets)
        facets = parsed.facets or (Facet.DESCRIPTION, Facet.TASKS)
        sections = [
            section(self._atlas, place, self._meant(facet, parsed, place))
            for place in places
            for facet in facets
            if facet is not Facet.STANDARDS
        ]
        held = [found for found in sections if found.items or found.fields]
        # Where a code stands in several standards, those that list none are told of, too.
        named = len(places) <= len(parsed.codes) * len(self._atlas.standards)
        told = sections if named or not held else held
        lead = compose.listing_lead(self._atlas, told, _)
        topic = Topic(
            tuple(dict.fromkeys(place.partition("/")[0] for place in places)),
            tuple(place for place in places if "/" in place),
            parsed.facets,
        )
        if not held:
            near = [self._atlas[place] for place in places if "/" in place][:NEAREST]
            empty = self._plain(parsed, lead, AnswerKind.EMPTY)
            return replace(empty, nearest=compose.grouped(near, _)), topic
        groups = tuple(
            group for found in held for group in compose.section_groups(self._atlas, found, _)
        )
        ids = [quote.id for group in groups for quote in group.quotes]
        return (
            Answer(
                parsed.text,
                parsed.language,
                answerable=True,
                lead=lead,
                groups=groups,
                hits=_as_hits(ids),
            ),
            topic,
        )

    def _meant(self, facet: Facet, parsed: ParsedQuestion, place: str) -> Facet:
        if facet is Facet.TASKS and _NAMES_TASKS.search(fold(parsed.text)):
            return meant(facet, fold("工作任務"), self._atlas[place].standard)
        return facet

    def _compared(
        self, parsed: ParsedQuestion, _: Translator
    ) -> tuple[Answer, Topic | None] | None:
        """Two standards side by side, or more of them one after the other.

        None where the question is about something in them.
        """
        if parsed.codes or (parsed.weight > MAY_BE_FRAME and not parsed.facets):
            return None
        codes = parsed.standards
        if parsed.about_all and not codes:
            codes = tuple(self._atlas.standards)
        if len(codes) > 2 or (len(codes) == 2 and Facet.LEVEL in parsed.facets):
            return self._listed(replace(parsed, facets=parsed.facets or (Facet.LEVEL,)), codes, _)
        if len(codes) != 2:
            return None
        left, right = (self._atlas.standards[code] for code in codes)
        named = [facet for facet in parsed.facets if facet in COMPARABLE]
        if parsed.facets and not named:
            return None
        facets = named or list(GAP if parsed.lacking else DIFFERENCE)
        pairs = [compared(left, right, facet) for facet in facets]
        wanted = compose.Wanted(
            whole=not named,
            both=not parsed.lacking,
            apart=not parsed.sharing,
            left=not parsed.lacking,
        )
        lead, groups = compose.comparison(self._atlas, left, right, pairs, wanted, _)
        ids = [quote.id for group in groups for quote in group.quotes]
        answer = Answer(
            parsed.text,
            parsed.language,
            answerable=bool(groups),
            kind=AnswerKind.QUOTED if groups else AnswerKind.EMPTY,
            lead=lead,
            groups=groups,
            hits=_as_hits(ids),
        )
        return answer, Topic(parsed.standards, (), tuple(facets))

    def _reverse(self, parsed: ParsedQuestion, _: Translator) -> tuple[Answer, Topic | None] | None:
        content = frozenset({ItemKind.KNOWLEDGE, ItemKind.SKILL})
        matching = [
            id_
            for code in parsed.codes
            for id_ in code.ids
            if id_ in self._atlas and self._atlas[id_].kind in content
        ]
        if not matching:
            query = Query(parsed.terms, parsed.language, _scope(parsed), content)
            hits = self._index.search(query, HITS_SHOWN)
            shares = {hit.id: share_of(hit, parsed.terms) for hit in hits}
            matching = [id_ for id_, share in shares.items() if share >= HELD]
        if not matching:
            return None
        places = needing(self._atlas, matching)
        locations = [self._atlas[item] for item in (*places, *matching)]
        lead = say.needed_by(len(places), _)
        answer = self._answer(parsed, lead, locations, _)
        return answer, _topic_of(locations[:1])

    def _searched(
        self,
        parsed: ParsedQuestion,
        _: Translator,
        within: frozenset[str] | None = None,
        near: Sequence[str] = (),
    ) -> tuple[Answer, Topic | None]:
        """`near`: places the conversation spoke of, a little likelier to be meant."""
        query = _query(parsed, within=within)
        hits = self._leaning(self._index.search(query, HITS_SHOWN), near)
        if not is_answerable(parsed, hits):
            return self._declined(parsed, hits, _), None
        listed = self._facet_of_place(parsed, hits, _)
        if listed:
            return listed
        # A standard's title answers nothing by itself.
        telling = [hit for hit in hits if hit.chunk.kind is not ItemKind.STANDARD]
        if not telling or (hits[0].chunk.kind is ItemKind.STANDARD and not parsed.standards):
            whole = replace(parsed, facets=())
            if not telling or hits[0].score > SURELY * telling[0].score:
                return self._listed(whole, (hits[0].chunk.standard,), _)
        locations = [self._atlas[hit.id] for hit in selected(telling)]
        return self._found(parsed, locations, hits, _)

    def _found(
        self,
        parsed: ParsedQuestion,
        locations: Sequence[Location],
        hits: Sequence[Hit],
        _: Translator,
    ) -> tuple[Answer, Topic | None]:
        """Quotes what was found; of a place or a heading that is asked to be listed, all of it."""
        if parsed.listing or locations[0].kind is ItemKind.ASSESSMENT:
            members = list(self._members(locations[0]))
            locations = [locations[0], *members] if members else locations
        answer = Answer(
            parsed.text,
            parsed.language,
            answerable=True,
            lead=say.found_in(locations[0], _),
            groups=compose.grouped(locations, _),
            hits=_first(locations, hits),
        )
        return answer, _topic_of(locations[:1])

    def _leaning(self, hits: list[Hit], near: Sequence[str]) -> list[Hit]:
        """The hits with those under the places of the topic moved up a little."""
        if not near:
            return hits
        tasks = {
            task.id for place in near if place in self._atlas for task in self._atlas[place].tasks
        }

        def leaning(hit: Hit) -> float:
            under = any(task.id in tasks for task in self._atlas[hit.id].tasks)
            return hit.score + (LEANING if under else 0.0)

        moved = [replace(hit, score=leaning(hit)) for hit in hits]
        return sorted(moved, key=lambda hit: -hit.score)

    def _facet_of_place(
        self, parsed: ParsedQuestion, hits: Sequence[Hit], _: Translator
    ) -> tuple[Answer, Topic | None] | None:
        """「退貨要會哪些技能」: what the place that handles returns lists, if no skill matches."""
        wanted = [facet for facet in parsed.facets if facet in KIND_OF and facet not in PLACES]
        if not wanted:
            return None
        kinds = {KIND_OF[facet] for facet in wanted}
        matching = [hit for hit in hits if hit.chunk.kind in kinds]
        if any(hit in matching for hit in hits[:2]):
            return self._found(parsed, [self._atlas[hit.id] for hit in selected(matching)], hits, _)
        best = self._atlas[hits[0].id]
        place = best.activity or best.task
        if place is None:
            return None
        answer, topic = self._listed(parsed, (place.id,), _)
        if not answer.answerable:
            return answer, topic
        ids = dict.fromkeys([*(hit.id for hit in answer.hits), *(hit.id for hit in hits)])
        return replace(answer, hits=_as_hits(list(ids)[:HITS_SHOWN])), topic

    def _quoted(
        self, parsed: ParsedQuestion, locations: Sequence[Location], _: Translator
    ) -> tuple[Answer, Topic | None]:
        lead = say.looked_up(locations, _)
        topic = _topic_of(locations)
        codes = tuple(code.printed for code in parsed.codes)
        return self._answer(parsed, lead, locations, _), replace(topic, codes=codes)

    def _answer(
        self, parsed: ParsedQuestion, lead: str, locations: Sequence[Location], _: Translator
    ) -> Answer:
        return Answer(
            parsed.text,
            parsed.language,
            answerable=True,
            lead=lead,
            groups=compose.grouped(locations, _),
            hits=_as_hits([location.element.id for location in locations]),
        )

    def _plain(
        self, parsed: ParsedQuestion, lead: str, kind: AnswerKind = AnswerKind.DECLINED
    ) -> Answer:
        return Answer(parsed.text, parsed.language, answerable=False, lead=lead, kind=kind)


_NAMES_TASKS = re.compile(fold("工作任務") + r"|\btasks?\b")
"""The words 工作任務 and tasks, not 職責 or duties."""


def _holds(hit: Hit, terms: str) -> bool:
    """Whether an item's own words (or their rendering) hold what is asked for."""
    return share_of(hit, terms) >= HELD


def _query(
    parsed: ParsedQuestion,
    kinds: frozenset[ItemKind] | None = None,
    within: frozenset[str] | None = None,
) -> Query:
    """The question with what was put in for slips, within the standards that it names."""
    text = " ".join((parsed.text, *parsed.mended))
    return Query(text, parsed.language, _scope(parsed), kinds, within, about=parsed.terms)


def _scope(parsed: ParsedQuestion) -> frozenset[str] | None:
    return frozenset(parsed.standards) or None


def _ranked(hits: Iterable[Hit]) -> tuple[RankedHit, ...]:
    return tuple(RankedHit(hit.id, hit.score) for hit in hits)


def _first(locations: Iterable[Location], hits: Iterable[Hit]) -> tuple[RankedHit, ...]:
    """What is quoted stands first among the hits, as it does in the answer."""
    quoted = [location.element.id for location in locations]
    scores = {hit.id: hit.score for hit in hits}
    best = max(scores.values(), default=1.0)
    ranked = {id_: best + (len(quoted) - rank) * 1e-6 for rank, id_ in enumerate(quoted)}
    for id_, score in scores.items():
        ranked.setdefault(id_, score)
    return tuple(RankedHit(id_, score) for id_, score in ranked.items())[:HITS_SHOWN]


def _as_hits(ids: Sequence[str]) -> tuple[RankedHit, ...]:
    """A list has an order and no scores: they fall from 1 by rank."""
    return tuple(
        RankedHit(item, 1 / rank) for rank, item in enumerate(dict.fromkeys(ids), start=1)
    )[:HITS_SHOWN]


def _topic_of(locations: Sequence[Location]) -> Topic:
    places = (location.activity or location.task for location in locations)
    return Topic(
        tuple(dict.fromkeys(location.standard.code for location in locations)),
        tuple(dict.fromkeys(place.id for place in places if place is not None)),
    )
