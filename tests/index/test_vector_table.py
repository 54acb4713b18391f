import numpy as np
import pytest

from index.chunk import chunks_of
from index.embed import Vectors
from index.vector_table import VectorTable, table_of
from small_standard import english_standard, small_standard
from standards.model import Language
from word_embedder import WordEmbedder

CHUNKS = [*chunks_of(small_standard()), *chunks_of(english_standard())]
MODEL = WordEmbedder()
VECTORS = MODEL.documents([chunk.text for chunk in CHUNKS])


@pytest.fixture(scope="module")
def table() -> VectorTable:
    return table_of(VECTORS, CHUNKS)


@pytest.fixture(params=["退貨怎麼辦", "count the goods", ""])
def question(request: pytest.FixtureRequest) -> Vectors:
    return MODEL.query(request.param)


def test_cosines_are_those_of_the_vectors(table: VectorTable, question: Vectors) -> None:
    for some in ([5, 0, 7], [*range(len(CHUNKS))][::-1], []):
        chunks = np.array(some, np.int32)
        cosines = table.cosines(question, chunks)
        np.testing.assert_allclose(cosines, VECTORS[chunks] @ question, atol=1e-6)


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("speaks", [True, False])
def test_the_spread_is_that_of_all_cosines(
    table: VectorTable, question: Vectors, language: Language, speaks: bool
) -> None:
    rows = [chunk.speaks(language) == speaks for chunk in CHUNKS]
    cosines = VECTORS[rows] @ question
    found = table.spread(question, language, speaks)
    assert found == pytest.approx((cosines.mean(), cosines.std()), abs=1e-5)


def test_what_nothing_speaks_has_no_spread(question: Vectors) -> None:
    table = table_of(VECTORS[:3], CHUNKS[:3])
    assert table.spread(question, Language.EN, speaks=True) == (0, 0)
