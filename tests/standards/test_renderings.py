"""What a document's form prints around its words is rendered, label and value."""

import re

import pytest

from standards.library import shipped
from standards.model import Language, Standard
from standards.renderings import label_rendered, renderings_of


@pytest.mark.parametrize("standard", shipped(), ids=lambda standard: standard.code)
def test_every_header_field_has_a_label_and_a_value_in_the_other_language(
    standard: Standard,
) -> None:
    values = renderings_of(standard.code).fields
    for label, value in standard.fields.items():
        assert label_rendered(label, standard.language), label
        if value and not re.fullmatch(r"[A-Z0-9]+", value):
            assert values[label], label


@pytest.mark.parametrize("standard", shipped(), ids=lambda standard: standard.code)
def test_every_word_of_the_table_of_versions_is_rendered(standard: Standard) -> None:
    for version in standard.versions:
        assert label_rendered(version.status, standard.language)
        assert label_rendered(version.note, standard.language)


def test_what_stands_in_a_hole_is_kept() -> None:
    rendered = label_rendered("已被《ABC1234-001v2》取代", Language.ZH_HANT)
    assert rendered == "superseded by ABC1234-001v2"


@pytest.mark.parametrize("words", ["", "沒有人印過的標籤", "已被取代"])
def test_what_nobody_rendered_has_no_rendering(words: str) -> None:
    assert label_rendered(words, Language.ZH_HANT) == ""
