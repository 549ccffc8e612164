"""How marked cells look: as they did, on a pale ground."""

from __future__ import annotations

from functools import cached_property

from allocator.load.marking.package import BOOK, OF_SHEETS, Package
from allocator.load.marking.splice import start_tag

GROUND = "FFFDE4CF"
"""A pale orange."""
EMPTY = (
    '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><fonts count="1"><font/></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="1"><xf/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)
WRAPPED = {"numFmtId": "49", "fontId": "0", "fillId": "0", "borderId": "0", "xfId": "0", "quotePrefix": "1",
           "applyAlignment": "1"}


class Styles:
    """The cell formats of a workbook, to which others are added."""

    def __init__(self, package: Package) -> None:
        part = package.linked(BOOK, "styles")
        if not part:
            part, _ = package.add(BOOK, "styles", "xml", f"{OF_SHEETS}.styles+xml")
            package.put(part, EMPTY.encode())
        elif not {"fills", "cellXfs"} <= {element.local for element in package.spliced(part, _kept).elements}:
            package.put(part, EMPTY.encode())
        self.page = package.spliced(part, _kept)
        (self.fills,), (self.formats,) = self.page.all("fills"), self.page.all("cellXfs")
        self.known = [xf for xf in self.page.all("xf") if self.formats.start < xf.start < self.formats.end]
        self.count = len(self.known)
        ours = [str(at) for at, fill in enumerate(self.page.all("fill")) if GROUND in self.page.raw(fill).upper()]
        self._ground = ours[0] if ours else ""
        self.marks = {str(at) for at, xf in enumerate(self.known) if xf.attributes.get("fillId") in ours}
        """Formats that an earlier round of marks left."""
        self._made: dict[tuple[str, bool], str] = {}

    def marked(self, style: str) -> str:
        """The format of a cell, on a pale ground."""
        return self._like(style, True)

    def unmarked(self, style: str) -> str:
        """The format of a cell without any ground."""
        return self._like(style, False)

    @cached_property
    def wrapped(self) -> str:
        """The format of text that is never taken for a formula."""
        prefix = self.page.prefix
        inner = start_tag(f"{prefix}alignment", {"vertical": "top", "wrapText": "1"}, empty=True)
        return self._add(f"{start_tag(f'{prefix}xf', WRAPPED)}{inner}</{prefix}xf>")

    def _like(self, style: str, marked: bool) -> str:
        if (style, marked) not in self._made:
            at = int(style) if style.isascii() and style.isdigit() else 0
            like = self.known[at if at < len(self.known) else 0]
            look = {**like.stated, "fillId": self._ground_at() if marked else "0", "applyFill": "1"}
            self._made[style, marked] = self._add(f"{start_tag(like.name, look)}{self.page.raw(like)}</{like.name}>")
        return self._made[style, marked]

    def _ground_at(self) -> str:
        if not self._ground:
            prefix, count = self.page.prefix, len(self.page.all("fill"))
            self.fills.last.append(
                f'<{prefix}fill><{prefix}patternFill patternType="solid"><{prefix}fgColor rgb="{GROUND}"/>'
                f'<{prefix}bgColor indexed="64"/></{prefix}patternFill></{prefix}fill>')
            self.fills.attributes["count"] = str(count + 1)
            self._ground = str(count)
        return self._ground

    def _add(self, xf: str) -> str:
        self.formats.last.append(xf)
        self.count += 1
        self.formats.attributes["count"] = str(self.count)
        return str(self.count - 1)


def _kept(local: str, _: dict[str, str], depth: int) -> bool:
    return (local, depth) in {("fills", 1), ("fill", 2), ("cellXfs", 1), ("xf", 2)}
