"""An answer as plain text: what `ask` prints and what any screen can fall back to."""

from collections.abc import Sequence

from conversations.answer import Answer, Group
from conversations.language import Translator
from conversations.say import unofficial


def answer_text(answer: Answer, _: Translator) -> str:
    """The lead, the quotes place by place, and what is nearest where nothing fits."""
    parts = [answer.lead, *_group_texts(answer.groups)]
    if answer.is_rendered:
        parts.append(unofficial(_))
    if answer.nearest:
        parts += [_("Nearest to it:"), *_group_texts(answer.nearest)]
    return "\n\n".join(part for part in parts if part)


def _group_texts(groups: Sequence[Group]) -> list[str]:
    return [
        "\n".join((group.heading, *(f"  {line}" for line in _quote_lines(group))))
        for group in groups
    ]


def _quote_lines(group: Group) -> list[str]:
    lines: list[str] = []
    for quote in group.quotes:
        first, *rest = (quote.rendering or quote.text).splitlines() or [""]
        lines.append(f"{quote.code} {first}")
        lines += [f"  {line}" for line in rest]
        if quote.rendering:
            lines += [f"  {line}" for line in quote.text.splitlines()]
    return lines
