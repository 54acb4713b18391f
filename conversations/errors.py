"""What can go wrong in a conversation, in one sentence each.

ConversationError
├── IllegalMove        an event that the quiz's phase does not allow
├── NothingToAsk       a scope that no sound quiz can be made of
│   └── AllAsked       everything there was asked so lately that no answer would count
├── DatabaseUnusable   a file that is damaged, foreign, newer than this program or out of reach
├── MalformedQuestions a file of questions that can't be read
├── UnusableVotes      experts' votes that no cut can be made of
├── NotAllowed         somebody wants to do what their roles don't allow
├── UnknownTeam        a team that there is not, or that is archived
├── UnknownPerson      somebody who is not in the team, or doesn't have that role
├── UnusableName       a name that can't be one, or that another team has
├── UnusableWords      a note or a comment that is empty or too long
├── UnusableInvite     an invite with terms that can't be
├── UnusableAssignment an assignment of nothing, or of what there is not
└── LastOwner          somebody must stay owner
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


class NotAllowed(ConversationError):
    """The person's roles don't allow it; nothing was done."""


class UnknownTeam(ConversationError):
    """There is no such team, or it is archived; nothing was done."""


class UnknownPerson(ConversationError):
    """The person is not in the team, or doesn't have the role; nothing was done."""


class UnusableName(ConversationError):
    """A name is empty, too long, can't be shown, or is taken."""


class UnusableWords(ConversationError):
    """A note or a comment is empty or too long."""


class UnusableInvite(ConversationError):
    """An invite's role, number of days or number of uses can't be."""


class UnusableAssignment(ConversationError):
    """An assignment names no task, or what the standard doesn't have."""


class UnusableDate(ConversationError):
    """What was typed is no day, or one that is over."""


class LastOwner(ConversationError):
    """Without an owner nobody could be made manager any more."""
