"""What a conversation is about, so that 「那技能呢？」 is understood; never the person's words."""

import json
from collections.abc import Container
from dataclasses import dataclass, replace

from conversations.facets import Facet

SHOWN = 40
"""Nobody asks for the forty-first of a list by its number."""


@dataclass(frozen=True, slots=True)
class Topic:
    """The place and the facets of the last answer."""

    standards: tuple[str, ...] = ()
    """Codes."""
    places: tuple[str, ...] = ()
    """Ids of the tasks and activities it spoke of, or of the item that was looked up."""
    facets: tuple[Facet, ...] = ()
    codes: tuple[str, ...] = ()
    """Item codes that were looked up, for 「貿易經理的那一條」."""
    shown: tuple[str, ...] = ()
    """Ids of the list that was shown last, at most `SHOWN`, for 「第二個呢」."""
    picked: str = ""
    """The id of the one of that list that was picked last, for 「下一個呢」."""
    compared: bool = False
    """The standards, or the two places, were compared."""
    lacking: bool = False
    """They were, for what the first one lacks for the second."""
    earlier: tuple[str, ...] = ()
    """Codes of the standards that were spoken of before these, for "which do they share?"."""
    passed: tuple[str, ...] = ()
    """Ids of the places that were spoken of before these, for 「這兩個任務差在哪」."""
    quoted: tuple[str, ...] = ()
    """Ids of what the last answer quoted, at most `SHOWN`, for 「英文怎麼說」."""

    subject: tuple[str, ...] = ()
    """Ids of what the last answer found by the words of the question, best first, for 「那跨境呢」;
    none where it listed a part of a standard."""

    def within(self, known: Container[str]) -> "Topic":
        """Without what is not among the `known` ids: a standard may have been removed since."""
        return replace(
            self,
            standards=tuple(each for each in self.standards if each in known),
            places=tuple(each for each in self.places if each in known),
            shown=tuple(each for each in self.shown if each in known),
            passed=tuple(each for each in self.passed if each in known),
            quoted=tuple(each for each in self.quoted if each in known),
            subject=tuple(each for each in self.subject if each in known),
            picked=self.picked if self.picked in known else "",
        )

    def as_text(self) -> str:
        """A small JSON object, for a store."""
        return json.dumps(
            {
                "standards": self.standards,
                "places": self.places,
                "facets": self.facets,
                "codes": self.codes,
                "shown": self.shown,
                "picked": self.picked,
                "compared": self.compared,
                "lacking": self.lacking,
                "earlier": self.earlier,
                "passed": self.passed,
                "quoted": self.quoted,
                "subject": self.subject,
            },
            ensure_ascii=False,
        )


def topic_from(text: str | None) -> Topic:
    """The topic that `as_text` wrote; an empty one where nothing (readable) is kept."""
    try:
        kept = json.loads(text or "{}")
        return Topic(
            tuple(map(str, kept.get("standards", ()))),
            tuple(map(str, kept.get("places", ()))),
            tuple(Facet(facet) for facet in kept.get("facets", ())),
            tuple(map(str, kept.get("codes", ()))),
            tuple(map(str, kept.get("shown", ()))),
            str(kept.get("picked", "")),
            bool(kept.get("compared", False)),
            bool(kept.get("lacking", False)),
            tuple(map(str, kept.get("earlier", ()))),
            tuple(map(str, kept.get("passed", ()))),
            tuple(map(str, kept.get("quoted", ()))),
            tuple(map(str, kept.get("subject", ()))),
        )
    except (ValueError, TypeError, AttributeError):
        return Topic()
