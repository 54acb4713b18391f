"""The catalogues hold every word that a person can see."""

import gettext
import io
import re
from pathlib import Path
from string import Formatter

import pytest
from babel.messages import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

from conversations.language import DOMAIN, LOCALE_FOLDER, translator
from standards.model import Language

ROOT = Path(__file__).parents[2]
PACKAGES = ("bot", "conversations", "index", "standards")
KEYWORDS = {"_": None, "say": None, "N_": None, "NN_": (1, 2), "count": (1, 2)}


def ids(message: Message) -> tuple[str, ...]:
    """The message id; singular and plural where it has both; nothing for the header."""
    if isinstance(message.id, str):
        return (message.id,) if message.id else ()
    return tuple(message.id)


def forms(message: Message) -> tuple[str, ...]:
    """The translation, in each of its plural forms; nothing where it is not translated."""
    told = (message.string,) if isinstance(message.string, str) else tuple(message.string or ())
    return told if all(told) else ()


def known(catalogue: Catalog) -> set[tuple[str, ...]]:
    return {ids(message) for message in catalogue if ids(message)}


def in_code() -> set[tuple[str, ...]]:
    """Every message id that the code marks."""
    found: Catalog = Catalog()
    for package in PACKAGES:
        for _file, _line, message, _comments, _context in extract_from_dir(
            ROOT / package, keywords=KEYWORDS
        ):
            found.add(message)
    return known(found)


def written(name: str) -> Catalog:
    file = LOCALE_FOLDER / name / "LC_MESSAGES" / f"{DOMAIN}.po"
    return read_po(io.BytesIO(file.read_bytes()), locale=name, domain=DOMAIN)


def holes(words: str) -> set[str]:
    return {field for _text, field, _spec, _conversion in Formatter().parse(words) if field}


@pytest.mark.parametrize("name", ["zh_Hant", "en"])
def test_a_catalogue_has_every_message_of_the_code_and_no_other(name: str) -> None:
    assert known(written(name)) == in_code()


def test_the_template_has_every_message_of_the_code_and_no_other() -> None:
    template = read_po(io.BytesIO((LOCALE_FOLDER / f"{DOMAIN}.pot").read_bytes()))
    assert known(template) == in_code()


def test_everything_is_translated_into_chinese() -> None:
    assert [ids(message) for message in written("zh_Hant") if not forms(message)] == []


@pytest.mark.parametrize("name", ["zh_Hant", "en"])
def test_nothing_is_fuzzy(name: str) -> None:
    assert [ids(message) for message in written(name) if ids(message) and message.fuzzy] == []


def test_a_translation_has_the_holes_of_its_message() -> None:
    for message in written("zh_Hant"):
        for form in forms(message) if ids(message) else ():
            # Chinese has one form, for every number: that of the plural.
            assert holes(form) == holes(ids(message)[-1]), message.id


@pytest.mark.parametrize("name", ["zh_Hant", "en"])
def test_the_compiled_catalogue_says_what_the_written_one_does(name: str) -> None:
    file = LOCALE_FOLDER / name / "LC_MESSAGES" / f"{DOMAIN}.mo"
    compiled = {
        ids(message)[:1]: forms(message) for message in read_mo(io.BytesIO(file.read_bytes()))
    }
    for message in written(name):
        # An untranslated plural is compiled with its own English forms.
        said = forms(message) or (ids(message) if message.pluralizable else ())
        assert compiled.pop(ids(message)[:1], ()) == said or not ids(message)
    assert compiled == {}


def test_chinese_is_written_in_traditional_characters() -> None:
    for message in written("zh_Hant"):
        for form in forms(message) if ids(message) else ():
            # Big5 has no character that only Simplified Chinese uses.
            "".join(re.findall(r"[\u4e00-\u9fff]", form)).encode("big5")


def test_both_languages_speak() -> None:
    assert translator(Language.ZH_HANT)("Home") == "首頁"
    assert translator(Language.EN)("Home") == "Home"
    assert translator(Language.ZH_HANT).count("Show one more", "Show {n} more", 3).count("3") == 1
    assert gettext.find(DOMAIN, LOCALE_FOLDER, ["en"]) is not None
