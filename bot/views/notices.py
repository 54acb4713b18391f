"""What people are told of themselves, in words: a function for each kind of notice."""

from collections.abc import Callable, Mapping

from bot.callbacks import (
    ShowChanges,
    ShowLearnerTask,
    ShowObservation,
    ShowStanding,
    StartCheck,
)
from bot.message import Button, Heading, Message, Row, text
from bot.places import StandardOf, code_of, item_code, place_of
from bot.views import appointed
from bot.views.labels import way_back
from bot.views.rendering import label_of
from bot.views.wording import together
from conversations.assignments import Wanted
from conversations.language import N_, Translator
from conversations.notices import Notice, NoticeKind

Params = Mapping[str, str]
Words = Callable[[Params, StandardOf, Translator], Message]

WANTED = {
    Wanted.PASSED: N_("the knowledge check passed"),
    Wanted.VERIFIED: N_("seen at work and the knowledge check passed"),
}
"""The level of evidence that is asked for, as it stands in a sentence."""


def words(notice: Notice, standard_of: StandardOf, _: Translator) -> Message:
    """The notice as a message, with the way to what it is about."""
    return WORDS[notice.kind](notice.params, standard_of, _)


def title_of(code: str, standard_of: StandardOf, _: Translator) -> str:
    """The standard's title; its code where it was removed meanwhile."""
    standard = standard_of(code)
    return code if standard is None else label_of(standard, code, standard.title, _)


def _assigned(params: Params, standard_of: StandardOf, _: Translator) -> Message:
    heading = _("You have something new to work towards")
    return _assignment(heading, params, standard_of, _)


def _changed(params: Params, standard_of: StandardOf, _: Translator) -> Message:
    return _assignment(_("An assignment of yours was changed"), params, standard_of, _)


def _assignment(heading: str, params: Params, standard_of: StandardOf, _: Translator) -> Message:
    return Message(
        (Heading(heading), text(terms(params, standard_of, _))),
        _ways(params["standard"], standard_of, _),
    )


def _withdrawn(params: Params, standard_of: StandardOf, _: Translator) -> Message:
    return Message(
        (
            Heading(_("An assignment of yours was withdrawn")),
            text(
                _(
                    "{team} no longer asks for this: {title}. Everything you answered stays as it "
                    "is.",
                    team=params["team"],
                    title=title_of(params["standard"], standard_of, _),
                )
            ),
        ),
        _ways(params["standard"], standard_of, _),
    )


def _reminded(params: Params, standard_of: StandardOf, _: Translator) -> Message:
    if not params["standard"]:
        said = _(
            "A friendly reminder from {team}: a short check shows where you stand, and takes about "
            "three minutes.",
            team=params["team"],
        )
        return Message((text(said),), ((Button(_("Start the check"), StartCheck()),), way_back(_)))
    return Message(
        (
            text(
                _(
                    "A friendly reminder from {team}: {assignment}",
                    team=params["team"],
                    assignment=terms(params, standard_of, _),
                )
            ),
            text(_("A short check takes about three minutes.")),
        ),
        (
            (Button(_("Start the check"), StartCheck()),),
            *_ways(params["standard"], standard_of, _),
        ),
    )


def _standard_changed(params: Params, standard_of: StandardOf, _: Translator) -> Message:
    code, old = params["standard"], params["old"]
    title = title_of(code, standard_of, _)
    kept, changed, gone = (int(params[each]) for each in ("kept", "changed", "gone"))
    counts = [
        (
            kept,
            _.count(
                "{n} task you answered on is unchanged and goes on to count.",
                "{n} tasks you answered on are unchanged and go on to count.",
                kept,
            ),
        ),
        (
            changed,
            _.count(
                "{n} task has a new text: a few questions will refresh it.",
                "{n} tasks have a new text: a few questions will refresh them.",
                changed,
            ),
        ),
        (
            gone,
            _.count(
                "{n} task is no longer there; your answers on it are kept.",
                "{n} tasks are no longer there; your answers on them are kept.",
                gone,
            ),
        ),
    ]
    ways = _ways(code, standard_of, _)
    if old and standard_of(code) is not None:
        ways = ((Button(_("What changed"), ShowChanges(code)),), *ways)
    return Message(
        (
            Heading(_("A standard you work with has a new text")),
            text(
                _("{title}: {new} has taken the place of {old}.", title=title, new=code, old=old)
                if old
                else title
            ),
            *(text(said) for number, said in counts if number),
            *(
                (text(_("What is assigned to you goes on with it.")),)
                if params["assigned"] == "1"
                else ()
            ),
        ),
        ways,
    )


def _observed(params: Params, standard_of: StandardOf, _: Translator) -> Message:
    holes = {
        "item": item_code(params["target"]),
        "title": title_of(code_of(params["target"]), standard_of, _),
        "observer": params["observer"],
        "team": params["team"],
    }
    if params["performed"]:
        said = _("{observer} ({team}) has recorded that you did {item} at work: {title}.", **holes)
    else:
        said = _(
            "{observer} ({team}) has recorded that you tried {item} at work and have not yet "
            "mastered it: {title}.",
            **holes,
        )
    seen = Button(_("See and comment"), ShowObservation(int(params["id"])))
    return Message((text(said),), ((seen,), way_back(_)))


def _observation_withdrawn(params: Params, standard_of: StandardOf, _: Translator) -> Message:
    said = _(
        "{observer} ({team}) has withdrawn what was recorded of {item} at work; it counts no more. "
        "The reason: {why}",
        observer=params["observer"],
        team=params["team"],
        item=item_code(params["target"]),
        why=params["why"],
    )
    seen = Button(_("See it"), ShowObservation(int(params["id"])))
    return Message((text(said),), ((seen,), way_back(_)))


def _commented(params: Params, standard_of: StandardOf, _: Translator) -> Message:
    target = params["target"]
    said = _(
        "{name} has written a comment on what you recorded of {item}.",
        name=params["name"],
        item=item_code(target),
    )
    standard = standard_of(code_of(target))
    place = place_of(standard, target) if standard is not None else None
    if place is None or place.task is None:
        return Message((text(said),), (way_back(_),))
    action = ShowLearnerTask(params["team"], params["seat"], place.task.id)
    return Message((text(said),), ((Button(_("Read it"), action),), way_back(_)))


def _without_manager(params: Params, standard_of: StandardOf, _: Translator) -> Message:
    return Message(
        (
            Heading(_("{team} has no manager any more", team=params["team"])),
            text(_("An owner can name another one; nothing else about the team has changed.")),
        ),
        (way_back(_),),
    )


WORDS: Mapping[NoticeKind, Words] = {
    NoticeKind.ASSIGNED: _assigned,
    NoticeKind.ASSIGNMENT_CHANGED: _changed,
    NoticeKind.ASSIGNMENT_WITHDRAWN: _withdrawn,
    NoticeKind.REMINDED: _reminded,
    NoticeKind.STANDARD_CHANGED: _standard_changed,
    **{kind: appointed.said(kind) for kind in appointed.SAID},
    NoticeKind.NAMED: appointed.named,
    NoticeKind.OBSERVED: _observed,
    NoticeKind.OBSERVATION_WITHDRAWN: _observation_withdrawn,
    NoticeKind.COMMENTED: _commented,
    NoticeKind.TEAM_WITHOUT_MANAGER: _without_manager,
}


def terms(params: Params, standard_of: StandardOf, _: Translator) -> str:
    """What is asked for, in one sentence.

    Of `params`: `team`, its name; `standard`, its code; `tasks`, the codes of those assigned or
    nothing for all of them, blanks between; `wanted`, the name of a Wanted; `due`, the last day or
    nothing.
    """
    codes = together(params["tasks"].split(), _)
    wanted = WANTED[Wanted[params["wanted"]]]
    holes = {
        "team": params["team"],
        "title": title_of(params["standard"], standard_of, _),
        "tasks": _("tasks {tasks}", tasks=codes) if codes else _("all tasks"),
        "wanted": _(wanted),
    }
    if params["due"]:
        return _(
            "{team} asks for {title}, {tasks}: {wanted}, until {date}.", date=params["due"], **holes
        )
    return _("{team} asks for {title}, {tasks}: {wanted}, without a date.", **holes)


def _ways(code: str, standard_of: StandardOf, _: Translator) -> tuple[Row, ...]:
    if standard_of(code) is None:
        return (way_back(_),)
    return ((Button(_("Where I stand"), ShowStanding(code)),), way_back(_))
