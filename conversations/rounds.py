"""A round of questions in a group: everybody votes without a name, and nobody's vote is kept.

A round is its scope and a number that chance gave; which questions come, and in which order their
options stand, follows from these, so that nothing of it is stored.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from random import Random

from conversations.quiz import QuizItem

QUESTIONS = 5
ROUNDS = 10_000
"""How many rounds over one standard chance chooses from."""


def questions(
    items: Iterable[QuizItem], number: int, *, fits: Callable[[QuizItem], bool]
) -> tuple[QuizItem, ...]:
    """At most QUESTIONS of the `items` that fit, of as many tasks as can be, options shuffled.

    The same for the same items and `number`.
    """
    rng = Random(number)
    left = sorted((item for item in items if fits(item)), key=lambda item: item.id)
    rng.shuffle(left)
    chosen: list[QuizItem] = []
    while left and len(chosen) < QUESTIONS:
        asked = [item.task for item in chosen]
        # The first of the task asked least so far; the sort is stable.
        left.sort(key=lambda item: asked.count(item.task))
        chosen.append(left.pop(0))
    return tuple(_shuffled(item, rng) for item in chosen)


def _shuffled(item: QuizItem, rng: Random) -> QuizItem:
    return replace(item, options=tuple(rng.sample(item.options, len(item.options))))
