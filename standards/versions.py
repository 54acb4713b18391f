"""Versions of one standard: which code is a newer version of which."""

import re
from collections.abc import Iterable

from standards.model import Standard

_CODE = re.compile(r"(?P<base>.+?)[ _.-]?[vV](?P<number>[0-9]{1,3})")


def base_and_version(code: str) -> tuple[str, int]:
    """`KRM4224-001` and 3 for `KRM4224-001v3`; a code without a version is the first one."""
    match = _CODE.fullmatch(code.strip())
    if match is None:
        return code.strip().casefold(), 1
    return match["base"].casefold(), int(match["number"])


def relative_of(code: str, standards: Iterable[Standard]) -> Standard | None:
    """The newest of `standards` that is another version of `code`."""
    base, _ = base_and_version(code)
    others = [
        (version, one)
        for one in standards
        for own, version in (base_and_version(one.code),)
        if own == base and one.code.casefold() != code.casefold()
    ]
    return max(others, key=lambda each: each[0])[1] if others else None
