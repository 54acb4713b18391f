"""The numbers of the Bot API, as core.telegram.org/bots/api prints them."""

from typing import Final

MESSAGE: Final = 4096
CAPTION: Final = 1024
# Telegram shows the first hundred and silently forgets the rest.
ENTITIES: Final = 100

BUTTONS: Final = 100
BUTTONS_IN_A_ROW: Final = 8
CALLBACK_DATA_BYTES: Final = 64
CALLBACK_ANSWER: Final = 200
DEEP_LINK: Final = 64

POLL_QUESTION: Final = 300
# The Bot API has let one option through since 9.6; nobody can choose among one, so we ask for two.
POLL_OPTIONS_AT_LEAST: Final = 2
POLL_OPTIONS: Final = 12
POLL_OPTION: Final = 100
POLL_EXPLANATION: Final = 200
POLL_EXPLANATION_LINE_FEEDS: Final = 2
POLL_DESCRIPTION: Final = 1024
POLL_OPEN_SECONDS: Final = range(5, 2_628_001)

INLINE_QUERY: Final = 256
INLINE_RESULTS: Final = 50
INLINE_OFFSET_BYTES: Final = 64
INLINE_RESULT_ID_BYTES: Final = 64

COMMANDS: Final = 100
COMMAND_DESCRIPTION: Final = 256
BOT_NAME: Final = 64
BOT_DESCRIPTION: Final = 512
BOT_SHORT_DESCRIPTION: Final = 120

PHOTO_BYTES: Final = 10 * 1024 * 1024
UPLOAD_BYTES: Final = 50 * 1024 * 1024
DOWNLOAD_BYTES: Final = 20 * 1024 * 1024

UPDATES_AT_ONCE: Final = 100
WEBHOOK_CONNECTIONS: Final = range(1, 101)
