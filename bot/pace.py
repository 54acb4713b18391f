"""How fast one person's updates are handled: as they come, and from some speed on one by one."""

from dataclasses import dataclass

AT_ONCE = 20
"""Updates that one person may send in one go before they have to wait."""
A_SECOND = 3.0
"""And how many a second are handled from then on."""


@dataclass(slots=True)
class Pace:
    """A bucket of turns that fills up with time; times are in seconds of one clock."""

    at: float
    turns: float = AT_ONCE

    def wait(self, now: float) -> float:
        """Takes a turn, and gives how many seconds it has to wait for."""
        self.turns = min(float(AT_ONCE), self.turns + (now - self.at) * A_SECOND) - 1
        self.at = now
        return max(0.0, -self.turns / A_SECOND)

    def is_rested(self, now: float) -> bool:
        """Whether it is as if it had never been used."""
        return self.turns + (now - self.at) * A_SECOND >= AT_ONCE
