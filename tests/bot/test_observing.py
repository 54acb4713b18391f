"""Observations at work: recorded in three taps, told, commented on, shown to both."""

from datetime import timedelta

import pytest

from bot.callbacks import (
    AddNote,
    CommentOn,
    NeverMind,
    Observe,
    Outcome,
    ShowLearner,
    ShowLearnerTask,
    ShowObservation,
    ShowTarget,
    ShowWhy,
    WithdrawObservation,
)
from bot.engine import Engine, Said
from bot.message import Reply
from bot_twins import World, buttons, seen
from conversations.notices import NoticeKind
from conversations.observing import LONGEST_WORDS
from conversations.teams import Team, seat_of
from organisation import ANNA, BO, LIN, OWNER, WANG
from team_at_work import CODE, INDICATOR, STRANGER, TASK, at_work, press

SEAT = seat_of(ANNA)


@pytest.fixture
async def team(world: World) -> Team:
    return await at_work(world)


@pytest.fixture
def engine(world: World, team: Team) -> Engine:
    return world.engine()


async def says(engine: Engine, who: str, words: str) -> Reply:
    return await engine.handle(who, Said(text=words, locale="en"))


async def observed(
    engine: Engine, team: Team, outcome: Outcome = Outcome.PERFORMED, months: int = 12
) -> Reply:
    return await press(engine, LIN, Observe(team.id, SEAT, INDICATOR, months, outcome))


async def test_three_taps_from_the_learners_page_record_what_was_seen(
    engine: Engine, team: Team, world: World
) -> None:
    reply = await press(engine, LIN, ShowLearner(team.id, SEAT, CODE))
    for label in ("✓ T4", "P4.1.1", "I saw it done"):
        button = next(each for each in buttons(reply) if each.label.startswith(label))
        reply = await press(engine, LIN, button.action)  # type: ignore[arg-type]
    assert reply.toast == "Kept: Anna has done P4.1.1 at work; valid until 2027-01-03."
    assert "★ verified" in seen(reply)
    (kept,) = await world.kept.observations.of(ANNA)
    assert (kept.target, kept.by, kept.team, kept.performed) == (INDICATOR, LIN, team.id, True)


@pytest.mark.parametrize(("months", "days"), [(3, 91), (6, 182), (12, 365), (24, 730)])
async def test_it_counts_as_long_as_was_chosen(
    months: int, days: int, engine: Engine, team: Team, world: World
) -> None:
    shown = await press(engine, LIN, ShowTarget(team.id, SEAT, INDICATOR, months))
    chosen = [each.label for each in buttons(shown) if each.label.startswith("✓")]
    assert chosen == [f"✓ {months} months"]
    await observed(engine, team, months=months)
    (kept,) = await world.kept.observations.of(ANNA)
    assert kept.valid_until - kept.at == timedelta(days=days)


async def test_not_yet_verifies_nothing_and_is_shown(engine: Engine, team: Team) -> None:
    reply = await observed(engine, team, Outcome.NOT_YET)
    assert "tried P4.1.1 and not yet mastered" in (reply.toast or "")
    assert "✓ knowledge check passed" in seen(reply)
    assert "tried, not yet mastered (seen by 2, 2026-01-03)" in seen(reply)
    mine = seen(await press(engine, ANNA, ShowWhy(TASK)))
    assert "tried, not yet mastered (seen by 2, 2026-01-03)" in mine


async def test_a_second_tap_records_nothing_and_tells_nobody_again(
    engine: Engine, team: Team, world: World
) -> None:
    first = await observed(engine, team)
    again = await observed(engine, team)
    assert again.toast == first.toast
    assert len(await world.kept.observations.of(ANNA)) == 1
    assert len(await world.notices.take_all(ANNA)) == 1
    await observed(engine, team, Outcome.NOT_YET)
    world.time += timedelta(minutes=2)
    await observed(engine, team)
    assert len(await world.kept.observations.of(ANNA)) == 3


async def test_the_learner_is_told_and_can_comment_and_both_see_it(
    engine: Engine, team: Team, world: World
) -> None:
    await observed(engine, team)
    taken = await engine.telling.take("telegram:")
    assert taken is not None
    assert (taken.person, taken.notice.kind) == (ANNA, NoticeKind.OBSERVED)
    (see, *_others) = buttons(taken.words)
    assert see.action == ShowObservation(1)
    one = await press(engine, ANNA, ShowObservation(1))
    assert "done at work (seen by 2, 2026-01-03; valid until 2027-01-03)" in seen(one)
    await press(engine, ANNA, CommentOn(1))
    await says(engine, ANNA, " It was the Tokyo order. ")
    for shown in (
        await press(engine, ANNA, ShowObservation(1)),
        await press(engine, ANNA, ShowWhy(TASK)),
        await press(engine, LIN, ShowLearnerTask(team.id, SEAT, TASK)),
    ):
        assert "comment: It was the Tokyo order." in seen(shown)


async def test_a_comment_can_be_changed_and_withdrawn(
    engine: Engine, team: Team, world: World
) -> None:
    await observed(engine, team)
    await press(engine, ANNA, CommentOn(1))
    await says(engine, ANNA, "Thnaks")
    one = await press(engine, ANNA, ShowObservation(1))
    change, withdraw = [each.action for each in buttons(one)][:2]
    await press(engine, ANNA, change)  # type: ignore[arg-type]
    await says(engine, ANNA, "Thanks")
    (kept,) = await world.kept.observations.of(ANNA)
    assert kept.comment == "Thanks"
    shown = await press(engine, ANNA, withdraw)  # type: ignore[arg-type]
    assert shown.toast == "Your comment is withdrawn."
    assert "Thanks" not in seen(shown)
    assert CommentOn(1) in [each.action for each in buttons(shown)]


async def test_what_was_recorded_is_withdrawn_with_a_reason_that_the_learner_reads(
    engine: Engine, team: Team, world: World
) -> None:
    await observed(engine, team)
    await world.notices.take_all(ANNA)
    shown = await press(engine, LIN, ShowTarget(team.id, SEAT, INDICATOR, 12))
    (withdraw,) = [
        each.action for each in buttons(shown) if isinstance(each.action, WithdrawObservation)
    ]
    asked = await press(engine, LIN, withdraw)
    assert NeverMind() in [each.action for each in buttons(asked)]
    reply = await says(engine, LIN, "That was Bo, not Anna.")
    assert reply.toast == "What was recorded of P4.1.1 is withdrawn and counts no more."
    assert "★" not in seen(reply)
    (notice,) = await world.notices.take_all(ANNA)
    assert (notice.kind, notice.named) == (NoticeKind.OBSERVATION_WITHDRAWN, LIN)
    await world.notices.add(notice)
    taken = await engine.telling.take("telegram:")
    assert taken is not None
    assert "That was Bo, not Anna." in seen(Reply((taken.words,)))
    one = await press(engine, ANNA, ShowObservation(1))
    assert "withdrawn on 2026-01-03: That was Bo, not Anna." in seen(one)
    task = await press(engine, ANNA, ShowWhy(TASK))
    assert "withdrawn on 2026-01-03: That was Bo, not Anna." in seen(task)
    assert ShowObservation(1) in [each.action for each in buttons(task)]
    # A second time, there is nothing to withdraw.
    assert "can't be written any more" in seen(await press(engine, LIN, withdraw))
    anew = await observed(engine, team)
    assert "★ verified" in seen(anew)


async def test_the_observer_is_told_of_a_comment_and_finds_it(
    engine: Engine, team: Team, world: World
) -> None:
    await observed(engine, team)
    await world.notices.take_all(ANNA)
    await press(engine, ANNA, CommentOn(1))
    await says(engine, ANNA, "Thanks")
    (notice,) = await world.notices.take_all(LIN)
    assert notice.kind is NoticeKind.COMMENTED
    await world.notices.add(notice)
    taken = await engine.telling.take("telegram:")
    assert taken is not None
    assert "Anna" in seen(Reply((taken.words,)))
    (read, *_others) = buttons(taken.words)
    reply = await press(engine, LIN, read.action)  # type: ignore[arg-type]
    assert "comment: Thanks" in seen(reply)


async def test_a_note_is_added_once_by_whoever_saw_it(
    engine: Engine, team: Team, world: World
) -> None:
    reply = await observed(engine, team)
    (note,) = [each.action for each in buttons(reply) if isinstance(each.action, AddNote)]
    asked = await press(engine, LIN, note)
    assert NeverMind() in [each.action for each in buttons(asked)]
    kept = await says(engine, LIN, "Calm with the customer.")
    assert "note: Calm with the customer." in seen(kept)
    assert kept.toast == "Your note is kept."
    await press(engine, LIN, note)
    assert "can't be written any more" in seen(await says(engine, LIN, "Another"))
    (only,) = await world.kept.observations.of(ANNA)
    assert only.note == "Calm with the customer."


async def test_another_manager_of_the_team_cannot_write_to_it(
    engine: Engine, team: Team, world: World
) -> None:
    await world.organisation.appoint_manager(OWNER, team.id, WANG)
    await observed(engine, team)
    await press(engine, WANG, AddNote(team.id, SEAT, 1))
    assert "can't be written any more" in seen(await says(engine, WANG, "Mine"))
    assert (await world.kept.observations.of(ANNA))[0].note == ""


@pytest.mark.parametrize("words", ["x" * (LONGEST_WORDS + 1)])
async def test_too_many_words_are_asked_for_again(
    words: str, engine: Engine, team: Team, world: World
) -> None:
    await observed(engine, team)
    await press(engine, ANNA, CommentOn(1))
    assert "too long" in seen(await says(engine, ANNA, words))
    assert (await world.kept.observations.of(ANNA))[0].comment == ""
    await says(engine, ANNA, "Shorter")
    assert (await world.kept.observations.of(ANNA))[0].comment == "Shorter"


async def test_never_mind_leaves_it_without_a_word(
    engine: Engine, team: Team, world: World
) -> None:
    await observed(engine, team)
    await press(engine, ANNA, CommentOn(1))
    await press(engine, ANNA, NeverMind())
    await says(engine, ANNA, "What is a vendor?")
    assert (await world.kept.observations.of(ANNA))[0].comment == ""
    assert [question for question, *_rest in world.assistant.questions] == ["What is a vendor?"]


@pytest.mark.parametrize("who", [STRANGER, BO, WANG, LIN, OWNER])
async def test_what_was_seen_of_somebody_is_nobody_elses_to_comment_on(
    who: str, engine: Engine, team: Team, world: World
) -> None:
    await observed(engine, team)
    for action in (ShowObservation(1), CommentOn(1)):
        reply = await press(engine, who, action)
        assert "older screen" in seen(reply)
        assert "P4.1.1" not in seen(reply)
    assert await world.awaited.take(who, world.time) is None


async def test_who_left_the_team_reads_and_comments_no_more(
    engine: Engine, team: Team, world: World
) -> None:
    await observed(engine, team)
    await press(engine, ANNA, CommentOn(1))
    await world.organisation.remove_member(LIN, team.id, ANNA)
    assert "may not do that" in seen(await says(engine, ANNA, "Late"))
    assert "may not do that" in seen(await press(engine, ANNA, CommentOn(1)))
    assert "done at work" in seen(await press(engine, ANNA, ShowObservation(1)))
    assert (await world.kept.observations.of(ANNA))[0].comment == ""


async def test_a_right_lost_before_the_note_was_written_keeps_nothing(
    engine: Engine, team: Team, world: World
) -> None:
    await observed(engine, team)
    await press(engine, LIN, AddNote(team.id, SEAT, 1))
    await world.organisation.dismiss_manager(OWNER, team.id, LIN)
    assert "may not do that" in seen(await says(engine, LIN, "Too late"))
    assert (await world.kept.observations.of(ANNA))[0].note == ""


async def test_nobody_is_seen_by_themselves(engine: Engine, team: Team, world: World) -> None:
    await world.organisation.appoint_manager(OWNER, team.id, ANNA)
    shown = await press(engine, ANNA, ShowLearnerTask(team.id, SEAT, TASK))
    assert not any(isinstance(each.action, ShowTarget) for each in buttons(shown))
    for outcome in Outcome:
        action = Observe(team.id, SEAT, INDICATOR, 12, outcome)
        assert "Nobody can say of themselves" in seen(await press(engine, ANNA, action))
    assert await world.kept.observations.of(ANNA) == ()


@pytest.mark.parametrize(
    ("target", "months"),
    [(INDICATOR, 7), (INDICATOR, 0), (TASK, 12), (f"{CODE}/K01", 12), (f"{CODE}/P9.9.9", 12)],
)
async def test_only_indicators_and_outputs_are_seen_for_the_times_offered(
    target: str, months: int, engine: Engine, team: Team, world: World
) -> None:
    for action in (
        ShowTarget(team.id, SEAT, target, months),
        Observe(team.id, SEAT, target, months, Outcome.PERFORMED),
    ):
        assert "older screen" in seen(await press(engine, LIN, action))
    assert await world.kept.observations.of(ANNA) == ()


async def test_what_was_recorded_can_be_withdrawn_from_the_page_of_the_learners_task(
    engine: Engine, team: Team
) -> None:
    before = await press(engine, LIN, ShowLearnerTask(team.id, SEAT, TASK))
    withdraw = WithdrawObservation(team.id, SEAT, 1)
    assert withdraw not in [each.action for each in buttons(before)]
    await observed(engine, team)
    shown = await press(engine, LIN, ShowLearnerTask(team.id, SEAT, TASK))
    assert withdraw in [each.action for each in buttons(shown)]


async def test_of_two_observations_of_one_thing_the_learner_tells_which_is_which(
    engine: Engine, team: Team, world: World
) -> None:
    await observed(engine, team, Outcome.NOT_YET)
    world.time += timedelta(days=1)
    await observed(engine, team)
    labels = [each.label for each in buttons(await press(engine, ANNA, ShowWhy(TASK)))]
    assert [each for each in labels if "P4.1.1" in each] == [
        "What was seen: P4.1.1 · 2026-01-04",
        "What was seen: P4.1.1 · 2026-01-03",
    ]
