"""Makes the fonts of the card from a full one: `python bot/card/fonts/subset.py NotoSansCJK.ttc`.

It takes fontTools, which nothing else here needs. What the subset covers is written down beside it,
so that drawing knows without reading the font's tables.
"""

import sys
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path

from fontTools import subset as cutting  # type: ignore[import-untyped,import-not-found,unused-ignore]
from fontTools.ttLib import (  # type: ignore[import-untyped,import-not-found,unused-ignore]
    TTCollection,
)

FOLDER = Path(__file__).parent
ROOT = FOLDER.parents[2]
FAMILY = "Noto Sans CJK TC"
RANGES = (
    (0x0020, 0x01DC),  # Latin as far as the font has it, for English and names
    (0x1EA0, 0x1EF9),  # Vietnamese
    (0x2010, 0x2044),  # dashes, quotation marks, ellipsis
    (0x2190, 0x2193),  # arrows
    (0x2460, 0x2473),  # numbers in circles
    (0x25A0, 0x25A1),  # the box that stands for what is missing
    (0x3000, 0x303F),  # Chinese punctuation
    (0x3105, 0x3129),  # Zhuyin
    (0xFF01, 0xFF5E),  # full-width forms
)
NAMELESS = (
    ("\u7592", "\u7675"),  # 疒, sickness
    ("\u866b", "\u883f"),  # 虫, insects
    ("\u8c55", "\u8c9c"),  # 豕 and 豸, beasts
    ("\u8db3", "\u8eaa"),  # 足, feet
    ("\u9aa8", "\u9e74"),  # 骨 to 鳥: bones, hair, ghosts, fish, birds
)
"""Radicals, as ranges of Unicode, of which no rare character is worth its kilobytes here."""
NAMES = "碁銹裏墻恒粧嫺堃喆峯煊"
"""Characters of names that Big5 lacks, or had only in a maker's extension."""
TEXTS = (
    "conversations/locale/*/LC_MESSAGES/*.po",
    "standards/data/*.txt",
    "standards/data/**/*.toml",
    "standards/data/**/*.yaml",
)
"""What is shipped and may come to stand on a card."""


def big5() -> Iterator[str]:
    """The 5,401 frequent characters of Big5, and of its rarer ones those that a name may hold."""
    for lead in (*range(0xA4, 0xC7), *range(0xC9, 0xFA)):
        for trail in (*range(0x40, 0x7F), *range(0xA1, 0xFF)):
            code = lead << 8 | trail
            if not (0xC67E < code < 0xC940 or code > 0xF9D5):
                letter = bytes((lead, trail)).decode("big5")
                if code <= 0xC67E or not any(first <= letter <= last for first, last in NAMELESS):
                    yield letter


def wanted() -> set[str]:
    """Every character that the card should be able to show."""
    found = {*big5(), *NAMES}
    for first, last in RANGES:
        found.update(map(chr, range(first, last + 1)))
    for pattern in TEXTS:
        for file in ROOT.glob(pattern):
            found.update(file.read_text(encoding="utf-8"))
    return {letter for letter in found if unicodedata.category(letter)[0] not in "CM"}


def subset(source: Path, letters: Iterable[str]) -> None:
    """Writes the subset and the list of what it covers beside this file."""
    number = 0
    if source.suffix == ".ttc":
        with TTCollection(source) as collection:
            names = [font["name"].getDebugName(4) or "" for font in collection]
        number = next(place for place, name in enumerate(names) if name.startswith(FAMILY))
    options = cutting.Options(
        font_number=number,
        layout_features=["kern"],
        name_IDs=["*"],
        name_languages=[0x0409],
        hinting=False,
        notdef_outline=True,
        drop_tables=["BASE", "VORG", "vhea", "vmtx", "DSIG", "GPOS", "GSUB", "GDEF"],
    )
    font = cutting.load_font(source, options)
    subsetter = cutting.Subsetter(options)
    subsetter.populate(unicodes=[ord(letter) for letter in letters])
    subsetter.subset(font)
    covered = sorted(chr(code) for code in font.getBestCmap())
    cutting.save_font(font, FOLDER / "card.otf", options)
    (FOLDER / "covered.txt").write_text("".join(covered), encoding="utf-8", newline="")


if __name__ == "__main__":
    subset(Path(sys.argv[1]), wanted())
