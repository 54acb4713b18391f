"""Why the Telegram bot cannot run."""


class CannotRun(Exception):
    """No valid token, no Telegram, or another bot with the same token; never the token itself.

    `msgid` is an English sentence and a message id of the catalogues; `params` fill its {holes}.
    """

    def __init__(self, msgid: str, **params: str) -> None:
        self.msgid = msgid
        self.params = params
        super().__init__(msgid.format(**params))
