"""The conversation's two faces, Telegram and the terminal, and the command line."""
