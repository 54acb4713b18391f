"""Chinese slips are read as the letters of the same sound that were meant."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.fold import fold, in_traditional_letters
from index.slips.letters import shipped_letters

LETTERS = shipped_letters()


@pytest.mark.parametrize(
    ("slip", "meant", "words"),
    [
        ("庫純數量對不起來", "庫存數量對不起來", ("庫存",)),
        ("客人說包果不見了", "客人說包裹不見了", ("包裹",)),
        ("夸境電商要懂哪些之識", "跨境電商要懂哪些知識", ("跨境", "知識")),
        ("客訴處裡有哪些技巧", "客訴處理有哪些技巧", ("處理",)),
        ("發文品率", "發文頻率", ("頻率",)),
        ("EDI 是怎麼傳數具的", "EDI 是怎麼傳數據的", ("數據",)),
        ("態度裡的「彈信」", "態度裡的「彈性」", ("彈性",)),
    ],
)
def test_a_letter_that_makes_no_word_is_read_as_the_one_it_sounds_like(
    slip: str, meant: str, words: tuple[str, ...]
) -> None:
    assert LETTERS.mended(slip) == (meant, words)


def test_simplified_letters_are_mended_too() -> None:
    mended, words = LETTERS.mended("跨竟电商要会什么")
    assert fold(mended) == fold("跨境電商要會什麼")
    assert words == ("跨境",)


@pytest.mark.parametrize(
    "text",
    [
        "刷卡沒過",
        "客戶服務",
        "要會幾門外語",
        "跨境的咧",
        "這批貨要先買還是先賣",
        "那任務三的呢？",
        "managing outsourcing vendors",
        "P1.1.4",
        "",
        "㐂𠮷",
    ],
)
def test_what_may_be_meant_as_it_stands_is_left_alone(text: str) -> None:
    assert LETTERS.mended(text) == (text, ())


def test_nothing_is_put_in_that_the_trade_does_not_speak_of() -> None:
    assert LETTERS.mended("翠取咖啡") == ("翠取咖啡", ())


@given(st.text(alphabet="庫純存客訴處裡理跨竟境 P1.?？的", max_size=30))
def test_only_letters_change_and_each_for_one(text: str) -> None:
    mended, words = LETTERS.mended(text)
    assert len(mended) == len(text)
    assert bool(words) == (mended != text)
    pairs = zip(in_traditional_letters(text), mended, strict=True)
    assert all(one == other or "\u3400" <= one <= "\u9fff" for one, other in pairs)


@given(st.text(max_size=60))
def test_any_text_is_taken(text: str) -> None:
    mended, words = LETTERS.mended(text)
    assert words or mended == text
