import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversations.likeness import given_away, normalised, too_alike


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("調查國際商業機會的評估和評量技能", "調查國際商業機會的評估與評量技能"),
        ("店內產品和服務範圍", "企業產品和服務範圍"),
        ("相關法律和法規要求", "資訊科技和電子商務相關的法律和法規"),
        ("電子郵件", "郵件"),
        ("Monitor the vendors", "monitor vendors!"),
        ("T", "t"),
    ],
)
def test_texts_that_may_mean_the_same_are_too_alike(one: str, other: str) -> None:
    assert too_alike(one, other)
    assert too_alike(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("聊天技能", "文件閱讀能力"),
        ("確認顧客區隔", "決定獲取線上顧客的方式"),
        ("Exhibit professionalism", "Manage service outsourcing vendors"),
        ("3", "4"),
    ],
)
def test_texts_about_different_things_are_not(one: str, other: str) -> None:
    assert not too_alike(one, other)


@given(st.text())
def test_every_text_is_alike_to_itself(text: str) -> None:
    assert too_alike(text, text)
    assert normalised(normalised(text)) == normalised(text)


def test_a_word_that_only_stem_and_key_share_gives_the_key_away() -> None:
    assert given_away("管理網路零售品牌", "確定品牌價值", ["輸入客戶資料"]) == {"品牌"}


def test_a_word_that_a_distractor_shares_too_gives_nothing_away() -> None:
    assert not given_away("管理網路零售品牌", "確定品牌價值", ["保護品牌"])


def test_words_that_stand_everywhere_give_nothing_away() -> None:
    assert not given_away("確認相關資訊", "確認相關流程", ["輸入客戶"])
