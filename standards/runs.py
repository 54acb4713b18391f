"""A run: a stretch of text that remembers where in the document each character stood."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain
from typing import Self

NOWHERE = -1
"""The offset of a character that the reader put in: no character of the document."""


@dataclass(frozen=True, slots=True)
class Run:
    """Text plus the source offset of each character; cutting and joining keep the offsets."""

    text: str = ""
    offsets: tuple[int, ...] = ()

    @classmethod
    def of(cls, text: str, start: int = 0) -> Self:
        """`text` as it stands in the document from offset `start` on."""
        return cls(text, tuple(range(start, start + len(text))))

    @classmethod
    def glue(cls, text: str) -> Self:
        """`text` that the reader puts in, standing nowhere in the document."""
        return cls(text, (NOWHERE,) * len(text))

    @classmethod
    def joined(cls, runs: Iterable["Run"]) -> Self:
        """`runs` one after the other."""
        parts = tuple(runs)
        return cls(
            "".join(part.text for part in parts),
            tuple(chain.from_iterable(part.offsets for part in parts)),
        )

    @property
    def start(self) -> int:
        """Offset of the first character that stands in the document; `NOWHERE` without one."""
        return next((offset for offset in self.offsets if offset != NOWHERE), NOWHERE)

    def __len__(self) -> int:
        return len(self.text)

    def __bool__(self) -> bool:
        """Whether there is anything but white space."""
        return bool(self.text) and not self.text.isspace()

    def __getitem__(self, span: slice) -> "Run":
        return Run(self.text[span], self.offsets[span])

    def __add__(self, other: "Run") -> "Run":
        return Run(self.text + other.text, self.offsets + other.offsets)

    def strip(self) -> "Run":
        """Without white space at both ends."""
        end = len(self.text.rstrip())
        return self[end - len(self.text[:end].lstrip()) : end]

    def split(self, pattern: re.Pattern[str]) -> tuple["Run", ...]:
        """The parts between the matches of `pattern`, the matches left out."""
        parts, last = [], 0
        for match in pattern.finditer(self.text):
            parts.append(self[last : match.start()])
            last = match.end()
        return (*parts, self[last:])

    def without(self, pattern: re.Pattern[str]) -> "Run":
        """The run with every match of `pattern` left out."""
        return Run.joined(self.split(pattern))
