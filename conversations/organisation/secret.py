"""A secret that nobody guesses: of an invite, and of the first owner's code."""

from secrets import token_urlsafe

SECRET_BYTES = 24
"""192 bits, in 32 letters of A–Z, a–z, 0–9, - and _."""


def random_secret() -> str:
    """A secret that nobody guesses, in letters that a link takes."""
    return token_urlsafe(SECRET_BYTES)
