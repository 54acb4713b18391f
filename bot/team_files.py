"""A team's summary as the files that people take along, each with its name."""

import re

from bot.callbacks import FileKind
from bot.card.grid import as_of, grid, pages_of
from bot.message import Document
from bot.team_export import as_csv, as_xlsx
from conversations.language import Translator
from conversations.team_summary import TeamSummary
from standards.model import Standard

LONGEST_NAME = 40
"""Letters of a team's name in the name of a file."""


def documents(
    kind: FileKind, summary: TeamSummary, standard: Standard, _: Translator
) -> tuple[Document, ...]:
    """One file, or one for each page of the picture as PNG. Takes a moment: run it in a thread."""
    name = f"{file_name(summary.team)}-{standard.code}-{summary.as_of.date().isoformat()}"
    about = " · ".join((summary.team, standard.code, *as_of(summary, _)))
    contents = _contents(kind, summary, standard, _)
    if len(contents) == 1:
        return (Document(f"{name}.{kind}", contents[0], about),)
    return tuple(
        Document(f"{name}-{number}.{kind}", content, about)
        for number, content in enumerate(contents, start=1)
    )


def _contents(
    kind: FileKind, summary: TeamSummary, standard: Standard, _: Translator
) -> list[bytes]:
    if kind is FileKind.CSV:
        return [as_csv(summary, standard, _)]
    if kind is FileKind.XLSX:
        return [as_xlsx(summary, standard, _)]
    from bot.card.draw import LIGHT, grid_png, grids_pdf  # late: Pillow and a font of 3 MB

    pages = [grid(summary, standard, _, number=number) for number in range(pages_of(summary))]
    if kind is FileKind.PDF:
        return [grids_pdf(pages, summary.as_of)]
    return [grid_png(page, LIGHT) for page in pages]


def file_name(words: str) -> str:
    """The words as part of a file's name on any system."""
    kept = re.sub(r"[^\w-]+", "-", words).strip("-_")[:LONGEST_NAME]
    return kept or "team"
