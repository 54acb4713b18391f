"""The bank of written items: what is shipped loads, and what is malformed says where."""

import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema  # type: ignore[import-untyped,unused-ignore]  # it ships no types
import pytest
import yaml  # type: ignore[import-untyped,unused-ignore]  # it ships no types

from standards.errors import MalformedItem
from standards.item_bank import FOLDER, read_items, written_items
from standards.model import Language
from standards_documents import CODES

CODE = "ABC1234-001v1"
SCHEMA = json.loads((FOLDER / "schema.json").read_text("utf-8"))
ITEM = """\
- id: ABC1234-001v1-T1-s01
  task: T1
  targets: [P1.1.1, K01]
  kind: scenario
  difficulty: 2
  version: 3
  status: approved
  key: b
  zh-Hant: &words
    stem: 打烊前半小時，來了一位客人。你先怎麼做？
    options:
      a: {text: 打招呼, reason: 他在等人理他。}
      b: {text: no, reason: "3:30"}
      c: {text: "12", reason: 2026-01-01}
    explanation: 先打招呼（P1.1.1）。
  en: *words
"""


def file_of(folder: Path, text: str, name: str = f"{CODE}.yaml") -> Path:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file


def test_an_item_is_read_whole_with_full_ids(tmp_path: Path) -> None:
    (item,) = read_items(CODE, [file_of(tmp_path, ITEM)])
    assert (item.id, item.standard, item.task) == (f"{CODE}-T1-s01", CODE, f"{CODE}/T1")
    assert item.targets == (f"{CODE}/P1.1.1", f"{CODE}/K01")
    assert (item.kind, item.status, item.key) == ("scenario", "approved", "b")
    assert (item.difficulty, item.version) == (2, 3)
    assert list(item.wordings) == list(Language)
    assert [option.letter for option in item.wordings[Language.EN].options] == ["a", "b", "c"]


def test_a_text_is_what_its_writer_sees_and_no_boolean_or_date(tmp_path: Path) -> None:
    (item,) = read_items(CODE, [file_of(tmp_path, ITEM)])
    options = item.wordings[Language.ZH_HANT].options
    assert [option.text for option in options] == ["打招呼", "no", "12"]
    assert [option.reason for option in options[1:]] == ["3:30", "2026-01-01"]


def test_an_item_may_wait_for_its_other_language(tmp_path: Path) -> None:
    (item,) = read_items(CODE, [file_of(tmp_path, ITEM.replace("  en: *words\n", ""))])
    assert list(item.wordings) == [Language.ZH_HANT]


BROKEN: dict[str, Callable[[str], str]] = {
    "no list": lambda text: "items: none",
    "no table": lambda text: "- just words",
    "no YAML": lambda text: text.replace("targets: [P1.1.1, K01]", "targets: [P1.1.1"),
    "a name given twice": lambda text: text.replace("  key: b\n", "  key: b\n  key: c\n"),
    "an option given twice": lambda text: text.replace("      c: {", "      b: {"),
    "an id given twice": lambda text: text + text.replace("&words", "&others"),
    "an id of another standard": lambda text: text.replace(f"id: {CODE}", "id: XYZ1234-001v1"),
    "an id of another task": lambda text: text.replace("task: T1", "task: T2"),
    "an id of another kind": lambda text: text.replace("kind: scenario", "kind: knowledge"),
    "no id": lambda text: text.replace(f"- id: {CODE}-T1-s01\n  task", "- task"),
    "no task": lambda text: text.replace("  task: T1\n", ""),
    "no key": lambda text: text.replace("  key: b\n", ""),
    "an unknown field": lambda text: text.replace("  key: b\n", "  key: b\n  author: Mei\n"),
    "an unknown kind": lambda text: text.replace("kind: scenario", "kind: riddle"),
    "an unknown status": lambda text: text.replace("approved", "good"),
    "an unknown difficulty": lambda text: text.replace("difficulty: 2", "difficulty: 4"),
    "a version 0": lambda text: text.replace("version: 3", "version: 0"),
    "a version in words": lambda text: text.replace("version: 3", "version: three"),
    "a key that is no letter": lambda text: text.replace("key: b", "key: 2"),
    "no targets": lambda text: text.replace("[P1.1.1, K01]", "[]"),
    "one target only named": lambda text: text.replace("[P1.1.1, K01]", "P1.1.1"),
    "a target twice": lambda text: text.replace("[P1.1.1, K01]", "[K01, K01]"),
    "no wording": lambda text: re.sub(r"(?s)  zh-Hant: .*", "", text),
    "an empty wording": lambda text: re.sub(r"(?s)  zh-Hant: .*", "  en:\n", text),
    "no stem": lambda text: re.sub(r"    stem: .*\n", "", text),
    "an empty stem": lambda text: re.sub(r"stem: .*", "stem: ' '", text),
    "no explanation": lambda text: re.sub(r"    explanation: .*\n", "", text),
    "one option": lambda text: re.sub(r"      [bc]: .*\n", "", text),
    "a gap in the letters": lambda text: text.replace("      c: {", "      d: {"),
    "options in a list": lambda text: re.sub(r"      ([abc]): ", "      - ", text),
    "an option without a reason": lambda text: text.replace(', reason: "3:30"', ""),
    "an option of words alone": lambda text: re.sub(r"a: \{.*\}", "a: 打招呼", text),
}


@pytest.mark.parametrize("fault", BROKEN)
def test_a_malformed_item_is_one_sentence_with_file_and_item(fault: str, tmp_path: Path) -> None:
    file = file_of(tmp_path, BROKEN[fault](ITEM))
    assert file.read_text("utf-8") != ITEM
    with pytest.raises(MalformedItem) as error:
        read_items(CODE, [file])
    sentence = str(error.value)
    assert sentence.startswith(file.name)
    assert "\n" not in sentence
    assert "{" not in sentence
    if fault not in ("no list", "no YAML", "a name given twice", "an option given twice"):
        assert error.value.params["item"] in ("#1", f"{CODE}-T1-s01") or "XYZ" in sentence


# The schema sees neither two items at once nor the file's name, and reads YAML as others do.
BEYOND_THE_SCHEMA = {
    "no YAML",
    "a name given twice",
    "an option given twice",
    "an id given twice",
    "an id of another standard",
    "an id of another task",
    "an id of another kind",
}


@pytest.mark.parametrize("fault", [fault for fault in BROKEN if fault not in BEYOND_THE_SCHEMA])
def test_the_schema_refuses_what_the_loader_refuses(fault: str) -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(yaml.safe_load(BROKEN[fault](ITEM)), SCHEMA)


def test_the_schema_accepts_every_shipped_file() -> None:
    validator = jsonschema.Draft202012Validator(SCHEMA)
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    for file in FOLDER.glob("*.yaml"):
        rows: Any = yaml.load(file.read_bytes(), Loader=yaml.CSafeLoader)
        assert [error.message for error in validator.iter_errors(rows)] == [], file.name


def test_every_file_belongs_to_a_shipped_standard() -> None:
    in_files = sum(
        len(re.findall(r"^- id:", file.read_text("utf-8"), re.MULTILINE))
        for file in FOLDER.glob("*.yaml")
    )
    assert sum(len(written_items(code)) for code in CODES) == in_files > 0


def test_a_code_does_not_take_the_items_of_a_longer_one() -> None:
    assert written_items("IIS3513-005v2")
    assert written_items("IIS3513-005") == ()
    assert written_items("IIS3513") == ()


def test_a_standard_without_items_has_none() -> None:
    assert written_items("XYZ9999-001v1") == ()
    assert written_items("../../secret") == ()


def test_importing_the_bank_loads_no_yaml() -> None:
    script = "import sys, standards.item_bank; print('yaml' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "False"
