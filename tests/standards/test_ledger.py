"""No character of a document is lost, and none is used twice."""

import re
from collections import defaultdict

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from made_documents import ALL, Made
from standards.errors import StandardError
from standards.formats.lines import written
from standards.graph import items
from standards.kept import kept, read_kept
from standards.ledger import Ledger, PlacedTwice, PlaceKind
from standards.model import FindingKind, Source
from standards.read import read
from standards.reading import Reading
from standards.runs import Run
from standards_documents import CODES, COLUMNS, ONLINE_RETAIL, reading_of, text_of

TEXTS = (*map(text_of, CODES), *(written(made.blocks).text for made in ALL))

MARKS = re.compile(r"【註\d+】|[•●■]|[（(]\d+[)）]|[、:：。\-.\s]")


def by_item(reading: Reading) -> dict[str, str]:
    """The characters that ended in each item, in the document's order."""
    found: dict[str, list[str]] = defaultdict(list)
    for character, place in zip(reading.ledger.text, reading.ledger.places(), strict=True):
        if place.kind is PlaceKind.ITEM and not character.isspace():
            found[place.name].append(character)
    return {name: "".join(characters) for name, characters in found.items()}


def is_in(wanted: str, placed: str) -> bool:
    """Whether the characters of `wanted` stand in `placed` in order."""
    left = iter(placed)
    return all(character in left for character in wanted if not character.isspace())


def check(reading: Reading) -> None:
    """Every character has one place, and every item's words come from its own characters."""
    text, places = reading.ledger.text, reading.ledger.places()
    assert len(places) == len(text)
    placed = by_item(reading)
    for item in items(reading.standard):
        if item.id != reading.standard.id:
            assert is_in(item.whole, placed.get(item.id, "")), item
    ids = [item.id for item in items(reading.standard)]
    assert len(set(ids)) == len(ids)
    assert placed.keys() <= set(ids)
    assert read_kept(kept(reading.standard), reading.standard.source) == reading.standard
    unplaced = [f.printed for f in reading.standard.findings if f.kind is FindingKind.UNPLACED]
    of_findings = [c for c, p in zip(text, places, strict=True) if p.kind is PlaceKind.FINDING]
    assert "".join(unplaced) == "".join(of_findings)
    of_fields = {c for c, p in zip(text, places, strict=True) if p.kind is PlaceKind.FIELD}
    for field in (reading.standard.title, *reading.standard.fields.values()):
        assert set(field) <= of_fields | set("\n ")


@pytest.mark.parametrize("code", CODES)
def test_every_character_of_a_shipped_document_has_one_place(code: str) -> None:
    check(reading_of(code))


@pytest.mark.parametrize("made", ALL, ids=lambda made: made.name)
def test_every_character_of_any_layout_has_one_place(made: Made) -> None:
    check(read(written(made.blocks).text, Source(file="made.txt")))


@pytest.mark.parametrize("code", CODES)
def test_what_is_layout_in_a_shipped_document_is_markup_and_headings(code: str) -> None:
    reading = reading_of(code)
    layout = "".join(
        character if place.kind is PlaceKind.LAYOUT else "\x1f"
        for character, place in zip(reading.ledger.text, reading.ledger.places(), strict=True)
    )
    known = r"</?(?:p|ul|ol|li|b)[^>]*>|[\s|#\x1f-]+|" + "|".join(
        sorted(
            map(
                re.escape,
                (
                    *COLUMNS.split("\t"),
                    *("職能 級別", "主要職責", "版本", "職能基準代碼", "職能基準名稱", "狀態"),
                    *("更新說明", "發展更新日期", "(擇一填寫)", "所屬 類別", "所屬類別"),
                    *("職能內涵 (A=attitude 態度)", "說明與補充事項", "職能單元代碼"),
                    *("職能單元名稱", "領域類別", "職能單元級別", "工作任務與行為指標"),
                    *("評量設計參考", "Specification of Competency Standards"),
                    *("Unit of Competency", "Functional Area", "Title", "Code", "Range"),
                    *("Level", "Credit", "Competency", "Performance Requirements"),
                    "Assessment Criteria",
                ),
            ),
            key=len,
            reverse=True,
        )
    )
    assert re.sub(known, "", layout) == ""


@pytest.mark.parametrize("code", CODES)
def test_an_item_holds_its_code_its_words_and_marks_and_nothing_else(code: str) -> None:
    reading = reading_of(code)
    placed = by_item(reading)
    for item in items(reading.standard)[1:]:
        words = MARKS.sub("", item.whole)
        rest = MARKS.sub("", placed[item.id].replace(item.code, ""))
        others, taken = [], 0
        for character in rest:
            if character == words[taken % len(words)]:
                taken += 1
            else:
                others.append(character)
        number_or_level = re.compile(r"[0-9一二三四五六七八九]{0,2}|Q541")
        assert number_or_level.fullmatch("".join(others)), (item, others)
        assert taken % len(words) == 0, item


def test_a_character_cannot_be_placed_twice() -> None:
    ledger = Ledger("abc")
    ledger.item(Run.of("ab"), "X/1")
    with pytest.raises(PlacedTwice):
        ledger.layout(Run.of("bc", 1))


def test_what_was_placed_nowhere_is_given_line_by_line() -> None:
    ledger = Ledger("ab cd\n \nef")
    ledger.item(Run.of("ab"), "X/1")
    assert [(run.text, run.start) for run in ledger.close()] == [("cd", 3), ("ef", 8)]
    assert len(ledger.places()) == len(ledger.text)


PIECES = st.sampled_from(
    [
        *("T1.1", "T2 甲", "P1.1.1 乙", "K01", "S05 丙", "A01", "O2.3.13D", "\t", "\n", "\n\n"),
        *(
            "<p>",
            "</li>",
            "<b>",
            "【註1】",
            "● ",
            "■",
            " • ",
            "(1)",
            "1. ",
            "一、",
            "說明與補充事項",
        ),
        *(
            "|",
            "：",
            "- ",
            "--",
            "&amp",
            "职能",
            "\r",
            "\f",
            "\u3000",
            "Code",
            "\t\t\t\t\t\t",
            "３",
        ),
        *("6. Competency", "6.1 ", "\n2. Code: ", "名稱：", "表現要求", "(ii) ", "○ ", "第 1 頁"),
    ]
)
EDITS = st.lists(
    st.tuples(
        st.sampled_from(["drop", "repeat", "swap", "cut", "insert", "delete", "splice"]),
        st.floats(0, 1),
        st.floats(0, 1),
        PIECES | st.text(max_size=6).filter(lambda text: "&" not in text),
    ),
    min_size=1,
    max_size=6,
)


def edited(text: str, edits: list[tuple[str, float, float, str]]) -> str:
    """`text` as accidents leave it: lines and characters lost, doubled, cut off, put in."""
    for kind, first, second, piece in edits:
        lines = text.split("\n")
        at, other = (int(share * (len(lines) - 1)) for share in (first, second))
        place = int(first * len(text))
        match kind:
            case "drop":
                del lines[at]
            case "repeat":
                lines.insert(other, lines[at])
            case "swap":
                lines[at], lines[other] = lines[other], lines[at]
            case "splice":
                cells = lines[at].split("\t")
                cells.insert(int(second * len(cells)), piece)
                lines[at] = "\t".join(cells)
            case _:
                lines = []
        text = "\n".join(lines) if lines else text
        match kind:
            case "cut":
                text = text[:place]
            case "insert":
                text = text[:place] + piece + text[place:]
            case "delete":
                text = text[:place] + text[place + int(second * 40) :]
    return text


@settings(
    max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)
@given(st.sampled_from(TEXTS), EDITS)
def test_damaged_documents_are_refused_or_read_without_losing_a_character(
    whole: str, edits: list[tuple[str, float, float, str]]
) -> None:
    text = edited(whole, edits)
    try:
        reading = read(text, Source(file="damaged.txt"))
    except StandardError:
        return
    check(reading)


@settings(max_examples=100, deadline=None, derandomize=True)
@given(st.text(max_size=80) | st.lists(PIECES, max_size=40).map("".join))
def test_no_text_raises_anything_but_a_standard_error(text: str) -> None:
    head = "職能單元代碼\tABC1R0001v1\n工作任務與行為指標\t一、甲 1. 乙\n"
    for whole in (text, head + text, text + head):
        try:
            reading = read(whole, Source(file="random.txt"))
        except StandardError:
            continue
        assert len(reading.ledger.places()) == len(whole)


def test_reading_is_deterministic() -> None:
    text = text_of(ONLINE_RETAIL)
    source = Source(file=f"{ONLINE_RETAIL}.txt")
    assert read(text, source).standard == read(text, source).standard
