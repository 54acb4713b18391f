"""How far a long command has come, on stderr."""

import sys
from types import TracebackType
from typing import Self

LINES = 10
"""So often it is said where no line can be written over."""
FEW = 10
"""Of fewer nothing is said there."""


class Progress:
    """One line that is written over on a terminal, else a line now and then.

    `template` has the holes {n}, {count} and {file}.
    """

    def __init__(self, template: str, count: int) -> None:
        self._template = template
        self._count = count
        self._done = 0
        self._tty = sys.stderr.isatty()

    def __enter__(self) -> Self:
        return self

    def at(self, name: str) -> None:
        """The next one is being worked on."""
        self._done += 1
        if self._count == 1:
            return
        line = self._template.format(n=self._done, count=self._count, file=name)
        if self._tty:
            sys.stderr.write(f"\r\x1b[K{line[:100]}")
            sys.stderr.flush()
        elif self._count >= FEW and self._done % max(1, self._count // LINES) == 0:
            sys.stderr.write(f"{line}\n")

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._tty and self._count > 1:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
