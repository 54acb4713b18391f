"""Button data: what goes in comes out, and nothing else does."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import callbacks
from bot.callbacks import Action, LongAction, StaleButton, decode, encode, fits, is_below
from bot.places import places
from bot_twins import standards
from conversations.feedback import Rating
from conversations.roles import Role
from conversations.teams import seat_of
from conversations.zones import OFFERED
from standards.incoming import Verdict
from standards.model import Language, Standard

SHIPPED = standards()
ids = st.sampled_from([place.item.id for standard in SHIPPED for place in places(standard)])
codes = st.sampled_from([standard.code for standard in SHIPPED])
numbers = st.integers(0, 9999)
quizzes = st.text("ABCDEFGHIJabcdefghij0123456789_-", min_size=1, max_size=12)
origins = ids.map(lambda item_id: item_id.partition("/")[2])
teams = st.text("0123456789abcdef", min_size=12, max_size=12)
seats = st.integers(1, 10**12).map(lambda number: seat_of(f"telegram:{number}"))
roles = st.sampled_from(Role)
flags = st.booleans()
actions: st.SearchStrategy[Action] = st.one_of(
    st.just(callbacks.Home()),
    st.just(callbacks.ChooseLanguage()),
    st.just(callbacks.ShowMore()),
    st.builds(callbacks.ListStandards, numbers),
    st.builds(callbacks.ShowStandard, codes, numbers),
    st.builds(callbacks.ShowPart, codes, st.sampled_from("ksagnd"), numbers),
    st.builds(callbacks.ShowTask, ids, numbers),
    st.builds(callbacks.ShowActivity, ids, numbers),
    st.builds(callbacks.ShowItem, ids, origins | st.just("")),
    st.builds(callbacks.ChooseQuiz, numbers),
    st.builds(callbacks.ChooseScope, codes, numbers),
    st.builds(callbacks.StartQuiz, ids | codes),
    st.just(callbacks.ShowChecks()),
    st.just(callbacks.StartCheck()),
    st.builds(callbacks.RateSelf, ids, numbers),
    st.builds(callbacks.SetPicture, st.booleans(), codes, numbers),
    st.builds(callbacks.SetPolls, st.booleans()),
    st.builds(callbacks.ShowStanding, codes | st.just(""), numbers),
    st.builds(callbacks.ChoosePractice, numbers),
    st.builds(callbacks.ChoosePracticeScope, codes, numbers),
    st.builds(callbacks.StartPractice, ids | codes),
    st.builds(callbacks.Understood, numbers, st.sampled_from(callbacks.Wish), ids | codes),
    st.builds(callbacks.Understood, numbers, st.sampled_from(callbacks.Wish), st.just("")),
    st.just(callbacks.NotNow()),
    st.just(callbacks.ShowReminders()),
    st.builds(callbacks.SwitchReminders, st.booleans()),
    st.just(callbacks.RemindMe()),
    st.just(callbacks.ChooseQuietHours()),
    st.builds(callbacks.SetQuietHours, numbers, numbers),
    st.just(callbacks.ChooseZone()),
    st.builds(callbacks.SetZone, st.sampled_from(OFFERED)),
    st.just(callbacks.StopReminders()),
    st.builds(callbacks.AnswerQuestion, quizzes, numbers, numbers),
    st.builds(callbacks.NextQuestion, quizzes, numbers),
    st.builds(callbacks.ResumeQuiz, quizzes),
    st.builds(callbacks.AskToEnd, quizzes),
    st.builds(callbacks.EndQuiz, quizzes),
    st.just(callbacks.NeverMind()),
    st.just(callbacks.ClaimOwnership()),
    st.just(callbacks.JoinAs()),
    st.just(callbacks.NewTeam()),
    st.just(callbacks.ShowPeople()),
    st.builds(callbacks.ShowTeams, numbers),
    st.builds(callbacks.ShowManagers, numbers),
    *(st.builds(kind, teams) for kind in (callbacks.ShowTeam, callbacks.RenameTeam)),
    *(st.builds(kind, teams, flags) for kind in (callbacks.ArchiveTeam, callbacks.LeaveTeam)),
    *(
        st.builds(kind, teams, numbers)
        for kind in (callbacks.HandOver, callbacks.ShowCrew, callbacks.ShowInvites)
    ),
    st.builds(callbacks.ShowFellow, teams, seats),
    st.builds(callbacks.ShowInvite, teams, teams),
    st.builds(callbacks.RevokeInvite, teams, teams, flags),
    *(
        st.builds(kind, teams, seats, flags)
        for kind in (
            callbacks.HandOverTo,
            callbacks.RemoveFellow,
            callbacks.MakeManager,
            callbacks.DismissManager,
            callbacks.DecideNomination,
        )
    ),
    *(
        st.builds(kind, teams, roles, numbers, numbers)
        for kind in (callbacks.DraftInvite, callbacks.MakeInvite)
    ),
    st.builds(callbacks.ChoosePerson, roles, teams | st.just(""), numbers),
    st.builds(callbacks.NameAs, roles, teams, seats, flags),
    st.builds(callbacks.TakeBack, roles, seats, flags),
    st.builds(callbacks.ShowSummary, teams, codes | st.just(""), numbers),
    st.builds(callbacks.ShowOverview, teams, codes),
    st.builds(callbacks.SetTeamPicture, st.booleans(), teams, codes, numbers),
    st.builds(callbacks.ShowEveryone, teams, codes, numbers),
    st.builds(callbacks.ShowSteps, teams, codes, numbers),
    st.builds(callbacks.ShowTeamTasks, teams, codes, numbers),
    st.builds(callbacks.ShowTaskAcross, teams, ids, numbers),
    st.builds(callbacks.ShowFiles, teams, codes),
    st.builds(callbacks.ExportTeam, teams, codes, st.sampled_from(callbacks.FileKind)),
    st.builds(callbacks.ShowLearner, teams, seats, codes | st.just(""), numbers),
    st.builds(callbacks.ShowLearnerTask, teams, seats, ids, numbers),
    st.builds(callbacks.ShowTarget, teams, seats, ids, st.integers(1, 24)),
    st.builds(
        callbacks.Observe,
        teams,
        seats,
        ids,
        st.integers(1, 24),
        st.sampled_from(callbacks.Outcome),
    ),
    st.builds(callbacks.AddNote, teams, seats, st.integers(1, 10**12)),
    st.builds(callbacks.ShowObservation, st.integers(1, 10**12)),
    st.builds(callbacks.CommentOn, st.integers(1, 10**12)),
    st.builds(callbacks.WithdrawObservation, teams, seats, st.integers(1, 10**12)),
    st.builds(callbacks.WithdrawComment, st.integers(1, 10**12)),
    st.builds(callbacks.AssignTo, teams, seats, codes | st.just("")),
    st.builds(callbacks.RemindSeat, teams, seats),
    st.builds(callbacks.SetLanguage, st.sampled_from(Language)),
    st.builds(callbacks.ShowOffer, quizzes),
    st.builds(callbacks.ShowFindings, quizzes, numbers),
    st.builds(callbacks.ShowDifference, quizzes, numbers),
    st.builds(callbacks.AddDocument, quizzes, st.sampled_from(Verdict)),
    st.builds(callbacks.DropDocument, quizzes),
    st.builds(callbacks.MoreOfAnswer, quizzes, numbers),
    st.builds(callbacks.RateAnswer, quizzes, st.sampled_from(Rating)),
)


@given(actions)
def test_every_action_fits_into_a_button_and_comes_back(action: Action) -> None:
    data = encode(action)
    assert len(data.encode()) <= 64
    assert decode(data) == action


@given(actions)
def test_a_button_whose_message_stays_means_the_same(action: Action) -> None:
    data = encode(action, below=True)
    assert len(data.encode()) <= 64
    assert decode(data) == action
    assert is_below(data) == (len(encode(action).encode()) < 64)


def opening_of_every_item(standard: Standard) -> Iterator[Action]:
    """The longest data there are: an item opened from a task or an activity."""
    for place in places(standard):
        owner = place.activity or place.task or standard.tasks[-1]
        yield callbacks.ShowItem(place.item.id, owner.id.partition("/")[2])


@pytest.mark.parametrize("standard", SHIPPED, ids=lambda standard: standard.code)
def test_every_item_of_every_standard_can_be_opened(standard: Standard) -> None:
    actions = list(opening_of_every_item(standard))
    assert [decode(encode(action)) for action in actions] == actions


@given(st.text())
def test_what_no_button_carries_is_stale(data: str) -> None:
    try:
        action = decode(data)
    except StaleButton:
        return
    assert encode(action, below=is_below(data)) == data


@given(st.text(max_size=20), st.text(max_size=8))
def test_any_words_in_an_id_come_back(item: str, origin: str) -> None:
    action = callbacks.ShowItem(f"X/{item}", origin)
    if fits(action):
        assert decode(encode(action)) == action


@pytest.mark.parametrize(
    "data",
    [
        "",
        ":",
        "h:",
        "h:1",
        "z",
        "s:A",
        "s:A:01",
        "s:A:-1",
        "s::0",
        "s:A:٣",
        "l:99999",
        "w:fr",
        "b:",
        "f:key:great",
    ],
)
def test_a_near_miss_is_stale(data: str) -> None:
    with pytest.raises(StaleButton):
        decode(data)


def test_an_id_too_long_for_a_button_is_refused_rather_than_cut() -> None:
    action = callbacks.ShowTask("標" * 30)
    assert not fits(action)
    with pytest.raises(LongAction):
        encode(action)
