"""What a link to the private chat carries: a quiz's scope, in letters that Telegram allows."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error

QUIZ = "quiz"
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
