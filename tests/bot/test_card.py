"""The card as a picture: its words, where they stand, and how it is drawn."""

import asyncio
import logging
import subprocess
import sys
import threading
import tomllib
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import BytesIO
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageFont

from bot.card.draw import DARK, LIGHT, Theme, icon, luminance, picture, png
from bot.card.layout import MARGIN, SMALLEST, WIDTH, Box, Layout, lay_out, wrap
from bot.card.letters import FOLDER, MISSING, covered, legible
from bot.card.marks import MARKS, Shape
from bot.card.tiles import TILES_A_CARD, Card, Tile, card
from bot_twins import standard_of, standards
from conversations.language import LOCALE_FOLDER, translator
from conversations.readiness import ALGORITHM, Phrase, State, TaskReadiness, Why
from standards.model import Language, Standard

EN, ZH = translator(Language.EN), translator(Language.ZH_HANT)
NOW = datetime(2026, 3, 14, 9, tzinfo=UTC)
DATA = Path(__file__).parents[2] / "standards" / "data"


def measure(text: str, size: int) -> float:
    """As wide as it could be: a letter is as wide as it is high, but for Latin ones."""
    return sum(size if ord(letter) > 0x2000 else size * 0.6 for letter in text)


def stand(task: str, state: State, *, answers: int = 8, days: float | None = 12) -> TaskReadiness:
    """A learner's readiness for a task, with a plain reason."""
    return TaskReadiness(
        task=task,
        state=state,
        probability=0.5,
        answers=answers,
        correct=answers,
        sessions=1,
        coverage=1.0,
        last_answered=None if days is None else NOW - timedelta(days=days),
        observed=False,
        why=Why((Phrase("no answers yet"),)),
    )


def everywhere(standard: Standard, state: State) -> dict[str, TaskReadiness]:
    return {task.id: stand(task.id, state) for task in standard.tasks}


def long(standard: Standard, tasks: int) -> Standard:
    """The same with so many tasks."""
    first = standard.tasks[0]
    return replace(
        standard,
        tasks=tuple(
            replace(first, id=f"{standard.code}/T{number}", code=f"T{number}")
            for number in range(1, tasks + 1)
        ),
    )


def plain_card(title: str = "貿易經理", about: str = "", tiles: int = 2) -> Card:
    states = list(State)
    return Card(
        title,
        "Trade manager",
        about,
        "Knowledge check passed in 1 of 2 tasks",
        tuple(
            Tile("T1 管理客戶服務品質", "Manage it", state, state.value, "8 answers · 12 days ago")
            for state in (states * 2)[:tiles]
        ),
        "As of 2026-03-14",
    )


def opened(data: bytes) -> Image.Image:
    image = Image.open(BytesIO(data))
    image.load()
    return image


words = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cs"])
    | st.sampled_from("貿易經理，。「」（）abc XYZ-/😀"),
    max_size=120,
)
tiles = st.builds(
    Tile,
    title=words,
    rendering=words,
    state=st.sampled_from(State),
    word=st.sampled_from([state.value for state in State]) | words,
    figures=words,
)
cards = st.builds(
    Card,
    title=words,
    rendering=words,
    about=words,
    summary=words,
    tiles=st.lists(tiles, max_size=TILES_A_CARD).map(tuple),
    footer=words,
)


def boxes_apart(boxes: list[Box]) -> bool:
    return not any(one.meets(other) for one, other in combinations(boxes, 2))


@given(cards)
def test_nothing_on_a_card_overlaps_and_everything_is_inside(card: Card) -> None:
    layout = lay_out(card, measure)
    inner = Box(MARGIN, MARGIN, WIDTH - 2 * MARGIN, layout.box.height - 2 * MARGIN)
    assert boxes_apart([line.box for line in layout.lines])
    assert boxes_apart([panel.box for panel in layout.panels])
    for box in (*(line.box for line in layout.lines), *(panel.box for panel in layout.panels)):
        assert inner.holds(box)


@given(cards)
def test_a_tile_holds_its_icon_and_its_lines_and_no_others(card: Card) -> None:
    layout = lay_out(card, measure)
    assert [panel.state for panel in layout.panels] == [tile.state for tile in card.tiles]
    for panel in layout.panels:
        assert panel.box.holds(panel.icon)
        for line in layout.lines:
            assert not line.box.meets(panel.icon)
            assert panel.box.holds(line.box) or not line.box.meets(panel.box)


@given(cards)
def test_no_line_is_smaller_than_a_phone_shows_well_or_wider_than_its_box(card: Card) -> None:
    for line in lay_out(card, measure).lines:
        assert line.size >= SMALLEST
        assert measure(line.text, line.size) <= line.box.width


@given(words, st.integers(200, 900))
@example("管理電子商務服務外包商（Manage）, e-commerce", 200)
def test_wrapping_loses_nothing_but_spaces(text: str, width: int) -> None:
    lines = wrap(text, width, 36, measure, most=1000)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(measure(line, 36) <= width for line in lines)


@given(words, st.integers(200, 900), st.integers(1, 3))
def test_what_does_not_fit_ends_in_an_ellipsis(text: str, width: int, most: int) -> None:
    whole = wrap(text, width, 36, measure, most=1000)
    lines = wrap(text, width, 36, measure, most=most)
    assert len(lines) == min(len(whole), most)
    assert (lines == whole) == (len(whole) <= most)
    assert len(whole) <= most or lines[-1].endswith("…")


def test_a_line_breaks_between_words_and_never_before_a_full_stop() -> None:
    assert wrap("Manage the online brand", 36 * 0.6 * 10, 36, measure, most=9) == [
        "Manage the",
        "online",
        "brand",
    ]
    assert wrap("管理網路品牌。", 36 * 6, 36, measure, most=9) == ["管理網路品", "牌。"]
    assert wrap("管理網路「品牌」", 36 * 5, 36, measure, most=9) == ["管理網路", "「品牌」"]


def test_a_word_wider_than_a_line_begins_a_new_one() -> None:
    width = 36 * 0.6 * 10
    assert wrap("Alexandra Papadopoulos", width, 36, measure, most=9) == [
        "Alexandra",
        "Papadopoul",
        "os",
    ]
    assert wrap("Ana Papadopoulos Ng", width, 36, measure, most=9) == ["Ana", "Papadopoul", "os Ng"]
    assert wrap("Papadopoulos", width, 36, measure, most=9) == ["Papadopoul", "os"]


latin = st.lists(st.text("abcXYZé", min_size=1, max_size=14), min_size=1, max_size=8)


@given(latin, st.integers(200, 400))
def test_a_word_that_fits_on_a_line_is_never_broken(names: list[str], width: int) -> None:
    shown = " ".join(wrap(" ".join(names), width, 36, measure, most=1000)).split()
    whole = [name for name in names if measure(name, 36) <= width]
    assert Counter(shown) >= Counter(whole)


def test_every_state_has_its_own_shape_sign_and_colour() -> None:
    assert set(MARKS) == set(State)
    assert {mark.shape for mark in MARKS.values()} == set(Shape)
    assert len({mark.sign for mark in MARKS.values()}) == len(State)
    assert len({mark.colour for mark in MARKS.values()}) == len(State)


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_icons_differ_in_more_than_their_colour(theme: Theme) -> None:
    drawn = {shape: icon(shape, "#777777", theme) for shape in Shape}
    for one, other in combinations(Shape, 2):
        difference = ImageChops.difference(drawn[one].convert("L"), drawn[other].convert("L"))
        differing = sum(difference.point(lambda level: 255 if level > 64 else 0).histogram()[128:])
        assert differing > 500, (one, other)


def contrast(one: str, other: str) -> float:
    """As WCAG 2.2 defines it: from 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_text_stands_out_enough_to_be_read(theme: Theme) -> None:
    for colour in (theme.ink, theme.quiet):
        for ground in (theme.ground, theme.tile):
            assert contrast(colour, ground) >= 7


def test_a_tile_says_state_answers_and_age() -> None:
    standard = standard_of("110985L5")
    first, second, third = standard.tasks
    made = card(
        standard,
        {
            first.id: stand(first.id, State.PASSED, answers=9, days=12.9),
            second.id: stand(second.id, State.GAP, answers=1, days=0.5),
            third.id: stand(third.id, State.NOT_STARTED, answers=0, days=None),
        },
        NOW,
        EN,
        name="Ada",
    )
    assert [(tile.word, tile.figures) for tile in made.tiles] == [
        ("knowledge check passed", "9 answers · 12 days ago"),
        ("gap", "1 answer · within 24 hours"),
        ("not started", "no answers yet"),
    ]
    assert made.tiles[0].title == f"{first.code} {first.title}"
    assert made.about == "110985L5 · Ada"
    assert made.summary == "Knowledge check passed in 1 of 3 tasks"
    assert "2026-03-14" in made.footer
    assert ALGORITHM in made.footer


def test_a_standard_in_the_other_language_is_shown_as_printed_and_rendered() -> None:
    standard = standard_of("KPS1420-001v2")
    made = card(standard, everywhere(standard, State.UNSURE), NOW, EN)
    assert (made.title, made.rendering) == ("貿易經理", "Trade manager")
    assert made.about == standard.code
    own = card(standard, everywhere(standard, State.UNSURE), NOW, ZH)
    assert own.rendering == ""
    assert [tile.rendering for tile in own.tiles] == [""] * len(standard.tasks)


def test_many_tasks_go_on_further_cards() -> None:
    standard = long(standard_of("KPS1420-001v2"), 13)
    readiness = everywhere(standard, State.VERIFIED)
    first, second = (card(standard, readiness, NOW, EN, number=number) for number in (0, 1))
    assert [len(made.tiles) for made in (first, second)] == [TILES_A_CARD, 3]
    assert first.footer.endswith("1/2")
    assert second.footer.endswith("2/2")
    assert first.summary == second.summary == "Knowledge check passed in 13 of 13 tasks"


@pytest.mark.parametrize("theme", [LIGHT, DARK])
@pytest.mark.parametrize("language", Language)
def test_a_card_of_every_shipped_standard_is_drawn_without_a_box(
    theme: Theme, language: Language, caplog: pytest.LogCaptureFixture
) -> None:
    for standard in standards():
        made = card(standard, everywhere(standard, State.PASSED), NOW, translator(language))
        image = opened(png(made, theme))
        assert image.format == "PNG"
        assert image.width == WIDTH
    assert caplog.records == []


def test_the_picture_is_as_large_as_its_layout_and_its_margin_is_empty() -> None:
    image = opened(png(plain_card("字" * 200, "名" * 200, TILES_A_CARD), DARK))
    ground = Image.new("RGB", image.size, DARK.ground)
    left, top, right, bottom = ImageChops.difference(image, ground).getbbox() or (0, 0, 0, 0)
    assert (left, right) == (MARGIN, WIDTH - MARGIN)
    assert top >= MARGIN
    assert bottom <= image.height - MARGIN


def test_ink_stays_within_the_boxes_laid_out(monkeypatch: pytest.MonkeyPatch) -> None:
    laid: list[Layout] = []

    def kept(*given: object) -> Layout:
        laid.append(lay_out(*given))  # type: ignore[arg-type]
        return laid[-1]

    monkeypatch.setattr("bot.card.draw.lay_out", kept)
    made = plain_card("Ậgjpqy（貿易）ß", "ẤŸÅ gjpqy", 0)
    image = opened(png(made, LIGHT))
    for line in laid[0].lines:
        box = line.box
        image.paste(LIGHT.ground, (box.x, box.y, box.right, box.bottom))
    assert image.getcolors() == [(image.width * image.height, (0xE9, 0xEC, 0xF0))]


@settings(max_examples=15, deadline=None)
@given(words)
@example("小美🌸 \U00020bb7\u200d\ufe0f\x00\n مرحبا")
@example("")
def test_any_name_is_drawn(name: str) -> None:
    image = opened(png(plain_card(about=name), LIGHT))
    assert image.width == WIDTH


def test_a_letter_that_the_font_lacks_becomes_a_box_and_is_logged_by_its_code_point(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with caplog.at_level(logging.WARNING):
        odd = png(plain_card(about="小美🌸"), LIGHT)
    assert [record.getMessage() for record in caplog.records] == ["the card's font lacks U+1F338"]
    assert odd == png(plain_card(about=f"小美{MISSING}"), LIGHT)


def test_what_is_invisible_leaves_no_box() -> None:
    assert legible("a\u200db\ufe0f\u202e c\n d", set("abcd ")) == ("ab c d", frozenset())
    assert legible("e\u0301", {"é"}) == ("é", frozenset())


def test_two_pictures_of_one_card_are_the_same() -> None:
    assert png(plain_card(), LIGHT) == png(plain_card(), LIGHT)
    assert png(plain_card(), LIGHT) != png(plain_card(), DARK)


async def test_pictures_are_drawn_beside_the_loop_and_at_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    threads: list[int] = []

    def noted(card: Card, theme: Theme) -> bytes:
        threads.append(threading.get_ident())
        return png(card, theme)

    monkeypatch.setattr("bot.card.draw.png", noted)
    pictures = await asyncio.gather(
        *(picture(plain_card(), dark=number % 2 == 0) for number in range(6))
    )
    assert pictures == [png(plain_card(), DARK), png(plain_card(), LIGHT)] * 3
    assert threading.get_ident() not in threads


def test_a_full_card_opens_each_size_of_font_once(monkeypatch: pytest.MonkeyPatch) -> None:
    sizes: list[int] = []
    opened = ImageFont.truetype

    def opening(file: Path, size: int, **named: Any) -> Any:
        sizes.append(size)
        return opened(file, size, **named)

    monkeypatch.setattr(ImageFont, "truetype", opening)
    png(plain_card("字" * 100, "名" * 40, TILES_A_CARD), LIGHT)
    assert sizes
    assert len(sizes) == len(set(sizes))


def test_the_words_of_a_card_are_made_without_loading_the_drawing_library() -> None:
    script = (
        "import sys, bot.card.layout, bot.card.letters, bot.views.me; print('PIL' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["False"]


PHRASINGS = ("zh", "en")


def strings(value: object) -> set[str]:
    """Every letter of a table's strings, without phrasings: they are searched, never shown."""
    if isinstance(value, dict):
        return set().union(*(strings(each) for key, each in value.items() if key not in PHRASINGS))
    if isinstance(value, list):
        return set().union(*map(strings, value))
    return set(value) if isinstance(value, str) else set()


def test_the_font_covers_every_letter_of_the_shipped_standards_and_catalogues() -> None:
    needed: set[str] = set()
    for file in DATA.glob("*.txt"):
        needed |= set(file.read_text(encoding="utf-8"))
    for file in DATA.glob("renderings/*.toml"):
        needed |= strings(tomllib.loads(file.read_text(encoding="utf-8")))
    for file in (*LOCALE_FOLDER.rglob("*.po"), *DATA.glob("items/*.yaml")):
        needed |= set(file.read_text(encoding="utf-8"))
    pictographs = {letter for letter in needed if letter in "✅❌" or ord(letter) >= 0x1F000}
    assert needed - covered() - pictographs - set("\n\t") == set()


def test_the_font_covers_common_names_and_every_sign_of_its_own() -> None:
    assert set("林妤瑄芃堃喆姵甯珺媗Nguyễn Thị Ánh François Müller") <= covered()
    assert {MISSING, "…", "·"} <= covered()


def test_the_font_has_what_it_is_said_to_cover() -> None:
    font = ImageFont.truetype(FOLDER / "card.otf", 24, layout_engine=ImageFont.Layout.BASIC)
    absent = bytes(font.getmask("\U0001f338"))
    blank = {letter for letter in covered() if bytes(font.getmask(letter)) == absent}
    assert blank == set()


def test_the_font_is_small_and_brings_its_licence() -> None:
    assert (FOLDER / "card.otf").stat().st_size < 3_000_000
    assert "SIL OPEN FONT LICENSE Version 1.1" in (FOLDER / "OFL.txt").read_text("utf-8")
