"""The least that answers a tap with python-telegram-bot: the yardstick of `bench_taps.py`."""

import os
import signal
from typing import Any

from telegram import Update
from telegram.ext import ApplicationBuilder, CallbackContext, CallbackQueryHandler


async def echo(update: Update, context: CallbackContext[Any, Any, Any, Any]) -> None:
    query = update.callback_query
    assert query is not None
    await query.answer()
    await query.edit_message_text(f"You pressed {query.data}")


def main() -> None:
    signal.signal(signal.SIGUSR1, signal.SIG_IGN)
    base = os.environ["TELEGRAM_API_BASE"]
    builder = ApplicationBuilder().token(os.environ["TELEGRAM_TOKEN"]).base_url(f"{base}/bot")
    app = builder.concurrent_updates(True).connection_pool_size(64).build()
    app.add_handler(CallbackQueryHandler(echo))
    app.run_polling()


if __name__ == "__main__":
    main()
