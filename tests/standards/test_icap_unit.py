import pytest

from standards.model import FindingKind, Source, Standard
from standards.read import read
from standards.sentences import Why
from standards_documents import ONLINE_CUSTOMERS, kinds, standard_of


@pytest.fixture(scope="module")
def unit() -> Standard:
    return standard_of(ONLINE_CUSTOMERS)


def test_the_head_is_read_by_label(unit: Standard) -> None:
    assert (unit.code, unit.title, unit.level) == (ONLINE_CUSTOMERS, "開發並維持網路顧客", 5)
    assert unit.fields == {"領域類別": "行銷與銷售/專業銷售"}
    assert (unit.versions, unit.attitudes) == ((), ())
    assert (unit.task_label, unit.activity_label) == ("工作任務與行為指標", "")


def test_elements_are_tasks_and_numbered_lines_their_criteria(unit: Standard) -> None:
    assert [task.title for task in unit.tasks] == [
        "發展電子商務策略：",
        "建立電子服務策略",
        "優化零售網站",
        "與網路上顧客建立關係",
    ]
    assert [len(task.indicators) for task in unit.tasks] == [5, 7, 6, 6]
    assert [one.code for one in unit.tasks[3].indicators] == [f"E4.{n}" for n in range(1, 7)]
    assert unit.tasks[0].indicators[1].text == "確認線上銷售策略的績效指標"


def test_a_criterion_that_a_page_break_cut_is_whole(unit: Standard) -> None:
    assert (
        unit.tasks[3].indicators[3].text
        == "蒐集並分析質化與量化資料以提供符合消費者行為與期待的服務"
    )


def test_knowledge_and_skills_are_the_numbered_paragraphs(unit: Standard) -> None:
    assert [one.code for one in unit.knowledge] == [f"K{n}" for n in range(1, 10)]
    assert unit.knowledge[8].text == "相關個人資料保護法規、世界性的電子商務標準、商業法律"
    assert [one.text for one in unit.skills] == ["分析技能", "規劃與管理技能", "讀寫與計算技能"]
    assert all(task.knowledge == task.skills == () for task in unit.tasks)


def test_entries_without_numbers_are_told_apart_by_the_spaces_between_them(unit: Standard) -> None:
    evidence = unit.assessment[0]
    assert evidence.text == "評量之關鍵面向/能力證明之證據："
    assert [entry.code for entry in evidence.items] == [f"G1.{n}" for n in range(1, 8)]
    assert evidence.items[1].text == "採行公司所同意的策略，決定並最大化網路市佔率"
    assert evidence.items[6].text.startswith("建立可決定現在和未來")


def test_numbered_parts_belong_to_the_entry_before_them_also_over_a_page(unit: Standard) -> None:
    context = unit.assessment[1]
    assert [(entry.text, len(entry.items)) for entry in context.items] == [
        ("真實或模擬的工作環境", 0),
        ("相關文件，如：", 3),
        ("相關資訊：", 5),
    ]
    assert context.items[1].items[2] == "現有商業模型和資訊基礎建設的資訊與績效數據"
    assert context.items[2].items == ("市場", "競爭對手", "產品與服務", "供應商", "新科技")


def test_numbers_glued_to_the_entry_before_them_still_part(unit: Standard) -> None:
    methods = unit.assessment[2]
    assert len(methods.items) == 7
    assert methods.items[0].text == "直接觀察工作表現"
    assert methods.items[5].text == "書面或口頭問答，評量具備的知識與認知"


def test_each_note_is_linked_with_the_one_criterion_that_carries_its_mark(unit: Standard) -> None:
    carriers = {note.code: [id.partition("/")[2] for id in note.refers_to] for note in unit.notes}
    assert carriers == {
        "N1": ["E1.1"],
        "N2": ["E1.4"],
        "N3": ["E1.5"],
        "N4": ["E2.2"],
        "N5": ["E2.3"],
        "N6": ["E2.4"],
        "N7": ["E2.5"],
        "N8": ["E2.7"],
        "N9": ["E3.6"],
        "N10": ["E4.4"],
        "N11": ["E4.5"],
    }
    marked = [one for task in unit.tasks for one in task.indicators if one.notes]
    back = {id.partition("/")[2]: [one.code] for one in marked for id in one.notes}
    assert back == carriers


def test_the_marks_of_notes_are_not_shown_in_the_criteria(unit: Standard) -> None:
    texts = [one.text for task in unit.tasks for one in task.indicators]
    assert not any("【" in text for text in texts)
    assert texts[4] == "透過網路上銷售策略，極大化顧客接觸率以促進銷售"


def test_notes_list_their_entries_and_never_split_at_commas(unit: Standard) -> None:
    assert [len(note.items) for note in unit.notes] == [12, 4, 5, 5, 5, 6, 9, 12, 5, 2, 7]
    assert unit.notes[0].title == "線上銷售策略可能依下列因素而變動："
    assert unit.notes[3].items[0] == "商會、公會"
    assert unit.notes[5].items[3] == "來自不同社會、文化、族群，及身心能力不同背景的消費者"
    assert unit.notes[8].items[0] == "網站"
    assert unit.notes[9].items == ("質化", "量化")


def test_a_note_may_go_on_on_the_next_page(unit: Standard) -> None:
    assert unit.notes[2].items == ("電子郵件", "郵件", "新聞簡訊", "電話", "面對面")


def test_entries_of_the_second_level_follow_the_one_they_belong_to(unit: Standard) -> None:
    assert unit.notes[7].items[5:] == (
        "軟體，包括：",
        "文書處理",
        "資料庫",
        "試算表",
        "財務",
        "存貨",
        "電子數據交換",
    )


def test_the_findings_are_the_cuts_the_lost_numbers_and_the_list_in_a_list(unit: Standard) -> None:
    assert set(kinds(unit, FindingKind.MENDED_CUT)) == {"E4.4", "G2.3", "N3"}
    assert set(kinds(unit, FindingKind.LOST_NUMBERS)) == {"G1", "G2"}
    assert set(kinds(unit, FindingKind.FLATTENED_LIST)) == {"N8"}
    assert len(unit.findings) == 6
    counts = [one.params["count"] for one in unit.findings if "count" in one.params]
    assert counts == ["7", "3", "6"]


def test_notes_without_marks_are_one_note() -> None:
    text = (
        "職能單元代碼\tABC1R0001v1\n職能單元名稱\t接待顧客\n職能單元級別\t2\n"
        "工作任務與行為指標\t<p>一、接待</p> 1. 問候 2. 詢問\n說明與補充事項\t可包括：● 甲● 乙"
    )
    (note,) = read(text, Source()).standard.notes
    assert (note.code, note.title, note.items) == ("N1", "可包括：", ("甲", "乙"))


def test_a_mark_without_its_note_stays_in_the_text() -> None:
    text = "職能單元代碼\tABC1R0001v1\n工作任務與行為指標\t一、接待\n<br>\t1. 問候【註 9】顧客"
    (task,) = read(text, Source()).standard.tasks
    assert "【註 9】" in task.indicators[0].text + task.title
    (finding,) = read(text, Source()).standard.findings
    assert (finding.where, finding.why) == ("ABC1R0001v1/E1.1", Why.NO_SUCH_NOTE)


def test_a_field_that_is_printed_twice_keeps_its_first_value_and_the_other_is_reported() -> None:
    text = (
        "職能單元代碼\tABC1R0001v1\n職能單元級別\t2\n職能單元級別\t4\n"
        "工作任務與行為指標\t<p>一、接待</p> 1. 問候 2. 詢問"
    )
    unit = read(text, Source()).standard
    (finding,) = unit.findings
    assert (unit.level, finding.where, finding.why) == (2, "line 3", Why.REPEATED_LABEL)


@pytest.mark.parametrize(
    ("printed", "level", "why"), [("99", 99, Why.LEVEL_OUTSIDE), ("三", None, Why.NO_LEVEL)]
)
def test_a_level_outside_the_scale_is_kept_and_reported(
    printed: str, level: int | None, why: Why
) -> None:
    text = (
        f"職能單元代碼\tABC1R0001v1\n職能單元級別\t{printed}\n"
        "工作任務與行為指標\t<p>一、接待</p> 1. 問候 2. 詢問"
    )
    unit = read(text, Source()).standard
    assert unit.level == level
    assert [finding.why for finding in unit.findings] == [why]
