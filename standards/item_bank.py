"""The written quiz items: what people who know the work have put down beside the standards.

They stand as YAML in `data/items/`, in files named after the standard's code (`CODE.yaml`, or
`CODE-T1-T2.yaml` where one file would be long), each a list of items. `schema.json` beside them
says the same to editors that check while one types. Generated items live elsewhere: they are made
of the standard's own words and need no file.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, Literal, NoReturn, cast, get_args

from standards.errors import MalformedItem
from standards.model import Language
from standards.sentences import ItemFault

FOLDER: Final = Path(__file__).parent / "data" / "items"

WrittenKind = Literal["scenario", "knowledge"]
Status = Literal["draft", "approved", "retired"]

DIFFICULTIES: Final = (1, 2, 3)
"""Easy, middling, hard, as its writer judged it."""
LETTERS: Final = "abcd"
"""An item's options are lettered in this order, without a gap."""

_LANGUAGES: Final = tuple(language.value for language in Language)
_NEEDED: Final = ("id", "task", "targets", "kind", "difficulty", "version", "status", "key")
_SIGN: Final[Mapping[str, str]] = {"scenario": "s", "knowledge": "k"}


@dataclass(frozen=True, slots=True)
class WrittenOption:
    """One possible answer; `reason` says why it is right, or what is wrong with it."""

    letter: str
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Wording:
    """An item in one language."""

    stem: str
    options: tuple[WrittenOption, ...]
    explanation: str
    """Cites by code; only to be shown after the answer, like the reasons."""


@dataclass(frozen=True, slots=True)
class WrittenItem:
    """A question that somebody wrote, in each language it is written in."""

    id: str
    """`CODE-TASK-s01` (a scenario) or `CODE-TASK-k01` (knowledge); it never changes."""
    standard: str
    """The standard's code."""
    task: str
    """The id of the task it belongs to."""
    targets: tuple[str, ...]
    """Ids of what it rests on, most important first."""
    kind: WrittenKind
    difficulty: int
    version: int
    """Counted from 1; changed wording is a new version."""
    status: Status
    key: str
    """The letter of the right option, the same in every language."""
    wordings: Mapping[Language, Wording]


@cache
def written_items(code: str) -> tuple[WrittenItem, ...]:
    """The items written for the standard of this code, in its files' order; often none.

    Each standard's files are read once. Raises MalformedItem where one can't be understood.
    """
    return read_items(code, _files_of(code, FOLDER))


def read_items(code: str, paths: Iterable[Path]) -> tuple[WrittenItem, ...]:
    """The items of these files, all of the standard `code`, in order.

    Raises MalformedItem with the file, the item's id and what is wrong with it.
    """
    found: dict[str, WrittenItem] = {}
    for path in paths:
        rows = _parsed(path)
        if not isinstance(rows, list):
            raise MalformedItem(ItemFault.NO_LIST, file=path.name)
        for number, row in enumerate(rows, 1):
            item = _Row(row, code, path.name, number).item()
            if item.id in found:
                raise MalformedItem(ItemFault.TWICE, file=path.name, item=item.id)
            found[item.id] = item
    return tuple(found.values())


def _files_of(code: str, folder: Path) -> list[Path]:
    # A code is followed by nothing or by the tasks: IIS3513-005 doesn't take IIS3513-005v2's.
    return sorted(
        path
        for path in folder.glob("*.yaml")
        if re.fullmatch(re.escape(code) + r"(-[TER]\d+)*", path.stem)
    )


@cache
def _loader() -> Any:
    """A YAML loader that leaves every scalar as the text it is, and refuses a name given twice.

    So `no`, `3:30` and `2026-01-01` mean to a reader what they mean to a writer.
    """
    import yaml  # type: ignore[import-untyped,unused-ignore]  # PyYAML ships no types

    base: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)

    class Loader(base):  # type: ignore[misc]  # PyYAML's classes have no types
        def construct_mapping(self, node: Any, deep: bool = False) -> Any:
            names = [key.value for key, _value in node.value]
            for name in names:
                if names.count(name) > 1:
                    raise yaml.MarkedYAMLError(
                        problem=f"“{name}” is given twice", problem_mark=node.start_mark
                    )
            return super().construct_mapping(node, deep)

    return Loader


def _parsed(path: Path) -> Any:
    import yaml

    try:
        return yaml.load(path.read_bytes(), Loader=_loader())
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        mark = getattr(error, "problem_mark", None)
        raise MalformedItem(
            ItemFault.NO_YAML,
            file=path.name,
            line="?" if mark is None else str(mark.line + 1),
            why=getattr(error, "problem", None) or str(error),
        ) from error


@dataclass(frozen=True, slots=True)
class _Row:
    """One entry of a file, not yet trusted."""

    row: Any
    code: str
    file: str
    number: int

    def item(self) -> WrittenItem:
        if not isinstance(self.row, dict):
            self._refuse(ItemFault.NO_MAPPING)
        self._fields(self.row, _NEEDED, optional=_LANGUAGES)
        wordings = {
            Language(name): self._wording(name, self.row[name])
            for name in _LANGUAGES
            if name in self.row
        }
        if not wordings:
            self._refuse(ItemFault.LACKS, field=" / ".join(_LANGUAGES))
        kind = self._one_of("kind", get_args(WrittenKind))
        task = self._text(self.row, "task")
        id = self._text(self.row, "id")
        if not re.fullmatch(re.escape(f"{self.code}-{task}-{_SIGN[kind]}") + r"\d{2,}", id):
            self._refuse(ItemFault.ID, like=f"{self.code}-{task}-{_SIGN[kind]}01")
        return WrittenItem(
            id=id,
            standard=self.code,
            task=f"{self.code}/{task}",
            targets=tuple(f"{self.code}/{target}" for target in self._targets()),
            kind=cast(WrittenKind, kind),
            difficulty=int(self._one_of("difficulty", tuple(map(str, DIFFICULTIES)))),
            version=self._counted("version"),
            status=cast(Status, self._one_of("status", get_args(Status))),
            key=self._one_of("key", tuple(LETTERS)),
            wordings=MappingProxyType(wordings),
        )

    def _wording(self, name: str, row: Any) -> Wording:
        self._fields(row, ("stem", "options", "explanation"), within=name)
        options = row["options"]
        letters = list(LETTERS[: len(options)]) if isinstance(options, dict) else []
        if len(letters) < 2 or list(options) != letters:
            self._refuse(ItemFault.LETTERS, language=name)
        for letter, option in options.items():
            self._fields(option, ("text", "reason"), within=f"{name}.{letter}")
        return Wording(
            stem=self._text(row, "stem", within=name),
            options=tuple(
                WrittenOption(
                    letter,
                    self._text(option, "text", within=f"{name}.{letter}"),
                    self._text(option, "reason", within=f"{name}.{letter}"),
                )
                for letter, option in options.items()
            ),
            explanation=self._text(row, "explanation", within=name),
        )

    def _targets(self) -> list[str]:
        targets = self.row["targets"]
        if (
            not isinstance(targets, list)
            or not targets
            or len({str(target) for target in targets}) < len(targets)
            or not all(isinstance(target, str) and target for target in targets)
        ):
            self._refuse(ItemFault.TARGETS)
        return cast(list[str], targets)

    def _fields(
        self,
        row: Any,
        needed: tuple[str, ...],
        *,
        optional: tuple[str, ...] = (),
        within: str = "",
    ) -> None:
        if not isinstance(row, dict):
            self._refuse(ItemFault.LACKS, field=".".join(filter(None, (within, needed[0]))))
        for name in needed:
            if name not in row:
                self._refuse(ItemFault.LACKS, field=".".join(filter(None, (within, name))))
        for name in row:
            if name not in (*needed, *optional):
                self._refuse(ItemFault.UNKNOWN, field=".".join(filter(None, (within, str(name)))))

    def _text(self, row: Mapping[str, Any], name: str, *, within: str = "") -> str:
        value = row[name]
        if not isinstance(value, str) or not value.strip():
            self._refuse(ItemFault.LACKS, field=".".join(filter(None, (within, name))))
        return value.strip()

    def _one_of(self, name: str, allowed: tuple[str, ...]) -> str:
        value = self.row[name]
        if value not in allowed:
            self._refuse(ItemFault.ONE_OF, field=name, allowed=", ".join(allowed))
        return cast(str, value)

    def _counted(self, name: str) -> int:
        value = self.row[name]
        if not isinstance(value, str) or not re.fullmatch(r"[1-9]\d{0,3}", value):
            self._refuse(ItemFault.COUNTED, field=name)
        return int(value)

    def _refuse(self, fault: ItemFault, **holes: str) -> NoReturn:
        id = self.row.get("id") if isinstance(self.row, dict) else None
        # An item without a usable id is named by its place in the file.
        raise MalformedItem(
            fault,
            file=self.file,
            item=id if isinstance(id, str) and id else f"#{self.number}",
            **holes,
        )
