"""An answer: what the standards say to a question, in quotes, and nothing that no quote carries."""

from dataclasses import dataclass
from enum import StrEnum

from standards.model import ItemKind, Language


class AnswerKind(StrEnum):
    """What came of a question."""

    QUOTED = "quoted"
    """The standards hold the answer."""
    DECLINED = "declined"
    """They don't."""
    EMPTY = "empty"
    """They have a place for it, and list nothing there."""
    SMALL_TALK = "small-talk"
    """Nothing was asked of them."""


@dataclass(frozen=True, slots=True)
class Quote:
    """An item's own words."""

    id: str
    code: str
    kind: ItemKind
    text: str
    """Exactly as the document has it."""
    rendering: str = ""
    """The same in the reader's language, unofficial, where the document is in the other one."""


@dataclass(frozen=True, slots=True)
class Group:
    """Quotes that stand in one place of one standard."""

    standard: str
    """The standard's code."""
    heading: str
    """The place in words: `貿易經理 › T2 預測國際市場和企業需求 · 級別 6`."""
    task: str | None
    """The id of the task they stand under; None for what belongs to the whole standard."""
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class RankedHit:
    """One result of the retrieval behind an answer."""

    id: str
    score: float


@dataclass(frozen=True, slots=True)
class Answer:
    """What a person gets for a question."""

    question: str
    language: Language
    answerable: bool
    lead: str
    """One or two lines that answer; where nothing fits, that the standards don't say."""
    groups: tuple[Group, ...] = ()
    """What the answer rests on, best first."""
    nearest: tuple[Group, ...] = ()
    """Offered, as such, when the standards don't hold the answer."""
    hits: tuple[RankedHit, ...] = ()
    seconds: float = 0.0
    kind: AnswerKind = AnswerKind.QUOTED
    """EMPTY and SMALL_TALK must be said; the other two follow from `answerable`."""

    def __post_init__(self) -> None:
        """Sees to it that `kind` and `answerable` never contradict each other."""
        if self.kind not in (AnswerKind.EMPTY, AnswerKind.SMALL_TALK):
            kind = AnswerKind.QUOTED if self.answerable else AnswerKind.DECLINED
            object.__setattr__(self, "kind", kind)

    @property
    def is_rendered(self) -> bool:
        """Whether any quote is shown in another language than its document's."""
        return any(quote.rendering for group in self.groups for quote in group.quotes)

    @property
    def citations(self) -> tuple[Quote, ...]:
        """Every item that the answer states, best first, each once."""
        quotes = (quote for group in self.groups for quote in group.quotes)
        return tuple({quote.id: quote for quote in quotes}.values())
