"""Observations at work: recorded by a manager, read and commented on by the learner."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from bot.callbacks import (
    AddNote,
    CommentOn,
    Observe,
    Outcome,
    ShowLearnerTask,
    ShowObservation,
    ShowStanding,
    ShowTarget,
    ShowWhy,
    WithdrawComment,
    WithdrawObservation,
)
from bot.message import Block, Button, Message, Quote, Row, Trail, text
from bot.places import Place, item_code, words_of
from bot.views.awaiting import never_mind_row
from bot.views.labels import shorten, ticked, way_back
from bot.views.rendering import rendering_of
from conversations.language import Translator
from conversations.observing import LONGEST_WORDS, Observation
from conversations.team_standing import LearnerStanding
from standards.model import Standard

MONTHS = (12, 3, 6, 24)
"""How long an observation can count; the first is what is offered."""


def in_words(seen: Observation, now: datetime, _: Translator) -> str:
    """What was seen, by whom and when, and what both wrote; `now` is in the reader's zone."""
    parts = [_seen(seen, now, _)]
    if seen.note:
        parts.append(_("note: {words}", words=seen.note))
    if seen.comment:
        parts.append(_("comment: {words}", words=seen.comment))
    if seen.withdrawn_at is not None:
        day = seen.withdrawn_at.astimezone(now.tzinfo).date().isoformat()
        parts.append(_("withdrawn on {date}: {words}", date=day, words=seen.withdrawn_why))
    return " · ".join(parts)


def _seen(seen: Observation, now: datetime, _: Translator) -> str:
    holes = {
        "observer": seen.observer or _("somebody who has left"),
        "date": seen.at.astimezone(now.tzinfo).date().isoformat(),
        "until": seen.valid_until.astimezone(now.tzinfo).date().isoformat(),
    }
    if not seen.performed:
        return _("tried, not yet mastered (seen by {observer}, {date})", **holes)
    if seen.withdrawn_at is not None:
        return _("done at work (seen by {observer}, {date})", **holes)
    if seen.holds(now):
        return _("done at work (seen by {observer}, {date}; valid until {until})", **holes)
    return _("done at work (seen by {observer}, {date}; no longer valid since {until})", **holes)


def target(
    stands: LearnerStanding,
    standard: Standard,
    place: Place,
    before: Observation | None,
    now: datetime,
    seat: str,
    months: int,
    back: ShowLearnerTask,
    _: Translator,
) -> Message:
    """An indicator or output in full, and what may be said of it.

    `before` is the last observation of it.
    """
    item, team = place.item, stands.team.id
    words = words_of(item)
    blocks: list[Block] = [
        Trail((stands.team.name, stands.learner.name)),
        Quote(item.code, words, rendering_of(standard, item.id, words, _)),
    ]
    if before is not None:
        blocks.append(text(in_words(before, now, _)))
    blocks.append(
        text(
            _(
                "Did you see {name} do this at work? {name} is told what you record, and can "
                "comment on it. Only what you saw yourself counts.",
                name=stands.learner.name,
            )
        )
    )
    valid = [
        Button(
            ticked(_months(each, _), each == months),
            ShowTarget(team, seat, item.id, each),
        )
        for each in sorted(MONTHS)
    ]
    blocks.append(text(_("How long it counts once it was seen:")))
    taking_back: list[Row] = []
    if before is not None and before.id and before.team == team:
        take_back = WithdrawObservation(team, seat, before.id)
        taking_back.append((Button(_("Withdraw the record"), take_back),))
    return Message(
        tuple(blocks),
        (
            (Button(_("I saw it done"), Observe(team, seat, item.id, months, Outcome.PERFORMED)),),
            (Button(_("Tried, not yet"), Observe(team, seat, item.id, months, Outcome.NOT_YET)),),
            tuple(valid),
            *taking_back,
            way_back(_, back),
        ),
    )


def _months(months: int, _: Translator) -> str:
    return _.count("{n} month", "{n} months", months)


def kept(seen: Observation, name: str, now: datetime, _: Translator) -> str:
    """The word after an observation was recorded."""
    holes = {"learner": name, "item": item_code(seen.target)}
    if not seen.performed:
        return _("Kept: {learner} has tried {item} and not yet mastered it.", **holes)
    until = seen.valid_until.astimezone(now.tzinfo).date().isoformat()
    return _("Kept: {learner} has done {item} at work; valid until {date}.", date=until, **holes)


def note_row(team: str, seat: str, id: int, _: Translator) -> Row:
    """The way to a note on what was just recorded."""
    return (Button(_("Add a note"), AddNote(team, seat, id)),)


def ask_for_note(name: str, _: Translator) -> Message:
    """What to write, and who reads it."""
    return Message(
        (
            text(
                _(
                    "Write your note in one message of at most {most} letters. {name} can read it.",
                    most=LONGEST_WORDS,
                    name=name,
                )
            ),
        ),
        (never_mind_row(_),),
    )


def ask_for_reason(seen: Observation, name: str, _: Translator) -> Message:
    """What to write before a record is taken back, and what becomes of it."""
    return Message(
        (
            text(
                _(
                    "Why do you withdraw what was recorded of {item}? Write it in one message of "
                    "at most {most} letters. {name} is told and can read it; the log keeps that it "
                    "was withdrawn. Then record anew what you saw, if there is anything to record.",
                    item=item_code(seen.target),
                    most=LONGEST_WORDS,
                    name=name,
                )
            ),
        ),
        (never_mind_row(_),),
    )


def withdrawn(seen: Observation, _: Translator) -> str:
    """The word after a record was taken back."""
    item = item_code(seen.target)
    return _("What was recorded of {item} is withdrawn and counts no more.", item=item)


def no_such(_: Translator) -> Message:
    """The word where an observation is no longer there, or has such words already."""
    return Message(
        (text(_("That can't be written any more: it is there already, or was deleted.")),),
        (way_back(_),),
    )


def one(
    seen: Observation, standard: Standard, place: Place, now: datetime, _: Translator
) -> Message:
    """What was seen of oneself, with the way to a comment on it."""
    item = place.item
    rows: list[Row] = []
    if not seen.comment:
        rows.append((Button(_("Comment on it"), CommentOn(seen.id)),))
    else:
        rows.append(
            (
                Button(_("Change my comment"), CommentOn(seen.id)),
                Button(_("Withdraw it"), WithdrawComment(seen.id)),
            )
        )
    back = ShowWhy(place.task.id) if place.task is not None else ShowStanding(standard.code)
    words = words_of(item)
    return Message(
        (
            Trail((standard.title,)),
            Quote(item.code, words, rendering_of(standard, item.id, words, _)),
            text(in_words(seen, now, _)),
        ),
        (*rows, way_back(_, back)),
    )


def ask_for_comment(seen: Observation, _: Translator) -> Message:
    """What to write, and who reads it."""
    return Message(
        (
            text(
                _(
                    "Write what you have to say to {item} in one message of at most {most} "
                    "letters. {observer} and whoever manages your team can read it; you can change "
                    "or withdraw it later.",
                    item=item_code(seen.target),
                    most=LONGEST_WORDS,
                    observer=seen.observer or _("somebody who has left"),
                )
            ),
        ),
        (never_mind_row(_),),
    )


def commented(seen: Observation, _: Translator) -> Message:
    """The word after a comment."""
    return Message(
        (text(_("Thank you, it is kept beside what was seen.")),),
        ((Button(_("See it"), ShowObservation(seen.id)),), way_back(_)),
    )


def rows_of(observations: Sequence[Observation], now: datetime, _: Translator) -> tuple[Row, ...]:
    """The ways to one's own observations, from the page of a task; `now` is in one's zone."""
    times = Counter(each.target for each in observations)

    def label(seen: Observation) -> str:
        item = item_code(seen.target)
        if times[seen.target] > 1:
            item = f"{item} · {seen.at.astimezone(now.tzinfo).date().isoformat()}"
        return shorten(_("What was seen: {item}", item=item))

    return tuple(
        (Button(label(each), ShowObservation(each.id)),) for each in observations if each.id
    )


def withdraw_rows(
    observations: Sequence[Observation], team: str, seat: str, _: Translator
) -> tuple[Row, ...]:
    """The ways to take back what was recorded in the team, from the page of a learner's task."""
    return tuple(
        (
            Button(
                shorten(_("Withdraw the record: {item}", item=item_code(each.target))),
                WithdrawObservation(team, seat, each.id),
            ),
        )
        for each in observations
        if each.id and each.team == team
    )
