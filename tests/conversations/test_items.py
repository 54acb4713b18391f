from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import product
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conversations.errors import NothingToAsk
from conversations.holdings import plain
from conversations.item_lint import lint
from conversations.items import recall_bank, recall_items
from conversations.language import translator
from conversations.likeness import normalised
from conversations.quiz import QuizItem
from standards.graph import Graph
from standards.library import shipped
from standards.model import Family, ItemKind, Language, Standard, Task

SHIPPED = {standard.code: standard for standard in shipped()}
SCOPES = [
    scope
    for standard in SHIPPED.values()
    for scope in (standard.code, *(task.id for task in standard.tasks))
]
POOR = {"110985L5/R1": 3, "110985L5/R3": 4}
"""Groups of two and three requirements."""


@cache
def items(scope: str, seed: int = 1, language: Language = Language.ZH_HANT) -> tuple[QuizItem, ...]:
    standard = SHIPPED[scope.partition("/")[0]]
    return recall_items(standard, scope, Random(seed), translate=translator(language))


def quizzes(seeds: int = 4) -> Iterator[tuple[str, tuple[QuizItem, ...]]]:
    for scope, seed in product(SCOPES, range(seeds)):
        yield scope, items(scope, seed)


@pytest.mark.parametrize("scope", SCOPES)
def test_every_standard_and_every_task_can_be_quizzed(scope: str) -> None:
    asked = items(scope)
    assert len(asked) == POOR.get(scope, 5)
    assert len({item.id for item in asked}) == len(asked)
    assert len({item.targets for item in asked}) == len(asked)
    assert all(item.task in (scope, item.standard) for item in asked) or "/" not in scope


def test_every_item_passes_the_lint() -> None:
    for _, asked in quizzes():
        for item in asked:
            assert lint(item) == (), item


def test_the_frames_are_in_the_persons_language_and_the_quotes_in_the_documents() -> None:
    assert any("Which" in item.stem for item in items("IIS3513-005v2", language=Language.EN))
    for item in items("IIS3513-005v2/T1", language=Language.EN):
        quoted = item.stem.partition("“")[2].partition("”")[0]
        assert quoted
        assert quoted.isascii() is False


def test_the_same_chance_gives_the_same_items() -> None:
    assert items("KPS1420-001v2", 4) == items("KPS1420-001v2", 4)
    assert items("KPS1420-001v2", 4) != items("KPS1420-001v2", 5)


def test_a_whole_standard_is_asked_about_over_all_its_tasks() -> None:
    for standard, seed in product(SHIPPED.values(), range(5)):
        asked = {item.task for item in items(standard.code, seed)}
        assert {task.id for task in standard.tasks} <= asked


def test_a_quiz_mixes_ways_of_asking_and_repeats_no_stem_where_there_is_choice() -> None:
    for scope, asked in quizzes():
        if SHIPPED[scope.partition("/")[0]].family is Family.ICAP_OCCUPATION:
            assert len({item.stem for item in asked}) == len(asked)
            assert len({kind_of(item.targets[0]) for item in asked}) >= 2


def kind_of(item_id: str) -> ItemKind | None:
    found = Graph(SHIPPED[item_id.partition("/")[0]]).item(item_id)
    return found.kind if found else None


def texts_of(standard: Standard) -> dict[str, list[tuple[ItemKind, str, frozenset[str]]]]:
    """Each option's text, normalised, to what in the standard has it: kind, id, its tasks."""
    graph, found = Graph(standard), dict[str, list[tuple[ItemKind, str, frozenset[str]]]]()
    for item in graph.items():
        tasks = frozenset(task.id for task in graph.tasks_of(item.id))
        for text in (item.text, *item.parts):
            found.setdefault(normalised(plain(text)), []).append((item.kind, item.id, tasks))
    return found


@pytest.mark.parametrize("code", SHIPPED)
def test_every_distractor_is_of_the_keys_kind_and_false_by_the_graph(code: str) -> None:
    standard, known = SHIPPED[code], texts_of(SHIPPED[code])
    bank = recall_bank(standard, Random(3), translate=translator(Language.EN))
    assert bank
    for item in bank:
        options = {option.text: option.correct for option in item.options}
        if all(text.isdecimal() for text in options):
            continue
        key = next(text for text, correct in options.items() if correct)
        kinds = {kind for kind, _, _ in known[normalised(key)]}
        asked = {item.task} - {code}
        for text in options.keys() - {key}:
            meant = [each for each in known[normalised(text)] if each[0] in kinds]
            assert meant, (item, text)
            assert all(not tasks & asked for _, _, tasks in meant), (item, text)
            assert all(id not in item.targets for _, id, _ in meant)


def test_a_skill_that_every_task_calls_for_is_never_a_distractor() -> None:
    # "Excel 操作技能" is printed as S07 for T1 and T2, and as S05 for T3 and T4.
    for seed in range(10):
        for task in ("T1", "T2", "T3", "T4"):
            for item in items(f"KRM4224-001v1/{task}", seed):
                wrong = {option.text for option in item.options if not option.correct}
                assert not any("Excel" in text for text in wrong)


@pytest.mark.slow
def test_a_key_is_not_found_by_its_place_or_length() -> None:
    places, longest, shortest, counted = Counter[int](), 0, 0, 0
    for _, asked in quizzes(seeds=8):
        for item in asked:
            places[item.key] += 1
            lengths = [len(option.text) for option in item.options]
            if len(set(lengths)) > 1:
                counted += 1
                longest += lengths[item.key] == max(lengths)
                shortest += lengths[item.key] == min(lengths)
    error = (2 / 9 / counted) ** 0.5
    assert longest / counted < 1 / 3 + 2 * error
    assert shortest / counted < 1 / 3 + 2 * error
    total = places.total()
    chi_square = sum((places[place] - total / 3) ** 2 / (total / 3) for place in range(3))
    assert chi_square < 9.21, "p = 0.01 with two degrees of freedom"


def test_over_the_bank_the_longest_option_is_no_better_a_guess_than_chance() -> None:
    for standard in SHIPPED.values():
        bank = recall_bank(standard, Random(5), translate=translator(Language.EN))
        lengths = [[len(option.text) for option in item.options] for item in bank]
        uneven = [
            (item.key, all_) for item, all_ in zip(bank, lengths, strict=True) if len(set(all_)) > 1
        ]
        longest = sum(all_[key] == max(all_) for key, all_ in uneven)
        assert longest <= len(uneven) / 3 + 1


def test_the_name_that_a_task_shares_with_its_activity_is_not_asked_for() -> None:
    # T4 and T4.1 of this standard are both printed as 管理網路零售品牌.
    bank = recall_bank(SHIPPED["IIS3513-005v2"], Random(1), translate=translator(Language.EN))
    for item in bank:
        assert item.options[item.key].text not in item.stem


def test_every_option_says_where_it_belongs_and_the_explanation_cites_the_target() -> None:
    for _, asked in quizzes(seeds=2):
        for item in asked:
            code = item.targets[0].rpartition("/")[2]
            assert code.rstrip("ab") in item.explanation
            assert all(option.reason for option in item.options)


@pytest.mark.parametrize("scope", ["110985L5/T9", "110985L5/R", "KPS1420-001v2"])
def test_an_unknown_scope_has_nothing_to_ask(scope: str) -> None:
    with pytest.raises(NothingToAsk, match=scope):
        recall_items(SHIPPED["110985L5"], scope, Random(1), translate=translator(Language.ZH_HANT))


def test_a_standard_of_one_empty_task_has_nothing_to_ask() -> None:
    bare = Standard(
        "X1",
        "X1",
        "空的",
        Family.ICAP_OCCUPATION,
        Language.ZH_HANT,
        tasks=(Task("X1/T1", "T1", "一"),),
    )
    for scope in ("X1", "X1/T1"):
        with pytest.raises(NothingToAsk):
            recall_items(bare, scope, Random(1), translate=translator(Language.EN))


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(SCOPES), st.integers(), st.integers(1, 12))
def test_no_more_is_asked_than_wanted_and_nothing_twice(scope: str, seed: int, count: int) -> None:
    standard = SHIPPED[scope.partition("/")[0]]
    asked = recall_items(
        standard, scope, Random(seed), count, translate=translator(Language.ZH_HANT)
    )
    assert len(asked) <= count
    assert len({item.targets for item in asked}) == len(asked)


@pytest.mark.parametrize(
    ("printed", "shown"),
    [
        ("P2.1.1.確認訊息。", "確認訊息"),
        ("P2.1.10 確認訊息", "P2.1.10 確認訊息"),
        ("• 個人資料保護法", "個人資料保護法"),
        ("線上顧客【註6】的方式", "線上顧客 的方式"),
        ("解決抱怨的技巧：", "解決抱怨的技巧"),
        ("相關法律規定，如：", "相關法律規定"),
        ("資料可能包括：", "資料可能包括"),
        ("更新 FAQ 的參考", "更新 FAQ 的參考"),
    ],
)
def test_codes_and_layout_are_not_shown(printed: str, shown: str) -> None:
    assert plain(printed, frozenset({"P2.1.1", "K01"})) == shown
