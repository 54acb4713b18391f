"""Chinese slips of typing, found by what letters follow each other.

Who types by sound and takes the wrong one of many letters of one sound writes 國祭 for 國際. Which
letters were meant is told by a noisy channel (Kernighan, Church, Gale, COLING 1990): those that
likely follow each other, less a price for each that differs from what stands there. The letters'
likelihoods were learned from the parallel texts and from what people ask
(`index/embedded_model/README.md`).
"""

import re
from collections.abc import Callable, Iterator
from functools import cache, cached_property
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from index.fold import in_traditional_letters

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Letters = npt.NDArray[np.intp]
    """Places of letters in the table, each above 0."""
    Costs = npt.NDArray[np.float64]

LETTERS = Path(__file__).parents[1] / "embedded_model" / "letters.safetensors"
PRICE = 5.0
"""What another letter has to be likelier by, as a logarithm. Of slips made by chance in 600
questions that the table wasn't made from, 4.5, 5 and 5.5 mend .83, .81 and .79; of 2,127 judged
questions for development that have none they change 6, 5 and 2."""
END = 0
"""Stands before the first letter and after the last one."""
STEP = 8.0
"""Logarithms are kept as so many parts of 1, from 0 to -31.9."""
WORD, OF_TRADE = 1, 2
"""Marks of a pair of letters: it is a word; it is one that standards or questions often use."""
_RUN = re.compile(r"[\u3400-\u9fff]+")
STANDING_ALONE = frozenset(
    "睇揀咗哋嘅喺佢乜咁寫扛架倒試的了得是個這那哪些幾我你他您們不沒要會做就都又再也一二三四五六七八九十兩上下講買賣嗎呢吧啊呀喔嘛咧哩勒"
)
"""These stand alone, so that standing in no word is no sign of a slip."""
_HELD = 8
"""So many of the likeliest beginnings are gone on with."""


class Table(NamedTuple):
    """Letters by number, 0 being the end of a text, and how likely one follows another."""

    letters: "npt.NDArray[np.uint32]"
    """Their code points, ascending; the first is 0. Shape: (letters,)."""
    sounds: "npt.NDArray[np.uint16]"
    """The number of each letter's sound, 0 where it has none. Shape: (letters,)."""
    alone: "npt.NDArray[np.uint8]"
    """How likely each letter is, as a cost. Shape: (letters,)."""
    other: "npt.NDArray[np.uint8]"
    """What it costs that another follows a letter than those known to. Shape: (letters,)."""
    pairs: "npt.NDArray[np.uint32]"
    """Pairs known to follow each other, ascending: first · letters + second. Shape: (pairs,)."""
    after: "npt.NDArray[np.uint8]"
    """How likely the second follows, as a cost. Shape: (pairs,)."""
    marks: "npt.NDArray[np.uint8]"
    """`WORD`, `OF_TRADE`, both or neither. Shape: (pairs,)."""


class LettersMeant:
    """What reads slips of sound as the letters that were meant."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._number = {chr(code): i for i, code in enumerate(table.letters.tolist()) if i}

    def mended(
        self, text: str, holds: Callable[[str], bool] = lambda word: False
    ) -> tuple[str, tuple[str, ...]]:
        """`text` with other letters where it likely has slips, then in Traditional letters, and the
        words that these make; the same text and none where it has no slips.

        A pair of letters that a loaded standard `holds` is none.
        """
        plain = in_traditional_letters(text)
        mended = _RUN.sub(lambda run: self._mended_run(run[0], holds), plain)
        if mended == plain:
            return text, ()
        return mended, tuple(self._words_made(plain, mended))

    def _words_made(self, plain: str, mended: str) -> Iterator[str]:
        """The words that new letters stand in; of two that share one, both."""
        for i, pair in enumerate(map("".join, pairwise(mended))):
            if plain[i : i + 2] != pair and self._mark(pair) & OF_TRADE:
                yield pair

    def _mark(self, pair: str) -> int:
        import numpy as np

        first, second = (np.array([self._number.get(letter, END)]) for letter in pair)
        return int(self._marks(first, second)[0])

    def _mended_run(self, run: str, holds: Callable[[str], bool]) -> str:
        import numpy as np

        own = [self._number.get(letter, END) for letter in run]
        inside = self._marks(np.array([END, *own[:-1]]), np.array(own)) & WORD
        word = [
            bool(mark) or bool(i and holds(run[i - 1 : i + 1])) for i, mark in enumerate(inside)
        ]
        in_word = [before or after for before, after in zip(word, [*word[1:], False], strict=True)]
        choices = [
            np.array([number])
            if number == END or letter in STANDING_ALONE or known
            else self._like(number)
            for letter, number, known in zip(run, own, in_word, strict=True)
        ]
        if all(len(choice) == 1 for choice in choices):
            return run
        choices = self._making_words(choices)
        meant = self._likeliest(choices)
        changed = [new != old for new, old in zip(meant, own, strict=True)]
        of_trade = self._marks(np.array([END, *meant[:-1]]), np.array(meant)) & OF_TRADE
        # Two new letters bear each other out no more than the old ones did.
        for i, both in enumerate(map(all, pairwise(changed)), 1):
            of_trade[i] = 0 if both else of_trade[i]
        letters = [
            chr(self._table.letters[new]) if new != old and (before or after) else letter
            for letter, old, new, before, after in zip(
                run, own, meant, of_trade, [*of_trade[1:], 0], strict=True
            )
        ]
        return "".join(letters)

    def _like(self, number: int) -> "Letters":
        """A letter, and those of the same sound."""
        import numpy as np

        sound = self._table.sounds[number]
        if not sound:
            return np.array([number])
        same = self._by_sound[sound]
        return np.concatenate([[number], same[same != number]])

    @cached_property
    def _by_sound(self) -> "list[Letters]":
        import numpy as np

        order = np.argsort(self._table.sounds, kind="stable")
        ends = np.cumsum(np.bincount(self._table.sounds))
        return np.split(order, ends[:-1])

    def _making_words(self, choices: "list[Letters]") -> "list[Letters]":
        """The choices without those that make no word of the trade with any beside them."""
        import numpy as np

        kept = [np.arange(len(choice)) == 0 for choice in choices]
        for i, (one, two) in enumerate(pairwise(choices)):
            if len(one) > 1 or len(two) > 1:
                made = (self._marks(one[:, None], two[None, :]) & OF_TRADE) > 0
                kept[i] |= made.any(axis=1)
                kept[i + 1] |= made.any(axis=0)
        return [choice[keep] for choice, keep in zip(choices, kept, strict=True)]

    def _likeliest(self, choices: "list[Letters]") -> list[int]:
        """One of each choice, so that all together cost least (Viterbi); the first of each is what
        stands there, and any other has its price."""
        import numpy as np

        held, costs, ways = np.array([END]), np.zeros(1), []
        for choice in choices:
            both = costs[:, None] + self._costs(held[:, None], choice[None, :])
            best = both.argmin(axis=0)
            costs = both.min(axis=0) + np.where(np.arange(len(choice)) > 0, PRICE, 0.0)
            # What stands there stays among those that are gone on with.
            keep = np.union1d([0], np.argsort(costs, kind="stable")[:_HELD])
            held, costs = choice[keep], costs[keep]
            ways.append((held, best[keep]))
        place = int((costs + self._costs(held, np.array([END]))).argmin())
        meant = []
        for held, before in reversed(ways):
            meant.append(int(held[place]))
            place = int(before[place])
        return meant[::-1]

    def _costs(self, first: "Letters", second: "Letters") -> "Costs":
        """What it costs that the second follows the first, of each that are beside each other."""
        import numpy as np

        table = self._table
        place, known = self._places(first, second)
        otherwise = table.other[first].astype(np.float64) + table.alone[second]
        costs: Costs = np.where(known, table.after[place], otherwise) / STEP
        return costs

    def _marks(self, first: "Letters", second: "Letters") -> "npt.NDArray[np.uint8]":
        import numpy as np

        place, known = self._places(first, second)
        marks: npt.NDArray[np.uint8] = np.where(known, self._table.marks[place], 0)
        return marks

    def _places(
        self, first: "Letters", second: "Letters"
    ) -> "tuple[npt.NDArray[np.intp], npt.NDArray[np.bool_]]":
        """Where pairs stand in the table, and whether they do."""
        import numpy as np

        pairs = self._table.pairs
        wanted = (first * len(self._table.letters) + second).astype(pairs.dtype)
        place = np.minimum(np.searchsorted(pairs, wanted), len(pairs) - 1)
        return place, pairs[place] == wanted


@cache
def shipped_letters() -> LettersMeant:
    """By the table that is shipped; reads it at the first call, in 3 to 9 ms."""
    from safetensors.numpy import load_file

    return LettersMeant(Table(**load_file(LETTERS)))
