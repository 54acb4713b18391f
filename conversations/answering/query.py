"""A question as it is put to the index."""

from conversations.question import ParsedQuestion
from index.search import Query
from standards.model import ItemKind


def query_of(
    parsed: ParsedQuestion,
    kinds: frozenset[ItemKind] | None = None,
    within: frozenset[str] | None = None,
) -> Query:
    """The question with what was put in for slips, within the standards that it names.

    Their names say nothing of what in them is asked for.
    """
    text = " ".join((parsed.nameless or parsed.text, *parsed.called, *parsed.mended))
    scope = frozenset(parsed.standards) or None
    return Query(text, parsed.language, scope, kinds, within, about=parsed.terms)
