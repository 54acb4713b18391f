"""The standards held now, found by the codes and ids that buttons carry."""

from collections.abc import Callable, Sequence

from bot.callbacks import StaleButton
from bot.places import Place, code_of, place_of
from standards.model import Standard
from standards.versions import relative_of


class Held:
    """`standards` gives what is in force, which may change while people talk.

    `past` gives what was superseded: it is found by what an older screen names, and listed nowhere.
    """

    def __init__(
        self,
        standards: Callable[[], Sequence[Standard]],
        past: Callable[[], Sequence[Standard]] = lambda: (),
    ) -> None:
        self._standards = standards
        self._past = past

    def all(self) -> Sequence[Standard]:
        """Every standard in force, in the library's order."""
        return self._standards()

    def readable(self) -> Sequence[Standard]:
        """Those in force, then those that were superseded."""
        return (*self._standards(), *self._past())

    def successor(self, code: str) -> Standard | None:
        """The newer version in force of a standard that was superseded; None for any other."""
        if not any(held.code == code for held in self._past()):
            return None
        return relative_of(code, self._standards())

    def find(self, code: str) -> Standard | None:
        """The standard of that code; None where it was removed meanwhile."""
        return next((held for held in self.readable() if held.code == code), None)

    def standard(self, code: str) -> Standard:
        """The standard of that code.

        Raises `StaleButton` where there is none.
        """
        standard = self.find(code)
        if standard is None:
            raise StaleButton(code)
        return standard

    def place(self, item_id: str) -> tuple[Standard, Place]:
        """The item of that id and its standard.

        Raises `StaleButton` where there is none.
        """
        standard = self.standard(code_of(item_id))
        place = place_of(standard, item_id)
        if place is None:
            raise StaleButton(item_id)
        return standard, place
