"""The second stage: what people ask for the items of the shipped standards.

    python tune.py --corpus FOLDER --model FOLDER --out FOLDER

Questions are drawn to the items that answer them and away from all others; questions that no
standard answers are kept away from every item. Batches of the first stage's pairs in between keep
what it learned.
"""

import argparse
import logging
import os
import shutil
import time
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self, TypeVar

import numpy as np
import numpy.typing as npt
import torch
from safetensors.numpy import load_file
from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer.losses import MultipleNegativesRankingLoss
from sentence_transformers.sentence_transformer.modules import StaticEmbedding
from tokenizers import Tokenizer
from torch.nn.functional import cross_entropy, embedding_bag, normalize

from index.chunk import Chunk, chunks_of
from index.embedded_model.training import train
from index.fold import fold, in_traditional
from standards.library import shipped
from standards.model import Standard
from standards.questions import all_questions
from standards.renderings import renderings_of

log = logging.getLogger("tune")

ELSEWHERE = Path(__file__).parents[3] / "conversations" / "elsewhere"
"""Questions that no standard answers, a line each in `zh-Hant.txt` and `en.txt`."""

Pieces = list[int]
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Item:
    """A chunk as pieces: what it says itself, and each everyday phrasing."""

    own: Pieces
    phrasings: tuple[Pieces, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """A judged question."""

    pieces: Pieces
    shares: Mapping[int, float]
    """What each item that answers it has of the answer, by its place; they add up to 1."""


@dataclass(frozen=True, slots=True)
class Lessons:
    """All that the second stage learns from."""

    items: tuple[Item, ...]
    asked: tuple[Asked, ...]
    strange: tuple[Pieces, ...]
    kin: torch.Tensor
    """Shape (items, items): -inf where an item contains another or is called the same, else 0.
    Neither is wrong where the other is right."""

    @classmethod
    def read(
        cls, tokenizer: Tokenizer, standards: Sequence[Standard], taught: Mapping[str, int]
    ) -> Self:
        """From `standards` and the questions beside them, so many of each file as are `taught`:
        what was written since votes and has not changed the model."""

        def pieces(text: str) -> Pieces:
            found: Pieces = tokenizer.encode(in_traditional(text), add_special_tokens=False).ids
            return found

        chunks = [
            chunk for each in standards for chunk in chunks_of(each, renderings_of(each.code))
        ]
        places = {chunk.id: place for place, chunk in enumerate(chunks)}
        return cls(
            items=tuple(
                Item(
                    pieces("\n".join((chunk.title, chunk.title, chunk.body, chunk.rendering))),
                    tuple(filter(None, map(pieces, chunk.phrasings.split("\n")))),
                )
                for chunk in chunks
            ),
            asked=tuple(
                Asked(pieces(question), shares)
                for question, grades in all_questions()[: taught["questions"]]
                if (shares := _shares(grades, places)) and pieces(question)
            ),
            strange=tuple(filter(None, map(pieces, _strange(taught)))),
            kin=_kin(chunks, places, standards),
        )


def _shares(grades: Mapping[str, int], places: Mapping[str, int]) -> dict[int, float]:
    gains = {places[id_]: 2.0**grade - 1 for id_, grade in grades.items() if id_ in places}
    return {place: gain / sum(gains.values()) for place, gain in gains.items()}


def _strange(taught: Mapping[str, int]) -> Iterator[str]:
    for language in ("zh-Hant", "en"):
        lines = (ELSEWHERE / f"{language}.txt").read_text(encoding="utf-8").splitlines()
        yield from lines[: taught[language]]


def _kin(
    chunks: Sequence[Chunk], places: Mapping[str, int], standards: Sequence[Standard]
) -> torch.Tensor:
    kin = torch.zeros(len(chunks), len(chunks))

    def related(one: int, other: int) -> None:
        kin[one, other] = kin[other, one] = -torch.inf

    for standard in standards:
        for task in standard.tasks:
            inside = [activity.id for activity in task.activities]
            inside += [output.id for output in task.all_outputs()]
            inside += [indicator.id for indicator in task.all_indicators()]
            for id_ in inside:
                related(places[task.id], places[id_])
            for activity in task.activities:
                members = [output.id for output in activity.outputs]
                members += [indicator.id for indicator in activity.indicators]
                for id_ in members:
                    related(places[activity.id], places[id_])
        for chunk in chunks:
            if chunk.standard == standard.code and chunk.id != standard.id:
                related(places[standard.id], places[chunk.id])
    called: dict[str, list[int]] = {}
    for place, chunk in enumerate(chunks):
        called.setdefault(fold(chunk.title), []).append(place)
    for same in called.values():
        for one in same:
            for other in same:
                if one < other:
                    related(one, other)
    return kin


class Draws:
    """Draws what one step learns from."""

    def __init__(self, lessons: Lessons, settings: Mapping[str, Any], seed: int) -> None:
        self._lessons = lessons
        self._settings = settings
        self._chance = np.random.default_rng(seed)

    def phrased(self) -> tuple[list[Pieces], list[Pieces], list[int]]:
        """Every item without a few of its phrasings; these; and whose each of them is.

        An item must be found by words that its text doesn't have.
        """
        items, questions, places = [], [], []
        for place, item in enumerate(self._lessons.items):
            shown = list(item.phrasings)
            if len(shown) > int(self._settings["phrasings"]):
                order = self._chance.permutation(len(shown))
                cut = int(self._settings["phrasings"])
                questions += [self._thinned(shown[i]) for i in order[:cut]]
                places += [place] * cut
                shown = [shown[i] for i in order[cut:]]
            items.append([*item.own, *(piece for phrasing in shown for piece in phrasing)])
        return items, questions, places

    def asked(self) -> tuple[list[Pieces], torch.Tensor]:
        """Judged questions, and the share of the answer that each item has. Shape: (questions,
        items)."""
        drawn = self._some(self._lessons.asked, int(self._settings["questions"]))
        shares = torch.zeros(len(drawn), len(self._lessons.items))
        for row, each in enumerate(drawn):
            for place, share in each.shares.items():
                shares[row, place] = share
        return [self._thinned(each.pieces) for each in drawn], shares

    def strange(self) -> list[Pieces]:
        """Questions that no item answers."""
        drawn = self._some(self._lessons.strange, int(self._settings["strange"]))
        return [self._thinned(pieces) for pieces in drawn]

    def _some(self, of: Sequence[_T], count: int) -> list[_T]:
        chosen = self._chance.choice(len(of), size=min(count, len(of)), replace=False)
        return [of[i] for i in chosen]

    def _thinned(self, pieces: Pieces) -> Pieces:
        kept = self._chance.random(len(pieces)) >= float(self._settings["drop"])
        return [piece for piece, keep in zip(pieces, kept, strict=True) if keep] or pieces


def loss_of(
    weights: torch.Tensor, lessons: Lessons, draws: Draws, settings: Mapping[str, Any]
) -> torch.Tensor:
    """How badly a step's questions tell the items that answer them from all others and from
    nothing at all, which a cosine of `nothing` stands for."""
    scale = float(settings["scale"])
    items, phrasings, places = draws.phrased()
    questions, shares = draws.asked()
    strange = draws.strange()
    texts = _vectors(weights, items)
    nothing = len(items)

    def scores(of: list[Pieces]) -> torch.Tensor:
        cosines = _vectors(weights, of) @ texts.T
        return torch.nn.functional.pad(cosines, (0, 1), value=float(settings["nothing"])) * scale

    whose = torch.tensor(places)
    among = scores(phrasings) + torch.nn.functional.pad(lessons.kin, (0, 1))[whose]
    of_phrasings = cross_entropy(among, whose, reduction="sum")
    of_questions = cross_entropy(
        scores(questions), torch.nn.functional.pad(shares, (0, 1)), reduction="sum"
    )
    of_strange = cross_entropy(
        scores(strange), torch.full((len(strange),), nothing), reduction="sum"
    )
    whole = of_phrasings + of_questions + float(settings["strange_weight"]) * of_strange
    return whole / len(phrasings)


def _vectors(weights: torch.Tensor, texts: Sequence[Pieces]) -> torch.Tensor:
    starts = np.cumsum([0, *(len(text) for text in texts[:-1])])
    flat = np.fromiter((piece for text in texts for piece in text), np.int64)
    bags = embedding_bag(
        torch.from_numpy(flat), weights, torch.from_numpy(starts), mode="sum", sparse=True
    )
    return normalize(bags, dim=1)


def tune(
    module: StaticEmbedding,
    lessons: Lessons,
    found: list[train.Table],
    settings: Mapping[str, Any],
) -> None:
    """Changes the module's weights."""
    torch.manual_seed(settings["seed"])
    torch.set_num_threads(settings["threads"])
    options = settings["tuning"]
    draws = Draws(lessons, options, settings["seed"])
    module.embedding.sparse = True
    model = SentenceTransformer(modules=[module], device="cpu")
    pairs = MultipleNegativesRankingLoss(model, scale=settings["training"]["scale"])
    again = settings["training"] | {"batch": options["again"]}
    batches = train.Batches(
        found, train.shorter_pieces(module.tokenizer), again, settings["seed"] + 1
    )
    weights = module.embedding.weight
    optimizer = torch.optim.SparseAdam([weights], lr=options["learning_rate"])
    steps = int(options["steps"])
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: max(0.05, 1 - step / steps)
    )
    model.train()
    began = time.perf_counter()
    for step in range(steps):
        optimizer.zero_grad()
        value = loss_of(weights, lessons, draws, options)
        if options["again"]:
            kept = pairs(batches.draw(), torch.empty(0))
            value = value + float(options["again_weight"]) * kept
        value.backward()  # type: ignore[no-untyped-call]
        optimizer.step()  # type: ignore[no-untyped-call]
        schedule.step()
        if step % 50 == 0:
            seconds = time.perf_counter() - began
            log.info("step %d of %d, loss %.3f, %.0f s", step, steps, value.item(), seconds)


def stored(folder: Path) -> StaticEmbedding:
    """The module that `train.save` wrote."""
    tensors = load_file(folder / "model.safetensors")
    table: npt.NDArray[np.float32] = (
        tensors["embeddings"].astype(np.float32) * tensors["weights"][:, None]
    )
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    return StaticEmbedding(tokenizer, embedding_weights=table)


def main() -> None:
    """Reads the arguments, tunes, writes the folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, required=True, help="folder of *.tsv.gz tables")
    parser.add_argument("--model", type=Path, required=True, help="what train.py wrote")
    parser.add_argument("--out", type=Path, required=True, help="folder to write")
    parser.add_argument("--settings", type=Path, default=Path(__file__).with_name("settings.toml"))
    parser.add_argument("--without", default="", help="code of a standard not to learn from")
    arguments = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    os.environ["TOKENIZERS_PARALLELISM"] = "false"
    settings = tomllib.loads(arguments.settings.read_text(encoding="utf-8"))
    module = stored(arguments.model)
    standards = [each for each in shipped() if each.code != arguments.without]
    lessons = Lessons.read(module.tokenizer, standards, settings["taught"])
    log.info("%d items, %d questions", len(lessons.items), len(lessons.asked))
    found = list(train.tables(arguments.corpus, settings["sources"], module.tokenizer))
    tune(module, lessons, found, settings)
    if arguments.out != arguments.model:
        shutil.copytree(arguments.model, arguments.out, dirs_exist_ok=True)
    train.save(module, arguments.out)


if __name__ == "__main__":
    main()
