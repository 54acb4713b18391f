"""What can go wrong in a conversation, in one sentence each.

ConversationError
├── IllegalMove        an event that the quiz's phase does not allow
├── NothingToAsk       a scope that no sound quiz can be made of
│   └── AllAsked       everything there was asked so lately that no answer would count
├── DatabaseUnusable   a file that is damaged, foreign, newer than this program or out of reach
├── MalformedQuestions a file of questions that can't be read
└── UnusableVotes      experts' votes that no cut can be made of
"""


class ConversationError(Exception):
    """Base of everything this package raises.

    `msgid` is an English sentence and a message id of the catalogues; `params` fill its {holes}.
    """

    def __init__(self, msgid: str, **params: str) -> None:
        self.msgid = msgid
        self.params = params
        super().__init__(msgid.format(**params))


class IllegalMove(ConversationError):
    """The quiz cannot do this in its present phase; it stays as it was."""


class NothingToAsk(ConversationError):
    """The scope is unknown or holds too little for a quiz."""


class AllAsked(NothingToAsk):
    """Everything that could be asked was asked so lately that no answer would count."""


class DatabaseUnusable(ConversationError):
    """The database can't be opened or read; its file was left as it is."""


class MalformedQuestions(ConversationError):
    """A file of questions has a line that is not one."""


class UnusableVotes(ConversationError):
    """A vote is none, or there are too few, or their mean can't be a cut."""
