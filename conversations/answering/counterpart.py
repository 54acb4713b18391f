"""What another standard has for a task, a skill or the like of one, under whatever name."""

import re
from collections.abc import Sequence
from dataclasses import replace

from conversations import say
from conversations.answering.build import built, distinct, topic_of
from conversations.answering.sources import Found, Sources
from conversations.atlas import Location
from conversations.compare import likeness
from conversations.compose import rendered, words_of
from conversations.facets import KIND_OF
from conversations.language import Translator
from conversations.listing import section
from conversations.question import ParsedQuestion
from index.fold import fold
from index.search import Query
from standards.model import ItemKind, Language

ALIKE = 0.4
"""Two of one kind are counterparts from this share of common character pairs on (Dice's
coefficient), without the word that only says their kind: 規劃與管理 and 規劃與組織."""
_KIND = r"(?:技能|能力|知識|基礎|技巧)$"
MOST = 8
"""Of more than so many, what is worded alike is listed instead, side by side."""
_COMPARED = 20


def counterparts(sources: Sources, parsed: ParsedQuestion, _: Translator) -> Found | None:
    """Each item that is asked about, then what of the other standard comes nearest to it.

    None where the question asks for something else, or of too many.
    """
    if not parsed.counterpart or parsed.lacking:
        return None
    asked = _asked_about(sources, parsed)
    others = [code for code in parsed.standards if code not in {one.standard.code for one in asked}]
    if not 0 < len(asked) <= MOST or len(others) != 1:
        return None
    (other,) = others
    found: list[Location] = []
    alike = False
    for item in asked:
        near = _nearest(sources, item, other)
        said = [one for one in near if _likeness(item, one) >= ALIKE]
        alike = alike or bool(said)
        found += (item, *(said or near[:1]))
    lead = say.counterparts(sources.atlas[other], alike=alike, _=_)
    each = distinct(found)
    return built(parsed, lead, each, _), replace(topic_of(each), places=())


def _asked_about(sources: Sources, parsed: ParsedQuestion) -> Sequence[Location]:
    codes = (id_ for code in parsed.codes for id_ in code.ids)
    named = [sources.atlas[id_] for id_ in dict.fromkeys((*codes, *parsed.places))]
    named = named or [sources.atlas[id_] for id_ in parsed.items]
    if named:
        first = named[0].standard.code
        return [one for one in named if one.standard.code == first]
    facets = [facet for facet in parsed.facets if facet in KIND_OF]
    if len(facets) != 1 or len(parsed.standards) != 2:
        return []
    items = section(sources.atlas, parsed.standards[0], facets[0]).items
    return [sources.atlas[id_] for id_ in items]


def _nearest(sources: Sources, item: Location, other: str) -> list[Location]:
    """What of the other standard is of its kind, the nearest first."""
    kinds = {item.kind}
    if item.kind is ItemKind.ACTIVITY:
        # In a unit nothing stands between its elements and its criteria.
        kinds |= {ItemKind.TASK}
    text = words_of(item).splitlines()[0]
    language = Language(item.standard.language)
    query = Query(text, language, frozenset({other}), frozenset(kinds))
    hits = sources.index.search(query, _COMPARED)
    return [sources.atlas[hit.id] for hit in hits]


def _likeness(one: Location, other: Location) -> float:
    return likeness(_title(one), _title(other))


def _title(item: Location) -> str:
    """In Chinese: pairs of Latin letters are alike by chance."""
    said = rendered(item, Language.ZH_HANT) or words_of(item)
    # An attitude's name stands before what it means.
    name = re.split(r"[：:\n]", said)[0]
    return re.sub(fold(_KIND), "", fold(name)).strip()
