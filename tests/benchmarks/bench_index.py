"""How long the index takes, as figures and as ratios to what we want; nothing is asserted.

Run from the repository: `PYTHONPATH=. .venv/bin/python tests/benchmarks/bench_index.py`.
Times depend on the machine and on what else it does; compare only runs of the same hour.
"""

import json
import os
import resource
import statistics
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from index.search import Index, Query
from index.static_embedder import embedded
from standards.library import shipped
from standards.model import Language

ROOT = Path(__file__).parents[2]
QUESTIONS = (
    "客人退貨怎麼辦",
    "如何讓更多客人重複購買",
    "怎么处理客户投诉",
    "how do I handle a customer complaint",
    "貿易經理 T2 需要什麼知識",
    "what should outsourcing vendors be measured by",
)
WANTED = {
    "build: chunks a second": 700.0,
    "second open: CPU seconds": 0.3,
    "second open: wall seconds": 0.3,
    "cold start to the first hit: wall seconds": 1.0,
    "query p50: ms": 3.0,
    "query p95: ms": 10.0,
    "resident: MB": 114.0,
}


def build(folder: Path) -> dict[str, float]:
    shipped()
    began = time.perf_counter()
    index = _open(folder)
    seconds = time.perf_counter() - began
    index.close()
    return {"build: chunks a second": len(index.chunks) / seconds}


def second_open(folder: Path) -> dict[str, float]:
    shipped()
    began, cpu = time.perf_counter(), time.process_time()
    index = _open(folder)
    wall, cpu = time.perf_counter() - began, time.process_time() - cpu
    index.close()
    return {"second open: wall seconds": wall, "second open: CPU seconds": cpu}


def first_search(folder: Path) -> dict[str, float]:
    index = _open(folder)
    index.search(Query(QUESTIONS[0], Language.ZH_HANT))
    cold = time.time() - float(os.environ["BENCH_STARTED"])
    times = []
    for question in QUESTIONS * 50:
        began = time.perf_counter()
        index.search(Query(question, Language.ZH_HANT))
        times.append(1_000 * (time.perf_counter() - began))
    index.close()
    cuts = statistics.quantiles(times, n=20)
    return {
        "cold start to the first hit: wall seconds": cold,
        "query p50: ms": cuts[9],
        "query p95: ms": cuts[18],
        "resident: MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1_024,
    }


def _open(folder: Path) -> Index:
    return Index.open(folder, shipped(), embedded)


def _in_a_process(part: str, folder: Path) -> dict[str, float]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "BENCH_STARTED": str(time.time())}
    command = [sys.executable, __file__, part, str(folder)]
    done = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)
    figures: dict[str, float] = json.loads(done.stdout)
    return figures


def main() -> None:
    figures: dict[str, float] = {}
    with TemporaryDirectory() as name:
        for part in ("build", "second_open", "second_open", "first_search", "first_search"):
            figures |= _in_a_process(part, Path(name))  # the second of two has warm files
    for what, figure in figures.items():
        line = f"{what:45} {figure:9.3f}   {figure / WANTED[what]:5.2f} of {WANTED[what]:g}\n"
        sys.stdout.write(line)


if __name__ == "__main__":
    if len(sys.argv) == 3:
        parts = {"build": build, "second_open": second_open, "first_search": first_search}
        sys.stdout.write(json.dumps(parts[sys.argv[1]](Path(sys.argv[2]))))
    else:
        main()
