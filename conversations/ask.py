"""A question becomes an answer: parsed, looked up or searched for, and composed from quotes."""

import asyncio
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from time import perf_counter

from conversations import compose, say
from conversations import ways_of_asking as ways
from conversations.answer import Answer, AnswerKind
from conversations.answering.again import said_again
from conversations.answering.build import plain
from conversations.answering.codes import about_codes, by_code
from conversations.answering.comparison import (
    MAY_BE_FRAME,
    asked_for,
    items_side_by_side,
    on_a_subject,
    parts_told,
    places_side_by_side,
    side_by_side,
)
from conversations.answering.counterpart import counterparts
from conversations.answering.counts import with_most
from conversations.answering.filtered import filtered
from conversations.answering.lists import at_level, at_the_end, listed, opened
from conversations.answering.matches import (
    BESIDE_A_FIELD,
    alike,
    facet_in_scope,
    one_of_them,
    searched,
    standard_about,
)
from conversations.answering.onward import named_to_explain, onward
from conversations.answering.places import place_spoken_of
from conversations.answering.reverse import CALLED_FOR, calling_for
from conversations.answering.sets import set_apart
from conversations.answering.sources import NEAREST, NO_CONTENT, Found, Sources
from conversations.answering.versions import of_older_version
from conversations.atlas import Atlas
from conversations.compare import COMPARABLE
from conversations.elsewhere import Elsewhere
from conversations.facets import PLACES, Facet, words_of_facets
from conversations.glossary import MEANINGS, meant_by
from conversations.hearing import weights
from conversations.known import Known
from conversations.language import Translator, translator
from conversations.names import Names
from conversations.parse import parse
from conversations.question import ParsedQuestion
from conversations.topic import SHOWN, Topic, topic_from
from index import slips
from index.fold import fold
from index.reranker import Reranker, reranked
from index.search import Hit, Index
from standards.model import FindingKind, Language, Standard
from standards.questions import known_questions

LONGEST = 4_000
"""Characters of a question that are read; Telegram lets through no more in one message."""


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
        reranker: Callable[[], Reranker] | None = None,
    ) -> None:
        """`clock` counts seconds, for an answer's `seconds`; `reranker` loads one, when needed."""
        self._index = index
        self.sources = Sources(
            index,
            Atlas(standards),
            Elsewhere(index.vectors, partial(index.kept_vectors, "elsewhere")),
            Known(known_questions, index.vectors, partial(index.kept_vectors, "known")),
            _reader(reranker),
        )
        """What it answers from."""
        self._names = Names(standards)
        self._lookup = index.lookup
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
        slips.warm()
        self.sources.known.warm()
        self.sources.strangeness("")
        weights()

    def explain(
        self, question: str, language: Language | None = None, topic: str | None = None
    ) -> ParsedQuestion:
        """How a question is understood, without answering it."""
        return self._parse(question, self._before(topic), language)

    def _before(self, topic: str | None) -> Topic:
        return topic_from(topic).within(self.sources.atlas)

    def _parse(
        self,
        question: str,
        topic: Topic,
        language: Language | None = None,
        listening: bool = True,
    ) -> ParsedQuestion:
        def taken_apart(text: str, language: Language | None) -> ParsedQuestion:
            return parse(
                text,
                self._names,
                self._lookup,
                topic,
                language,
                self._misprints,
                listening=listening,
            )

        meant, words = slips.mended(question, self._index.spelling.holds)
        parsed = taken_apart(question, language)
        if words:
            again = taken_apart(meant, parsed.language)
            if _understood(again) >= _understood(parsed):
                parsed, question = replace(again, mended=words), meant
        if parsed.small_talk or parsed.again or parsed.weight <= NO_CONTENT:
            return parsed
        mended, put_in = self._index.spelling.mended(question, words_of_asking())
        if not put_in:
            return parsed
        again = taken_apart(mended, parsed.language)
        put_in = (*parsed.mended, *put_in)
        if _understood(again) > _understood(parsed):
            return replace(again, text=question, mended=put_in)
        if parsed.codes:
            return parsed
        return replace(parsed, mended=put_in, terms=again.terms)

    def answer(
        self, question: str, language: Language | None = None, topic: str | None = None
    ) -> Asked:
        """Answers in the thread it is called from."""
        started = self._clock()
        before = self._before(topic)
        parsed = self._parse(question[:LONGEST], before, language)
        answer, after = self._respond(parsed, before, translator(parsed.language))
        if parsed.heard and not answer.answerable:
            # What was only heard in it may have been misheard.
            plainly = self._parse(question[:LONGEST], before, language, listening=False)
            otherwise, then = self._respond(plainly, before, translator(parsed.language))
            if otherwise.answerable:
                parsed, answer, after = plainly, otherwise, then
        of_list = len(before.shown) > 1 and any(place in before.shown for place in parsed.places)
        # 「第二個底下有哪些」 shows a list of its own.
        under = parsed.listing and {*parsed.facets} <= {Facet.TASKS, Facet.ACTIVITIES}
        if after and (parsed.picked or of_list) and not (under and len(after.shown) > 1):
            # 「第一個呢」, then 「第二個呢」: the list is still the one that both stand in.
            last = (*parsed.picked, *parsed.places)[-1:]
            after = replace(after, shown=before.shown, picked="".join(last))
        if after and after.standards != before.standards:
            after = replace(after, earlier=before.standards)
        elif after:
            after = replace(after, earlier=before.earlier)
        if after and after.places:
            same = after.places == before.places
            after = replace(after, passed=before.passed if same else before.places)
        if answer.citations and not parsed.again:
            quoted = tuple(quote.id for quote in answer.citations)[:SHOWN]
            after = replace(after or before, quoted=quoted)
        elif answer.kind is AnswerKind.DECLINED:
            after = replace(after or before, quoted=())
        if parsed.older and answer.kind in (AnswerKind.QUOTED, AnswerKind.EMPTY):
            answer = of_older_version(self.sources, parsed, answer, translator(parsed.language))
        seconds = self._clock() - started
        answer = replace(answer, question=question[:LONGEST], seconds=seconds)
        return Asked(answer, (after or before).as_text(), parsed)

    def after(self, history: Iterable[str]) -> str | None:
        """The topic that earlier questions of a conversation leave behind."""
        topic: str | None = None
        for question in history:
            topic = self.answer(question, topic=topic).topic
        return topic

    # What kind of question it is, from the surest reading to the vaguest.

    def _respond(self, parsed: ParsedQuestion, before: Topic, _: Translator) -> Found:
        if parsed.again:
            return said_again(self.sources, parsed, _), None
        if parsed.small_talk:
            return plain(parsed, say.small_talk(parsed.small_talk, _), AnswerKind.SMALL_TALK), None
        if not any(letter.isalnum() for letter in parsed.text):
            return plain(parsed, say.nothing_asked(_), AnswerKind.SMALL_TALK), None
        meant = meant_by(parsed.text)
        if len(meant) > 1 or (meant and not before.standards and not parsed.standards):
            said = "\n".join(_(MEANINGS[facet]) for facet in meant)
            return plain(parsed, said, AnswerKind.SMALL_TALK), None
        if parsed.beyond:
            return plain(parsed, say.only_so_many(parsed.beyond, _), AnswerKind.EMPTY), None
        if Facet.UNRECORDED in parsed.facets and (parsed.standards or parsed.weight <= NO_CONTENT):
            return plain(parsed, say.unrecorded(_)), None
        if (parsed.weight <= NO_CONTENT or _of_all_alone(parsed)) and not parsed.codes:
            found = at_level(self.sources, parsed, _)
            if found:
                return found
        found = counterparts(self.sources, parsed, _)
        if found:
            return found
        if parsed.extreme and parsed.facets == (Facet.PREREQUISITES,):
            # Which asks for the least is for the reader to say.
            return listed(self.sources, parsed, parsed.standards, _)
        if parsed.older and parsed.comparing and len(parsed.standards) == 1:
            versions = replace(parsed, facets=(Facet.VERSIONS,))
            return listed(self.sources, versions, parsed.standards, _)
        found = at_the_end(self.sources, parsed, _)
        if found:
            return found
        if parsed.lacking and len(parsed.standards) == 1 and not (parsed.codes or parsed.places):
            # 「維護商品資料和分析營運績效，技能差哪一個」
            apart = replace(parsed, lacking=False, differing=True)
            found = places_side_by_side(self.sources, apart, _)
            if found:
                return found
            found = asked_for(self.sources, parsed, _)
            if found:
                return found
        if parsed.lacking and len(parsed.standards) == 2:
            # Before what is asked for with a no: "what skills do I lack".
            found = side_by_side(self.sources, parsed, _)
            if found:
                return found
        found = items_side_by_side(self.sources, parsed, _)
        if found:
            return found
        may_be_two = bool(parsed.side or parsed.halves) or (
            parsed.comparing and len(parsed.standards) < 2 and not parsed.codes
        )
        if may_be_two:
            found = places_side_by_side(self.sources, parsed, _)
            if found:
                return found
        found = with_most(self.sources, parsed, _)
        if found:
            return found
        found = filtered(self.sources, parsed, _)
        if found:
            return found
        found = set_apart(self.sources, parsed, _)
        if found:
            return found
        if len(parsed.standards) > 1:
            found = parts_told(self.sources, parsed, _)
            if found:
                return found
        if parsed.comparing or parsed.lacking or _shared_by_several(parsed):
            found = side_by_side(self.sources, parsed, _)
            if found:
                return found
        of_a_part = {*parsed.facets} - {Facet.DESCRIPTION}
        if len(parsed.standards) > 1 and parsed.weight > (
            MAY_BE_FRAME if of_a_part else NO_CONTENT
        ):
            found = on_a_subject(self.sources, parsed, _)
            if found:
                return found
        if parsed.reverse and (parsed.weight > NO_CONTENT or parsed.codes):
            found = calling_for(self.sources, parsed, _)
            if found:
                return found
        if parsed.where:
            found = calling_for(self.sources, parsed, _, outright=not _of_what_one_has(parsed))
            if found:
                return found
        about = parsed.which_standard and not parsed.mentioning
        if about and parsed.weight > NO_CONTENT and len(parsed.standards) != 1:
            found = standard_about(self.sources, parsed, _)
            if found:
                return found
        asked_on = parsed.asked_on or named_to_explain(parsed)
        if asked_on:
            return onward(self.sources, parsed, asked_on, _)
        if not may_be_two:
            found = places_side_by_side(self.sources, parsed, _)
            if found:
                return found
        if parsed.codes or _asks_its_code(parsed):
            return about_codes(self.sources, by_code(parsed), _)
        if parsed.subject:
            return alike(self.sources, parsed, _)
        if parsed.among:
            found = one_of_them(self.sources, parsed, _)
            if found:
                return found
        if parsed.otherwise:
            named = place_spoken_of(self.sources, parsed.otherwise)
            if named:
                return listed(self.sources, parsed.otherwise, (named,), _)
            if _of_the_header(parsed, parsed.otherwise):
                return facet_in_scope(self.sources, parsed.otherwise, _)
        if parsed.weight <= NO_CONTENT:
            if parsed.unknown_role:
                return self._no_such_occupation(parsed, _), None
            if parsed.places and parsed.facets == (Facet.DESCRIPTION,):
                return opened(self.sources, parsed, _)
            if parsed.facets:
                return listed(self.sources, parsed, parsed.places or parsed.standards, _)
            if parsed.places:
                return opened(self.sources, parsed, _)
            if parsed.standards:
                return listed(self.sources, replace(parsed, facets=()), parsed.standards, _)
        if parsed.reverse and parsed.standards and not parsed.places and _of_what_one_has(parsed):
            # Nothing is called so: a list of everything would not say where.
            return searched(self.sources, parsed, _)
        if parsed.facets and (parsed.places or parsed.standards):
            return facet_in_scope(self.sources, parsed, _)
        if parsed.places and (parsed.listing or parsed.counting):
            return opened(self.sources, parsed, _)
        return searched(self.sources, parsed, _)

    def _no_such_occupation(self, parsed: ParsedQuestion, _: Translator) -> Answer:
        atlas = self.sources.atlas
        loaded = [atlas[code] for code in atlas.standards][:NEAREST]
        declined = plain(parsed, say.no_such_occupation(_))
        return replace(declined, nearest=compose.grouped(loaded, _))


@cache
def words_of_asking() -> frozenset[str]:
    """The words by which people ask, whatever they ask of."""
    asking = (ways.FRAME, ways.COMPARING, ways.LACKING, ways.MOVING, ways.REVERSE, ways.LISTING)
    return ways.words_in(*asking, ways.SHARED, ways.ROLE, *words_of_facets())


def _understood(parsed: ParsedQuestion) -> int:
    """How many of the things that it names are known."""
    return sum(map(len, (parsed.standards, parsed.facets, parsed.places, parsed.items)))


def _asks_its_code(parsed: ParsedQuestion) -> bool:
    """「「維護商品庫存數」的任務代碼」: only the item says it."""
    asked = {*parsed.facets} - PLACES
    return bool(parsed.places) and asked == {Facet.CODE} and parsed.weight <= NO_CONTENT


def _of_what_one_has(parsed: ParsedQuestion) -> bool:
    """「文化方面的知識，做哪件事才要」"""
    return parsed.weight > NO_CONTENT and bool({*parsed.facets} & {*CALLED_FOR})


def _of_the_header(parsed: ParsedQuestion, otherwise: ParsedQuestion) -> bool:
    """「要幾年經驗才適合」, of the one standard that was spoken of."""
    of_one = len(otherwise.standards) == 1 and parsed.weight <= BESIDE_A_FIELD
    asked = {*parsed.facets}
    return of_one and bool(asked) and asked <= {Facet.PREREQUISITES, Facet.VERSIONS}


def _of_all_alone(parsed: ParsedQuestion) -> bool:
    """ "Which of our five are level 5? I only train seniors": what else is said stands apart."""
    asked = parsed.about_all and not (parsed.polar or parsed.facets)
    return asked and ways.found(ways.SAID_APART, fold(parsed.text))


def _shared_by_several(parsed: ParsedQuestion) -> bool:
    """「跨境電商和貿易經理都有的態度」"""
    several = len(parsed.standards) > 1 or (parsed.about_all and not parsed.standards)
    return parsed.sharing and several and bool({*parsed.facets} & {*COMPARABLE})


def _reader(
    load: Callable[[], Reranker] | None,
) -> Callable[[str, Language, list[Hit]], list[Hit]] | None:
    if load is None:
        return None
    loaded = cache(load)

    def read(question: str, language: Language, hits: list[Hit]) -> list[Hit]:
        return reranked(loaded(), question, language, hits)

    return read
