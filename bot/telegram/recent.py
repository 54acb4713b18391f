"""What was seen lately, so that nothing is done twice."""

from collections import OrderedDict
from collections.abc import Hashable


class Recent:
    """A set that forgets its oldest members beyond `most`."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._seen: OrderedDict[Hashable, None] = OrderedDict()

    def is_new(self, key: Hashable) -> bool:
        """Whether `key` is seen for the first time; it is known from now on."""
        if key in self._seen:
            return False
        self._seen[key] = None
        if len(self._seen) > self._most:
            self._seen.popitem(last=False)
        return True
