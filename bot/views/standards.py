"""Browsing from the list of standards down to a standard and its parts."""

from collections.abc import Callable, Iterator, Sequence

from bot.callbacks import (
    Action,
    ChooseScope,
    ListStandards,
    ShowItem,
    ShowPart,
    ShowStandard,
    ShowTask,
    StaleButton,
)
from bot.message import Block, Button, Entry, Heading, Listing, Message, Row, Style, Trail, text
from bot.places import words_of
from bot.views.labels import grid, way_back
from bot.views.paging import page_of, turning
from bot.views.rendering import (
    bilingual,
    place_label,
    printed_label,
    remark_on_field,
    standard_label,
)
from conversations.atlas import Item
from conversations.language import N_, Translator
from standards.model import Standard

STANDARDS_A_PAGE = 8
TASKS_A_PAGE = 10
ITEMS_A_PAGE = 20
LETTERS_A_PAGE = 1800

PARTS = {
    "k": N_("Knowledge"),
    "s": N_("Skills"),
    "a": N_("Attitudes"),
    "g": N_("Assessment"),
    "n": N_("Notes"),
}
"""The parts of a standard that a page of items shows, in the order of their buttons."""
ABOUT = "d"
"""The part that shows the header fields and the versions."""


def standards_list(standards: Sequence[Standard], number: int, _: Translator) -> Message:
    """Every standard that is loaded."""
    if not standards:
        return Message((text(_("No standard is loaded yet.")),), (way_back(_),))
    page = page_of(standards, number, most=STANDARDS_A_PAGE)
    return Message(
        (
            Heading(_("Competency standards")),
            text(
                _.count(
                    "There is one. Tap it to open it.",
                    "There are {n}. Tap one to open it.",
                    len(standards),
                )
            ),
            Listing(
                tuple(
                    Entry(standard.code, bilingual(standard, standard.code, standard.title, _))
                    for standard in page.entries
                )
            ),
        ),
        (
            *(
                (
                    Button(
                        standard_label(standard, _),
                        ShowStandard(standard.code),
                    ),
                )
                for standard in page.entries
            ),
            *turning(page, ListStandards, _),
            way_back(_),
        ),
    )


def standard(standard: Standard, number: int, _: Translator) -> Message:
    """A standard's first screen: what it is for, its tasks, the way to its other parts."""
    page = page_of(standard.tasks, number, most=TASKS_A_PAGE)
    return Message(
        (
            Heading(bilingual(standard, standard.code, standard.title, _)),
            text(" · ".join(_facts(standard, _)), Style.QUIET),
            *_description(standard, _),
            Heading(printed_label(standard, standard.task_label, _("Tasks"), _)),
            Listing(
                tuple(
                    Entry(task.code, bilingual(standard, task.id, task.title, _))
                    for task in page.entries
                )
            ),
        ),
        (
            *(
                (
                    Button(
                        place_label(standard, task, _),
                        ShowTask(task.id),
                    ),
                )
                for task in page.entries
            ),
            *turning(page, lambda to: ShowStandard(standard.code, to), _),
            *_parts(standard, _),
            (Button(_("Check what I know"), ChooseScope(standard.code)),),
            way_back(_, ListStandards()),
        ),
    )


def _facts(standard: Standard, _: Translator) -> Iterator[str]:
    yield standard.code
    if standard.level is not None:
        yield _("level {level}", level=standard.level)
    if standard.credit is not None:
        yield _("credit {credit}", credit=standard.credit)


def _description(standard: Standard, _: Translator) -> tuple[Block, ...]:
    """The header field that says what the standard is about: the longest one."""
    fields = standard.fields
    label = max(fields, key=lambda each: len(fields[each]), default="")
    if not fields.get(label):
        return ()
    return (text(fields[label]), *remark_on_field(standard, label, _))


def _parts(standard: Standard, _: Translator) -> tuple[Row, ...]:
    buttons = [
        Button(f"{_(name)} ({count})", ShowPart(standard.code, part))
        for part, name in PARTS.items()
        if (count := len(_items(standard, part)))
    ]
    if standard.fields or standard.versions:
        buttons.append(Button(_("About the document"), ShowPart(standard.code, ABOUT)))
    return grid(buttons, 2)


def _items(standard: Standard, part: str) -> tuple[tuple[str, str, str], ...]:
    """(id, code, words) of each item of a part."""
    items: list[Item] = []
    match part:
        case "k":
            items += standard.knowledge
        case "s":
            items += standard.skills
        case "a":
            items += standard.attitudes
        case "g":
            for heading in standard.assessment:
                items += (heading, *heading.items)
        case "n":
            items += standard.notes
    return tuple((item.id, item.code, words_of(item)) for item in items)


def part(standard: Standard, part: str, number: int, _: Translator) -> Message:
    """A page of one part of a standard.

    Raises `StaleButton` where there is no such part.
    """
    if part == ABOUT:
        return _about(standard, number, _)
    if part not in PARTS:
        raise StaleButton(part)
    return listed(
        Trail((standard.title,)),
        _(PARTS[part]),
        [
            (item_id, code, bilingual(standard, item_id, words, _))
            for item_id, code, words in _items(standard, part)
        ],
        number,
        lambda to: ShowPart(standard.code, part, to),
        ShowStandard(standard.code),
        _,
    )


def listed(
    trail: Trail,
    heading: str,
    items: Sequence[tuple[str, str, str]],
    number: int,
    to: Callable[[int], Action],
    back: Action,
    _: Translator,
    *,
    origin: str = "",
) -> Message:
    """A page of (id, code, words), each with a button of its code."""
    page = page_of(
        items,
        number,
        most=ITEMS_A_PAGE,
        room=LETTERS_A_PAGE,
        size=lambda item: len(item[1]) + len(item[2]),
    )
    return Message(
        (
            trail,
            Heading(heading),
            Listing(tuple(Entry(code, words) for _id, code, words in page.entries)),
        ),
        (
            *grid(
                [Button(code, ShowItem(item_id, origin)) for item_id, code, _words in page.entries]
            ),
            *turning(page, to, _),
            way_back(_, back),
        ),
    )


def _about(standard: Standard, number: int, _: Translator) -> Message:
    entries = [Entry(label, value) for label, value in standard.fields.items() if value]
    entries += [
        Entry(
            version.version,
            " · ".join(
                filter(
                    None, (version.code, version.title, version.status, version.note, version.date)
                )
            ),
        )
        for version in standard.versions
    ]
    source = " · ".join(filter(None, (standard.source.publisher, standard.source.source)))
    page = page_of(
        entries,
        number,
        most=ITEMS_A_PAGE,
        room=LETTERS_A_PAGE,
        size=lambda entry: len(entry.code) + len(entry.text),
    )
    return Message(
        (
            Trail((standard.title,)),
            Heading(_("About the document")),
            Listing(page.entries),
            *((text(source, Style.QUIET),) if source else ()),
        ),
        (
            *turning(page, lambda to: ShowPart(standard.code, ABOUT, to), _),
            way_back(_, ShowStandard(standard.code)),
        ),
    )
