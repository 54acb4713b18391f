"""What changed from a version of a standard to the next."""

from collections.abc import Sequence

from bot.callbacks import ShowChanges, ShowStanding
from bot.message import Block, Button, Entry, Heading, Listing, Message, Row, Style, text
from bot.places import item_code
from bot.views.labels import way_back
from bot.views.rendering import label_of
from bot.views.wording import together
from conversations.language import Translator
from conversations.succession import Fate, TaskFate
from standards.model import Standard

FATES = {
    Fate.KEPT: "=",
    Fate.MOVED: "→",
    Fate.CHANGED: "≠",
    Fate.NEW: "+",
    Fate.VANISHED: "−",
}


def changes(standard: Standard, old: Standard, every: Sequence[TaskFate], _: Translator) -> Message:
    """What became of each task."""
    entries = []
    for each in every:
        owner = standard if each.after is not None else old
        task = each.after or each.before
        if task is None:
            continue
        code = task.code
        if each.before is not None and each.after is not None and each.before.code != code:
            code = f"{each.before.code} → {code}"
        entries.append(
            Entry(
                f"{FATES[each.fate]} {code}",
                _(
                    "{task}: {fate}",
                    task=label_of(owner, task.id, task.title, _),
                    fate=_(each.fate),
                ),
            )
        )
    return Message(
        (
            Heading(_("What changed")),
            text(
                _(
                    "{title}: from {old} to {new}.",
                    title=label_of(standard, standard.code, standard.title, _),
                    old=old.code,
                    new=standard.code,
                )
            ),
            Listing(tuple(entries)),
            text(
                _(
                    "Answers on a task whose text is unchanged go on to count. Where the text is "
                    "new, what was passed has to be refreshed."
                )
            ),
        ),
        ((Button(_("Where I stand"), ShowStanding(standard.code)),), way_back(_)),
    )


def vanished(lost: Sequence[str], before: Sequence[Standard], _: Translator) -> tuple[Block, ...]:
    """The tasks that were answered and that the standard no longer has."""
    if not lost:
        return ()
    titles = {task.id: f"{task.code} {task.title}" for each in before for task in each.tasks}
    words = [titles.get(id, item_code(id)) for id in lost]
    return (
        text(
            _(
                "No longer in the standard: {tasks}. Your answers on it are kept.",
                tasks=together(words, _),
            ),
            Style.QUIET,
        ),
    )


def to_changes(standard: Standard, has_older: bool, _: Translator) -> tuple[Row, ...]:
    """The way to what changed, where an older version is known."""
    if not has_older:
        return ()
    return ((Button(_("What changed"), ShowChanges(standard.code)),),)
