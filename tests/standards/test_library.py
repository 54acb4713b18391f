import json
import os
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from quiz_samples import NOON
from standards import csv_file
from standards.errors import (
    DuplicateStandard,
    OtherVersion,
    StandardError,
    Superseded,
    UnknownFamily,
    UnknownStandard,
    UnreadableDocument,
)
from standards.incoming import Verdict
from standards.library import Library, shipped
from standards.model import FindingKind, Standard
from standards_documents import CODES, CROSS_BORDER, DATA, ONLINE_RETAIL, TRADE, occupation

ROWS = ["T1 接待|T1.1 問候||P1.1.1 問候顧客。|3|K01 禮儀|S01 溝通"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data" / "standards"


@pytest.fixture
def library(folder: Path) -> Library:
    return Library(folder)


def made(folder: Path, code: str, name: str = "") -> Path:
    path = folder / (name or f"{code.lower()} copy.txt")
    path.write_text(occupation(ROWS, code=code), "utf-8")
    return path


def codes(library: Library) -> list[str]:
    return [standard.code for standard in library.standards()]


def test_the_shipped_standards_say_whose_they_are() -> None:
    assert [standard.code for standard in shipped()] == list(CODES)
    assert all(one.source.publisher and one.source.source for one in shipped())
    assert {one.source.file for one in shipped()} == {f"{code}.txt" for code in CODES}


def test_slips_that_people_noticed_are_findings_of_the_shipped_standards() -> None:
    slips = {
        finding.where: finding.printed
        for standard in shipped()
        for finding in standard.findings
        if "suspected" in finding.params
    }
    assert slips == {
        "KPS1420-001v2/S15": "建並鞏固",
        "KPS1420-001v2/P5.3.2": "停整措施",
        "KPS1420-001v2/N2": "觀光產業",
        "KRM4224-001v1/A07": "不構具體",
        "IIS3513-005v2/P5.2.1": "電子商務的應用和完整相關流程",
        "IIS3513-005v2/P5.3.3": "電子商務測試結果文件",
        "KPS5R0258v2/G1.4": "企業關係進行網站影響力的分析",
    }


def test_every_finding_fills_the_holes_of_its_sentence() -> None:
    for standard in shipped():
        for finding in standard.findings:
            assert "{" not in finding.why.format(**finding.params)
            assert finding.kind in FindingKind


def test_a_library_without_a_folder_holds_the_shipped_standards(
    library: Library, folder: Path
) -> None:
    assert library.standards() == shipped()
    assert not folder.exists()


def test_a_standard_is_found_in_any_case_of_letters(library: Library) -> None:
    assert library.get("iis3513-005V2 ").code == ONLINE_RETAIL


def test_a_code_that_is_not_there_is_answered_with_those_that_are(library: Library) -> None:
    with pytest.raises(UnknownStandard) as raised:
        library.get("IIS3513-005")
    assert str(raised.value) == f"There is no standard IIS3513-005; there are {', '.join(CODES)}."


def test_added_standards_follow_the_shipped_in_code_order(
    library: Library, folder: Path, tmp_path: Path
) -> None:
    paths = [made(tmp_path, "XYZ2-002v1"), made(tmp_path, "ABC1-001v1")]
    added = library.add(paths)
    assert [standard.code for standard in added] == ["XYZ2-002v1", "ABC1-001v1"]
    assert codes(library) == [*CODES, "ABC1-001v1", "XYZ2-002v1"]
    assert added[0].source.file == "xyz2-002v1 copy.txt"


def test_added_standards_are_there_after_a_restart_byte_for_byte(
    library: Library, folder: Path, tmp_path: Path
) -> None:
    path = made(tmp_path, "ABC1-001v1")
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    library.add([path])
    assert (folder / "ABC1-001v1.txt").read_bytes() == path.read_bytes()
    again = Library(folder)
    assert again.standards() == library.standards()
    assert again.get("abc1-001v1").source.file == path.name


def test_another_process_adding_a_standard_is_noticed(
    library: Library, folder: Path, tmp_path: Path
) -> None:
    other = Library(folder)
    assert codes(other) == list(CODES)
    library.add([made(tmp_path, "ABC1-001v1")])
    assert codes(other) == [*CODES, "ABC1-001v1"]


def test_standards_are_read_once_while_nothing_changes(library: Library, tmp_path: Path) -> None:
    library.add([made(tmp_path, "ABC1-001v1")])
    assert library.standards() is library.standards()


def test_checking_keeps_nothing(library: Library, folder: Path, tmp_path: Path) -> None:
    (reading,) = library.check([made(tmp_path, "ABC1-001v1")])
    assert reading.standard.code == "ABC1-001v1"
    assert codes(library) == list(CODES)
    assert not folder.exists()


def test_checking_tells_the_known_slips_of_a_shipped_document(library: Library) -> None:
    (reading,) = library.check([DATA / f"{TRADE}.txt"])
    assert f"{TRADE}/S15" in {finding.where for finding in reading.standard.findings}


def test_one_bad_document_keeps_all_from_being_added(
    library: Library, folder: Path, tmp_path: Path
) -> None:
    good, bad = made(tmp_path, "ABC1-001v1"), tmp_path / "bad.txt"
    bad.write_text("你好", "utf-8")
    with pytest.raises(UnknownFamily):
        library.add([good, bad])
    assert codes(library) == codes(Library(folder)) == list(CODES)


def test_a_code_that_is_there_is_refused_in_any_case(library: Library, tmp_path: Path) -> None:
    library.add([made(tmp_path, "ABC1-001v1")])
    for path in (made(tmp_path, "abc1-001V1", "again.txt"), DATA / f"{ONLINE_RETAIL}.txt"):
        with pytest.raises(DuplicateStandard, match="is already in the library"):
            library.add([path])


def test_a_code_given_twice_is_refused(library: Library, tmp_path: Path) -> None:
    paths = [made(tmp_path, "ABC1-001v1", "one.txt"), made(tmp_path, "ABC1-001v1", "two.txt")]
    with pytest.raises(DuplicateStandard, match="was given twice"):
        library.add(paths)
    assert codes(library) == list(CODES)


@pytest.mark.parametrize("step", range(1, 4))
def test_a_crash_half_way_adds_nothing_and_leaves_the_library_usable(
    library: Library,
    folder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    step: int,
) -> None:
    library.add([made(tmp_path, "AAA1-001v1")])
    paths = [made(tmp_path, "BBB1-001v1"), made(tmp_path, "CCC1-001v1")]
    replaced = 0
    really = Path.replace

    def replace(path: Path, target: Path) -> Path:
        nonlocal replaced
        replaced += 1
        if replaced == step:
            raise OSError("no space left")
        return really(path, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", replace)
        with pytest.raises(OSError, match="no space left"):
            library.add(paths)
    for one in (library, Library(folder)):
        assert codes(one) == [*CODES, "AAA1-001v1"]
        assert one.problems() == ()
    assert not list(folder.glob(".*"))
    assert len(library.add(paths)) == 2


def test_an_added_standard_is_removed_with_its_document(
    library: Library, folder: Path, tmp_path: Path
) -> None:
    library.add([made(tmp_path, "ABC1-001v1")])
    assert library.remove("abc1-001v1").code == "ABC1-001v1"
    assert codes(library) == codes(Library(folder)) == list(CODES)
    assert not (folder / "ABC1-001v1.txt").exists()


def test_a_removed_shipped_standard_stays_away_until_it_is_added_again(
    library: Library, folder: Path
) -> None:
    library.remove(TRADE)
    assert TRADE not in codes(Library(folder))
    with pytest.raises(UnknownStandard):
        library.remove(TRADE)
    library.add([DATA / f"{TRADE}.txt"])
    assert codes(Library(folder)) == list(CODES)
    assert library.get(TRADE).source.publisher


def test_another_document_under_a_removed_shipped_code_is_the_users_own(
    library: Library, tmp_path: Path
) -> None:
    library.remove(TRADE)
    library.add([made(tmp_path, TRADE)])
    assert library.get(TRADE).title == "門市服務人員"
    library.remove(TRADE)
    assert TRADE not in codes(library)


def test_an_empty_library_says_so(library: Library) -> None:
    for code in CODES:
        library.remove(code)
    assert library.standards() == ()
    with pytest.raises(UnknownStandard, match="the library is empty"):
        library.get(TRADE)


def test_a_kept_document_that_became_unreadable_does_not_take_the_others_down(
    library: Library, folder: Path, tmp_path: Path
) -> None:
    library.add([made(tmp_path, f"ABC{n}-001v1") for n in (1, 2, 3, 4)])
    (folder / "ABC1-001v1.txt").write_bytes(b"\0")
    (folder / "ABC2-001v1.txt").unlink()
    (folder / "ABC3-001v1.txt").write_text(occupation(ROWS, code="OTHER-001v1"), "utf-8")
    assert codes(library) == [*CODES, "ABC4-001v1"]
    problems = [str(problem) for problem in library.problems()]
    assert [problem.partition(".txt ")[2] for problem in problems] == [
        "is not a text file.",
        "is not there.",
        "was kept as ABC3-001v1 but now gives another code; it was left out.",
    ]
    assert all(isinstance(problem, StandardError) for problem in library.problems())


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"added": []}', '{"added": {}}'])
def test_a_damaged_list_loses_no_document_and_is_told(
    library: Library, folder: Path, tmp_path: Path, damage: str
) -> None:
    library.add([made(tmp_path, "ABC1-001v1")])
    (folder / "library.json").write_text(damage, "utf-8")
    assert codes(library) == [*CODES, "ABC1-001v1"]
    assert [problem.params for problem in library.problems()] == [{}]
    library.add([made(tmp_path, "DEF1-001v1")])
    assert codes(library) == [*CODES, "ABC1-001v1", "DEF1-001v1"]
    assert library.problems() == ()


def test_the_list_says_what_was_added_and_removed(
    library: Library, folder: Path, tmp_path: Path
) -> None:
    library.add([made(tmp_path, "ABC1-001v1")])
    library.remove(CROSS_BORDER)
    said = json.loads((folder / "library.json").read_text("utf-8"))
    assert said == {"added": {"ABC1-001v1": "abc1-001v1 copy.txt"}, "removed": [CROSS_BORDER]}


def test_files_that_are_no_documents_are_refused(library: Library, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    large = tmp_path / "large.txt"
    with large.open("wb") as file:
        file.truncate(1 << 40)
    for path, sentence in (
        (tmp_path / "none.txt", "is not there."),
        (tmp_path, "is a folder, not a document."),
        (pipe, "could not be opened for reading."),
        (large, "is larger than 20 MB, too large for a standard."),
        (Path("a\0b"), "is not there."),
        (tmp_path / ("a" * 300), "could not be opened for reading."),
    ):
        with pytest.raises(UnreadableDocument) as raised:
            library.check([path])
        assert str(raised.value).endswith(sentence)
        assert str(path) in str(raised.value)


def test_the_folders_own_documents_are_given_as_they_are(
    library: Library, folder: Path, tmp_path: Path
) -> None:
    assert library.documents() == {}
    library.add([made(tmp_path, "ABC1-001v1")])
    (folder / ".ABC1-001v1.txt.half").write_bytes(b"half")
    (folder / "notes.md").write_bytes(b"mine")
    assert library.documents() == {
        "ABC1-001v1.txt": occupation(ROWS, code="ABC1-001v1").encode(),
        "library.json": (folder / "library.json").read_bytes(),
    }


OTHER = ["T1 接待|T1.1 問候||P1.1.1 微笑問候顧客。|3|K01 禮儀|S01 溝通"]


def worded(folder: Path, code: str) -> Path:
    """A document of that code with other words than `made` gives."""
    path = folder / f"{code} reworded.txt"
    path.write_text(occupation(OTHER, code=code), "utf-8")
    return path


def test_a_newer_version_is_told_and_takes_the_place_of_the_older_only_by_word(
    library: Library, folder: Path, tmp_path: Path
) -> None:
    library.add([made(tmp_path, "ABC1-001v1")])
    newer = worded(tmp_path, "ABC1-001v3")
    coming = library.preview(newer)
    assert (coming.verdict, coming.other and coming.other.code) == (Verdict.NEWER, "ABC1-001v1")
    with pytest.raises(OtherVersion, match="is a newer version of ABC1-001v1"):
        library.add([newer])
    assert codes(library) == [*CODES, "ABC1-001v1"]
    library.add([newer], supersede=True)
    for one in (library, Library(folder)):
        assert codes(one) == [*CODES, "ABC1-001v3"]
        assert [standard.code for standard in one.past()] == ["ABC1-001v1"]
        assert one.successor("ABC1-001v1") == "ABC1-001v3"
        assert one.readable("abc1-001V1").code == "ABC1-001v1"
        with pytest.raises(Superseded, match="ABC1-001v3 has taken the place of ABC1-001v1"):
            one.get("ABC1-001v1")


def test_a_shipped_standard_is_superseded_like_any_other(library: Library, tmp_path: Path) -> None:
    library.add([worded(tmp_path, "KRM4224-001v3")], supersede=True)
    assert CROSS_BORDER not in codes(library)
    assert [standard.code for standard in library.past()] == [CROSS_BORDER]


def test_versions_go_on_superseding_one_another(library: Library, tmp_path: Path) -> None:
    for version in (1, 2, 3):
        library.add([made(tmp_path, f"ABC1-001v{version}")], supersede=True)
    assert codes(library) == [*CODES, "ABC1-001v3"]
    assert [library.successor(f"ABC1-001v{n}") for n in (1, 2, 3)] == ["ABC1-001v3"] * 2 + [None]


def test_without_its_successor_a_standard_is_in_force_again(
    library: Library, tmp_path: Path
) -> None:
    library.add([made(tmp_path, "ABC1-001v1")])
    library.add([made(tmp_path, "ABC1-001v2")], supersede=True)
    library.remove("ABC1-001v2")
    assert codes(library) == [*CODES, "ABC1-001v1"]
    library.restore("ABC1-001v2")
    assert codes(library) == [*CODES, "ABC1-001v2"]


def test_an_older_version_is_refused_unless_it_shall_be_kept_to_be_read(
    library: Library, tmp_path: Path
) -> None:
    library.add([made(tmp_path, "ABC1-001v3")])
    older = worded(tmp_path, "ABC1-001v2")
    with pytest.raises(OtherVersion, match="is an older version of ABC1-001v3"):
        library.add([older], supersede=True)
    library.add([older], older=True)
    assert codes(library) == [*CODES, "ABC1-001v3"]
    assert [standard.code for standard in library.past()] == ["ABC1-001v2"]


def test_other_words_under_a_code_replace_those_that_are_there_only_by_word(
    library: Library, folder: Path, tmp_path: Path
) -> None:
    library.add([made(tmp_path, "ABC1-001v1")])
    before = library.get("ABC1-001v1")
    path = worded(tmp_path, "ABC1-001v1")
    assert library.preview(path).verdict is Verdict.CHANGED
    with pytest.raises(DuplicateStandard, match="with other words than here"):
        library.add([path])
    library.add([path], supersede=True)
    for _time in range(2):
        assert "微笑" in library.get("ABC1-001v1").tasks[0].activities[0].indicators[0].text
        assert Library(folder).get("ABC1-001v1") == library.get("ABC1-001v1")
        assert len(list(folder.glob("ABC1-001v1*.txt"))) == 1
        library.add([made(tmp_path, "ABC1-001v1")], supersede=True)
        assert library.get("ABC1-001v1") == before
        library.add([path], supersede=True)


def test_a_table_is_kept_as_it_was_understood(
    library: Library, folder: Path, tmp_path: Path
) -> None:
    library.add([made(tmp_path, "ABC1-001v1")])
    standard = library.get("ABC1-001v1")
    library.remove("ABC1-001v1")
    path = tmp_path / "shop.csv"
    path.write_bytes(csv_file.written(standard))
    library.add([path])
    assert sorted(each.name for each in folder.glob("ABC*")) == [
        "ABC1-001v1.standard",
        "ABC1-001v1.txt.removed",
    ]
    again = Library(folder).get("ABC1-001v1")
    assert again.source.file == "shop.csv"
    assert replace(again, source=standard.source) == replace(standard, findings=())


def test_one_form_of_a_document_takes_the_place_of_another(
    library: Library, folder: Path, tmp_path: Path
) -> None:
    library.add([made(tmp_path, "ABC1-001v1")])
    path = tmp_path / "shop.csv"
    text = csv_file.written(library.get("ABC1-001v1")).decode()
    path.write_text(text.replace("問候顧客。", "迎接顧客。"), "utf-8")
    library.add([path], supersede=True)
    assert (folder / "ABC1-001v1.standard").exists()
    assert not (folder / "ABC1-001v1.txt").exists()
    library.add([worded(tmp_path, "ABC1-001v1")], supersede=True)
    assert not (folder / "ABC1-001v1.standard").exists()
    assert (folder / "ABC1-001v1.txt").exists()


def test_what_was_removed_comes_back_for_a_day_as_it_was(folder: Path, tmp_path: Path) -> None:
    times = [NOON]
    library = Library(folder, lambda: times[-1])
    library.add([made(tmp_path, "ABC1-001v1")])
    before = library.get("ABC1-001v1")
    library.remove("ABC1-001v1")
    assert [(gone.code, gone.at) for gone in library.removed()] == [("ABC1-001v1", NOON)]
    library.purge(NOON)
    assert library.restore("abc1-001V1") == before
    assert library.removed() == ()
    assert sorted(each.name for each in folder.iterdir()) == [
        "ABC1-001v1.txt",
        "library.json",
        "library.lock",
    ]


def test_after_a_day_what_was_removed_is_gone_for_good(folder: Path, tmp_path: Path) -> None:
    library = Library(folder, lambda: NOON)
    library.add([made(tmp_path, "ABC1-001v1")])
    library.remove("ABC1-001v1")
    library.purge(NOON + timedelta(seconds=1))
    assert not list(folder.glob("ABC*"))
    with pytest.raises(UnknownStandard, match="No standard ABC1-001v1 was removed"):
        library.restore("ABC1-001v1")


def test_a_shipped_standard_comes_back_at_any_time(library: Library) -> None:
    library.remove(TRADE)
    assert library.restore(TRADE.lower()) == library.get(TRADE)
    assert codes(library) == list(CODES)


def test_nothing_comes_back_over_what_is_there(library: Library, tmp_path: Path) -> None:
    library.add([made(tmp_path, "ABC1-001v1")])
    library.remove("ABC1-001v1")
    library.add([worded(tmp_path, "ABC1-001v1")])
    with pytest.raises(DuplicateStandard):
        library.restore("ABC1-001v1")


def test_what_gets_ready_hears_what_will_be_in_force_and_can_stop_it(
    library: Library, folder: Path, tmp_path: Path
) -> None:
    heard: list[list[str]] = []

    def prepare(standards: Sequence[Standard]) -> None:
        heard.append([standard.code for standard in standards])
        assert codes(Library(folder)) != heard[-1]

    def refuse(standards: Sequence[Standard]) -> None:
        raise OSError("no space left")

    one, two = made(tmp_path, "ABC1-001v1"), worded(tmp_path, "ABC1-001v2")
    library.add([one], prepare=prepare)
    library.add([two], supersede=True, prepare=prepare)
    library.remove("ABC1-001v2", prepare=prepare)
    library.restore("ABC1-001v2", prepare=prepare)
    library.remove(TRADE, prepare=prepare)
    assert heard == [
        [*CODES, "ABC1-001v1"],
        [*CODES, "ABC1-001v2"],
        [*CODES, "ABC1-001v1"],
        [*CODES, "ABC1-001v2"],
        [*(code for code in CODES if code != TRADE), "ABC1-001v2"],
    ]
    before = library.documents()
    for act in (
        lambda: library.add([made(tmp_path, "DEF1-001v1")], prepare=refuse),
        lambda: library.remove("ABC1-001v2", prepare=refuse),
        lambda: library.restore(TRADE, prepare=refuse),
        lambda: library.add([made(tmp_path, "ABC1-001v2")], supersede=True, prepare=refuse),
    ):
        with pytest.raises(OSError, match="no space left"):
            act()
        assert codes(Library(folder)) == heard[-1]
    library.purge(NOON)
    assert {name: data for name, data in library.documents().items() if name in before} == before


def test_two_that_add_at_once_come_one_after_the_other(
    library: Library, folder: Path, tmp_path: Path
) -> None:
    inside: list[int] = []

    def slowly(standards: Sequence[Standard]) -> None:
        inside.append(1)
        assert len(inside) == 1
        time.sleep(0.05)
        inside.pop()

    paths = [made(tmp_path, f"ABC{n}-001v1") for n in range(6)]
    with ThreadPoolExecutor(6) as pool:
        list(pool.map(lambda path: Library(folder).add([path], prepare=slowly), paths))
    assert codes(library) == [*CODES, *(f"ABC{n}-001v1" for n in range(6))]


@pytest.mark.parametrize("name", ["../../passwd", "/etc/passwd", "a/b"])
def test_a_list_that_names_files_elsewhere_is_a_damaged_one(
    library: Library, folder: Path, tmp_path: Path, name: str
) -> None:
    library.add([made(tmp_path, "ABC1-001v1")])
    said = {"added": {"ABC1-001v1": "x"}, "removed": [], "files": {"ABC1-001v1": name}}
    (folder / "library.json").write_text(json.dumps(said), "utf-8")
    assert codes(library) == [*CODES, "ABC1-001v1"]
    assert len(library.problems()) == 1
