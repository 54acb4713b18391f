"""Files that hold what is private: for their owner alone, and there whole or not at all."""

import itertools
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.data_folder import flocked
from bot.errors import FileThere
from conversations.language import N_

_BESIDE = ".competency-bot-"
"""What the names of the folders begin with in which a file is being written."""


@contextmanager
def written_aside(file: Path, *, force: bool = False) -> Iterator[tuple[Path, Path]]:
    """A new private folder beside `file`, and a path in it; what is written there becomes `file`.

    It does in one step, at the end and unless anything is raised. Raises FileThere where `file` is
    there, then or by the end, unless `force`; and OSError.
    """
    if not force and os.path.lexists(file):
        raise _there(file)
    _sweep(file.parent)
    with tempfile.TemporaryDirectory(dir=file.parent, prefix=_BESIDE) as name:
        folder = Path(name)
        with flocked(folder):
            written = folder / "whole"
            os.close(os.open(written, os.O_WRONLY | os.O_CREAT, 0o600))
            yield folder, written
            with written.open("rb+") as finished:
                os.fsync(finished.fileno())
            if force:
                written.replace(file)
            else:
                _publish(written, file)


def unused(file: Path) -> Path:
    """`file`, or beside it the first of `file-2`, `file-3`… that is not there."""
    names = itertools.chain(
        (file,), (file.with_stem(f"{file.stem}-{number}") for number in itertools.count(2))
    )
    return next(each for each in names if not os.path.lexists(each))


def _publish(written: Path, file: Path) -> None:
    try:
        os.link(written, file)
    except FileExistsError:
        raise _there(file) from None
    except OSError:
        # A file system without links.
        if os.path.lexists(file):
            raise _there(file) from None
        written.replace(file)


def _sweep(folder: Path) -> None:
    """Takes away what a killed writer has left there."""
    for left in folder.glob(f"{_BESIDE}*"):
        if left.is_dir() and not left.is_symlink():
            with flocked(left) as alone:
                if alone:
                    shutil.rmtree(left, ignore_errors=True)


def _there(file: Path) -> FileThere:
    return FileThere(N_("{file} is there already; --force overwrites it."), file=str(file))
