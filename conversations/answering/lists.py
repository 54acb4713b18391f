"""Complete lists: what a place holds, and a place with what stands under it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from conversations import compose, say
from conversations import ways_of_asking as ways
from conversations.answer import Answer, AnswerKind
from conversations.answering.build import as_hits, built, distinct, plain, topic_of
from conversations.answering.sources import NEAREST, NO_CONTENT, Found, Sources
from conversations.atlas import Location
from conversations.facets import IN_PLACES, KIND_OF, LISTED_IN_PLACES, Facet
from conversations.language import Translator
from conversations.listing import Section, section, work_tasks
from conversations.pointing import first_few
from conversations.question import ParsedQuestion, weight_of
from conversations.topic import SHOWN, Topic
from index.fold import fold
from standards.model import Activity, Assessment, ItemKind, Standard, Task

_NAMES_TASKS = re.compile(fold("任務") + r"|\btasks?\b")
"""The words 任務 and tasks, not 職責 or duties."""
_WIDEST = re.compile(
    fold("(?:(?<![最重擴])大|主要的?)(?:工作)?任務") + r"|\b(?:main|key|major) tasks?\b"
)
"""The widest parts of the work, whatever a document calls them."""
_LEVELLED = (Facet.TASKS, Facet.ACTIVITIES, Facet.STANDARDS, Facet.LEVEL)
"""What has a level."""


def listed(sources: Sources, parsed: ParsedQuestion, places: Sequence[str], _: Translator) -> Found:
    """What these places (all standards where there are none) list for the facets asked for."""
    if Facet.UNRECORDED in parsed.facets:
        return plain(parsed, say.unrecorded(_)), None
    places = places or tuple(sources.atlas.standards)
    assessed = _how_assessed(sources, parsed, places, _)
    if assessed:
        return assessed
    if parsed.facets == (Facet.STANDARDS,):
        found = [sources.atlas[code] for code in places]
        answer = built(parsed, say.standards_lead(len(found), _), found, _)
        shown = tuple(location.element.id for location in found)[:SHOWN]
        if parsed.standards:
            return answer, Topic(tuple(places), shown=shown)
        return answer, Topic(facets=parsed.facets, shown=shown)
    if parsed.per_task:
        places = [part for place in places for part in (place, *_tasks_in(sources, place))]
    facets = parsed.facets or (Facet.DESCRIPTION, Facet.TASKS)
    sections = [
        section(sources.atlas, place, _meant(sources, facet, parsed, place))
        for place in places
        for facet in facets
        if facet is not Facet.STANDARDS
    ]
    few = parsed.nth and parsed.nth == first_few(len(parsed.nth))
    if few and len(sections) == 1 and not parsed.picked:
        # 「前三項知識」
        sections = [replace(sections[0], first=len(parsed.nth))]
    held = [found for found in sections if found.items or found.fields]
    # Where a code stands in several standards, those that list none are told of, too.
    named = parsed.about_all or len(places) <= len(parsed.codes) * len(sources.atlas.standards)
    told = sections if named or not held else held
    lead = compose.listing_lead(sources.atlas, told, _)
    if parsed.polar and parsed.level is not None and held:
        lead = _is_at_level(sources, parsed.level, held, lead, _)
    if parsed.polar and parsed.about_all and held and {*facets} <= {*KIND_OF}:
        lead = say.yes_or_no(len(held) == len(sections), lead, _)
    lead = "\n".join((lead, *_called_tasks(sources, parsed, held, _)))
    topic = Topic(
        tuple(dict.fromkeys(place.partition("/")[0] for place in places)),
        tuple(place for place in places if "/" in place),
        parsed.facets,
    )
    if not held:
        near = [sources.atlas[place] for place in places if "/" in place][:NEAREST]
        empty = plain(parsed, lead, AnswerKind.EMPTY)
        return replace(empty, nearest=compose.grouped(near, _)), topic
    groups = compose.merged(
        group for found in held for group in compose.section_groups(sources.atlas, found, _)
    )
    ids = [quote.id for group in groups for quote in group.quotes]
    # A standard that stands over what it lists is none of the list.
    of_list = [id_ for id_ in ids if sources.atlas[id_].kind is not ItemKind.STANDARD]
    topic = replace(topic, shown=tuple(dict.fromkeys(of_list or ids))[:SHOWN])
    return (
        Answer(
            parsed.text,
            parsed.language,
            answerable=True,
            lead=lead,
            groups=groups,
            hits=as_hits(ids),
        ),
        topic,
    )


def _how_assessed(
    sources: Sources, parsed: ParsedQuestion, places: Sequence[str], _: Translator
) -> Found | None:
    """The methods of assessment, and the other headings, which say what else is told of it.

    None where something else is asked for, or the standard has no such heading.
    """
    how = ways.found(ways.HOW_ASSESSED, fold(parsed.text)) and parsed.weight <= NO_CONTENT
    if parsed.facets != (Facet.ASSESSMENT,) or not how or parsed.exhaustive or parsed.nth:
        return None
    standard = sources.atlas.standards.get(places[0]) if len(places) == 1 else None
    headings = standard.assessment if standard else ()
    of_methods = [
        each for each in headings if each.items and ways.found(ways.METHODS, fold(each.text))
    ]
    if len(of_methods) != 1 or len(headings) == 1:
        return None
    (by_method,) = of_methods
    methods = tuple(each.id for each in by_method.items)
    others = (each.id for each in headings if each is not by_method)
    told = [sources.atlas[id_] for id_ in (by_method.id, *methods, *others)]
    answer = built(parsed, say.consists_of(told[0], _), told, _)
    return answer, Topic(tuple(places), facets=parsed.facets, shown=methods[:SHOWN])


def _called_tasks(
    sources: Sources, parsed: ParsedQuestion, held: Sequence[Section], _: Translator
) -> list[str]:
    """Which of its parts a standard calls 工作任務, if it calls its widest ones otherwise and the
    question does not say 工作任務 itself."""
    if Facet.TASKS not in parsed.facets or fold("工作任務") in fold(parsed.text):
        return []
    standards = [
        element
        for found in held
        if found.facet is Facet.ACTIVITIES
        and isinstance(element := sources.atlas[found.place].element, Standard)
    ]
    return [say.called_tasks(each, _) for each in standards if each.tasks[0].activities]


def _is_at_level(
    sources: Sources, asked: int, held: Sequence[Section], lead: str, _: Translator
) -> str:
    """Whether it is at that level, before what it is at; of places at several levels neither."""
    places = [
        sources.atlas[item]
        for found in held
        if found.facet is Facet.LEVEL
        for item in found.items or (sources.atlas[found.place].standard.id,)
    ]
    levels = {compose.level_at(place) for place in places}
    return say.yes_or_no(levels == {asked}, lead, _) if len(levels) == 1 else lead


def opened(sources: Sources, parsed: ParsedQuestion, _: Translator) -> Found:
    """Places named by their titles: themselves, and what stands under them."""
    places = [sources.atlas[place] for place in parsed.places]
    found = [location for place in places for location in (place, *members(sources, place))]
    each = distinct(found)
    lead = "\n".join(say.consists_of(place, _) for place in places)
    under = [one for one in each if one not in places]
    shown = tuple(one.element.id for one in (places if len(places) > 1 else under))
    answer = built(parsed, lead, each, _)
    if under and (parsed.listing or parsed.counting):
        # What was asked for is what stands there; the place itself is only said with it.
        ranked = (*under, *(one for one in each if one in places))
        answer = replace(answer, hits=as_hits(one.element.id for one in ranked))
    return answer, replace(topic_of(places), shown=shown[:SHOWN])


def at_level(sources: Sources, parsed: ParsedQuestion, _: Translator) -> Found | None:
    """The tasks (and activities with a level of their own) or standards at the level named.

    None where the question asks for something else.
    """
    if parsed.level is None or not {*parsed.facets} <= {*_LEVELLED, *LISTED_IN_PLACES}:
        return None
    if {*parsed.facets} & {*LISTED_IN_PLACES}:
        return _listed_at_level(sources, parsed, _)
    if parsed.standards and parsed.polar and not {*parsed.facets} - {Facet.LEVEL}:
        # 「貿易經理是六級嗎」 asks for its own level, not for what in it is at 6.
        return listed(sources, replace(parsed, facets=(Facet.LEVEL,)), parsed.standards, _)
    standards = [
        standard
        for code, standard in sources.atlas.standards.items()
        if not parsed.standards or code in parsed.standards
    ]
    of_standards = parsed.about_whole or (parsed.about_all and not parsed.facets)
    if Facet.STANDARDS in parsed.facets or of_standards:
        found = [sources.atlas[each.id] for each in standards if each.level == parsed.level]
        lead = _.count(
            "{n} standard is at level {level}:",
            "{n} standards are at level {level}:",
            len(found),
            level=parsed.level,
        )
    else:
        tasks = [task for standard in standards for task in standard.tasks]
        found = [
            sources.atlas[part]
            for task in tasks
            for part, level in _levels(task)
            if level == parsed.level
        ]
        lead = _.count(
            "{n} task or activity is at level {level}:",
            "{n} tasks or activities are at level {level}:",
            len(found),
            level=parsed.level,
        )
    topic = Topic(tuple(dict.fromkeys(each.standard.code for each in found)))
    if not found:
        return plain(parsed, say.nothing_at_level(parsed.level, _), AnswerKind.EMPTY), None
    shown = tuple(each.element.id for each in found)[:SHOWN]
    return built(parsed, lead, found, _), replace(topic, shown=shown)


def _listed_at_level(sources: Sources, parsed: ParsedQuestion, _: Translator) -> Found | None:
    """「六級的任務要哪些知識」: what the tasks at that level list."""
    places = [
        part
        for code in parsed.standards or tuple(sources.atlas.standards)
        for task in sources.atlas.standards[code].tasks
        for part, level in _levels(task)
        if level == parsed.level
    ]
    if parsed.within is None or parsed.polar or not places:
        return None
    return listed(sources, parsed, places, _)


def at_the_end(sources: Sources, parsed: ParsedQuestion, _: Translator) -> Found | None:
    """The standards, or the tasks and activities, at the highest or the lowest level.

    None where the question asks for something else.
    """
    left = parsed.terms
    for words in (ways.HIGHEST, ways.LOWEST, ways.EACH_SIDE):
        left = ways.pattern(words).sub(" ", left)
    named = len(parsed.standards)
    if not parsed.extreme or Facet.LEVEL not in parsed.facets or weight_of(left) > NO_CONTENT:
        return None
    if parsed.codes or parsed.places or not {*parsed.facets} <= {*_LEVELLED}:
        return None
    if named > 1 and not parsed.per_task:
        return None
    codes = parsed.standards or tuple(sources.atlas.standards)
    standards = [sources.atlas.standards[code] for code in codes]
    if parsed.per_task or named:
        among = [[part for task in one.tasks for part in _levels(task)] for one in standards]
    else:
        among = [[(one.id, one.level) for one in standards]]
    if named < 2:
        among = [[part for each in among for part in each]]
    ends = [(_end(each, parsed.extreme), each) for each in among]
    found = [
        sources.atlas[id_] for end, each in ends for id_, level in each if level == end is not None
    ]
    if not found:
        return None
    topic = Topic(tuple(dict.fromkeys(one.standard.code for one in found)))
    shown = tuple(one.element.id for one in found)[:SHOWN]
    said = say.highest_level if parsed.extreme == "highest" else say.lowest_level
    of = [sources.atlas[code] for code in codes] if named > 1 else [None]
    lead = "\n".join(
        said(end, _, of=one) for one, (end, _each) in zip(of, ends, strict=True) if end is not None
    )
    return built(parsed, lead, found, _), replace(topic, shown=shown)


def _end(levels: Sequence[tuple[str, int | None]], extreme: str) -> int | None:
    known = [level for _id, level in levels if level is not None]
    return (max if extreme == "highest" else min)(known, default=None)


def _tasks_in(sources: Sources, place: str) -> list[str]:
    """The tasks of a standard; none of any other place."""
    element = sources.atlas[place].element
    return [task.id for task in element.tasks] if isinstance(element, Standard) else []


def _levels(task: Task) -> list[tuple[str, int | None]]:
    """The ids of a task and of its activities, each with the level printed for it."""
    return [(task.id, task.level), *((each.id, each.level) for each in task.activities)]


def inside(sources: Sources, place: Location) -> Iterator[str]:
    """The ids of a task or activity and of all that it has."""
    yield place.element.id
    for facet in IN_PLACES:
        yield from section(sources.atlas, place.element.id, facet).items


def members(sources: Sources, place: Location) -> list[Location]:
    """A task's activities, or the indicators where it has none; an assessment's entries."""
    match place.element:
        case Task(activities=activities, indicators=indicators):
            return [sources.atlas[member.id] for member in activities or indicators]
        case Activity(indicators=indicators):
            return [sources.atlas[indicator.id] for indicator in indicators]
        case Assessment(items=entries):
            return [sources.atlas[entry.id] for entry in entries]
        case _:
            return []


def _meant(sources: Sources, facet: Facet, parsed: ParsedQuestion, place: str) -> Facet:
    said = fold(parsed.text)
    if facet is Facet.TASKS and _NAMES_TASKS.search(said) and not _WIDEST.search(said):
        return work_tasks(sources.atlas[place].standard)
    return facet
