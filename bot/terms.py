"""The terms of an assignment while somebody chooses them, small enough for a button's data."""

import re
from base64 import urlsafe_b64encode
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from hashlib import sha256

from conversations.assignments import Assignment, Wanted
from standards.model import Standard

MOST_TASKS = 48
"""Of a standard with more, only all together can be chosen by buttons."""
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_LETTERS = {Wanted.PASSED: "p", Wanted.VERIFIED: "v"}
_PACKED = re.compile(r"([0-9a-z]*)\.([pv])\.([0-9a-z]*)\.([0-9a-z]*)")


@dataclass(frozen=True, slots=True)
class TermsInBits:
    """What is asked for; tasks are bits by their place in the standard."""

    tasks: int = 0
    """0 for all of them."""
    wanted: Wanted = Wanted.PASSED
    due: date | None = None
    critical: int = 0

    @property
    def packed(self) -> str:
        """For a button."""
        due = _in_digits(self.due.toordinal()) if self.due else ""
        tasks, critical = _in_digits(self.tasks), _in_digits(self.critical)
        return f"{tasks}.{_LETTERS[self.wanted]}.{due}.{critical}"

    def toggled(self, place: int, standard: Standard) -> "TermsInBits":
        """With the task at that place in or out; critical ones are among those asked for."""
        tasks = self.tasks ^ (1 << place)
        if tasks == every(standard):
            tasks = 0
        return replace(self, tasks=tasks, critical=self.critical & (tasks or every(standard)))

    def chosen(self, standard: Standard) -> tuple[str, ...]:
        """The ids of the tasks chosen; none where all are."""
        return tuple(standard.tasks[place].id for place in _places(self.tasks))

    def critical_ids(self, standard: Standard) -> tuple[str, ...]:
        """The ids of the critical tasks."""
        return tuple(standard.tasks[place].id for place in _places(self.critical))


def unpacked(packed: str, standard: Standard) -> TermsInBits:
    """The terms that `packed` says. Raises ValueError for what is none, or not of the standard."""
    match = _PACKED.fullmatch(packed)
    if match is None:
        raise ValueError(packed)
    wanted = next(wanted for wanted, letter in _LETTERS.items() if letter == match[2])
    due = date.fromordinal(int(match[3], 36)) if match[3] else None
    terms = TermsInBits(_number(match[1]), wanted, due, _number(match[4]))
    if (terms.tasks | terms.critical) & ~every(standard) or terms.packed != packed:
        raise ValueError(packed)
    return terms


def terms_of(assignment: Assignment, standard: Standard) -> TermsInBits:
    """As the assignment has them."""
    return TermsInBits(
        _bits(assignment.tasks, standard),
        assignment.wanted,
        assignment.due,
        _bits(assignment.critical, standard),
    )


def every(standard: Standard) -> int:
    """The bits of all tasks."""
    return (1 << len(standard.tasks)) - 1


def _bits(ids: tuple[str, ...], standard: Standard) -> int:
    return sum(1 << place for place, task in enumerate(standard.tasks) if task.id in ids)


def _places(bits: int) -> Iterator[int]:
    return (place for place in range(bits.bit_length()) if bits >> place & 1)


def _in_digits(number: int) -> str:
    """In base 36; nothing for 0."""
    digits = ""
    while number:
        number, rest = divmod(number, 36)
        digits = _DIGITS[rest] + digits
    return digits


def _number(digits: str) -> int:
    return int(digits, 36) if digits else 0


def short_of(standard: Standard) -> str:
    """What a button names a standard by where its code is too long."""
    return urlsafe_b64encode(sha256(standard.code.encode()).digest())[:6].decode()


def in_months(today: date, months: int) -> date:
    """The same day so many months later, or the last of that month."""
    year, month = divmod(today.year * 12 + today.month - 1 + months, 12)
    return date(year, month + 1, min(today.day, monthrange(year, month + 1)[1]))


_FULL = re.compile(r"(\d{3,4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")
_SHORT = re.compile(r"(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")
_MINGUO = 1911


def date_in(words: str, today: date) -> date | None:
    """The day that somebody typed: 2026-12-03, 2026/12/3, 115年12月3日, 12/3; None for no day.

    Without a year it is the next such day.
    """
    typed = words.strip()
    try:
        if match := _FULL.fullmatch(typed):
            year = int(match[1])
            return date(year + _MINGUO if year < 1000 else year, int(match[2]), int(match[3]))
        if match := _SHORT.fullmatch(typed):
            this_year = date(today.year, int(match[1]), int(match[2]))
            return this_year if this_year >= today else this_year.replace(year=today.year + 1)
    except ValueError:
        pass
    return None


SPANS = (timedelta(weeks=2), 1, 3)
"""The due dates offered: a span, or a number of months."""


def offered(today: date) -> tuple[date, ...]:
    """The due dates offered, in the order of SPANS."""
    return tuple(
        today + span if isinstance(span, timedelta) else in_months(today, span) for span in SPANS
    )
