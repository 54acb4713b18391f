"""An item in the words in which it is asked: what the rules look at."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol

from conversations.item_lint.broken import Break
from conversations.quiz import Option
from standards.item_bank import Wording, WrittenItem


class Asked(Protocol):
    """What the rules look at: an item in the words in which it is asked."""

    @property
    def stem(self) -> str: ...
    @property
    def options(self) -> tuple[Option, ...]: ...
    @property
    def explanation(self) -> str: ...


@dataclass(frozen=True, slots=True)
class _Asked:
    stem: str
    options: tuple[Option, ...]
    explanation: str


Check = Callable[[Asked], Iterator[Break]]


def asked(item: WrittenItem, wording: Wording) -> Asked:
    """A written item as it is asked in one language."""
    return _Asked(
        wording.stem,
        tuple(
            Option(option.text, option.letter == item.key, option.reason)
            for option in wording.options
        ),
        wording.explanation,
    )


def shown(item: Asked) -> list[str]:
    """What is seen before the answer."""
    return [item.stem, *(option.text for option in item.options)]


def key_and_distractors(item: Asked) -> tuple[str | None, list[str]]:
    """No key where there is not exactly one; another rule says so."""
    keys = [option.text for option in item.options if option.correct]
    distractors = [option.text for option in item.options if not option.correct]
    return (keys[0] if len(keys) == 1 else None), distractors
