"""What can go wrong with the index, in one sentence each.

IndexFailure
├── UnusableFolder        the folder can't be made, read or written, or its disk is full
├── BusyIndex             another process holds the index for longer than one waits
├── DamagedIndex          a store that can't be read or that lost vectors; it is built anew
└── EmbedderUnavailable   a model that isn't there, or that nothing here can load
"""


class IndexFailure(Exception):
    """Base of everything this package raises.

    `msgid` is an English sentence and a message id of the catalogues; `params` fill its {holes}.
    """

    def __init__(self, msgid: str, **params: str) -> None:
        self.msgid = msgid
        self.params = params
        super().__init__(msgid.format(**params))


class UnusableFolder(IndexFailure):
    """The folder of the index can't be made, read or written, or its disk is full."""


class BusyIndex(IndexFailure):
    """Another process is at the index and did not finish while one waited."""


class DamagedIndex(IndexFailure):
    """What is stored can't be read, or is not what was put there."""


class EmbedderUnavailable(IndexFailure):
    """The model can't be found or loaded, or what it needs is not installed."""
