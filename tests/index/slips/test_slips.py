"""Slips in both languages are mended at once."""

from index import slips


def test_both_are_mended_in_one_text() -> None:
    assert slips.mended("跨竟電商exel要會嗎") == ("跨境電商excel要會嗎", ("跨境", "excel"))


def test_a_text_without_slips_stays_the_same() -> None:
    assert slips.mended("跨境電商要會 Excel 嗎") == ("跨境電商要會 Excel 嗎", ())
