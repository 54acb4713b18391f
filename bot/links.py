"""What a link to the private chat carries, in letters that Telegram allows.

A quiz's scope, an item's id, an assignment's, an invite's secret, or the code of the first owner.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error

QUIZ = "quiz"
ITEM = "item"
ASSIGNMENT = "assignment"
JOIN = "join"
OWN = "own"
HERE = "here"
"""Opens the first screen, for a link that must carry something."""
TEAM = "team"
"""What opens the teams."""
MOST_LETTERS = 64


def start_of(scope: str | None = None) -> str:
    """The argument of `/start` that opens the quiz, at `scope` where that fits."""
    return (_encoded(QUIZ, scope) if scope is not None else None) or QUIZ


def scope_of(start: str) -> str | None:
    """The scope that `start_of` was given; None where it was none, or the argument is not ours."""
    return _decoded(QUIZ, start)


def opening_of(id: str) -> str | None:
    """The argument of `/start` that opens the item or standard of that id; None if it can't fit."""
    return _encoded(ITEM, id)


def opened_by(start: str) -> str | None:
    """The id that `opening_of` was given; None where the argument is none of these."""
    return _decoded(ITEM, start)


def assignment_of(id: str) -> str | None:
    """The argument of `/start` that opens the assignment of that id; None if it can't fit."""
    return _encoded(ASSIGNMENT, id)


def assignment_in(start: str) -> str | None:
    """The id that `assignment_of` was given; None where the argument is none of these."""
    return _decoded(ASSIGNMENT, start)


def _encoded(word: str, told: str) -> str | None:
    start = f"{word}-{urlsafe_b64encode(told.encode()).decode().rstrip('=')}"
    return start if len(start) <= MOST_LETTERS else None


def _decoded(word: str, start: str) -> str | None:
    said, _, encoded = start.partition("-")
    if said != word or not encoded:
        return None
    try:
        told = urlsafe_b64decode(encoded + "=" * (-len(encoded) % 4)).decode()
    except (Error, ValueError):
        return None
    return told if _encoded(word, told) == start else None


def join_of(secret: str) -> str:
    """The argument of `/start` that opens the invite of that secret."""
    return f"{JOIN}-{secret}"


def own_of(code: str) -> str:
    """The argument of `/start` that claims ownership by that code."""
    return f"{OWN}-{code}"


def secret_of(start: str, word: str = JOIN) -> str | None:
    """What `join_of` was given, or `own_of` for the word OWN; None where it was none of ours."""
    said, _, secret = start.partition("-")
    return secret if said == word and secret else None


def link_of(bot: str, start: str) -> str:
    """The address that opens the chat with the bot of that user name, with `/start` prepared."""
    return f"https://t.me/{bot}?start={start}"
