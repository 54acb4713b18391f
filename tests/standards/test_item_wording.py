"""Changed wording is a new version: what the golden file of wordings notices."""

from dataclasses import replace
from pathlib import Path

from item_wording import bank, differences, lines_of, read, write
from standards.item_bank import WrittenItem
from standards.model import Language
from written_items import SOUND, in_chinese, in_english, wording

GOLDEN = lines_of([SOUND])


def told(*items: WrittenItem) -> list[str]:
    return list(differences(GOLDEN, lines_of(items)))


def test_the_shipped_items_are_worded_as_their_versions_were() -> None:
    assert list(differences(read(), bank())) == []


def test_the_same_wording_is_no_difference() -> None:
    assert told(SOUND) == []


def test_another_stem_under_the_same_version_is_told_with_what_to_do() -> None:
    (said,) = told(in_english("What comes first when a regular buyer complains?"))
    assert said.startswith(f"{SOUND.id} (en) is worded differently")
    assert "raise its `version`" in said
    assert "make wording" in said


def test_another_option_or_key_is_another_wording() -> None:
    (option,) = told(in_chinese(texts=("把抱怨轉給廠商", "整理紀錄找出延誤處", "寄折價券")))
    assert "(zh-Hant) is worded differently" in option
    assert len(told(replace(SOUND, key="a"))) == 2


def test_another_reason_or_explanation_is_no_other_question() -> None:
    assert told(in_chinese(explanation="先找出原因（P2.4.4）。")) == []


def test_a_new_version_or_item_only_has_to_be_written_down() -> None:
    (chinese, english) = told(replace(in_chinese(stem="換了題目？"), version=2))
    assert "new version: run `make wording`" in chinese
    assert "new version" in english
    other = replace(SOUND, id=f"{SOUND.id}9")
    assert [line for line in told(SOUND, other) if "is new" in line] == told(SOUND, other)


def test_a_version_never_goes_back() -> None:
    golden = lines_of([replace(SOUND, version=2)])
    assert "went back" in next(differences(golden, GOLDEN))


def test_an_item_that_is_gone_should_have_been_retired() -> None:
    assert all("status" in line for line in told())
    only_english = replace(SOUND, wordings={Language.EN: wording("Why?", ("a", "b", "c"))})
    assert any("(zh-Hant) is gone" in line for line in told(only_english))


def test_what_is_written_down_is_read_back(tmp_path: Path) -> None:
    write(GOLDEN, tmp_path / "wording.tsv")
    assert read(tmp_path / "wording.tsv") == GOLDEN
