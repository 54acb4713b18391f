"""One item: its whole text, and what it belongs to."""

from bot.callbacks import (
    Action,
    ShowActivity,
    ShowItem,
    ShowPart,
    ShowStandard,
    ShowTask,
)
from bot.message import Block, Button, Entry, Heading, Listing, Message, Quote, Row, Trail, text
from bot.places import Place, place_of, users_of, words_of
from bot.views.labels import grid, shorten, way_back
from bot.views.rendering import bilingual, place_label, remark
from conversations.language import Translator
from standards.model import (
    Activity,
    Assessment,
    AssessmentEntry,
    Attitude,
    Indicator,
    Knowledge,
    Note,
    Skill,
    Standard,
    Task,
)

USERS_SHOWN = 8


def item(standard: Standard, place: Place, origin: str, _: Translator) -> Message:
    """An item that is neither task nor activity; `origin` is where it was opened from."""
    item = place.item
    blocks: list[Block] = [Trail(_trail(standard, place)), Quote(item.code, words_of(item))]
    rows: list[Row] = []
    match item:
        case Knowledge() | Skill() | AssessmentEntry():
            blocks += _bullets(item.items)
        case Assessment():
            blocks.append(Listing(tuple(Entry(entry.code, entry.text) for entry in item.items)))
            rows += grid([Button(entry.code, ShowItem(entry.id, origin)) for entry in item.items])
        case Note():
            blocks += _bullets(item.items if item.title else item.items[1:])
            rows += _related(standard, item.refers_to, origin)
        case Indicator():
            rows += _related(standard, item.notes, origin)
        case Attitude():
            blocks += (text(item.text),) if item.title and item.text else ()
        case _:
            pass
    blocks += remark(standard, item.id, _)
    users = users_of(standard, item.id)
    if users:
        blocks.append(Heading(_("Needed for")))
        blocks.append(
            Listing(
                tuple(
                    Entry(user.code, bilingual(standard, user.id, user.title, _)) for user in users
                )
            )
        )
    rows += [
        (Button(place_label(standard, user, _), _opening(user)),) for user in users[:USERS_SHOWN]
    ]
    return Message(tuple(blocks), (*rows, way_back(_, _back(standard, place, origin))))


def _trail(standard: Standard, place: Place) -> tuple[str, ...]:
    owners = (place.task, place.activity, place.heading)
    return (
        standard.title,
        *(
            shorten(f"{owner.code} {words_of(owner)}", 60)
            for owner in owners
            if owner is not None and owner is not place.item
        ),
    )


def _bullets(lines: tuple[str, ...]) -> tuple[Block, ...]:
    return (Listing(tuple(Entry("", line) for line in lines)),) if lines else ()


def _related(standard: Standard, ids: tuple[str, ...], origin: str) -> tuple[Row, ...]:
    found = (place_of(standard, item_id) for item_id in ids)
    items = [place.item for place in found if place is not None]
    return grid([Button(item.code, ShowItem(item.id, origin)) for item in items])


def _opening(owner: Task | Activity) -> Action:
    return ShowTask(owner.id) if isinstance(owner, Task) else ShowActivity(owner.id)


def _back(standard: Standard, place: Place, origin: str) -> Action:
    """To where it was opened from, else to where it stands."""
    opener = place_of(standard, f"{standard.code}/{origin}") if origin else None
    if opener is not None and isinstance(opener.item, Task | Activity):
        return _opening(opener.item)
    owner = place.activity or place.task
    if owner is not None:
        return _opening(owner)
    match place.item:
        case Knowledge():
            return ShowPart(standard.code, "k")
        case Skill():
            return ShowPart(standard.code, "s")
        case Attitude():
            return ShowPart(standard.code, "a")
        case Assessment() | AssessmentEntry():
            return ShowPart(standard.code, "g")
        case Note():
            return ShowPart(standard.code, "n")
        case _:
            return ShowStandard(standard.code)
