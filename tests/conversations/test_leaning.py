"""What stands near the things a conversation spoke of is likelier to be meant next."""

from dataclasses import replace

from conversations.answering.leaning import (
    SELDOM,
    brevity,
    closeness,
    leaning,
    signs,
    stays,
    weights_for,
)
from conversations.answering.sources import Sources
from conversations.question import ParsedQuestion
from index.search import Hit
from standards.model import Language

CARD, CREDIT, STOCK = (
    "IIS3513-005v2/P1.4.4",
    "IIS3513-005v2/P1.4.3",
    "KRM4224-001v1/P2.2.1",
)
SKILL = "IIS3513-005v2/S01"


def found(sources: Sources, *scored: tuple[str, float]) -> list[Hit]:
    """Hits that differ in their scores and in where they stand."""
    return [Hit(id_, score, 1.0, 0.4, 0.4, sources.index.chunk(id_)) for id_, score in scored]


def asked(terms: str, *, goes_on: bool = True) -> ParsedQuestion:
    """A question after an answer that quoted one item."""
    return ParsedQuestion(
        terms, Language.ZH_HANT, terms=terms, near=(CREDIT,), told=(CREDIT,), continues=goes_on
    )


def test_what_stands_beside_what_was_quoted_comes_before_what_fits_as_well(
    sources: Sources,
) -> None:
    hits = found(sources, (STOCK, 0.0), (CARD, 0.0))
    assert [hit.id for hit in leaning(sources, asked("留紀錄"), hits)] == [CARD, STOCK]


def test_what_fits_far_better_comes_first_wherever_it_stands(sources: Sources) -> None:
    hits = found(sources, (STOCK, 0.0), (CARD, -20.0))
    assert leaning(sources, asked("庫存數量跟倉庫對不起來"), hits)[0].id == STOCK


def test_a_question_outside_a_conversation_is_left_in_its_order(sources: Sources) -> None:
    hits = found(sources, (STOCK, 0.0), (CARD, 0.0))
    alone = replace(asked("留紀錄"), near=(), told=())
    assert leaning(sources, alone, hits) == hits


def test_the_less_a_question_says_the_more_it_leans(sources: Sources) -> None:
    nothing, little, much = asked(""), asked("紀錄"), asked("庫存數量跟倉庫對不起來要找誰協調")
    assert brevity(nothing) == 1
    assert brevity(nothing) > brevity(little) > brevity(much) > 0
    near = 2
    assert weights_for(little)[near] > weights_for(much)[near]


def test_the_signs_tell_where_a_hit_stands_and_what_it_answers_with(sources: Sources) -> None:
    beside, same, other = signs(
        sources, asked("紀錄"), found(sources, (CARD, 0.0), (CREDIT, -1.0), (STOCK, 0.0))
    )
    assert (beside.near, same.near, other.near) == (1.0, 1.0, 0.0)
    assert (beside.first, same.first) == (0.0, 1.0)
    assert same.together > other.together
    assert beside.same_kind == other.same_kind == 1.0
    (skill,) = signs(sources, asked("紀錄"), found(sources, (SKILL, 0.0)))
    assert skill.same_kind == 0.0


def test_where_nothing_was_quoted_nothing_goes_with_it(sources: Sources) -> None:
    told_nothing = replace(asked("紀錄"), told=())
    (each,) = signs(sources, told_nothing, found(sources, (CARD, 0.0)))
    assert (each.first, each.together, each.same_kind) == (0.0, SELDOM, 0.0)


def test_a_standard_that_was_removed_meanwhile_is_no_place_to_lean_on(sources: Sources) -> None:
    hits = found(sources, (STOCK, 0.0), (CARD, 0.0))
    gone = replace(asked("紀錄"), near=("GONE/P1.1.1",), told=("GONE/P1.1.1",))
    assert leaning(sources, gone, hits) == hits


def test_only_what_goes_on_stays_with_what_is_less_likely_by_its_words(sources: Sources) -> None:
    hits = found(sources, (STOCK, 0.0), (CARD, -2.0))
    assert stays(sources, asked("紀錄"), hits)
    assert not stays(sources, asked("紀錄", goes_on=False), hits)
    assert not stays(sources, asked("紀錄"), found(sources, (STOCK, 0.0), (CARD, -9.0)))
    assert not stays(sources, asked("紀錄"), [])


def test_nearness_is_that_to_the_nearest_thing_spoken_of(sources: Sources) -> None:
    at = sources.atlas
    same_task = "IIS3513-005v2/P1.2.1"
    assert closeness(at[CARD], [at[STOCK], at[CREDIT]]) == 1.0
    assert 0 < closeness(at[SKILL], [at["IIS3513-005v2/K34"]]) < 1
    assert closeness(at[CARD], [at[STOCK]]) == 0.0
    assert 1 > closeness(at[CARD], [at[same_task]]) > closeness(at[CARD], [at["IIS3513-005v2/N1"]])
