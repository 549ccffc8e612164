"""Changes single elements of an XML part and leaves every other byte as it was: what no library knows is not lost either."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from xml.parsers import expat
from xml.sax.saxutils import quoteattr

START_TAG = re.compile(rb"""<(?:[^"'>]|"[^"]*"|'[^']*')*>""")
DECLARED = re.compile(rb"""<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)["'][^>]*\?>""")
UNFIT = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
Keep = Callable[[str, dict[str, str], int], bool]


@dataclass
class Element:
    """One element of a part, and what is to become of it."""

    name: str
    attributes: dict[str, str]
    """As written, with prefixes. What is changed here is changed in the part."""
    depth: int
    start: int
    opened: int
    """Where its start tag ends."""
    empty: bool
    """Whether it was written as ``<c/>``."""
    closing: int = 0
    """Where its end tag begins."""
    end: int = 0
    before: list[str] = field(default_factory=list)
    first: list[str] = field(default_factory=list)
    last: list[str] = field(default_factory=list)
    """What is put before it, and into it as the first and last of its content."""
    gone: bool = False
    stated: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.stated = dict(self.attributes)

    @property
    def local(self) -> str:
        """The name without its prefix."""
        return self.name.rpartition(":")[2]

    @property
    def link(self) -> str:
        """The relationship that it names."""
        return next((value for key, value in self.attributes.items() if key.endswith(":id")), "")

    def edits(self) -> Iterator[tuple[int, int, str]]:
        """(from, to, what stands there instead)."""
        if self.before:
            yield self.start, self.start, "".join(self.before)
        if self.gone:
            yield self.start, self.end, ""
            return
        first, last = "".join(self.first), "".join(self.last)
        if self.empty and (first or last):
            yield self.start, self.end, f"{start_tag(self.name, self.attributes)}{first}{last}</{self.name}>"
            return
        if self.attributes != self.stated:
            yield self.start, self.opened, start_tag(self.name, self.attributes, self.empty)
        if first:
            yield self.opened, self.opened, first
        if last:
            yield self.closing, self.closing, last


class Spliced:
    """An XML part that was looked through before, with the elements that may be changed: those that ``keep`` chooses by their
    local name, attributes and depth, and the root. Raises ValueError or ExpatError for what is no sound XML."""

    def __init__(self, data: bytes, keep: Keep) -> None:
        self.data, self.keep = _utf8(data), keep
        self.elements: list[Element] = []
        self._open: list[Element | None] = []
        self._parser = expat.ParserCreate()
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.StartDoctypeDeclHandler = self._doctype
        self._parser.Parse(self.data, True)
        self.root = self.elements[0]
        self.prefix = self.root.name[: len(self.root.name) - len(self.root.local)]
        """Before the names of new elements: ``x:``, or nothing."""
        self.namespace = self.root.attributes.get(f"xmlns:{self.prefix[:-1]}" if self.prefix else "xmlns", "")

    def all(self, local: str) -> list[Element]:
        """The elements of a name, in order."""
        return [element for element in self.elements if element.local == local]

    def raw(self, element: Element) -> str:
        """What stands in an element, as it is written."""
        return self.data[element.opened : element.closing].decode("utf-8")

    def result(self) -> bytes:
        """The part with all changes."""
        pieces, at = [], 0
        for start, end, text in sorted((edit for one in self.elements for edit in one.edits()), key=lambda edit: edit[:2]):
            pieces += [self.data[at:start], text.encode("utf-8")]
            at = end
        return b"".join([*pieces, self.data[at:]])

    def _doctype(self, *_: object) -> None:
        raise ValueError("a document type, which no part needs")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        depth, kept = len(self._open), None
        if depth == 0 or self.keep(name.rpartition(":")[2], attributes, depth):
            start = self._parser.CurrentByteIndex
            found = START_TAG.match(self.data, start)
            assert found is not None
            kept = Element(name, attributes, depth, start, found.end(), found[0].endswith(b"/>"))
            self.elements.append(kept)
        self._open.append(kept)

    def _end(self, _: str) -> None:
        element = self._open.pop()
        if element is not None:
            element.closing = element.opened if element.empty else self._parser.CurrentByteIndex
            element.end = element.opened if element.empty else self.data.index(b">", element.closing) + 1


def start_tag(name: str, attributes: dict[str, str], empty: bool = False) -> str:
    """``<c r="A1">``."""
    inner = "".join(f" {key}={quoteattr(value)}" for key, value in attributes.items())
    return f"<{name}{inner}{'/' if empty else ''}>"


def written(text: str) -> str:
    """A text as it stands in a part: without what XML cannot hold, and with nothing in it that a workbook would decode."""
    text = ESCAPED.sub("_x005F_", UNFIT.sub("\ufffd", text))
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _utf8(data: bytes) -> bytes:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        text = data.decode("utf-16")
    elif (found := DECLARED.match(data)) and found[1].lower() not in (b"utf-8", b"us-ascii"):
        text = data.decode(found[1].decode("ascii"))
    else:
        return data
    return re.sub(r"^\ufeff?<\?xml.*?\?>", "", text, flags=re.DOTALL).encode("utf-8")
