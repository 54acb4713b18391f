"""Everything about one person in words: given to them, about to be erased, and erased."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.callbacks import AskToErase, EraseMe, GiveMyData, ShowPrivacy
from bot.data_folder import OFFERED
from bot.message import Block, Button, Entry, Heading, Listing, Message, Style, text
from bot.views.labels import way_back
from conversations.asked import KEPT
from conversations.language import N_, Translator
from conversations.organisation import Alone
from conversations.personal_data import LABELS, Holdings

GOING: Mapping[str, str] = {
    **LABELS,
    "people": N_("you, with the language chosen"),
    "assignments": N_("assignments to you alone"),
    "deeds": N_("log lines about you"),
    OFFERED: N_("files you sent that wait to be added"),
}
"""What a person reads for each kind of thing kept about them."""
STAYING: Mapping[str, str] = {
    "deeds.who": N_("log lines on what you did to others"),
    "invites.made_by": N_("invites that you made"),
    "observations.seen_by": N_("what you saw of others at work"),
    "nominations.replaces": N_("teams that you are handing over"),
}
"""What a person reads for each kind of row that an erasure takes their name out of."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What was erased; `at` is in the reader's time zone."""

    at: datetime
    erased: Mapping[str, int]
    """How many rows, by table."""
    unnamed: Mapping[str, int]
    """From how many rows their name was taken, by `table.column`."""
    clean: bool
    """Nothing is left in the file either."""


def given(holdings: Holdings, _: Translator) -> Message:
    """The word above the file with everything."""
    return Message(
        (
            Heading(_("Everything that is kept about you")),
            text(_("It is in the file, with every value; this is how much of what:")),
            *_listed(holdings.going(), GOING, _),
            *_under(_("And without your name elsewhere:"), holdings.staying(), _),
            text(
                _(
                    "The file also says where you stand by now, which is computed and not kept. "
                    "Questions you asked are not in it: they are kept without who asked."
                )
            ),
        ),
        ((Button(_("Erase everything"), AskToErase()),), way_back(_, ShowPrivacy())),
    )


def about_the_file(_: Translator) -> str:
    """The file's caption."""
    return _("Everything that is kept about you, as JSON.")


def nothing_kept(_: Translator) -> Message:
    """The word to somebody of whom nothing is kept."""
    return Message((text(_("Nothing is kept about you.")),), (way_back(_),))


def only_owner(_: Translator) -> Message:
    """Why the only owner can't be erased here, and what they can do."""
    return Message(
        (
            Heading(_("You are the only owner")),
            text(
                _(
                    "Without an owner nobody could confirm a manager, read the log, or answer "
                    "people who ask about their data. Nothing was erased."
                )
            ),
            text(
                _(
                    "Name another owner first, then come back. Or ask whoever runs this bot: on "
                    "the command line they can erase you all the same."
                )
            ),
        ),
        ((Button(_("Give me the file"), GiveMyData()),), way_back(_, ShowPrivacy())),
    )


def before_erasing(
    holdings: Holdings, alone: Alone, until: int, _: Translator, *, quiz_open: bool
) -> Message:
    """What goes and what stays, before one button erases it; `until` is as in EraseMe."""
    blocks: list[Block] = [
        Heading(_("Erase everything about you?")),
        text(_("This goes, for good:")),
        *_listed(holdings.going(), GOING, _),
        *_under(_("This stays, without your name:"), holdings.staying(), _),
        text(_never_named(_)),
        text(
            _(
                "Messages in this chat are yours to delete. Backups made before still hold you, "
                "until whoever runs this bot deletes them."
            )
        ),
    ]
    if quiz_open:
        blocks.append(text(_("The quiz that is open ends with it.")))
    if "memberships" in holdings.rows:
        blocks.append(text(_("You leave your teams; nobody there sees anything of you any more.")))
    if alone.teams:
        teams = ", ".join(team.name for team in alone.teams)
        words = _(
            "You are the only manager of {teams}: it is left without one until an owner names "
            "another, and the owners are told.",
            teams=teams,
        )
        blocks.append(text(words, Style.STRONG))
    return Message(
        tuple(blocks),
        (
            (Button(_("Yes, erase everything"), EraseMe(until)),),
            (Button(_("First give me the file"), GiveMyData()),),
            (Button(_("No, keep everything"), ShowPrivacy()), *way_back(_)),
        ),
    )


def erased(receipt: Receipt, _: Translator) -> Message:
    """The receipt as a message."""
    blocks: list[Block] = [
        Heading(_("Everything about you is erased")),
        *_listed(receipt.erased, GOING, _),
        *_under(_("Your name was taken out of:"), receipt.unnamed, _),
        text(_("Erased on {date}.", date=_moment(receipt.at))),
    ]
    if not receipt.clean:
        blocks.append(text(_traces(_)))
    blocks.append(text(_("If you write again, you are somebody new to me.")))
    return Message(tuple(blocks), (way_back(_),))


def receipt_file(receipt: Receipt, _: Translator) -> str:
    """The receipt as a text to keep: how many of what, and when; nothing of what was said."""
    lines = [
        _("Receipt: everything about you was erased"),
        _moment(receipt.at),
        "",
        *_counted(receipt.erased, GOING, _),
    ]
    if receipt.unnamed:
        lines += ["", _("Your name was taken out of:"), *_counted(receipt.unnamed, STAYING, _)]
    lines += ["", _never_named(_), _("Backups made before still hold it.")]
    if not receipt.clean:
        lines.append(_traces(_))
    return "\n".join(lines) + "\n"


def about_the_receipt(_: Translator) -> str:
    """The receipt's caption."""
    return _("Your receipt.")


def _never_named(_: Translator) -> str:
    return _.count(
        "Questions you asked are kept without who asked: {n} day for the buttons under their "
        "answers, and on the editors' list where I had no answer. Nobody can tell which were "
        "yours, so they stay.",
        "Questions you asked are kept without who asked: {n} days for the buttons under their "
        "answers, and on the editors' list where I had no answer. Nobody can tell which were "
        "yours, so they stay.",
        KEPT.days,
    )


def _traces(_: Translator) -> str:
    return _(
        "The file was being read just then, so traces may be left in it between the rows; they "
        "are taken out as soon as it can be rewritten."
    )


def _under(heading: str, counts: Mapping[str, int], _: Translator) -> tuple[Block, ...]:
    return (text(heading), *_listed(counts, STAYING, _)) if counts else ()


def _listed(
    counts: Mapping[str, int], labels: Mapping[str, str], _: Translator
) -> tuple[Block, ...]:
    return (Listing(tuple(Entry("", line) for line in _counted(counts, labels, _))),)


def _counted(counts: Mapping[str, int], labels: Mapping[str, str], _: Translator) -> list[str]:
    return [
        _("{what}: {count}", what=_(labels.get(name, name)), count=str(count))
        for name, count in counts.items()
    ]


def _moment(at: datetime) -> str:
    return at.isoformat(" ", "minutes")
