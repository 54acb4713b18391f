"""A standard made by hand, small and with every kind of item."""

from standards.model import (
    Activity,
    Assessment,
    AssessmentEntry,
    Attitude,
    Family,
    Indicator,
    Knowledge,
    Language,
    Note,
    Output,
    Skill,
    Standard,
    Task,
)


def small_standard(code: str = "ABC1234-001v1", title: str = "門市服務人員") -> Standard:
    """An occupation: two tasks, and K01 in both of them; S05 is printed with two texts."""

    def id_(item: str) -> str:
        return f"{code}/{item}"

    return Standard(
        id=code,
        code=code,
        title=f"{title}職能基準",
        family=Family.ICAP_OCCUPATION,
        language=Language.ZH_HANT,
        level=3,
        fields={"工作描述": "在門市接待顧客並完成銷售", "職類別": "行銷與銷售", "職業": ""},
        tasks=(
            Task(
                id_("T1"),
                "T1",
                "接待與銷售",
                activities=(
                    Activity(
                        id_("T1.1"),
                        "T1.1",
                        "處理退貨與換貨",
                        level=3,
                        outputs=(Output(id_("O1.1.1"), "O1.1.1", "退貨紀錄表"),),
                        indicators=(
                            Indicator(id_("P1.1.1"), "P1.1.1", "依規定確認退貨商品的狀態與發票"),
                            Indicator(id_("P1.1.2"), "P1.1.2", "向客戶說明退款的方式與時間"),
                        ),
                        knowledge=(id_("K01"),),
                        skills=(id_("S05a"),),
                    ),
                ),
            ),
            Task(
                id_("T2"),
                "T2",
                "管理庫存",
                knowledge=(id_("K01"), id_("K02")),
                skills=(id_("S05b"),),
                indicators=(Indicator(id_("P2.1.1"), "P2.1.1", "定期盤點倉庫的商品數量"),),
            ),
        ),
        knowledge=(
            Knowledge(id_("K01"), "K01", "消費者保護法規", ("七日鑑賞期", "定型化契約")),
            Knowledge(id_("K02"), "K02", "庫存管理方法"),
        ),
        skills=(
            Skill(id_("S05a"), "S05", "溝通協調能力"),
            Skill(id_("S05b"), "S05", "Excel 操作技能"),
        ),
        attitudes=(Attitude(id_("A01"), "A01", "主動積極", "不需他人指示就能自動自發地做事。"),),
        assessment=(
            Assessment(
                id_("G1"),
                "G1",
                "評量方式：",
                (AssessmentEntry(id_("G1.1"), "G1.1", "角色扮演", ("面對面", "電話")),),
            ),
        ),
        notes=(
            Note(id_("N1"), "N1", "退款的方式", ("現金", "刷退"), (id_("P1.1.2"),)),
            Note(id_("N2"), "N2", "", ("大專以上畢業。",)),
        ),
    )


def english_standard() -> Standard:
    """A unit in English, with nothing but one task."""
    return Standard(
        id="110001L4",
        code="110001L4",
        title="Manage warehouse stock",
        family=Family.HKQF_UNIT,
        language=Language.EN,
        level=4,
        credit=6,
        tasks=(
            Task(
                "110001L4/R1",
                "R1",
                "Count the stock",
                indicators=(
                    Indicator("110001L4/R1.1", "R1.1", "Count goods on every shelf regularly"),
                    Indicator("110001L4/R1.2", "R1.2", "Report missing goods to the manager"),
                ),
            ),
        ),
    )
