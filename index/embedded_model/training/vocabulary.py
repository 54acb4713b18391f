"""The tokenizer: folding of text to one form, and a Unigram vocabulary over two languages."""

import math
import re
import struct
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import opencc
from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers, trainers

UNKNOWN = "<unk>"
# At the edge of three or more ideographs they mark a phrase, not a word.
_PARTICLES = frozenset("的之了及与和或")
_HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U000323af]")
_IDEOGRAPHS = ((0x3400, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x323AF))


def simplified_characters() -> dict[str, str]:
    """Traditional character → its Simplified form, for matching only.

    The direction is from many to one: 發 and 髮 both become 发, so that a text and its other
    script end as the very same string. The opposite would have to guess.
    """
    convert = opencc.OpenCC("tw2s").convert
    mapping = {}
    for first, last in _IDEOGRAPHS:
        for code in range(first, last + 1):
            character = unicodedata.normalize("NFKC", chr(code))
            folded = convert(character)
            if folded != character and len(folded) == len(character) == 1:
                mapping[character] = folded
    return mapping


def character_map(mapping: Mapping[str, str]) -> bytes:
    """A mapping of characters as SentencePiece's `precompiled_charsmap`.

    Layout: size of the trie in bytes (uint32), the trie, the replacements each ended by NUL. The
    trie is a double array of 32-bit units as darts-clone builds it: bits 0–7 and 31 hold the
    label of the edge that leads here, bit 8 says that a key ends here, bits 10–30 the offset to
    the children; the unit at offset ^ 0 of a key's last node holds the value with bit 31 set.
    """
    replacements = bytearray()
    position: dict[str, int] = {}
    for target in sorted(set(mapping.values())):
        position[target] = len(replacements)
        replacements += target.encode() + b"\0"
    root: dict[int, dict] = {}  # type: ignore[type-arg]
    for key, target in sorted(mapping.items()):
        node = root
        for byte in key.encode():
            node = node.setdefault(byte, {})
        node[0] = position[target]  # type: ignore[assignment]

    units = [0] * 256
    used = {0}
    candidate = 1

    def place(labels: list[int], at: int) -> int:
        """The lowest free base for these children of the unit at `at`."""
        nonlocal candidate
        while candidate in used:
            candidate += 1
        base = max(candidate - 255, 1)
        while True:
            spots = [base ^ label for label in labels]
            # A base is stored as its distance (by xor) from the parent: 21 bits.
            if (base ^ at) < 1 << 21 and base not in bases and not used.intersection(spots):
                return base
            base += 1

    bases: set[int] = set()
    queue: list[tuple[int, dict]] = [(0, root)]  # type: ignore[type-arg]
    while queue:
        at, node = queue.pop()
        labels = sorted(node)
        base = place(labels, at)
        bases.add(base)
        units[at] |= (base ^ at) << 10
        if 0 in node:
            units[at] |= 1 << 8
        top = max(base ^ label for label in labels)
        if top >= len(units):
            units.extend([0] * (top + 256 - len(units)))
        for label in labels:
            spot = base ^ label
            used.add(spot)
            if label == 0:
                units[spot] = node[0] | 1 << 31  # type: ignore[operator]
            else:
                units[spot] = label
                queue.append((spot, node[label]))
    trie = struct.pack(f"<{len(units)}I", *units)
    return struct.pack("<I", len(trie)) + trie + bytes(replacements)


def normalizer() -> normalizers.Normalizer:
    """NFKC, lower case, one script."""
    folding = normalizers.Precompiled(character_map(simplified_characters()))
    return normalizers.Sequence([normalizers.NFKC(), normalizers.Lowercase(), folding])


def pre_tokenizer() -> pre_tokenizers.PreTokenizer:
    """Runs of ideographs, of other letters, and of digits; everything else falls away."""
    runs = Regex(r"\p{Han}+|[[\p{L}\p{M}]&&[^\p{Han}]]+|\p{N}+")
    return pre_tokenizers.Split(runs, behavior="removed", invert=True)


@dataclass(frozen=True, slots=True)
class Size:
    """How large the vocabulary becomes."""

    longest_chinese: int
    """Characters of the longest piece of ideographs."""
    chinese_count: int
    """Occurrences below which a Chinese piece is left out."""
    word_count: int
    """The same for a whole English word."""
    subwords: int
    """Pieces of words, for the words that are left out."""
    rounds: int
    pieces: int
    """The whole vocabulary, at most; single characters are never left out."""


def runs_of(texts: Iterable[str]) -> Counter[str]:
    """How often each run of ideographs, letters or digits occurs, after folding."""
    fold, split = normalizer(), pre_tokenizer()
    found: Counter[str] = Counter()
    for text in texts:
        found.update(run for run, _ in split.pre_tokenize_str(fold.normalize_str(text)))
    return found


def _is_chinese(run: str) -> bool:
    return _HAN.match(run) is not None


def chinese_pieces(runs: Counter[str], size: Size) -> Counter[str]:
    """Ideographs, and the strings of them that stand alone somewhere.

    A string that is somewhere all that stands between two marks (a heading, an entry of a list
    or of a dictionary) is a word or a term; a string that is merely frequent may be 的详细.
    """
    alone = {
        run
        for run in runs
        if 2 <= len(run) <= size.longest_chinese
        and _is_chinese(run)
        and (len(run) == 2 or not {run[0], run[-1]} & _PARTICLES)
    }
    counts: Counter[str] = Counter()
    for run, times in runs.items():
        if not _is_chinese(run):
            continue
        for start in range(len(run)):
            counts[run[start]] += times
            for end in range(start + 2, min(start + size.longest_chinese, len(run)) + 1):
                if run[start:end] in alone:
                    counts[run[start:end]] += 1
    return Counter(
        {p: n for p, n in counts.items() if n >= (2 if len(p) == 1 else size.chinese_count)}
    )


def other_pieces(runs: Counter[str], size: Size) -> Counter[str]:
    """Whole words and numbers that occur often enough, and pieces of the rest."""
    words = Counter({run: times for run, times in runs.items() if not _is_chinese(run)})
    whole = Counter({w: n for w, n in words.items() if n >= size.word_count and len(w) <= 24})
    trainer = trainers.UnigramTrainer(
        vocab_size=size.subwords,
        unk_token=UNKNOWN,
        special_tokens=[UNKNOWN],
        max_piece_length=8,
        show_progress=False,
    )
    shorter = Tokenizer(models.Unigram())
    shorter.train_from_iterator(sorted(words), trainer=trainer)
    pieces = Counter({p: 1 for p in shorter.get_vocab() if p != UNKNOWN})
    letters = Counter({letter: 1 for word, n in words.items() if n > 1 for letter in word})
    return whole | pieces | letters


def unigram(counts: Mapping[str, int]) -> models.Unigram:
    """A Unigram model whose scores are the logarithms of the pieces' shares."""
    total = sum(counts.values())
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    scored = [(piece, round(math.log(times / total), 3)) for piece, times in ordered]
    return models.Unigram([(UNKNOWN, 0.0), *scored], unk_id=0)


def train(texts: Iterable[str], size: Size) -> Tokenizer:
    """A tokenizer whose pieces' scores are re-estimated from its own best segmentations."""
    runs = runs_of(texts)
    counts = chinese_pieces(runs, size) + other_pieces(runs, size)
    ordered = sorted(runs)
    for _ in range(size.rounds):
        tokenizer = Tokenizer(unigram(counts))
        used: Counter[int] = Counter()
        for run, encoded in zip(ordered, tokenizer.encode_batch_fast(ordered), strict=True):
            # Damped, so that a phrase repeated on every page does not rule the vocabulary.
            times = math.isqrt(runs[run])
            for piece in encoded.ids:
                used[piece] += times
        found = {tokenizer.id_to_token(piece): times for piece, times in used.items()}
        counts = Counter(
            {
                piece: max(found.get(piece, 0), 1)
                for piece in counts
                if found.get(piece, 0) > 1 or len(piece) == 1
            }
        )
    kept = sorted(counts, key=lambda piece: (len(piece) > 1, -counts[piece], piece))[: size.pieces]
    tokenizer = Tokenizer(unigram({piece: counts[piece] for piece in kept}))
    tokenizer.normalizer = normalizer()
    tokenizer.pre_tokenizer = pre_tokenizer()
    return tokenizer
