"""Telegram's face: the only part that knows python-telegram-bot."""

import os

# Times come as `timedelta`, as in python-telegram-bot's next major version; it warns otherwise.
os.environ.setdefault("PTB_TIMEDELTA", "true")
