"""`competency-bot` with a question that ends the process, as a bug in a library might.

It loads nothing in advance: it does not live long enough to need it.
"""

import os
import signal
from typing import Any

from bot.__main__ import main
from conversations.ask import Assistant

POISON = "What is it that nobody survives?"


def nothing(_assistant: Assistant) -> None:
    """Instead of loading in advance."""


if __name__ == "__main__":
    answer = Assistant.answer

    def answer_or_die(self: Assistant, question: str, *rest: Any) -> Any:
        if question == POISON:
            os.kill(os.getpid(), signal.SIGKILL)
        return answer(self, question, *rest)

    setattr(Assistant, "answer", answer_or_die)  # noqa: B010  # mypy forbids the plain way
    setattr(Assistant, "warm", nothing)  # noqa: B010  # the same
    main()
