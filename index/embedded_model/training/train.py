"""Trains the embedded model: `python train.py --corpus FOLDER --out FOLDER`."""

import argparse
import json
import logging
import os
import time
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from safetensors.numpy import save_file
from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer.losses import MultipleNegativesRankingLoss
from sentence_transformers.sentence_transformer.modules import Normalize, StaticEmbedding
from tokenizers import Tokenizer

from index.embedded_model.training import corpus, vocabulary

log = logging.getLogger("train")

Ids = npt.NDArray[np.int32]
Rows = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Texts:
    """Many texts as ids of pieces, one after the other."""

    ids: Ids
    starts: Rows
    """One more than there are texts: text i is ids[starts[i] : starts[i + 1]]."""

    def __len__(self) -> int:
        return len(self.starts) - 1


def encoded(tokenizer: Tokenizer, texts: list[str]) -> Texts:
    """The texts as ids, without special tokens."""
    rows: list[Ids] = []
    lengths: list[int] = []
    for first in range(0, len(texts), 10_000):
        batch = tokenizer.encode_batch_fast(texts[first : first + 10_000], add_special_tokens=False)
        rows.extend(np.asarray(e.ids, dtype=np.int32) for e in batch)
        lengths.extend(len(e.ids) for e in batch)
    starts = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
    return Texts(np.concatenate(rows), starts)


@dataclass(frozen=True, slots=True)
class Table:
    """One source, ready to be drawn from."""

    name: str
    weight: float
    left: Texts
    right: Texts
    crosses: bool
    """The columns are in two languages."""


@dataclass(frozen=True, slots=True)
class Shorter:
    """For each piece, the shorter pieces that it falls into."""

    counts: Rows
    """How many; 0 where a piece has none shorter."""
    starts: Rows
    ids: Ids


def shorter_pieces(tokenizer: Tokenizer) -> Shorter:
    """The best way to write each piece with shorter ones."""
    vocabulary_ = tokenizer.get_vocab()
    scores = {p: s for p, s in _scores(tokenizer).items() if p != vocabulary.UNKNOWN}
    rows: list[list[int]] = [[] for _ in range(len(vocabulary_))]
    for piece in scores:
        if len(piece) < 2:
            continue
        best: list[tuple[float, int]] = [(0.0, 0)]
        for end in range(1, len(piece) + 1):
            ways = [
                (best[start][0] + scores[piece[start:end]], start)
                for start in range(end)
                if end - start < len(piece) and piece[start:end] in scores
            ]
            best.append(max(ways, default=(-1e9, 0)))
        if best[-1][0] <= -1e8:
            continue
        parts: list[int] = []
        end = len(piece)
        while end:
            start = best[end][1]
            parts.append(vocabulary_[piece[start:end]])
            end = start
        rows[vocabulary_[piece]] = parts[::-1]
    counts = np.array([len(row) for row in rows], dtype=np.int64)
    starts = np.concatenate([[0], np.cumsum(counts)[:-1]]).astype(np.int64)
    flat = np.array([i for row in rows for i in row], dtype=np.int32)
    return Shorter(counts, starts, flat)


def _scores(tokenizer: Tokenizer) -> dict[str, float]:
    return dict(json.loads(tokenizer.to_str())["model"]["vocab"])


class Batches:
    """Draws batches of pairs, each from one table, and turns them into features."""

    def __init__(
        self, tables: list[Table], shorter: Shorter, settings: dict[str, Any], seed: int
    ) -> None:
        self._tables = tables
        self._shorter = shorter
        self._batch = int(settings["batch"])
        self._split = float(settings["split"])
        self._drop = float(settings["drop"])
        self._cut = float(settings["cut"])
        self._own = float(settings["own"])
        self._chance = np.random.default_rng(seed)
        weights = np.array([table.weight for table in tables])
        self._shares = weights / weights.sum()

    def draw(self) -> list[dict[str, torch.Tensor]]:
        """Features of the questions and of the passages of one batch, one pair a row.

        Which column is the question is a toss for each pair, so that the passages of a batch are
        in both languages and likeness of language wins nothing. Some questions are cut to a few
        pieces in a row, some of these from the passage's own text: people ask in few words, and
        in either language.
        """
        table = self._tables[self._chance.choice(len(self._tables), p=self._shares)]
        size = min(self._batch, len(table.left))
        rows = self._chance.choice(len(table.left), size=size, replace=False)
        swapped = self._chance.random(size) < 0.5
        cut = self._chance.random(size) < self._cut
        own = cut & (self._chance.random(size) < self._own)
        questions = self._pieces(table, rows, swapped ^ own, cut)
        passages = self._pieces(table, rows, ~swapped, np.zeros(size, dtype=bool))
        return [questions, passages]

    def _pieces(
        self,
        table: Table,
        rows: Rows,
        take_right: npt.NDArray[np.bool_],
        cut: npt.NDArray[np.bool_],
    ) -> dict[str, torch.Tensor]:
        one, other = table.left, table.right
        starts = np.where(take_right, other.starts[rows] + len(one.ids), one.starts[rows])
        ends = np.where(take_right, other.starts[rows + 1] + len(one.ids), one.starts[rows + 1])
        kept = self._chance.integers(np.minimum(2, ends - starts), ends - starts, endpoint=True)
        kept = np.where(cut, kept, ends - starts)
        starts = self._chance.integers(starts, ends - kept, endpoint=True)
        lengths = kept
        at = np.repeat(starts - np.concatenate([[0], np.cumsum(lengths)[:-1]]), lengths)
        at += np.arange(len(at))
        text = np.repeat(np.arange(len(rows)), lengths)
        inside = at < len(one.ids)
        ids = np.empty(len(at), dtype=np.int32)
        ids[inside] = one.ids[at[inside]]
        ids[~inside] = other.ids[at[~inside] - len(one.ids)]
        # Pieces fall into shorter ones now and then: rare ones share what their parts learn.
        parts = self._shorter.counts[ids]
        broken = (self._chance.random(len(ids)) < self._split) & (parts > 0)
        times = np.where(broken, parts, 1)
        first = np.repeat(np.cumsum(times) - times, times)
        within = np.arange(times.sum()) - first
        whole = np.repeat(~broken, times)
        source = np.repeat(ids, times)
        text = np.repeat(text, times)
        index = np.where(whole, 0, self._shorter.starts[source] + within)
        ids = np.where(whole, source, self._shorter.ids[index])
        keep = self._chance.random(len(ids)) >= self._drop
        # The first piece always stays: an empty text has no direction.
        keep[np.concatenate([[True], text[1:] != text[:-1]])] = True
        ids, text = ids[keep], text[keep]
        offsets = np.searchsorted(text, np.arange(len(rows)))
        return {
            "input_ids": torch.from_numpy(ids.astype(np.int64)),
            "offsets": torch.from_numpy(offsets.astype(np.int64)),
        }


def tables(folder: Path, sources: dict[str, float], tokenizer: Tokenizer) -> Iterator[Table]:
    """Every source that the settings name, as ids."""
    for name, weight in sources.items():
        lines = corpus.pairs(folder, name)
        if name.startswith("cc_cedict"):
            lines = corpus.glossed(lines)
        both = list(lines)
        left = encoded(tokenizer, [one for one, _ in both])
        right = encoded(tokenizer, [other for _, other in both])
        usable = (np.diff(left.starts) > 0) & (np.diff(right.starts) > 0)
        if not usable.all():
            both = [pair for pair, use in zip(both, usable, strict=True) if use]
            left = encoded(tokenizer, [one for one, _ in both])
            right = encoded(tokenizer, [other for _, other in both])
        one, other = corpus.languages(name)
        yield Table(name, weight, left, right, one != other)


def first_weights(
    tokenizer: Tokenizer, found: list[Table], dimensions: int, seed: int
) -> npt.NDArray[np.float32]:
    """Random directions; the length is a piece's weight a / (a + p) of Arora et al. (2017)."""
    counts = np.ones(tokenizer.get_vocab_size())
    for table in found:
        for texts in (table.left, table.right):
            counts += np.bincount(texts.ids, minlength=len(counts))
    share = counts / counts.sum()
    weight = 1e-3 / (1e-3 + share)
    directions = np.random.default_rng(seed).standard_normal((len(counts), dimensions))
    first: npt.NDArray[np.float32] = (directions * 0.1 * weight[:, None]).astype(np.float32)
    return first


def train(settings: dict[str, Any], found: list[Table], tokenizer: Tokenizer) -> StaticEmbedding:
    """The module after all steps."""
    torch.manual_seed(settings["seed"])
    torch.set_num_threads(settings["threads"])
    options = settings["training"]
    weights = first_weights(tokenizer, found, settings["dimensions"], settings["seed"])
    module = StaticEmbedding(tokenizer, embedding_weights=weights)
    # A batch touches a tenth of the rows; the others need no gradient.
    module.embedding.sparse = True
    model = SentenceTransformer(modules=[module], device="cpu")
    # The two sides of a pair change places at random, so that one direction trains both.
    loss = MultipleNegativesRankingLoss(model, scale=options["scale"])
    optimizer = torch.optim.SparseAdam(list(module.parameters()), lr=options["learning_rate"])
    steps, warm_up = int(options["steps"]), int(options["warm_up"])
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer,
        lambda step: min((step + 1) / warm_up, max(0.02, (steps - step) / (steps - warm_up))),
    )
    batches = Batches(found, shorter_pieces(tokenizer), options, settings["seed"])
    model.train()
    began, mean = time.perf_counter(), 0.0
    for step in range(steps):
        optimizer.zero_grad()
        value = loss(batches.draw(), torch.empty(0))
        value.backward()
        optimizer.step()  # type: ignore[no-untyped-call]
        schedule.step()
        mean = value.item() if step == 0 else 0.98 * mean + 0.02 * value.item()
        if step % 100 == 0:
            log.info(
                "step %d of %d, loss %.3f, %.0f s", step, steps, mean, time.perf_counter() - began
            )
    return module


def save(module: StaticEmbedding, out: Path) -> None:
    """The folder as sentence-transformers reads it, with a byte a weight.

    StaticEmbedding loads a table of integers with one factor a row: int8 × float32, the factor
    being the row's largest weight over 127.
    """
    SentenceTransformer(modules=[module, Normalize()], device="cpu").save(
        str(out), create_model_card=False
    )
    table = module.embedding.weight.detach().numpy().copy()
    # A character never met says nothing: it must not pull a text towards a random direction.
    table[module.tokenizer.token_to_id(vocabulary.UNKNOWN)] = 0
    factors = (np.abs(table).max(axis=1) / 127).astype(np.float32)
    factors[factors == 0] = 1
    quantised = np.rint(table / factors[:, None]).astype(np.int8)
    weights = out / "model.safetensors"
    save_file({"embeddings": quantised, "weights": factors}, weights)
    weights.chmod(0o644)
    module.tokenizer.save(str(out / "tokenizer.json"), pretty=False)


def main() -> None:
    """Reads the arguments, trains, writes the folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, required=True, help="folder of *.tsv.gz tables")
    parser.add_argument("--out", type=Path, required=True, help="folder to write")
    parser.add_argument("--settings", type=Path, default=Path(__file__).with_name("settings.toml"))
    parser.add_argument("--tokenizer", type=Path, help="a trained tokenizer.json to reuse")
    arguments = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    # Threads add up numbers in any order; one thread gives the same model every time.
    os.environ["TOKENIZERS_PARALLELISM"] = "false"
    settings = tomllib.loads(arguments.settings.read_text(encoding="utf-8"))
    sources = settings["sources"]
    if arguments.tokenizer:
        tokenizer = Tokenizer.from_file(str(arguments.tokenizer))
    else:
        texts = (
            text
            for name in sources
            for pair in corpus.pairs(arguments.corpus, name)
            for text in pair
        )
        tokenizer = vocabulary.train(texts, vocabulary.Size(**settings["vocabulary"]))
    log.info("%d pieces", tokenizer.get_vocab_size())
    found = list(tables(arguments.corpus, sources, tokenizer))
    log.info("%d pairs", sum(len(table.left) for table in found))
    save(train(settings, found, tokenizer), arguments.out)


if __name__ == "__main__":
    main()
