"""Standards laid out as their publishers print them, for `document_files` to write as files."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import lcm

from standards.formats.blocks import Block, Cell, Paragraph, Table
from standards.model import Family, Knowledge, Note, Skill, Standard, Task

HAN = "一二三四五六七八九十"
COLUMNS = (
    "工作產出",
    "行為指標",
    "職能級別",
    "職能內涵 (K=knowledge 知識)",
    "職能內涵 (S=skills 技能)",
)
ATTITUDES = "職能內涵 (A=attitude 態度)"
NOTES = "說明與補充事項"
SECTORS = (("職類別", "職類別代碼"), ("職業別", "職業別代碼"), ("行業別", "行業別代碼"))


def laid_out(standard: Standard, *, in_table: bool = False) -> list[Block]:
    """`standard` in its publisher's layout; `in_table` puts the last sections into the table."""
    match standard.family:
        case Family.ICAP_OCCUPATION:
            return list(_occupation(standard, in_table=in_table))
        case Family.ICAP_UNIT:
            return [_two_columns(_unit_rows(standard))]
        case Family.HKQF_UNIT:
            return list(_hkqf(standard))


def as_one_table(blocks: Sequence[Block]) -> list[Block]:
    """`blocks` with all their tables as one, whose columns are fine enough for each."""
    tables = [block for block in blocks if isinstance(block, Table)]
    width = lcm(*(table.width for table in tables))
    rows = []
    for table in tables:
        step = width // table.width
        for cells in table.rows:
            rows.append(
                tuple(replace(one, start=one.start * step, end=one.end * step) for one in cells)
            )
    return [Table(tuple(rows))]


def texts(*lines: str) -> tuple[Paragraph, ...]:
    """A paragraph for each of `lines`."""
    return tuple(Paragraph(line) for line in lines)


def row(*values: str | Sequence[str]) -> tuple[Cell, ...]:
    """A row of cells of one column each."""
    return tuple(
        Cell(place, place + 1, texts(*([value] if isinstance(value, str) else value)))
        for place, value in enumerate(values)
    )


def _occupation(standard: Standard, *, in_table: bool) -> Iterator[Block]:
    yield Paragraph(f"{standard.title}職能基準")
    if standard.versions:
        yield Table(
            (
                row("版本", "職能基準代碼", "職能基準名稱", "狀態", "更新說明", "發展更新日期"),
                *(
                    row(one.version, one.code, one.title, one.status, one.note, one.date)
                    for one in standard.versions
                ),
            )
        )
    yield Table(tuple(_header(standard)))
    rows = [_heading(standard)]
    for task in standard.tasks:
        rows += _task_rows(standard, task)
    sections = [
        (ATTITUDES, [f"{a.code}{a.title}：{a.text}" for a in standard.attitudes]),
        (NOTES, [line for note in standard.notes for line in _note_lines(note)]),
    ]
    if in_table:
        for title, lines in sections:
            rows += [(Cell(0, 7, texts(title)),), (Cell(0, 7, texts(*lines)),)]
    yield Table(tuple(rows))
    if not in_table:
        for title, lines in sections:
            yield Paragraph(title)
            yield from (Paragraph(line.strip(), line.startswith(" ")) for line in lines)


def _heading(standard: Standard) -> tuple[Cell, ...]:
    return row(standard.task_label, standard.activity_label, *COLUMNS)


def _header(standard: Standard) -> Iterator[tuple[Cell, ...]]:
    def cells(*parts: tuple[int, int, str]) -> tuple[Cell, ...]:
        return tuple(Cell(start, end, texts(text)) for start, end, text in parts)

    fields = dict(standard.fields)
    yield cells((0, 2, "職能基準代碼"), (2, 6, standard.code))
    yield cells((0, 1, "職能基準名稱 (擇一填寫)"), (1, 2, "職類"), (2, 6, fields["職類"]))
    yield (Cell(0, 1, goes_on=True), *cells((1, 2, "職業"), (2, 6, fields["職業"])))
    first = True
    for label, label_of_code in SECTORS:
        named = zip(fields[label].split("\n"), fields[label_of_code].split("\n"), strict=True)
        for value, code in named:
            head = Cell(0, 1, texts("所屬類別")) if first else Cell(0, 1, goes_on=True)
            yield (head, *cells((1, 2, label), (2, 4, value), (4, 5, label_of_code), (5, 6, code)))
            first = False
    yield cells((0, 2, "工作描述"), (2, 6, fields["工作描述"]))
    yield cells((0, 2, "基準級別"), (2, 6, str(standard.level)))


def _task_rows(standard: Standard, task: Task) -> Iterator[tuple[Cell, ...]]:
    for place, activity in enumerate(task.activities):
        goes_on = place > 0
        per_task = activity.level is None
        level = task.level if per_task else activity.level
        knowledge = task.knowledge if per_task else activity.knowledge
        skills = task.skills if per_task else activity.skills
        below = goes_on and per_task
        yield (
            Cell(0, 1, () if goes_on else texts(f"{task.code} {task.title}"), goes_on),
            Cell(1, 2, texts(f"{activity.code} {activity.title}")),
            Cell(2, 3, texts(*(f"{one.code} {one.text}" for one in activity.outputs))),
            Cell(3, 4, texts(*(f"{one.code} {one.text}" for one in activity.indicators))),
            Cell(4, 5, () if below else texts("" if level is None else str(level)), below),
            Cell(5, 6, () if below else _contents(standard.knowledge, knowledge), below),
            Cell(6, 7, () if below else _contents(standard.skills, skills), below),
        )


def _contents(
    entries: tuple[Knowledge, ...] | tuple[Skill, ...], ids: tuple[str, ...]
) -> tuple[Paragraph, ...]:
    by_id = {one.id: one for one in entries}
    lines = []
    for one in (by_id[id] for id in ids):
        lines += [f"{one.code} {one.text}", *(f"• {item}" for item in one.items)]
    return texts(*lines)


def _note_lines(note: Note) -> list[str]:
    if not note.title:
        return [f"- {item}" for item in note.items]
    if len(note.items) == 1:
        return [f"- {note.title}：{note.items[0]}"]
    return [f"- {note.title}：", *(f" - {item}" for item in note.items)]


def _two_columns(rows: Sequence[tuple[str, Sequence[str]]]) -> Table:
    return Table(tuple(row(label, lines) for label, lines in rows))


def _unit_rows(standard: Standard) -> list[tuple[str, Sequence[str]]]:
    tasks: list[str] = []
    for place, task in enumerate(standard.tasks):
        tasks.append(f"{HAN[place]}、{task.title}")
        for number, one in enumerate(task.indicators, start=1):
            marks = "".join(f"【註{note.partition('/N')[2]}】" for note in one.notes)
            tasks.append(f"{number}. {one.text}{marks}")
    assessment = []
    for place, heading in enumerate(standard.assessment):
        assessment.append(f"{HAN[place]}、{heading.text}")
        for number, entry in enumerate(heading.items, start=1):
            assessment.append(f"{number}. {entry.text}")
            assessment += [f"({n}) {item}" for n, item in enumerate(entry.items, start=1)]
    notes = []
    for note in standard.notes:
        notes.append(f"【註{note.code[1:]}】{note.title}")
        notes += [f"● {item}" for item in note.items]
    return [
        ("職能單元代碼", [standard.code]),
        ("職能單元名稱", [standard.title]),
        *((label, [value]) for label, value in standard.fields.items()),
        ("職能單元級別", [str(standard.level)]),
        ("工作任務與行為指標", tasks),
        (COLUMNS[3], [f"{HAN[n]}、{one.text}" for n, one in enumerate(standard.knowledge)]),
        (COLUMNS[4], [f"{HAN[n]}、{one.text}" for n, one in enumerate(standard.skills)]),
        ("評量設計參考", assessment),
        (NOTES, notes),
    ]


def _hkqf(standard: Standard) -> Iterator[Block]:
    fields = dict(standard.fields)
    yield Paragraph("Specification of Competency Standards")
    yield Paragraph(fields.pop("Specification of Competency Standards"))
    yield Paragraph("Unit of Competency")
    yield Paragraph(f"Functional Area - {fields.pop('Functional Area')}")
    competency = ["Performance Requirements"]
    for number, task in enumerate(standard.tasks, start=1):
        competency.append(f"{number}. {task.title}")
        competency += [f"• {one.text}" for one in task.indicators]
    outcomes = "The integrated outcome requirements of this unit of competency are:"
    yield _two_columns(
        [
            ("Title", [standard.title]),
            ("Code", [standard.code]),
            ("Range", [fields["Range"]]),
            ("Level", [str(standard.level)]),
            ("Credit", [str(standard.credit)]),
            ("Competency", competency),
            ("Assessment Criteria", [outcomes, *(f"• {one.text}" for one in standard.assessment)]),
            ("Remark", [item for note in standard.notes for item in note.items]),
        ]
    )
