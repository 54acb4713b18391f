"""What the documents show is what the program does."""

import io
import re
from math import sqrt

import pytest
from PIL import Image, ImageChops, ImageStat

from bot.pace import A_SECOND, AT_ONCE
from bot.telegram.application import STOP_SECONDS
from conversations.evidence import APART, FRESH_AFTER, HALF_LIFE
from conversations.inbox import CLAIMED, KEPT_ASIDE
from conversations.item_figures import ENOUGH
from conversations.policies import CRITICALITY
from conversations.privacy import ANSWERS_KEPT
from conversations.readiness import (
    CRITICAL,
    DEFAULT,
    FEWEST_COVERED,
    FEWEST_ITEMS,
    FEWEST_SESSIONS,
    GAP,
    STALE,
    STATES,
)
from conversations.reminders import NIGHT, WAITS
from conversations.selection import AGAIN_AFTER, CHECK, PER_TASK
from conversations.simulation import ABILITIES, LONGEST, simulate
from docs.make import LEARNERS, PARTS, ROOT, SEED, errors, part, with_part
from docs.painting import Terminal, painted, said, said_in
from docs.pictures import FOLDER, PICTURES

QUICK = [(path, name) for (path, name), make in PARTS.items() if make is not errors]
PLAYED = 100
"""Learners of each ability, to hold the published error rates against."""


def document(path: str) -> str:
    return (ROOT / path).read_text("utf-8")


@pytest.mark.parametrize(("path", "name"), QUICK)
def test_a_part_that_is_made_is_as_it_would_be_made_now(path: str, name: str) -> None:
    assert part(document(path), name) == PARTS[path, name](), "run `make docs`"


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_shows_what_the_program_shows_now(name: str) -> None:
    scene, kept = PICTURES[name](), (FOLDER / name).read_bytes()
    assert said_in(kept) == said(scene), "run `make docs`"
    now = Image.open(io.BytesIO(painted(scene))).convert("RGB")
    then = Image.open(io.BytesIO(kept)).convert("RGB")
    assert now.size == then.size
    assert max(ImageStat.Stat(ImageChops.difference(now, then)).mean) < 2


def test_the_pictures_are_shown_and_small() -> None:
    shown = set(re.findall(r"\(pictures/([a-z-]+\.png)\)", document("docs/adding_standards.md")))
    files = {path.name: path.stat().st_size for path in FOLDER.iterdir()}
    assert shown == set(files) == set(PICTURES)
    assert sum(files.values()) < 600_000


def test_a_character_that_the_font_lacks_is_no_empty_box_in_a_picture() -> None:
    with pytest.raises(LookupError, match="the font lacks"):
        painted(Terminal(("\N{GRINNING FACE}",)))


def test_the_published_error_rates_are_those_of_the_rules() -> None:
    published = [
        [float(cell.strip(" %")) for cell in line.strip("|").split("|")]
        for line in part(document("docs/checks.md"), "errors").splitlines()[2:]
    ]
    assert [row[0] for row in published] == list(ABILITIES)
    # Another seed, so that the two runs have no luck in common.
    played = simulate(PLAYED, SEED + 1)
    for row, figures in zip(published, played, strict=True):
        for percent, share in zip(
            row[1:4], (figures.passed, figures.gap, figures.unsure), strict=True
        ):
            assert abs(percent / 100 - share) <= 0.005 + noise(percent / 100, PLAYED)
    for column, name in enumerate(("passed", "gap", "unsure"), 1):
        mean = sum(row[column] for row in published) / 100 / len(published)
        share = sum(getattr(figures, name) for figures in played) / len(played)
        assert abs(mean - share) <= 0.005 + noise(mean, PLAYED * len(played)), "run `make docs`"


def noise(share: float, learners: int) -> float:
    """Four standard errors of a share; at least that of one in a hundred."""
    share = min(max(share, 0.01), 0.99)
    return 4 * sqrt(share * (1 - share) / learners)


def test_the_states_stand_in_the_order_in_which_they_are_judged() -> None:
    rows = re.findall(r"^\| \d \| ([a-z ]+) \|", document("docs/checks.md"), re.MULTILINE)
    assert rows == [state.value for state, _holds in STATES]


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("checks", f"fewer than {FEWEST_ITEMS} different questions"),
        ("checks", f"fewer than {FEWEST_SESSIONS} sessions {APART.seconds // 3600} hours apart"),
        ("checks", f"on less than {FEWEST_COVERED:.0%} of the task's indicators"),
        ("checks", f"at least {GAP:.0%} certainty below"),
        ("checks", f"with at least {DEFAULT.confidence:.0%} certainty, and nothing"),
        ("checks", f"certainty is below {DEFAULT.release:.0%}"),
        ("checks", f"more than {STALE.days} days old"),
        ("checks", f"0.5 ^ (d / {HALF_LIFE.days})"),
        ("checks", f"the first one {FRESH_AFTER.days} days later"),
        ("checks", f"pass mark is {DEFAULT.cut:.0%} and the certainty asked for 80%"),
        ("checks", f"critical (`standards critical`) {CRITICAL.cut:.0%} and 90%"),
        ("checks", f"within {AGAIN_AFTER.days} days, except in practice"),
        ("checks", f"answered {LONGEST} questions"),
        ("checks", f"simulate --learners {LEARNERS} --seed {SEED}`"),
        ("items", f"A task needs {ENOUGH} approved items"),
        ("privacy", f"{ANSWERS_KEPT.days} days each"),
        ("privacy", f"for {CLAIMED.total_seconds() / 3600:.0f} hours"),
        ("privacy", f"{KEPT_ASIDE.days} days, for whoever runs the bot"),
        ("running", f"{STOP_SECONDS:.0f} seconds to end"),
        ("running", f"{A_SECOND:.0f} a second after a burst of {AT_ONCE}"),
        ("privacy", f"({NIGHT.start:%H:%M} to {NIGHT.until.hour}:00 unless"),
    ],
)
def test_a_number_in_a_document_is_the_programs(path: str, words: str) -> None:
    assert words in " ".join(document(f"docs/{path}.md").split())


def test_the_numbers_that_are_written_as_words_have_not_changed() -> None:
    # Six questions, three of them on a task; a critical one weighs twice; 1, 2, 4, 7 days.
    assert (CHECK, PER_TASK, CRITICALITY, CRITICAL.confidence) == (6, 3, 2, 0.9)
    assert WAITS[1:] == (1, 2, 4, 7)


@pytest.mark.parametrize(
    "path",
    [
        "README.md",
        "CONTRIBUTING.md",
        "docs/adding_standards.md",
        "docs/checks.md",
        "docs/documents.md",
        "docs/items.md",
        "docs/privacy.md",
        "docs/running.md",
    ],
)
def test_a_link_to_another_document_leads_there(path: str) -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)", document(path))
    missing = [link for link in links if not ((ROOT / path).parent / link).exists()]
    assert not missing


def test_a_part_is_replaced_and_all_else_stays() -> None:
    text = "a\n<!-- x: written by make docs -->\n\\1 old\n<!-- /x -->\nb\n"
    assert part(with_part(text, "x", "\\1 new"), "x") == "\\1 new"
    assert with_part(with_part(text, "x", "new"), "x", "\\1 old") == text
    with pytest.raises(LookupError, match="no part y"):
        with_part(text, "y", "new")
