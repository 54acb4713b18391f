"""The bot's own web server: the webhook, health, metrics; the only part that knows Starlette."""
