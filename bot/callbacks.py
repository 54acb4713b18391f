"""What a button means, and how it travels in at most 64 bytes of callback data.

Data comes back from anybody, at any age: `decode` accepts exactly what `encode` makes.
"""

import re
from collections.abc import Callable
from dataclasses import astuple, dataclass
from enum import StrEnum

from conversations.feedback import Rating
from conversations.roles import Role
from standards.incoming import Verdict
from standards.model import Language

MOST_BYTES = 64
BELOW = "+"
"""Stands before the data of a button whose message stays as it is."""


class StaleButton(Exception):
    """The data means nothing, or means something that is no longer there."""


class LongAction(ValueError):
    """The action does not fit into a button's data."""


class Personal:
    """An action that is between a person and us, and nobody's business in a group."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Home:
    """Open the first screen."""


@dataclass(frozen=True, slots=True)
class ShowMore:
    """Show all that can be done."""


@dataclass(frozen=True, slots=True)
class ListStandards:
    """Show a page of the standards, counted from 0."""

    page: int = 0


@dataclass(frozen=True, slots=True)
class ShowStandard:
    """Open a standard at a page of its tasks."""

    code: str
    page: int = 0


@dataclass(frozen=True, slots=True)
class ShowPart:
    """Open a part of a standard: its knowledge, skills, attitudes, assessment, notes, …"""

    code: str
    part: str
    page: int = 0


@dataclass(frozen=True, slots=True)
class ShowTask:
    """Open a task."""

    id: str
    page: int = 0


@dataclass(frozen=True, slots=True)
class ShowActivity:
    """Open an activity."""

    id: str
    page: int = 0


@dataclass(frozen=True, slots=True)
class ShowItem:
    """Open any other item."""

    id: str
    origin: str = ""
    """The part of its id after the slash of the task or activity it was opened from."""


@dataclass(frozen=True, slots=True)
class ShowChecks(Personal):
    """Choose between today's check, one of one's choice, and practice."""


@dataclass(frozen=True, slots=True)
class StartCheck(Personal):
    """Start today's check."""


@dataclass(frozen=True, slots=True)
class ShowWhy(Personal):
    """Show why a task is in its state."""

    task: str


@dataclass(frozen=True, slots=True)
class RateSelf(Personal):
    """Say how one sees oneself on a task; `level` counts the levels from 0."""

    task: str
    level: int


@dataclass(frozen=True, slots=True)
class SetPicture(Personal):
    """Draw pictures dark or light from now on, and this one of a standard's page at once."""

    dark: bool
    code: str
    page: int = 0


@dataclass(frozen=True, slots=True)
class ShowStanding(Personal):
    """Show where the person stands on a standard, at a page of its tasks."""

    code: str = ""
    """Empty for the standard answered last."""
    page: int = 0


@dataclass(frozen=True, slots=True)
class SetPolls(Personal):
    """Ask by polls from now on, or by buttons."""

    polls: bool


@dataclass(frozen=True, slots=True)
class ChooseQuiz(Personal):
    """Choose the standard to be asked about."""

    page: int = 0


@dataclass(frozen=True, slots=True)
class ChooseScope(Personal):
    """Choose the whole standard or one of its tasks."""

    code: str
    page: int = 0


@dataclass(frozen=True, slots=True)
class StartQuiz(Personal):
    """Start a quiz that counts over a standard (its code) or a task (its id)."""

    scope: str


@dataclass(frozen=True, slots=True)
class ChoosePractice(Personal):
    """Choose the standard to practise."""

    page: int = 0


@dataclass(frozen=True, slots=True)
class ChoosePracticeScope(Personal):
    """Choose to practise the whole standard or one of its tasks."""

    code: str
    page: int = 0


@dataclass(frozen=True, slots=True)
class StartPractice(Personal):
    """Start a quiz that does not count over a standard (its code) or a task (its id)."""

    scope: str


class Wish(StrEnum):
    """What the privacy notice stood in the way of."""

    CHECK = "c"
    """Today's check."""
    TASK = "t"
    """A quiz that counts, over a scope."""
    PRACTICE = "p"
    """Practice, over a scope."""
    JOIN = "j"
    """Joining the team of the invite that was opened."""
    RESUME = "r"
    """The quiz that is open."""


@dataclass(frozen=True, slots=True)
class Understood(Personal):
    """Go on to what was wished for, having read that version of the privacy notice."""

    version: int
    wish: Wish
    scope: str
    """Empty where the wish has none."""


@dataclass(frozen=True, slots=True)
class NotNow(Personal):
    """Read the privacy notice and don't go on."""


@dataclass(frozen=True, slots=True)
class ShowPrivacy(Personal):
    """Show what is kept about the person, and what they can do with it."""


@dataclass(frozen=True, slots=True)
class GiveMyData(Personal):
    """Give the person everything that is kept about them, as a file."""


@dataclass(frozen=True, slots=True)
class AskToErase(Personal):
    """Show what would go and what would stay, were everything about the person erased."""


@dataclass(frozen=True, slots=True)
class EraseMe(Personal):
    """Erase everything about the person."""

    until: int
    """Minutes since 1970, in UTC: a button that is older shows first what would go by now."""


@dataclass(frozen=True, slots=True)
class ShowLooks(Personal):
    """Show who looked at the person's card."""

    page: int = 0


@dataclass(frozen=True, slots=True)
class ShowLog(Personal):
    """Show the log of deeds."""

    page: int = 0


@dataclass(frozen=True, slots=True)
class ShowReminders(Personal):
    """Show whether and when the person is reminded."""


@dataclass(frozen=True, slots=True)
class SwitchReminders(Personal):
    """Remind from now on, or no more."""

    on: bool


@dataclass(frozen=True, slots=True)
class RemindMe(Personal):
    """Remind from now on, pressed under something that shall stay on the screen."""


@dataclass(frozen=True, slots=True)
class ChooseQuietHours(Personal):
    """Choose the hours without reminders."""


@dataclass(frozen=True, slots=True)
class SetQuietHours(Personal):
    """Send no reminder between these minutes after midnight."""

    start: int
    until: int


@dataclass(frozen=True, slots=True)
class ChooseZone(Personal):
    """Choose the time zone."""


@dataclass(frozen=True, slots=True)
class SetZone(Personal):
    """Go by the clock of this zone, an IANA name."""

    zone: str


@dataclass(frozen=True, slots=True)
class StopReminders(Personal):
    """Remind no more, pressed under a reminder."""


@dataclass(frozen=True, slots=True)
class AnswerQuestion(Personal):
    """Answer the question at `position` with the option at `option`, both counted from 0."""

    quiz: str
    position: int
    option: int


@dataclass(frozen=True, slots=True)
class NextQuestion(Personal):
    """Go on from the review of the question at `position`."""

    quiz: str
    position: int


@dataclass(frozen=True, slots=True)
class ResumeQuiz(Personal):
    """Show the quiz again where it stands."""

    quiz: str


@dataclass(frozen=True, slots=True)
class AskToEnd(Personal):
    """Ask whether the quiz shall be stopped."""

    quiz: str


@dataclass(frozen=True, slots=True)
class EndQuiz(Personal):
    """Stop the quiz."""

    quiz: str


@dataclass(frozen=True, slots=True)
class ChooseLanguage(Personal):
    """Show the languages."""


@dataclass(frozen=True, slots=True)
class SetLanguage(Personal):
    """Speak this language from now on."""

    language: Language


@dataclass(frozen=True, slots=True)
class MoreOfAnswer:
    """Show a further page of an answer that is still remembered."""

    key: str
    page: int


@dataclass(frozen=True, slots=True)
class RateAnswer:
    """Say whether an answer was of help."""

    key: str
    rating: Rating


class FileKind(StrEnum):
    """What a team's summary can be taken along as; the value ends the file's name."""

    CSV = "csv"
    XLSX = "xlsx"
    PNG = "png"
    PDF = "pdf"


class Outcome(StrEnum):
    """What a manager saw."""

    PERFORMED = "p"
    NOT_YET = "n"
    """Tried, and not yet mastered."""


# A team by its id, a learner by their seat in it.


@dataclass(frozen=True, slots=True)
class ShowSummary(Personal):
    """Show where a team stands on a standard: that page of its picture, and what stands out."""

    team: str
    standard: str = ""
    """Empty for the first that the team works with."""
    page: int = 0


@dataclass(frozen=True, slots=True)
class ShowOverview(Personal):
    """The same in words alone, in place of another screen."""

    team: str
    standard: str


@dataclass(frozen=True, slots=True)
class SetTeamPicture(Personal):
    """Draw pictures dark or light from now on, and this one at once."""

    dark: bool
    team: str
    standard: str
    page: int = 0


@dataclass(frozen=True, slots=True)
class ShowEveryone(Personal):
    """Show a page of a team's learners with their states on a standard."""

    team: str
    standard: str
    page: int = 0


@dataclass(frozen=True, slots=True)
class ShowSteps(Personal):
    """Show a page of a team's learners with the next step of each."""

    team: str
    standard: str
    page: int = 0


@dataclass(frozen=True, slots=True)
class ShowTeamTasks(Personal):
    """Show a page of a standard's tasks with how many of a team are in which state."""

    team: str
    standard: str
    page: int = 0


@dataclass(frozen=True, slots=True)
class ShowTaskAcross(Personal):
    """Show where a page of a team's learners stand on one task."""

    team: str
    task: str
    page: int = 0


@dataclass(frozen=True, slots=True)
class ShowFiles(Personal):
    """Choose what to take a team's summary along as."""

    team: str
    standard: str


@dataclass(frozen=True, slots=True)
class ExportTeam(Personal):
    """Send a team's summary as a file."""

    team: str
    standard: str
    kind: FileKind


@dataclass(frozen=True, slots=True)
class ShowLearner(Personal):
    """Show where a learner stands on a standard, at a page of its tasks."""

    team: str
    seat: str
    standard: str
    """Empty for the first that they work with."""
    page: int = 0


@dataclass(frozen=True, slots=True)
class ShowLearnerTask(Personal):
    """Show why a learner's task is in its state, and a page of what can be seen of it at work."""

    team: str
    seat: str
    task: str
    page: int = 0


@dataclass(frozen=True, slots=True)
class ShowTarget(Personal):
    """Show an indicator or output, to say that it was seen; that counts so many months."""

    team: str
    seat: str
    target: str
    months: int


@dataclass(frozen=True, slots=True)
class Observe(Personal):
    """Keep what was seen at work."""

    team: str
    seat: str
    target: str
    months: int
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class AddNote(Personal):
    """Write a note to an observation of one's own."""

    team: str
    seat: str
    id: int


@dataclass(frozen=True, slots=True)
class WithdrawObservation(Personal):
    """Take back what was recorded of a learner of the team, with a reason."""

    team: str
    seat: str
    id: int


@dataclass(frozen=True, slots=True)
class ShowObservation(Personal):
    """Show what was seen of oneself."""

    id: int


@dataclass(frozen=True, slots=True)
class CommentOn(Personal):
    """Write a comment on what was seen of oneself, or another one instead."""

    id: int


@dataclass(frozen=True, slots=True)
class WithdrawComment(Personal):
    """Take one's own comment back."""

    id: int


@dataclass(frozen=True, slots=True)
class NeverMind(Personal):
    """Don't write what was asked for."""


@dataclass(frozen=True, slots=True)
class ClaimOwnership(Personal):
    """Become the first owner, by the code of the link that was opened."""


@dataclass(frozen=True, slots=True)
class JoinAs(Personal):
    """Join the team of the invite that was opened, under the name that the face tells."""


@dataclass(frozen=True, slots=True)
class ShowTeams(Personal):
    """Show the teams that somebody is in, manages or owns."""

    page: int = 0


@dataclass(frozen=True, slots=True)
class ShowTeam(Personal):
    """Open a team."""

    team: str


@dataclass(frozen=True, slots=True)
class NewTeam(Personal):
    """Ask what a new team shall be called."""


@dataclass(frozen=True, slots=True)
class RenameTeam(Personal):
    """Ask what a team shall be called from now on."""

    team: str


@dataclass(frozen=True, slots=True)
class ArchiveTeam(Personal):
    """End a team; asks first unless `sure`."""

    team: str
    sure: bool = False


@dataclass(frozen=True, slots=True)
class LeaveTeam(Personal):
    """Leave a team; asks first unless `sure`."""

    team: str
    sure: bool = False


@dataclass(frozen=True, slots=True)
class HandOver(Personal):
    """Choose to whom a team is handed over."""

    team: str
    page: int = 0


@dataclass(frozen=True, slots=True)
class HandOverTo(Personal):
    """Hand a team over to whoever has the seat; asks first unless `sure`."""

    team: str
    seat: str
    sure: bool = False


@dataclass(frozen=True, slots=True)
class ShowCrew(Personal):
    """Show who is in a team."""

    team: str
    page: int = 0


@dataclass(frozen=True, slots=True)
class ShowFellow(Personal):
    """Open somebody in a team."""

    team: str
    seat: str


@dataclass(frozen=True, slots=True)
class RemoveFellow(Personal):
    """Take somebody out of a team; asks first unless `sure`."""

    team: str
    seat: str
    sure: bool = False


@dataclass(frozen=True, slots=True)
class MakeManager(Personal):
    """Name somebody in a team as its manager; asks first unless `sure`."""

    team: str
    seat: str
    sure: bool = False


@dataclass(frozen=True, slots=True)
class DismissManager(Personal):
    """Take the manager's role in a team back; asks first unless `sure`."""

    team: str
    seat: str
    sure: bool = False


@dataclass(frozen=True, slots=True)
class ShowInvites(Personal):
    """Show a team's invites."""

    team: str
    page: int = 0


@dataclass(frozen=True, slots=True)
class ShowInvite(Personal):
    """Open an invite of a team."""

    team: str
    invite: str


@dataclass(frozen=True, slots=True)
class RevokeInvite(Personal):
    """End an invite of a team; asks first unless `sure`."""

    team: str
    invite: str
    sure: bool = False


@dataclass(frozen=True, slots=True)
class DraftInvite(Personal):
    """Choose the terms of a new invite, with these chosen so far."""

    team: str
    role: Role
    days: int
    uses: int


@dataclass(frozen=True, slots=True)
class MakeInvite(Personal):
    """Make an invite on these terms."""

    team: str
    role: Role
    days: int
    uses: int


@dataclass(frozen=True, slots=True)
class ShowPeople(Personal):
    """Show owners, editors, and who is nominated as manager."""


@dataclass(frozen=True, slots=True)
class ShowManagers(Personal):
    """Show the managers of all teams."""

    page: int = 0


@dataclass(frozen=True, slots=True)
class DecideNomination(Personal):
    """Confirm that whoever has the seat becomes manager of the team, or decline it."""

    team: str
    seat: str
    confirm: bool


@dataclass(frozen=True, slots=True)
class ChoosePerson(Personal):
    """Choose who shall be owner or editor: first their team, then them."""

    role: Role
    team: str = ""
    """Empty while the team is chosen."""
    page: int = 0


@dataclass(frozen=True, slots=True)
class NameAs(Personal):
    """Make somebody of a team owner or editor; asks first unless `sure`."""

    role: Role
    team: str
    seat: str
    sure: bool = False


@dataclass(frozen=True, slots=True)
class TakeBack(Personal):
    """Take the role of owner or editor back; asks first unless `sure`."""

    role: Role
    seat: str
    sure: bool = False


@dataclass(frozen=True, slots=True)
class ChooseRound:
    """Choose the standard that a group is asked about, at a page of them."""

    page: int = 0


@dataclass(frozen=True, slots=True)
class StartRound:
    """Ask the group about the standard of that code."""

    code: str


@dataclass(frozen=True, slots=True)
class NextInRound:
    """Close the question at `position` of a round, counted from 0, and go on."""

    code: str
    language: Language
    round: int
    position: int


EVERYBODY = "*"
"""Instead of a seat: the whole team."""


@dataclass(frozen=True, slots=True)
class ShowAssignments(Personal):
    """Show what a team works towards, at a page."""

    team: str
    page: int = 0


@dataclass(frozen=True, slots=True)
class ShowAssignment(Personal):
    """Open an assignment at a page of its learners."""

    id: str
    page: int = 0


@dataclass(frozen=True, slots=True)
class AssignTo(Personal):
    """Assign a standard to a team or one seat of it; what is empty is chosen first."""

    team: str
    seat: str = ""
    """EVERYBODY, a seat, or empty where it is yet to be chosen."""
    standard: str = ""
    """The standard's code, or empty where it is yet to be chosen."""
    page: int = 0


class Step(StrEnum):
    """What of an assignment is chosen on a screen, or that all of it is."""

    TASKS = "t"
    WANTED = "w"
    DUE = "d"
    TYPE_DUE = "y"
    """The due date is typed next."""
    CRITICAL = "c"
    CONFIRM = "s"
    KEEP = "k"


@dataclass(frozen=True, slots=True)
class DraftAssignment(Personal):
    """Go on choosing the terms of an assignment, or keep it."""

    about: str
    """`TEAM.SEAT.STANDARD` for a new one, as short as possible; the id of one to be changed."""
    step: Step
    terms: str
    """As `bot.terms` packs them; empty for those that it has."""


@dataclass(frozen=True, slots=True)
class WithdrawAssignment(Personal):
    """End an assignment; ask first unless they are sure."""

    id: str
    sure: bool


@dataclass(frozen=True, slots=True)
class RemindSeat(Personal):
    """Remind one learner of what the team assigned, or EVERYBODY who is overdue."""

    team: str
    seat: str


@dataclass(frozen=True, slots=True)
class ShowChanges(Personal):
    """Show which tasks of a standard stayed, changed or went with its newest version."""

    code: str


@dataclass(frozen=True, slots=True)
class ShowOffer(Personal):
    """Show again what was understood of a file that was sent."""

    token: str


@dataclass(frozen=True, slots=True)
class ShowFindings(Personal):
    """Show what was noticed while the file was read."""

    token: str
    page: int = 0


@dataclass(frozen=True, slots=True)
class ShowDifference(Personal):
    """Show what would change from the version that is loaded."""

    token: str
    page: int = 0


@dataclass(frozen=True, slots=True)
class AddDocument(Personal):
    """Add the file as it stood to what is loaded when the button was shown."""

    token: str
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class DropDocument(Personal):
    """Don't add the file, and forget it."""

    token: str


BrowseAction = (
    Home | ShowMore | ListStandards | ShowStandard | ShowPart | ShowTask | ShowActivity | ShowItem
)
AnswerAction = MoreOfAnswer | RateAnswer
QuizAction = (
    ShowChecks
    | StartCheck
    | SetPolls
    | ChooseQuiz
    | ChooseScope
    | StartQuiz
    | ChoosePractice
    | ChoosePracticeScope
    | StartPractice
    | AnswerQuestion
    | NextQuestion
    | ResumeQuiz
    | AskToEnd
    | EndQuiz
)
StandingAction = ShowStanding | ShowWhy | RateSelf | SetPicture
PrivacyAction = Understood | NotNow | ShowPrivacy
OwnDataAction = GiveMyData | AskToErase | EraseMe
DeedAction = ShowLooks | ShowLog
ReminderAction = (
    ShowReminders
    | SwitchReminders
    | RemindMe
    | ChooseQuietHours
    | SetQuietHours
    | ChooseZone
    | SetZone
    | StopReminders
)
LanguageAction = ChooseLanguage | SetLanguage
ImportAction = ShowOffer | ShowFindings | ShowDifference | AddDocument | DropDocument
RoundAction = ChooseRound | StartRound | NextInRound
AwaitingAction = NeverMind
JoinAction = ClaimOwnership | JoinAs
TeamAction = (
    ShowTeams
    | ShowTeam
    | NewTeam
    | RenameTeam
    | ArchiveTeam
    | LeaveTeam
    | HandOver
    | HandOverTo
    | ShowCrew
    | ShowFellow
    | RemoveFellow
    | MakeManager
    | DismissManager
)
InviteAction = ShowInvites | ShowInvite | RevokeInvite | DraftInvite | MakeInvite
PeopleAction = ShowPeople | ShowManagers | DecideNomination | ChoosePerson | NameAs | TakeBack
SummaryAction = (
    ShowSummary
    | ShowOverview
    | SetTeamPicture
    | ShowEveryone
    | ShowSteps
    | ShowTeamTasks
    | ShowTaskAcross
    | ShowFiles
    | ExportTeam
)
LearnerAction = ShowLearner | ShowLearnerTask
ObservingAction = (
    ShowTarget
    | Observe
    | AddNote
    | WithdrawObservation
    | ShowObservation
    | CommentOn
    | WithdrawComment
)
AssignmentAction = (
    ShowAssignments
    | ShowAssignment
    | AssignTo
    | DraftAssignment
    | WithdrawAssignment
    | RemindSeat
    | ShowChanges
)
Action = (
    BrowseAction
    | AnswerAction
    | QuizAction
    | StandingAction
    | PrivacyAction
    | OwnDataAction
    | DeedAction
    | ReminderAction
    | LanguageAction
    | ImportAction
    | RoundAction
    | AwaitingAction
    | JoinAction
    | TeamAction
    | InviteAction
    | PeopleAction
    | SummaryAction
    | LearnerAction
    | ObservingAction
    | AssignmentAction
)
"""Everything a button can mean, by subject: `bot/handlers/` has one handler for each."""


def _number(field: str) -> int:
    if not re.fullmatch(r"0|[1-9][0-9]{0,3}", field):
        raise ValueError(field)
    return int(field)


def _id(field: str) -> int:
    if not re.fullmatch(r"0|[1-9][0-9]{0,17}", field):
        raise ValueError(field)
    return int(field)


def _minutes(field: str) -> int:
    if not re.fullmatch(r"0|[1-9][0-9]{0,8}", field):
        raise ValueError(field)
    return int(field)


def _flag(field: str) -> bool:
    return {"True": True, "False": False}[field]


def _text(field: str) -> str:
    if not field:
        raise ValueError(field)
    return _text_or_nothing(field)


def _text_or_nothing(field: str) -> str:
    return field.replace("%3A", ":").replace("%25", "%")


_SHAPES: dict[str, tuple[Callable[..., Action], tuple[Callable[[str], object], ...]]] = {
    "h": (Home, ()),
    "hm": (ShowMore, ()),
    "l": (ListStandards, (_number,)),
    "s": (ShowStandard, (_text, _number)),
    "p": (ShowPart, (_text, _text, _number)),
    "t": (ShowTask, (_text, _number)),
    "a": (ShowActivity, (_text, _number)),
    "i": (ShowItem, (_text, _text_or_nothing)),
    "q": (ChooseQuiz, (_number,)),
    "c": (ChooseScope, (_text, _number)),
    "b": (StartQuiz, (_text,)),
    "k": (ShowChecks, ()),
    "d": (StartCheck, ()),
    "sp": (SetPolls, (_flag,)),
    "v": (ShowStanding, (_text_or_nothing, _number)),
    "z": (ShowWhy, (_text,)),
    "sr": (RateSelf, (_text, _number)),
    "pd": (SetPicture, (_flag, _text, _number)),
    "x": (ChoosePractice, (_number,)),
    "y": (ChoosePracticeScope, (_text, _number)),
    "o": (StartPractice, (_text,)),
    "un": (Understood, (_number, Wish, _text_or_nothing)),
    "nn": (NotNow, ()),
    "fp": (ShowPrivacy, ()),
    "fg": (GiveMyData, ()),
    "fa": (AskToErase, ()),
    "fe": (EraseMe, (_minutes,)),
    "fw": (ShowLooks, (_number,)),
    "fl": (ShowLog, (_number,)),
    "rm": (ShowReminders, ()),
    "ro": (SwitchReminders, (_flag,)),
    "rw": (RemindMe, ()),
    "rq": (ChooseQuietHours, ()),
    "rh": (SetQuietHours, (_number, _number)),
    "rz": (ChooseZone, ()),
    "rs": (SetZone, (_text,)),
    "rx": (StopReminders, ()),
    "r": (AnswerQuestion, (_text, _number, _number)),
    "n": (NextQuestion, (_text, _number)),
    "u": (ResumeQuiz, (_text,)),
    "ae": (AskToEnd, (_text,)),
    "e": (EndQuiz, (_text,)),
    "gr": (ChooseRound, (_number,)),
    "gs": (StartRound, (_text,)),
    "gn": (NextInRound, (_text, Language, _number, _number)),
    "g": (ChooseLanguage, ()),
    "w": (SetLanguage, (Language,)),
    "io": (ShowOffer, (_text,)),
    "if": (ShowFindings, (_text, _number)),
    "ic": (ShowDifference, (_text, _number)),
    "ia": (AddDocument, (_text, Verdict)),
    "id": (DropDocument, (_text,)),
    "m": (MoreOfAnswer, (_text, _number)),
    "f": (RateAnswer, (_text, Rating)),
    "mn": (NeverMind, ()),
    "mo": (ClaimOwnership, ()),
    "mj": (JoinAs, ()),
    "mt": (ShowTeams, (_number,)),
    "ms": (ShowTeam, (_text,)),
    "mw": (NewTeam, ()),
    "ma": (RenameTeam, (_text,)),
    "mz": (ArchiveTeam, (_text, _flag)),
    "ml": (LeaveTeam, (_text, _flag)),
    "mh": (HandOver, (_text, _number)),
    "mk": (HandOverTo, (_text, _text, _flag)),
    "mp": (ShowCrew, (_text, _number)),
    "mm": (ShowFellow, (_text, _text)),
    "mr": (RemoveFellow, (_text, _text, _flag)),
    "mg": (MakeManager, (_text, _text, _flag)),
    "md": (DismissManager, (_text, _text, _flag)),
    "mi": (ShowInvites, (_text, _number)),
    "mv": (ShowInvite, (_text, _text)),
    "mx": (RevokeInvite, (_text, _text, _flag)),
    "mf": (DraftInvite, (_text, Role, _number, _number)),
    "mc": (MakeInvite, (_text, Role, _number, _number)),
    "mq": (ShowPeople, ()),
    "mM": (ShowManagers, (_number,)),
    "mu": (DecideNomination, (_text, _text, _flag)),
    "me": (ChoosePerson, (Role, _text_or_nothing, _number)),
    "mb": (NameAs, (Role, _text, _text, _flag)),
    "my": (TakeBack, (Role, _text, _flag)),
    "os": (ShowSummary, (_text, _text_or_nothing, _number)),
    "oo": (ShowOverview, (_text, _text)),
    "od": (SetTeamPicture, (_flag, _text, _text, _number)),
    "op": (ShowEveryone, (_text, _text, _number)),
    "on": (ShowSteps, (_text, _text, _number)),
    "ot": (ShowTeamTasks, (_text, _text, _number)),
    "oa": (ShowTaskAcross, (_text, _text, _number)),
    "of": (ShowFiles, (_text, _text)),
    "ox": (ExportTeam, (_text, _text, FileKind)),
    "ol": (ShowLearner, (_text, _text, _text_or_nothing, _number)),
    "ow": (ShowLearnerTask, (_text, _text, _text, _number)),
    "oi": (ShowTarget, (_text, _text, _text, _number)),
    "ob": (Observe, (_text, _text, _text, _number, Outcome)),
    "oe": (AddNote, (_text, _text, _id)),
    "oq": (ShowObservation, (_id,)),
    "ou": (WithdrawObservation, (_text, _text, _id)),
    "oc": (CommentOn, (_id,)),
    "ov": (WithdrawComment, (_id,)),
    "ja": (ShowAssignments, (_text, _number)),
    "jo": (ShowAssignment, (_text, _number)),
    "jn": (AssignTo, (_text, _text_or_nothing, _text_or_nothing, _number)),
    "jd": (DraftAssignment, (_text, Step, _text_or_nothing)),
    "jw": (WithdrawAssignment, (_text, _flag)),
    "jr": (RemindSeat, (_text, _text)),
    "jx": (ShowChanges, (_text,)),
}
_LETTERS = {kind: letter for letter, (kind, _) in _SHAPES.items()}


def encode(action: Action, *, below: bool = False) -> str:
    """The button's data; `below` where the message with the button is to stay.

    Raises `LongAction` where it needs more than 64 bytes.
    """
    fields = (str(field).replace("%", "%25").replace(":", "%3A") for field in astuple(action))
    data = ":".join((_LETTERS[type(action)], *fields))
    if below and len(data.encode("utf-8", "surrogatepass")) < MOST_BYTES:
        data = BELOW + data
    if len(data.encode("utf-8", "surrogatepass")) > MOST_BYTES:
        raise LongAction(data)
    return data


def fits(action: Action) -> bool:
    """Whether a button can carry the action; only an id far longer than any printed one cannot."""
    try:
        encode(action)
    except LongAction:
        return False
    return True


def is_below(data: str) -> bool:
    """Whether the message with the button is to stay as it is."""
    return data.startswith(BELOW)


def decode(data: str) -> Action:
    """The action that `encode` made `data` from.

    Raises `StaleButton` for everything else.
    """
    below = is_below(data)
    letter, *fields = data.removeprefix(BELOW).split(":")
    try:
        kind, shape = _SHAPES[letter]
        action = kind(*(read(field) for read, field in zip(shape, fields, strict=True)))
        if encode(action, below=below) == data:
            return action
    except (KeyError, ValueError):
        pass
    raise StaleButton(data)
