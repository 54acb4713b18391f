"""What matches a question best, in all standards or in a part of one."""

from collections.abc import Callable, Sequence, Set
from dataclasses import replace
from functools import cache, partial

from conversations import compose, say
from conversations import ways_of_asking as ways
from conversations.answer import Answer
from conversations.answering.build import as_hits, built, distinct, first, ranked, topic_of
from conversations.answering.leaning import leaning, stays
from conversations.answering.lists import listed, members
from conversations.answering.order import READ, ordered, with_known
from conversations.answering.places import (
    LEAST,
    LEAST_OF_A_PART,
    meant,
    place_in_all,
    place_named,
    speaks_of_a_part,
    titles_of,
    told_in_other_words,
)
from conversations.answering.query import query_of
from conversations.answering.quoting import GOING_ON, IN_GENERAL, quoted
from conversations.answering.reverse import TO_BE_ABLE, asks_where, places_of
from conversations.answering.sources import (
    HELD,
    HITS_SHOWN,
    NEAREST,
    NO_CONTENT,
    Found,
    Sources,
)
from conversations.answering.told import TITLED_PLACES, Told, log_odds
from conversations.compare import twins
from conversations.decline import is_answerable, share_held, share_of
from conversations.facets import (
    KIND_OF,
    LISTED_IN_PLACES,
    OF_A_PLACE,
    PLACES,
    Facet,
    kinds_of,
)
from conversations.language import Translator
from conversations.pointing import ELLIPTIC
from conversations.question import ParsedQuestion
from conversations.topic import Topic
from index.fold import fold
from index.search import Hit, Query
from standards.model import ItemKind

SUBJECTS = 3
"""The titles of so many of the items that were found say what is looked for in another standard."""
BESIDE_A_FIELD = 8
"""A question on a header field, 「貿易經理的行業別代碼是多少」, says no more beside it."""
_BY_TASK = {Facet.OUTPUTS, Facet.INDICATORS, Facet.KNOWLEDGE, Facet.SKILLS}
PLACED = frozenset({ItemKind.TASK, ItemKind.ACTIVITY, ItemKind.INDICATOR, ItemKind.OUTPUT})
"""Items that stand in one place, so that they tell which is meant."""
SAYS_LITTLE = 4
"""Beside 全部 or all, so few words are a way of asking: 「知識全部念給我聽」."""
IN_OTHER_WORDS = 0.55
"""「新來的要會用哪些軟體」 asks for the skills, or what to know, whose cosine with its own words is
no less; where none has it, those words are ways of asking for all of them."""
NEAR = 0.2
"""Of a list the one is told that comes nearest, if its cosine with the question is no less."""
MOSTLY_SO = 0.5
"""「要會修圖嗎」 asks for the skill that answers so much of what was asked like it, though they
share no word: software for design."""
SURELY_TOLD = 2.0
"""From these log-odds on a place that is told of has what is asked for, and not what only shares
some of the words and comes less near: "the knowledge to promote products overseas"."""
SURELY = 1.25
"""A standard as a whole is meant if it scores by so much more than the best of its items."""


def searched(
    sources: Sources,
    parsed: ParsedQuestion,
    _: Translator,
    within: frozenset[str] | None = None,
) -> Found:
    """What matches best, or an honest no.

    `within`: ids to search among.
    """
    named = place_named(sources, parsed)
    if named:
        return listed(sources, parsed, (named,), _)
    query = query_of(parsed, within=within)
    hits = _with_those_near(sources, parsed, query, sources.search(query, READ))
    # Near misses often name a standard, too: that one is named must not make a question strange.
    # Whether it asks for this or that, 「有沒有限制國籍」, or where, hangs on the one word.
    whether = parsed.polar or parsed.where or ways.found(ways.WHETHER, fold(parsed.text))
    named_one = parsed.standards and not whether
    readings = (parsed.text, parsed.terms) if named_one else (parsed.text,)
    in_order = ordered(sources, query.text, hits) if parsed.continues else hits
    staying = stays(sources, parsed, in_order)
    nearest = leaning(sources, parsed, in_order) if parsed.continues else hits
    if not any(
        is_answerable(parsed, hits, sources.strangeness(said), staying=staying) for said in readings
    ):
        return _declined(sources, parsed, hits, _), None
    described = place_in_all(sources, parsed)
    if described:
        return listed(sources, parsed, (described,), _)
    held = _facet_of_place(sources, parsed, nearest, _)
    if held:
        return held
    # A standard's title answers nothing by itself.
    telling = [hit for hit in hits if hit.chunk.kind is not ItemKind.STANDARD]
    if not telling or (hits[0].chunk.kind is ItemKind.STANDARD and not parsed.standards):
        asks_a_part = {*parsed.facets} & {*KIND_OF}
        whole = parsed if asks_a_part else replace(parsed, facets=())
        if not telling or hits[0].score > SURELY * telling[0].score:
            return listed(sources, whole, (hits[0].chunk.standard,), _)
    return _found(sources, parsed, telling, _)


def one_of_them(sources: Sources, parsed: ParsedQuestion, _: Translator) -> Found | None:
    """What of the list shown last it is about, or what is asked of that: 「做售後的那個要懂什麼」.

    None where none of them is.
    """
    alone = replace(parsed, facets=())
    answer, topic = searched(sources, alone, _, within=frozenset(parsed.among))
    if not answer.answerable and ways.found(ways.CLOSEST, fold(parsed.text)):
        best = sources.search(query_of(alone, within=frozenset(parsed.among)))[:1]
        if best and answer.hits and best[0].vector >= NEAR:
            only = sources.atlas[answer.hits[0].id]
            answer = replace(built(parsed, say.found_in(only, _), [only], _), hits=answer.hits)
            topic = replace(topic_of([only]), subject=(only.element.id,))
    if not answer.answerable:
        return None
    first_one = answer.hits[0].id
    if {*parsed.facets} & OF_A_PLACE and sources.atlas[first_one].kind in TITLED_PLACES:
        return listed(sources, parsed, (first_one,), _)
    # 「跟品牌有關的」 asks for all that say so.
    quotes = [quote.id for quote in answer.citations]
    chunks = [sources.index.chunk(id_) for id_ in parsed.among]
    holding = [chunk.id for chunk in chunks if share_held(chunk, parsed.terms) == 1.0]
    if topic is None or {*holding} <= {*quotes}:
        return answer, topic
    locations = [sources.atlas[id_] for id_ in dict.fromkeys((*quotes, *holding))]
    all_of_them = replace(
        answer, groups=compose.grouped(locations, _), hits=first(locations, answer.hits)
    )
    subject = tuple(location.element.id for location in locations)
    return all_of_them, replace(topic, subject=subject)


def alike(sources: Sources, parsed: ParsedQuestion, _: Translator) -> Found:
    """What in the standards named, or in all others, comes nearest to what was found before."""
    titles = [fold(sources.index.chunk(id_).title) for id_ in parsed.subject[:SUBJECTS]]
    language = sources.index.chunk(parsed.subject[0]).language
    said = " ".join(titles)
    asked = replace(parsed, text=said, nameless="", terms=said)
    # Of what stands in several, the others may be among those that were told.
    own = {sources.atlas[parsed.subject[0]].standard.code}
    others = frozenset(parsed.standards) or frozenset(sources.atlas.standards) - own
    kinds = kinds_of(parsed.facets) or None
    query = Query(said, language, others, kinds, about=said)
    hits = [hit for hit in sources.search(query, READ) if hit.chunk.kind is not ItemKind.STANDARD]
    if not is_answerable(asked, hits, sources.strangeness(said)):
        return _declined(sources, asked, hits, _), None
    return _found(sources, asked, hits, _)


def standard_about(sources: Sources, parsed: ParsedQuestion, _: Translator) -> Found | None:
    """The standard that a subject is most of, and what in it comes nearest to the subject."""
    whole = sources.index.search(query_of(parsed, kinds=frozenset({ItemKind.STANDARD})), HITS_SHOWN)
    hits = sources.index.search(query_of(parsed), HITS_SHOWN)
    if not whole or not is_answerable(parsed, hits, sources.strangeness(parsed.text)):
        return None
    scores = {hit.chunk.standard: hit.score for hit in whole}
    for hit in reversed(hits):  # the best of each standard comes last, and stays
        scores[hit.chunk.standard] = max(0.0, hit.score) + next(
            each.score for each in whole if each.chunk.standard == hit.chunk.standard
        )
    code = max(scores, key=lambda standard: scores[standard])
    inside = [hit for hit in hits if hit.chunk.standard == code and hit.id != code]
    locations = [sources.atlas[id_] for id_ in (code, *(hit.id for hit in inside[:1]))]
    answer = built(parsed, say.about(sources.atlas[code], _), locations, _)
    return replace(answer, hits=first(locations, hits)), Topic((code,))


def facet_in_scope(sources: Sources, parsed: ParsedQuestion, _: Translator) -> Found:
    """A part of a named standard, with words that may say more, or only be ways of asking.

    「貿易經理處理客訴的技能」 asks for what matches, 「我要面試貿易經理，技能有哪些」 for all:
    items that hold the words are quoted, else the place that does is listed, else the whole.
    """
    wanted = kinds_of(parsed.facets)
    places = parsed.places or parsed.standards
    hits: list[Hit] = []
    if parsed.facets == (Facet.CODE,) and parsed.terms:
        # 「Excel 的代碼是什麼」 asks for those of the items that say so, not for the standard's.
        hits = sources.search(query_of(parsed))
        held = [hit for hit in hits if share_of(hit, parsed.terms) == 1.0]
        if held:
            return _found(sources, parsed, held, _, hits)
    named = place_named(sources, parsed)
    if named and {*parsed.facets} - PLACES == {Facet.CODE}:
        only = [sources.atlas[named]]
        return built(parsed, say.looked_up(only, _), only, _), topic_of(only)
    if named:
        return listed(sources, parsed, (named,), _)
    a_part = speaks_of_a_part(parsed)
    tell = cache(partial(told_in_other_words, sources, parsed))  # two searches, for some only
    if a_part and (told := tell()) and log_odds(told.signs) >= LEAST_OF_A_PART:
        return listed(sources, parsed, (meant(parsed, told),), _)
    if parsed.exhaustive and parsed.weight <= SAYS_LITTLE:
        return listed(sources, parsed, places, _)
    if not wanted and not parsed.places and parsed.weight > _field_says(parsed):
        found = searched(sources, replace(parsed, facets=()), _)
        if found[0].answerable:
            return found
    if wanted and not parsed.places:
        for kinds in (wanted, PLACED):
            hits = sources.search(query_of(parsed, kinds=kinds))
            held = [hit for hit in hits if _holds(hit, parsed.terms)]
            if kinds is wanted and (told := _surely_told(parsed, held, tell)):
                return listed(sources, parsed, (meant(parsed, told),), _)
            if held and kinds is PLACED:
                best = sources.atlas[held[0].id]
                place = best.activity or best.task
                places = (place.id,) if place else places
            elif held:
                return _found(sources, parsed, held, _, hits)
            elif kinds is wanted and (near := _in_other_words(sources, parsed, wanted)):
                return _found(sources, parsed, near, _, hits)
    of_all = a_part or parsed.exhaustive or ways.found(ways.IN_TOTAL, fold(parsed.text))
    if not of_all and (told := tell()) and log_odds(told.signs) >= LEAST:
        return listed(sources, parsed, (meant(parsed, told),), _)
    if parsed.polar and wanted and not parsed.listing and parsed.weight > NO_CONTENT:
        # What comes nearest to 「要會英文嗎」 may be of another kind; to know is to be able to.
        hits = sources.search(query_of(parsed))
        held = [
            hit
            for hit in hits
            if {hit.chunk.kind, *wanted} <= TO_BE_ABLE and share_of(hit, parsed.terms) == 1.0
        ]
        if held:
            return _found(sources, parsed, held, _, hits)
        able = [
            hit
            for hit in with_known(sources, query_of(parsed).text, hits)
            if hit.chunk.kind in TO_BE_ABLE
            and (share_of(hit, parsed.terms) or hit.known >= MOSTLY_SO)
        ]
        if wanted & TO_BE_ABLE and is_answerable(
            parsed, able, sources.strangeness(parsed.text, able)
        ):
            return _found(sources, parsed, able, _, hits)
        return _declined(sources, parsed, hits, _), None
    return listed(sources, parsed, places, _)


def _surely_told(
    parsed: ParsedQuestion, held: Sequence[Hit], tell: Callable[[], Told | None]
) -> Told | None:
    """The place that is meant rather than those that hold some of the words, if one is."""
    of_a_place = {*parsed.facets} <= {*LISTED_IN_PLACES}
    if not of_a_place or any(share_of(hit, parsed.terms) == 1.0 for hit in held):
        return None
    told = tell()
    if told is None or log_odds(told.signs) < SURELY_TOLD:
        return None
    return None if any(hit.vector >= told.signs.cosine for hit in held) else told


def _in_other_words(sources: Sources, parsed: ParsedQuestion, wanted: Set[ItemKind]) -> list[Hit]:
    """Skills, or what to know, on a subject that none of them holds in these words."""
    if parsed.polar or not wanted <= TO_BE_ABLE:
        return []
    query = replace(query_of(parsed, kinds=frozenset(wanted)), text=parsed.terms)
    return [hit for hit in sources.search(query) if hit.vector >= IN_OTHER_WORDS]


def _field_says(parsed: ParsedQuestion) -> int:
    """How much may be said around the name of a header field before it is asked about something
    else: 「要做多國語言版本嗎」 asks of no version."""
    described = parsed.facets == (Facet.DESCRIPTION,)
    named = ways.found(ways.NAMED_FIELD, fold(parsed.text))
    return ELLIPTIC - 1 if described and not named else BESIDE_A_FIELD


def _facet_of_place(
    sources: Sources, parsed: ParsedQuestion, hits: Sequence[Hit], _: Translator
) -> Found | None:
    """「退貨要會哪些技能」: what the place that handles returns lists, if no skill matches."""
    wanted = [facet for facet in parsed.facets if facet in KIND_OF and facet not in PLACES]
    if not wanted:
        return None
    kinds = {KIND_OF[facet] for facet in wanted}
    matching = [hit for hit in hits if hit.chunk.kind in kinds]
    if any(hit in matching for hit in hits[:2]):
        return _found(sources, parsed, matching, _, hits)
    best = sources.atlas[hits[0].id]
    place = best.activity or best.task
    if place is None:
        return None
    answer, topic = listed(sources, parsed, (place.id,), _)
    if not answer.answerable:
        # Only what stands by task and is not there is worth saying.
        return (answer, topic) if {*wanted} <= _BY_TASK else None
    ids = dict.fromkeys([*(hit.id for hit in answer.hits), *(hit.id for hit in hits)])
    return replace(answer, hits=as_hits(list(ids)[:HITS_SHOWN])), topic


def _found(
    sources: Sources,
    parsed: ParsedQuestion,
    telling: Sequence[Hit],
    _: Translator,
    hits: Sequence[Hit] = (),
) -> Found:
    """Quotes the best of what tells; where that is a place or a heading, all that stands below it.

    `hits`: what else was found.
    """
    question = query_of(parsed).text
    found = _best_first(sources, parsed, telling)
    goes_on = parsed.near or parsed.refers_back
    alone = not (goes_on or parsed.comparing or parsed.where or parsed.listing or parsed.exhaustive)
    weights = GOING_ON if parsed.near else IN_GENERAL
    chosen = quoted(sources, question, found, weights, alone=alone)
    locations = [sources.atlas[hit.id] for hit in with_twins(chosen, found[:HITS_SHOWN])]
    among = {hit.id for hit in found}
    others = [hit for hit in ordered(sources, question, hits) if hit.id not in among]
    under = members(sources, locations[0])
    if under and (parsed.listing or locations[0].kind is ItemKind.ASSESSMENT):
        locations = [locations[0], *under]
    elif locations[0].kind in TITLED_PLACES and not parsed.among:
        # A title answers by what stands below it, and other titles don't.
        beside = [each for each in locations if each.kind not in TITLED_PLACES]
        locations = distinct((locations[0], *under, *beside))
    if parsed.which_standard or asks_where(parsed):
        around = places_of(sources, locations[0])
        locations = distinct((locations[0], *around, *locations[1:]))
    answer = Answer(
        parsed.text,
        parsed.language,
        answerable=True,
        lead=say.found_in(locations[0], _),
        groups=compose.grouped(locations, _),
        hits=first(locations, [*found, *others]),
    )
    subject = tuple(location.element.id for location in locations)
    return answer, replace(topic_of(locations[:1]), subject=subject, facets=parsed.facets)


def _best_first(sources: Sources, parsed: ParsedQuestion, hits: Sequence[Hit]) -> list[Hit]:
    return leaning(sources, parsed, ordered(sources, query_of(parsed).text, hits))


def _with_those_near(
    sources: Sources, parsed: ParsedQuestion, query: Query, hits: list[Hit]
) -> list[Hit]:
    """The hits, and the best of the standards that the conversation is about."""
    spoken_of = frozenset(sources.atlas[id_].standard.code for id_ in parsed.near)
    if not spoken_of or query.standards or query.within is not None:
        return hits
    among = {hit.id for hit in hits}
    near = sources.search(replace(query, standards=spoken_of), READ)
    return sorted((*hits, *(hit for hit in near if hit.id not in among)), key=lambda h: -h.score)


def _declined(
    sources: Sources, parsed: ParsedQuestion, hits: Sequence[Hit], _: Translator
) -> Answer:
    hits = _best_first(sources, parsed, hits)
    nearest = [sources.atlas[hit.id] for hit in hits[:NEAREST]]
    return Answer(
        parsed.text,
        parsed.language,
        answerable=False,
        lead=say.not_held(_),
        nearest=compose.grouped(nearest, _),
        hits=ranked(hits[:HITS_SHOWN]),
    )


def with_twins(chosen: Sequence[Hit], hits: Sequence[Hit]) -> list[Hit]:
    """The chosen hits, each followed by those that say the same in other standards."""
    found: dict[str, Hit] = {}
    for hit in chosen:
        found[hit.id] = hit
        for other in hits:
            if other.chunk.standard != hit.chunk.standard and twins(
                titles_of(hit.chunk), titles_of(other.chunk)
            ):
                found.setdefault(other.id, other)
    return list(found.values())


def _holds(hit: Hit, terms: str) -> bool:
    """Whether an item's own words (or their rendering) hold what is asked for."""
    return share_of(hit, terms) >= HELD
