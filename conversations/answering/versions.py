"""Asked for by the code of an older version: the one that is loaded answers, and says so."""

from dataclasses import replace

from conversations import compose, say
from conversations.answer import Answer
from conversations.answering.sources import Sources
from conversations.facets import Facet
from conversations.language import Translator
from conversations.listing import section
from conversations.question import ParsedQuestion


def of_older_version(
    sources: Sources, parsed: ParsedQuestion, answer: Answer, _: Translator
) -> Answer:
    """The answer with a line on what is loaded, and the document's own table of its versions."""
    standards = [sources.atlas[code] for code in parsed.standards]
    versions = [section(sources.atlas, each.element.id, Facet.VERSIONS) for each in standards]
    groups = tuple(
        group
        for found in versions
        if found.fields and answer.groups and found.facet not in parsed.facets
        for group in compose.section_groups(sources.atlas, found, _)
    )
    said = say.newer_is_loaded(parsed.older, standards, _)
    return replace(
        answer,
        lead=f"{said}\n{answer.lead}",
        groups=compose.merged((*answer.groups, *groups)),
    )
