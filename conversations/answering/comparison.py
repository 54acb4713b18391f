"""Two standards side by side."""

from collections.abc import Sequence
from dataclasses import replace

from conversations import compose, say
from conversations import ways_of_asking as ways
from conversations.answer import Answer, AnswerKind
from conversations.answering.build import as_hits, built, plain, topic_of
from conversations.answering.lists import listed
from conversations.answering.sources import HITS_SHOWN, Found, Sources
from conversations.compare import COMPARABLE, common, compared
from conversations.compose import place_name
from conversations.decline import selected
from conversations.facets import Facet
from conversations.language import Translator
from conversations.listing import section
from conversations.question import ParsedQuestion, weight_of
from conversations.topic import Topic
from index.search import Query
from standards.model import ItemKind

MAY_BE_FRAME = 3
"""A comparison with no more than this left to search for compares the standards as a whole."""
TOUCHED = 0.4
"""A standard says something of a subject if its best item holds this share of it."""
GAP = (Facet.KNOWLEDGE, Facet.SKILLS, Facet.ATTITUDES)
DIFFERENCE = (Facet.TASKS, Facet.ATTITUDES)


def _subject(parsed: ParsedQuestion) -> str:
    """What is left to search for without the words that compare."""
    return ways.pattern(ways.COMPARING).sub(" ", parsed.terms)


def _in_common(
    sources: Sources, parsed: ParsedQuestion, codes: Sequence[str], _: Translator
) -> Found | None:
    """What all of several standards list, of those that list anything of the kind."""
    facets = [facet for facet in parsed.facets if facet in COMPARABLE]
    if len(facets) != 1:
        return None
    standards = [
        sources.atlas.standards[code]
        for code in codes
        if section(sources.atlas, code, facets[0]).items
    ]
    if len(standards) < 2:
        return None
    found = common(standards, facets[0])
    names = [place_name(sources.atlas[standard.id], _) for standard in standards]
    none = [code for code in codes if code not in {standard.code for standard in standards}]
    lead = "\n".join(
        (
            say.in_common(names, len(found), _),
            *(say.lists_none(sources.atlas[code], facets[0], _) for code in none),
        )
    )
    locations = [sources.atlas[id_] for ids in found for id_ in ids]
    if not locations:
        return plain(parsed, lead, AnswerKind.EMPTY), None
    return built(parsed, lead, locations, _), topic_of(locations)


def on_a_subject(sources: Sources, parsed: ParsedQuestion, _: Translator) -> Found | None:
    """What two standards, or more, say of one subject, a few items of each.

    None where fewer than two of them say something.
    """
    if len(parsed.standards) < 2 or parsed.codes:
        return None
    said = []
    for code in parsed.standards:
        scope = Query(parsed.terms, parsed.language, frozenset({code}), about=parsed.terms)
        hits = sources.index.search(scope, HITS_SHOWN)
        telling = [hit for hit in hits if hit.chunk.kind is not ItemKind.STANDARD]
        if telling and telling[0].coverage >= TOUCHED:
            said.append([sources.atlas[hit.id] for hit in selected(telling)])
    if len(said) < 2:
        return None
    locations = [location for each in said for location in each]
    names = [place_name(sources.atlas[code], _) for code in parsed.standards]
    lead = say.on_a_subject(names, _)
    return built(parsed, lead, locations, _), topic_of(locations)


def side_by_side(sources: Sources, parsed: ParsedQuestion, _: Translator) -> Found | None:
    """Two standards side by side, or more of them one after the other.

    None where the question is about something in them.
    """
    if parsed.codes:
        return None
    if weight_of(_subject(parsed)) > MAY_BE_FRAME and not (parsed.facets and parsed.lacking):
        return on_a_subject(sources, parsed, _)
    codes = parsed.standards
    if parsed.about_all and not codes:
        codes = tuple(sources.atlas.standards)
    if parsed.sharing and len(codes) > 2:
        shared = _in_common(sources, parsed, codes, _)
        if shared:
            return shared
    if len(codes) > 2 or (len(codes) == 2 and Facet.LEVEL in parsed.facets):
        return listed(sources, replace(parsed, facets=parsed.facets or (Facet.LEVEL,)), codes, _)
    if len(codes) != 2:
        return None
    left, right = (sources.atlas.standards[code] for code in codes)
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
    lead, groups = compose.comparison(sources.atlas, left, right, pairs, wanted, _)
    ids = [quote.id for group in groups for quote in group.quotes]
    answer = Answer(
        parsed.text,
        parsed.language,
        answerable=bool(groups),
        kind=AnswerKind.QUOTED if groups else AnswerKind.EMPTY,
        lead=lead,
        groups=groups,
        hits=as_hits(ids),
    )
    return answer, Topic(parsed.standards, (), tuple(facets))
