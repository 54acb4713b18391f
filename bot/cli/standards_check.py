"""`competency-bot standards check FILE…`: what would be understood, and every finding."""

import argparse
from pathlib import Path

from bot.app import library_of
from bot.cli.context import Context, note, out, out_json
from bot.cli.standard_text import finding_lines
from bot.views.certainty import certainty_lines
from bot.views.importing import file_lines, understood
from standards.as_json import certainty_json, document_json, places_json, standard_json
from standards.certainty import certainty
from standards.document import Document
from standards.errors import StandardError
from standards.model import Standard
from standards.reading import Reading

_MISTAKE = 2


def run(context: Context, options: argparse.Namespace) -> int:
    """Each document's standard and findings, or the standards as JSON; nothing is added.

    A document that can't be read does not keep the others from being shown.
    """
    _ = context.say
    library = library_of(context.settings)
    shown: list[dict[str, object]] = []
    status = 0
    for file in options.files:
        try:
            (reading,) = library.check([Path(file)])
        except StandardError as error:
            note(_(error.msgid, **error.params))
            status = _MISTAKE
            continue
        if options.json:
            shown.append(_json(context, reading, file))
        else:
            _show(context, reading, file)
    if options.json and (shown or not status):
        out_json(shown)
    return status


def _json(context: Context, reading: Reading, file: str) -> dict[str, object]:
    template = context.say.template
    document = reading.document or Document(reading.ledger.text)
    return {
        **standard_json(reading.standard, template),
        "document": document_json(document, file, template),
        "places": places_json(reading),
        "certainty": certainty_json(certainty(reading), template),
    }


def _show(context: Context, reading: Reading, file: str) -> None:
    _ = context.say
    standard, document = reading.standard, reading.document
    out(f"{file}: {_understood(context, standard)}")
    if standard.level is not None:
        out(f"  {_('Level: {level}', level=standard.level)}")
    for line in file_lines(document, _):
        out(f"  {line}")
    for line in certainty_lines(certainty(reading), _):
        out(f"  {line}")
    for line in finding_lines(standard.findings, _, reading):
        out(f"  {line}")


def _understood(context: Context, standard: Standard) -> str:
    counts = ", ".join(understood(standard, context.say))
    return f"{standard.code} {standard.title} [{standard.family}] {counts}"
