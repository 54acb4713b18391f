"""Long lists cut into pages of a phone's size."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from bot.callbacks import Action
from bot.message import Button, Row
from conversations.language import Translator

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Some of a list's entries."""

    entries: tuple[T, ...]
    number: int
    """Counted from 0."""
    count: int
    """How many pages there are, at least 1."""


def cut(
    entries: Sequence[T], most: int, room: int, size: Callable[[T], int]
) -> list[tuple[T, ...]]:
    """Pages of at most `most` entries and `room` characters; a longer entry stands alone."""
    pages: list[tuple[T, ...]] = []
    page: list[T] = []
    left = room
    for entry in entries:
        if page and (len(page) == most or size(entry) > left):
            pages.append(tuple(page))
            page, left = [], room
        page.append(entry)
        left -= size(entry)
    return [*pages, tuple(page)] if page or not pages else pages


def page_of(
    entries: Sequence[T],
    number: int,
    *,
    most: int,
    room: int = 100_000,
    size: Callable[[T], int] = lambda _entry: 0,
) -> Page[T]:
    """The page asked for; the last one where there are fewer by now."""
    pages = cut(entries, most, room, size)
    number = min(number, len(pages) - 1)
    return Page(pages[number], number, len(pages))


def turning(page: Page[T], to: Callable[[int], Action], _: Translator) -> tuple[Row, ...]:
    """A row to turn the page with; no row where there is one page only."""
    if page.count == 1:
        return ()
    row = []
    if page.number > 0:
        row.append(Button(_("‹ Previous"), to(page.number - 1)))
    if page.number < page.count - 1:
        row.append(
            Button(
                _("More ({page}/{pages}) ›", page=page.number + 2, pages=page.count),
                to(page.number + 1),
            )
        )
    return (tuple(row),)
