"""What only one has, what another lacks, and what lists nothing of a kind."""

from collections.abc import Sequence

from conversations import compose, say
from conversations import ways_of_asking as ways
from conversations.answer import AnswerKind
from conversations.answering.build import built, plain, topic_of
from conversations.answering.reverse import nearly_titled
from conversations.answering.sources import NO_CONTENT, Found, Sources
from conversations.atlas import Location
from conversations.compare import COMPARABLE, only
from conversations.compose import place_name
from conversations.facets import KIND_OF, LISTED_IN_PLACES, Facet
from conversations.language import Translator
from conversations.listing import needing, section, work_tasks
from conversations.question import ParsedQuestion, weight_of
from standards.model import Activity, Knowledge, Skill, Task

MAY_BE_FRAME = 2
"""A set is asked for if no more than this is left to search for beside the words that say so."""


def set_apart(sources: Sources, parsed: ParsedQuestion, _: Translator) -> Found | None:
    """What is asked for with a no, a not or an only; None where the question has none.

    A no that can't be answered exactly is declined: its opposite would be wrong.
    """
    if parsed.needs_not and not parsed.polar:
        found = _doing_without(sources, parsed, _)
        if found:
            return found
    if not _asks_for_a_set(parsed):
        doing_without = parsed.needs_not and not parsed.polar
        return (plain(parsed, say.not_what_is_not(_)), None) if doing_without else None
    if parsed.bare is not None and weight_of(parsed.asked_about) <= NO_CONTENT:
        return _listing_none(sources, parsed, parsed.bare, _)
    facets = [facet for facet in parsed.facets if facet in COMPARABLE]
    if len(facets) == 1 and len(parsed.facets) == 1:
        if parsed.codes or parsed.places:
            found = _only_there(sources, parsed, facets[0], _) if parsed.only_there else None
        else:
            found = _without_others(sources, parsed, facets[0], _)
        if found:
            return found
    return (plain(parsed, say.not_what_is_not(_)), None) if parsed.negated else None


def _doing_without(sources: Sources, parsed: ParsedQuestion, _: Translator) -> Found | None:
    """「哪些任務不用懂相關法規」: of an item that is named, the tasks that don't list it.

    None where none is named, or its document doesn't say which tasks call for it.
    """
    codes = [id_ for code in parsed.codes for id_ in code.ids]
    named = codes or parsed.items or nearly_titled(sources, parsed, (Facet.KNOWLEDGE, Facet.SKILLS))
    items = [sources.atlas[id_] for id_ in named]
    of_tasks = all(isinstance(item.element, Knowledge | Skill) for item in items)
    standards = {item.standard.code for item in items}
    if not items or not of_tasks or len(standards) != 1:
        return None
    standard = items[0].standard
    calling = {*needing(sources.atlas, [item.element.id for item in items])}
    if standard.id in calling:
        return None
    parts = [
        part.id
        for task in standard.tasks
        for part in (task.activities if work_tasks(standard) is Facet.ACTIVITIES else (task,))
    ]
    found = [sources.atlas[part] for part in parts if part not in calling]
    lead = say.doing_without(len(found), items, _)
    if not found:
        return plain(parsed, lead, AnswerKind.EMPTY), None
    return built(parsed, lead, found, _), topic_of(found)


def _asks_for_a_set(parsed: ParsedQuestion) -> bool:
    said = parsed.terms
    for words in (ways.COMPARING, ways.ONLY, ways.NOT, ways.STANDING):
        said = ways.pattern(words).sub(" ", said)
    said = min(said, parsed.asked_about, key=weight_of)
    asked = any(facet in KIND_OF for facet in parsed.facets)
    wanted = parsed.only or parsed.only_there or parsed.negated
    return bool(asked and wanted and not parsed.polar) and weight_of(said) <= MAY_BE_FRAME


def _without_others(
    sources: Sources, parsed: ParsedQuestion, facet: Facet, _: Translator
) -> Found | None:
    """What some standards list and others don't, by the words."""
    listing = [
        code for code in sources.atlas.standards if section(sources.atlas, code, facet).items
    ]
    named = parsed.standards
    if parsed.without:
        having = [code for code in named if code not in parsed.without]
        others = list(parsed.without)
        if not having:
            return None
    elif parsed.only:
        having = list(parsed.only)
        others = [code for code in named or listing if code not in having]
        others = others or [code for code in listing if code not in having]
    else:
        return None
    standards = sources.atlas.standards
    lines: list[str] = []
    found: list[Location] = []
    for code in having:
        ids = only(standards[code], [standards[other] for other in others], facet)
        count = compose.counted(facet, len(ids), standards[code], _)
        names = [place_name(sources.atlas[other], _) for other in others]
        lines.append(say.unlike_others(sources.atlas[code], count, names, _))
        found += [sources.atlas[id_] for id_ in ids]
    if not found:
        return plain(parsed, "\n".join(lines), AnswerKind.EMPTY), None
    return built(parsed, "\n".join(lines), found, _), topic_of(found)


def _only_there(
    sources: Sources, parsed: ParsedQuestion, facet: Facet, _: Translator
) -> Found | None:
    """What a task or an activity lists and no other of its standard does."""
    codes = (id_ for code in parsed.codes for id_ in code.ids)
    places = [sources.atlas[id_] for id_ in dict.fromkeys((*parsed.places, *codes))]
    if facet not in LISTED_IN_PLACES or not all(
        isinstance(place.element, Task | Activity) for place in places
    ):
        return None
    lines: list[str] = []
    found: list[Location] = []
    for place in places:
        elsewhere = {
            item for other in _beside(place) for item in section(sources.atlas, other, facet).items
        }
        held = section(sources.atlas, place.element.id, facet)
        ids = [item for item in held.items if item not in elsewhere]
        count = compose.counted(facet, len(ids), place.standard, _)
        lines.append(say.only_there(place, count, _))
        found += [sources.atlas[item] for item in ids]
    if not found:
        return plain(parsed, "\n".join(lines), AnswerKind.EMPTY), None
    return built(parsed, "\n".join(lines), found, _), topic_of(found)


def _beside(place: Location) -> Sequence[str]:
    """The other tasks of its standard, or for an activity the other activities."""
    tasks = place.standard.tasks
    if isinstance(place.element, Task):
        return [task.id for task in tasks if task.id != place.element.id]
    each = (activity for task in tasks for activity in task.activities)
    return [activity.id for activity in each if activity.id != place.element.id]


def _listing_none(
    sources: Sources, parsed: ParsedQuestion, kind: Facet, _: Translator
) -> Found | None:
    """The standards, tasks or activities whose document lists nothing for the facet."""
    facets = [facet for facet in parsed.facets if facet in KIND_OF]
    more = {*parsed.facets} - {*facets, Facet.STANDARDS}
    if len(facets) != 1 or more or parsed.codes or parsed.places:
        return plain(parsed, say.not_what_is_not(_)), None
    (facet,) = facets
    codes = parsed.standards or tuple(sources.atlas.standards)
    nowhere = [code for code in codes if not section(sources.atlas, code, facet).items]
    lines = [say.lists_none(sources.atlas[code], (facet,), _) for code in nowhere]
    found = [sources.atlas[code] for code in nowhere]
    if kind is not Facet.STANDARDS and facet in LISTED_IN_PLACES:
        places = [
            place for code in codes if code not in nowhere
            for place in _bare_places(sources, code, kind, facet)
        ]  # fmt: skip
        if places:
            lines.append(say.places_without(len(places), facet, _))
        found = [*places, *found]
    if not found:
        return plain(parsed, say.every_one_lists(facet, _), AnswerKind.EMPTY), None
    return built(parsed, "\n".join(lines), found, _), topic_of(found)


def _bare_places(sources: Sources, code: str, kind: Facet, facet: Facet) -> list[Location]:
    """The tasks that list nothing, where tasks are asked for and some do; else the activities."""
    standard = sources.atlas.standards[code]
    tasks = [
        sources.atlas[task.id]
        for task in standard.tasks
        if not section(sources.atlas, task.id, facet).items
    ]
    if tasks and kind is Facet.TASKS and work_tasks(standard) is Facet.TASKS:
        return tasks
    return [
        sources.atlas[activity.id]
        for task in standard.tasks
        for activity in task.activities
        if not section(sources.atlas, activity.id, facet).items
    ]
