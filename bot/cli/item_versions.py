"""Which versions of an item there are, in the bank and in the log of answers."""

from collections.abc import Iterable

from bot.cli.items_list import recall_of
from conversations.evidence import ItemVersion
from conversations.exposure import Exposure
from standards.item_bank import written_items
from standards.model import Language, Standard


def versions_of(
    item: str, standards: Iterable[Standard], exposures: Iterable[Exposure]
) -> set[int]:
    """The versions of `item` that are in the bank, or that somebody answered; often one."""
    standards = tuple(standards)
    written = {
        each.version
        for standard in standards
        for each in written_items(standard.code)
        if each.id == item
    }
    found = written | {each.record.version for each in exposures if each.record.item == item}
    # Last, since making the generated ones takes longer than all the rest.
    return found or {
        each.version
        for standard in standards
        for language in Language
        for each in recall_of(standard, language)
        if each.id == item
    }


def letters_of(standards: Iterable[Standard]) -> dict[tuple[ItemVersion, str], str]:
    """The letter of each option of the written items, by its text in any language."""
    return {
        ((item.id, item.version), option.text): option.letter
        for standard in standards
        for item in written_items(standard.code)
        for wording in item.wordings.values()
        for option in wording.options
    }
