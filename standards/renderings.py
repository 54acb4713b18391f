"""Unofficial renderings of the shipped standards, with everyday words for each item.

They stand beside the documents as TOML, one table an item, and are ours, not the publishers': they
are searched with, and shown only as what they are. A standard that someone adds has none.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from standards.model import Language

_FOLDER = Path(__file__).parent / "data" / "renderings"


@dataclass(frozen=True, slots=True)
class Rendering:
    """One item in the other language, and how people speak of it in both."""

    text: str = ""
    """The item's words in the other language."""
    title: str = ""
    """For attitudes, notes and the standard itself."""
    items: tuple[str, ...] = ()
    """The bullets, as many and in the same order as printed."""
    phrasings: Mapping[Language, tuple[str, ...]] = field(default_factory=dict)
    """Everyday ways to ask for the item; words that it doesn't contain itself."""

    @property
    def whole(self) -> str:
        """All of it, a line for each part."""
        return "\n".join(filter(None, (self.title, self.text, *self.items)))


@dataclass(frozen=True, slots=True)
class Renderings:
    """What there is for one standard."""

    items: Mapping[str, Rendering] = field(default_factory=dict)
    """By item id; the standard's own under its code."""
    fields: Mapping[str, str] = field(default_factory=dict)
    """Header values in the other language, by printed label."""
    names: tuple[str, ...] = ()
    """What people call the standard, in both languages; each names it wherever it is said."""
    short: tuple[str, ...] = ()
    """Words that name it only beside `standard`, `unit`, `people` or a code: 電商, outsourcing."""


@cache
def renderings_of(code: str) -> Renderings:
    """The renderings of the standard of this code; empty where nobody has written any."""
    file = _FOLDER / f"{code}.toml"
    if not file.is_file():
        return Renderings()
    tables = tomllib.loads(file.read_text(encoding="utf-8"))
    whole = tables.get("standard", {})
    return Renderings(
        {
            code if name == "standard" else f"{code}/{name}": _rendering(table)
            for name, table in tables.items()
        },
        whole.get("fields", {}),
        tuple(filter(None, (whole.get("title"), *whole.get("names", ())))),
        tuple(whole.get("short", ())),
    )


@cache
def label_rendered(words: str, language: Language) -> str:
    """What a form of documents in `language` prints (基準級別, 最新版本), in the other language;
    empty where there is no rendering of it.

    Where a row of the table has a hole (`已被《{}》取代`), what stands in it is kept.
    """
    rows = _labels().get(language, {})
    if words in rows:
        return rows[words]
    for printed, ours in rows.items():
        before, hole, after = printed.partition("{}")
        if hole and words.startswith(before) and words.endswith(after):
            return ours.format(words.removeprefix(before).removesuffix(after))
    return ""


@cache
def _labels() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads((_FOLDER / "labels.toml").read_text(encoding="utf-8"))


def _rendering(table: Mapping[str, Any]) -> Rendering:
    return Rendering(
        text=table.get("text", ""),
        title=table.get("title", ""),
        items=tuple(table.get("items", ())),
        phrasings={
            Language.ZH_HANT: tuple(table.get("zh", ())),
            Language.EN: tuple(table.get("en", ())),
        },
    )
