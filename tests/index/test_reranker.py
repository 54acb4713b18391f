"""A second look at the best hits: only their order changes, and only of the best."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, cast

import pytest

from index.chunk import Chunk
from index.cross_encoder import CrossEncoderReranker
from index.errors import EmbedderUnavailable
from index.reranker import READ, passage, reranked
from index.search import Hit
from standards.model import ItemKind, Language


def hit(name: str, score: float) -> Hit:
    chunk = Chunk(
        id=name,
        standard="A",
        kind=ItemKind.INDICATOR,
        language=Language.ZH_HANT,
        code=name,
        title=f"{name}的文字",
        body="",
        context="任務",
        rendering=f"The words of {name}",
    )
    return Hit(name, score, 0.0, 0.0, 0.0, chunk)


class ByLength:
    """Likes long passages."""

    def scores(self, question: str, passages: Sequence[str]) -> Sequence[float]:
        return [len(passage) for passage in passages]


def test_the_order_is_the_readers_and_the_scores_stay_in_place() -> None:
    hits = [hit("P1", 3.0), hit("P100", 2.0), hit("P10", 1.0)]
    found = reranked(ByLength(), "?", Language.EN, hits)
    assert [each.id for each in found] == ["P100", "P10", "P1"]
    assert [each.score for each in found] == [3.0, 2.0, 1.0]


def test_what_lies_far_behind_is_not_read() -> None:
    hits = [hit(f"P{number}", -number) for number in range(READ)] + [hit("P1000000", -99.0)]
    assert reranked(ByLength(), "?", Language.EN, hits)[-1].id == "P1000000"


def test_nothing_found_and_one_hit_are_left_alone() -> None:
    assert reranked(ByLength(), "?", Language.EN, []) == []
    assert reranked(ByLength(), "?", Language.EN, [hit("P1", 1.0)]) == [hit("P1", 1.0)]


def test_a_passage_is_read_in_the_questions_language_where_there_is_one() -> None:
    chunk = hit("P1", 1.0).chunk
    assert passage(chunk, Language.ZH_HANT) == "P1的文字\n任務"
    assert passage(chunk, Language.EN) == "The words of P1\n任務"


@pytest.mark.slow
def test_a_cross_encoder_gives_each_passage_its_score(tmp_path: Path) -> None:
    from tokenizers import Tokenizer, models, pre_tokenizers, processors
    from transformers import BertConfig, BertForSequenceClassification, PreTrainedTokenizerFast

    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "cash", "till", "stock"]
    tokenizer = Tokenizer(
        models.WordLevel({word: i for i, word in enumerate(words)}, unk_token="[UNK]")
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]",
        pair="[CLS] $A [SEP] $B:1 [SEP]:1",
        special_tokens=[("[CLS]", 2), ("[SEP]", 3)],
    )
    make = cast("Callable[..., Any]", PreTrainedTokenizerFast)  # untyped
    make(
        tokenizer_object=tokenizer,
        pad_token="[PAD]",
        unk_token="[UNK]",
        cls_token="[CLS]",
        sep_token="[SEP]",
    ).save_pretrained(str(tmp_path))
    BertForSequenceClassification(
        cast("Callable[..., Any]", BertConfig)(
            vocab_size=len(words),
            hidden_size=16,
            num_hidden_layers=1,
            num_attention_heads=2,
            intermediate_size=16,
            num_labels=1,
        )
    ).save_pretrained(str(tmp_path))
    reader = CrossEncoderReranker(str(tmp_path))
    first, second = reader.scores("cash", ["till", "stock stock"])
    assert first != second
    assert reader.scores("cash", ["stock stock"])[0] == pytest.approx(second, abs=1e-5)


@pytest.mark.slow
def test_what_is_no_cross_encoder_is_refused_in_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(EmbedderUnavailable, match="can't be loaded as a cross-encoder"):
        CrossEncoderReranker(str(tmp_path / "none"))
