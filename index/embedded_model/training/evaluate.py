"""Measures a model: `python evaluate.py --tests FOLDER [--model FOLDER] [--half choices]`.

Every test is cut in two by the parity of its lines. Settings are chosen on one half, `choices`;
what is reported is measured on the other, `report`. A passage that scores like the right one
counts as ranked before it.
"""

import argparse
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from index.chunk import chunks_of
from index.embed import Embedder
from index.embedded_model.training.corpus import Pair, pairs
from index.static_embedder import EMBEDDED, StaticEmbedder
from standards.library import shipped

log = logging.getLogger("evaluate")

PROBE = Path(__file__).with_name("probe.tsv")
"""Everyday questions on the shipped standards: language, question, ids of items that answer."""


@dataclass(frozen=True, slots=True)
class Task:
    """Questions, passages, and for each question the passages that answer it."""

    name: str
    questions: list[str]
    passages: list[str]
    right: list[list[int]]


def from_pairs(name: str, lines: Sequence[Pair]) -> Task:
    """Each left text is a question; all right texts are the passages."""
    passages = sorted({passage for _, passage in lines})
    number = {passage: at for at, passage in enumerate(passages)}
    return Task(name, [q for q, _ in lines], passages, [[number[p]] for _, p in lines])


def tasks(folder: Path, parity: int) -> list[Task]:
    """The published tests in `folder`, one half of each."""

    def half(name: str, lines: Sequence[Pair]) -> Task:
        return from_pairs(name, lines[parity::2])

    news = list(pairs(folder, "ntrex_zhTW"))
    chinese = list(pairs(folder, "zhzh_xquad_qa_zhCN"))
    english = list(pairs(folder, "enen_xquad_qa"))
    to_english = {zh: en for en, zh in pairs(folder, "xquad_zhCN")}
    to_chinese = {en: zh for zh, en in to_english.items()}
    return [
        half("NTREX en → zh", news),
        half("NTREX zh → en", [(zh, en) for en, zh in news]),
        half("DRCD zh → zh", list(pairs(folder, "zhzh_drcd_qa_zhTW"))),
        half("XQuAD en → en", english),
        half("XQuAD en → zh", [(to_english[q], p) for q, p in chinese if q in to_english]),
        half("XQuAD zh → en", [(to_chinese[q], p) for q, p in english if q in to_chinese]),
    ]


def probes(parity: int) -> list[Task]:
    """The everyday questions over the items of the shipped standards, one half a language."""
    items = [chunk for standard in shipped() for chunk in chunks_of(standard)]
    number = {item.id: at for at, item in enumerate(items)}
    passages = [f"{item.title} {item.body}".strip() for item in items]
    rows = [line.split("\t") for line in PROBE.read_text(encoding="utf-8").splitlines()]
    found = []
    for language in ("zh", "en"):
        asked = [row for row in rows if row[0] == language][parity::2]
        right = [[number[item] for item in ids.split()] for _, _, ids in asked]
        found.append(Task(f"probe {language}", [q for _, q, _ in asked], passages, right))
    return found


def ranks(model: Embedder, task: Task) -> np.ndarray:
    """The rank of the best right passage, from 1, shape (questions,)."""
    passages = model.documents(task.passages)
    found = []
    for question, right in zip(task.questions, task.right, strict=True):
        scores = passages @ model.query(question)
        wrong = np.delete(scores, right)
        found.append(1 + int((wrong >= scores[right].max()).sum()))
    return np.array(found)


def main() -> None:
    """Reads the arguments, measures, writes one line a test."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tests", type=Path, required=True, help="folder of test tables")
    parser.add_argument("--model", type=Path, default=EMBEDDED)
    parser.add_argument("--half", choices=["choices", "report"], default="report")
    arguments = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    model = StaticEmbedder(arguments.model)
    parity = ["choices", "report"].index(arguments.half)
    log.info("%s\ntest\tquestions\tpassages\tR@1\tR@5\tR@10\tMRR", model.name)
    for task in [*tasks(arguments.tests, parity), *probes(parity)]:
        rank = ranks(model, task)
        shares = "\t".join(f"{(rank <= k).mean():.3f}" for k in (1, 5, 10))
        log.info(
            "%s\t%d\t%d\t%s\t%.3f",
            task.name,
            len(rank),
            len(task.passages),
            shares,
            (1 / rank).mean(),
        )


if __name__ == "__main__":
    main()
