"""What each kind of user sees, from beginning to end, as it stands written in `tests/dialogues`."""

from pathlib import Path

import pytest

from dialogues.replay import WRITTEN, differences, replayed, scene_of

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("name", WRITTEN)
async def test_a_dialogue_is_seen_as_it_stands_written(indexed: Path, name: str) -> None:
    found = differences(name, await replayed(name, indexed))
    assert not found, found


def test_every_kind_of_user_has_a_dialogue_in_the_languages_they_read() -> None:
    assert set(WRITTEN) == {
        "editor",
        "group",
        "learner_en",
        "learner_zh",
        "manager_en",
        "manager_zh",
        "owner",
        "staff_en",
        "staff_zh",
        "stranger",
    }


def test_the_head_of_a_dialogue_says_who_plays() -> None:
    scene = scene_of("Cast: Ann (en, learner), 林經理 (zh-hant)\nTeam: A\nGroup: A: Ann, 林經理\n")
    assert [(part.name, part.language, part.roles) for part in scene.parts] == [
        ("Ann", "en", ("learner",)),
        ("林經理", "zh-hant", ()),
    ]
    assert scene.groups == {"A": ("Ann", "林經理")}
