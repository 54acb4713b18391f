from dataclasses import replace

import pytest

from index.chunk import Chunk, chunks_of
from small_standard import english_standard, small_standard
from standards.graph import items
from standards.library import shipped
from standards.model import ItemKind, Language, Standard
from standards.renderings import Rendering, Renderings, renderings_of

STANDARD = small_standard()


def chunk(item: str) -> Chunk:
    chunks = {chunk.id: chunk for chunk in chunks_of(STANDARD)}
    return chunks[f"{STANDARD.code}/{item}" if item else STANDARD.code]


@pytest.mark.parametrize("standard", shipped(), ids=lambda standard: standard.code)
def test_every_item_of_a_shipped_standard_is_one_chunk(standard: Standard) -> None:
    chunks = list(chunks_of(standard, renderings_of(standard.code)))
    assert sorted(chunk.id for chunk in chunks) == sorted(item.id for item in items(standard))
    kinds = {item.id: item.kind for item in items(standard)}
    assert {chunk.id: chunk.kind for chunk in chunks} == kinds
    assert all(chunk.title and chunk.standard == standard.code for chunk in chunks)


def test_every_item_is_a_chunk_in_the_documents_order() -> None:
    items = [chunk.id.removeprefix(STANDARD.code).lstrip("/") for chunk in chunks_of(STANDARD)]
    assert " ".join(items) == (
        " T1 T1.1 O1.1.1 P1.1.1 P1.1.2 T2 P2.1.1 K01 K02 S05a S05b A01 G1 G1.1 N1 N2"
    )


def test_ids_are_unique() -> None:
    ids = [chunk.id for chunk in chunks_of(STANDARD)]
    assert len(ids) == len(set(ids))


def test_the_standard_itself_tells_its_fields_its_level_and_its_tasks() -> None:
    body = chunk("").body
    assert body.split("\n") == [
        "工作描述 在門市接待顧客並完成銷售",
        "職類別 行銷與銷售",
        "職能級別 3",
        "接待與銷售",
        "管理庫存",
    ]
    assert chunk("").context == ""


def test_an_english_standard_tells_its_level_and_credit_in_english() -> None:
    first = next(chunks_of(english_standard()))
    assert first.body == "Level 4\nCredit 6\nCount the stock"


def test_a_task_holds_its_activities_outputs_knowledge_and_skills_in_words() -> None:
    assert chunk("T1").body.split("\n") == [
        "處理退貨與換貨",
        "退貨紀錄表",
        "消費者保護法規",
        "溝通協調能力",
    ]


def test_a_units_task_holds_its_indicators() -> None:
    assert chunk("T2").body.startswith("定期盤點倉庫的商品數量\n")


def test_an_indicator_stands_in_its_activity_task_and_standard() -> None:
    found = chunk("P1.1.1")
    assert found.title == "依規定確認退貨商品的狀態與發票"
    assert found.context == "處理退貨與換貨\n接待與銷售\n門市服務人員職能基準"
    assert found.kind is ItemKind.INDICATOR


def test_knowledge_stands_in_every_task_it_belongs_to() -> None:
    assert chunk("K01").context == "接待與銷售\n管理庫存\n門市服務人員職能基準"
    assert chunk("K01").body == "七日鑑賞期\n定型化契約"


def test_two_texts_of_one_code_are_two_chunks() -> None:
    assert (chunk("S05a").code, chunk("S05a").title) == ("S05", "溝通協調能力")
    assert (chunk("S05b").code, chunk("S05b").title) == ("S05", "Excel 操作技能")


def test_an_attitudes_definition_is_its_body() -> None:
    assert chunk("A01").body == "不需他人指示就能自動自發地做事。"


def test_an_assessment_holds_its_entries_and_they_stand_under_it() -> None:
    assert chunk("G1").body == "角色扮演\n面對面\n電話"
    assert chunk("G1.1").context == "評量方式：\n門市服務人員職能基準"


def test_a_note_stands_with_the_indicator_that_it_explains() -> None:
    assert chunk("N1").context == "向客戶說明退款的方式與時間\n門市服務人員職能基準"


def test_a_note_without_a_label_begins_with_its_first_line() -> None:
    assert (chunk("N2").title, chunk("N2").body) == ("大專以上畢業。", "")


def test_renderings_and_phrasings_stand_apart_and_are_embedded() -> None:
    said = Rendering("Check returned goods", phrasings={Language.ZH_HANT: ("客人要退錢",)})
    renderings = Renderings({f"{STANDARD.code}/P1.1.1": said})
    found = {chunk.id: chunk for chunk in chunks_of(STANDARD, renderings)}
    rendered = found[f"{STANDARD.code}/P1.1.1"]
    assert (rendered.rendering, rendered.phrasings) == ("Check returned goods", "客人要退錢")
    assert (rendered.title, rendered.body) == (chunk("P1.1.1").title, "")
    assert "客人要退錢\nCheck returned goods" in rendered.text


def test_where_a_chunk_stands_is_not_embedded() -> None:
    assert chunk("P1.1.1").text == "\n".join([chunk("P1.1.1").title] * 2)


def test_a_chunk_speaks_its_own_language_and_the_one_it_is_rendered_in() -> None:
    found = chunk("K01")
    assert found.speaks(Language.ZH_HANT)
    assert not found.speaks(Language.EN)
    assert replace(found, rendering="Consumer protection law").speaks(Language.EN)


def test_the_digest_changes_with_anything_that_is_embedded() -> None:
    found = chunk("K01")
    changed = [
        replace(found, title="…"),
        replace(found, body="…"),
        replace(found, rendering="…"),
        replace(found, id="…"),
        replace(found, phrasings="… …"),
    ]
    digests = {found.digest, *(chunk.digest for chunk in changed)}
    assert len(digests) == 1 + len(changed)
