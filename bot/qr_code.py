"""A link as a picture that a phone's camera reads."""

from io import BytesIO

import segno

BORDER = 4
"""Modules of white around the code, which readers need (ISO/IEC 18004)."""
SCALE = 12
"""Pixels a module."""


def png(link: str) -> bytes:
    """A QR code of the link, black on white, that may lose 15 % of itself and still be read."""
    out = BytesIO()
    code = segno.make(link, error="m", micro=False)
    code.save(out, kind="png", scale=SCALE, border=BORDER, dark="#000", light="#fff")
    return out.getvalue()
