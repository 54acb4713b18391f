"""Which of the legal distractors are set beside a key, so that it is hard to guess."""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import combinations
from random import Random

from conversations.item_lint import LONGEST_KEY, OPTIONS
from conversations.likeness import given_away, too_alike
from conversations.quiz import QuizItem
from conversations.recall_frames import Choice, RecallQuestion

_SHORTLIST = 16
_LENGTH_BAND = 2.5
_LEANS = (-1, 0, 1)


def _lean(key: str, distractors: Sequence[str]) -> int:
    """1 where no option is longer than the key, -1 where none is shorter, else 0."""
    lengths = [len(text) for text in distractors]
    longest, shortest = len(key) >= max(lengths), len(key) <= min(lengths)
    return longest - shortest


def lean_of(item: QuizItem) -> int:
    """The same of an item."""
    texts = [option.text for option in item.options]
    return _lean(texts.pop(item.key), texts)


def distractors(
    question: RecallQuestion, pool: Iterable[Choice], rng: Random, leans: Counter[int]
) -> tuple[Choice, ...] | None:
    """Those of the pool that give least away; None where there are too few.

    `leans` counts how the keys of the items beside it lean.
    """
    key, stem = question.key.text, question.stem
    telling = given_away(stem, key, ())
    # Where a key is the longest, or the shortest, as often as neither, its length tells nothing.
    rarest = min(leans[lean] for lean in _LEANS)
    dear = {lean: 4 * min(leans[lean] - rarest, 2) + rng.random() for lean in _LEANS}

    def suits(choice: Choice) -> float:
        covered = len(given_away(stem, choice.text, ()) & telling)
        gap = abs(len(choice.text) - len(key)) / max(len(choice.text), len(key))
        return gap + 0.08 * choice.distance + 0.6 * rng.random() - 2 * covered

    def cost(pair: tuple[Choice, ...]) -> float:
        texts = [choice.text for choice in pair]
        lengths = sorted(len(text) for text in (key, *texts))
        return (
            10 * len(given_away(stem, key, texts))
            + 20 * (len(key) > LONGEST_KEY * sum(map(len, texts)) / len(texts))
            + 4 * (lengths[-1] > _LENGTH_BAND * lengths[0] + 4)
            + dear[_lean(key, texts)]
            + sum(suit[choice] for choice in pair)
        )

    unlike = [choice for choice in pool if choice.text and not too_alike(choice.text, key)]
    suit = {choice: suits(choice) for choice in unlike}
    best = sorted(unlike, key=lambda choice: suit[choice])
    shorter = [choice for choice in best if len(choice.text) < len(key)]
    longer = [choice for choice in best if len(choice.text) > len(key)]
    half = _SHORTLIST // 2
    shortlist = list(dict.fromkeys((*best[:half], *shorter[:half], *longer[:half])))
    pairs = [
        pair
        for pair in combinations(shortlist, OPTIONS - 1)
        if not any(too_alike(one.text, other.text) for one, other in combinations(pair, 2))
    ]
    return min(pairs, key=cost, default=None)
