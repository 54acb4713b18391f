"""The first screen, the help, and what stands behind "More"."""

from dataclasses import dataclass

from bot.callbacks import (
    ChooseLanguage,
    Home,
    ListStandards,
    ResumeQuiz,
    ShowChecks,
    ShowLog,
    ShowMore,
    ShowPeople,
    ShowPrivacy,
    ShowReminders,
    ShowStanding,
    ShowTeams,
)
from bot.links import HERE, start_of
from bot.message import (
    Block,
    Button,
    Entry,
    Heading,
    Listing,
    Message,
    PrivateChat,
    Row,
    Style,
    text,
)
from bot.views.labels import grid, way_back
from conversations.language import N_, Translator

HELP = "help"
COMMANDS = {
    "standards": N_("Browse the standards"),
    "quiz": N_("A short check of what you know"),
    "me": N_("Where you stand, as a picture and in words"),
    "language": N_("Choose the language"),
    "reminders": N_("Be reminded when a check is worth it"),
    "privacy": N_("What is kept about you"),
    "mydata": N_("Everything that is kept about you, as a file"),
    "forgetme": N_("Have everything about you erased"),
    "cancel": N_("Stop what is open"),
    HELP: N_("What I can do"),
}
"""The commands that are offered in a menu, with what each does."""

TEAM, PEOPLE, LOG, ADD = "team", "people", "log", "add"
OF_ROLES = {
    TEAM: N_("Your teams, and who is in them"),
    PEOPLE: N_("Owners, editors and managers"),
    LOG: N_("What managers and owners did"),
    ADD: N_("Add a standard from a file"),
}
"""Those that are offered to whoever has a use for them."""

ASK, ROUND = "ask", "round"
IN_GROUPS = {
    ASK: N_("Ask a question"),
    ROUND: N_("A round of questions, led by a manager"),
    "standards": COMMANDS["standards"],
    HELP: COMMANDS[HELP],
}
"""Those that are offered in groups, where nothing is personal."""

LANGUAGE = "語言 / Language"
"""For whoever cannot read what they are shown."""

EXAMPLES = (
    N_("What does a trade manager do?"),
    N_("Which knowledge does running an online shop abroad need?"),
    N_("How is an outsourcing vendor managed?"),
)


@dataclass(frozen=True, slots=True)
class Reader:
    """What decides which ways are offered to somebody."""

    commands: tuple[str, ...] = ()
    """The commands of OF_ROLES that serve them."""
    leads: bool = False
    """They manage a team, or own the whole."""
    learns: bool = False
    """They are a learner of a team."""


ANYBODY = Reader()


def home(
    _: Translator,
    reader: Reader = ANYBODY,
    assigned: str | None = None,
    quiz: str | None = None,
) -> Message:
    """The greeting, with three ways on.

    `assigned` says what the reader is to show, and until when; `quiz` is the one they have open.
    """
    return Message(
        (
            Heading(_("Hello!")),
            *((text(assigned, Style.STRONG),) if assigned else ()),
            text(
                _(
                    "Ask me about occupational competency standards in your own words: I answer "
                    "with the standards' own text and say where it stands. Short quizzes show you "
                    "what you know of them."
                )
            ),
            Heading(_("For example")),
            Listing(tuple(Entry("", _(example)) for example in EXAMPLES)),
            text(
                _("What is kept about you, and how to have it erased: /privacy"),
                Style.QUIET,
            ),
            text(f"{LANGUAGE}: /language", Style.QUIET),
        ),
        (
            (
                _first(_, reader),
                Button(_("Quiz"), ShowChecks())
                if quiz is None
                else Button(_("Back to the quiz"), ResumeQuiz(quiz)),
            ),
            (Button(_("More"), ShowMore()),),
        ),
    )


def _first(_: Translator, reader: Reader) -> Button:
    """What somebody in the reader's role comes for."""
    if reader.leads:
        return Button(_("Teams"), ShowTeams())
    if reader.learns:
        return Button(_("Where I stand"), ShowStanding())
    return Button(_("Standards"), ListStandards())


def in_group(_: Translator, *, unknown: str | None = None) -> Message:
    """The same in a group, and its help: nothing of it is about anybody."""
    return Message(
        (
            *_sorry(_, unknown),
            text(
                _(
                    "Here in the group, ask with /ask, or write to me by my name or in reply to "
                    "me. I answer with the standards' own text and say where it stands."
                )
            ),
            _commands(_, IN_GROUPS),
            text(_("Whatever is about you alone is for our own chat.")),
        ),
        (
            (
                Button(_("Standards"), ListStandards()),
                Button(_("Quiz"), PrivateChat(start_of())),
            ),
            (Button(_("Open our chat"), PrivateChat(HERE)),),
        ),
    )


def help_(_: Translator, reader: Reader = ANYBODY, *, unknown: str | None = None) -> Message:
    """What can be done, as commands and as buttons.

    `unknown` is a command that was typed and does not exist.
    """
    return Message(
        (
            *_sorry(_, unknown),
            Heading(_("What I can do")),
            text(
                _(
                    "Write a question in Chinese or English, and I look it up in the standards. "
                    "A further question may refer to the last one."
                )
            ),
            _commands(
                _, {name: does for name, does in offered(reader.commands).items() if name != HELP}
            ),
            text(
                _(
                    "In a quiz, tap an answer or type its letter. You can stop at any time and go "
                    "on later at the same question."
                )
            ),
        ),
        _every_way(_, reader),
    )


def _sorry(_: Translator, unknown: str | None) -> tuple[Block, ...]:
    if unknown is None:
        return ()
    return (text(_("I don't know the command /{command}.", command=unknown)),)


def _commands(_: Translator, offered: dict[str, str]) -> Block:
    return Listing(tuple(Entry(f"/{name}", _(does)) for name, does in offered.items()))


def offered(serving: tuple[str, ...]) -> dict[str, str]:
    """The commands with what each does, those of `serving` first."""
    return {name: does for name, does in OF_ROLES.items() if name in serving} | COMMANDS


def what(_: Translator) -> Message:
    """The word when `/ask` comes alone."""
    return Message(
        (
            text(
                _(
                    "Write your question after the command, like this: /ask {example}",
                    example=_(EXAMPLES[0]),
                )
            ),
        ),
        (way_back(_),),
    )


def nothing_open(_: Translator) -> Message:
    """The word when there is nothing to stop."""
    return Message((text(_("Nothing is open. Just ask me something.")),), (way_back(_),))


def text_only(_: Translator) -> Message:
    """The word when a picture, a voice or the like comes."""
    said = text(_("I can only read text so far. Write your question, please."))
    return Message((said,), (way_back(_),))


def _every_way(_: Translator, reader: Reader) -> tuple[Row, ...]:
    of_roles = [
        Button(label, action)
        for name, label, action in (
            (TEAM, _("Teams"), ShowTeams()),
            (PEOPLE, _("Roles"), ShowPeople()),
            (LOG, _("The log"), ShowLog()),
        )
        if name in reader.commands
    ]
    ways = [
        *of_roles,
        Button(_("Standards"), ListStandards()),
        Button(_("Quiz"), ShowChecks()),
        Button(_("Where I stand"), ShowStanding()),
        Button(_("Reminders"), ShowReminders()),
        Button(_("Privacy"), ShowPrivacy()),
        Button(LANGUAGE, ChooseLanguage()),
    ]
    return (*grid(ways, across=2), (Button(_("Home"), Home()),))
