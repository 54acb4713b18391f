"""Documents written for the tests in every layout that the publishers have used.

Each comes as blocks, which `document_files` writes in every format, and with the items that must be
read from it: id (without the standard's code) and text.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from publisher_layouts import COLUMNS, NOTES, row, texts
from standards.formats.blocks import Block, Cell, Paragraph, Table


@dataclass(frozen=True, slots=True)
class Made:
    """A document, and what must be read from it."""

    name: str
    blocks: Sequence[Block]
    code: str
    title: str
    level: int
    items: Mapping[str, str]
    """Every item but the standard itself: its text and, line by line, its parts."""
    per: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """By task or activity: the knowledge and skills that belong to it."""
    fields: Mapping[str, str] = field(default_factory=dict)


def below(cell: Cell) -> Cell:
    """The part of `cell` that reaches into the next row."""
    return Cell(cell.start, cell.end, goes_on=True)


def full(*lines: str) -> tuple[Cell, ...]:
    """A row of one cell as wide as the table of tasks."""
    return (Cell(0, 7, texts(*lines)),)


def head(*rows: tuple[str, ...]) -> Table:
    """The block above the table: a label over labels, a label, its value, a label, its value."""
    made = []
    for group, label, value, *code in rows:
        cells = [Cell(0, 1, texts(group)), Cell(1, 2, texts(label))]
        if code:
            own, number = code
            cells += [
                Cell(2, 4, texts(value)),
                Cell(4, 5, texts(own)),
                Cell(5, 6, texts(number)),
            ]
        else:
            cells.append(Cell(2, 6, texts(value)))
        made.append(tuple(cells))
    return Table(tuple(made))


NEWER = Made(
    name="newer occupation",
    code="TFB5120-003v3",
    title="麵包烘焙師傅",
    level=4,
    blocks=(
        Paragraph("麵包烘焙師傅職能基準"),
        Table(
            (
                row("版本", "職能基準代碼", "職能基準名稱", "狀態", "更新說明", "發展更新日期"),
                row("V3", "TFB5120-003v3", "麵包烘焙師傅", "最新版本", "略", "2023/06/30"),
                row(
                    "V2",
                    "TFB5120-003v2",
                    "麵包師",
                    "歷史版本",
                    "已被《TFB5120-003v3》取代",
                    "2020/06/30",
                ),
            )
        ),
        head(
            ("職能基準代碼", "", "TFB5120-003v3"),
            ("職能基準名稱 (擇一填寫)", "職類", ""),
            ("", "職業", "麵包烘焙師傅"),
            ("所屬類別", "職類別", "休閒與觀光旅遊／餐飲管理", "職類別代碼", "TFB"),
            ("", "職業別", "廚師", "職業別代碼", "5120"),
            ("", "行業別", "製造業／食品製造業", "行業別代碼", "C0891"),
            ("", "行業別", "批發及零售業／零售業", "行業別代碼", "G4729"),
            ("工作描述", "", "依訂單與配方製作麵包，維持品質與衛生。"),
            ("基準級別", "", "4"),
        ),
        Table(
            (
                row("主要職責", "工作任務", *COLUMNS),
                (
                    *row(
                        "T1備料與攪拌",
                        "T1.1依配方秤料",
                        "O1.1.1秤料紀錄表",
                        ["P1.1.1依訂單換算配方用量【註1】。", "P1.1.2檢查原料效期與保存狀態。"],
                        "3",
                        ["K01 烘焙計算", "K02 原料知識【註2】"],
                        ["S01 Excel 操作技能", "S02 秤量技能"],
                    ),
                ),
                (
                    Cell(0, 1, goes_on=True),
                    *row("", "T1.2攪拌麵糰", "", "P1.2.1依麵糰種類決定攪拌時間。", "4")[1:],
                    Cell(5, 6, texts("K02 原料知識", "K03 麵筋形成原理")),
                    Cell(6, 7, texts("S03 攪拌機操作技能")),
                ),
                (
                    *row(
                        "T2烘烤與出爐",
                        "T2.1調整爐溫",
                        ["O2.1.1爐溫紀錄", "O2.1.2不良品報告"],
                        ["P2.1.1依產品設定上下火溫度。", "P2.1.2觀察上色，必要時 rotate 烤盤。"],
                        "4",
                        ["K04 烘烤原理"],
                        ["S02 秤量技能", "S04 烤爐操作技能"],
                    ),
                ),
                full("職能內涵（A=attitude 態度）"),
                full("A01 謹慎細心", "A02 團隊合作", "A03 壓力容忍 ：冷靜應對。"),
                full(NOTES),
                full(
                    "● 建議擔任此職類/職業之學歷/經歷/或能力條件：",
                    "● 高中職以上畢業，或具二年以上烘焙經驗。",
                    "● 【註1】配方用量：含損耗率。",
                    "● 【註2】原料：指麵粉、酵母、油脂。",
                ),
            )
        ),
    ),
    items={
        "T1": "備料與攪拌",
        "T1.1": "依配方秤料",
        "O1.1.1": "秤料紀錄表",
        "P1.1.1": "依訂單換算配方用量。",
        "P1.1.2": "檢查原料效期與保存狀態。",
        "T1.2": "攪拌麵糰",
        "P1.2.1": "依麵糰種類決定攪拌時間。",
        "T2": "烘烤與出爐",
        "T2.1": "調整爐溫",
        "O2.1.1": "爐溫紀錄",
        "O2.1.2": "不良品報告",
        "P2.1.1": "依產品設定上下火溫度。",
        "P2.1.2": "觀察上色，必要時 rotate 烤盤。",
        "K01": "烘焙計算",
        "K02": "原料知識",
        "K03": "麵筋形成原理",
        "K04": "烘烤原理",
        "S01": "Excel 操作技能",
        "S02": "秤量技能",
        "S03": "攪拌機操作技能",
        "S04": "烤爐操作技能",
        "A01": "謹慎細心",
        "A02": "團隊合作",
        "A03": "壓力容忍\n冷靜應對。",
        "N1": "建議擔任此職類/職業之學歷/經歷/或能力條件\n高中職以上畢業，或具二年以上烘焙經驗。",
        "N2": "配方用量\n含損耗率。",
        "N3": "原料\n指麵粉、酵母、油脂。",
    },
    per={
        "T1.1": ("K01", "K02", "S01", "S02"),
        "T1.2": ("K02", "K03", "S03"),
        "T2.1": ("K04", "S02", "S04"),
    },
    fields={"行業別": "製造業／食品製造業\n批發及零售業／零售業", "行業別代碼": "C0891\nG4729"},
)

_DESIGN = Cell(0, 1, texts("T2 設計與交付"))
_PER_TASK = (
    Cell(4, 5, texts("3")),
    Cell(5, 6, texts("K2 3D列印原理，例如：", "• 熔融沉積", "• 光固化", "K3 法規")),
    Cell(6, 7, texts("S2 繪圖技能：", "• 2D 圖面", "• 3D 建模")),
)
OLDER = Made(
    name="older occupation",
    code="MME3118-002",
    title="產品外型設計人員",
    level=3,
    blocks=(
        Paragraph("產品外型設計⼈員職能基準"),
        head(
            ("職能基準代碼", "", "MME3118-002"),
            ("職能基準名稱", "職類", "產品外型設計人員"),
            ("", "職業", ""),
            ("所屬 類別", "職類別", "製造 / 製程研發", "職類別代碼", "MME"),
            ("工作描述", "", "繪製產品外型並完成初稿。"),
            ("基準級別", "", "3"),
        ),
        Table(
            (
                row("工作任務", "工作活動", "工作產出", "⾏為指標", *COLUMNS[2:]),
                row(
                    "T1 瞭解需求",
                    "T1.1 訪談客戶",
                    "01.1.1 需求清單",
                    ["P1.1.1. 準備訪談題目", "P1.1.2確認使用⼈員的需求"],
                    "3",
                    "K1 訪談方法",
                    "S1 溝通技能",
                ),
                (_DESIGN, *row("", "T2.1 手繪草圖", "", "P2.1.1 畫出三個方案")[1:], *_PER_TASK),
                (
                    below(_DESIGN),
                    *row("", "T2.2 電腦製圖", "O2.2.1 2D圖面", "P2.2.1 依比例製圖")[1:],
                    *map(below, _PER_TASK),
                ),
                (
                    below(_DESIGN),
                    *row("", "T2.3 建立模型", "O2.3.13D設計初稿 O2.3.23D模型", "P2.3.1 完成初稿")[
                        1:
                    ],
                    *map(below, _PER_TASK),
                ),
            )
        ),
        Paragraph("第 1 頁，總共 1 頁"),
        Paragraph("職能內涵 (A=attitude 態度)"),
        Paragraph("創新：求新求變。"),
        Paragraph("彈性：因應變化。"),
        Paragraph(NOTES),
        Paragraph("- 建議擔任此職類/職業之學歷/經驗/或能力條件：設計相關科系畢業。"),
    ),
    items={
        "T1": "瞭解需求",
        "T1.1": "訪談客戶",
        "O1.1.1": "需求清單",
        "P1.1.1": "準備訪談題目",
        "P1.1.2": "確認使用⼈員的需求",
        "T2": "設計與交付",
        "T2.1": "手繪草圖",
        "P2.1.1": "畫出三個方案",
        "T2.2": "電腦製圖",
        "O2.2.1": "2D圖面",
        "P2.2.1": "依比例製圖",
        "T2.3": "建立模型",
        "O2.3.1": "3D設計初稿",
        "O2.3.2": "3D模型",
        "P2.3.1": "完成初稿",
        "K1": "訪談方法",
        "K2": "3D列印原理，例如：\n熔融沉積\n光固化",
        "K3": "法規",
        "S1": "溝通技能",
        "S2": "繪圖技能：\n2D 圖面\n3D 建模",
        "A01": "創新\n求新求變。",
        "A02": "彈性\n因應變化。",
        "N1": "建議擔任此職類/職業之學歷/經驗/或能力條件\n設計相關科系畢業。",
    },
    per={"T1": ("K1", "S1"), "T2": ("K2", "K3", "S2")},
    fields={"職類別": "製造 / 製程研發"},
)

UNIT = Made(
    name="unit of the iCAP",
    code="TFB4R0311",
    title="維護烘焙設備",
    level=3,
    blocks=(
        Table(
            (
                row("職能單元代碼", "TFB4R0311"),
                row("職能單元名稱", "維護烘焙設備"),
                row("領域類別", "休閒與觀光旅遊／餐飲管理"),
                row("職能單元級別", "3"),
                row(
                    "工作任務與行為指標",
                    [
                        "一、清潔設備",
                        "1. 依手冊清潔攪拌機【註1】",
                        "2. 使用 0.5 % 濃度的清潔劑，並在清潔後以清水沖洗三次",
                        "二、檢查設備",
                        "1. 每日檢查烤爐門封",
                        "2. 通報異常並留下紀錄",
                    ],
                ),
                row("職能內涵 (K=knowledge 知識)", ["一、設備構造", "二、清潔劑特性"]),
                row("職能內涵 (S=skills 技能)", ["一、拆裝技能"]),
                row(
                    "評量設計參考",
                    [
                        "一、評量方法：",
                        "1. 實作",
                        "2. 口試，包括：",
                        "(1) 安全",
                        "(2) 衛生",
                        "二、評量情境：",
                        "1. 真實的烘焙坊",
                    ],
                ),
                row(NOTES, ["【註1】攪拌機可能包括：", "● 直立式", "● 螺旋式"]),
            )
        ),
    ),
    items={
        "E1": "清潔設備",
        "E1.1": "依手冊清潔攪拌機",
        "E1.2": "使用 0.5 % 濃度的清潔劑，並在清潔後以清水沖洗三次",
        "E2": "檢查設備",
        "E2.1": "每日檢查烤爐門封",
        "E2.2": "通報異常並留下紀錄",
        "K1": "設備構造",
        "K2": "清潔劑特性",
        "S1": "拆裝技能",
        "G1": "評量方法：",
        "G1.1": "實作",
        "G1.2": "口試，包括：\n安全\n衛生",
        "G2": "評量情境：",
        "G2.1": "真實的烘焙坊",
        "N1": "攪拌機可能包括：\n直立式\n螺旋式",
    },
    fields={"領域類別": "休閒與觀光旅遊／餐飲管理"},
)

_GUESTS = {
    "R1": "Know the guests of a small hotel",
    "R1.1": "Name the kinds of guests and what each of them expects from the front desk",
    "R1.2": "Describe the house rules",
    "R2": "Greet guests on arrival",
    "R2.1": "Say hello first",
    "R2.2": "Offer help with luggage, for example:",
    "R2.3": "bags",
    "R2.4": "prams",
    "R3": "Show a professional attitude",
    "R3.1": "Keep what guests say to oneself",
    "C1": "Able to greet guests in line with the house rules; and",
    "C2": "Able to handle luggage safely.",
}
_OUTCOMES = "The integral outcome requirements of this unit of competency are:"
_NUMBERED_OUTCOMES = (
    "(i) Able to greet guests in line with the house rules; and",
    "(ii) Able to handle luggage safely.",
)
_RANGE = (
    "This unit of competency is applicable to front office staff who receive guests in hotels "
    "and hostels of any size."
)
_REQUIREMENTS = (
    "1. Know the guests of a small hotel",
    "• Name the kinds of guests and what each of them expects from the front desk",
    "• Describe the house rules",
    "2. Greet guests on arrival",
    "• Say hello first",
    "• Offer help with luggage, for example:",
    "○ bags",
    "○ prams",
    "3. Show a professional attitude",
    "• Keep what guests say to oneself",
)
HONG_KONG = Made(
    name="Hong Kong table",
    code="119001L2",
    title="Receive guests",
    level=2,
    blocks=(
        Paragraph("Specification of Competency Standards"),
        Paragraph("for the Hotel Industry"),
        Paragraph("Unit of Competency"),
        Paragraph("Functional Area - Front Office"),
        Table(
            (
                row("Title", "Receive guests"),
                row("Code", "119001L2"),
                row("Range", _RANGE),
                row("Level", "2"),
                row("Credit", "3"),
                row("Competency", ["Performance Requirements", *_REQUIREMENTS]),
                row(
                    "Assessment Criteria",
                    [
                        _OUTCOMES,
                        "• Able to greet guests in line with the house rules; and",
                        "• Able to handle luggage safely.",
                    ],
                ),
                row("Remark", ""),
            )
        ),
    ),
    items=_GUESTS,
    fields={"Range": _RANGE, "Functional Area": "Front Office"},
)

OLD_HONG_KONG = Made(
    name="Hong Kong numbered",
    code="LOWHOM101A",
    title="Receive guests",
    level=2,
    blocks=(
        Paragraph("Unit of Competency"),
        Paragraph("1. Title"),
        Paragraph("Receive guests"),
        Paragraph("2. Code: LOWHOM101A"),
        Paragraph("3. Range"),
        Paragraph(_RANGE),
        Paragraph("4. Level: 2"),
        Paragraph("5. Credit: 3 (for reference only)"),
        Paragraph("6. Competency"),
        Paragraph("Performance Requirements"),
        *(
            Paragraph(f"6.{line}".replace(". ", " ", 1) if line[0].isdigit() else line)
            for line in _REQUIREMENTS
        ),
        Paragraph("7. Assessment Criteria"),
        Paragraph(_OUTCOMES),
        *texts(*_NUMBERED_OUTCOMES),
        Paragraph("8. Remarks"),
    ),
    items=_GUESTS,
    fields={"Range": _RANGE, "Credit": "3 (for reference only)"},
)

_GROUPS = (
    ("6.1 Know the guests of a small hotel", _REQUIREMENTS[1:3]),
    ("6.2 Greet guests on arrival", _REQUIREMENTS[4:8]),
    ("6.3 Show a professional attitude", _REQUIREMENTS[9:]),
)
OLD_HONG_KONG_TABLE = replace(
    OLD_HONG_KONG,
    name="Hong Kong numbered table",
    blocks=(
        Paragraph("Unit of Competency"),
        Table(
            (
                *(
                    (Cell(0, 1, texts(label)), Cell(1, 3, texts(value)))
                    for label, value in (
                        ("1. Title", "Receive guests"),
                        ("2. Code", "LOWHOM101A"),
                        ("3. Range", _RANGE),
                        ("4. Level", "2"),
                        ("5. Credit", "3 (for reference only)"),
                    )
                ),
                (
                    Cell(0, 1, texts("6. Competency")),
                    Cell(1, 3, texts("Performance Requirements")),
                ),
                *(row("", group, list(bullets)) for group, bullets in _GROUPS),
                (
                    Cell(0, 1, texts("7. Assessment Criteria")),
                    Cell(
                        1,
                        3,
                        texts(_OUTCOMES, *_NUMBERED_OUTCOMES),
                    ),
                ),
                (Cell(0, 1, texts("8. Remarks")), Cell(1, 3, texts(""))),
            )
        ),
    ),
)

CHINESE_HONG_KONG = Made(
    name="Hong Kong in Chinese",
    code="119001L2",
    title="接待賓客",
    level=2,
    blocks=(
        Paragraph("酒店業《能力標準說明》"),
        Paragraph("能力單元"),
        Paragraph("職能範疇：前堂部"),
        Table(
            (
                row("1. 名稱", "接待賓客"),
                row("2. 編號", "119001L2"),
                row("3. 應用範圍", "此能力單元適用於酒店前堂部的接待人員。"),
                row("4. 級別", "2"),
                row("5. 學分", "3（僅供參考）"),
                row(
                    "6. 能力",
                    [
                        "表現要求",
                        "6.1 認識賓客",
                        "• 說出賓客的種類及其期望",
                        "• 說明酒店的守則",
                        "6.2 迎接賓客",
                        "• 主動問好，並協助搬運行李",
                    ],
                ),
                row(
                    "7. 評核指引",
                    [
                        "此能力單元的綜合成效要求為：",
                        "(i) 能夠按照守則迎接賓客；及",
                        "(ii) 能夠安全地搬運行李。",
                    ],
                ),
                row("8. 備註", "此能力單元取自 LOWHOM101A。"),
            )
        ),
    ),
    items={
        "R1": "認識賓客",
        "R1.1": "說出賓客的種類及其期望",
        "R1.2": "說明酒店的守則",
        "R2": "迎接賓客",
        "R2.1": "主動問好，並協助搬運行李",
        "C1": "能夠按照守則迎接賓客；及",
        "C2": "能夠安全地搬運行李。",
        "N1": "備註\n此能力單元取自 LOWHOM101A。",
    },
    fields={
        "應用範圍": "此能力單元適用於酒店前堂部的接待人員。",
        "學分": "3（僅供參考）",
        "職能範疇": "前堂部",
    },
)

ALL = (
    NEWER,
    OLDER,
    UNIT,
    HONG_KONG,
    OLD_HONG_KONG,
    OLD_HONG_KONG_TABLE,
    CHINESE_HONG_KONG,
)
