import json
import os
from pathlib import Path

import pytest

from standards.errors import (
    DuplicateStandard,
    StandardError,
    UnknownFamily,
    UnknownStandard,
    UnreadableDocument,
)
from standards.library import Library, shipped
from standards.model import FindingKind
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
