"""Words and their translations, learned from pairs of sentences: `python translations.py …`.

IBM model 1 (Brown et al., 1993), trained in both directions; a translation's score is the
geometric mean of p(target | source) and p(source | target), which keeps a word from being
explained by whatever is frequent. Chinese is cut into the pieces of the model's own tokenizer,
in the folded form that the lexical index compares; English words are stems, likewise.
"""

import argparse
import gzip
import logging
import tomllib
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

from index.embedded_model.training import corpus
from index.fold import fold
from index.tokens import document_tokens

log = logging.getLogger("translations")

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


def words_of(tokenizer: Tokenizer, texts: Sequence[str]) -> list[list[str]]:
    """The distinct pieces of each Chinese text, ideographs only."""
    encodings = tokenizer.encode_batch([fold(text) for text in texts], add_special_tokens=False)
    return [
        sorted({token for token in encoding.tokens if "\u3400" <= token[0] <= "\u9fff"})
        for encoding in encodings
    ]


def stems_of(text: str) -> list[str]:
    """The distinct stems of an English text."""
    return sorted({token for token in document_tokens(text) if token.isascii() and token.isalpha()})


class Numbered:
    """Words as numbers, those that occur often enough."""

    def __init__(self, texts: Iterable[Sequence[str]], least: int) -> None:
        counts = Counter(word for text in texts for word in text)
        self.words = sorted(word for word, times in counts.items() if times >= least)
        self._numbers = {word: number for number, word in enumerate(self.words)}

    def __len__(self) -> int:
        return len(self.words)

    def numbers(self, text: Sequence[str]) -> Ints:
        """The numbers of the words of a text that are known."""
        known = [self._numbers[word] for word in text if word in self._numbers]
        return np.array(known, dtype=np.int64)


class Alignments:
    """Every source word of a pair beside every target word, as flat arrays."""

    def __init__(self, sources: Sequence[Ints], targets: Sequence[Ints], width: int) -> None:
        pairs = list(zip(sources, targets, strict=True))
        source = np.concatenate([np.tile(s, len(t)) for s, t in pairs])
        target = np.concatenate([np.repeat(t, len(s)) for s, t in pairs])
        sizes = np.concatenate([np.full(len(t), len(s)) for s, t in pairs if len(s)])
        # One group for each target word of each pair: what its probability is shared among.
        self._groups = np.concatenate([[0], np.cumsum(sizes)[:-1]])
        self._sizes = sizes
        keys, self._cells = np.unique(source * width + target, return_inverse=True)
        self.source, self.target = np.divmod(keys, width)

    def learn(self, rounds: int, sources: int) -> Floats:
        """p(target | source) of every cell, after so many rounds of expectation-maximisation."""
        chance = np.ones(len(self.source))
        for _ in range(rounds):
            each = chance[self._cells]
            each /= np.repeat(np.add.reduceat(each, self._groups), self._sizes)
            expected = np.bincount(self._cells, weights=each, minlength=len(self.source))
            totals = np.bincount(self.source, weights=expected, minlength=sources)
            chance = expected / totals[self.source]
        return chance


def learned(
    pairs: Sequence[tuple[Ints, Ints]], english: int, chinese: int, rounds: int
) -> tuple[Ints, Ints, Floats]:
    """English word, Chinese word and score of every pair of words that occur together."""
    there = Alignments([e for e, _ in pairs], [z for _, z in pairs], chinese)
    forward = there.learn(rounds, english)
    order = np.lexsort((there.source, there.target))
    source, target = there.source, there.target
    del there
    back = Alignments([z for _, z in pairs], [e for e, _ in pairs], english)
    backward = np.empty(len(forward))
    # The cells of the other direction are the same ones, sorted by Chinese word first.
    backward[order] = back.learn(rounds, chinese)
    return source, target, np.sqrt(forward * backward)


def best(
    rows: tuple[Ints, list[str]],
    columns: tuple[Ints, list[str]],
    scores: Floats,
    keep: int,
    least: float,
) -> dict[str, list[tuple[str, float]]]:
    """For each word its best translations, scored at least `least`.

    `rows` and `columns` are the numbers of the words and of their translations, with the words
    that the numbers stand for. A translation that contains a better one (客户发票 after 发票) says
    nothing more and is left out.
    """
    (word, words), (other, others) = rows, columns
    found: dict[str, list[tuple[str, float]]] = {}
    good = np.flatnonzero(scores >= least)
    for at in good[np.lexsort((other[good], -scores[good], word[good]))]:
        row = found.setdefault(words[word[at]], [])
        translation = others[other[at]]
        if len(row) < keep and not any(better in translation for better, _ in row):
            row.append((translation, float(scores[at])))
    return found


def write(path: Path, table: dict[str, list[tuple[str, float]]]) -> None:
    """`word TAB translation:score translation:score …`, sorted, gzipped without a date."""
    lines = [
        f"{word}\t{' '.join(f'{other}:{score:.2f}' for other, score in row)}\n"
        for word, row in sorted(table.items())
    ]
    with path.open("wb") as file, gzip.GzipFile(fileobj=file, mode="wb", mtime=0) as packed:
        packed.write("".join(lines).encode())


def read_pairs(
    folder: Path, tokenizer: Tokenizer, options: dict[str, Any]
) -> list[tuple[list[str], list[str]]]:
    """Stems and pieces of the pairs of translations that are short enough to align."""
    chance = np.random.default_rng(options["seed"])
    both: list[tuple[list[str], list[str]]] = []
    for name, share in options["sources"].items():
        lines = corpus.pairs(folder, name)
        if name.startswith("cc_cedict"):
            lines = corpus.glossed(lines)
        taken = [pair for pair in lines if chance.random() < share]
        english = [stems_of(one) for one, _ in taken]
        chinese = words_of(tokenizer, [other for _, other in taken])
        longest = options["longest"]
        both += [
            (e, z)
            for e, z in zip(english, chinese, strict=True)
            if 0 < len(e) <= longest and 0 < len(z) <= longest
        ]
        log.info("%s: %d", name, len(both))
    return both


def main() -> None:
    """Reads the arguments, learns, writes the two tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, required=True, help="folder of *.tsv.gz tables")
    parser.add_argument("--model", type=Path, required=True, help="folder of the trained model")
    parser.add_argument("--settings", type=Path, default=Path(__file__).with_name("settings.toml"))
    arguments = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    options = tomllib.loads(arguments.settings.read_text(encoding="utf-8"))["translations"]
    tokenizer = Tokenizer.from_file(str(arguments.model / "tokenizer.json"))
    texts = read_pairs(arguments.corpus, tokenizer, options)
    english = Numbered((e for e, _ in texts), options["least"])
    chinese = Numbered((z for _, z in texts), options["least"])
    numbered = [(english.numbers(e), chinese.numbers(z)) for e, z in texts]
    numbered = [(e, z) for e, z in numbered if len(e) and len(z)]
    log.info("%d pairs, %d stems, %d words", len(numbered), len(english), len(chinese))
    e, z, scores = learned(numbered, len(english), len(chinese), options["rounds"])
    keep, least = options["keep"], options["score"]
    there = best((e, english.words), (z, chinese.words), scores, keep, least)
    back = best((z, chinese.words), (e, english.words), scores, keep, least)
    write(arguments.model / "translations_en_zh.tsv.gz", there)
    write(arguments.model / "translations_zh_en.tsv.gz", back)


if __name__ == "__main__":
    main()
