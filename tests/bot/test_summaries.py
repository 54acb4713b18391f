"""A team's summary as its managers open it, and who is shown nothing of it."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.callbacks import (
    Action,
    AddNote,
    AssignTo,
    ExportTeam,
    FileKind,
    Home,
    Observe,
    Outcome,
    RemindSeat,
    SetTeamPicture,
    ShowEveryone,
    ShowFiles,
    ShowLearner,
    ShowLearnerTask,
    ShowOverview,
    ShowSteps,
    ShowSummary,
    ShowTarget,
    ShowTaskAcross,
    ShowTeam,
    ShowTeamTasks,
    WithdrawObservation,
    decode,
    encode,
    fits,
)
from bot.card.grid import Grid
from bot.engine import Engine, Pressed
from bot.message import PrivateChat, Reply
from bot_twins import World, buttons, held, seen, standard_of
from conversations.readiness import ALGORITHM
from conversations.roles import Action as Right
from conversations.roles import Role
from conversations.task_text import text_version
from conversations.teams import Team, seat_of
from organisation import ANNA, BO, LIN, OWNER, WANG
from team_at_work import CODE, EDITOR, INDICATOR, STRANGER, TASK, answered, at_work, press

STAFF = "telegram:97"
SEAT = seat_of(ANNA)
REFUSED = "You may not do that"


@pytest.fixture
async def team(world: World) -> Team:
    return await at_work(world)


@pytest.fixture
def engine(world: World, team: Team) -> Engine:
    return world.engine()


def of_a_manager(team: str) -> list[Action]:
    """Everything that a manager can press under a team's summary."""
    return [
        ShowSummary(team),
        ShowSummary(team, CODE, 0),
        ShowOverview(team, CODE),
        SetTeamPicture(True, team, CODE),
        ShowEveryone(team, CODE),
        ShowSteps(team, CODE),
        ShowTeamTasks(team, CODE),
        ShowTaskAcross(team, TASK),
        ShowFiles(team, CODE),
        *(ExportTeam(team, CODE, kind) for kind in FileKind),
        ShowLearner(team, SEAT, CODE),
        ShowLearner(team, SEAT, ""),
        ShowLearnerTask(team, SEAT, TASK),
        *of_an_observer(team),
    ]


def of_an_observer(team: str) -> list[Action]:
    return [
        ShowTarget(team, SEAT, INDICATOR, 12),
        *(Observe(team, SEAT, INDICATOR, 12, outcome) for outcome in Outcome),
        AddNote(team, SEAT, 1),
    ]


async def everything(world: World) -> Any:
    """All that anybody's press could change."""
    return (
        await world.kept.audit.entries(1000),
        await world.kept.observations.of_many([ANNA, BO]),
        held(world.notices),
        held(world.awaited),
        list(world.preferences.held()),
        await world.kept.teams.all(),
        await world.kept.assignments.of_many([ANNA, BO]),
    )


def actions_of(reply: Reply) -> list[Action]:
    return [each.action for each in buttons(reply) if not isinstance(each.action, PrivateChat)]


async def test_it_comes_with_a_picture_and_says_what_stands_out_and_as_of_when(
    engine: Engine, team: Team
) -> None:
    reply = await press(engine, LIN, ShowSummary(team.id))
    assert isinstance(reply.card, Grid)
    assert [row.name for row in reply.card.rows] == ["Anna", "小波"]
    told = seen(reply)
    assert "Due within 30 days" in told
    assert "Due within 30 days · 2026-01-21 · wanted: verified" in told
    assert "小波 T1 T2 T3 T4" in told
    assert "Passed by one person only" in told
    for part in ("2026-01-03", text_version(standard_of(CODE)), ALGORITHM):
        assert part in told
        assert part in reply.card.footer


async def test_the_picture_is_drawn_as_one_prefers_and_the_choice_lasts(
    engine: Engine, team: Team, world: World
) -> None:
    first = await press(engine, LIN, ShowSummary(team.id))
    assert not first.dark
    (dark,) = [each for each in actions_of(first) if isinstance(each, SetTeamPicture)]
    assert (await press(engine, LIN, dark)).dark
    assert (await press(engine, LIN, ShowSummary(team.id))).dark
    assert (await world.preferences.get(LIN)).dark


async def test_where_no_pictures_are_shown_none_is_offered(engine: Engine, team: Team) -> None:
    reply = await press(engine, LIN, ShowSummary(team.id), graphic=False)
    assert not any(isinstance(each, SetTeamPicture) for each in actions_of(reply))


async def test_pictures_of_a_large_team_are_turned(
    engine: Engine, team: Team, world: World
) -> None:
    for number in range(200, 228):
        await world.organisation.add_member(OWNER, team.id, f"telegram:{number}", Role.LEARNER)
    first = await press(engine, LIN, ShowSummary(team.id))
    assert isinstance(first.card, Grid)
    assert first.card.footer.endswith("1/3")
    assert len(first.card.rows) == 10
    labels = [each.label for each in buttons(first)]
    assert "Picture 2/3" in labels
    last = await press(engine, LIN, ShowSummary(team.id, CODE, 2))
    assert isinstance(last.card, Grid)
    assert last.card.footer.endswith("3/3")
    assert "Picture 2/3" in [each.label for each in buttons(last)]


async def test_the_standards_are_those_assigned_then_those_answered(
    engine: Engine, team: Team, world: World
) -> None:
    await answered(world, BO, "IIS3513-005v2/T1")
    reply = await press(engine, LIN, ShowSummary(team.id))
    others = [
        each.standard
        for each in actions_of(reply)
        if isinstance(each, ShowSummary) and each.standard != CODE
    ]
    assert others == ["IIS3513-005v2"]
    other = await press(engine, LIN, ShowSummary(team.id, "IIS3513-005v2"))
    assert standard_of("IIS3513-005v2").title in seen(other)


async def test_a_team_that_works_with_nothing_says_so_and_leads_on(
    engine: Engine, world: World
) -> None:
    empty = await world.organisation.create_team(OWNER, "New")
    reply = await press(engine, OWNER, ShowSummary(empty.id))
    assert "Nothing is assigned" in seen(reply)
    assert reply.card is None
    assert Home() in actions_of(reply)


async def test_every_screen_says_as_of_when_and_leads_back_and_home(
    engine: Engine, team: Team
) -> None:
    # Wherever the buttons lead, a few of each kind.
    waiting: list[Action] = [ShowSummary(team.id)]
    kinds: Counter[type] = Counter()
    while waiting:
        action = waiting.pop()
        elsewhere = isinstance(
            action,
            AddNote | AssignTo | ExportTeam | RemindSeat | ShowTeam | WithdrawObservation,
        )
        if elsewhere or not hasattr(action, "team") or kinds[type(action)] == 3:
            continue
        kinds[type(action)] += 1
        reply = await press(engine, LIN, action)
        assert "2026-01-0" in seen(reply) or isinstance(action, ShowTarget), action
        assert Home() in actions_of(reply)
        assert len(actions_of(reply)) > 1
        for each in actions_of(reply):
            assert fits(each)
            assert decode(encode(each)) == each
        waiting += actions_of(reply)
    assert {ShowSteps, ShowEveryone, ShowTaskAcross, ShowLearnerTask, ShowFiles, Observe} <= {
        *kinds
    }


async def test_each_next_step_has_a_button_that_takes_it(engine: Engine, team: Team) -> None:
    reply = await press(engine, LIN, ShowSteps(team.id, CODE))
    labels = {each.label: each.action for each in buttons(reply)}
    assert labels["Remind them · Anna"] == RemindSeat(team.id, SEAT)
    assert labels["Remind them · 小波"] == RemindSeat(team.id, seat_of(BO))


async def test_a_task_is_seen_across_the_team(engine: Engine, team: Team) -> None:
    told = seen(await press(engine, LIN, ShowTaskAcross(team.id, TASK)))
    assert "✓ Anna: knowledge check passed · 12 answers" in told
    assert "○ 小波: not started" in told
    assert "○ not started 1 · ✓ knowledge check passed 1" in told
    assert "gap 1" not in told


async def test_a_learners_page_has_states_counts_due_dates_and_the_next_step(
    engine: Engine, team: Team
) -> None:
    told = seen(await press(engine, LIN, ShowLearner(team.id, SEAT, CODE)))
    assert "Anna" in told
    assert "knowledge check passed · 12 answers" in told
    assert "due 2026-01-21 (verified)" in told
    assert "Next step: due within 30 days" in told
    assert "小波" not in told


async def test_no_screen_shows_a_question_or_an_answer(
    engine: Engine, team: Team, world: World
) -> None:
    quizzes = [kept for _p, table, kept in held(world.quizzes) if table == "quiz_questions"]
    stems = {row["stem"] for row in quizzes}
    options = {option["text"] for row in quizzes for option in row["options"]}
    assert stems
    for action in of_a_manager(team.id):
        told = seen(await press(engine, LIN, action))
        assert not any(stem in told for stem in stems)
        standard = {INDICATOR.partition("/")[2]}
        for option in options - standard:
            # An indicator of the task may be an option; it stands there as what can be seen.
            assert isinstance(action, ShowLearnerTask | ShowTarget | Observe) or option not in told


async def test_whoever_looks_at_a_learner_can_be_read_of_once_for_each_look(
    engine: Engine, team: Team, world: World
) -> None:
    for action in (
        ShowLearner(team.id, SEAT, CODE),
        ShowLearnerTask(team.id, SEAT, TASK),
        ShowLearner(team.id, SEAT, CODE),
    ):
        await press(engine, LIN, action)
    assert [each.who for each in await world.organisation.lookers_at(ANNA)] == [LIN]
    world.time += timedelta(hours=1)
    await press(engine, LIN, ShowLearner(team.id, SEAT, CODE))
    await press(engine, OWNER, ShowLearner(team.id, SEAT, CODE))
    assert [each.who for each in await world.organisation.lookers_at(ANNA)] == [OWNER, LIN, LIN]
    await press(engine, LIN, ShowSummary(team.id))
    assert len(await world.organisation.lookers_at(ANNA)) == 3


async def test_two_learners_of_one_name_are_told_apart(
    engine: Engine, team: Team, world: World
) -> None:
    await world.organisation.add_member(OWNER, team.id, "telegram:7001", Role.LEARNER, "Anna")
    reply = await press(engine, LIN, ShowSummary(team.id))
    assert isinstance(reply.card, Grid)
    assert [row.name for row in reply.card.rows] == ["Anna (4)", "Anna (7001)", "小波"]


@pytest.mark.parametrize("kind", FileKind)
async def test_a_file_comes_with_what_it_rests_on_and_is_logged(
    kind: FileKind, engine: Engine, team: Team, world: World
) -> None:
    reply = await press(engine, LIN, ExportTeam(team.id, CODE, kind))
    (document,) = reply.documents
    assert document.name == f"外貿部-{CODE}-2026-01-03.{kind}"
    start = {"csv": b"\xef\xbb\xbf", "xlsx": b"PK", "png": b"\x89PNG", "pdf": b"%PDF"}[kind]
    assert document.content.startswith(start)
    assert ALGORITHM in document.caption
    newest = (await world.kept.audit.entries(1))[0]
    assert (newest.who, newest.action) == (LIN, Right.EXPORT_TEAM)
    assert (newest.team, newest.detail) == (team.id, f"{CODE}, {kind}")


async def test_a_picture_of_many_pages_is_offered_as_pdf_alone(
    engine: Engine, team: Team, world: World
) -> None:
    offered = await press(engine, LIN, ShowFiles(team.id, CODE))
    assert {each.kind for each in actions_of(offered) if isinstance(each, ExportTeam)} == {
        *FileKind
    }
    for number in range(200, 330):
        await world.organisation.add_member(OWNER, team.id, f"telegram:{number}", Role.LEARNER)
    offered = await press(engine, LIN, ShowFiles(team.id, CODE))
    kinds = {each.kind for each in actions_of(offered) if isinstance(each, ExportTeam)}
    assert kinds == {*FileKind} - {FileKind.PNG}
    stale = await press(engine, LIN, ExportTeam(team.id, CODE, FileKind.PNG))
    assert not stale.documents


# Who may not


@pytest.fixture
async def outsiders(world: World, team: Team) -> list[str]:
    """Everybody who has no business with the team's states."""
    await world.organisation.add_member(OWNER, team.id, STAFF, Role.STAFF, "Sam")
    return [STRANGER, EDITOR, STAFF, ANNA, BO, WANG]


@pytest.mark.parametrize("place", range(len(of_a_manager("t"))))
async def test_whoever_may_not_is_shown_nothing_and_changes_nothing(
    place: int, engine: Engine, team: Team, world: World, outsiders: list[str]
) -> None:
    action = of_a_manager(team.id)[place]
    for who in outsiders:
        before = await everything(world)
        reply = await press(engine, who, action)
        assert REFUSED in seen(reply), (who, action)
        assert "Anna" not in seen(reply)
        assert team.name not in seen(reply)
        assert reply.card is None
        assert reply.documents == ()
        assert await everything(world) == before


@pytest.mark.parametrize("place", range(len(of_an_observer("t"))))
async def test_an_owner_as_such_observes_nobody(
    place: int, engine: Engine, team: Team, world: World
) -> None:
    before = await everything(world)
    reply = await press(engine, OWNER, of_an_observer(team.id)[place])
    assert REFUSED in seen(reply)
    assert await everything(world) == before


async def test_an_owner_is_not_offered_to_observe(engine: Engine, team: Team) -> None:
    reply = await press(engine, OWNER, ShowLearnerTask(team.id, SEAT, TASK))
    assert not any(isinstance(each, ShowTarget) for each in actions_of(reply))


@pytest.mark.parametrize("place", range(len(of_a_manager("t"))))
async def test_a_right_lost_meanwhile_ends_with_a_sentence(
    place: int, engine: Engine, team: Team, world: World
) -> None:
    await world.organisation.dismiss_manager(OWNER, team.id, LIN)
    before = await everything(world)
    reply = await press(engine, LIN, of_a_manager(team.id)[place])
    assert REFUSED in seen(reply)
    assert Home() in actions_of(reply)
    assert await everything(world) == before


@pytest.mark.parametrize("place", range(len(of_a_manager("t"))))
async def test_of_a_team_that_there_is_not_one_learns_no_more(
    place: int, engine: Engine, team: Team, world: World
) -> None:
    reply = await press(engine, STRANGER, of_a_manager("000000000000")[place])
    assert REFUSED in seen(reply)


@pytest.mark.parametrize("place", range(len(of_a_manager("t"))))
async def test_a_learner_who_left_and_a_standard_removed_meanwhile_are_stale(
    place: int, engine: Engine, team: Team, world: World
) -> None:
    action = of_a_manager(team.id)[place]
    await world.organisation.remove_member(LIN, team.id, ANNA)
    if hasattr(action, "seat"):
        before = await everything(world)
        assert "older screen" in seen(await press(engine, LIN, action))
        assert await everything(world) == before
    world.loaded = [each for each in world.loaded if each.code != CODE]
    if not isinstance(action, ShowSummary) or action.standard:
        assert "older screen" in seen(await press(engine, LIN, action))


async def test_an_archived_team_can_be_looked_at_and_nothing_done_to_it(
    engine: Engine, team: Team, world: World
) -> None:
    await world.organisation.archive_team(LIN, team.id)
    steps = await press(engine, LIN, ShowSteps(team.id, CODE))
    assert not any(isinstance(each, RemindSeat | AssignTo) for each in actions_of(steps))
    one = await press(engine, LIN, ShowLearnerTask(team.id, SEAT, TASK))
    assert not any(isinstance(each, ShowTarget) for each in actions_of(one))
    for action in of_an_observer(team.id)[1:3]:
        before = await everything(world)
        assert "is archived" in seen(await press(engine, LIN, action))
        assert await everything(world) == before


fields_ = st.text("0123456789abcdefghijABCDEFG:%/-._", max_size=14)
data = st.builds(
    lambda tag, fields: ":".join((tag, *fields)),
    st.sampled_from(["o" + letter for letter in "sodpntafxlwibeqcjr"]),
    st.lists(fields_ | st.sampled_from([CODE, TASK, INDICATOR, SEAT, "0", "12", "p", "csv"])),
)


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(data, min_size=1, max_size=6), st.booleans())
async def test_whatever_a_stranger_presses_changes_and_shows_nothing(
    world: World, team: Team, pressed: list[str], named: bool
) -> None:
    before = await everything(world)
    engine = world.engine()
    for each in pressed:
        tag, *rest = each.split(":")
        aimed = ":".join((tag, team.id, *rest[1:])) if named else each
        reply = await engine.handle(STRANGER, Pressed(data=aimed, locale="en"))
        assert "Anna" not in seen(reply)
        assert reply.card is None
        assert reply.documents == ()
    assert await everything(world) == before


async def test_a_seat_of_another_team_opens_nobody(
    engine: Engine, team: Team, world: World
) -> None:
    shop = next(each for each in await world.organisation.teams(WANG) if each.name == "Web shop")
    reply = await press(engine, WANG, ShowLearner(shop.id, SEAT, CODE))
    assert "older screen" in seen(reply)
    assert "Anna" not in seen(reply)
    assert await world.organisation.lookers_at(ANNA) == ()


def test_a_standard_with_long_ids_still_fits_its_buttons(team: Team) -> None:
    long = "ABC1234567-001v12"
    assert fits(Observe(team.id, SEAT, f"{long}/P10.10.10", 24, Outcome.NOT_YET))
    assert replace(team, name="x").id == team.id
