"""Chinese sentences with names in them: a blank stands where scripts meet, and nowhere else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversations.language import translator
from standards.model import Language

ZH, EN = translator(Language.ZH_HANT), translator(Language.EN)
KEPT = "Kept: {learner} has tried {item} and not yet mastered it."


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("歐陽娜娜", "已記錄：歐陽娜娜試過 O1.1，還沒做到。"),
        ("Boris", "已記錄：Boris 試過 O1.1，還沒做到。"),
        ("François Müller", "已記錄：François Müller 試過 O1.1，還沒做到。"),
        ("…1002", "已記錄：…1002 試過 O1.1，還沒做到。"),
        ("王 A", "已記錄：王 A 試過 O1.1，還沒做到。"),
    ],
)
def test_a_blank_stands_beside_a_name_only_where_scripts_meet(name: str, said: str) -> None:
    assert ZH(KEPT, learner=name, item="O1.1") == said


def test_where_the_catalogue_has_no_blank_one_is_put_for_latin_letters() -> None:
    looked = "{who} looked at your card ({team})"
    assert ZH(looked, who="林", team="外貿部") == "林看了你的結果（「外貿部」）"
    assert ZH(looked, who="Lin", team="Shop") == "Lin 看了你的結果（「Shop」）"


def test_numbers_keep_the_blanks_that_the_catalogue_gives_them() -> None:
    assert ZH.count("{n} person", "{n} people", 3) == "3 人"


@given(st.text(), st.text(max_size=3))
def test_what_is_filled_in_stands_there_as_it_is_but_for_blanks_around_it(
    name: str, item: str
) -> None:
    said = ZH(KEPT, learner=name, item=item)
    assert name.strip() in said
    assert EN(KEPT, learner=name, item=item) == KEPT.format(learner=name, item=item)
