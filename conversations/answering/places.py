"""Which task or activity a question on a part of one means: named by its title, or told of."""

from conversations import ways_of_asking as ways
from conversations.answering.query import query_of
from conversations.answering.sources import HITS_SHOWN, NO_CONTENT, Sources
from conversations.answering.told import TITLED_PLACES, Told, likeliest, log_odds
from conversations.facets import OF_A_PLACE, Facet
from conversations.question import ParsedQuestion, weight_of
from index.chunk import Chunk
from index.fold import fold
from index.search import Hit
from index.tokens import question_tokens
from standards.model import ItemKind

TITLED = 0.8
"""A place is named if so much of its title is said, and little else is."""
HALF = 0.5
LONG = 16
"""A question that says more tells a story, of which a place is only a part."""
SHORT = 14
"""What only names a place, 「售後的呢」, says no more."""
LEAST, LEAST_OF_A_PART = 1.0, 0.0
"""The log-odds that a place is told of are no less, and where a part of the work is spoken of."""


def place_named(sources: Sources, parsed: ParsedQuestion) -> str | None:
    """The task or activity that a question on its facets names by nearly its title.

    「描繪國際市場概況拆成哪幾個活動」 says the title but for a 的; 「管品牌那個任務的技能」 says
    that it means a task, and only one has to do with 品牌.
    """
    if parsed.places or parsed.codes or not {*parsed.facets} & OF_A_PLACE:
        return None
    if not _pairs(parsed.terms):
        return None
    # What has activities, or tasks, is a task.
    divided = {Facet.TASKS, Facet.ACTIVITIES} & {*parsed.facets}
    kinds = frozenset({ItemKind.TASK}) if divided else TITLED_PLACES
    found = sources.index.search(query_of(parsed, kinds=kinds), HITS_SHOWN)
    alike = [(*said_of(hit, parsed.terms), hit) for hit in found]
    # What goes on from a place says of another only what tells it apart: 「那出貨作業呢」.
    much, little = (HALF, TITLED) if parsed.continues else (TITLED, HALF)
    titled = [each for each in alike if each[0] >= much and each[1] >= little]
    if titled:
        return max(titled, key=lambda each: each[:2])[2].id
    if parsed.standards and ways.found(ways.NAMED_TASK, fold(parsed.text)):
        tasks = [(share, hit) for _title, share, hit in alike if hit.chunk.kind is ItemKind.TASK]
        shares = sorted((share for share, _hit in tasks), reverse=True)
        if shares and shares[0] >= HALF and shares[0] not in shares[1:]:
            return next(hit.id for share, hit in tasks if share == shares[0])
    return None


def place_told(sources: Sources, parsed: ParsedQuestion) -> str | None:
    """The task or activity that a question on some of its facets, all of what it has of them,
    tells of in words of its own: 「貿易經理辦推廣要懂哪些知識」."""
    told = told_in_other_words(sources, parsed)
    least = LEAST_OF_A_PART if speaks_of_a_part(parsed) else LEAST
    return meant(parsed, told) if told and log_odds(told.signs) >= least else None


def told_in_other_words(sources: Sources, parsed: ParsedQuestion) -> Told | None:
    """The likeliest place, where such a question may tell of one."""
    wanted = {*parsed.facets}
    if not wanted or not wanted <= OF_A_PLACE or parsed.places or parsed.codes:
        return None
    if parsed.polar or parsed.weight > LONG or len(parsed.standards) > 1 or parsed.about_all:
        return None
    apart = parsed.negated or parsed.only or parsed.without
    if apart or ways.found(ways.EXCEPT, fold(parsed.text)):
        # What is left out is told of, and the rest is asked for.
        return None
    if weight_of(ways.pattern(ways.WHAT_FOR).sub(" ", parsed.terms)) <= NO_CONTENT:
        return None
    return likeliest(sources, parsed, query_of(parsed))


def meant(parsed: ParsedQuestion, told: Told) -> str:
    """The task or the activity: what has activities, by their name, is a task; steps may be those
    of an activity."""
    divided = Facet.ACTIVITIES in parsed.facets and ways.found(ways.ACTIVITY, fold(parsed.text))
    return told.task if divided else told.place


def place_spoken_of(sources: Sources, parsed: ParsedQuestion) -> str | None:
    """The place that is named, or told of as a part of the work: 「那出貨那段呢」."""
    named = place_named(sources, parsed)
    if named or speaks_of_a_part(parsed):
        return named or place_told(sources, parsed)
    # "And for customer service?" after the skills for another.
    alone = parsed.weight <= SHORT and ways.found(ways.NAMED_ALONE, fold(parsed.text))
    return place_told(sources, parsed) if alone else None


def place_in_all(sources: Sources, parsed: ParsedQuestion) -> str | None:
    """The place told of where no standard is named, and the question may be one on a situation:
    「海外訂單從進來到結案分幾關」 asks for all that a place has, 「客訴要填什麼單」 need not."""
    heard = parsed.heard and not parsed.near
    all_of_it = parsed.listing or parsed.exhaustive or parsed.counting or heard
    all_of_it = all_of_it and Facet.TASKS not in parsed.facets
    return place_told(sources, parsed) if all_of_it or speaks_of_a_part(parsed) else None


def speaks_of_a_part(parsed: ParsedQuestion) -> bool:
    """「收款那塊」, the shipping part."""
    return ways.found(ways.A_PART, fold(parsed.text))


def said_of(hit: Hit, text: str) -> tuple[float, float]:
    """The share of a title that was said, and the share of what was said that is in it."""
    asked = _pairs(fold(text))
    both = (0.0, 0.0)
    for title in titles_of(hit.chunk):
        pairs = _pairs(fold(title))
        if len(pairs) > 1:
            common = len(asked & pairs)
            both = max(both, (common / len(pairs), common / len(asked) if asked else 0.0))
    return both


def _pairs(folded: str) -> set[str]:
    return {token for token in question_tokens(folded) if len(token) > 1}


def titles_of(chunk: Chunk) -> tuple[str, ...]:
    """An item's title in its own language and in ours."""
    return chunk.title, chunk.rendering.partition("\n")[0]
