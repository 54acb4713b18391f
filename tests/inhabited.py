"""A house with something of everything, on a file, and what each button needs there."""

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass, fields
from datetime import timedelta
from enum import Enum
from pathlib import Path
from random import Random
from typing import Any, get_args, get_type_hints

from bot import callbacks
from bot.callbacks import Action, encode
from bot.engine import Commanded, Engine, Pressed
from bot.message import Reply
from bot_twins import standard_of
from conversations.database import Database, open_database
from conversations.observing import Observation
from conversations.play import Play
from conversations.quiz import Purpose
from conversations.roles import OPERATOR, Role
from conversations.roles import Action as Right
from conversations.teams import seat_of
from lives import engine_on
from organisation import ANNA, BO, LIN, OWNER, WANG, Clock, founded, on
from standards.model import Language

CODE, TASK, TARGET = "KRM4224-001v1", "KRM4224-001v1/T1", "KRM4224-001v1/P1.1.1"
STRANGER, STAFF, EDITOR, SECOND = (f"telegram:{number}" for number in (91, 92, 93, 94))
NOTE = "ZZNOTE"
PEOPLE = {
    "a stranger": STRANGER,
    "staff": STAFF,
    "a learner": ANNA,
    "another learner": BO,
    "its manager": LIN,
    "another team's manager": WANG,
    "an editor": EDITOR,
    "an owner": OWNER,
}
ANONYMOUS = {"asked", "unanswered", "ratings"}
"""Tables that say nothing of who: what anybody asked may be kept there."""

FREE = None
"""What anybody may press: it shows a standard, or is about the person themselves."""
KNOWN = "known"
"""Whoever sees the team, and also whoever is in it."""

NEEDS: dict[type[Action], Right | str | None] = {
    callbacks.Home: FREE,
    callbacks.ShowMore: FREE,
    callbacks.ShowOffer: Right.EDIT_STANDARDS,
    callbacks.ShowFindings: Right.EDIT_STANDARDS,
    callbacks.ShowDifference: Right.EDIT_STANDARDS,
    callbacks.AddDocument: Right.EDIT_STANDARDS,
    callbacks.DropDocument: Right.EDIT_STANDARDS,
    callbacks.ListStandards: FREE,
    callbacks.ShowStandard: FREE,
    callbacks.ShowPart: FREE,
    callbacks.ShowTask: FREE,
    callbacks.ShowActivity: FREE,
    callbacks.ShowItem: FREE,
    callbacks.MoreOfAnswer: FREE,
    callbacks.RateAnswer: FREE,
    callbacks.ShowChecks: FREE,
    callbacks.StartCheck: FREE,
    callbacks.SetPolls: FREE,
    callbacks.ChooseQuiz: FREE,
    callbacks.ChooseScope: FREE,
    callbacks.StartQuiz: FREE,
    callbacks.ChoosePractice: FREE,
    callbacks.ChoosePracticeScope: FREE,
    callbacks.StartPractice: FREE,
    callbacks.AnswerQuestion: FREE,
    callbacks.NextQuestion: FREE,
    callbacks.ResumeQuiz: FREE,
    callbacks.AskToEnd: FREE,
    callbacks.EndQuiz: FREE,
    callbacks.ShowStanding: FREE,
    callbacks.ShowWhy: FREE,
    callbacks.RateSelf: FREE,
    callbacks.SetPicture: FREE,
    callbacks.Understood: FREE,
    callbacks.NotNow: FREE,
    callbacks.ShowPrivacy: FREE,
    callbacks.GiveMyData: FREE,
    callbacks.AskToErase: FREE,
    callbacks.EraseMe: FREE,
    callbacks.ShowLooks: FREE,
    callbacks.ShowLog: Right.READ_LOG,
    callbacks.ShowReminders: FREE,
    callbacks.SwitchReminders: FREE,
    callbacks.RemindMe: FREE,
    callbacks.ChooseQuietHours: FREE,
    callbacks.SetQuietHours: FREE,
    callbacks.ChooseZone: FREE,
    callbacks.SetZone: FREE,
    callbacks.StopReminders: FREE,
    callbacks.ChooseLanguage: FREE,
    callbacks.SetLanguage: FREE,
    callbacks.ChooseRound: Right.LEAD_ROUND,
    callbacks.StartRound: Right.LEAD_ROUND,
    callbacks.NextInRound: Right.LEAD_ROUND,
    callbacks.NeverMind: FREE,
    callbacks.ClaimOwnership: FREE,
    callbacks.JoinAs: FREE,
    callbacks.ShowTeams: FREE,
    callbacks.ShowTeam: KNOWN,
    callbacks.NewTeam: Right.CREATE_TEAM,
    callbacks.RenameTeam: Right.RENAME_TEAM,
    callbacks.ArchiveTeam: Right.ARCHIVE_TEAM,
    callbacks.LeaveTeam: Right.LEAVE_TEAM,
    callbacks.HandOver: Right.HAND_OVER_TEAM,
    callbacks.HandOverTo: Right.HAND_OVER_TEAM,
    callbacks.ShowCrew: Right.SEE_TEAM,
    callbacks.ShowFellow: Right.SEE_TEAM,
    callbacks.RemoveFellow: Right.REMOVE_MEMBER,
    callbacks.MakeManager: Right.NOMINATE_MANAGER,
    callbacks.DismissManager: Right.DISMISS_MANAGER,
    callbacks.ShowInvites: Right.INVITE,
    callbacks.ShowInvite: Right.INVITE,
    callbacks.RevokeInvite: Right.REVOKE_INVITE,
    callbacks.DraftInvite: Right.INVITE,
    callbacks.MakeInvite: Right.INVITE,
    callbacks.ShowPeople: Right.SEE_PEOPLE,
    callbacks.ShowManagers: Right.SEE_PEOPLE,
    callbacks.DecideNomination: Right.APPOINT_MANAGER,
    callbacks.ChoosePerson: Right.NAME_EDITOR,
    callbacks.NameAs: Right.NAME_EDITOR,
    callbacks.TakeBack: Right.DISMISS_EDITOR,
    callbacks.ShowSummary: Right.SEE_TEAM,
    callbacks.ShowOverview: Right.SEE_TEAM,
    callbacks.SetTeamPicture: Right.SEE_TEAM,
    callbacks.ShowEveryone: Right.SEE_TEAM,
    callbacks.ShowSteps: Right.SEE_TEAM,
    callbacks.ShowTeamTasks: Right.SEE_TEAM,
    callbacks.ShowTaskAcross: Right.SEE_TEAM,
    callbacks.ShowFiles: Right.EXPORT_TEAM,
    callbacks.ExportTeam: Right.EXPORT_TEAM,
    callbacks.ShowLearner: Right.SEE_LEARNER,
    callbacks.ShowLearnerTask: Right.SEE_LEARNER,
    callbacks.ShowTarget: Right.OBSERVE,
    callbacks.Observe: Right.OBSERVE,
    callbacks.AddNote: Right.OBSERVE,
    callbacks.WithdrawObservation: Right.WITHDRAW_OBSERVATION,
    callbacks.ShowObservation: FREE,
    callbacks.CommentOn: FREE,
    callbacks.WithdrawComment: FREE,
    callbacks.ShowAssignments: Right.SEE_TEAM,
    callbacks.ShowAssignment: Right.SEE_TEAM,
    callbacks.AssignTo: Right.ASSIGN,
    callbacks.DraftAssignment: Right.CHANGE_ASSIGNMENT,
    callbacks.WithdrawAssignment: Right.WITHDRAW_ASSIGNMENT,
    callbacks.RemindSeat: Right.REMIND,
    callbacks.ShowChanges: FREE,
}
"""The right that each button needs in the house; a new kind of button has to be put here."""

COMMANDS: dict[str, Right | None] = {
    **dict.fromkeys(
        ("start", "help", "standards", "ask", "quiz", "me", "privacy", "mydata", "language"), FREE
    ),
    **dict.fromkeys(("forgetme", "reminders", "cancel", "team"), FREE),
    "round": Right.LEAD_ROUND,
    "people": Right.SEE_PEOPLE,
    "log": Right.READ_LOG,
    "add": Right.EDIT_STANDARDS,
}

ELSEWHERE = {
    Right.ASK: "anybody may",
    Right.TAKE_CHECKS: "anybody may",
    Right.COMMENT: "is about one's own observations alone",
    Right.ADD_MEMBER: "is done by an invite or on the command line",
    Right.SET_PASS_MARK: "is done on the command line",
    Right.EDIT_ITEMS: "is done on the command line",
    Right.NAME_OWNER: "is pressed with another role, see `actions`",
    Right.DISMISS_OWNER: "is pressed with another role, see `actions`",
}
"""The rights that no button of NEEDS stands for, and why."""


def kinds() -> set[type]:
    """Every kind of action that a button can mean."""
    return set(get_args(Action))


@dataclass(frozen=True, slots=True)
class Ids:
    """What is there to be pressed about."""

    team: str
    other: str
    invite: str
    assignment: str
    observation: int
    quiz: str
    secret: str
    """The open invite's."""

    def every(self) -> list[str]:
        """All that fits into a field of text."""
        people = (ANNA, BO, LIN, WANG, OWNER, SECOND, EDITOR, STAFF, STRANGER)
        return [
            *(self.team, self.other, self.invite, self.assignment, self.quiz, CODE, TASK, TARGET),
            *(str(self.observation), callbacks.EVERYBODY, ".p..", "Asia/Taipei"),
            *map(seat_of, people),
        ]


async def furnished(path: Path) -> Ids:
    """Makes the house's file, with something of everything in it."""
    clock = Clock()
    database = await open_database(path)
    export, shop = await founded(on(database))
    organisation = database.organisation(clock)
    await organisation.name_owner(OPERATOR, SECOND)
    await organisation.name_editor(OWNER, EDITOR)
    await organisation.add_member(OWNER, export.id, STAFF, Role.STAFF, "Samantha")
    await organisation.nominate_manager(LIN, export.id, BO)
    made = await organisation.invite(LIN, export.id)
    assigned = await organisation.assign(LIN, export.id, standard_of(CODE))
    chance = Random(3)
    play = Play(database.quizzes, standard_of, clock, chance, grounding=database.grounding)
    for person in (ANNA, BO):
        await database.acceptances.accept(person, 2, clock())
        quiz = await play.start(person, TASK, Language.EN, Purpose.TASK)
        await play.answer(person, quiz.id, 0, quiz.item.key)
    seen = Observation(
        TARGET, "", clock(), clock() + timedelta(365), by=LIN, note=NOTE, team=export.id
    )
    observation = await database.observations.add(ANNA, seen)
    quiz_of_anna = await database.quizzes.open_quiz(ANNA)
    assert quiz_of_anna is not None
    await database.close()
    return Ids(
        export.id,
        shop.id,
        made.invite.id,
        assigned.id,
        observation,
        quiz_of_anna.id,
        made.secret,
    )


def action_of(kind: type, ids: Ids, **others: Any) -> Action:
    """An action of that kind on what is in the house; it is sure of everything."""
    types = get_type_hints(kind)
    texts = {
        "team": ids.team,
        "seat": seat_of(_whom(kind)),
        "invite": ids.invite,
        "standard": CODE,
        "code": CODE,
        "task": TASK,
        "target": TARGET,
        "scope": TASK,
        "quiz": ids.quiz,
        "id": ids.assignment if kind in ASSIGNMENTS else TASK,
        "about": ids.assignment,
        "token": "a" * 12,
        "terms": "1.v..1",
        "part": "knowledge",
        "origin": "",
        "zone": "Asia/Tokyo",
        "key": "nothing",
    }
    numbers = {"id": ids.observation, "months": 12, "days": 14, "uses": 1, "until": 2**25}
    enums: dict[type, Enum] = {Role: Role.EDITOR, callbacks.Step: callbacks.Step.KEEP}
    if kind in (callbacks.DraftInvite, callbacks.MakeInvite):
        enums[Role] = Role.LEARNER

    def value(name: str) -> object:
        if name in others:
            return others[name]
        if types[name] is str:
            return texts[name]
        if types[name] is int:
            return numbers.get(name, 0)
        if types[name] is bool:
            return True
        return enums.get(types[name], next(iter(types[name])))

    action: Action = kind(*(value(field.name) for field in fields(kind)))
    return action


ASSIGNMENTS = (callbacks.ShowAssignment, callbacks.WithdrawAssignment)


def _whom(kind: type) -> str:
    return {
        callbacks.DecideNomination: BO,
        callbacks.TakeBack: EDITOR,
        callbacks.DismissManager: LIN,
    }.get(kind, ANNA)


def actions(ids: Ids) -> list[tuple[Action, Right | str | None]]:
    """One of each kind, and what it needs; where that hangs on a field, one of each."""
    found: list[tuple[Action, Right | str | None]] = []
    for kind in sorted(NEEDS, key=lambda each: each.__name__):
        found.append((action_of(kind, ids), NEEDS[kind]))
        if any(field.name == "sure" for field in fields(kind)):
            found.append((action_of(kind, ids, sure=False), NEEDS[kind]))
    owner = {"role": Role.OWNER}
    found += [
        (action_of(callbacks.ChoosePerson, ids, **owner), Right.NAME_OWNER),
        (action_of(callbacks.NameAs, ids, **owner), Right.NAME_OWNER),
        (action_of(callbacks.TakeBack, ids, seat=seat_of(SECOND), **owner), Right.DISMISS_OWNER),
        (action_of(callbacks.ShowLearner, ids, seat=seat_of(BO)), Right.SEE_LEARNER),
        (action_of(callbacks.RemindSeat, ids, seat=callbacks.EVERYBODY), Right.REMIND),
    ]
    return found


def dump(path: Path, but: str | None = None) -> dict[str, list[tuple[object, ...]]]:
    """The whole database; without what is a person's own, where `but` names one."""
    with closing(sqlite3.connect(path)) as connection:
        tables = [
            name
            for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        ]
        found = {name: connection.execute(f"SELECT * FROM {name}").fetchall() for name in tables}
    if but is None:
        return found
    own = {str(row[0]) for row in found["quizzes"] if but in row}
    own.add(but)
    return {
        name: [row for row in rows if own.isdisjoint(map(str, row))]
        for name, rows in found.items()
        if name not in ANONYMOUS
    }


async def entered(path: Path) -> tuple[Database, Engine]:
    """The house, open."""
    database = await open_database(path)
    return database, engine_on(database, Clock())


def pressed(data: str | Action) -> Pressed:
    """A button with that."""
    words = data if isinstance(data, str) else encode(data)
    return Pressed(data=words, locale="en", called="X", bot="our_bot", graphic=True)


def commanded(name: str, argument: str = "") -> Commanded:
    """A command."""
    return Commanded(name=name, argument=argument, locale="en", called="X", bot="our_bot")


def everything_in(reply: Reply) -> str:
    """All that is shown or sent: words, buttons, captions, files."""
    parts: Iterable[object] = (reply.messages, reply.card, reply.documents, reply.poll, reply.toast)
    return "\n".join(map(str, parts))


SECRETS = ("外貿部", "Web shop", "Anna", "小波", "Samantha", NOTE)
"""What is personal, or a team's."""


def secrets_from(person: str) -> tuple[str, ...]:
    """Those that the person has no business with."""
    knows = {
        ANNA: {"外貿部", "Anna", NOTE},
        BO: {"外貿部", "小波"},
        STAFF: {"外貿部", "Samantha"},
        LIN: {"外貿部", "Anna", "小波", "Samantha", NOTE},
        WANG: {"Web shop"},
        OWNER: set(SECRETS),
    }
    return tuple(each for each in SECRETS if each not in knows.get(person, set()))
