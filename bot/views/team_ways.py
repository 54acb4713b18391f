"""Where a team's summary leads to: its pictures, its people, tasks and steps, other standards."""

from collections.abc import Collection

from bot.callbacks import (
    AssignTo,
    ExportTeam,
    FileKind,
    ListStandards,
    SetTeamPicture,
    ShowEveryone,
    ShowFiles,
    ShowOverview,
    ShowSteps,
    ShowSummary,
    ShowTeam,
    ShowTeamTasks,
)
from bot.card.grid import pages_of
from bot.message import Button, Heading, Message, Row, text
from bot.views.labels import grid, way_back
from bot.views.rendering import standard_label
from bot.views.team import foot, head, overview
from conversations.language import N_, Translator
from conversations.roles import Action
from conversations.team_standing import TeamStanding
from conversations.team_summary import TeamSummary
from standards.model import Standard

STANDARDS_SHOWN = 8
"""Of the standards a team works with, those offered beside the one shown."""
MOST_PICTURES = 10
"""As many files can be sent at once; a larger team is one PDF."""

FILES = {
    FileKind.XLSX: N_("Workbook (XLSX)"),
    FileKind.CSV: N_("Table (CSV)"),
    FileKind.PDF: N_("Picture as PDF"),
    FileKind.PNG: N_("Picture as PNG"),
}


def summary(
    stands: TeamStanding,
    page: int,
    may: Collection[Action],
    _: Translator,
    *,
    dark: bool | None,
) -> Message:
    """What stands out in a team, and the ways from there.

    `page` is that of the picture; `dark` says how it is drawn, None where the face draws none.
    """
    if stands.standard is None or stands.summary is None:
        return nothing_yet(stands, may, _)
    team, standard = stands.team.id, stands.standard
    rows: list[Row] = [
        (Button(_("Next steps"), ShowSteps(team, standard.code)),),
        (
            Button(_("Everyone, in words"), ShowEveryone(team, standard.code)),
            Button(_("By task"), ShowTeamTasks(team, standard.code)),
        ),
    ]
    if dark is not None:
        rows += _pictures(stands.summary, team, standard, page, _, dark=dark)
    if Action.EXPORT_TEAM in may:
        rows.append((Button(_("Take it along as a file"), ShowFiles(team, standard.code)),))
    rows += [
        (Button(standard_label(other, _), ShowSummary(team, other.code)),)
        for other in [each for each in stands.standards if each.code != standard.code][
            :STANDARDS_SHOWN
        ]
    ]
    return overview(stands.summary, standard, _, rows=(*rows, way_back(_, ShowTeam(team))))


def _pictures(
    summary: TeamSummary, team: str, standard: Standard, page: int, _: Translator, *, dark: bool
) -> list[Row]:
    """To the pictures before and after, and to the same one light or dark."""
    count = pages_of(summary)
    page = min(page, count - 1)
    turning = [
        Button(
            _("Picture {page}/{pages}", page=other + 1, pages=count),
            ShowSummary(team, standard.code, other),
        )
        for other in (page - 1, page + 1)
        if 0 <= other < count
    ]
    label = _("Light picture") if dark else _("Dark picture")
    other = Button(label, SetTeamPicture(not dark, team, standard.code, page))
    return [row for row in (tuple(turning), (other,)) if row]


def nothing_yet(stands: TeamStanding, may: Collection[Action], _: Translator) -> Message:
    """The word where a team works with no standard yet."""
    assign = Button(_("Assign a standard"), AssignTo(stands.team.id))
    standards = Button(_("Standards"), ListStandards())
    return Message(
        (
            Heading(stands.team.name),
            text(
                _(
                    "Nothing is assigned in this team yet, and nobody in it has answered a "
                    "question, so there is nothing to show."
                )
            ),
        ),
        (
            (assign if Action.ASSIGN in may else standards,),
            way_back(_, ShowTeam(stands.team.id)),
        ),
    )


def files(stands: TeamStanding, standard: Standard, summary: TeamSummary, _: Translator) -> Message:
    """The kinds of file to choose from."""
    blocks = [
        *head(summary, standard, _),
        text(
            _(
                "A file holds names and states. Keep it where only those can see it who may see "
                "this team. That you take it is kept in the log."
            )
        ),
        foot(summary, _),
    ]
    buttons = [
        Button(_(FILES[kind]), ExportTeam(stands.team.id, standard.code, kind))
        for kind in FILES
        if is_offered(kind, summary)
    ]
    return Message(
        tuple(blocks),
        (*grid(buttons, across=2), way_back(_, ShowOverview(stands.team.id, standard.code))),
    )


def is_offered(kind: FileKind, summary: TeamSummary) -> bool:
    """Whether a team of that size can be taken along so."""
    return kind is not FileKind.PNG or pages_of(summary) <= MOST_PICTURES


def taken(count: int, team: str, standard: str, _: Translator) -> Message:
    """The word under the files that were sent."""
    words = _.count(
        "Here is your file. That you took it is kept in the log.",
        "Here are your {n} files. That you took them is kept in the log.",
        count,
    )
    another = (Button(_("Another kind of file"), ShowFiles(team, standard)),)
    return Message((text(words),), (another, way_back(_, ShowOverview(team, standard))))
