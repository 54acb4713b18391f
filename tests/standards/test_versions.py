"""Which version is newer, and what changed from one to the next."""

from dataclasses import replace

import pytest

from small_standard import small_standard
from standards.difference import ChangeKind, difference
from standards.flat import Row, RowKind
from standards.library import shipped
from standards.model import Knowledge, Standard
from standards.versions import base_and_version, relative_of


@pytest.mark.parametrize(
    ("code", "base", "version"),
    [
        ("KRM4224-001v3", "krm4224-001", 3),
        ("KRM4224-001V3", "krm4224-001", 3),
        ("KRM4224-001", "krm4224-001", 1),
        ("KPS5R0258v12", "kps5r0258", 12),
        ("110985L5", "110985l5", 1),
        ("v2", "v2", 1),
    ],
)
def test_a_code_without_a_version_is_the_first_one(code: str, base: str, version: int) -> None:
    assert base_and_version(code) == (base, version)


def test_the_newest_of_the_other_versions_is_the_relative() -> None:
    loaded = [small_standard("ABC1-001"), small_standard("ABC1-001v3"), small_standard("ABC1-002")]
    assert relative_of("ABC1-001v4", loaded) == loaded[1]
    assert relative_of("ABC1-001V3", loaded) == loaded[0]
    assert relative_of("ABC1-0", loaded) is None


OLD = small_standard("ABC1-001v1")


def newer(**fields: object) -> Standard:
    """The same, word for word, under the next code."""
    new = small_standard("ABC1-001v2")
    return replace(new, **fields) if fields else new  # type: ignore[arg-type]


def known(number: int, text: str) -> Knowledge:
    return Knowledge(f"ABC1-001v2/K{number:02}", f"K{number:02}", text)


def told(old: Standard, new: Standard) -> list[tuple[str, str, str]]:
    def code(row: Row | None) -> str:
        return row.code if row else ""

    return [
        (change.kind.value, code(change.before), code(change.after))
        for change in difference(old, new).changes
    ]


def test_a_new_code_alone_changes_nothing() -> None:
    found = difference(OLD, newer())
    assert found.changes == ()
    assert found.same > 10


@pytest.mark.parametrize("standard", shipped(), ids=lambda each: each.code)
def test_no_shipped_standard_differs_from_itself(standard: Standard) -> None:
    assert difference(standard, standard).changes == ()


def test_what_is_added_removed_reworded_and_moved_is_told_apart() -> None:
    base = replace(
        OLD,
        knowledge=(
            Knowledge("ABC1-001v1/K01", "K01", "顧客服務與溝通的基本概念"),
            Knowledge("ABC1-001v1/K02", "K02", "商品陳列原則與方法"),
            Knowledge("ABC1-001v1/K03", "K03", "收銀機操作"),
            Knowledge("ABC1-001v1/K04", "K04", "消費者保護法"),
        ),
        tasks=(),
    )
    new = newer(
        tasks=(),
        knowledge=(
            known(1, "顧客服務與溝通的進階概念"),
            known(2, "門市安全衛生"),
            known(3, "商品陳列原則與方法"),
            known(4, "消費者保護法"),
        ),
    )
    changes = [
        change for change in difference(base, new).changes if change.item is RowKind.KNOWLEDGE
    ]
    assert [(change.kind, (change.after or change.before).code) for change in changes] == [  # type: ignore[union-attr]
        (ChangeKind.REWORDED, "K01"),
        (ChangeKind.ADDED, "K02"),
        (ChangeKind.MOVED, "K03"),
        (ChangeKind.REMOVED, "K03"),
    ]
    assert changes[0].is_reworded
    assert not changes[2].is_reworded


def test_an_item_that_moved_and_was_reworded_is_found_by_its_likeness() -> None:
    tasks = replace(OLD, tasks=(), knowledge=(known(1, "電子商務平台的營運與管理知識"),))
    new = newer(tasks=(), knowledge=(known(7, "電子商務平台的營運管理知識"),))
    (change,) = [each for each in difference(tasks, new).changes if each.item is RowKind.KNOWLEDGE]
    assert change.kind is ChangeKind.MOVED
    assert change.is_reworded


def test_only_widths_spaces_and_punctuation_are_no_rewording() -> None:
    old = replace(OLD, tasks=(), knowledge=(known(1, "電子數據交換 (EDI) 程序"),))
    new = newer(tasks=(), knowledge=(known(1, "電子數據交換（EDI）程序。"),))
    assert [each for each in told(old, new) if each[1] == "K01"] == []


def test_every_item_is_told_once_whatever_changed() -> None:
    for old in shipped():
        for new in shipped():
            found = difference(old, new)
            after = [change.after.id for change in found.changes if change.after]
            before = [change.before.id for change in found.changes if change.before]
            assert len(set(after)) == len(after)
            assert len(set(before)) == len(before)
