from dataclasses import replace

import pytest

from conversations.item_lint import lint
from conversations.quiz import Option, QuizItem

SOUND = QuizItem(
    id="1",
    standard="IIS3513-005v2",
    task="IIS3513-005v2/T2",
    targets=("IIS3513-005v2/P2.4.4",),
    kind="recall",
    stem="下列哪一項行為指標屬於工作活動「聯繫客戶」？",
    options=(
        Option("採納改善建議，以促進溝通成效", True, "P2.4.4 列在 T2.4 之下。"),
        Option("測試硬體和軟體，並排除故障", False, "P3.3.1 列在 T3.3 之下。"),
        Option("建立當前零售業務的定價規則", False, "P5.2.5 列在 T5.2 之下。"),
    ),
    explanation="P2.4.4 列在 T2.4 之下。",
)


def options(*texts: str) -> tuple[Option, ...]:
    return tuple(Option(text, place == 0, "列在別處") for place, text in enumerate(texts))


def test_a_sound_item_breaks_no_rule() -> None:
    assert lint(SOUND) == ()


@pytest.mark.parametrize(
    ("broken", "problem"),
    [
        (replace(SOUND, stem="P1.1.1 屬於哪一個工作活動？"), "code"),
        (replace(SOUND, stem="K01 是什麼？"), "code"),
        (replace(SOUND, options=options("110985L5 的內容", "測試硬體", "零售規則")), "code"),
        (replace(SOUND, options=options("• 採納建議", "測試硬體", "零售規則")), "layout"),
        (replace(SOUND, options=SOUND.options[:2]), "2 options"),
        (replace(SOUND, options=SOUND.options[1:] * 2), "keys"),
        (replace(SOUND, options=options("採納建議", "測試硬體", "測試硬體。")), "same"),
        (replace(SOUND, options=options("採納建議", "測試硬體設備", "測試硬體設施")), "nearly"),
        (
            replace(SOUND, options=options("採納各種能促進溝通的建議", "測試硬體", "零售規則")),
            "longer",
        ),
        (
            replace(SOUND, options=options("主動聯繫對方", "測試硬體設備", "零售定價規則")),
            "only stem",
        ),
        (
            replace(SOUND, options=options("一定採納建議", "測試硬體設備", "零售定價規則")),
            "absolute",
        ),
        (replace(SOUND, options=options("採納建議", "測試硬體", "以上皆是")), "all or none"),
        (replace(SOUND, stem="下列哪一項不屬於「聯繫客戶」？"), "negative"),
        (replace(SOUND, stem="Which of these does not belong?"), "negative"),
        (
            replace(SOUND, options=(replace(SOUND.options[0], reason=" "), *SOUND.options[1:])),
            "reason",
        ),
        (replace(SOUND, explanation="它列在那裡。"), "cites"),
    ],
)
def test_each_rule_names_its_break(broken: QuizItem, problem: str) -> None:
    assert any(problem in found for found in lint(broken)), lint(broken)


@pytest.mark.parametrize("word", ["不同", "未來", "非營利組織", "無線"])
def test_a_syllable_of_no_inside_another_word_is_no_negative(word: str) -> None:
    assert lint(replace(SOUND, stem=f"哪一項屬於「{word}」？")) == ()
