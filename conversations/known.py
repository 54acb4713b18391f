"""What answers questions that somebody judged: what likely answers one like them.

People ask for the same in words that no item has. Each of nearly 25,000 written questions
(`standards/questions.py`) names the items that answer it; the nearest of them vote (a soft
k-nearest-neighbour rule: Nadaraya, 1964), among those that any of the items found answers.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from standards.questions import KnownQuestion

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from index.embed import Vectors

    Embed = Callable[[Sequence[str]], Vectors]
    Rows = npt.NDArray[np.intp]

SHARPNESS = 10.0
"""A question whose cosine is higher by 0.1 votes with e times the weight. By cross-validation as in
`tests/benchmarks/calibrate_order.py`, 8 and 14 gave an nDCG@10 less by .001 and .002."""
NEAREST = 3
"""`Known.nearness` is the mean of so many."""
EXACTLY = 3
"""The grade of an item that answers exactly; its gain counts as 1."""
OFTEN, ASKED = 1.0, 10.0
"""An item answers beside another in so many of so many questions where none is known: what the
shares of known ones are drawn towards."""


class _Of(NamedTuple):
    """The questions that one item answers."""

    rows: "Rows"
    gains: "Vectors"


class _Table(NamedTuple):
    """All that is kept of the questions: their texts are not needed once they are embedded."""

    vectors: "Vectors"
    by_item: "Mapping[str, _Of]"
    counts: "Vectors"
    """How many items answer each question."""


class Known:
    """The judged questions, embedded at the first look."""

    def __init__(
        self,
        questions: Callable[[], Sequence[KnownQuestion]],
        vectors: "Embed",
        kept_vectors: "Embed | None" = None,
    ) -> None:
        """`vectors` embeds questions, one normalized row each; `kept_vectors` does so for those
        that are the same again at the next start."""
        self._read = questions
        self._embed = vectors
        self._embed_kept = kept_vectors or vectors
        self._last: tuple[str, Vectors | None] = ("", None)

    def warm(self) -> None:
        """Reads and embeds the questions, which the first one asked would have to wait for."""
        _ = self._table

    def knows(self, id_: str) -> bool:
        """Whether a known question is about this item."""
        return id_ in self._table.by_item

    def shares(self, question: str, ids: Sequence[str]) -> list[float]:
        """The share that each item has of what answers questions like this one, from 0 to 1.

        An item that no known question is about has none.
        """
        import numpy as np

        told = [self._table.by_item.get(id_) for id_ in ids]
        voting = [each.rows for each in told if each is not None]
        if not voting:
            return [0.0] * len(ids)
        rows, where = np.unique(np.concatenate(voting), return_inverse=True)
        votes = _votes(self._cosines(question)[rows])
        ends = np.cumsum([len(each) for each in voting])
        counted = iter(np.split(votes[where], ends[:-1]))
        return [0.0 if each is None else float(next(counted) @ each.gains) for each in told]

    def how_many(self, question: str) -> float:
        """How many items answer a question like this one: the mean of all, by their votes; 0 where
        no question is known."""
        if not len(self._table.counts):
            return 0.0
        return float(_votes(self._cosines(question)) @ self._table.counts)

    def nearness(self, question: str, among: Sequence[str] | None = None) -> float:
        """The mean cosine of the nearest few, which are answered; 0 where no question is known.

        `among`: ids; only questions that one of them answers are looked at.
        """
        import numpy as np

        cosines = self._cosines(question) if len(self._table.counts) else np.empty(0)
        if among is not None:
            rows = [self._table.by_item[id_].rows for id_ in among if id_ in self._table.by_item]
            cosines = cosines[np.unique(np.concatenate(rows))] if rows else np.empty(0)
        few = min(NEAREST, len(cosines))
        return float(np.partition(cosines, -few)[-few:].mean()) if few else 0.0

    def together(self, first: str, other: str) -> float:
        """How often `other` answers as well where `first` does: a share of its questions."""
        one, two = self._table.by_item.get(first), self._table.by_item.get(other)
        if one is None:
            return OFTEN / ASKED
        both = 0 if two is None else len({*one.rows.tolist()} & {*two.rows.tolist()})
        return (both + OFTEN) / (len(one.rows) + ASKED)

    def _cosines(self, question: str) -> "Vectors":
        """With every known question; those of the one asked last are kept."""
        last, cosines = self._last
        if cosines is None or last != question:
            cosines = self._table.vectors @ self._embed([question])[0]
            self._last = question, cosines
        return cosines

    @cached_property
    def _table(self) -> _Table:
        import numpy as np

        questions = self._read()
        return _Table(
            vectors=self._embed_kept([question.text for question in questions]),
            by_item=_by_item(questions),
            counts=np.array([len(question.grades) for question in questions], np.float32),
        )


def _by_item(questions: Sequence[KnownQuestion]) -> dict[str, _Of]:
    import numpy as np

    answered = defaultdict(list)
    for row, question in enumerate(questions):
        for id_, grade in question.grades.items():
            answered[id_].append((row, (2.0**grade - 1) / (2.0**EXACTLY - 1)))
    return {
        id_: _Of(
            np.array([row for row, _ in pairs], np.intp),
            np.array([gain for _, gain in pairs], np.float32),
        )
        for id_, pairs in answered.items()
    }


def _votes(cosines: "Vectors") -> "Vectors":
    """What each question counts for; together 1."""
    import numpy as np

    weights: Vectors = np.exp(SHARPNESS * (cosines - cosines.max()))
    votes: Vectors = weights / weights.sum()
    return votes
