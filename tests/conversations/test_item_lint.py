"""The lint: each rule names its break, and leaves alone what only looks like one."""

from dataclasses import replace

import pytest

import written_items
from conversations.evidence import Kind
from conversations.item_lint import MESSAGE, RARE, Rule, lint, lint_bank
from conversations.quiz import Option, QuizItem
from standards.item_bank import WrittenItem
from standards.item_bank import written_items as shipped_items
from standards.model import Language
from standards_documents import CODES, standard_of
from written_items import CODE, in_chinese, in_english, wording

SOUND = QuizItem(
    id="1",
    standard="IIS3513-005v2",
    task="IIS3513-005v2/T2",
    targets=("IIS3513-005v2/P2.4.4",),
    kind=Kind.RECALL,
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
    ("broken", "rule"),
    [
        (replace(SOUND, stem="P1.1.1 屬於哪一個工作活動？"), Rule.CODE_SHOWN),
        (replace(SOUND, stem="K01 是什麼？"), Rule.CODE_SHOWN),
        (
            replace(SOUND, options=options("110985L5 的內容", "測試硬體", "零售規則")),
            Rule.CODE_SHOWN,
        ),
        (replace(SOUND, options=options("• 採納建議", "測試硬體", "零售規則")), Rule.LAYOUT_MARK),
        (replace(SOUND, options=SOUND.options[:2]), Rule.OPTION_COUNT),
        (replace(SOUND, options=SOUND.options[1:] * 2), Rule.ONE_KEY),
        (replace(SOUND, options=options("採納建議", "測試硬體", "測試硬體。")), Rule.SAME_OPTIONS),
        (
            replace(SOUND, options=options("採納建議", "測試硬體設備", "測試硬體設施")),
            Rule.SAME_OPTIONS,
        ),
        (
            replace(SOUND, options=options("採納各種能促進溝通的建議", "測試硬體", "零售規則")),
            Rule.LONG_KEY,
        ),
        (
            replace(SOUND, options=options("主動聯繫對方", "測試硬體設備", "零售定價規則")),
            Rule.SHARED_WORD,
        ),
        (
            replace(SOUND, options=options("一定採納建議", "測試硬體設備", "零售定價規則")),
            Rule.ABSOLUTE,
        ),
        (replace(SOUND, options=options("採納建議", "測試硬體", "以上皆是")), Rule.ALL_OR_NONE),
        (replace(SOUND, stem="哪一項是「採納改善建議以促進溝通成效」？"), Rule.NAMED_KEY),
        (replace(SOUND, stem="下列哪一項不屬於「聯繫客戶」？"), Rule.NEGATIVE),
        (replace(SOUND, stem="Which of these does not belong?"), Rule.NEGATIVE),
        (
            replace(SOUND, options=(replace(SOUND.options[0], reason=" "), *SOUND.options[1:])),
            Rule.NO_REASON,
        ),
        (replace(SOUND, explanation="它列在那裡。"), Rule.CITATION),
    ],
)
def test_each_rule_names_its_break(broken: QuizItem, rule: Rule) -> None:
    assert rule in {found.rule for found in lint(broken)}, lint(broken)


@pytest.mark.parametrize("word", ["不同", "未來", "非營利組織", "無線"])
def test_a_syllable_of_no_inside_another_word_is_no_negative(word: str) -> None:
    assert lint(replace(SOUND, stem=f"哪一項屬於「{word}」？")) == ()


# Written items ---------------------------------------------------------------------------------

WRITTEN = written_items.SOUND
STANDARD = standard_of(CODE)


def broken_rules(*items: WrittenItem) -> set[Rule]:
    return {found.broken.rule for found in lint_bank(items, [STANDARD])}


def without(language: Language) -> WrittenItem:
    left = {each: words for each, words in WRITTEN.wordings.items() if each is not language}
    return replace(WRITTEN, wordings=left)


def test_a_sound_written_item_breaks_no_rule() -> None:
    assert broken_rules(WRITTEN) == set()


@pytest.mark.parametrize(
    ("item", "rule"),
    [
        (in_chinese(texts=("轉給廠商", "整理紀錄")), Rule.OPTION_COUNT),
        (
            in_chinese(texts=("轉給廠商", "整理紀錄", "寄折價券", "請他等", "道歉")),
            Rule.OPTION_COUNT,
        ),
        (replace(WRITTEN, key="d"), Rule.ONE_KEY),
        (in_chinese(stem="依 P2.4.4，你先怎麼做？"), Rule.CODE_SHOWN),
        (in_chinese(texts=("轉給廠商", "依 K01 整理", "寄折價券")), Rule.CODE_SHOWN),
        (in_chinese(texts=("• 轉給廠商", "整理紀錄", "寄折價券")), Rule.LAYOUT_MARK),
        (in_chinese(texts=("轉給廠商", "整理紀錄", "轉給廠商。")), Rule.SAME_OPTIONS),
        (in_chinese(texts=("轉給廠商", "整理紀錄。", "寄折價券")), Rule.SAME_FORM),
        (in_chinese(texts=("3", "整理紀錄", "寄折價券")), Rule.SAME_FORM),
        (in_chinese(texts=("轉", "整理客服紀錄", "寄折價券給常客")), Rule.LENGTH_BAND),
        (in_chinese(texts=("轉給廠商", "整理客服紀錄找出處", "寄折價券")), Rule.LONG_KEY),
        (in_chinese(stem="要整理紀錄找出延誤處，你先怎麼做？"), Rule.NAMED_KEY),
        (in_chinese(stem="有人說延誤多了。你先怎麼做？"), Rule.SHARED_WORD),
        (in_chinese(texts=("一定轉給廠商", "整理客服紀錄", "寄送折價券")), Rule.ABSOLUTE),
        (in_chinese(texts=("轉給廠商", "整理紀錄", "以上皆是")), Rule.ALL_OR_NONE),
        (in_chinese(stem="常客抱怨回覆太慢。下列何者不適當？"), Rule.NEGATIVE),
        (in_chinese(stem="常客抱怨回覆太慢。哪個做法是錯誤的？"), Rule.NEGATIVE),
        (in_english("A buyer complains. Which of these should you not do?"), Rule.NEGATIVE),
        (in_english("A buyer complains. You may do all of these EXCEPT one?"), Rule.NEGATIVE),
        (in_chinese(explanation="先確認再行動。"), Rule.CITATION),
        (in_chinese(explanation="先確認再行動（P2.4.40）。"), Rule.CITATION),
        (in_chinese(explanation="先" * MESSAGE + "（P2.4.4）"), Rule.MESSAGE_LENGTH),
        (replace(WRITTEN, targets=(*WRITTEN.targets, f"{CODE}/P9.9.9")), Rule.TARGET),
        (replace(WRITTEN, targets=(*WRITTEN.targets, f"{CODE}/P1.1.1")), Rule.TARGET),
        (replace(WRITTEN, task=f"{CODE}/T9"), Rule.TARGET),
        (replace(WRITTEN, task=f"{CODE}/T2.4"), Rule.TARGET),
        (without(Language.EN), Rule.LANGUAGES),
        (without(Language.ZH_HANT), Rule.LANGUAGES),
        (in_chinese(texts=("轉給廠商", "整理紀錄", "寄折價券", "改寫問答")), Rule.LANGUAGES),
    ],
)
def test_each_rule_for_written_items_names_its_break(item: WrittenItem, rule: Rule) -> None:
    assert rule in broken_rules(item)


def test_a_reason_of_spaces_is_none() -> None:
    words = WRITTEN.wordings[Language.EN]
    first = replace(words.options[0], reason=" ")
    words = replace(words, options=(first, *words.options[1:]))
    item = replace(WRITTEN, wordings={**WRITTEN.wordings, Language.EN: words})
    found = lint_bank([item], [STANDARD])
    assert [(each.broken.rule, each.language) for each in found] == [(Rule.NO_REASON, Language.EN)]


@pytest.mark.parametrize(
    "item",
    [
        in_chinese(stem="客人沒有付款，也不肯取消。你先怎麼做？"),
        in_chinese(stem="除了回覆他，你接著做什麼？"),
        in_chinese(stem="哪份資料最能告訴你這句話能不能用？"),
        in_chinese(stem="要用試算表找出哪些品項不符，先做什麼？"),
        in_english("The parcel never came and nobody answers. What do you do next?"),
        in_english("What do you propose so it does not recur?"),
        in_english('It says: "I can\'t see what it is not." What do you add?'),
    ],
)
def test_a_situation_may_hold_a_negative_when_the_question_asks_for_what_is_right(
    item: WrittenItem,
) -> None:
    assert Rule.NEGATIVE not in broken_rules(item)


def test_a_word_that_many_items_use_is_no_cue() -> None:
    telling = in_chinese(stem="有人說延誤多了。你先怎麼做？")
    others = [
        replace(
            WRITTEN,
            id=f"{CODE}-T2-s1{number}",
            wordings={Language.ZH_HANT: wording(f"第{number}次延誤？", ("甲", "乙", "丙"))},
        )
        for number in range(RARE)
    ]
    assert Rule.SHARED_WORD in broken_rules(telling, *others[1:])
    assert Rule.SHARED_WORD not in broken_rules(telling, *others)


@pytest.mark.parametrize(
    ("stem", "texts"),
    [
        # A distractor shares another rare word with the stem.
        ("廠商的延誤多了。你先怎麼做？", ("轉給廠商", "找出延誤", "寄折價券")),
        # A distractor shares the very word.
        ("有人說延誤多了。你先怎麼做？", ("通報延誤", "找出延誤", "寄折價券")),
        # A count is made of common words.
        ("三場試飲核准了。你先怎麼做？", ("轉給廠商", "排定三場", "寄折價券")),
    ],
)
def test_words_that_point_both_ways_are_no_cue(stem: str, texts: tuple[str, ...]) -> None:
    assert Rule.SHARED_WORD not in broken_rules(in_chinese(stem, texts))


def test_an_inflected_word_in_a_distractor_counts_as_the_same() -> None:
    words = wording(
        "The Czech figures are late. What do you hand in?",
        ("Last year's sums for the Czechs", "A note on the Czech part", "The totals on Monday"),
    )
    item = replace(WRITTEN, wordings={**WRITTEN.wordings, Language.EN: words})
    assert Rule.SHARED_WORD not in broken_rules(item)


def test_two_items_in_the_same_words_are_named() -> None:
    twin = replace(WRITTEN, id=f"{CODE}-T2-s02")
    found = lint_bank([WRITTEN, twin], [STANDARD])
    assert {(each.item, each.broken.rule) for each in found} == {(twin.id, Rule.REPEATED_STEM)}


def test_a_retired_item_is_left_alone_and_a_draft_is_not() -> None:
    broken = replace(WRITTEN, key="d")
    assert broken_rules(replace(broken, status="retired")) == set()
    assert broken_rules(replace(broken, status="draft")) == {Rule.ONE_KEY}


def test_an_item_of_a_standard_that_is_not_loaded_is_named() -> None:
    assert {found.broken.rule for found in lint_bank([WRITTEN], [])} == {Rule.TARGET}


def test_two_texts_under_one_code_are_cited_by_that_code() -> None:
    standard = standard_of("KRM4224-001v1")
    twin = next(each.id for each in standard.skills if each.id.endswith("a"))
    task = next(each.id for each in standard.tasks if twin in each.all_skills())
    code = next(each.code for each in standard.skills if each.id == twin)
    item = replace(
        WRITTEN,
        standard=standard.code,
        task=task,
        targets=(twin,),
        wordings={
            language: replace(words, explanation=f"（{code}）")
            for language, words in WRITTEN.wordings.items()
        },
    )
    assert lint_bank([item], [standard]) == ()


def test_every_sentence_can_be_said() -> None:
    bad = in_chinese("依 P1 何者不對？", ("一定", "一定", "以上皆是"), "無")
    for found in lint_bank([bad, replace(bad, key="d"), without(Language.EN)], [STANDARD]):
        assert "{" not in found.broken.msgid.format(**found.broken.params)


def test_the_shipped_bank_breaks_no_rule() -> None:
    bank = [item for code in CODES for item in shipped_items(code)]
    assert lint_bank(bank, [standard_of(code) for code in CODES]) == ()
