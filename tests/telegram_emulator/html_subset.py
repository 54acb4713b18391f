"""Telegram's HTML: a parser with the tags, the leniency and the complaints of TDLib's own."""

import re
from dataclasses import dataclass

from telegram_emulator.entities import Entity, units
from telegram_emulator.errors import Refused, bad_request

_KINDS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "a": "text_link",
}
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_REFERENCE = re.compile(r"&(?:#(?:x([0-9a-fA-F]+)|([0-9]+))|(lt|gt|amp|quot));?")
_SPACES = " \t\r\n\v\0"
_TOKEN = re.compile(r"[A-Za-z0-9.-]*")
_SCHEMES = re.compile(r"(?:https?|tg|tonsite)://\S+|mailto:\S+", re.I)
_BARE_HOST = re.compile(r"[^\s/:]+\.[^\s/:]{2,}(?:[/:?#]\S*)?")


@dataclass(slots=True)
class _Open:
    tag: str
    argument: str
    offset: int
    start: int


def parse(text: str) -> tuple[str, list[Entity]]:
    """The visible text and its entities, in the order in which their tags close.

    Raises Refused: "can't parse entities: …", with the offset in bytes as Telegram gives it.
    """
    return _Parser(text).run()


def checked_link(url: str) -> str:
    """`url` as Telegram keeps it, or "" for one that it silently drops."""
    if _SCHEMES.fullmatch(url):
        return url
    if _BARE_HOST.fullmatch(url):
        return f"http://{url}" if "/" in url else f"http://{url}/"
    return ""


class _Parser:
    def __init__(self, source: str) -> None:
        self._source = source
        self._at = 0
        self._shown: list[str] = []
        self._offset = 0
        self._open: list[_Open] = []
        self._entities: list[Entity] = []

    def run(self) -> tuple[str, list[Entity]]:
        while self._at < len(self._source):
            character = self._source[self._at]
            if character == "&":
                self._show(self._reference())
            elif character != "<":
                self._at += 1
                self._show(character)
            elif self._source.startswith("</", self._at):
                self._close()
            else:
                self._start()
        if self._open:
            tag = self._open[-1].tag
            raise self._complaint(f'Can\'t find end tag corresponding to start tag "{tag}"')
        for entity in self._entities:
            if entity["type"] == "code":
                entity.pop("language", None)
        return "".join(self._shown), self._entities

    def _show(self, text: str) -> None:
        self._shown.append(text)
        self._offset += units(text)

    def _complaint(self, reason: str) -> Refused:
        return bad_request(f"can't parse entities: {reason}")

    def _byte(self, at: int) -> int:
        return len(self._source[:at].encode())

    def _reference(self) -> str:
        match = _REFERENCE.match(self._source, self._at)
        if match is None:
            self._at += 1
            return "&"
        hexadecimal, decimal, name = match.groups()
        if name:
            decoded = _NAMED[name]
        else:
            number = int(hexadecimal, 16) if hexadecimal else int(decimal)
            valid = 0 < number < 0x10FFFF and not 0xD800 <= number < 0xE000
            decoded = chr(number) if valid else ""
        if not decoded:
            self._at += 1
            return "&"
        self._at = match.end()
        return decoded

    def _skip(self, *, spaces: bool, stop: str = "") -> str:
        begin = self._at
        while self._at < len(self._source):
            character = self._source[self._at]
            if (character in _SPACES) is not spaces or character in stop:
                break
            self._at += 1
        return self._source[begin : self._at]

    def _peek(self) -> str:
        return self._source[self._at : self._at + 1]

    def _start(self) -> None:
        begin = self._at
        self._at += 1
        tag = self._skip(spaces=False, stop=">").lower()
        where = f"at byte offset {self._byte(begin)}"
        if not self._peek():
            raise self._complaint(f"Unclosed start tag {where}")
        if tag not in _KINDS:
            raise self._complaint(f'Unsupported start tag "{tag}" {where}')
        argument = ""
        while True:
            self._skip(spaces=True)
            if self._peek() == ">":
                break
            name, value = self._attribute(tag, where)
            argument = _argument(tag, name, value) or argument
        self._at += 1
        if tag == "span" and argument != "spoiler":
            raise self._complaint(f'Tag "span" must have class "tg-spoiler" {where}')
        self._open.append(_Open(tag, argument, self._offset, len(self._shown)))

    def _attribute(self, tag: str, where: str) -> tuple[str, str]:
        name = self._skip(spaces=False, stop="=>/\"'").lower()
        if not name:
            if not self._peek():
                raise self._complaint(f'Unclosed start tag "{tag}" {where}')
            raise self._complaint(f'Empty attribute name in the tag "{tag}" {where}')
        self._skip(spaces=True)
        if self._peek() != "=":
            return name, ""
        self._at += 1
        self._skip(spaces=True)
        value = self._value()
        if not self._peek():
            raise self._complaint(f"Unclosed start tag {where}")
        return name, value

    def _value(self) -> str:
        quote = self._peek()
        if quote not in {'"', "'"}:
            begin = self._at
            match = _TOKEN.match(self._source, begin)
            token = match.group() if match else ""
            self._at += len(token)
            if self._peek() and self._peek() not in f">{_SPACES}":
                raise self._complaint(
                    f"Unexpected end of name token at byte offset {self._byte(begin)}"
                )
            return token.lower()
        self._at += 1
        value = ""
        while self._peek() and self._peek() != quote:
            if self._peek() == "&":
                value += self._reference()
            else:
                value += self._peek()
                self._at += 1
        if self._peek():
            self._at += 1
        return value

    def _close(self) -> None:
        begin = self._at
        where = f"at byte offset {self._byte(begin)}"
        if not self._open:
            raise self._complaint(f"Unexpected end tag {where}")
        self._at += 2
        tag = self._skip(spaces=False, stop=">").lower()
        self._skip(spaces=True)
        if self._peek() != ">":
            raise self._complaint(f"Unclosed end tag {where}")
        self._at += 1
        opened = self._open.pop()
        if tag and tag != opened.tag:
            raise self._complaint(
                f'Unmatched end tag {where}, expected "</{opened.tag}>", found "</{tag}>"'
            )
        length = self._offset - opened.offset
        if length:
            self._mark(opened, {"offset": opened.offset, "length": length})

    def _mark(self, opened: _Open, place: Entity) -> None:
        last = self._entities[-1] if self._entities else {}
        same = {key: last.get(key) for key in place} == place
        if opened.tag == "pre" and same and last["type"] == "code" and "language" in last:
            last["type"] = "pre"
            return
        entity: Entity = {"type": _KINDS[opened.tag], **place}
        if opened.tag == "code" and opened.argument:
            # Kept only when a <pre> turns out to stand around it.
            entity["language"] = opened.argument
        if opened.tag == "blockquote" and opened.argument:
            entity["type"] = "expandable_blockquote"
        if opened.tag == "a":
            url = checked_link(opened.argument or "".join(self._shown[opened.start :]))
            if not url:
                return
            entity["url"] = url
        self._entities.append(entity)


def _argument(tag: str, name: str, value: str) -> str:
    match tag, name:
        case "a", "href":
            return value
        case "code", "class" if value.startswith("language-"):
            return value.removeprefix("language-")
        case "span", "class" if value.startswith("tg-"):
            return value.removeprefix("tg-")
        case "blockquote", "expandable":
            return "expandable"
    return ""
