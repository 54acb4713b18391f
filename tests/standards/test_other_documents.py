"""What other documents of the families print, and people will import."""

import pytest

from standards.errors import MalformedStandard, StandardError, UnknownFamily
from standards.graph import items as all_items
from standards.model import Finding, FindingKind, Source, Standard
from standards.read import read
from standards.sentences import Why
from standards_documents import kinds, occupation, read_rows


def items(standard: Standard) -> dict[str, str]:
    """Outputs and indicators by activity and code."""
    activities = [activity for task in standard.tasks for activity in task.activities]
    found: dict[str, str] = {}
    for activity in activities:
        found |= {f"{activity.code} {one.code}": one.text for one in activity.outputs}
        found |= {f"{activity.code} {one.code}": one.text for one in activity.indicators}
    return found


def slips(standard: Standard) -> tuple[Finding, ...]:
    """The findings, without the one on the sections that these small documents do not have."""
    return tuple(one for one in standard.findings if one.why is not Why.NONE_PRINTED)


def test_a_name_that_begins_with_a_digit_is_told_apart_from_its_code() -> None:
    standard = read_rows(
        "T2 設計|T2.3 製圖|O2.3.13D設計初稿 O2.3.23D模型|P2.3.12D圖面轉檔。 P2.3.2 檢查。|3||"
    )
    assert items(standard) == {
        "T2.3 O2.3.1": "3D設計初稿",
        "T2.3 O2.3.2": "3D模型",
        "T2.3 P2.3.1": "2D圖面轉檔。",
        "T2.3 P2.3.2": "檢查。",
    }
    assert kinds(standard, FindingKind.MENDED_CODE)["O2.3.1"] == "O2.3.1 3D設計初稿"


def test_two_digit_numbers_glued_to_their_names_stay_whole_in_sequence() -> None:
    cell = " ".join(f"P1.1.{n}做事{n}。" for n in range(1, 13))
    standard = read_rows(f"T1 甲|T1.1 乙||{cell}|3||")
    assert list(items(standard)) == [f"T1.1 P1.1.{n}" for n in range(1, 13)]


def test_knowledge_of_a_three_dimensional_kind_is_read() -> None:
    standard = read_rows("T1 甲|T1.1 乙||P1.1.1 做|3|K013D列印 K02 5S管理 K10其他|S01 做")
    assert [(one.code, one.text) for one in standard.knowledge] == [
        ("K01", "3D列印"),
        ("K02", "5S管理"),
        ("K10", "其他"),
    ]


def test_a_zero_for_the_letter_o_is_mended() -> None:
    standard = read_rows("T4 甲|T4.2 乙|04.2.1 報告|P4.2.1 做|3||")
    assert items(standard)["T4.2 O4.2.1"] == "報告"
    (finding,) = slips(standard)
    assert (finding.kind, finding.printed) == (FindingKind.MENDED_CODE, "04.2.1")


def test_an_output_with_a_stale_number_is_reported_and_left() -> None:
    standard = read_rows(
        "T2 甲|T2.3 乙|O2.3.1 市場報告|P2.3.1 做|3||",
        "|T2.4 丙|O2.3.1 競爭報告|P2.4.1 做|||",
    )
    outputs = [a.outputs for a in standard.tasks[0].activities]
    assert [[(one.id.partition("/")[2], one.text) for one in few] for few in outputs] == [
        [("O2.3.1a", "市場報告")],
        [("O2.3.1b", "競爭報告")],
    ]
    assert set(kinds(standard, FindingKind.MISMATCH)) == {"O2.3.1b"}
    assert set(kinds(standard, FindingKind.SHARED_CODE)) == {"O2.3.1a"}
    assert kinds(standard, FindingKind.MOVED_ITEM) == {}


def test_a_whole_cell_of_stale_numbers_is_reported_and_left() -> None:
    standard = read_rows(
        "T1 甲|T1.1 乙||P1.1.1 看|3||",
        "|T1.2 丙||P1.1.2 聽 P1.1.3 說|||",
    )
    assert list(items(standard)) == ["T1.1 P1.1.1", "T1.2 P1.1.2", "T1.2 P1.1.3"]
    assert set(kinds(standard, FindingKind.MISMATCH)) == {"P1.1.2", "P1.1.3"}


def test_the_same_code_and_words_under_another_activity_are_another_item() -> None:
    standard = read_rows(
        "T2 甲|T2.3 乙|O2.3.1 報告|P2.3.1 做|3||",
        "|T2.4 丙|O2.3.1 報告|P2.4.1 做|||",
        "T2 丁|T2.3 乙||P2.3.1 做|3||",
    )
    ids = [item.id for item in all_items(standard)]
    assert len(set(ids)) == len(ids)
    outputs = [one.id.partition("/")[2] for a in standard.tasks[0].activities for one in a.outputs]
    assert outputs == ["O2.3.1a", "O2.3.1b"]


def test_several_activities_in_one_cell_are_read_and_reported() -> None:
    standard = read_rows("T1 甲|T1.1 乙 T1.2 丙||P1.1.1 看 P1.2.1 聽|3||")
    assert list(items(standard)) == ["T1.1 P1.1.1", "T1.2 P1.2.1"]
    assert "T1.1" in kinds(standard, FindingKind.MISMATCH)


def test_knowledge_in_the_column_of_skills_is_knowledge_and_reported() -> None:
    standard = read_rows("T1 甲|T1.1 乙||P1.1.1 看|3|K01 知|S01 技 K02 識")
    assert [one.code for one in standard.knowledge] == ["K01", "K02"]
    assert [one.code for one in standard.skills] == ["S01"]
    assert set(kinds(standard, FindingKind.MISMATCH)) == {"K02"}


def test_knowledge_out_of_order_is_no_finding() -> None:
    standard = read_rows("T1 甲|T1.1 乙||P1.1.1 看|3|K04 丁 K17 午 K11 子|S01 技")
    assert [one.code for one in standard.knowledge] == ["K04", "K11", "K17"]
    assert [id.partition("/")[2] for id in standard.tasks[0].knowledge] == ["K04", "K17", "K11"]
    assert slips(standard) == ()


def test_codes_in_the_middle_of_words_are_words() -> None:
    standard = read_rows("T1 甲|T1.1 乙||P1.1.1 依IIS3513與K=知，見P1.1.9辦理|3|K01 知|S01 技")
    assert items(standard) == {"T1.1 P1.1.1": "依IIS3513與K=知，見P1.1.9辦理"}


def test_a_name_repeated_on_the_next_page_is_no_second_activity() -> None:
    standard = read_rows(
        "T1 甲|T1.1 乙||P1.1.1 看|3|K01 知|", "", "T1 甲|T1.1 乙||P1.1.2 聽|||S01 技"
    )
    assert [task.code for task in standard.tasks] == ["T1"]
    assert list(items(standard)) == ["T1.1 P1.1.1", "T1.1 P1.1.2"]


def test_a_text_without_a_code_is_joined_only_after_a_page_break() -> None:
    standard = read_rows("T1 甲|T1.1 乙||P1.1.1 看|3||", "|T1.2 丙||無碼文字|||")
    assert list(items(standard).values()) == ["看"]
    (finding,) = slips(standard)
    assert (finding.kind, finding.printed) == (FindingKind.UNPLACED, "無碼文字")
    assert finding.where.startswith("line ")


def test_attitudes_without_definition_or_with_a_space_before_the_colon_are_read() -> None:
    after = "\n職能內涵 (A=attitude 態度)\n\nA01 創新\n\n- A02 壓力容忍 ：冷靜。"
    standard = read_rows("T1 甲|T1.1 乙||P1.1.1 看|6||", after=after)
    assert [(one.code, one.title, one.text) for one in standard.attitudes] == [
        ("A01", "創新", ""),
        ("A02", "壓力容忍", "冷靜。"),
    ]
    assert standard.tasks[0].level == 6


def test_attitudes_without_codes_are_numbered_by_their_place_and_reported() -> None:
    after = "\n職能內涵 (A=attitude 態度)\n\n- 創新：求新。\n- 彈性：應變。"
    standard = read_rows("T1 甲|T1.1 乙||P1.1.1 看|3||", after=after)
    assert [(one.code, one.title) for one in standard.attitudes] == [
        ("A01", "創新"),
        ("A02", "彈性"),
    ]
    assert set(kinds(standard, FindingKind.MENDED_CODE)) == {"A01", "A02"}


def test_notes_of_an_occupation_are_linked_with_what_carries_their_mark() -> None:
    after = "\n說明與補充事項\n\n- 【註 1】進貨：含驗收。\n- 建議條件：\n - 高中以上。"
    standard = read_rows(
        "T1 甲|T1.1 乙||P1.1.1 安排進【註1】貨|3|K01 珠寶知識【註 1】|", after=after
    )
    code = standard.code
    first, second = standard.notes
    assert (first.code, first.title, first.items) == ("N1", "進貨", ("含驗收。",))
    assert first.refers_to == (f"{code}/P1.1.1", f"{code}/K01")
    assert (second.code, second.items) == ("N2", ("高中以上。",))
    indicator = standard.tasks[0].activities[0].indicators[0]
    assert (indicator.text, indicator.notes) == ("安排進貨", (f"{code}/N1",))


def test_look_alike_characters_are_folded_in_labels_and_kept_in_texts() -> None:
    text = occupation(["T1 甲|T1.1 乙||P1.1.1 操作⼈員|3||"]).replace("行為指標", "⾏為指標")
    standard = read(text, Source()).standard
    assert list(items(standard).values()) == ["操作⼈員"]


def test_page_feet_and_rules_are_layout() -> None:
    text = occupation(["T1 甲|T1.1 乙||P1.1.1 看|3||", "", "||||||S01 技"])
    standard = read(text.replace(f"\n{''}\n", "\n第1頁，總共3頁\n\n--\t--\n"), Source()).standard
    assert slips(standard) == ()


def test_private_use_bullets_are_bullets() -> None:
    standard = read_rows("T1 甲|T1.1 乙||P1.1.1 看|3|K01 法規： \uf09f 甲 \uf09f 乙|")
    assert standard.knowledge[0].items == ("甲", "乙")


def test_full_width_slashes_and_character_references_are_read() -> None:
    text = occupation(["T1 甲|T1.1 乙||P1.1.1 研發 R&amp;D|3||"])
    text = text.replace("基準級別", "職類別\t\t行銷／零售\t\t\t\n基準級別")
    standard = read(text, Source()).standard
    assert standard.fields["職類別"] == "行銷／零售"
    assert items(standard) == {"T1.1 P1.1.1": "研發 R&D"}


def test_several_values_of_one_field_are_kept_line_by_line() -> None:
    extra = (
        "所屬類別\t行業別\t製造業\t行業別代碼\tC1\t\n\t行業別\t零售業\t行業別代碼\tG4\t\n基準級別"
    )
    text = occupation(["T1 甲|T1.1 乙||P1.1.1 看|3||"]).replace("基準級別", extra)
    fields = read(text, Source()).standard.fields
    assert (fields["行業別"], fields["行業別代碼"]) == ("製造業\n零售業", "C1\nG4")


def test_another_latest_version_than_the_documents_own_is_reported() -> None:
    versions = (
        "版本\t職能基準代碼\t職能基準名稱\t狀態\t更新說明\t發展更新日期\n"
        "v2\tABC1234-001v2\t門市服務人員\t最新版本\t略\t2020/01/01\n\n"
    )
    standard = read(versions + occupation(["T1 甲|T1.1 乙||P1.1.1 看|3||"]), Source()).standard
    assert standard.code == "ABC1234-001v1"
    assert [finding.kind for finding in slips(standard)] == [FindingKind.MISMATCH]


def test_trailing_empty_cells_may_be_missing() -> None:
    text = "\n".join(
        line.rstrip("\t") for line in occupation(["T1 甲|T1.1 乙||P1.1.1 看"]).split("\n")
    )
    assert items(read(text, Source()).standard) == {"T1.1 P1.1.1": "看"}


@pytest.mark.parametrize("code", ["", "說明", "../../etc/passwd", "A" * 60])
def test_a_document_without_a_code_of_its_own_is_refused(code: str) -> None:
    with pytest.raises(MalformedStandard, match=r"made\.txt gives no code"):
        read(occupation(["T1 甲|T1.1 乙||P1.1.1 看|3||"], code=code), Source(file="made.txt"))


def test_a_document_without_tasks_is_refused() -> None:
    with pytest.raises(MalformedStandard, match=r"made\.txt holds no tasks"):
        read(occupation([]), Source(file="made.txt"))


@pytest.mark.parametrize("text", ["", "你好", "| Title | Code |", "職能", "a\tb\nc\td"])
def test_a_text_of_no_family_is_refused(text: str) -> None:
    with pytest.raises(UnknownFamily, match=r"made\.txt is not a competency standard"):
        read(text, Source(file="made.txt"))


def test_a_refusal_is_a_standard_error_with_its_sentence_apart() -> None:
    with pytest.raises(StandardError) as raised:
        read("你好", Source(file="x.txt"))
    assert raised.value.msgid.startswith("{file} is not")
    assert raised.value.params == {"file": "x.txt"}


ATTITUDES = "\n職能內涵 (A=attitude 態度)\n\nA01 創新：求新。"
ROW = "T1 甲|T1.1 乙||P1.1.1 看|3|K01 知|S01 技"


def whys(standard: Standard) -> list[tuple[str, Why]]:
    return [
        (one.where.removeprefix(f"{standard.code}/"), Why(one.why)) for one in standard.findings
    ]


def test_a_document_with_all_its_sections_has_no_findings() -> None:
    assert read_rows(ROW, after=ATTITUDES).findings == ()


@pytest.mark.parametrize(
    ("row", "after", "letters"),
    [
        ("T1 甲|T1.1 乙||P1.1.1 看|3||S01 技", ATTITUDES, "K"),
        ("T1 甲|T1.1 乙||P1.1.1 看|3|K01 知|", ATTITUDES, "S"),
        (ROW, "", "A"),
        ("T1 甲|T1.1 乙||P1.1.1 看|3||", "", "K, S, A"),
    ],
)
def test_what_is_nowhere_in_the_document_is_reported_once(
    row: str, after: str, letters: str
) -> None:
    standard = read_rows(row, after=after)
    assert whys(standard) == [(standard.code, Why.NONE_PRINTED)]
    assert standard.findings[0].params == {"letters": letters}


def test_a_mark_without_a_note_and_a_note_without_a_mark_are_reported() -> None:
    after = f"{ATTITUDES}\n\n說明與補充事項\n\n- 【註1】進貨：含驗收。\n- 【註2】退貨：略。"
    row = "T1 甲|T1.1 乙||P1.1.1 安排進貨【註1】與盤點【註7】|3|K01 知|S01 技"
    standard = read_rows(row, after=after)
    assert whys(standard) == [("P1.1.1", Why.NO_SUCH_NOTE), ("N2", Why.UNMENTIONED)]
    assert standard.findings[0].params == {"number": "7"}
    assert items(standard) == {"T1.1 P1.1.1": "安排進貨與盤點【註7】"}


def test_a_note_that_a_field_or_another_note_mentions_is_no_finding() -> None:
    after = f"{ATTITUDES}\n\n說明與補充事項\n\n- 【註1】進貨：見退貨【註2】。\n- 【註2】退貨：略。"
    text = occupation([ROW], after=after).replace("服務人員", "服務人員【註1】")
    assert read(text, Source()).standard.findings == ()


def test_a_second_note_of_the_same_number_is_reported() -> None:
    after = f"{ATTITUDES}\n\n說明與補充事項\n\n- 【註1】進貨：甲。\n- 【註1】退貨：乙。"
    standard = read_rows("T1 甲|T1.1 乙||P1.1.1 看【註1】|3|K01 知|S01 技", after=after)
    assert whys(standard) == [("N2", Why.UNMENTIONED)]


@pytest.mark.parametrize("level", ["99", "0", "7"])
def test_a_level_that_the_scale_does_not_have_is_kept_and_reported(level: str) -> None:
    text = occupation([ROW], after=ATTITUDES).replace("基準級別\t\t3", f"基準級別\t\t{level}")
    standard = read(text, Source()).standard
    assert standard.level == int(level)
    assert whys(standard) == [(standard.code, Why.LEVEL_OUTSIDE)]


def test_a_level_that_cannot_be_read_is_kept_as_a_field_and_reported() -> None:
    text = occupation([ROW], after=ATTITUDES).replace("基準級別\t\t3", "基準級別\t\t三")
    standard = read(text, Source()).standard
    assert (standard.level, standard.fields["基準級別"]) == (None, "三")
    assert whys(standard) == [(standard.code, Why.NO_LEVEL)]


def test_a_level_of_a_task_that_the_scale_does_not_have_is_reported_there() -> None:
    standard = read_rows(ROW.replace("|3|", "|8|"), after=ATTITUDES)
    assert standard.tasks[0].level == 8
    assert whys(standard) == [("T1", Why.LEVEL_OUTSIDE)]


def test_a_label_that_is_printed_twice_keeps_its_first_value_and_the_other_is_reported() -> None:
    text = occupation([ROW], after=ATTITUDES)
    text = text.replace("基準級別\t\t3\t\t\t", "基準級別\t\t3\t\t\t\n基準級別\t\t4\t\t\t")
    standard = read(text, Source()).standard
    assert (standard.level, "基準級別" in standard.fields) == (3, False)
    (finding,) = standard.findings
    assert (finding.kind, finding.where, finding.printed, finding.why) == (
        FindingKind.UNPLACED,
        "line 4",
        "4",
        Why.REPEATED_LABEL,
    )
