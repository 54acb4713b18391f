"""What every task of a standard lists, or so many of them, and which list so many of something."""

from collections import Counter
from collections.abc import Sequence

from conversations import compose, say
from conversations import ways_of_asking as ways
from conversations.amounts import Amount
from conversations.answer import AnswerKind
from conversations.answering.build import built, plain, topic_of
from conversations.answering.sources import Found, Sources
from conversations.facets import KIND_OF, Facet
from conversations.language import Translator
from conversations.listing import section, work_tasks
from conversations.question import ParsedQuestion, weight_of
from standards.model import Standard, Task

MAY_BE_FRAME = 2
"""No more than this is left to search for beside the words that say which are meant."""
_BY_TASK = (Facet.KNOWLEDGE, Facet.SKILLS)
_COUNTED = (Facet.OUTPUTS, Facet.INDICATORS, *_BY_TASK)


def filtered(sources: Sources, parsed: ParsedQuestion, _: Translator) -> Found | None:
    """「每個任務都要的知識」, 「只有一條指標的任務」; None where the question asks for neither."""
    facets = [facet for facet in parsed.facets if facet in KIND_OF]
    if len(facets) != 1 or len(parsed.facets) > 1:
        return None
    (facet,) = facets
    if parsed.codes or parsed.places:
        return _in_parts(sources, parsed, facet, _)
    left = parsed.terms
    for words in (ways.ONLY, ways.COMPARING, ways.SET_APART, ways.LEFT_OF_COMPARING, ways.MAKING):
        left = ways.pattern(words).sub(" ", left)
    if weight_of(left) > MAY_BE_FRAME or parsed.polar:
        return None
    if parsed.in_each and facet in _BY_TASK and not parsed.extreme and not parsed.count_of:
        return _in_places(sources, parsed, facet, None, _)
    if parsed.in_so_many and facet in _BY_TASK:
        return _in_places(sources, parsed, facet, parsed.in_so_many, _)
    if parsed.so_many and parsed.within and facet in _COUNTED:
        return _with_so_many(sources, parsed, facet, parsed.so_many, _)
    return None


def _in_parts(
    sources: Sources, parsed: ParsedQuestion, facet: Facet, _: Translator
) -> Found | None:
    """「T2 三個活動共同的知識」: what all the activities of one task list."""
    ids = dict.fromkeys((*(id_ for code in parsed.codes for id_ in code.ids), *parsed.places))
    tasks = [sources.atlas[id_] for id_ in ids]
    if len(tasks) != 1 or parsed.within is not Facet.ACTIVITIES or facet not in _BY_TASK:
        return None
    (task,) = tasks
    parts = section(sources.atlas, task.element.id, Facet.ACTIVITIES).items
    if not (parsed.in_each or parsed.sharing) or not isinstance(task.element, Task):
        return None
    each = [section(sources.atlas, part, facet).items for part in parts]
    found = [sources.atlas[id_] for id_ in each[0] if all(id_ in one for one in each)]
    count = compose.counted(facet, len(found), task.standard, _)
    lead = say.in_every_activity(task, count, _)
    if not found:
        return plain(parsed, lead, AnswerKind.EMPTY), None
    return built(parsed, lead, found, _), topic_of(found)


def _parts(standard: Standard, kind: Facet | None) -> Sequence[str]:
    """The tasks, or the activities, as the document calls them by."""
    if kind is Facet.ACTIVITIES or work_tasks(standard) is Facet.ACTIVITIES:
        return [activity.id for task in standard.tasks for activity in task.activities]
    return [task.id for task in standard.tasks]


def _in_places(
    sources: Sources, parsed: ParsedQuestion, facet: Facet, amount: Amount | None, _: Translator
) -> Found | None:
    """What is listed beside so many tasks, or beside every one, of the standards that list
    anything by task."""
    lines: list[str] = []
    ids: list[str] = []
    for code in parsed.standards or tuple(sources.atlas.standards):
        standard = sources.atlas.standards[code]
        parts = _parts(standard, parsed.within or Facet.TASKS)
        each = [section(sources.atlas, part, facet) for part in parts]
        if any(one.holds_for == code or not one.items for one in each):
            continue
        least, most = amount or (len(parts), None)
        listing = Counter(id_ for one in each for id_ in one.items)
        kept = [
            id_
            for id_ in section(sources.atlas, code, facet).items
            if least <= listing[id_] and (most is None or listing[id_] <= most)
        ]
        count = compose.counted(facet, len(kept), standard, _)
        place = sources.atlas[code]
        said = say.in_so_many_tasks if amount else say.in_every_task
        lines.append(said(place, count, _))
        ids += kept
    if not lines:
        return None
    if not ids:
        return plain(parsed, "\n".join(lines), AnswerKind.EMPTY), None
    found = [sources.atlas[id_] for id_ in ids]
    return built(parsed, "\n".join(lines), found, _), topic_of(found)


def _with_so_many(
    sources: Sources, parsed: ParsedQuestion, facet: Facet, amount: Amount, _: Translator
) -> Found | None:
    """The tasks or activities that list as many as is asked."""
    codes = parsed.standards or tuple(sources.atlas.standards)
    least, most = amount
    counts = {
        part: len(section(sources.atlas, part, facet).items)
        for code in codes
        for part in _parts(sources.atlas.standards[code], parsed.within)
        if not section(sources.atlas, part, facet).holds_for
    }
    fitting = [part for part, n in counts.items() if n >= least and (most is None or n <= most)]
    lines = [
        say.lists(
            sources.atlas[part],
            compose.counted(facet, counts[part], sources.atlas[part].standard, _),
            _,
        )
        for part in fitting
    ]
    if not fitting:
        return plain(parsed, say.none_lists_so_many(_), AnswerKind.EMPTY), None
    found = [sources.atlas[part] for part in fitting]
    return built(parsed, "\n".join(lines), found, _), topic_of(found)
