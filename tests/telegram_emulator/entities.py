"""Text with entities: lengths in UTF-16 units, what Telegram trims, and what it marks by itself."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

Entity = dict[str, Any]

# Nothing can stand inside these; a quotation cannot stand in another one.
_OPAQUE = frozenset({"code", "pre"})

# The ideographic space, with which Chinese paragraphs may begin, stays.
_TRIMMED = " \t\n\r\v\f\0"

_FOUND = (
    ("url", re.compile(r"\bhttps?://[^\s<>\"]+[^\s<>\".,;:!?)\]。，；：！？」』）]")),
    ("bot_command", re.compile(r"(?<![\w/@<])/[A-Za-z0-9_]{1,64}(?:@\w{3,32})?(?![\w/])", re.A)),
    ("mention", re.compile(r"(?<![\w@])@[A-Za-z]\w{2,31}(?!\w)", re.A)),
    ("hashtag", re.compile(r"(?<!\w)#\w*[^\W\d]\w*")),
)


@dataclass(frozen=True, slots=True)
class FormattedText:
    """What a reader sees, and how it is marked; offsets and lengths in UTF-16 code units."""

    text: str
    entities: tuple[Entity, ...] = ()

    def json(self, text: str = "text", entities: str = "entities") -> dict[str, Any]:
        body: dict[str, Any] = {text: self.text}
        if self.entities:
            body[entities] = [dict(entity) for entity in self.entities]
        return body


@dataclass(slots=True)
class _Span:
    start: int
    end: int
    entity: Entity = field(default_factory=dict)


def units(text: str) -> int:
    """The length of `text` in UTF-16 code units, in which Telegram counts."""
    return len(text) + sum(character > "\uffff" for character in text)


def part(text: str, entity: Entity) -> str:
    """The stretch of `text` that `entity` marks."""
    raw = text.encode("utf-16-le")
    start = 2 * int(entity["offset"])
    return raw[start : start + 2 * int(entity["length"])].decode("utf-16-le", "replace")


def finish(text: str, entities: Iterable[Entity]) -> FormattedText:
    """`text` as Telegram stores it: trimmed, with the entities that it finds by itself."""
    if not text.strip():
        return FormattedText("")
    lead = units(text) - units(text.lstrip(_TRIMMED))
    trimmed = text.strip(_TRIMMED)
    length = units(trimmed)
    spans: list[_Span] = []
    for entity in entities:
        start = max(0, int(entity["offset"]) - lead)
        end = min(length, int(entity["offset"]) + int(entity["length"]) - lead)
        if end > start:
            spans.append(_Span(start, end, entity))
    spans.extend(_found(trimmed, spans))
    spans.sort(key=lambda span: (span.start, -span.end))
    kept = [span for span in spans if not _hidden(span, spans)]
    return FormattedText(
        trimmed,
        tuple(
            {**span.entity, "offset": span.start, "length": span.end - span.start} for span in kept
        ),
    )


def find(text: str) -> tuple[Entity, ...]:
    """The entities that Telegram finds by itself: links, commands, mentions and hashtags."""
    return finish(text, ()).entities


def _found(text: str, taken: Sequence[_Span]) -> list[_Span]:
    spans: list[_Span] = []
    links = [span for span in taken if span.entity["type"] in {"text_link", "code", "pre", "url"}]
    for kind, pattern in _FOUND:
        for match in pattern.finditer(text):
            start, end = units(text[: match.start()]), units(text[: match.end()])
            if not any(start < other.end and other.start < end for other in (*links, *spans)):
                spans.append(_Span(start, end, {"type": kind}))
    return spans


def _hidden(span: _Span, spans: Sequence[_Span]) -> bool:
    kind = span.entity["type"]
    for other in spans:
        if other is span:
            continue
        within = other.start <= span.start and span.end <= other.end
        first = (other.start, other.end) != (span.start, span.end) or kind not in _OPAQUE
        if within and first and other.entity["type"] in _OPAQUE:
            return True
        wider = within and (other.start, other.end) != (span.start, span.end)
        if wider and kind.endswith("blockquote") and other.entity["type"].endswith("blockquote"):
            return True
    return False
