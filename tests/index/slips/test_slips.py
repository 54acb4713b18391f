"""Slips in both languages are mended at once."""

from index import slips


def test_both_are_mended_in_one_text() -> None:
    assert slips.mended("跨竟電商exel要會嗎") == ("跨境電商excel要會嗎", ("跨境", "excel"))


def test_a_text_without_slips_stays_the_same() -> None:
    assert slips.mended("跨境電商要會 Excel 嗎") == ("跨境電商要會 Excel 嗎", ())


def test_what_a_loaded_standard_has_is_no_slip() -> None:
    assert slips.mended("reefer or custmer", {"reefer"}.__contains__) == (
        "reefer or customer",
        ("customer",),
    )
    assert slips.mended("國際之識", {"之識"}.__contains__) == ("國際之識", ())


def test_names_inside_a_sentence_are_left_alone() -> None:
    assert slips.mended("do we list on Tmall") == ("do we list on Tmall", ())


def test_no_word_is_made_of_two_new_letters() -> None:
    assert slips.mended("翻糖蛋糕怎麼做") == ("翻糖蛋糕怎麼做", ())
