"""What English words there are, and which follow each other: `python words.py --corpus FOLDER`.

For reading slips: words that the parallel texts have are none, and those that the shipped standards
or the questions people ask of them have may have been meant.
"""

import argparse
import gzip
import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path

from index.chunk import chunks_of
from index.embedded_model.training import corpus
from index.slips.words import FOLLOWED, KNOWN, SHARES, SHORTEST
from standards.library import shipped
from standards.questions import all_questions
from standards.renderings import renderings_of

FEWEST = 3
"""A word that the parallel texts have less often may be a slip of theirs."""
USUAL = 50
"""A word is put in that they have so often, or the standards twice,"""
OF_TRADE = 3
"""if standards and questions have it so often."""
LETTERS = 3
"""A word of the standards alone has so many; a shorter one is an abbreviation."""
TOGETHER = 2
"""Pairs of words that these have less often are left out."""
GENERAL = 0.3
"""What the parallel texts count for in a word's share."""
_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?")


def words_of(text: str) -> list[str]:
    """English words, in lower case."""
    return _WORD.findall(text.lower())


def general_words(folder: Path, names: Iterable[str]) -> Counter[str]:
    """How often the English sides have each word, a sentence that a table repeats once."""
    found: Counter[str] = Counter()
    for name in names:
        found.update(word for text in corpus.texts(folder, name, "en") for word in words_of(text))
    return found


def items() -> Iterator[str]:
    """The shipped standards and their renderings."""
    for standard in shipped():
        for chunk in chunks_of(standard, renderings_of(standard.code)):
            yield from filter(None, (chunk.title, chunk.body, chunk.rendering))


def phrasings() -> Iterator[str]:
    """Everyday ways to say what stands in them."""
    for standard in shipped():
        for chunk in chunks_of(standard, renderings_of(standard.code)):
            yield chunk.phrasings


def followed(general: Counter[str], trade: list[list[str]], asked: list[list[str]]) -> list[str]:
    """A line for each word of the trade."""
    told = Counter(word for text in trade for word in text)
    times = told + Counter(word for text in asked for word in text)
    pairs = Counter(pair for text in (*trade, *asked) for pair in pairwise(text))
    whole, all_general = times.total(), general.total()
    after: dict[str, list[str]] = {}
    for (first, second), seen in sorted(pairs.items()):
        if seen >= TOGETHER:
            after.setdefault(first, []).append(f"{second}:{seen}")
    lines = []
    for word in sorted(times):
        is_word = general[word] >= USUAL or (told[word] >= TOGETHER and len(word) >= LETTERS)
        if is_word and times[word] >= OF_TRADE:
            share = (
                GENERAL * general[word] / all_general + (1 - GENERAL) * times[word] / whole
            ) * SHARES
            row = " ".join(after.get(word, ()))
            lines.append(f"{word}\t{share:.0f}\t{times[word]}\t{row}")
    return lines


def write(path: Path, lines: Iterable[str]) -> None:
    """Gzipped without a date."""
    with path.open("wb") as file, gzip.GzipFile(fileobj=file, mode="wb", mtime=0) as packed:
        packed.write("".join(f"{line}\n" for line in lines).encode())


def main() -> None:
    """Reads the arguments, counts, writes the two tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, required=True, help="folder of *.tsv.gz tables")
    parser.add_argument("--settings", type=Path, default=Path(__file__).with_name("settings.toml"))
    arguments = parser.parse_args()
    settings = tomllib.loads(arguments.settings.read_text(encoding="utf-8"))
    sources, taught = settings["sources"], settings["taught"]["questions"]
    general = general_words(arguments.corpus, sources)
    trade = [words_of(text) for text in (*items(), *phrasings())]
    asked = [words_of(question.text) for question in all_questions()[:taught]]
    write(FOLLOWED, followed(general, trade, asked))
    usual = (word for word, seen in general.items() if seen >= FEWEST and len(word) >= SHORTEST)
    write(KNOWN, sorted(usual))


if __name__ == "__main__":
    main()
