"""Two standards side by side."""

from dataclasses import replace

from conversations import compose
from conversations.answer import Answer, AnswerKind
from conversations.answering.build import as_hits
from conversations.answering.lists import listed
from conversations.answering.sources import Found, Sources
from conversations.compare import compared
from conversations.facets import Facet
from conversations.language import Translator
from conversations.question import ParsedQuestion
from conversations.topic import Topic

MAY_BE_FRAME = 4
"""A comparison with no more than this left to search for compares the standards as a whole."""
COMPARABLE = (Facet.TASKS, Facet.KNOWLEDGE, Facet.SKILLS, Facet.ATTITUDES)
GAP = (Facet.KNOWLEDGE, Facet.SKILLS, Facet.ATTITUDES)
DIFFERENCE = (Facet.TASKS, Facet.ATTITUDES)


def side_by_side(sources: Sources, parsed: ParsedQuestion, _: Translator) -> Found | None:
    """Two standards side by side, or more of them one after the other.

    None where the question is about something in them.
    """
    if parsed.codes or (parsed.weight > MAY_BE_FRAME and not parsed.facets):
        return None
    codes = parsed.standards
    if parsed.about_all and not codes:
        codes = tuple(sources.atlas.standards)
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
