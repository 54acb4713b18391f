"""An assistant whose answers are counted by their kind."""

from collections.abc import Callable

from bot.handlers.asking import Asked, Assistant
from standards.model import Language


class CountedAssistant:
    """Answers as `assistant` does; `answered` is told the kind of each answer."""

    def __init__(self, assistant: Assistant, answered: Callable[[str], None]) -> None:
        self._assistant = assistant
        self._answered = answered

    async def ask(
        self, question: str, language: Language | None = None, topic: str | None = None, /
    ) -> Asked:
        """The answer."""
        asked = await self._assistant.ask(question, language, topic)
        self._answered(asked.answer.kind.name.lower())
        return asked
