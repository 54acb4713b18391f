"""The golden file of the written items' wording; `make wording` writes it anew.

A line holds an item's id, version and language, and a hash of its stem, options and key. Changed
wording is a new version, so a hash may change only together with the version; the file is written
anew for a new version, and for a slip of the pen whose mending changes nothing that is asked.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from standards.item_bank import Wording, WrittenItem, written_items
from standards.library import shipped
from standards.model import Language

GOLDEN = Path(__file__).parent / "data" / "items" / "wording.tsv"


@dataclass(frozen=True, slots=True)
class Line:
    """One wording of an item."""

    item: str
    version: int
    language: Language
    hash: str


def lines_of(items: Iterable[WrittenItem]) -> list[Line]:
    """A line a wording, by item and language."""
    return sorted(
        (
            Line(item.id, item.version, language, _hash(wording, item.key))
            for item in items
            for language, wording in item.wordings.items()
        ),
        key=lambda line: (line.item, line.language),
    )


def _hash(wording: Wording, key: str) -> str:
    words = (wording.stem, *(option.text for option in wording.options), key)
    return sha256("\x1f".join(words).encode()).hexdigest()[:12]


def differences(golden: Iterable[Line], now: Iterable[Line]) -> Iterator[str]:
    """What is wrong with the bank beside the golden file, and what to do, a sentence each."""
    kept = {(line.item, line.language): line for line in golden}
    found = {(line.item, line.language): line for line in now}
    for place, line in found.items():
        before = kept.get(place)
        where = f"{line.item} ({line.language})"
        if before is None:
            yield f"{where} is new: run `make wording`."
        elif line.version < before.version:
            yield f"{where} went back from version {before.version} to {line.version}."
        elif line.version > before.version:
            yield f"{where} has a new version: run `make wording`."
        elif line.hash != before.hash:
            yield (
                f"{where} is worded differently under the same version: raise its `version`, or "
                "its statistics and results would mix two questions; for a slip of the pen that "
                "changes nothing, run `make wording`."
            )
    for place in kept.keys() - found.keys():
        yield (
            f"{place[0]} ({place[1]}) is gone: set its `status` to retired, so that its answers "
            "still count; if nobody can have answered it, run `make wording`."
        )


def bank() -> list[Line]:
    """The wordings of all shipped items."""
    return lines_of(item for standard in shipped() for item in written_items(standard.code))


def read(path: Path = GOLDEN) -> list[Line]:
    """The golden file."""
    rows = [line.split("\t") for line in path.read_text("utf-8").splitlines()]
    return [
        Line(item, int(version), Language(language), hash) for item, version, language, hash in rows
    ]


def write(lines: Iterable[Line], path: Path = GOLDEN) -> None:
    """Writes the golden file anew."""
    rows = (f"{line.item}\t{line.version}\t{line.language}\t{line.hash}\n" for line in lines)
    path.write_text("".join(rows), "utf-8")


if __name__ == "__main__":
    write(bank())
