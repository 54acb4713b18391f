"""`competency-bot standards add FILE…`: adds standards and brings the index up to date."""

import argparse
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.app import getting_ready, library_of
from bot.cli.context import Context, note, out, out_json
from bot.cli.progress import Progress
from bot.cli.standard_text import finding_lines
from bot.settings import SettingsError
from bot.views.certainty import certainty_lines
from bot.views.importing import (
    change_entry,
    changed,
    facts,
    file_lines,
    understood,
    verdict,
)
from conversations.language import N_, Translator
from conversations.letters import well_formed
from standards.as_json import standard_json
from standards.difference import Difference
from standards.errors import StandardError, UnreadableDocument
from standards.incoming import Incoming, Verdict
from standards.library import Library
from standards.model import Standard
from standards.reading import Reading
from standards.sentences import Refusal

BATCH = 100
"""So many documents are added in one step by `--each`: what an interruption can cost."""
CHANGES_SHOWN = 12
WHOLE_PREVIEWS = 3
"""Of more documents the preview is a line each."""

_WAYS: dict[str, str] = {
    Refusal.NEWER: N_(
        "{code} is a newer version of {other}, which is in the library; --supersede lets it take "
        "its place."
    ),
    Refusal.OLDER: N_(
        "{code} is an older version of {other}, which is in the library; --older keeps it to be "
        "read."
    ),
    Refusal.CHANGED: N_(
        "{code} is already in the library, and with other words than here; --supersede replaces "
        "them."
    ),
}
"""What to say where an option would do it."""


@dataclass(frozen=True, slots=True)
class _LeftOut:
    file: Path
    error: StandardError


def run(context: Context, options: argparse.Namespace) -> int:
    """All of the files, or none of them if one can't be added; with `--each` those that can be.

    On a terminal what was understood is shown first, and one is asked. The exit status is 1 where
    `--each` left something out, or where one said no.
    """
    _ = context.say
    files = [_named(file) for file in options.files]
    library = library_of(context.settings)
    asks = not (options.yes or options.json) and sys.stdin.isatty() and sys.stdout.isatty()
    added: list[Standard] = []
    wanted: list[tuple[Path, Incoming]] = []
    try:
        coming, left_out = _read(library, files, _)
        if not options.each:
            _refuse(left_out, len(files), _)
        wanted, unwanted = _chosen(coming, options, asks)
        if not options.each:
            _refuse(unwanted, len(files), _)
        left_out += unwanted
        if asks and wanted:
            _show(wanted, _)
            if not _said_yes(wanted, _):
                note(_("Nothing was added."))
                return 1
        size = BATCH if options.each else max(1, len(wanted))
        for start in range(0, len(wanted), size):
            batch = wanted[start : start + size]
            if len(wanted) > 1:
                note(_("Indexing {n} to {to} of {count} …", **_counts(start, batch, wanted)))
            added += library.add(
                [file for file, _coming in batch],
                supersede=options.supersede or asks,
                older=options.older,
                prepare=getting_ready(context.settings),
            )
    except KeyboardInterrupt:
        _interrupted(len(added), len(wanted), _)
        raise
    read = {} if asks else {each.standard.code: each.reading for _file, each in wanted}
    _report(added, left_out, options, _, read)
    return 1 if left_out and options.each else 0


def _named(file: str) -> Path:
    if (name := well_formed(file)) != file:
        # The list of what was added keeps the name, and it is a text file.
        raise UnreadableDocument(N_("The name {file} is no text; rename the file."), file=name)
    return Path(file)


def _read(
    library: Library, files: Sequence[Path], _: Translator
) -> tuple[list[tuple[Path, Incoming]], list[_LeftOut]]:
    """What each file says, and those that can't be read."""
    coming, left_out = [], []
    with Progress(_.template(N_("Reading {n} of {count}: {file}")), len(files)) as progress:
        for file in files:
            progress.at(file.name)
            try:
                coming.append((file, library.preview(file)))
            except StandardError as error:
                left_out.append(_LeftOut(file, error))
    return coming, left_out


def _chosen(
    coming: Iterable[tuple[Path, Incoming]], options: argparse.Namespace, asks: bool
) -> tuple[list[tuple[Path, Incoming]], list[_LeftOut]]:
    """What can be added as things stand, and why the others can't."""
    allowed = {Verdict.NEW}
    if options.supersede or asks:
        allowed |= {Verdict.NEWER, Verdict.CHANGED}
    if options.older:
        allowed.add(Verdict.OLDER)
    wanted, unwanted, taken = [], [], set()
    for file, each in coming:
        code = each.standard.code.casefold()
        if each.verdict in allowed and code not in taken:
            wanted.append((file, each))
        elif code in taken:
            unwanted.append(_LeftOut(file, each.refusal(twice=True)))
        else:
            unwanted.append(_LeftOut(file, each.refusal()))
        taken.add(code)
    return wanted, unwanted


def _refuse(left_out: Sequence[_LeftOut], count: int, _: Translator) -> None:
    """Raises the one error there is, or, after a line for each, one that counts them."""
    if len(left_out) == 1:
        error = left_out[0].error
        way = _WAYS.get(error.msgid)
        raise SettingsError(way, **error.params) if way else error
    for each in left_out:
        note(_why(each, _))
    if left_out:
        raise SettingsError(
            N_("Nothing was added: {n} of {count} files can't be. --each adds the others."),
            n=str(len(left_out)),
            count=str(count),
        )


def _why(each: _LeftOut, _: Translator) -> str:
    said = _(each.error.msgid, **each.error.params)
    return said if str(each.file) in said else f"{each.file}: {said}"


def _show(wanted: Sequence[tuple[Path, Incoming]], _: Translator) -> None:
    for file, each in wanted:
        standard = each.standard
        if len(wanted) > WHOLE_PREVIEWS:
            words = verdict(each, _)
            found = _.count("{n} finding", "{n} findings", len(standard.findings))
            sure, *_doubts = certainty_lines(each.certainty, _)
            out(f"{facts(standard, _)} · {standard.title} · {found}. {sure} {words}".rstrip())
            continue
        out(f"{file}")
        out(f"  {standard.title}")
        out(f"  {facts(standard, _)}")
        for line in file_lines(each.reading.document, _):
            out(f"  {line}")
        out(f"  {' · '.join(understood(standard, _))}")
        for line in certainty_lines(each.certainty, _):
            out(f"  {line}")
        for line in finding_lines(standard.findings, _, each.reading):
            out(f"    {line}")
        if words := verdict(each, _):
            out(f"  {words}")
        if (difference := each.difference()) is not None:
            _show_changes(difference, _)


def _show_changes(difference: Difference, _: Translator) -> None:
    out(f"  {changed(difference, _)}")
    for change in difference.changes[:CHANGES_SHOWN]:
        entry = change_entry(change)
        out(f"    {entry.code} {entry.text}")
    if (more := len(difference.changes) - CHANGES_SHOWN) > 0:
        out("    " + _("… and {n} more: standards compare shows them all.", n=more))


def _said_yes(wanted: Sequence[tuple[Path, Incoming]], _: Translator) -> bool:
    replacing = [each for _file, each in wanted if each.other is not None]
    if len(wanted) == 1 and replacing and replacing[0].other is not None:
        other = replacing[0].other.code
        question = _("Add it in the place of {other}? [y/N]", other=other)
    elif len(wanted) == 1:
        question = _("Add it? [y/N]")
    elif replacing:
        question = _(
            "Add these {n} standards, {replacing} of them in the place of others? [y/N]",
            n=len(wanted),
            replacing=len(replacing),
        )
    else:
        question = _("Add these {n} standards? [y/N]", n=len(wanted))
    note(question)
    return sys.stdin.readline().strip().casefold() in ("y", "yes", "是", "好", "要")


def _counts(start: int, batch: Sequence[object], wanted: Sequence[object]) -> dict[str, int]:
    return {"n": start + 1, "to": start + len(batch), "count": len(wanted)}


def _interrupted(done: int, count: int, _: Translator) -> None:
    if done:
        note(
            _(
                "Stopped. {n} of {count} were added and stay; run the same again for the rest.",
                n=done,
                count=count,
            )
        )
    else:
        note(_("Stopped. Nothing was added."))


def _report(
    added: Sequence[Standard],
    left_out: Sequence[_LeftOut],
    options: argparse.Namespace,
    _: Translator,
    read: Mapping[str, Reading],
) -> None:
    """`read`: by code what was read, where the findings were not shown before."""
    if options.json:
        shown = [standard_json(standard, _.template) for standard in added]
        if not options.each:
            out_json(shown)
            return
        why = [{"file": str(each.file), "why": _why(each, _)} for each in left_out]
        out_json({"added": shown, "left_out": why})
        return
    for standard in added:
        out(_("Added {code} {title}.", code=standard.code, title=standard.title))
        if len(added) <= WHOLE_PREVIEWS and (reading := read.get(standard.code)):
            for line in finding_lines(standard.findings, _, reading):
                note(f"  {line}")
    for each in left_out:
        note(_("Left out: {why}", why=_why(each, _)))
    if len(added) + len(left_out) > 1:
        findings = sum(len(standard.findings) for standard in added)
        note(
            _(
                "{added} added, {left_out} left out, {findings} findings.",
                added=len(added),
                left_out=len(left_out),
                findings=findings,
            )
        )
