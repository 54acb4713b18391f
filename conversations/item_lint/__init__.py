"""The mechanical rules of good quiz items: every break of one is named, with a sentence.

Some hold for every item, some only for those generated from a standard's words, whose stems are a
title and a question, and some only for those that people write, whose stems tell of a situation.
"""

from conversations.item_lint.as_asked import Asked, asked
from conversations.item_lint.broken import Break, ItemFinding, Rule
from conversations.item_lint.every import LONGEST_KEY, OPTIONS
from conversations.item_lint.generated import lint
from conversations.item_lint.written import MESSAGE, RARE, lint_bank

__all__ = [
    "LONGEST_KEY",
    "MESSAGE",
    "OPTIONS",
    "RARE",
    "Asked",
    "Break",
    "ItemFinding",
    "Rule",
    "asked",
    "lint",
    "lint_bank",
]
