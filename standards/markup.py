"""HTML and Markdown inside cells: tags become breaks or nothing, references become characters."""

import html
import re

from standards.ledger import Ledger
from standards.runs import Run

BREAK = "\n"
"""Stands in a cell's run where a paragraph, list or list entry begins or ends."""

_BLOCK = "p|ul|ol|li|br|div|table|tbody|thead|tr|td|th|h[1-6]|hr"
_INLINE = "b|strong|i|em|u|s|span|font|a|sup|sub|small"
_MARK = re.compile(
    rf"</?(?:(?P<block>{_BLOCK})|(?:{_INLINE}))(?:\s[^<>]*)?/?>|&(?:#\d{{1,6}}|[A-Za-z]{{2,8}});",
    re.IGNORECASE,
)
_BOLD = re.compile(r"(\*\*)(?=[^\s*])[^*]*(?<=[^\s*])(\*\*)")
"""Two asterisks on both sides of words; anywhere else they are words themselves."""


def unmarked(cell: Run, ledger: Ledger) -> Run:
    """`cell` without its tags, `BREAK` where a block tag stood; the tags are placed as layout.

    Lists are often left open, so tags only separate and never nest.
    """
    cell = _without_asterisks(cell, ledger)
    if "<" not in cell.text and "&" not in cell.text:
        return cell
    parts: list[Run] = []
    last = 0
    for match in _MARK.finditer(cell.text):
        mark = cell[match.start() : match.end()]
        if mark.text.startswith("&"):
            character = html.unescape(mark.text)
            if len(character) != 1 or not (character.isprintable() or character.isspace()):
                continue
            parts += (cell[last : match.start()], Run(character, mark.offsets[:1]))
            ledger.layout(mark[1:])
        else:
            parts.append(cell[last : match.start()])
            if match["block"]:
                parts.append(Run.glue(BREAK))
            ledger.layout(mark)
        last = match.end()
    return Run.joined((*parts, cell[last:]))


def _without_asterisks(cell: Run, ledger: Ledger) -> Run:
    if "**" not in cell.text:
        return cell
    parts: list[Run] = []
    last = 0
    for match in _BOLD.finditer(cell.text):
        for start, end in (match.span(1), match.span(2)):
            parts.append(cell[last:start])
            ledger.layout(cell[start:end])
            last = end
    return Run.joined((*parts, cell[last:]))
