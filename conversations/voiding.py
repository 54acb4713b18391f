"""Items found to be wrong: their answers stay stored and count for nobody, then and now.

Everything that is concluded from answers is computed from the log of them, so keeping which items
are void is enough; nothing has to be corrected afterwards.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from conversations.evidence import ItemVersion


@dataclass(frozen=True, slots=True)
class Void:
    """An item that counts for nobody; `at` is in UTC."""

    item: str
    version: int | None
    """The one version that it is about; None for all of them, also those to come."""
    reason: str
    at: datetime


class VoidedItems:
    """Which versions of which items are void; ask with `in`."""

    def __init__(self, voids: Iterable[Void] = ()) -> None:
        self._voids = {(void.item, void.version): void for void in voids}

    def __contains__(self, exposed: object) -> bool:
        """Whether an `ItemVersion` is void."""
        # Asked of every answer of a team, and mostly nothing is void.
        if not self._voids:
            return False
        match exposed:
            case (item, _version):
                return exposed in self._voids or (item, None) in self._voids
        return False

    def __eq__(self, other: object) -> bool:
        return isinstance(other, VoidedItems) and self._voids == other._voids

    __hash__ = None  # type: ignore[assignment]  # equal by content, as a mapping is

    def of(self, exposed: ItemVersion) -> Void | None:
        """What makes this version void; what is about this one alone comes first."""
        return self._voids.get(exposed) or self._voids.get((exposed[0], None))

    def beside(self, known: Collection[ItemVersion]) -> tuple[Void, ...]:
        """The voids that none of the `known` versions falls under, in alphabetical order."""
        used = {(void.item, void.version) for each in known if (void := self.of(each))}
        left = [void for name, void in self._voids.items() if name not in used]
        return tuple(sorted(left, key=lambda void: (void.item, void.version or 0)))


class VoidStore(Protocol):
    """Keeps which items are void."""

    async def add(self, void: Void) -> None:
        """Keeps `void` in place of one on the same version; one on all versions replaces all."""

    async def restore(self, item: str) -> int:
        """Lets the item count again in every version; gives how many voids that took away."""

    async def all(self) -> tuple[Void, ...]:
        """Every void kept, by item and version, one on all versions first."""
