"""Who may run now: one at a time, for a while that is renewed as long as they run."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Lease:
    """`holder` may run until then, and goes on if it renews the lease before."""

    holder: str
    until: datetime


class LeaseStore(Protocol):
    """Keeps one lease for each name."""

    async def take(self, name: str, mine: Lease, now: datetime, *, over: Lease | None) -> Lease:
        """The lease that holds from now on: `mine` where there is none, it ran out or is `over`."""

    async def renew(self, name: str, mine: Lease) -> bool:
        """Keeps `mine` for longer; False where somebody else holds it by now."""

    async def give_up(self, name: str, holder: str) -> None:
        """Lets go of it, where `holder` has it."""


class MemoryLeaseStore:
    """A LeaseStore that forgets everything at the end of the process."""

    def __init__(self) -> None:
        self._leases: dict[str, Lease] = {}

    async def take(self, name: str, mine: Lease, now: datetime, *, over: Lease | None) -> Lease:
        """The lease that holds from now on."""
        there = self._leases.get(name)
        if there is None or there.until <= now or there == over or there.holder == mine.holder:
            self._leases[name] = mine
        return self._leases[name]

    async def renew(self, name: str, mine: Lease) -> bool:
        """Keeps `mine` for longer."""
        there = self._leases.get(name)
        if there is None or there.holder != mine.holder:
            return False
        self._leases[name] = mine
        return True

    async def give_up(self, name: str, holder: str) -> None:
        """Lets go of it."""
        there = self._leases.get(name)
        if there is not None and there.holder == holder:
            del self._leases[name]
