"""The last answer once more: in the other language, or in the document's own words alone."""

from collections.abc import Iterator
from dataclasses import replace

from conversations import compose, say
from conversations.answer import Answer, Group
from conversations.answering.build import built
from conversations.answering.sources import Sources
from conversations.language import Translator
from conversations.listing import section
from conversations.question import ParsedQuestion
from standards.model import ItemKind


def said_again(sources: Sources, parsed: ParsedQuestion, _: Translator) -> Answer:
    """What the last answer quoted, of what is still loaded."""
    locations = [sources.atlas[id_] for id_ in parsed.again if id_ in sources.atlas]
    answer = built(parsed, say.said_again(_, original=parsed.original), locations, _)
    fields = {
        location.element.id: tuple(_fields(sources, parsed, location.element.id, _))
        for location in locations
        if location.kind is ItemKind.STANDARD
    }
    groups: list[Group] = []
    for group in answer.groups:
        told = fields.get(group.quotes[0].id)
        groups += [replace(group, quotes=group.quotes[1:]), *told] if told else [group]
    if parsed.original:
        groups = [_unrendered(group) for group in groups]
    return replace(answer, groups=compose.merged(group for group in groups if group.quotes))


def _fields(sources: Sources, parsed: ParsedQuestion, code: str, _: Translator) -> Iterator[Group]:
    """The header fields by which a standard was quoted."""
    for facet in parsed.facets:
        found = section(sources.atlas, code, facet)
        if found.fields:
            yield from compose.section_groups(sources.atlas, found, _)


def _unrendered(group: Group) -> Group:
    return replace(group, quotes=tuple(replace(quote, rendering="") for quote in group.quotes))
