"""Reads a file in a process of its own, within limits, so that no file can harm the program.

The process may use so much memory, computing time and output, and no more; it gets none of our
environment, so no token either. What it gives back is JSON that is checked, never a pickle.
"""

import json
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

from standards.document import Document, Remark
from standards.errors import UnreadableDocument
from standards.formats.kind import Format
from standards.sentences import Refusal, Told


@dataclass(frozen=True, slots=True)
class Limits:
    """What reading one file may take."""

    seconds: int = 10
    """Of computing; of the clock twice as many."""
    memory_mb: int = 1024
    characters: int = 1_000_000
    """Of text; the longest real standards have a fiftieth."""


LIMITS = Limits()

_KEPT = ("SYSTEMROOT", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")
"""Names of the environment without which Python does not start somewhere."""
_ROOT = str(Path(__file__).resolve().parents[2])
_START = (
    "import sys; sys.path.insert(0, sys.argv[1]); from standards.formats.child import main; main()"
)
_KILLED_BY_CPU = 24
"""SIGXCPU: the computing time is used up."""


def read_apart(data: bytes, file: str, format: Format, limits: Limits = LIMITS) -> Document:
    """The document that `data` is. Raises `UnreadableDocument`, naming `file`."""
    too_slow = UnreadableDocument(Refusal.TOO_SLOW, file=file, seconds=str(limits.seconds))
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as written:
        given.write(data)
        given.seek(0)
        asked = [format, str(limits.seconds), str(limits.memory_mb), str(limits.characters)]
        environment = {name: os.environ[name] for name in _KEPT if name in os.environ}
        # One thread each: the pools of numeric libraries reserve more memory than may be used.
        environment |= {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
        process = subprocess.Popen(
            [sys.executable, "-I", "-B", "-X", "utf8", "-c", _START, _ROOT, *asked],
            stdin=given,
            stdout=written,
            stderr=subprocess.DEVNULL,
            env=environment,
        )
        try:
            status = process.wait(2 * limits.seconds)
        except subprocess.TimeoutExpired:
            raise too_slow from None
        finally:
            process.kill()
            process.wait()
        written.seek(0)
        answer = written.read(8 * limits.characters)
    if status in (-_KILLED_BY_CPU, -9, 128 + _KILLED_BY_CPU):
        raise too_slow
    if status < 0:
        # The parser was killed: by a fault, or because it wanted more memory than there is for it.
        raise UnreadableDocument(Refusal.TOO_MUCH, file=file)
    if status:
        raise UnreadableDocument(Refusal.BROKEN, file=file)
    return _checked(answer, file, format)


def _checked(answer: bytes, file: str, format: Format) -> Document:
    """What the process said, if it is what it should be."""
    try:
        said: dict[str, Any] = json.loads(answer)
        if refused := said.get("refused"):
            params = {str(name): str(value) for name, value in said["params"].items()}
            raise UnreadableDocument(Refusal[refused], **(params | {"file": file}))
        remarks = tuple(
            Remark(Told[name], {str(hole): str(value) for hole, value in params.items()})
            for name, params in said["remarks"]
        )
        pages = tuple(int(page) for page in said["pages"])
        text = said["text"]
        cells = tuple(map(tuple, said["cells"]))
        if not all(isinstance(one, str | None) for one in (text, *chain.from_iterable(cells))):
            raise TypeError
    except (ValueError, KeyError, TypeError, AttributeError):
        raise UnreadableDocument(Refusal.BROKEN, file=file) from None
    return Document(text, format, pages, remarks, cells)
