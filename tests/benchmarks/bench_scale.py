"""How the index does with many standards, beside its parts alone; nothing is asserted.

Run from the repository: `PYTHONPATH=. .venv/bin/python tests/benchmarks/bench_scale.py [COUNT...]`
for 10, 100 and 1,000 standards, or as many as named. The standards are the shipped ones, cut up
and put together anew: good for measuring time, not for judging answers. 1,000 take three minutes.
Times depend on the machine and on what else it does: compare only what one run measured.
"""

import dataclasses
import json
import os
import pickle
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from index import search
from index.search import Index, Query
from index.static_embedder import embedded
from index.tokens import question_tokens
from standards.library import shipped
from standards.model import ItemKind, Language, Standard
from standards.renderings import renderings_of

ROOT = Path(__file__).parents[2]
COUNTS = (10, 100, 1_000)
QUESTIONS = 200
FOUND = 20
WANTED = {10_000: 3, 100_000: 10, 1_000_000: 60}
"""Milliseconds at the 95th percentile, by chunks."""


def made_up(count: int) -> list[Standard]:
    """So many standards; every text keeps its first half and gets another's second half."""
    chance = random.Random(count)
    pools = {
        language: sorted({text for s in shipped() if s.language is language for text in texts(s)})
        for language in Language
    }
    return [
        varied(chance.choice(shipped()), f"XYZ{i // 1_000:04}-{i % 1_000:03}v1", pools, chance)
        for i in range(count)
    ]


def texts(part: Any) -> list[str]:
    if dataclasses.is_dataclass(part):
        fields = [(field.name, getattr(part, field.name)) for field in dataclasses.fields(part)]
        own = [value for name, value in fields if name in ("text", "title") and value]
        return own + [text for _, value in fields for text in texts(value)]
    if isinstance(part, tuple):
        return [text for each in part for text in texts(each)]
    return []


def varied(
    standard: Standard,
    code: str,
    pools: Mapping[Language, Sequence[str]],
    chance: random.Random,
) -> Standard:
    pool = pools[standard.language]

    def change(part: Any, name: str = "") -> Any:
        if dataclasses.is_dataclass(part) and not isinstance(part, type):
            fields = {
                f.name: change(getattr(part, f.name), f.name) for f in dataclasses.fields(part)
            }
            return dataclasses.replace(part, **fields)
        if isinstance(part, tuple):
            return tuple(change(each, name) for each in part)
        if type(part) is str and part.startswith(standard.code):
            return code + part.removeprefix(standard.code)
        if name in ("text", "title", "items") and type(part) is str and part:
            other = chance.choice(pool)
            return part[: (len(part) + 1) // 2] + other[len(other) // 2 :]
        return part

    changed: Standard = change(standard)
    return changed


def questions() -> list[tuple[str, Language]]:
    """Everyday phrasings, and what is asked with half of a title."""
    found = [
        (phrasing, language)
        for standard in shipped()
        for rendering in renderings_of(standard.code).items.values()
        for language, phrasings in rendering.phrasings.items()
        for phrasing in phrasings
    ]
    found += [(text[: len(text) // 2], s.language) for s in shipped() for text in texts(s)]
    return random.Random(5).sample(sorted(found), QUESTIONS)


def build(folder: Path) -> dict[str, float]:
    standards = _standards(folder)
    embedded().query("")
    began = time.perf_counter()
    index = _open(folder, standards[:-1])
    seconds = time.perf_counter() - began
    figures = {"chunks": len(index.chunks), "build: chunks/s": len(index.chunks) / seconds}
    began = time.perf_counter()
    index.update(standards)
    figures["one standard more: s"] = time.perf_counter() - began
    index.close()
    return figures


def start(folder: Path) -> dict[str, float]:
    standards = _standards(folder)
    before, began, cpu = _resident(), time.perf_counter(), time.process_time()
    index = _open(folder, standards)
    wall, cpu = time.perf_counter() - began, time.process_time() - cpu
    opened = _resident()
    began = time.perf_counter()
    index.search(Query("客人退貨怎麼辦", Language.ZH_HANT))
    figures = {
        "open: s": wall,
        "open: CPU s": cpu,
        "open: MB": opened - before,
        "first search: s": time.perf_counter() - began,
    }
    index.close()
    return figures


def ask(folder: Path) -> dict[str, float]:
    standards = _standards(folder)
    index = _open(folder, standards)
    asked = questions()
    some = frozenset(standard.code for standard in standards[::2])
    kinds = frozenset({ItemKind.KNOWLEDGE, ItemKind.SKILL})
    filters = {
        "query": Query("", Language.EN),
        "query, half": Query("", Language.EN, standards=some),
        "query, two kinds": Query("", Language.EN, kinds=kinds),
    }
    figures: dict[str, float] = {}
    for name, query in filters.items():

        def run(text: str, language: Language, query: Query = query) -> object:
            return index.search(dataclasses.replace(query, text=text, language=language), FOUND)

        figures |= _times(name, run, asked)
    figures["resident: MB"] = _resident()
    found = [_scores(index, *question) for question in asked]
    search.COMPARED = len(index.chunks)
    exact = [_scores(index, *question) for question in asked]
    same = [a == b for a, b in zip(found, exact, strict=True)]
    figures["top five as if all were compared"] = statistics.mean(same)
    index.close()
    return figures


def chroma(folder: Path) -> dict[str, float]:
    index = _open(folder, _standards(folder))
    model, store = embedded(), index._contents.generation.store()
    figures = _times("Chroma", lambda text, _: store.nearest(model.query(text), FOUND), questions())
    index.close()
    return figures


def brute_force(folder: Path) -> dict[str, float]:
    index = _open(folder, _standards(folder))
    vectors = index._contents.table.vectors.copy()
    model = embedded()

    def nearest(text: str, _: Language) -> object:
        similarity = vectors @ model.query(text)
        return np.argpartition(-similarity, FOUND)[:FOUND]

    figures = _times("numpy", nearest, questions())
    index.close()
    return figures


def bm25s(folder: Path) -> dict[str, float]:
    import bm25s  # type: ignore[import-untyped]

    index = _open(folder, _standards(folder))
    words = index._contents.generation.arrays.words()
    vocabulary = {token.decode(): i for i, token in enumerate(words.tokens())}
    tokens = np.repeat(np.arange(len(vocabulary), dtype=np.int32), np.diff(words.starts))
    by_chunk = tokens[np.argsort(words.chunks, kind="stable")]
    cuts = np.cumsum(np.bincount(words.chunks, minlength=len(words.lengths)))[:-1]
    corpus = [part.tolist() for part in np.split(by_chunk, cuts)]
    index.close()
    theirs = bm25s.BM25(method="lucene")
    theirs.index((corpus, vocabulary), create_empty_token=False, show_progress=False)

    def best(text: str, _: Language) -> object:
        known = [token for token in question_tokens(text) if token in vocabulary]
        scores = theirs.get_scores(known) if known else np.zeros(len(corpus), np.float32)
        return np.argpartition(-scores, FOUND)[:FOUND]

    return _times("bm25s", best, questions())


def _scores(index: Index, text: str, language: Language) -> list[float]:
    """Of the best five: chunks that say the same may change places."""
    return [round(hit.score, 3) for hit in index.search(Query(text, language), 5)]


def _times(
    name: str,
    run: Callable[[str, Language], object],
    asked: Sequence[tuple[str, Language]],
) -> dict[str, float]:
    for question in asked[:10]:
        run(*question)
    times = []
    for question in asked:
        began = time.perf_counter()
        run(*question)
        times.append(1_000 * (time.perf_counter() - began))
    cuts = statistics.quantiles(times, n=20)
    return {f"{name}, p50: ms": cuts[9], f"{name}, p95: ms": cuts[18]}


def _resident() -> float:
    """Megabytes."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / (1 << 20)


def _standards(folder: Path) -> list[Standard]:
    with (folder / "standards").open("rb") as file:
        standards: list[Standard] = pickle.load(file)
    return standards


def _open(folder: Path, standards: Sequence[Standard]) -> Index:
    return Index.open(folder / "index", standards, embedded)


PARTS = {
    "build": build,
    "start": start,
    "ask": ask,
    "chroma": chroma,
    "bm25s": bm25s,
    "brute_force": brute_force,
}


def _in_a_process(part: str, folder: Path) -> dict[str, float]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"}
    command = [sys.executable, __file__, part, str(folder)]
    done = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, text=True)
    figures: dict[str, float] = json.loads(done.stdout)
    return figures


def main(counts: Sequence[int]) -> None:
    for count in counts:
        with TemporaryDirectory() as name:
            folder = Path(name)
            with (folder / "standards").open("wb") as file:
                pickle.dump(made_up(count), file)
            figures: dict[str, float] = {}
            for part in PARTS:
                figures |= _in_a_process(part, folder)
        alone = figures["Chroma, p95: ms"] + figures["bm25s, p95: ms"]
        figures["p95, of Chroma's and bm25s's together"] = figures["query, p95: ms"] / alone
        figures["p95, of numpy's"] = figures["query, p95: ms"] / figures["numpy, p95: ms"]
        for size, wanted in WANTED.items():
            if 0.5 < figures["chunks"] / size < 2:
                figures[f"p95, of {wanted} ms"] = figures["query, p95: ms"] / wanted
        sys.stdout.write(f"\n{count} standards\n")
        for what, figure in figures.items():
            sys.stdout.write(f"  {what:40} {figure:12.3f}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    if len(sys.argv) == 3 and sys.argv[1] in PARTS:
        sys.stdout.write(json.dumps(PARTS[sys.argv[1]](Path(sys.argv[2]))))
    else:
        main([int(count) for count in sys.argv[1:]] or COUNTS)
