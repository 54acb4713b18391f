"""Personal data is taken out of what is kept; codes stay."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.places import places
from bot_twins import standards
from conversations.mask import MASK, masked

DIGITS = st.text("0123456789", min_size=7, max_size=20)
SAYING_MUCH = "@＠﹫零一二三四五六七八九"
WORDS = st.text("abc 的嗎，P.-()/@＠０９1234567890v", max_size=40)


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("call me at 0912-345-678 about returns", "call me at […] about returns"),
        ("我的電話是0912345678，退貨怎麼辦", "我的電話是[…]，退貨怎麼辦"),
        ("打 (02) 2345-6789 找我", "打 […] 找我"),
        ("+886 912 345 678", MASK),
        ("+852 9123 4567?", "[…]?"),
        ("tel0912-345-678", "tel[…]"),
        ("tel9123-4567", "tel[…]"),
        ("電話０９１２３４５６７８", "電話[…]"),
        ("零九一二三四五六七八", MASK),
        ("寄到ann.lee+x@mail.example.com好嗎", "寄到[…]好嗎"),
        ("寄到 ann＠example.com", "寄到 […]"),
        ("身分證 A123456789", "身分證 A[…]"),
        ("HKID A123456(7)", "HKID […]"),
        ("訂單 20240115000123 沒到", "訂單 […] 沒到"),
    ],
)
def test_personal_data_is_masked(said: str, kept: str) -> None:
    assert masked(said) == kept


@pytest.mark.parametrize(
    "said",
    [
        "KRM4224-001v1 的 T2 要懂哪些知識？",
        "IIS3513-005v2/P1.1.4 和 P1.1.5",
        "what is 110985L5 R2.1",
        "KPS5R0258v2",
        "KPS1420-001 2 個任務",
        "2024 年 3 月 15 日",
        "@competency_bot T1.1",
        "12 + 345 = 357",
        "",
    ],
)
def test_codes_and_small_numbers_stay(said: str) -> None:
    assert masked(said) == said


def test_no_id_of_a_shipped_standard_is_masked() -> None:
    for standard in standards():
        for item_id in (standard.code, *(place.item.id for place in places(standard))):
            assert masked(f"{item_id} 說什麼") == f"{item_id} 說什麼"


@given(WORDS, DIGITS, WORDS)
def test_no_long_number_stays(before: str, number: str, after: str) -> None:
    kept = unicodedata.normalize("NFKC", masked(before + number + after))
    assert not re.search(r"\d{7}", kept)


@given(st.text(), st.emails(), st.text())
def test_no_address_stays(before: str, address: str, after: str) -> None:
    assert address not in masked(f"{before} {address} {after}")


@given(st.text() | WORDS)
def test_masking_twice_masks_no_more(said: str) -> None:
    assert masked(masked(said)) == masked(said)


@given(st.text(st.characters(exclude_categories=["N"], exclude_characters=SAYING_MUCH)))
def test_words_without_digits_and_addresses_stay(said: str) -> None:
    assert masked(said) == said
