"""The written ways of asking from which hearing learns (`conversations/hearing/examples.tsv`)."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from conversations.hearing import FOLDER

NAMED = re.compile(
    r"\[(?:[XN]|S:(?P<standard>[^|\]]+)|P:(?P<place>[^|\]]+))\|(?P<words>[^\[\]]+)\]"
)
"""Words that name something: a standard and its code, a place and its id, a subject (X), or what
was spoken of (N)."""


class Written(NamedTuple):
    """A line of the table."""

    form: str
    facets: str
    """With commas between; `-` for none."""
    text: str
    """With brackets around what names something."""

    @property
    def said(self) -> str:
        """The text as somebody says it."""
        return NAMED.sub(lambda named: named["words"], self.text)

    @property
    def unnamed(self) -> str:
        """The same without the names of standards and places."""
        return NAMED.sub(
            lambda named: " " if named["standard"] or named["place"] else named["words"], self.text
        )


def examples() -> Iterator[Written]:
    """All of them, in the file's order."""
    for line in FOLDER.joinpath("examples.tsv").read_text(encoding="utf-8").splitlines():
        yield Written(*line.split("\t"))
