"""A standard's words for those who read the other language: our rendering beside the print.

The print is what counts; the rendering never stands alone, except on buttons.
"""

from bot.message import Block, Style, text
from bot.views.labels import shorten
from conversations.language import Translator
from standards.model import Activity, Standard, Task
from standards.renderings import Rendering, renderings_of


def label_of(standard: Standard, item_id: str, words: str, _: Translator) -> str:
    """`words` for a button: rendered where the reader's language is another, else as printed."""
    found = _rendering(standard, item_id, _)
    return words if found is None else found.title or found.text or words


def standard_label(standard: Standard, _: Translator) -> str:
    """A standard's title, short enough for a button."""
    return shorten(label_of(standard, standard.code, standard.title, _))


def place_label(standard: Standard, place: Task | Activity, _: Translator) -> str:
    """A task's or activity's code and title, short enough for a button."""
    return shorten(f"{place.code} {label_of(standard, place.id, place.title, _)}")


def bilingual(standard: Standard, item_id: str, words: str, _: Translator) -> str:
    """`words` as printed, the rendering in brackets where the reader's language is another."""
    rendered = rendering_of(standard, item_id, words, _)
    return f"{words} ({rendered})" if rendered else words


def rendering_of(standard: Standard, item_id: str, words: str, _: Translator) -> str:
    """The rendering of `words` alone; empty where none is needed or there is none."""
    rendered = label_of(standard, item_id, words, _)
    return "" if rendered == words else rendered


def remark(standard: Standard, item_id: str, _: Translator) -> tuple[Block, ...]:
    """The whole rendering of an item, called what it is; nothing where none is needed."""
    found = _rendering(standard, item_id, _)
    if found is None or not found.whole:
        return ()
    return (text(_("Unofficial translation: {words}", words=found.whole), Style.QUIET),)


def remark_on_field(standard: Standard, label: str, _: Translator) -> tuple[Block, ...]:
    """The same of the header field of that printed label."""
    if standard.language == _.language:
        return ()
    words = renderings_of(standard.code).fields.get(label)
    if words is None:
        return ()
    return (text(_("Unofficial translation: {words}", words=words), Style.QUIET),)


def printed_label(standard: Standard, printed: str, own: str, _: Translator) -> str:
    """What the document prints above a list, `own` in brackets for whoever reads another language.

    `own` alone where nothing is printed.
    """
    if not printed or standard.language == _.language:
        return printed or own
    return f"{printed} ({own})"


def _rendering(standard: Standard, item_id: str, _: Translator) -> Rendering | None:
    if standard.language == _.language:
        return None
    return renderings_of(standard.code).items.get(item_id)
