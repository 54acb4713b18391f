"""A PDF is read the same whatever fonts the machine has."""

import io
from pathlib import Path

import pytest
from reportlab.pdfbase import (  # type: ignore[import-untyped,unused-ignore]  # ships no types
    cidfonts,
    pdfmetrics,
)
from reportlab.pdfgen.canvas import (  # type: ignore[import-untyped,unused-ignore]  # ships no types
    Canvas,
)

from standards.formats import pdf_fonts
from standards.formats.blocks import Paragraph
from standards.formats.fonts.make import made
from standards.formats.pdf import blocks


@pytest.mark.parametrize(
    ("font", "letter"),
    [
        ("MSung-Light", "貨"),
        ("STSong-Light", "货"),
        ("HeiseiMin-W3", "貨"),
        ("HYSMyeongJo-Medium", "화"),
    ],
)
def test_a_letter_alone_in_a_font_that_no_machine_has_is_read(font: str, letter: str) -> None:
    pdfmetrics.registerFont(cidfonts.UnicodeCIDFont(font))
    file = io.BytesIO()
    canvas = Canvas(file)
    canvas.setFont(font, 9)
    canvas.drawString(72, 720, letter)
    canvas.save()
    found, _running = blocks(file.getvalue(), "one.pdf")
    assert [block.text for block in found if isinstance(block, Paragraph)] == [letter]


def test_the_font_is_what_its_program_makes() -> None:
    file = io.BytesIO()
    made().save(file)
    shipped = Path(pdf_fonts.__file__).parent / "fonts" / "boxes.ttf"
    assert file.getvalue() == shipped.read_bytes()
