"""The first screen and the help."""

from collections.abc import Collection

from bot.callbacks import (
    ChooseLanguage,
    ListStandards,
    ShowChecks,
    ShowPeople,
    ShowStanding,
    ShowTeams,
)
from bot.message import Button, Entry, Heading, Listing, Message, Row, Style, text
from bot.views.labels import way_back
from conversations.language import N_, Translator

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
    "help": N_("What I can do"),
}
"""The commands that are offered in a menu, with what each does."""

TEAM, PEOPLE = "team", "people"
OF_ROLES = {
    TEAM: N_("Your teams, and who is in them"),
    PEOPLE: N_("Owners, editors and managers"),
}
"""Those that are offered to whoever has a use for them."""

EXAMPLES = (
    N_("What does a trade manager do?"),
    N_("Which knowledge does running an online shop abroad need?"),
    N_("How is an outsourcing vendor managed?"),
)


def home(_: Translator, serving: Collection[str] = (), assigned: str | None = None) -> Message:
    """The greeting; `serving` are the commands of OF_ROLES that serve the reader.

    `assigned` says what they are to show, and until when.
    """
    return Message(
        (
            Heading(_("Hello!")),
            *((text(assigned, Style.STRONG),) if assigned else ()),
            text(
                _(
                    "Ask me about occupational competency standards in your own words. "
                    "I answer with the standards' own text and say where it stands."
                )
            ),
            Heading(_("For example")),
            Listing(tuple(Entry("", _(example)) for example in EXAMPLES)),
        ),
        _ways(_, serving),
    )


def help_(_: Translator, serving: Collection[str] = (), *, unknown: str | None = None) -> Message:
    """The commands; `unknown` is one that was typed and does not exist."""
    sorry = (
        ()
        if unknown is None
        else (text(_("I don't know the command /{command}.", command=unknown)),)
    )
    return Message(
        (
            *sorry,
            text(
                _(
                    "Write a question in Chinese or English, and I look it up in the standards. "
                    "A further question may refer to the last one."
                )
            ),
            Listing(tuple(Entry(f"/{name}", _(does)) for name, does in offered(serving).items())),
            text(
                _(
                    "In a quiz, tap an answer or type its letter. You can stop at any time and go "
                    "on later at the same question."
                )
            ),
        ),
        _ways(_, serving),
    )


def offered(serving: Collection[str]) -> dict[str, str]:
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
        )
    )


def nothing_open(_: Translator) -> Message:
    """The word when there is nothing to stop."""
    return Message((text(_("Nothing is open. Just ask me something.")),), _ways(_))


def text_only(_: Translator) -> Message:
    """The word when a picture, a voice or the like comes."""
    said = text(_("I can only read text so far. Write your question, please."))
    return Message((said,), (way_back(_),))


def _ways(_: Translator, serving: Collection[str] = ()) -> tuple[Row, ...]:
    of_roles = tuple(
        Button(label, action)
        for name, label, action in (
            (TEAM, _("Teams"), ShowTeams()),
            (PEOPLE, _("People"), ShowPeople()),
        )
        if name in serving
    )
    return (
        *((of_roles,) if of_roles else ()),
        (Button(_("Standards"), ListStandards()), Button(_("Quiz"), ShowChecks())),
        (Button(_("Where I stand"), ShowStanding()),),
        (Button("語言 / Language", ChooseLanguage()),),
    )
