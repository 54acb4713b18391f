"""What looks like personal data is taken out of a question before it is kept anywhere."""

import re
import unicodedata

MASK = "[…]"

_DIGIT = r"[\d零〇一二三四五六七八九]"
_PERSONAL = re.compile(
    "|".join(
        (
            # An e-mail address.
            r"[\w.!#$%&'*+/=?^`{|}~-]+@[\w-]+(?:\.[\w-]+)*",
            # A Hong Kong identity card's number: its last digit stands in brackets.
            r"[a-z]{1,2}\d{6}\([\da]\)",
            # A telephone number in groups. One that touches a letter needs an eighth digit, since
            # `KRM4224-001v1` is a standard's code.
            rf"(?<![a-z0-9])\+?\(?{_DIGIT}(?:[ ()/-]{{0,2}}{_DIGIT}){{6,}}",
            rf"{_DIGIT}(?:-?{_DIGIT}){{7,}}",
            # Any other long number: a Taiwanese identity card's, an order's, a passport's.
            rf"{_DIGIT}{{7,}}",
        )
    ),
    re.ASCII | re.IGNORECASE,
)


def masked(text: str) -> str:
    """`text` with e-mail addresses and runs of seven or more digits replaced by `[…]`.

    Codes of standards and of their items stay.
    """
    kept: list[str] = []
    end = 0
    for match in _PERSONAL.finditer(_narrow(text)):
        kept += (text[end : match.start()], MASK)
        end = match.end()
    return "".join((*kept, text[end:]))


def _narrow(text: str) -> str:
    """Letter for letter, as ASCII where it only is wider or rounder: `０９１２`, `＠`."""
    return "".join(map(_narrow_letter, text))


def _narrow_letter(letter: str) -> str:
    if letter.isascii():
        return letter
    if letter.isdecimal():
        return str(unicodedata.decimal(letter))
    narrow = unicodedata.normalize("NFKC", letter)
    return narrow if len(narrow) == 1 else letter
