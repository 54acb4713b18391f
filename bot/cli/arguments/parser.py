"""A parser that says what is wrong in one sentence."""

import argparse
import sys
from typing import NoReturn

USER_MISTAKE = 2
"""The exit status when the user can mend it: a wrong file, a missing token, an unknown code."""


def complain(sentence: str) -> None:
    """Says it on stderr."""
    sys.stderr.write(sentence + "\n")


class Parser(argparse.ArgumentParser):
    """Says what is wrong in one sentence, without the usage in front of it."""

    mixed = False
    """Options may stand between the operands, of which the last may be left out."""

    def parse_known_args(self, args=None, namespace=None):  # type: ignore[no-untyped-def]
        """As ever, or as `mixed` says."""
        if not self.mixed:
            return super().parse_known_args(args, namespace)
        self.mixed = False
        try:
            return self.parse_known_intermixed_args(args, namespace)
        finally:
            self.mixed = True

    def error(self, message: str) -> NoReturn:
        complain(f"{self.prog}: {message}")
        sys.exit(USER_MISTAKE)
