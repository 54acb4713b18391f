from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.embed import Vectors
from index.search import Index, Query
from index.static_embedder import embedded
from index.store import Neighbour
from small_standard import english_standard, small_standard
from standards.model import ItemKind, Language
from standards.renderings import Rendering, Renderings
from word_embedder import WordEmbedder

ONE, TWO, ENGLISH = (
    small_standard(),
    small_standard("XYZ1420-001v2", "倉管人員"),
    english_standard(),
)
ZH, EN = Language.ZH_HANT, Language.EN


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    opened = Index.open(tmp_path_factory.mktemp("index"), [ONE, TWO, ENGLISH], WordEmbedder)
    yield opened
    opened.close()


def ids(index: Index, query: Query, limit: int = 20) -> list[str]:
    return [hit.id for hit in index.search(query, limit)]


def test_the_best_chunk_comes_first(index: Index) -> None:
    hits = index.search(Query("客人的退款要怎麼說明", ZH))
    assert hits[0].chunk.code in {"P1.1.2", "N1"}
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


def test_a_hit_tells_why_it_was_found(index: Index) -> None:
    hit = index.search(Query("退貨紀錄表", ZH, standards=frozenset({ONE.code})))[0]
    assert hit.id == hit.chunk.id == "ABC1234-001v1/O1.1.1"
    assert hit.lexical > 0
    assert hit.coverage == pytest.approx(1)
    assert 0 < hit.vector <= 1.0001


def test_a_model_of_whole_texts_likens_no_words(index: Index) -> None:
    assert index.likeness("退貨", index.chunks[:3]) == [0, 0, 0]


def test_coverage_is_of_what_is_asked_about_and_scores_are_of_the_whole_text(index: Index) -> None:
    text = "倉管人員的退貨紀錄表 xylophone"
    whole = index.search(Query(text, ZH))
    about = index.search(Query(text, ZH, about="退貨紀錄表"))
    assert [(hit.id, hit.score) for hit in about] == [(hit.id, hit.score) for hit in whole]
    assert max(hit.coverage for hit in whole) < 0.9
    assert max(hit.coverage for hit in about) == pytest.approx(1)


def test_equal_scores_keep_the_documents_order(index: Index) -> None:
    scored = [(hit.score, hit.chunk) for hit in index.search(Query("啊", ZH), limit=100)]
    position = {chunk.id: i for i, chunk in enumerate(index.chunks)}
    order = [(-score, position[chunk.id]) for score, chunk in scored]
    assert order == sorted(order)


def test_asking_twice_gives_the_same(index: Index) -> None:
    query = Query("庫存盤點怎麼做", ZH)
    assert index.search(query) == index.search(query)


def test_no_more_than_the_limit_are_given(index: Index) -> None:
    assert len(index.search(Query("退貨", ZH), limit=3)) == 3
    assert index.search(Query("退貨", ZH), limit=0) == []
    assert len(index.search(Query("退貨", ZH), limit=1_000)) == len(index.chunks)


def test_only_the_standards_asked_for_are_searched(index: Index) -> None:
    found = index.search(Query("退貨", ZH, standards=frozenset({TWO.code})), limit=100)
    assert {hit.chunk.standard for hit in found} == {TWO.code}


def test_only_the_kinds_asked_for_are_searched(index: Index) -> None:
    kinds = frozenset({ItemKind.SKILL, ItemKind.KNOWLEDGE})
    assert {hit.chunk.kind for hit in index.search(Query("退貨", ZH, kinds=kinds), 100)} == kinds


def test_only_the_ids_asked_for_are_searched(index: Index) -> None:
    within = frozenset({f"{ONE.code}/K01", f"{ONE.code}/P1.1.1"})
    assert set(ids(index, Query("庫存", ZH, within=within))) == within


def some_of(values: Iterable[str]) -> st.SearchStrategy[frozenset[str] | None]:
    return st.none() | st.frozensets(st.sampled_from([*values, "of another index"]))


@given(
    standards=some_of([ONE.code, TWO.code, ENGLISH.code]),
    kinds=st.none() | st.frozensets(st.sampled_from(ItemKind)),
    within=some_of([f"{ONE.code}/G1", f"{TWO.code}/N1", "110001L4/R1.2"]),
)
def test_exactly_what_a_query_lets_through_is_found(
    index: Index,
    standards: frozenset[str] | None,
    kinds: frozenset[ItemKind] | None,
    within: frozenset[str] | None,
) -> None:
    query = Query("退貨", ZH, standards, kinds, within)
    expected = {chunk.id for chunk in index.chunks if query.lets_through(chunk)}
    assert set(ids(index, query, limit=1_000)) == expected
    assert query.is_filtered or len(expected) == len(index.chunks)


def test_a_filter_that_lets_nothing_through_finds_nothing(index: Index) -> None:
    assert ids(index, Query("退貨", ZH, standards=frozenset())) == []


def test_filters_do_not_change_the_scores(index: Index) -> None:
    everything = {hit.id: hit.score for hit in index.search(Query("退貨", ZH), limit=100)}
    some = index.search(Query("退貨", ZH, standards=frozenset({ONE.code})), limit=100)
    assert {hit.id: hit.score for hit in some}.items() <= everything.items()


def test_a_question_finds_documents_of_its_language_among_others(index: Index) -> None:
    assert "110001L4/R1.2" in ids(index, Query("missing goods", EN), limit=5)


@pytest.mark.parametrize("text", ["", "？", "的", "\u0000", "x" * 5_000])
def test_any_text_can_be_asked(index: Index, text: str) -> None:
    assert len(index.search(Query(text, ZH))) == 20


def test_many_can_ask_at_the_same_time(index: Index) -> None:
    queries = [Query(text, ZH) for text in ("退貨", "庫存", "態度", "評量", "法規")] * 20
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(index.search, queries)) == [index.search(query) for query in queries]


def test_a_chunk_is_found_by_its_id(index: Index) -> None:
    assert index.chunk("110001L4/R1").title == "Count the stock"
    with pytest.raises(KeyError):
        index.chunk("110001L4/R9")


def test_renderings_and_everyday_phrasings_lead_to_their_item(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = {
        f"{ONE.code}/P1.1.1": Rendering("Check returned goods and their invoice"),
        f"{ONE.code}/P1.1.2": Rendering("Explain how and when money is refunded"),
        f"{ONE.code}/P2.1.1": Rendering("Count what is in the warehouse"),
        f"{ONE.code}/K02": Rendering("Ways to manage stock"),
        f"{ONE.code}/A01": Rendering(phrasings={ZH: ("主管沒交代也會去做",)}),
    }
    monkeypatch.setattr("index.search.renderings_of", lambda code: Renderings(said))
    index = Index.open(tmp_path, [ONE], WordEmbedder)
    refund = index.search(Query("when is my money refunded", EN))[0]
    assert refund.id == f"{ONE.code}/P1.1.2"
    assert refund.coverage == pytest.approx(1)
    assert ids(index, Query("主管沒交代", ZH))[0] == f"{ONE.code}/A01"
    index.close()


def test_codes_and_titles_are_looked_up_in_what_is_indexed(tmp_path: Path) -> None:
    index = Index.open(tmp_path, [ONE], WordEmbedder)
    assert index.lookup("K01") == [f"{ONE.code}/K01"]
    index.update([ONE, TWO])
    assert index.lookup("K01") == [f"{ONE.code}/K01", f"{TWO.code}/K01"]
    index.close()


@pytest.mark.parametrize("text", ["退款", "庫存盤點怎麼做", "missing goods", "", "？"])
@pytest.mark.parametrize(
    "filters",
    [
        Query("", ZH),
        Query("", EN, standards=frozenset({ONE.code, ENGLISH.code})),
        Query("", ZH, kinds=frozenset({ItemKind.INDICATOR, ItemKind.NOTE, ItemKind.KNOWLEDGE})),
        Query("", ZH, within=frozenset({f"{ONE.code}/G1", f"{ONE.code}/N1"})),
    ],
)
def test_a_chunks_score_is_the_same_when_not_all_are_compared(
    index: Index, monkeypatch: pytest.MonkeyPatch, text: str, filters: Query
) -> None:
    query = replace(filters, text=text)
    whole = {hit.id: hit.score for hit in index.search(query, limit=1_000)}
    for name, number in (("COMPARED", 5), ("LIKELIEST", 4), ("NEAREST", 4), ("NEAREST_ACROSS", 4)):
        monkeypatch.setattr(f"index.search.{name}", number)
    some = {hit.id: hit.score for hit in index.search(query, limit=2)}
    assert len(some) == 2
    assert some == pytest.approx({id_: whole[id_] for id_ in some}, abs=1e-5)
    assert max(some.values()) == pytest.approx(max(whole.values()), abs=1e-5)


def test_of_more_chunks_than_are_compared_as_many_are_found_as_asked_for(
    index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("COMPARED", "LIKELIEST", "NEAREST", "NEAREST_ACROSS"):
        monkeypatch.setattr(f"index.search.{name}", 5)
    for limit in (1, 7, 30, 1_000):
        assert len(index.search(Query("退款", ZH), limit)) == min(limit, len(index.chunks))


def test_an_index_of_no_standards_finds_nothing(tmp_path: Path) -> None:
    index = Index.open(tmp_path, [], WordEmbedder)
    index.warm()
    assert index.search(Query("退貨", ZH)) == []
    index.close()


def test_an_index_that_is_up_to_date_opens_without_the_model(tmp_path: Path) -> None:
    def none() -> WordEmbedder:
        raise AssertionError("the model was loaded")

    Index.open(tmp_path, [ONE], WordEmbedder).close()
    Index.open(tmp_path, [ONE], none).close()


def test_vectors_of_questions_are_kept_from_one_start_to_the_next(tmp_path: Path) -> None:
    questions = ["退貨要多久", "how long does a refund take"]

    def opened(model: WordEmbedder) -> list[list[float]]:
        index = Index.open(tmp_path, [ONE], lambda: model)
        asked.clear()
        kept = index.kept_vectors("asked", questions)
        assert kept.tolist() == index.vectors(questions).tolist()
        index.close()
        return [list(map(float, row)) for row in kept]

    class Counting(WordEmbedder):
        def query(self, text: str) -> Vectors:
            asked.append(text)
            return super().query(text)

    asked: list[str] = []
    first = opened(Counting())
    assert len(asked) == 2 * len(questions)
    assert opened(Counting()) == first
    assert len(asked) == len(questions)
    (file,) = (tmp_path / "questions" / "asked").iterdir()
    file.write_bytes(b"\0" + file.read_bytes()[1:])
    assert opened(Counting()) == first
    assert len(asked) == 2 * len(questions)
    questions.append("誰來退款")
    assert opened(Counting())[:2] == first
    assert len(asked) == 2 * len(questions)
    assert opened(Counting("others")) != first
    assert len(list((tmp_path / "questions" / "asked").iterdir())) == 1


def test_vectors_of_questions_are_kept_beside_those_of_another_name(tmp_path: Path) -> None:
    index = Index.open(tmp_path, [ONE], WordEmbedder)
    (tmp_path / "questions").mkdir()
    (tmp_path / "questions" / "0f").write_text("kept by an earlier version")
    index.kept_vectors("asked", ["退貨"])
    index.kept_vectors("unanswered", ["月薪"])
    kept = sorted((tmp_path / "questions").iterdir())
    assert [folder.name for folder in kept] == ["asked", "unanswered"]
    assert [len(list(folder.iterdir())) for folder in kept] == [1, 1]
    index.close()


def test_where_vectors_can_not_be_kept_they_are_made(tmp_path: Path) -> None:
    index = Index.open(tmp_path, [ONE], WordEmbedder)
    (tmp_path / "questions").write_text("no folder")
    assert index.kept_vectors("asked", ["退貨"]).tolist() == index.vectors(["退貨"]).tolist()
    index.close()


def test_the_model_is_loaded_once(tmp_path: Path) -> None:
    loaded: list[WordEmbedder] = []

    def load() -> WordEmbedder:
        loaded.append(WordEmbedder())
        return loaded[-1]

    index = Index.open(tmp_path, [ONE], load)
    index.warm()
    index.search(Query("退貨", ZH))
    index.update([ONE, TWO])
    index.close()
    assert len(loaded) == 1


def test_an_update_embeds_only_what_changed(tmp_path: Path) -> None:
    model = WordEmbedder()
    index = Index.open(tmp_path, [ONE], lambda: model)
    before = len(model.embedded)
    index.update([ONE, TWO])
    assert len(model.embedded) == 2 * before
    changed = replace(TWO, attitudes=(replace(TWO.attitudes[0], text="凡事自己來。"),))
    index.update([ONE, changed])
    assert model.embedded[2 * before :] == ["主動積極\n主動積極\n凡事自己來。"]
    index.update([changed])
    assert len(model.embedded) == 2 * before + 1
    assert {chunk.standard for chunk in index.chunks} == {TWO.code}
    assert ids(index, Query("凡事自己來", ZH))[0] == f"{TWO.code}/A01"
    index.close()


def test_a_question_is_compared_word_by_word_with_what_each_chunk_says_now(tmp_path: Path) -> None:
    model = embedded()
    index = Index.open(tmp_path, [ONE], lambda: model)
    changed = replace(ONE, attitudes=(replace(ONE.attitudes[0], text="凡事自己來。"),))
    for standards in ([ONE, TWO], [changed, TWO], [TWO]):
        before = index.chunks
        index.update(standards)
        _vectors, pieces = model.read([chunk.text for chunk in index.chunks])
        alike = model.likeness("客人退貨自己來", pieces).tolist()
        assert max(alike) > min(alike)
        assert index.likeness("客人退貨自己來", index.chunks) == alike
    gone = [chunk for chunk in before if chunk.standard == ONE.code]
    assert index.likeness("客人退貨自己來", gone) == [0.0] * len(gone)
    index.close()


def test_a_search_under_way_ends_on_what_it_began_with(tmp_path: Path) -> None:
    index = Index.open(tmp_path, [ONE], WordEmbedder)
    queries = [Query("退貨", ZH)] * 200
    with ThreadPoolExecutor(4) as pool:
        found = pool.map(index.search, queries)
        for standards in ([TWO], [ONE, TWO], [ONE]):
            index.update(standards)
        assert all(hits for hits in found)
    index.close()


def test_another_models_vectors_are_made_anew(tmp_path: Path) -> None:
    Index.open(tmp_path, [ONE], WordEmbedder).close()
    other = WordEmbedder("others", dimensions=32)
    index = Index.open(tmp_path, [ONE], lambda: other)
    assert ids(index, Query("退貨紀錄表", ZH))[0] == f"{ONE.code}/O1.1.1"
    assert len(other.embedded) == len(index.chunks)
    index.close()


def test_closing_twice_does_no_harm(tmp_path: Path) -> None:
    index = Index.open(tmp_path, [ONE], WordEmbedder)
    index.close()
    index.close()


def test_chroma_proposes_the_candidates_of_more_chunks_than_are_compared(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    query = Query("訂單", Language.ZH_HANT)
    index = Index.open(tmp_path, [ONE, TWO], WordEmbedder)
    index.warm()
    before = [hit.id for hit in index.search(query, 5)]
    assert not index._contents.generation.is_open
    index.close()
    for name in ("COMPARED", "FEW"):
        monkeypatch.setattr(f"index.search.{name}", 5)
    index = Index.open(tmp_path, [ONE, TWO], WordEmbedder)
    index.warm()
    assert index._contents.generation.is_open
    asked: list[int] = []
    store = index._contents.generation.store()
    nearest = store.nearest

    def counting(vector: Vectors, limit: int) -> list[Neighbour]:
        asked.append(limit)
        return nearest(vector, limit)

    monkeypatch.setattr(store, "nearest", counting)
    assert [hit.id for hit in index.search(query, 5)] == before
    assert asked
    index.close()
