"""How long adding standards takes, as an editor does it on the command line; nothing is asserted.

Run from the repository:

    PYTHONPATH=.:tests .venv/bin/python tests/benchmarks/bench_adding.py [COUNT]

for 900 standards, or as many as named. They are the shipped ones, cut up and put together anew, and
written as documents in the tables of our own CSV. Times depend on the machine and on what else it
does: compare only what one run measured.
"""

import dataclasses
import os
import resource
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.bench_scale import made_up
from document_files import written
from publisher_layouts import laid_out
from standards import csv_file
from standards.formats.kind import Format
from standards.library import Library, shipped

ROOT = Path(__file__).parents[2]
COUNT = 900


def added(data: Path, *arguments: str) -> tuple[float, float]:
    """Seconds on the clock and of the processor for one `standards add`."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "COMPETENCY_DATA": str(data)}
    command = [sys.executable, "-m", "bot", "standards", *arguments]
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(
        command,
        env=environment,
        cwd=ROOT,
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    wall, after = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return wall, used


def as_text(folder: Path) -> Path:
    """An ordinary standard as its publisher prints it, under a code of its own."""
    source = ROOT / "standards" / "data" / "KRM4224-001v1.txt"
    path = folder / "ordinary.txt"
    text = source.read_text("utf-8").replace("KRM4224-001v1", "XYZ9999-001v1")
    path.write_text(text, "utf-8")
    return path


def as_files(folder: Path) -> dict[str, Path]:
    """The same standard in the formats in which publishers give it, by the format's name."""
    standard = Library(folder / "none").check([folder / "ordinary.txt"])[0].standard
    found = {}
    for format in (Format.PDF, Format.DOCX, Format.ODT, Format.XLSX):
        found[format.label] = folder / f"ordinary.{format.value}"
        found[format.label].write_bytes(written(format, laid_out(standard)))
    return found


def as_tables(folder: Path, count: int) -> Sequence[Path]:
    paths = []
    for standard in made_up(count):
        path = folder / f"{standard.code}.csv"
        path.write_bytes(csv_file.written(dataclasses.replace(standard, findings=())))
        paths.append(path)
    return paths


def main(count: int) -> None:
    figures: dict[str, tuple[float, float]] = {}
    with TemporaryDirectory() as name:
        folder = Path(name)
        one, many = as_text(folder), [str(path) for path in as_tables(folder, count)]
        few = folder / "few"
        figures["the first one, with the index of five"] = added(few, "add", str(one))
        figures["removing it"] = added(few, "remove", "XYZ9999-001v1")
        figures["bringing it back"] = added(few, "restore", "XYZ9999-001v1")
        added(few, "remove", "XYZ9999-001v1")
        figures["an ordinary one, the index being there"] = added(few, "add", str(one))
        for label, path in as_files(folder).items():
            added(few, "remove", "XYZ9999-001v1")
            figures[f"the same as {label}"] = added(few, "add", str(path))
        all_at_once, by_parts = folder / "at_once", folder / "parts"
        figures[f"{count} at once"] = added(all_at_once, "add", *many)
        figures[f"one more on top of {count}"] = added(all_at_once, "add", str(one))
        figures[f"listing {count}"] = added(all_at_once, "list")
        figures[f"{count} with --each"] = added(by_parts, "add", "--each", *many)
    sys.stdout.write(f"{len(shipped())} shipped, {count} made up\n")
    for what, (wall, used) in figures.items():
        sys.stdout.write(f"  {what:40} {wall:9.2f} s {used:9.2f} CPU s\n")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else COUNT)
