"""The marks that a word processor puts in front of the entries of a list but keeps out of the text.

Without them the entries of a unit's list would lose their numbers.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from standards.entries import letters_of

_STEMS = "甲乙丙丁戊己庚辛壬癸"
_DIGITS = "〇一二三四五六七八九"
_BULLETS = {"o": "○", "n": "■", "l": "●", "v": "◆", "-": "•", "–": "•", "": "•"}
"""Letters that a symbol font draws as bullets, and marks that the readers take for a dash."""


@dataclass(frozen=True, slots=True)
class Level:
    """How the entries of one depth are marked."""

    style: str = "bullet"
    """`bullet`, `none`, or how numbers are written: `decimal`, `han` (一二三), `stems` (甲乙丙),
    `lower`, `upper`, `roman`."""
    pattern: str = "•"
    """A bullet, or a text with `%1`, `%2`… for the numbers of the depths."""
    start: int = 1


@dataclass(slots=True)
class Counter:
    """Counts the entries of one list."""

    levels: Mapping[int, Level]
    _counts: dict[int, int] = field(default_factory=dict)

    def mark(self, depth: int) -> str:
        """The mark of the next entry at `depth`, from 0, with the space after it."""
        level = self.levels.get(depth, Level())
        if level.style == "bullet":
            return _bullet(level.pattern) + " "
        if level.style == "none":
            return ""
        self._counts[depth] = self._counts.get(depth, level.start - 1) + 1
        for deeper in [one for one in self._counts if one > depth]:
            del self._counts[deeper]
        text = level.pattern
        for one in range(depth, -1, -1):
            own = self.levels.get(one, level)
            number = self._counts.get(one, own.start)
            text = text.replace(f"%{one + 1}", written(number, own.style))
        return f"{text} " if text else ""


def written(number: int, style: str) -> str:
    """`number` as `style` writes it; decimal for a style that is not known."""
    match style:
        case "han":
            return _han(number)
        case "stems" if 1 <= number <= len(_STEMS):
            return _STEMS[number - 1]
        case "lower" | "upper" if number >= 1:
            letters = letters_of(number)
            return letters.upper() if style == "upper" else letters
        case "roman" if 1 <= number < 40:
            return "x" * (number // 10) + _ROMAN[number % 10]
        case _:
            return str(number)


_ROMAN: Sequence[str] = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")


def _han(number: int) -> str:
    if not 1 <= number <= 99:
        return str(number)
    tens, ones = divmod(number, 10)
    lead = ("" if tens == 1 else _DIGITS[tens]) + "十" if tens else ""
    return lead + (_DIGITS[ones] if ones else "")


def _bullet(pattern: str) -> str:
    mark = pattern.strip()[:1]
    return _BULLETS.get(mark, "•" if mark.isalnum() and mark.isascii() else mark)
