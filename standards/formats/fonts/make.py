"""Makes `boxes.ttf`: `python standards/formats/fonts/make.py standards/formats/fonts/boxes.ttf`.

It takes fontTools, which nothing else here needs. Every character of the font is the same box, as
high and wide as a letter, so that it takes 624 bytes.
"""

import sys
from pathlib import Path

from fontTools.fontBuilder import (  # type: ignore[import-untyped,import-not-found,unused-ignore]
    FontBuilder,
)
from fontTools.pens.ttGlyphPen import (  # type: ignore[import-untyped,import-not-found,unused-ignore]
    TTGlyphPen,
)
from fontTools.ttLib.tables._c_m_a_p import (  # type: ignore[import-untyped,import-not-found,unused-ignore]
    cmap_format_13,
)

EM, ASCENT, DESCENT = 1000, 880, -120
FIRST, LAST = 0x20, 0x10FFFF


def made() -> "FontBuilder":
    """The font."""
    font = FontBuilder(EM, isTTF=True)
    font.font.recalcTimestamp = False
    font.setupHead(unitsPerEm=EM, created=0, modified=0)
    font.setupGlyphOrder([".notdef", "box"])
    font.setupGlyf({".notdef": _box(), "box": _box()})
    font.setupHorizontalMetrics({".notdef": (EM, 0), "box": (EM, 0)})
    font.setupHorizontalHeader(ascent=ASCENT, descent=DESCENT)
    font.setupCharacterMap({FIRST: "box"})
    # Many characters, one glyph: the only form of a table in which that takes no room.
    every = cmap_format_13(13)
    every.platformID, every.platEncID, every.language, every.reserved = 3, 10, 0, 0
    every.length = every.nGroups = 0
    every.cmap = dict.fromkeys(range(FIRST, LAST + 1), "box")
    font.font["cmap"].tables = [every]
    font.setupOS2(sTypoAscender=ASCENT, sTypoDescender=DESCENT)
    font.setupNameTable({"familyName": "Boxes", "styleName": "Regular"})
    font.setupPost(keepGlyphNames=False)
    return font


def _box() -> object:
    pen = TTGlyphPen(None)
    pen.moveTo((0, DESCENT))
    for corner in ((0, ASCENT), (EM, ASCENT), (EM, DESCENT)):
        pen.lineTo(corner)
    pen.closePath()
    return pen.glyph()


if __name__ == "__main__":
    made().save(Path(sys.argv[1]))
