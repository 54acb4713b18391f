"""How sure the reader is of a document, in words."""

from collections.abc import Iterator

from conversations.language import Translator
from standards.certainty import Certainty, Grade


def certainty_lines(sure: Certainty, _: Translator) -> Iterator[str]:
    """How sure the reader is, and a line for each doubt."""
    share = f"{sure.placed:.0%}"
    yield {
        Grade.SURE: _("Sure: {share} of the words found their place.", share=share),
        Grade.CHECK: _("Worth a look: {share} of the words found their place.", share=share),
        Grade.DOUBTFUL: _(
            "Doubtful: {share} of the words found their place. Compare it with the document.",
            share=share,
        ),
    }[sure.grade]
    yield from (f"  {_(one.doubt, **one.params)}" for one in sure.doubts)
