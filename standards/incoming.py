"""What adding a document would do to a library."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from standards.certainty import Certainty, Grade, certainty
from standards.difference import Difference, difference
from standards.errors import DuplicateStandard, OtherVersion, StandardError
from standards.model import Source, Standard
from standards.reading import Reading
from standards.sentences import Refusal
from standards.versions import base_and_version, relative_of


class Verdict(StrEnum):
    """How a standard stands to those that are loaded."""

    NEW = "new"
    NEWER = "newer"
    """Another version of it is in force, an older one."""
    OLDER = "older"
    """Another version of it is in force, a newer one."""
    SAME = "same"
    """It is there already, word for word."""
    CHANGED = "changed"
    """Its code is there already, with other words."""


_UNSEEN = Certainty(Grade.DOUBTFUL, 0.0)


@dataclass(frozen=True, slots=True)
class Incoming:
    """A document as it was understood, and how its standard stands to those that are loaded."""

    reading: Reading
    verdict: Verdict
    other: Standard | None = None
    """The version that is in force, or what has the same code."""
    certainty: Certainty = _UNSEEN
    """How sure the reader is."""

    @property
    def standard(self) -> Standard:
        """What the document says."""
        return self.reading.standard

    def refusal(self, *, twice: bool = False) -> StandardError:
        """Why it isn't simply added; `twice`: because it comes a second time."""
        code, other = self.standard.code, self.other.code if self.other else ""
        match self.verdict:
            case _ if twice:
                return DuplicateStandard(Refusal.TWICE, code=code)
            case Verdict.NEWER:
                return OtherVersion(Refusal.NEWER, code=code, other=other)
            case Verdict.OLDER:
                return OtherVersion(Refusal.OLDER, code=code, other=other)
            case Verdict.CHANGED:
                return DuplicateStandard(Refusal.CHANGED, code=code)
            case _:
                return DuplicateStandard(Refusal.DUPLICATE, code=code)

    def difference(self) -> Difference | None:
        """From the `other` to this one; None where there is no other."""
        return None if self.other is None else difference(self.other, self.standard)


def incoming(
    reading: Reading, in_force: Sequence[Standard], past: Sequence[Standard] = ()
) -> Incoming:
    """How the standard of `reading` stands to those in force and to those superseded."""
    standard, sure = reading.standard, certainty(reading)
    code = standard.code.casefold()
    for one in (*in_force, *past):
        if one.code.casefold() == code:
            same = _words(one) == _words(standard)
            return Incoming(reading, Verdict.SAME if same else Verdict.CHANGED, one, sure)
    other = relative_of(standard.code, in_force)
    if other is None:
        return Incoming(reading, Verdict.NEW, None, sure)
    newer = base_and_version(standard.code)[1] > base_and_version(other.code)[1]
    return Incoming(reading, Verdict.NEWER if newer else Verdict.OLDER, other, sure)


def _words(standard: Standard) -> Standard:
    """All but what was noticed while reading, and where it was read from."""
    return replace(standard, findings=(), source=Source())
