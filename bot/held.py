"""The standards held now, found by the codes and ids that buttons carry."""

from collections.abc import Callable, Sequence

from bot.callbacks import StaleButton
from bot.places import Place, code_of, place_of
from standards.model import Standard


class Held:
    """`standards` gives what is loaded, which may change while people talk."""

    def __init__(self, standards: Callable[[], Sequence[Standard]]) -> None:
        self._standards = standards

    def all(self) -> Sequence[Standard]:
        """Every standard, in the library's order."""
        return self._standards()

    def find(self, code: str) -> Standard | None:
        """The standard of that code; None where it was removed meanwhile."""
        return next((held for held in self._standards() if held.code == code), None)

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
