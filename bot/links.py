"""What a link to the private chat carries, in letters that Telegram allows.

A quiz's scope, an invite's secret, or the code of the first owner.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error

QUIZ = "quiz"
JOIN = "join"
OWN = "own"
MOST_LETTERS = 64


def start_of(scope: str | None = None) -> str:
    """The argument of `/start` that opens the quiz, at `scope` where that fits."""
    if scope is None:
        return QUIZ
    start = f"{QUIZ}-{urlsafe_b64encode(scope.encode()).decode().rstrip('=')}"
    return start if len(start) <= MOST_LETTERS else QUIZ


def scope_of(start: str) -> str | None:
    """The scope that `start_of` was given; None where it was none, or the argument is not ours."""
    word, _, encoded = start.partition("-")
    if word != QUIZ or not encoded:
        return None
    try:
        scope = urlsafe_b64decode(encoded + "=" * (-len(encoded) % 4)).decode()
    except (Error, ValueError):
        return None
    return scope if start_of(scope) == start else None


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
