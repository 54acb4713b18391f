"""How people are named on the command line."""

import re

from bot.settings import SettingsError
from conversations.language import N_

TERMINAL = "terminal:"
"""What the key of a person in the terminal starts with; they are named without it."""
TELEGRAM = "telegram:"


def person_of(named: str) -> str:
    """The key of a person who is named as in `chat --user`, or by the key itself.

    Raises SettingsError for what can be nobody's key.
    """
    bare = named.strip()
    if bare.startswith(TELEGRAM):
        if not re.fullmatch(r"[1-9][0-9]{0,18}", bare.removeprefix(TELEGRAM)):
            raise SettingsError(
                N_("{key} is nobody's key; Telegram's are like telegram:123456789."), key=bare
            )
        return bare
    if not bare.removeprefix(TERMINAL):
        raise SettingsError(N_("Say who it is."))
    return TERMINAL + bare.removeprefix(TERMINAL)


def name_of(key: str) -> str:
    """How they are named."""
    return key.removeprefix(TERMINAL)
