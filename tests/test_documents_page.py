"""The page on documents says the limits that the program has."""

import re

from docs.make import ROOT
from standards.certainty import ENOUGH, MOST
from standards.document import FILE_LIMIT_MB, LIMIT_MB, LONG
from standards.formats import archive, pdf
from standards.formats.apart import LIMITS

PAGE = re.sub(r"\s+", " ", (ROOT / "docs" / "documents.md").read_text("utf-8"))


def test_the_limits_are_those_of_the_program() -> None:
    for sentence in (
        f"than {FILE_LIMIT_MB} MB, or as a text than {LIMIT_MB} MB",
        f"a text of more than {LONG:,} characters",
        f"than {pdf.PAGES} |",
        f"than {LIMITS.characters:,} characters",
        f"than {LIMITS.seconds} seconds of computing, or {2 * LIMITS.seconds} by the clock",
        f"than {LIMITS.memory_mb} MB (Linux",
        f"to more than {archive.UNPACKED_MB} MB, to a part of more than {archive.PART_MB} MB, "
        f"or to more than {archive.MEMBERS} parts",
    ):
        assert sentence in PAGE


def test_the_grades_are_those_of_the_program() -> None:
    assert f"{MOST * 100:.0f} % of the words or more" in PAGE
    assert f"less than {ENOUGH * 100:.0f} % of the words" in PAGE
