"""Printed codes: finding them in a cell, and reading slips in them as what they must be."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from standards.runs import Run
from standards.sentences import Why

Numbers = tuple[int, ...]

_START = r"(?<![^\s。；;)）])"
"""A code stands at the start of a cell or block, after a space or after the end of a sentence;
elsewhere (`IIS3513`, `K=knowledge`, `見P1.1.1`) it is part of a text."""

TASK = re.compile(_START + r"(?P<letter>[TＴ])(?P<n>\d{1,3})(?!\d)(?!\.\d)(?P<dot>\.?)")
ACTIVITY = re.compile(_START + r"(?P<letter>[TＴ])(?P<a>\d{1,3})\.(?P<n>\d{1,4})(?!\d)(?P<dot>\.?)")
OUTPUT_OR_INDICATOR = re.compile(
    _START + r"(?P<letter>[OＯo0QDPＰp])(?P<a>\d{1,3})\.(?P<b>\d{1,3})\.(?P<n>\d{1,4})(?!\d)"
    r"(?P<dot>\.?)"
)
KNOWLEDGE_OR_SKILL = re.compile(_START + r"(?P<letter>[KＫSＳ])(?P<n>\d{1,3})(?!\d)(?P<dot>\.?)")
ATTITUDE = re.compile(r"\A(?P<letter>[AＡ])(?P<n>\d{1,3})(?!\d)(?P<dot>\.?)")

LOOKS_CODED = re.compile(r"[A-ZＡ-Ｚ]\d")
"""How a text begins that is no tail of another: a code that its column does not expect."""

_LETTERS = dict(zip("ＴＯＰＫＳＡop", "TOPKSAOP", strict=True))


@dataclass(frozen=True, slots=True)
class Coded:
    """A code as it is read, and the text that follows it."""

    letter: str
    numbers: Numbers
    """`P1.2.10` has (1, 2, 10); the width of a printed number is in `code` alone."""
    code: str
    printed: Run
    """All of it, code and text."""
    text: Run
    slips: tuple[tuple[str, str, Why], ...] = ()
    """What was mended in the code: printed, read as, why."""


def coded(
    cell: Run,
    pattern: re.Pattern[str],
    letters: str,
    expected: Callable[[str, Numbers], int],
) -> tuple[Run, tuple[Coded, ...]]:
    """What stands before the first code of `cell`, and its codes with their texts.

    `letters` are those that codes of this column may have, the column's own first; any other
    letter is a slip for that one. `expected(letter, parents)` is the number that comes next,
    which tells `O2.3.1 3D設計初稿` from an `O2.3.13`.
    """
    matches = list(pattern.finditer(cell.text))
    if not matches:
        return cell, ()
    ends = [match.start() for match in matches[1:]] + [len(cell)]
    found: list[Coded] = []
    here: dict[tuple[str, Numbers], int] = {}
    for match, end in zip(matches, ends, strict=True):
        one = _one(cell[match.start() : end], match, letters, here, expected)
        among = (one.letter, one.numbers[:-1])
        here[among] = max(one.numbers[-1], here.get(among, 0))
        found.append(one)
    return cell[: matches[0].start()], tuple(found)


def _one(
    printed: Run,
    match: re.Match[str],
    letters: str,
    here: dict[tuple[str, Numbers], int],
    expected: Callable[[str, Numbers], int],
) -> Coded:
    """`here` has the highest number of the same cell by letter and parents."""
    groups = match.groupdict()
    letter = _LETTERS.get(groups["letter"], groups["letter"])
    slips: list[tuple[str, str, Why]] = []
    if letter not in letters:
        letter = letters[0]
    parents = tuple(int(groups[name]) for name in ("a", "b") if name in groups)
    digits = groups["n"]
    text = printed[match.end() - match.start() :]
    returned = 0
    if not groups["dot"]:
        coming = max(expected(letter, parents), here.get((letter, parents), 0) + 1)
        returned = _digits_of_name(digits, text.text, coming, counted=bool(parents))
    digits = digits[: len(digits) - returned]
    code = letter + "".join(f"{groups[name]}." for name in ("a", "b") if name in groups) + digits
    if returned:
        text = printed[match.end() - match.start() - returned :]
        slips.append((printed.text.strip(), f"{code} {text.text.strip()}", Why.GLUED_DIGIT))
    if groups["letter"] != letter:
        as_printed = groups["letter"] + code[1:]
        slips.append((as_printed, code, Why.WRONG_LETTER))
    if groups["dot"]:
        slips.append((f"{code}.", code, Why.TRAILING_DOT))
    return Coded(letter, (*parents, int(digits)), code, printed, text, tuple(slips))


def _digits_of_name(digits: str, after: str, coming: int, *, counted: bool) -> int:
    """How many of the digits after a code's letter begin the name that is glued to it.

    `counted` codes number their parents' children, so the number that is `coming` tells; K and S
    run over the whole document, so there only a name like `3D…` is believed.
    """
    if not after or after[0].isspace() or after[0] in "：:、，":
        return 0
    if len(digits) == 3 and digits.startswith("0"):
        return 1
    if int(digits) == coming or not (counted or (after[0].isascii() and after[0].isalpha())):
        return 0
    for own in range(len(digits) - 1, 0, -1):
        if int(digits[:own]) == coming and digits[own] != "0":
            return len(digits) - own
    return 0
