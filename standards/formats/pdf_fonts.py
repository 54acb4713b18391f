"""What PDFium takes for a Chinese font that a document names and doesn't bring along.

It looks for one on the machine. Where it finds none, a letter has no outline, and a string of one
letter, which then has no width, is passed over as if it weren't there: 完成訂單及出貨 loses its
last letter where a cell's second line has only that. So it is given a font in which every
character is a box (`fonts/make.py`). Where letters stand comes from the document, as before, and a
document is read the same on every machine, whatever fonts it has.
"""

import ctypes
from functools import cache
from pathlib import Path
from typing import Any

_BOXES = Path(__file__).parent / "fonts" / "boxes.ttf"
_HANDLE = 1
"""By what PDFium names the font to us; its own are addresses."""
_EAST_ASIAN = {128, 129, 134, 136}
"""How PDFium numbers the sets of characters: Japanese, Korean, Simplified, Traditional."""


@cache
def boxes_for_chinese() -> object:
    """Gives PDFium the font, once for all documents; what it gives must be kept."""
    import pypdfium2  # type: ignore[import-untyped,unused-ignore]  # ships no types

    data = _BOXES.read_bytes()

    class Fonts(pypdfium2.PdfSysfontBase):  # type: ignore[misc,unused-ignore]  # ships no types
        """The machine's fonts, and for Chinese ours; named as PDFium names what it asks."""

        def MapFont(self, _: Any, weight: int, italic: int, charset: int, *which: Any) -> Any:
            if charset in _EAST_ASIAN:
                return _HANDLE
            return self.default.MapFont(self.default, weight, italic, charset, *which)

        def GetFontData(self, _: Any, font: Any, table: int, buffer: Any, size: int) -> int:
            if font != _HANDLE:
                found: int = self.default.GetFontData(self.default, font, table, buffer, size)
                return found
            if table:
                return 0
            if buffer and size >= len(data):
                ctypes.memmove(buffer, data, len(data))
            return len(data)

        def GetFaceName(self, _: Any, font: Any, buffer: Any, size: int) -> int:
            if font == _HANDLE:
                return 0
            found: int = self.default.GetFaceName(self.default, font, buffer, size)
            return found

        def GetFontCharset(self, _: Any, font: Any) -> int:
            if font == _HANDLE:
                return max(_EAST_ASIAN)
            found: int = self.default.GetFontCharset(self.default, font)
            return found

        def DeleteFont(self, _: Any, font: Any) -> None:
            if font != _HANDLE:
                self.default.DeleteFont(self.default, font)

    fonts = Fonts()
    fonts.setup()
    return fonts
