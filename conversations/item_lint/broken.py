"""The rules that an item can break, and one break of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from conversations.language import N_
from standards.model import Language


class Rule(StrEnum):
    """What an item can break."""

    OPTION_COUNT = "option-count"
    ONE_KEY = "one-key"
    CODE_SHOWN = "code-shown"
    LAYOUT_MARK = "layout-mark"
    SAME_OPTIONS = "same-options"
    SAME_FORM = "same-form"
    LENGTH_BAND = "length-band"
    LONG_KEY = "long-key"
    NAMED_KEY = "named-key"
    SHARED_WORD = "shared-word"
    ABSOLUTE = "absolute"
    ALL_OR_NONE = "all-or-none"
    NEGATIVE = "negative"
    NO_REASON = "no-reason"
    CITATION = "citation"
    TARGET = "target"
    LANGUAGES = "languages"
    MESSAGE_LENGTH = "message-length"
    REPEATED_STEM = "repeated-stem"
    KEY_LENGTHS = "key-lengths"
    KEY_POSITIONS = "key-positions"


@dataclass(frozen=True, slots=True)
class Break:
    """One break of a rule; `msgid` is an English sentence whose {holes} `params` fill."""

    rule: Rule
    msgid: str
    params: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ItemFinding:
    """A break and where it is."""

    item: str | None
    """The item's id; None where the whole bank is meant."""
    language: Language | None
    """None where it is the same in every language."""
    broken: Break


def shared_word(words: Iterable[str]) -> Break:
    """The break where only stem and key share a word."""
    return Break(
        Rule.SHARED_WORD,
        N_("Only stem and key share: {words}"),
        {"words": ", ".join(sorted(words))},
    )
