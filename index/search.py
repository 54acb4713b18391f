"""The index that questions are put to: words and vectors over the chunks of all standards."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Self

from index.chunk import Chunk, chunks_of
from index.errors import DamagedIndex
from index.fold import in_traditional
from index.folder import Generation, IndexFolder, parts_of
from index.lookup import Lookup
from index.spelling import Spelling
from standards.model import ItemKind, Language, Standard
from standards.renderings import Renderings, renderings_of

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from index.embed import Embedder, Pieces, Vectors
    from index.fusion import Spreads
    from index.lexical import LexicalIndex, Positions, Scores
    from index.piece_table import PieceTable
    from index.translations import Word
    from index.vector_table import VectorTable

COMPARED = 16_000
"""Up to so many chunks (some 120 standards) are all compared, half a millisecond for 10,000, and
Chroma, which takes half a second and 76 MB to import, is left shut. Of more, it proposes which
chunks to compare."""
FEW = 300
"""So few of those, after filtering, are all compared: asking for candidates would save nothing."""
LIKELIEST = 300
"""So many with the most words in common are compared then; 1,000 find no more."""
NEAREST, NEAREST_ACROSS = 200, 500
"""And so many of the nearest, where most chunks are in the question's language and where they
aren't. Measured by how often the five best are those of comparing all: of 100,000 chunks, mostly
Chinese, 200 do for all Chinese questions, but for English ones (which their graph was not built
for) 200 do for .81, 400 for .91, 700 for .94. Chroma takes 1.9 ms for 200 and 7.6 for 1,000."""


@dataclass(frozen=True, slots=True)
class Query:
    """A question and what may answer it; None lets everything through."""

    text: str
    language: Language
    """The language that the question is asked in."""
    standards: frozenset[str] | None = None
    """Codes of standards."""
    kinds: frozenset[ItemKind] | None = None
    within: frozenset[str] | None = None
    """Ids of chunks."""
    about: str = ""
    """What is left of the text once the names and the words for kinds of items are taken away:
    `Hit.coverage` is of this. Empty: of the whole text."""

    def lets_through(self, chunk: Chunk) -> bool:
        """Whether the chunk may be a hit."""
        return (
            (self.standards is None or chunk.standard in self.standards)
            and (self.kinds is None or chunk.kind in self.kinds)
            and (self.within is None or chunk.id in self.within)
        )

    @property
    def is_filtered(self) -> bool:
        """Whether anything is kept out."""
        return not (self.standards is None and self.kinds is None and self.within is None)


@dataclass(frozen=True, slots=True)
class Hit:
    """A chunk that was found, and why."""

    id: str
    score: float
    """Both legs together, for ranking within one question only."""
    lexical: float
    """BM25, at least 0."""
    vector: float
    """Cosine of the question and the chunk, from -1 to 1."""
    coverage: float
    """The share of the IDF of what is asked about that stands in the chunk, from 0 to 1."""
    chunk: Chunk
    known: float = 0.0
    """The share it has of what answers known questions like this one, from 0 to 1, once what was
    found is put in order."""


class _Contents:
    """Chunks with their words and vectors, all of one moment; searches hold on to it."""

    def __init__(self, chunks: Sequence[Chunk], generation: Generation) -> None:
        self.chunks = tuple(chunks)
        self.generation = generation
        self.position = {chunk.id: i for i, chunk in enumerate(self.chunks)}
        self.checked = False
        self._looking_up = Lock()
        self._lookup: Lookup | None = None

    # What follows is made at the first search. Two threads may make it at once: of the same.

    @cached_property
    def lexical(self) -> "LexicalIndex":
        from index.lexical import LexicalIndex

        return LexicalIndex(self.generation.arrays.words())

    @cached_property
    def spelling(self) -> Spelling:
        names = (
            name
            for chunk in self.chunks
            if chunk.kind is ItemKind.STANDARD
            for name in (
                chunk.title,
                chunk.rendering.partition("\n")[0],
                *renderings_of(chunk.standard).names,
            )
        )
        return Spelling(self.lexical, names)

    @cached_property
    def table(self) -> "VectorTable":
        return self.generation.arrays.table()

    def pieces_of(self, chunk: Chunk) -> "Pieces":
        from index.piece_table import NO_PIECES

        place = self.position.get(chunk.id)
        return NO_PIECES if place is None else self._pieces.of(place)

    @cached_property
    def _pieces(self) -> "PieceTable":
        return self.generation.arrays.pieces()

    @cached_property
    def languages(self) -> "dict[Language, tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_]]]":
        """Which chunks are in a language, and which can share words with a question in it."""
        import numpy as np

        return {
            language: (
                np.array([chunk.language == language for chunk in self.chunks], bool),
                np.array([chunk.speaks(language) for chunk in self.chunks], bool),
            )
            for language in Language
        }

    def words(self, query: Query) -> "Scores":
        """BM25 of every chunk, by the question's words or, where a chunk doesn't speak its
        language, by their translations. Shape: (chunks,)."""
        import numpy as np

        _, shares = self.languages[query.language]
        scores = self.lexical.scores(query.text)
        if shares.all():
            return scores
        translated = self.lexical.translated_scores(_translated(query.text, query.language))
        return np.where(shares, scores, translated)

    def coverage(self, query: Query, among: "Positions") -> "Scores":
        """How much of what is asked about stands in each chunk, or its translations do where a
        chunk doesn't speak the question's language. Shape: (len(among),)."""
        import numpy as np

        _, shares = self.languages[query.language]
        about = query.about or query.text
        covered = self.lexical.coverage(about, among)
        if shares[among].all():
            return covered
        words = _translated(about, query.language)
        translated = self.lexical.translated_coverage(words, among, ~shares)
        return np.where(shares[among], covered, translated)

    def chosen(self, query: Query) -> "npt.NDArray[np.bool_]":
        """Which chunks the query lets through. Shape: (chunks,).

        The same as asking `lets_through` of each, which takes 30 ms for 100,000.
        """
        import numpy as np

        chosen = np.ones(len(self.chunks), bool)
        if query.standards is not None:
            codes, numbers = self._standards
            chosen &= np.array([code in query.standards for code in codes], bool)[numbers]
        if query.kinds is not None:
            chosen &= np.array([kind in query.kinds for kind in ItemKind], bool)[self._kinds]
        if query.within is not None:
            inside = np.zeros(len(chosen), bool)
            inside[[self.position[id_] for id_ in query.within if id_ in self.position]] = True
            chosen &= inside
        return chosen

    @cached_property
    def _standards(self) -> "tuple[list[str], npt.NDArray[np.intp]]":
        """Codes of standards, and the number of each chunk's."""
        import numpy as np

        number: dict[str, int] = {}
        numbers = [number.setdefault(chunk.standard, len(number)) for chunk in self.chunks]
        return list(number), np.array(numbers, np.intp)

    @cached_property
    def _kinds(self) -> "npt.NDArray[np.intp]":
        """The number of each chunk's kind."""
        import numpy as np

        number = {kind: i for i, kind in enumerate(ItemKind)}
        return np.array([number[chunk.kind] for chunk in self.chunks], np.intp)

    def lookup(self) -> Lookup:
        with self._looking_up:
            if self._lookup is None:
                self._lookup = Lookup(self.chunks)
            return self._lookup


class Index:
    """Answers queries with chunks; safe to use from several threads.

    Opening an index that is up to date neither loads the model nor imports Chroma: both wait for
    the first search, and Chroma for an index of more than `COMPARED` chunks.
    """

    def __init__(
        self, folder: IndexFolder, standards: Sequence[Standard], embedder: Callable[[], "Embedder"]
    ) -> None:
        self._folder = folder
        self._load_embedder = embedder
        self._embedder: Embedder | None = None
        self._loading = Lock()
        self._updating = Lock()
        self._chunked: dict[str, tuple[Standard, Renderings, tuple[Chunk, ...]]] = {}
        self._contents = self._contents_of(standards)

    @classmethod
    def open(
        cls, folder: Path, standards: Sequence[Standard], embedder: Callable[[], "Embedder"]
    ) -> Self:
        """The index of `standards` in `folder`, brought up to date where it isn't.

        Raises UnusableFolder and BusyIndex.
        """
        return cls(IndexFolder(folder), standards, embedder)

    def search(self, query: Query, limit: int = 20) -> list[Hit]:
        """The best chunks, best first; equal scores in the order of the documents."""

        from index.fusion import fused

        contents = self._usable_contents()
        chosen = contents.chosen(query)
        if limit < 1 or not chosen.any():
            return []
        same, shares = contents.languages[query.language]
        words = contents.words(query)
        vector = self._model().query(in_traditional(query.text))
        nearest = NEAREST if 2 * same.sum() >= len(same) else NEAREST_ACROSS
        among = _candidates(contents, words, vector, chosen, shares, nearest, limit)
        similarity = contents.table.cosines(vector, among)
        spreads = _spreads(contents, words, vector, query.language)
        scores = fused(words[among], similarity, same[among], shares[among], *spreads)
        best = _best(scores, limit)
        coverage = contents.coverage(query, among[best])
        return [
            Hit(
                id=contents.chunks[i].id,
                score=float(scores[place]),
                lexical=float(words[i]),
                vector=float(similarity[place]),
                coverage=float(covered),
                chunk=contents.chunks[i],
            )
            for place, i, covered in zip(best, among[best].tolist(), coverage, strict=True)
        ]

    def vectors(self, questions: Sequence[str]) -> "Vectors":
        """What searches compare: a normalized row for each question."""
        import numpy as np

        model = self._model()
        return np.stack([model.query(in_traditional(question)) for question in questions])

    def kept_vectors(self, name: str, questions: Sequence[str]) -> "Vectors":
        """As `vectors`, of many questions that are the same at every start: kept with the index,
        those last asked for under each `name`."""
        from index.lexical import tokenizer_version

        # What folds a question is part of the version.
        told = "\x1f".join((self._model().name, tokenizer_version(), *questions))
        of = blake2b(told.encode(), digest_size=16).hexdigest()
        return self._folder.kept_vectors(name, of, len(questions), lambda: self.vectors(questions))

    def likeness(self, question: str, chunks: Sequence[Chunk]) -> list[float]:
        """How much of the question each chunk has words for, the same or akin, from 0 to 1.

        Zero where the model compares whole texts only, and for a chunk that is gone meanwhile.
        """
        from index.embed import WordByWord

        contents, model = self._usable_contents(), self._model()
        if not isinstance(model, WordByWord):
            return [0.0] * len(chunks)
        alike: list[float] = model.likeness(
            in_traditional(question), [contents.pieces_of(chunk) for chunk in chunks]
        ).tolist()
        return alike

    def chunk(self, id_: str) -> Chunk:
        """The chunk of this id. Raises KeyError."""
        contents = self._contents
        return contents.chunks[contents.position[id_]]

    @property
    def lookup(self) -> Lookup:
        """What finds the codes and titles that a text names: `index.lookup(text)`."""
        return self._contents.lookup()

    @property
    def spelling(self) -> Spelling:
        """What reads a question's slips as the words of the index."""
        return self._contents.spelling

    @property
    def chunks(self) -> tuple[Chunk, ...]:
        """Every chunk, in the order of the documents."""
        return self._contents.chunks

    def warm(self) -> None:
        """Loads everything that searches would have to wait for."""
        self.search(Query("問", Language.ZH_HANT), limit=1)
        self._contents.lookup()
        _ = self._contents.spelling

    def update(self, standards: Sequence[Standard]) -> None:
        """Makes it the index of exactly these standards; only what changed is embedded.

        Searches that are under way end on what they began with.
        """
        with self._updating:
            self._contents = self._contents_of(standards)

    def close(self) -> None:
        """Lets go of files; nothing else may be called afterwards."""
        self._contents.generation.close()

    def _contents_of(self, standards: Sequence[Standard]) -> _Contents:
        chunks = self._chunks_of(standards)
        generation = self._folder.current()
        if generation is not None and generation.manifest.holds(parts_of(chunks)):
            return _Contents(chunks, generation)
        if generation is not None:
            generation.close()
        return _Contents(chunks, self._folder.build(chunks, self._model()))

    def _chunks_of(self, standards: Sequence[Standard]) -> list[Chunk]:
        """Their chunks; those of a standard that was there before are the same objects."""
        before, self._chunked = self._chunked, {}
        for standard in standards:
            renderings = renderings_of(standard.code)
            known = before.get(standard.code)
            if known is None or known[:2] != (standard, renderings):
                known = (standard, renderings, tuple(chunks_of(standard, renderings)))
            self._chunked[standard.code] = known
        return [chunk for standard in standards for chunk in self._chunked[standard.code][2]]

    def _usable_contents(self) -> _Contents:
        """The contents, made anew where they hold another model's vectors or a damaged store.

        Looked at by the first search: the model's name is known once it is loaded.
        """
        if not self._contents.checked:
            with self._updating:
                if not self._contents.checked:
                    self._contents = self._checked(self._contents)
        return self._contents

    def _checked(self, contents: _Contents) -> _Contents:
        if len(contents.chunks) <= COMPARED:
            if contents.generation.manifest.embedder != self._model().name:
                contents = self._rebuilt(contents)
        else:
            contents = self._with_open_store(contents)
        contents.checked = True
        return contents

    def _with_open_store(self, contents: _Contents) -> _Contents:
        with ThreadPoolExecutor(1) as pool:
            # Both take a while, and some of it outside of Python.
            opening = pool.submit(contents.generation.store)
            model = self._model()
        if contents.generation.manifest.embedder != model.name:
            contents = self._rebuilt(contents)
        elif isinstance(opening.exception(), DamagedIndex):
            self._folder.discard()
            contents = self._rebuilt(contents)
        contents.generation.store()
        contents.checked = True
        return contents

    def _rebuilt(self, contents: _Contents) -> _Contents:
        contents.generation.close()
        return _Contents(contents.chunks, self._folder.build(contents.chunks, self._model()))

    def _model(self) -> "Embedder":
        with self._loading:
            if self._embedder is None:
                self._embedder = self._load_embedder()
            return self._embedder


def _translated(text: str, language: Language) -> "list[Word]":
    from index.translations import translated

    return translated(text, language)


def _candidates(
    contents: _Contents,
    words: "Scores",
    vector: "Vectors",
    chosen: "npt.NDArray[np.bool_]",
    shares: "npt.NDArray[np.bool_]",
    nearest: int,
    limit: int,
) -> "Positions":
    """The chunks to compare, ascending: all that are chosen, or those high in one ranking.

    Those with most words in common are taken apart from the chunks that `shares` tells of and
    from the others, where words are translated ones: the two kinds of score don't compare.
    """
    import numpy as np

    count = int(chosen.sum())
    all_at_once = FEW if contents.generation.is_open else COMPARED
    if count <= max(all_at_once, limit):
        return np.flatnonzero(chosen).astype(np.int32)
    likeliest, nearest = max(LIKELIEST, limit), max(nearest, limit)
    found = []
    holding = np.flatnonzero((words > 0) & chosen)
    speaking = shares[holding]
    for sharing in (holding[speaking], holding[~speaking]):
        if len(sharing) > likeliest:
            sharing = sharing[np.argpartition(-words[sharing], likeliest)[:likeliest]]
        found.append(sharing)
    # Where a filter lets half through, half of the nearest are lost to it.
    asked = min(max(NEAREST_ACROSS, limit), nearest * len(chosen) // count)
    near = contents.generation.store().nearest(vector, asked)
    positions = np.array([contents.position[id_] for id_, _ in near], np.intp)
    return np.unique(np.concatenate((*found, positions[chosen[positions]]))).astype(np.int32)


def _best(scores: "Scores", limit: int) -> "npt.NDArray[np.intp]":
    """Where the highest scores stand, the best first; equal ones in their order."""
    import numpy as np

    high = np.arange(len(scores))
    if limit < len(scores):  # sorting all of 10,000 takes as long as the rest of a search
        high = np.flatnonzero(scores >= np.partition(scores, -limit)[-limit])
    return high[np.argsort(-scores[high], kind="stable")[:limit]]


def _spreads(
    contents: _Contents, words: "Scores", vector: "Vectors", language: Language
) -> "tuple[Spreads, Spreads]":
    """How words and cosines spread over the chunks that speak `language`, and over the others."""
    from index.fusion import Spreads, spread

    _, shares = contents.languages[language]
    return (
        Spreads(spread(words[shares]), contents.table.spread(vector, language, speaks=True)),
        Spreads(spread(words[~shares]), contents.table.spread(vector, language, speaks=False)),
    )
