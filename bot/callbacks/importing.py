"""A file that was sent, to be added to the standards."""

from dataclasses import dataclass

from bot.callbacks import fields
from bot.callbacks.fields import Shape
from bot.callbacks.personal import Personal
from standards.incoming import Verdict


@dataclass(frozen=True, slots=True)
class ShowOffer(Personal):
    """Show again what was understood of a file that was sent."""

    token: str


@dataclass(frozen=True, slots=True)
class ShowFindings(Personal):
    """Show what was noticed while the file was read."""

    token: str
    page: int = 0


@dataclass(frozen=True, slots=True)
class ShowDifference(Personal):
    """Show what would change from the version that is loaded."""

    token: str
    page: int = 0


@dataclass(frozen=True, slots=True)
class AddDocument(Personal):
    """Add the file as it stood to what is loaded when the button was shown."""

    token: str
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class DropDocument(Personal):
    """Don't add the file, and forget it."""

    token: str


ImportAction = ShowOffer | ShowFindings | ShowDifference | AddDocument | DropDocument

SHAPES: dict[str, Shape[ImportAction]] = {
    "io": (ShowOffer, (fields.text,)),
    "if": (ShowFindings, (fields.text, fields.number)),
    "ic": (ShowDifference, (fields.text, fields.number)),
    "ia": (AddDocument, (fields.text, Verdict)),
    "id": (DropDocument, (fields.text,)),
}
