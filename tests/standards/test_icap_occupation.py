import pytest

from standards.graph import Graph
from standards.model import FindingKind, Standard, Version
from standards_documents import (
    CROSS_BORDER,
    ONLINE_RETAIL,
    TRADE,
    kinds,
    standard_of,
)


@pytest.fixture(scope="module")
def retail() -> Standard:
    return standard_of(ONLINE_RETAIL)


@pytest.fixture(scope="module")
def border() -> Standard:
    return standard_of(CROSS_BORDER)


@pytest.fixture(scope="module")
def trade() -> Standard:
    return standard_of(TRADE)


def text(standard: Standard, item: str) -> str:
    found = Graph(standard).item(f"{standard.code}/{item}")
    assert found is not None
    return found.text


def bullets(standard: Standard, item: str) -> tuple[str, ...]:
    found = Graph(standard).item(f"{standard.code}/{item}")
    assert found is not None
    return found.parts


def short(ids: tuple[str, ...]) -> list[str]:
    return [id.partition("/")[2] for id in ids]


@pytest.mark.parametrize(
    ("code", "tasks", "activities", "outputs", "indicators", "knowledge", "skills", "attitudes"),
    [
        (ONLINE_RETAIL, 5, 17, 5, 89, 34, 9, 7),
        (CROSS_BORDER, 4, 10, 10, 18, 15, 18, 7),
        (TRADE, 5, 17, 14, 76, 28, 27, 5),
    ],
)
def test_every_printed_item_is_read_once(
    code: str,
    tasks: int,
    activities: int,
    outputs: int,
    indicators: int,
    knowledge: int,
    skills: int,
    attitudes: int,
) -> None:
    standard = standard_of(code)
    assert len(standard.tasks) == tasks
    assert sum(len(task.activities) for task in standard.tasks) == activities
    assert sum(len(list(task.all_outputs())) for task in standard.tasks) == outputs
    assert sum(len(list(task.all_indicators())) for task in standard.tasks) == indicators
    assert len(standard.knowledge) == knowledge
    assert len(standard.skills) == skills
    assert len(standard.attitudes) == attitudes


@pytest.mark.parametrize("code", [ONLINE_RETAIL, CROSS_BORDER, TRADE])
def test_indicators_are_numbered_without_a_gap_in_every_activity(code: str) -> None:
    for task in standard_of(code).tasks:
        for activity in task.activities:
            numbers = [int(one.code.split(".")[2]) for one in activity.indicators]
            assert numbers == list(range(1, len(numbers) + 1))
            assert {one.code.rpartition(".")[0][1:] for one in activity.indicators} == {
                activity.code[1:]
            }


@pytest.mark.parametrize("code", [ONLINE_RETAIL, CROSS_BORDER, TRADE])
def test_nothing_of_a_shipped_document_is_left_unplaced(code: str) -> None:
    assert kinds(standard_of(code), FindingKind.UNPLACED) == {}


def test_the_head_is_read_by_label_wherever_its_columns_stand(
    retail: Standard, border: Standard, trade: Standard
) -> None:
    assert list(retail.fields) == list(border.fields) == list(trade.fields)
    assert list(retail.fields) == [
        "職類",
        "職業",
        "職類別",
        "職類別代碼",
        "職業別",
        "職業別代碼",
        "行業別",
        "行業別代碼",
        "工作描述",
    ]
    assert [retail.fields["職類別代碼"], border.fields["職類別代碼"]] == ["IIS", "KRM"]
    assert retail.fields["職業別代碼"] == "3513"
    assert border.fields["行業別代碼"] == "G4719"
    assert trade.fields["行業別"] == "運輸及倉儲業 / 運輸輔助業"


def test_a_label_without_a_value_is_a_field_that_is_empty(retail: Standard) -> None:
    assert retail.fields["職類"] == ""


def test_the_standards_name_is_not_its_official_class(trade: Standard) -> None:
    assert trade.title == "貿易經理"
    assert trade.fields["職業別"] == "國際貿易經理人員"


def test_the_level_is_the_printed_one_and_not_the_commonest(trade: Standard) -> None:
    assert trade.level == 5
    assert [task.level for task in trade.tasks] == [5, 6, 5, 6, 6]


def test_an_empty_version_cell_stays_empty(retail: Standard) -> None:
    assert retail.versions == (
        Version("v2", "IIS3513-005v2", "零售電子商務人員", "最新版本", "略", "2019/12/31"),
        Version(
            "",
            "IIS3513-005",
            "零售電子商務人員",
            "歷史版本",
            "已被《IIS3513-005v2》取代",
            "2016/12/31",
        ),
    )


def test_a_document_without_a_version_table_has_no_versions(border: Standard) -> None:
    assert border.versions == ()


def test_versions_are_written_as_printed(trade: Standard) -> None:
    assert [version.version for version in trade.versions] == ["V2", "V1"]
    assert [version.date for version in trade.versions] == ["2018/12/21", "2015/12/31"]


def test_each_document_says_what_it_calls_a_task(
    retail: Standard, border: Standard, trade: Standard
) -> None:
    assert (retail.task_label, retail.activity_label) == ("工作任務", "工作活動")
    assert (border.task_label, border.activity_label) == ("主要職責", "工作任務")
    assert (trade.task_label, trade.activity_label) == ("工作任務", "工作活動")


def test_what_is_printed_once_for_a_task_belongs_to_the_whole_task(
    retail: Standard, trade: Standard
) -> None:
    assert [task.level for task in retail.tasks] == [3, 4, 3, 3, 4]
    for standard in (retail, trade):
        for task in standard.tasks:
            assert task.knowledge
            assert task.skills
            for activity in task.activities:
                assert (activity.level, activity.knowledge, activity.skills) == (None, (), ())


def test_what_is_printed_for_each_activity_belongs_to_the_activity(border: Standard) -> None:
    for task in border.tasks:
        assert (task.level, task.knowledge, task.skills) == (None, (), ())
        assert {activity.level for activity in task.activities} == {4}
    activity = border.tasks[1].activities[1]
    assert short(activity.knowledge) == ["K01", "K02"]
    assert short(activity.skills) == ["S06", "S07", "S09a", "S10", "S11"]


def test_skills_of_the_first_document_are_those_of_their_tasks(retail: Standard) -> None:
    assert [short(task.skills) for task in retail.tasks] == [
        ["S01", "S02", "S03", "S04"],
        ["S01", "S02", "S03", "S04", "S05", "S06"],
        ["S01", "S02", "S03", "S04", "S05", "S06", "S07"],
        ["S03", "S06", "S07", "S08", "S09"],
        ["S03", "S04", "S06", "S08", "S09"],
    ]


def test_knowledge_goes_on_over_pages_without_a_gap(retail: Standard, trade: Standard) -> None:
    assert [len(task.knowledge) for task in retail.tasks] == [3, 3, 7, 11, 10]
    assert [len(task.knowledge) for task in trade.tasks] == [9, 6, 4, 4, 5]
    assert [len(task.skills) for task in trade.tasks] == [5, 7, 6, 5, 4]
    assert [one.code for one in retail.knowledge] == [f"K{n:02d}" for n in range(1, 35)]
    assert [one.code for one in trade.knowledge] == [f"K{n}" for n in range(1, 29)]


def test_an_activity_that_lists_no_output_has_none(
    retail: Standard, border: Standard, trade: Standard
) -> None:
    def without(standard: Standard) -> list[str]:
        activities = [activity for task in standard.tasks for activity in task.activities]
        return [activity.code for activity in activities if not activity.outputs]

    assert len(without(retail)) == 13
    assert without(border) == ["T3.3"]
    assert without(trade) == ["T1.1", "T1.2", "T2.2", "T3.2", "T4.2"]


@pytest.mark.parametrize(
    ("code", "item", "whole"),
    [
        (ONLINE_RETAIL, "P1.1.4", "訂定一般故障排除和報告的程序。"),
        (ONLINE_RETAIL, "T1.3", "使用技術為客戶導入電子帳戶"),
        (ONLINE_RETAIL, "O1.3.1", "帳戶報告"),
        (ONLINE_RETAIL, "P2.4.3", "與相關人員討論如何改善客戶溝通的使用經驗。"),
        (ONLINE_RETAIL, "T5", "應用電子商務，提高商品銷售和服務"),
        (ONLINE_RETAIL, "P5.1.2", "評估銷售和服務流程的電子商務應用程序的影響。"),
        (
            CROSS_BORDER,
            "P1.2.1",
            "定期蒐集社群媒體相關數據如曝光次數、互動次數、轉換率等，以進行成效分析。",
        ),
        (
            CROSS_BORDER,
            "P4.1.2",
            "定期蒐集市場資訊及與消費者間的問答資訊，作為未來更新 FAQ 的參考。",
        ),
        (TRADE, "S7", "適時適地和不同背景及不同技能的人交流的溝通技能"),
        (
            TRADE,
            "P2.3.3",
            "分析現有和潛在競爭對象、競爭產品或服務的國際市場績效，"
            "以確認在國際商業市場中的潛在機會或威脅",
        ),
        (TRADE, "S16", "排序任務並符合時程表的組織和時間管理技能"),
        (TRADE, "P3.3.4", "分析成本和時間以評估國際推廣活動的效益"),
        (TRADE, "S27", "使用各種軟體來蒐集和分析國際市場數據的科技運用技能"),
    ],
)
def test_a_text_that_a_page_break_cut_is_whole_and_the_mend_is_reported(
    code: str, item: str, whole: str
) -> None:
    standard = standard_of(code)
    assert text(standard, item) == whole
    assert kinds(standard, FindingKind.MENDED_CUT)[item] in whole


@pytest.mark.parametrize(
    ("code", "cut"),
    [
        (ONLINE_RETAIL, {"P1.1.4", "T1.3", "O1.3.1", "P2.4.3", "T5", "P5.1.2"}),
        (CROSS_BORDER, {"P1.2.1", "P4.1.2"}),
        (TRADE, {"K1", "S3", "S7", "P2.3.3", "S16", "P3.3.4", "K25", "S27"}),
    ],
)
def test_only_texts_that_were_cut_are_reported_as_mended(code: str, cut: set[str]) -> None:
    assert set(kinds(standard_of(code), FindingKind.MENDED_CUT)) == cut


def test_the_tail_of_a_tasks_name_is_no_new_task(retail: Standard) -> None:
    assert [task.code for task in retail.tasks] == ["T1", "T2", "T3", "T4", "T5"]


def test_a_list_that_goes_on_after_a_page_break_is_one_list(
    retail: Standard, border: Standard
) -> None:
    assert short(retail.tasks[1].skills)[-2:] == ["S05", "S06"]
    assert [one.code for one in retail.tasks[3].activities[0].indicators] == [
        f"P4.1.{n}" for n in range(1, 11)
    ]
    assert retail.tasks[4].activities[2].indicators[-1].code == "P5.3.5"
    first = border.tasks[0].activities[1]
    assert short(first.knowledge) == [f"K0{n}" for n in range(1, 9)]
    assert short(first.skills) == ["S01", "S03", "S04", "S05a", "S06", "S07", "S08"]
    last = border.tasks[3].activities[0]
    assert short(last.knowledge) == ["K01", "K02", "K03", "K09", "K14", "K15"]
    assert short(last.skills) == ["S05b", "S09b", "S14", "S15", "S16"]


def test_a_bullet_that_a_page_break_cut_is_one_bullet(trade: Standard) -> None:
    assert bullets(trade, "K1") == (
        "反歧視相關法規(如性別平等工作法、身心障礙者權益保障法等)",
        "道德倫理原則",
        "相關工作守則(如消費者保護法、公平交易法)",
        "個人資料保護法",
        "財金法規",
        "職業安全衛生法規",
    )


def test_bullets_on_the_next_page_belong_to_the_heading_before_it(trade: Standard) -> None:
    assert text(trade, "S3") == "讀寫技能："
    assert bullets(trade, "S3") == (
        "編輯並校對內容以確保意義被釐清，文法及標點符號的準確性",
        "根據目標對象準備資訊和報告",
        "閱讀並理解各種文字內容",
    )


def test_latin_words_that_a_page_break_parted_are_joined_with_a_space(trade: Standard) -> None:
    assert bullets(trade, "K25") == (
        "關稅法規",
        "危險物品法案",
        "國際商業條款(International Commercial Terms, INCOTERMS)",
        "貿易相關法規",
        "世界貿易組織裁定",
    )


def test_a_bold_code_is_a_code_and_bold_words_are_words(trade: Standard) -> None:
    assert text(trade, "K26") == "國際市場資料的外部 and 內部來源管道"
    assert text(trade, "K28") == "分析市場數據所使用的各種統計技術"


def test_doubled_bullets_count_once(trade: Standard) -> None:
    knowledge = {one.code: len(one.items) for one in trade.knowledge if one.items}
    skills = {one.code: len(one.items) for one in trade.skills if one.items}
    assert knowledge == {"K1": 6, "K6": 4, "K12": 5, "K25": 5}
    assert skills == {"S2": 2, "S3": 3, "S4": 3, "S5": 3}


def test_an_indicator_in_the_wrong_row_goes_where_its_code_says(trade: Standard) -> None:
    first = trade.tasks[0]
    assert [one.code for one in first.activities[1].indicators] == ["P1.2.1", "P1.2.2", "P1.2.3"]
    assert first.activities[1].indicators[2].text == "協助同事克服客戶服務困難點"
    assert first.activities[2].indicators[0].code == "P1.3.1"
    moved = [one for one in trade.findings if one.kind is FindingKind.MOVED_ITEM]
    assert [(one.where, one.params["row"], one.params["home"]) for one in moved] == [
        ("KPS1420-001v2/P1.2.3", "T1.3", "T1.2")
    ]


def test_no_shipped_document_disagrees_with_itself() -> None:
    for code in (ONLINE_RETAIL, CROSS_BORDER, TRADE):
        assert kinds(standard_of(code), FindingKind.MISMATCH) == {}


def test_a_wrong_letter_and_trailing_dots_are_mended_and_reported(
    retail: Standard, trade: Standard
) -> None:
    mended = kinds(retail, FindingKind.MENDED_CODE)
    assert mended == {
        "P2.1.1": "P2.1.1",
        **{f"P4.1.{n}": f"P4.1.{n}" for n in range(1, 11)},
        "O5.4.1": "O5.4.1",
    }
    printed = [f.printed for f in retail.findings if f.kind is FindingKind.MENDED_CODE]
    assert printed[0] == "P2.1.1."
    assert printed[-1] == "Q5.4.1"
    assert kinds(trade, FindingKind.MENDED_CODE) == {"P1.3.3": "P1.3.3"}
    assert text(retail, "P2.1.1") == "確認需運用資訊科技與客戶溝通的訊息。"
    assert text(trade, "P1.3.3").startswith("構思、取得")


def test_a_two_digit_number_is_read_whole(retail: Standard) -> None:
    assert text(retail, "P1.2.10") == "根據程序，存儲和備份交易數據。"
    assert text(retail, "P4.1.10") == "衡量正在進行的品牌價值和成功指標。"
    assert text(retail, "P4.1.1") == "建立網際網路上的經營策略。"


def test_one_code_with_two_texts_is_two_items_and_reported_once(border: Standard) -> None:
    assert {one.id.partition("/")[2]: one.text for one in border.skills if one.code == "S05"} == {
        "S05a": "聊天技能",
        "S05b": "Excel 操作技能",
    }
    assert {one.id.partition("/")[2]: one.text for one in border.skills if one.code == "S09"} == {
        "S09a": "文件閱讀能力",
        "S09b": "中、英打字技能",
    }
    assert set(kinds(border, FindingKind.SHARED_CODE)) == {"S05a", "S09a"}


def test_a_skill_of_several_activities_exists_once_and_belongs_to_each(border: Standard) -> None:
    activities = Graph(border).activities_of(f"{CROSS_BORDER}/S05b")
    assert [activity.code for activity in activities] == ["T3.1", "T3.2", "T3.3", "T4.1"]
    assert len({one.text for one in border.skills}) == 16


def test_one_text_with_two_codes_is_two_items(trade: Standard) -> None:
    assert text(trade, "K10") == text(trade, "K24")
    assert text(trade, "K14") == text(trade, "K26")


def test_spaces_inside_an_item_part_nothing(border: Standard, retail: Standard) -> None:
    assert text(border, "S07") == "Excel 操作技能"
    assert text(retail, "P3.1.4") == "根據電子數據交換 (EDI) 程序發送數據。"


def test_two_activities_may_have_the_name_of_their_task(retail: Standard) -> None:
    assert text(retail, "T4") == text(retail, "T4.1") == "管理網路零售品牌"
    assert text(retail, "T3") == text(retail, "T3.1")


def test_an_attitude_is_parted_at_its_first_colon(retail: Standard, border: Standard) -> None:
    assert (retail.attitudes[4].code, retail.attitudes[4].title) == ("A05", "彈性")
    assert border.attitudes[1].title == "自我管理"
    assert "；對於及時" in border.attitudes[1].text


def test_a_label_and_its_text_on_one_line_are_a_note(retail: Standard) -> None:
    (note,) = retail.notes
    assert (note.code, note.title, note.items) == (
        "N1",
        "建議擔任此職類/職業之學歷/經歷/或能力條件",
        ("大專以上且具相關工作經歷1年。",),
    )


def test_indented_lines_belong_to_the_label_before_them(border: Standard) -> None:
    (note,) = border.notes
    assert note.items == (
        "大專以上畢業，或具1年以上經營社群或電商平台之相關經歷。",
        "具備目標市場官方語言溝通能力尤佳。",
    )


def test_a_heading_printed_twice_parts_nothing(trade: Standard) -> None:
    first, second = trade.notes
    assert (first.title, len(first.items)) == ("", 1)
    assert second.title == "建議擔任此職類/職業之學歷/經驗/或能力條件"
    assert [item[:4] for item in second.items] == ["大專以上", "本項職業"]
    assert set(kinds(trade, FindingKind.REPEATED_HEADING)) == {"N2"}


def test_slips_stay_as_printed_and_are_reported(trade: Standard) -> None:
    assert text(trade, "P1.2.1").endswith("符合客戶規格的产品和服務")
    assert set(kinds(trade, FindingKind.SIMPLIFIED_CHARACTER)) == {"P1.2.1", "P2.2.5"}
    assert set(kinds(trade, FindingKind.SUSPECTED_SLIP)) == {"K14", "K23", "K26", "P2.1.1"}


def test_gaps_that_are_facts_of_the_table_are_not_reported(
    retail: Standard, border: Standard, trade: Standard
) -> None:
    kinds_found = [{finding.kind for finding in one.findings} for one in (retail, border, trade)]
    assert kinds_found == [
        {FindingKind.MENDED_CUT, FindingKind.MENDED_CODE},
        {FindingKind.MENDED_CUT, FindingKind.SHARED_CODE},
        {
            FindingKind.MENDED_CUT,
            FindingKind.MENDED_CODE,
            FindingKind.MOVED_ITEM,
            FindingKind.REPEATED_HEADING,
            FindingKind.SIMPLIFIED_CHARACTER,
            FindingKind.SUSPECTED_SLIP,
        },
    ]
