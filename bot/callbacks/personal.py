"""The mark of an action that is not for a group."""


class Personal:
    """An action that is between a person and us, and nobody's business in a group."""

    __slots__ = ()
