"""The rules for items generated from a standard's words, whose stems are a title and a question."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import combinations

from conversations.item_lint.as_asked import Asked, Check, key_and_distractors
from conversations.item_lint.broken import Break, Rule, shared_word
from conversations.item_lint.every import CODE, EVERYWHERE, OPTIONS
from conversations.language import N_
from conversations.likeness import given_away, normalised, too_alike
from conversations.quiz import QuizItem

NEARLY_THE_SAME = 0.8
_NEGATIVE = re.compile(
    r"不(?!同|動產|斷)|(?<![除])非(?!營利|常)|未(?!來)|無(?!線)|沒有|並非|除了|除外|切勿"
    r"|\b(?:not|no|except|without|neither|nor|none)\b|n't\b",
    re.IGNORECASE,
)


def lint(item: QuizItem) -> tuple[Break, ...]:
    """What is wrong with a generated item as far as its words can tell; empty for a sound one."""
    return tuple(found for check in _GENERATED for found in check(item)) + tuple(
        _cites(item, item.standard)
    )


def three_options(item: Asked) -> Iterator[Break]:
    """There are as many options as there are good ones to be had."""
    if len(item.options) != OPTIONS:
        yield Break(
            Rule.OPTION_COUNT,
            N_("It has {n} options instead of {wanted}."),
            {"n": len(item.options), "wanted": OPTIONS},
        )


def unlike_options(item: Asked) -> Iterator[Break]:
    """No two options may mean the same: nobody has checked which of them is true."""
    for one, other in combinations(item.options, 2):
        if normalised(one.text) != normalised(other.text) and nearly_the_same(one.text, other.text):
            yield Break(
                Rule.SAME_OPTIONS,
                N_("Two options are nearly the same: “{one}”, “{other}”."),
                {"one": one.text, "other": other.text},
            )


def no_word_given_away(item: Asked) -> Iterator[Break]:
    """A title and its key share no telling word that no distractor has."""
    key, distractors = key_and_distractors(item)
    if key and (words := given_away(item.stem, key, distractors)):
        yield shared_word(words)


def no_negative(item: Asked) -> Iterator[Break]:
    """The stem holds no negative at all."""
    if word := _NEGATIVE.search(item.stem):
        yield Break(Rule.NEGATIVE, N_("Its stem holds a negative: “{word}”."), {"word": word[0]})


def _cites(item: Asked, standard: str) -> Iterator[Break]:
    if not CODE.search(item.explanation) and standard not in item.explanation:
        yield Break(Rule.CITATION, N_("Its explanation cites no code."))


_GENERATED: tuple[Check, ...] = (
    three_options,
    *EVERYWHERE,
    unlike_options,
    no_word_given_away,
    no_negative,
)


def nearly_the_same(one: str, other: str) -> bool:
    """Whether two options can hardly be told apart: by their letters or by what they hold."""
    first, second = normalised(one), normalised(other)
    return too_alike(one, other) or SequenceMatcher(None, first, second).ratio() >= NEARLY_THE_SAME
