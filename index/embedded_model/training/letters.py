"""What Chinese letters follow each other, for reading slips: `python letters.py --corpus FOLDER`.

Half of a letter's likelihood comes from the parallel texts, half from the shipped standards and
the questions people ask of them (absolute discounting, Ney, Essen, Kneser 1994). The questions have
slips themselves: these are mended with a table made from all but the pairs that only few of
them have, and counted then.
"""

import argparse
import gzip
import logging
import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import numpy as np
from safetensors.numpy import save_file

from index.embedded_model.training import corpus
from index.embedded_model.training.words import items, phrasings
from index.fold import in_simplified_letters, in_traditional_letters
from index.slips.letters import (
    END,
    LETTERS,
    OF_TRADE,
    STANDING_ALONE,
    STEP,
    WORD,
    LettersMeant,
    Table,
)
from index.sounds import sounds
from standards.questions import all_questions

log = logging.getLogger("letters")

DISCOUNT = 0.6
"""Taken from each count, for what was never seen."""
FEWEST = 3
"""A pair that the parallel texts have less often, and the trade never, is left out."""
FEWEST_LETTERS = 300
"""A letter is put in for another where the texts have it so often, or the trade `FEWEST` times."""
SURELY = 20
"""A pair that so many questions have is no slip."""
OFTEN, BY_ITSELF = 4, 40
"""A word is of the trade where it has it so often; any pair that it has so often is one, but for
those with a letter that stands alone."""
USUAL = 30
"""A word of the dictionary counts as one where the texts have it so often, a time in the trade
counting as ten."""
UNSEEN = 5000
"""So many letters of the texts' are thought to be still unseen."""
_TRANSLATIONS = LETTERS.with_name("translations_zh_en.tsv.gz")
_SAME = {"me": "mo"}
"""麼 is often written with a letter of mo."""
_RUN = re.compile(r"[\u3400-\u9fff]+")
_EDGE = "\0"


class Counts(NamedTuple):
    """How often letters and pairs of letters occur; runs of them begin and end with `_EDGE`."""

    letters: Counter[str]
    pairs: Counter[str]

    @classmethod
    def of(cls, texts: Iterable[str]) -> "Counts":
        """Those of some texts in Traditional letters."""
        letters: Counter[str] = Counter()
        pairs: Counter[str] = Counter()
        for text in texts:
            for run in _RUN.findall(text):
                whole = f"{_EDGE}{run}{_EDGE}"
                letters.update(whole)
                pairs.update(map("".join, pairwise(whole)))
        return cls(letters, pairs)


class Words(NamedTuple):
    """Chinese words of two letters."""

    dictionary: set[str]
    translated: set[str]
    """Those that stand for something in English, most of them words."""
    printed: set[str]
    """Those that the shipped standards have, and other pairs of theirs."""


def parallel_texts(folder: Path, names: Iterable[str]) -> Iterator[str]:
    """The Chinese sides, each table's distinct ones."""
    for name in names:
        found = corpus.texts(folder, name, "zh")
        log.info("%s: %d", name, len(found))
        yield from map(in_traditional_letters, sorted(found))


def of_two_letters(words: Iterable[str]) -> set[str]:
    """Those of some Chinese words."""
    return {
        word
        for word in map(in_traditional_letters, words)
        if len(word) == 2 and _RUN.fullmatch(word)
    }


def dictionary(folder: Path, names: Iterable[str]) -> set[str]:
    """The dictionary's words of two letters."""
    return of_two_letters(
        text for name in names for pair in corpus.pairs(folder, name) for text in pair
    )


def translated() -> set[str]:
    """Strings of two letters that stand for something in English; most are words."""
    lines = gzip.decompress(_TRANSLATIONS.read_bytes()).decode().splitlines()
    return of_two_letters(line.split("\t", 1)[0] for line in lines)


def table(general: Counts, trade: Counts, words: Words) -> Table:
    """The table of what both have."""
    both = (general, trade)
    known = sorted({*general.letters, *trade.letters} - {_EDGE})
    number = {_EDGE: END} | {letter: i for i, letter in enumerate(known, END + 1)}
    sizes = [counts.letters.total() for counts in both]
    alone = {
        letter: sum(
            (counts.letters[letter] + 0.5) / (size + UNSEEN)
            for counts, size in zip(both, sizes, strict=True)
        )
        / 2
        for letter in number
    }
    followers = [Counter(pair[0] for pair in counts.pairs) for counts in both]

    def other(letter: str) -> float:
        """What is left for letters that were not seen after this one."""
        left = 0.0
        for counts, following in zip(both, followers, strict=True):
            seen = counts.letters[letter]
            left += DISCOUNT * following[letter] / seen if seen else 1.0
        return left / 2

    others = {letter: other(letter) for letter in number}

    def after(pair: str) -> float:
        first, second = pair[0], pair[1]
        seen = 0.0
        for counts in both:
            if counts.letters[first]:
                seen += max(counts.pairs[pair] - DISCOUNT, 0.0) / counts.letters[first]
        return seen / 2 + others[first] * alone[second]

    pairs = sorted(
        {pair for pair, times in general.pairs.items() if times >= FEWEST} | {*trade.pairs},
        key=lambda pair: (number[pair[0]], number[pair[1]]),
    )
    spoken = sounds()

    def sound(letter: str) -> str:
        own = spoken.get(in_simplified_letters(letter), "")
        return _SAME.get(own, own)

    sound_of = [
        sound(letter)
        if general.letters[letter] >= FEWEST_LETTERS or trade.letters[letter] >= FEWEST
        else ""
        for letter in number
    ]
    by_number = {each: i for i, each in enumerate(sorted({"", *sound_of}))}
    return Table(
        letters=np.array([0, *map(ord, known)], np.uint32),
        sounds=np.array([by_number[each] for each in sound_of], np.uint16),
        alone=_costs(alone[letter] for letter in number),
        other=_costs(others[letter] for letter in number),
        pairs=np.array(
            [number[pair[0]] * len(number) + number[pair[1]] for pair in pairs], np.uint32
        ),
        after=_costs(map(after, pairs)),
        marks=np.array([_marks(pair, general, trade, words) for pair in pairs], np.uint8),
    )


def _marks(pair: str, general: Counts, trade: Counts, words: Words) -> int:
    is_word = pair in words.dictionary
    often = OFTEN if is_word or pair in words.translated else BY_ITSELF
    across = not STANDING_ALONE.isdisjoint(pair)
    of_trade = (is_word and pair in words.printed) or (trade.pairs[pair] >= often and not across)
    usual = is_word and general.pairs[pair] + 10 * trade.pairs[pair] >= USUAL
    return WORD * usual | OF_TRADE * (of_trade and _EDGE not in pair)


def _costs(chances: Iterable[float]) -> "np.ndarray[tuple[int], np.dtype[np.uint8]]":
    costs = -np.log(np.fromiter(chances, np.float64)) * STEP
    return np.clip(np.rint(costs), 0, 255).astype(np.uint8)


def learned(general: Counts, trade: list[str], questions: list[str], words: Words) -> Table:
    """The table of the parallel texts, and of the trade's with questions whose slips are mended."""
    asked = Counts.of(questions)
    surely = Counter({pair: times for pair, times in asked.pairs.items() if times >= SURELY})
    of_trade = Counts.of(trade)
    first = LettersMeant(
        table(general, Counts(of_trade.letters + asked.letters, of_trade.pairs + surely), words)
    )
    mended = [first.mended(question)[0] for question in questions]
    changed = sum(one != other for one, other in zip(questions, mended, strict=True))
    log.info("%d of %d questions mended", changed, len(questions))
    return table(general, Counts.of([*trade, *mended]), words)


def main() -> None:
    """Reads the arguments, learns, writes the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, required=True, help="folder of *.tsv.gz tables")
    parser.add_argument("--settings", type=Path, default=Path(__file__).with_name("settings.toml"))
    parser.add_argument("--out", type=Path, default=LETTERS)
    arguments = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    settings = tomllib.loads(arguments.settings.read_text(encoding="utf-8"))
    sources, taught = settings["sources"], settings["taught"]["questions"]
    general = Counts.of(parallel_texts(arguments.corpus, sources))
    entries = dictionary(arguments.corpus, [name for name in sources if "cedict" in name])
    printed = [*map(in_traditional_letters, items())]
    trade = [*printed, *map(in_traditional_letters, phrasings())]
    questions = [in_traditional_letters(question.text) for question in all_questions()[:taught]]
    made = learned(
        general, trade, questions, Words(entries, translated(), {*Counts.of(printed).pairs})
    )
    log.info("%d letters, %d pairs", len(made.letters), len(made.pairs))
    save_file(made._asdict(), arguments.out)


if __name__ == "__main__":
    main()
