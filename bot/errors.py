"""What can go wrong with the data folder and the files written from it, in one sentence each.

DataError
├── FileThere       a file that would be overwritten
├── FolderInUse     a data folder that somebody else has a hold of
└── UnusableBackup  a file that is no backup, damaged, of a newer version or too large
"""


class DataError(Exception):
    """Base of these; `msgid` is a message id of the catalogues, `params` fill its {holes}."""

    def __init__(self, msgid: str, **params: str) -> None:
        self.msgid = msgid
        self.params = params
        super().__init__(msgid.format(**params))


class FileThere(DataError):
    """The file is there already and was left as it is."""


class FolderInUse(DataError):
    """A bot or another command works in the data folder, or a backup is being restored."""


class UnusableBackup(DataError):
    """The file can't be restored; nothing was changed."""
