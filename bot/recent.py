"""What was seen lately, so that nothing is done twice, and nothing is looked up anew."""

from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Latest(Generic[K, V]):
    """The newest value of each key, of as many keys as were put last."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._values: dict[K, V] = {}

    def __contains__(self, key: K) -> bool:
        return key in self._values

    def get(self, key: K) -> V | None:
        """The value; None where none is remembered."""
        return self._values.get(key)

    def put(self, key: K, value: V) -> None:
        """Remembers it as the newest."""
        self._values.pop(key, None)
        self._values[key] = value
        if len(self._values) > self._most:
            del self._values[next(iter(self._values))]

    def forget(self, which: Callable[[K], bool]) -> None:
        """Knows no more what `which` says yes to."""
        for key in [key for key in self._values if which(key)]:
            del self._values[key]


class Recent:
    """A set that forgets its oldest members beyond `most`."""

    def __init__(self, most: int) -> None:
        self._seen = Latest[Hashable, None](most)

    def is_new(self, key: Hashable) -> bool:
        """Whether `key` is seen for the first time; it is known from now on."""
        if key in self._seen:
            return False
        self._seen.put(key, None)
        return True

    def forget(self, which: Callable[[Hashable], bool]) -> None:
        """Knows no more what `which` says yes to."""
        self._seen.forget(which)
