"""What can go wrong with documents, in one sentence each.

StandardError
├── UnreadableDocument   empty, damaged, locked, too large, of no known format, not there
├── UnknownFamily        text, but no standard that we know how to read
├── MalformedStandard    a family's document that lacks what makes it a standard
├── DuplicateStandard    a code that is already in the library
│   └── OtherVersion     another version of one that is in the library
├── UnknownStandard      a code that is not in the library
│   └── Superseded       a code that a newer version took the place of
└── MalformedItem        a written quiz item that can't be understood
"""


class StandardError(Exception):
    """Base of everything this package raises.

    `msgid` is an English sentence and a message id of the catalogues; `params` fill its {holes}.
    """

    def __init__(self, msgid: str, **params: str) -> None:
        self.msgid = msgid
        self.params = params
        super().__init__(msgid.format(**params))


class UnreadableDocument(StandardError):
    """The file is empty, damaged, locked, too large, of no format that is read, or not there."""


class UnknownFamily(StandardError):
    """The text is of no family that has a reader."""


class MalformedStandard(StandardError):
    """The document is of a known family but has no code or nothing to read."""


class DuplicateStandard(StandardError):
    """The library holds a standard of this code already."""


class OtherVersion(DuplicateStandard):
    """The library holds another version of this standard, and nobody said what to do with it."""


class UnknownStandard(StandardError):
    """The library holds no standard of this code."""


class Superseded(UnknownStandard):
    """A newer version took its place: it can be read, but isn't asked from any more."""


class MalformedItem(StandardError):
    """A file of written quiz items, or one item in it, can't be understood."""
