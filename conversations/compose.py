"""Items become an answer: a lead of one or two lines, then the document's words, place by place.

Nothing is said of a standard but in quotes of its items; the lead only says where they stand and
how many there are.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from conversations.answer import Group, Quote
from conversations.atlas import Atlas, Location
from conversations.compare import Comparison
from conversations.facets import Facet
from conversations.language import N_, NN_, Translator
from conversations.listing import Section
from standards.model import (
    Activity,
    Assessment,
    AssessmentEntry,
    Attitude,
    Indicator,
    ItemKind,
    Knowledge,
    Language,
    Note,
    Output,
    Skill,
    Standard,
    Task,
)
from standards.renderings import label_rendered, renderings_of

FACET_NAMES = {
    Facet.TASKS: NN_("{n} task", "{n} tasks"),
    Facet.ACTIVITIES: NN_("{n} activity", "{n} activities"),
    Facet.OUTPUTS: NN_("{n} output", "{n} outputs"),
    Facet.INDICATORS: NN_("{n} indicator", "{n} indicators"),
    Facet.KNOWLEDGE: NN_("{n} item of knowledge", "{n} items of knowledge"),
    Facet.SKILLS: NN_("{n} skill", "{n} skills"),
    Facet.ATTITUDES: NN_("{n} attitude", "{n} attitudes"),
    Facet.ASSESSMENT: NN_("{n} line on assessment", "{n} lines on assessment"),
    Facet.NOTES: NN_("{n} note", "{n} notes"),
    Facet.PREREQUISITES: NN_("{n} note on entry requirements", "{n} notes on entry requirements"),
}
"""How many there are of what, singular and plural."""

_MAIN_DUTIES = NN_("{n} main duty", "{n} main duties")
"""In a document whose tasks are the activities."""

ABSENT_NAMES = {
    Facet.TASKS: N_("tasks"),
    Facet.ACTIVITIES: N_("activities"),
    Facet.OUTPUTS: N_("outputs"),
    Facet.INDICATORS: N_("indicators"),
    Facet.KNOWLEDGE: N_("knowledge"),
    Facet.SKILLS: N_("skills"),
    Facet.ATTITUDES: N_("attitudes"),
    Facet.LEVEL: N_("level"),
    Facet.CREDIT: N_("credits"),
    Facet.PREREQUISITES: N_("entry requirements"),
    Facet.ASSESSMENT: N_("lines on assessment"),
    Facet.NOTES: N_("notes"),
    Facet.VERSIONS: N_("version table"),
    Facet.RANGE: N_("range of application"),
    Facet.SECTOR: N_("sector"),
    Facet.CODE: N_("code"),
    Facet.DESCRIPTION: N_("description"),
}
"""What a document does not have, said of it."""


def words_of(location: Location) -> str:
    """An item's own words, whole, with its bullets on lines of their own."""
    match location.element:
        case Task(title=title) | Activity(title=title):
            return title
        case Output(text=text) | Indicator(text=text):
            return text
        case Knowledge(text=text, items=items) | Skill(text=text, items=items):
            return "\n".join((text, *(f"• {item}" for item in items)))
        case Attitude(title=title, text=text):
            mark = "：" if location.standard.language == Language.ZH_HANT else ": "
            return f"{title}{mark}{text}" if title and text else title or text
        case Assessment(text=text):
            return text
        case AssessmentEntry(text=text, items=entries):
            return "\n".join((text, *(f"• {entry}" for entry in entries)))
        case Note(title=title, items=items):
            return "\n".join((*filter(None, (title,)), *(f"• {item}" for item in items)))
        case Standard(title=title):
            return title


def quote(location: Location, language: Language) -> Quote:
    """The item's words as a citation, with our rendering for a reader of the other language."""
    return Quote(
        location.element.id,
        location.element.code,
        location.kind,
        words_of(location),
        rendered(location, language),
    )


def rendered(location: Location, language: Language) -> str:
    """An item in the reader's language, bullets and all; empty where none is needed or written."""
    if location.standard.language == language:
        return ""
    found = renderings_of(location.standard.code).items.get(location.element.id)
    if found is None:
        return ""
    if isinstance(location.element, Attitude) and found.title and found.text:
        mark = "：" if language == Language.ZH_HANT else ": "
        return f"{found.title}{mark}{found.text}"
    if isinstance(location.element, Standard):
        return found.title
    head = filter(None, (found.title, found.text))
    return "\n".join((*head, *(f"• {item}" for item in found.items)))


def title_of(location: Location, language: Language) -> str:
    """A standard's, task's or activity's title in the reader's language, else as printed."""
    first, *_more = (rendered(location, language) or words_of(location)).splitlines()
    return first.rstrip("：:")


def _place_title(location: Location, place: Task | Activity, language: Language) -> str:
    kind = ItemKind.TASK if isinstance(place, Task) else ItemKind.ACTIVITY
    return title_of(Location(location.standard, place, kind), language)


def standard_name(standard: Standard, language: Language) -> str:
    """What the standard is called in the reader's language; the printed title beside it."""
    name = standard_title(standard, language)
    return name if name == standard.title else f"{name} ({standard.title})"


def place_name(location: Location, _: Translator) -> str:
    """A place as one says it: `貿易經理 T2「預測國際市場和企業需求」`."""
    standard = standard_title(location.standard, _.language)
    match location.element:
        case Standard():
            return _("“{title}”", title=standard)
        case Task() | Activity() as place:
            return _(
                "{standard}, {code} “{title}”",
                standard=standard,
                code=place.code,
                title=_place_title(location, place, _.language),
            )
        case other:
            return _("{standard}, {code}", standard=standard, code=other.code)


def standard_title(standard: Standard, language: Language) -> str:
    """A standard's title in the reader's language, else as printed."""
    return title_of(Location(standard, standard, ItemKind.STANDARD), language)


def heading(location: Location, _: Translator) -> str:
    """The line above quotes from one place: the standard, the task or activity, its level."""
    parts = [standard_name(location.standard, _.language)]
    place = location.activity or location.task
    if place is location.element:
        # An activity stands under its task, a task under nothing.
        place = None if location.kind is ItemKind.TASK else location.task
    if place is not None:
        parts.append(f"{place.code} {_place_title(location, place, _.language)}")
    elif len(location.tasks) > 1:
        separator = "、" if _.language == Language.ZH_HANT else ", "
        parts.append(separator.join(task.code for task in location.tasks))
    # Without a place the heading names the standard, and so does the level in it.
    apart = location.kind is ItemKind.TASK or len(location.tasks) > 1
    level = location.standard.level if place is None and not apart else level_at(location)
    return _with_level(" › ".join(parts), level, _)


def _with_level(place: str, level: int | None, _: Translator) -> str:
    return place if level is None else _("{place} · level {level}", place=place, level=level)


def level_at(location: Location) -> int | None:
    """The level that holds where the item stands: its activity's, its task's or the standard's.

    None for a task whose activities have levels of their own, and for what several tasks of
    different levels call for: there is none that holds for it.
    """
    if len(location.tasks) > 1:
        levels = {_level_of(location.standard, task) for task in location.tasks}
        return levels.pop() if len(levels) == 1 else None
    for place in (location.activity, location.task):
        if place is not None and place.level is not None:
            return place.level
    if any(activity.level is not None for task in location.tasks for activity in task.activities):
        return None
    return location.standard.level


def _level_of(standard: Standard, task: Task) -> int | None:
    if task.level is not None:
        return task.level
    own = {activity.level for activity in task.activities} - {None}
    if own:
        return own.pop() if len(own) == 1 else None
    return standard.level


def grouped(locations: Iterable[Location], _: Translator) -> tuple[Group, ...]:
    """Quotes of these items, those under one heading together, in the order of their first.

    An activity that is quoted with what stands in it stands with that, before or after it.
    """
    locations = tuple(locations)
    around = {
        place.id
        for location in locations
        if (place := location.activity) and place is not location.element
    }

    def heads(location: Location) -> bool:
        return location.element.id in around

    groups: dict[tuple[str, str], list[Location]] = {}
    for location in locations:
        above = heading_of_place(location, _) if heads(location) else heading(location, _)
        groups.setdefault((location.standard.code, above), []).append(location)
    return tuple(
        Group(
            standard=code,
            heading=said,
            task=members[0].task.id if members[0].task else None,
            # What fits best comes first, also an activity. Any other only repeats the heading, and
            # between two items it would hold up whoever reads them on a phone: it comes last.
            quotes=tuple(
                quote(member, _.language)
                for member in (members[0], *sorted(members[1:], key=heads))
            ),
        )
        for (code, said), members in groups.items()
    )


def section_groups(atlas: Atlas, found: Section, _: Translator) -> tuple[Group, ...]:
    """The groups of a listing: one place, one heading."""
    location = atlas[found.holds_for or found.place]
    task = location.task.id if location.task else None
    if found.facet is Facet.LEVEL and found.items:
        return _level_groups([atlas[item] for item in found.items], _)
    above = heading_of_place(location, _)
    if found.fields:
        return (
            Group(location.standard.code, above, task, (field_quote(location, found, _.language),)),
        )
    return (
        Group(
            location.standard.code,
            above,
            task,
            tuple(quote(atlas[item], _.language) for item in found.items[: found.first]),
        ),
    )


def _level_groups(places: Sequence[Location], _: Translator) -> tuple[Group, ...]:
    """Places under their standard and level: that is what is asked for, not where they stand."""
    return merged(
        Group(
            place.standard.code,
            _with_level(standard_name(place.standard, _.language), level_at(place), _),
            place.task.id if place.task else None,
            (quote(place, _.language),),
        )
        for place in places
    )


def merged(groups: Iterable[Group]) -> tuple[Group, ...]:
    """The groups with those under one heading made one, in the order of their first."""
    found: dict[tuple[str, str], Group] = {}
    for group in groups:
        key = (group.standard, group.heading)
        before = found.get(key)
        if before is None:
            found[key] = group
            continue
        task = group.task if group.task == before.task else None
        quotes = dict.fromkeys((*before.quotes, *group.quotes))
        found[key] = replace(before, task=task, quotes=tuple(quotes))
    return tuple(found.values())


def heading_of_place(location: Location, _: Translator) -> str:
    """The line above a list of what one place holds."""
    element = location.element
    said = standard_name(location.standard, _.language)
    if isinstance(element, Task | Activity):
        said = f"{said} › {element.code} {_place_title(location, element, _.language)}"
    return _with_level(said, level_at(location), _)


def field_quote(location: Location, found: Section, language: Language) -> Quote:
    """Header fields as a citation of the standard itself, with our rendering: `基準級別 5`."""
    standard = location.standard
    lines = "\n".join(f"{label} {value}".strip() for label, value in found.fields)
    rendering = ""
    if standard.language != language:
        rendering = "\n".join(
            _field_in(label, value, standard, language) for label, value in found.fields
        )
    return Quote(standard.id, standard.code, ItemKind.STANDARD, lines, rendering)


def label_in(label: str, standard: Standard, language: Language) -> str:
    """A printed label in the reader's language, as printed where there is no rendering of it."""
    ours = "" if standard.language == language else label_rendered(label, standard.language)
    return ours or label


def _field_in(label: str, value: str, standard: Standard, language: Language) -> str:
    """A header field in the reader's language; what nobody has rendered stays as printed."""
    ours = label_in(label, standard, language)
    said = _value_in(label, value, standard, language)
    if not ours:
        return said
    return f"{ours}：{said}" if language == Language.ZH_HANT else f"{ours}: {said}"


def _value_in(label: str, value: str, standard: Standard, language: Language) -> str:
    whole = renderings_of(standard.code).fields.get(label)
    if whole:
        return whole
    # A row of a table: its columns one by one.
    columns = {standard.title: standard_title(standard, language)}
    return " ".join(
        columns.get(word) or label_rendered(word, standard.language) or word
        for word in value.split(" ")
    )


def counted(facet: Facet, n: int, standard: Standard, _: Translator) -> str:
    """`6 items of knowledge`, 「6 項知識」; tasks and activities by the document's own word, since
    工作任務 means T1 in one and T1.1 in another."""
    printed = {Facet.TASKS: standard.task_label, Facet.ACTIVITIES: standard.activity_label}
    label = printed.get(facet, "")
    if label and "與" not in label and _.language == standard.language == Language.ZH_HANT:
        return _("{n} {label}", n=n, label=label)
    # What a document calls 工作任務 is a task in English, wherever it stands.
    named = Facet.TASKS if facet is Facet.ACTIVITIES and label == "工作任務" else facet
    one, many = _MAIN_DUTIES if label == "主要職責" else FACET_NAMES[named]
    return _.count(one, many, n)


def listing_lead(atlas: Atlas, sections: Sequence[Section], _: Translator) -> str:
    """One line a place: how many there are of what, or that the document lists none.

    Levels are told together, a line a standard.
    """

    def told_with(found: Section) -> tuple[bool, str]:
        has_levels = found.facet is Facet.LEVEL and bool(found.items or found.fields)
        return has_levels, atlas[found.place].standard.code if has_levels else ""

    lines: list[str] = []
    # What is listed says of whom, so that header fields beside it need no line of their own.
    listing = {found.place for found in sections if found.items}
    for (has_levels, _code), alike in groupby(sections, told_with):
        if has_levels:
            lines += _levels_said(atlas, list(alike), _)
        else:
            for found in alike:
                if not (found.fields and found.place in listing):
                    lines += _list_said(atlas, found, _)
    return "\n".join(lines)


def _list_said(atlas: Atlas, found: Section, _: Translator) -> list[str]:
    place = place_name(atlas[found.place], _)
    if not found.items and not found.fields:
        return [_("{place} lists no {what}.", place=place, what=_(ABSENT_NAMES[found.facet]))]
    if found.fields:
        said = _("{place} prints:", place=place)
    else:
        count = counted(found.facet, len(found.items), atlas[found.place].standard, _)
        said = _("{place} lists {count}:", place=place, count=count)
        if found.first and found.first < len(found.items):
            said = _(
                "{place} lists {count}; the first {n}:", place=place, count=count, n=found.first
            )
    return [said, *_said_of_wider(atlas, found, _)]


def _said_of_wider(atlas: Atlas, found: Section, _: Translator) -> list[str]:
    """That the document says it of more than what was asked about."""
    if not found.holds_for:
        return []
    wider = atlas[found.holds_for]
    if wider.kind is ItemKind.STANDARD:
        return [_("(The document gives them for the whole standard.)")]
    return [_("(The document gives them for the whole of {code}.)", code=wider.element.code)]


def _levels_said(atlas: Atlas, sections: Sequence[Section], _: Translator) -> list[str]:
    """The levels of places of one standard: `貿易經理 T2、T4：級別 6；T1：級別 5`."""
    standard = atlas[sections[0].place].standard
    lines = [
        _(
            "{place} is at level {level}.",
            place=place_name(atlas[found.place], _),
            level=standard.level,
        )
        for found in sections
        if found.fields
    ]
    items = [atlas[item] for item in dict.fromkeys(i for found in sections for i in found.items)]
    by_level: dict[int, list[Location]] = {}
    for item in items:
        if (level := level_at(item)) is not None:
            by_level.setdefault(level, []).append(item)
    told: list[str] = []
    for level, places in by_level.items():
        place = listed_together([each.element.code for each in places], _)
        if len(items) == 1:
            place = place_name(items[0], _)
            lines.append(_("{place} is at level {level}.", place=place, level=level))
            continue
        if not lines and not told:
            place = _(
                "{standard}, {code}", standard=standard_title(standard, _.language), code=place
            )
        told.append(_("{place}: level {level}", place=place, level=level))
    if told:
        lines.append(("；" if _.language == Language.ZH_HANT else "; ").join(told))
    remarks = (said for found in sections for said in _said_of_wider(atlas, found, _))
    return [*lines, *dict.fromkeys(remarks)]


def listed_together(names: Sequence[str], _: Translator) -> str:
    """`T1, T3`, 「T1、T3」."""
    return ("、" if _.language == Language.ZH_HANT else ", ").join(names)


def figures(standard: Standard, facets: Sequence[Facet], _: Translator) -> str:
    """`5 tasks, 28 items of knowledge`: how many it lists of each, leaving out none at all."""
    held = {
        Facet.TASKS: standard.tasks,
        Facet.KNOWLEDGE: standard.knowledge,
        Facet.SKILLS: standard.skills,
        Facet.ATTITUDES: standard.attitudes,
    }
    said = [counted(facet, len(held[facet]), standard, _) for facet in facets if held[facet]]
    return listed_together(said, _)


LITTLE = 2
"""So few items leave room for the places that list them."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which parts of a comparison are asked for."""

    whole: bool = True
    """The standards themselves and their levels."""
    both: bool = True
    """What both list."""
    apart: bool = True
    """What only one lists."""
    left: bool = True
    """What only the left one lists; without it, what the left one lacks for the right one."""
    apart_first: bool = False
    """What only one lists before what both do: that is asked for."""
    counted: frozenset[Facet] = frozenset()
    """Facets of which what only one lists is counted and not quoted: it would be most of both."""
    shared_counted: frozenset[Facet] = frozenset()
    """Facets of which what both list is counted and not quoted."""
    places: bool = False
    """Both places after what they list, where that is little: a skill or two alone don't show which
    of them calls for it, the lines printed at the places do."""


def comparison(
    atlas: Atlas,
    left: Location,
    right: Location,
    pairs: Sequence[Comparison],
    wanted: Wanted,
    _: Translator,
) -> tuple[str, tuple[Group, ...]]:
    """A lead that counts, and the items: of both, of the left only, of the right only."""
    names = [place_name(place, _) for place in (left, right)]
    short = [_short_name(place, left.standard is right.standard, _) for place in (left, right)]
    lines: list[str] = []
    groups: list[Group] = []

    def add(said: str, place: Location, ids: Sequence[str]) -> None:
        if ids:
            quotes = tuple(quote(atlas[item], _.language) for item in dict.fromkeys(ids))
            groups.append(Group(place.standard.code, said, None, quotes))

    def add_places() -> None:
        for place in (left, right):
            add(heading_of_place(place, _), place, (place.element.id,))

    levels = (level_at(left), level_at(right))
    if wanted.whole and wanted.left and None not in levels:
        lines.append(
            _(
                "{left} is at level {left_level}, {right} at level {right_level}.",
                left=names[0],
                left_level=levels[0],
                right=names[1],
                right_level=levels[1],
            )
        )
    if wanted.whole and wanted.left:
        add_places()
    for pair in pairs:
        what = _(ABSENT_NAMES[pair.facet])
        what = what[:1].upper() + what[1:]
        if wanted.left and not lines:
            lines.append(
                _(
                    "{what}: {both} worded alike in both, {left_count} only in {left},"
                    " {right_count} only in {right}.",
                    what=what,
                    both=len(pair.both),
                    left=names[0],
                    left_count=len(pair.left),
                    right=names[1],
                    right_count=len(pair.right),
                )
            )
        elif wanted.left:
            # The line before has named them both.
            lines.append(
                _(
                    "{what}: {both} worded alike in both, {left_count} only in the first,"
                    " {right_count} only in the second.",
                    what=what,
                    both=len(pair.both),
                    left_count=len(pair.left),
                    right_count=len(pair.right),
                )
            )
        in_both = (_("{what}, in both", what=what), [id_ for two in pair.both for id_ in two])
        shared = wanted.both and pair.facet not in wanted.shared_counted
        if shared and not wanted.apart_first:
            add(in_both[0], left, in_both[1])
        if wanted.apart and wanted.left and pair.facet not in wanted.counted:
            add(_("{what}, only in {place}", what=what, place=short[0]), left, pair.left)
        if wanted.apart and pair.facet not in wanted.counted:
            add(_("{what}, only in {place}", what=what, place=short[1]), right, pair.right)
        if shared and wanted.apart_first:
            add(in_both[0], left, in_both[1])
    if wanted.places and sum(len(group.quotes) for group in groups) <= LITTLE:
        add_places()
    if not wanted.left:
        counts = [counted(pair.facet, len(pair.right), right.standard, _) for pair in pairs]
        lines.append(
            _(
                "{right} asks for {count} that {left} does not list.",
                right=names[1],
                left=names[0],
                count=listed_together(counts, _),
            )
        )
    return "\n".join(lines), tuple(groups)


def _short_name(place: Location, of_one: bool, _: Translator) -> str:
    """What a place is called once it has been named: `T2` of one standard, `貿易經理 T2` of two."""
    if isinstance(place.element, Standard):
        return place_name(place, _)
    code = place.element.code
    if of_one:
        return _("“{title}”", title=code)
    return _("“{title}”", title=f"{standard_title(place.standard, _.language)} {code}")
