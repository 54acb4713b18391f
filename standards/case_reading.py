"""From a package of CASE 1.1 to a standard: our own exactly, anybody else's by its tree.

A framework that was not written here says neither what is a task nor what is an indicator. What
stands right in the document is a task, what has something under itself there an activity, the rest
are indicators; what its CFItemType calls knowledge, a skill or an attitude is that. What stands
deeper than a standard goes is read as an indicator and reported.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NoReturn

from standards.case import EXTENSION, TYPES, statement
from standards.errors import MalformedStandard, UnknownFamily
from standards.flat import PARENTS, TITLED, FaultyRow, Row, RowKind, assembled
from standards.model import (
    Family,
    Finding,
    FindingKind,
    Language,
    Source,
    Standard,
    Version,
)
from standards.script import language_of
from standards.sentences import Refusal, Why
from standards.well_formed import CODE, ITEM

_CALLED = {
    RowKind.KNOWLEDGE: ("knowledge", "知識"),
    RowKind.SKILL: ("skill", "技能"),
    RowKind.ATTITUDE: ("attitude", "disposition", "態度"),
}
"""Words in a CFItemType that tell what an item is in anybody's framework."""
_LETTERS = {
    RowKind.TASK: "T",
    RowKind.KNOWLEDGE: "K",
    RowKind.SKILL: "S",
    RowKind.ATTITUDE: "A",
    RowKind.ASSESSMENT: "G",
    RowKind.NOTE: "N",
}
_LAST = 1 << 31


@dataclass(slots=True, eq=False)
class _Node:
    """A CFItem while the tree is read."""

    number: int
    identifier: str
    statement: str
    title: str
    code: str
    type: str
    said: Mapping[str, Any]
    """What our own extension says of it."""
    children: list[tuple[int, int, "_Node"]] = field(default_factory=list)
    has_parent: bool = False
    kind: RowKind = RowKind.TASK
    under: "_Node | None" = None
    id: str = ""
    deep: bool = False

    def offspring(self) -> list["_Node"]:
        return [node for _number, _order, node in sorted(self.children, key=lambda each: each[:2])]


def recognises(text: str) -> bool:
    """Whether `text` is JSON."""
    return text.lstrip().startswith("{")


def standard_of(text: str, source: Source) -> Standard:
    """The standard of the package in `text`.

    Raises `UnknownFamily` for JSON that is no package, and `MalformedStandard`, naming
    `source.file` and the place, for one that is not what CASE 1.1 says.
    """
    package = _json(text, source.file)
    document = package.get("CFDocument") if isinstance(package, dict) else None
    if not isinstance(document, dict):
        raise UnknownFamily(Refusal.NO_CASE, file=source.file)
    reader = _Reader(source.file)
    nodes = [
        reader.node(number, item) for number, item in enumerate(reader.rows(package, "CFItems"))
    ]
    associations = reader.rows(package, "CFAssociations")
    order = reader.tree(document, nodes, associations)
    _name(order)
    head = reader.head(document, order, source)
    rows = _rows(order, reader.relations(order, associations))
    try:
        standard = assembled(head, rows)
    except FaultyRow as error:
        reader.refuse(f"CFItems[{order[error.number].number}]")
    if not standard.tasks:
        raise MalformedStandard(Refusal.NO_TASKS, file=source.file)
    found = (*standard.findings, *_findings(head.code, order, nodes))
    return replace(standard, findings=found)


def _json(text: str, file: str) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        line, column = str(error.lineno), str(error.colno)
        raise MalformedStandard(Refusal.BROKEN_JSON, file=file, line=line, column=column) from None
    except (RecursionError, ValueError):
        raise MalformedStandard(Refusal.BROKEN_JSON, file=file, line="1", column="1") from None


class _Reader:
    def __init__(self, file: str) -> None:
        self._file = file

    def refuse(self, place: str) -> NoReturn:
        raise MalformedStandard(Refusal.IN_CASE, file=self._file, place=place)

    def rows(self, package: Mapping[str, Any], name: str) -> Sequence[Mapping[str, Any]]:
        rows = package.get(name, [])
        if not isinstance(rows, list):
            self.refuse(name)
        for number, row in enumerate(rows):
            if not isinstance(row, dict):
                self.refuse(f"{name}[{number}]")
        return rows

    def text(self, row: Mapping[str, Any], name: str, place: str) -> str:
        value = row.get(name, "")
        if not isinstance(value, str):
            self.refuse(f"{place}.{name}")
        return value.replace("\0", "")

    def node(self, number: int, item: Mapping[str, Any]) -> _Node:
        place = f"CFItems[{number}]"
        if not self.text(item, "identifier", place):
            self.refuse(f"{place}.identifier")
        if not self.text(item, "fullStatement", place).strip() and not _says(_own(item)):
            self.refuse(f"{place}.fullStatement")
        return _Node(
            number,
            item["identifier"],
            self.text(item, "fullStatement", place),
            self.text(item, "abbreviatedStatement", place),
            " ".join(self.text(item, "humanCodingScheme", place).split()),
            self.text(item, "CFItemType", place),
            _own(item),
        )

    def end(self, association: Mapping[str, Any], number: int, name: str) -> str:
        place = f"CFAssociations[{number}].{name}"
        link = association.get(name)
        if not isinstance(link, dict):
            self.refuse(place)
        return self.text(link, "identifier", place)

    def tree(
        self,
        document: Mapping[str, Any],
        nodes: Sequence[_Node],
        associations: Sequence[Mapping[str, Any]],
    ) -> list[_Node]:
        """The nodes that hang together with the document, each with its kind, parents first."""
        by_identifier: dict[str, _Node] = {}
        for node in nodes:
            if node.identifier in by_identifier:
                self.refuse(f"CFItems[{node.number}].identifier")
            by_identifier[node.identifier] = node
        root = self.text(document, "identifier", "CFDocument")
        top: list[tuple[int, int, _Node]] = []
        for number, association in enumerate(associations):
            if association.get("associationType") != "isChildOf":
                continue
            child = by_identifier.get(self.end(association, number, "originNodeURI"))
            destination = self.end(association, number, "destinationNodeURI")
            parent = by_identifier.get(destination)
            if child is None or child.has_parent or (parent is None and destination != root):
                continue
            child.has_parent = True
            (top if parent is None else parent.children).append(
                (_sequence(association), number, child)
            )
        top += [(_LAST, node.number, node) for node in nodes if not node.has_parent]
        # The later of what is stacked is taken first.
        waiting = [node for *_place, node in sorted(top, key=lambda each: each[:2])][::-1]
        order = []
        while waiting:
            node = waiting.pop()
            _place(node)
            order.append(node)
            for child in reversed(node.offspring()):
                child.under = node
                waiting.append(child)
        return order

    def relations(
        self, order: Sequence[_Node], associations: Sequence[Mapping[str, Any]]
    ) -> dict[str, list[_Node]]:
        """What each node is related to, by the node's id, in sequence."""
        nodes = {node.identifier: node for node in order}
        related: dict[str, list[tuple[int, int, _Node]]] = {}
        for number, association in enumerate(associations):
            if association.get("associationType") != "isRelatedTo":
                continue
            one = nodes.get(self.end(association, number, "originNodeURI"))
            other = nodes.get(self.end(association, number, "destinationNodeURI"))
            if one is not None and other is not None:
                related.setdefault(one.id, []).append((_sequence(association), number, other))
        return {
            id: [node for *_place, node in sorted(found, key=lambda each: each[:2])]
            for id, found in related.items()
        }

    def head(self, document: Mapping[str, Any], order: Sequence[_Node], source: Source) -> Standard:
        """All of the standard but its items."""
        said = _own(document)
        identifier = self.text(document, "identifier", "CFDocument")
        title = self.text(document, "title", "CFDocument")
        if not title.strip():
            self.refuse("CFDocument.title")
        if not (said or re.search("[0-9A-Za-z]", identifier)):
            self.refuse("CFDocument.identifier")
        code = _str(said, "code") or f"CASE-{re.sub('[^0-9A-Za-z]', '', identifier)[:8]}"
        if not CODE.fullmatch(code):
            raise MalformedStandard(Refusal.BAD_CODE, file=self._file, code=code)
        own = _strings(said.get("source"))
        publisher = self.text(document, "publisher", "CFDocument")
        creator = "" if said else self.text(document, "creator", "CFDocument")
        deep = any(node.kind is RowKind.ACTIVITY for node in order)
        printed = _str(said, "title")
        return Standard(
            id=code,
            code=code,
            title=printed if " ".join(printed.split()) == title else title.strip(),
            family=_family(said, deep),
            language=_language(self.text(document, "language", "CFDocument"), title),
            level=_int(said, "level"),
            credit=_int(said, "credit"),
            fields=_strings(said.get("fields")),
            versions=tuple(_versions(said.get("versions"))),
            findings=tuple(_kept_findings(said.get("findings"))),
            task_label=_str(said, "task_label"),
            activity_label=_str(said, "activity_label"),
            source=replace(
                source,
                publisher=publisher or creator,
                title=_str(own, "title"),
                source=_str(own, "source") or self.text(document, "description", "CFDocument"),
            ),
        )


def _place(node: _Node) -> None:
    """Gives the node its kind, and the parent that it has in a standard."""
    parent = node.under
    try:
        kind: RowKind | None = RowKind(_str(node.said, "kind"))
    except ValueError:
        kind = _called(node)
    while parent is not None and parent.kind not in (
        RowKind.TASK,
        RowKind.ACTIVITY,
        RowKind.ASSESSMENT,
    ):
        parent, node.deep = parent.under, True
    allowed = PARENTS.get(kind, ()) if kind else ()
    if kind in _CALLED:
        # Called for by what it stands under; see `_rows`.
        node.kind, node.under = kind, parent
        return
    if kind and (parent.kind in allowed if parent else not allowed):
        node.kind, node.under = kind, parent
        return
    if parent is None:
        node.kind = RowKind.TASK
    elif parent.kind is RowKind.ASSESSMENT:
        node.kind = RowKind.ENTRY
    elif parent.kind is RowKind.TASK and node.children:
        node.kind = RowKind.ACTIVITY
    else:
        node.kind = RowKind.INDICATOR
    node.under = parent


def _called(node: _Node) -> RowKind | None:
    for kind, name in TYPES.items():
        if node.type == name:
            return kind
    words = node.type.casefold()
    return next(
        (kind for kind, said in _CALLED.items() if any(word in words for word in said)), None
    )


def _name(order: Iterable[_Node]) -> None:
    """Gives each node its id: the one it had, its own code if that can be one, else a number."""
    taken: set[str] = set()
    counts: dict[str, int] = {}
    for node in order:
        for id in (_str(node.said, "id"), node.code):
            if ITEM.fullmatch(id) and id not in taken:
                node.id = id
                break
        else:
            node.id = _numbered(node, taken, counts)
        taken.add(node.id)
        node.code = node.code or node.id


def _numbered(node: _Node, taken: set[str], counts: dict[str, int]) -> str:
    above = node.under.id if node.under and node.kind not in _CALLED else ""
    if above and node.kind is not RowKind.ENTRY:
        letter = {RowKind.OUTPUT: "O", RowKind.INDICATOR: "P"}.get(node.kind, "T")
        start = re.sub(r"\A[A-Z]+(?=[0-9])", letter, above) + "."
    else:
        start = f"{above}." if above else _LETTERS.get(node.kind, "T")
    while True:
        counts[start] = counts.get(start, 0) + 1
        if (id := f"{start}{counts[start]}"[-60:]) not in taken:
            return id


def _rows(order: Sequence[_Node], related: Mapping[str, Sequence[_Node]]) -> list[Row]:
    called: dict[str, list[_Node]] = {}
    for node in order:
        if node.kind in _CALLED and node.under is not None:
            called.setdefault(node.under.id, []).append(node)
    rows = []
    for node in order:
        others = dict.fromkeys((*related.get(node.id, ()), *called.get(node.id, ())))
        place = node.kind in (RowKind.TASK, RowKind.ACTIVITY)

        def ids(kind: RowKind, others: Iterable[_Node] = others) -> tuple[str, ...]:
            return tuple(other.id for other in others if other.kind is kind)

        if node.kind is RowKind.NOTE:
            refers_to = tuple(other.id for other in others)
        else:
            refers_to = ids(RowKind.NOTE) if node.kind is RowKind.INDICATOR else ()
        title, text, items = _words(node)
        rows.append(
            Row(
                node.kind,
                node.id,
                node.code,
                title=title,
                text=text,
                level=_int(node.said, "level") if place else None,
                under=node.under.id if node.under and node.kind in PARENTS else "",
                knowledge=ids(RowKind.KNOWLEDGE) if place else (),
                skills=ids(RowKind.SKILL) if place else (),
                items=items,
                refers_to=refers_to,
            )
        )
    return rows


def _words(node: _Node) -> tuple[str, str, tuple[str, ...]]:
    """Title, text and items: those of our extension unless the statement was changed since."""
    items = _list(node.said.get("items"))
    title, text = _str(node.said, "title"), _str(node.said, "text")
    row = Row(node.kind, node.id, node.code, title=title, text=text, items=items)
    if node.said and statement(row) == node.statement:
        return title, text, items
    said, title = node.statement.strip(), node.title.strip()
    if node.kind is RowKind.ATTITUDE:
        return title or said, said if title else "", ()
    if node.kind in TITLED:
        return said, "", ()
    return "", said, ()


def _findings(code: str, order: Sequence[_Node], nodes: Sequence[_Node]) -> Iterator[Finding]:
    for node in order:
        if node.deep and node.under is not None and not node.said:
            yield Finding(
                FindingKind.FLATTENED_LIST,
                f"{code}/{node.id}",
                node.statement,
                node.statement,
                Why.DEEP_ITEM,
                {"home": node.under.id},
            )
    placed = set(map(id, order))
    for node in nodes:
        if id(node) not in placed:
            where = f"CFItems[{node.number}]"
            yield Finding(FindingKind.UNPLACED, where, node.statement, "", Why.UNPLACED)


def _kept_findings(said: Any) -> Iterator[Finding]:
    """Those whose sentence is one of ours with its holes filled; no other is ever shown."""
    known = {str(why): why for why in Why}
    for one in said if isinstance(said, list) else ():
        try:
            why = known[one["why"]]
            params = _strings(one["params"])
            why.format(**params)
            kind = FindingKind(one["kind"])
            where, printed, read_as = (
                str(one[name]).replace("\0", "") for name in ("where", "printed", "read_as")
            )
        except (KeyError, TypeError, ValueError, IndexError):
            continue
        yield Finding(kind, where, printed, read_as, why, params)


def _says(said: Mapping[str, Any]) -> bool:
    """Whether it is an item of ours: those are what was printed, words or none."""
    return bool(_str(said, "kind"))


def _own(row: Mapping[str, Any]) -> Mapping[str, Any]:
    extensions = row.get("extensions")
    said = extensions.get(EXTENSION) if isinstance(extensions, dict) else None
    return said if isinstance(said, dict) else {}


def _family(said: Mapping[str, Any], deep: bool) -> Family:
    try:
        return Family(_str(said, "family"))
    except ValueError:
        return Family.ICAP_OCCUPATION if deep else Family.ICAP_UNIT


def _language(tag: str, title: str) -> Language:
    if tag:
        return Language.ZH_HANT if tag.casefold().startswith(("zh", "chi")) else Language.EN
    return language_of(title)


def _versions(said: Any) -> Iterator[Version]:
    for row in said if isinstance(said, list) else ():
        cells = _list(row)
        if len(cells) == 6:
            yield Version(*cells)


def _sequence(association: Mapping[str, Any]) -> int:
    number = association.get("sequenceNumber")
    return number if isinstance(number, int) else _LAST


def _str(said: Mapping[str, Any], name: str) -> str:
    value = said.get(name)
    return value.replace("\0", "") if isinstance(value, str) else ""


def _int(said: Mapping[str, Any], name: str) -> int | None:
    value = said.get(name)
    return value if type(value) is int and 0 <= value < 100 else None


def _list(said: Any) -> tuple[str, ...]:
    if not isinstance(said, list) or not all(isinstance(each, str) for each in said):
        return ()
    return tuple(each.replace("\0", "") for each in said)


def _strings(said: Any) -> dict[str, str]:
    if not isinstance(said, dict):
        return {}
    return {
        name.replace("\0", ""): value.replace("\0", "")
        for name, value in said.items()
        if isinstance(value, str)
    }
