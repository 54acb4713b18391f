import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.fold import fold


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("網路訂單", "网络订单"),
        ("網路", "網絡"),
        ("資料", "數據"),
        ("资料", "数据"),
        ("線上", "在線"),
        ("規畫", "規劃"),
        ("計畫", "計劃"),
        ("企畫", "企劃"),
        ("收集", "蒐集"),
        ("提昇", "提升"),
        ("紀錄", "記錄"),
        ("顧客", "客戶"),
        ("消費者", "客户"),
        ("客群", "客戶"),
        ("程序", "流程"),
        ("進程", "流程"),
        ("適當性", "適切性"),
        ("評估", "評量"),
        ("平台", "平臺"),
        ("知識產權", "智慧財產"),
        ("軟體", "软件"),
        ("产品", "產品"),
        ("⼈⾏⽬⾼⼒", "人行目高力"),
        ("⻑期", "長期"),
        ("ＫＲＭ４２２４", "krm4224"),
        ("（ＥＤＩ）", "(edi)"),
    ],
)
def test_spellings_that_mean_the_same_are_folded_to_one(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), [("企劃", "規劃"), ("知識", "技能"), ("K1", "K10")])
def test_words_that_differ_stay_different(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@given(st.text(alphabet=st.sampled_from("網路資料線上客戶顧客程序軟體评估規畫计划ＫK①⼈ﬁ台臺 ")))
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)
