"""A link as a QR code: a picture of modules with the white around it that readers need."""

from io import BytesIO

import pytest
from PIL import Image

from bot.links import join_of, link_of
from bot.qr_code import BORDER, SCALE, png
from conversations.organisation import random_secret


@pytest.fixture
def drawn() -> Image.Image:
    link = link_of("a" * 32, join_of(random_secret()))
    return Image.open(BytesIO(png(link))).convert("L")


def test_the_longest_link_is_small_enough_for_a_phones_screen(drawn: Image.Image) -> None:
    side = drawn.size[0] // SCALE - 2 * BORDER
    assert drawn.size[0] == drawn.size[1]
    # Version 6, beyond which a module on a phone held at arm's length gets too small.
    assert 21 <= side <= 41


def test_it_is_black_on_white_within_a_quiet_zone(drawn: Image.Image) -> None:
    assert {value for _count, value in drawn.getcolors() or ()} == {0, 255}
    edge = SCALE * BORDER
    inner = drawn.crop((edge, edge, drawn.size[0] - edge, drawn.size[1] - edge))
    assert drawn.histogram()[0] == inner.histogram()[0]
    # The finder pattern's corner.
    assert inner.getpixel((0, 0)) == 0
