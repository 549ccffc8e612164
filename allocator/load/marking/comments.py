"""Comments beside cells, and the boxes in which they are drawn. What others wrote stays; what we wrote before goes."""

from __future__ import annotations

import re
from collections.abc import Mapping

from allocator.load.marking.cells import Cell, Page, address_of, cell_at
from allocator.load.marking.package import OF_SHEETS, Package
from allocator.load.marking.splice import Element, Spliced, start_tag, written

AUTHOR = "allocator"
DRAWING = "application/vnd.openxmlformats-officedocument.vmlDrawing"
SPACES = {"v": "urn:schemas-microsoft-com:vml", "o": "urn:schemas-microsoft-com:office:office",
          "x": "urn:schemas-microsoft-com:office:excel"}
BOX = "_x0000_t202"
BOX_TYPE = (
    f'<v:shapetype id="{BOX}" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe"{{spaces}}>'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
SHAPE = (
    f'<v:shape id="_x0000_s{{number}}" type="#{BOX}" style="position:absolute;width:260pt;height:{{height}}pt;z-index:{{number}};'
    'visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto"{spaces}><v:fill color2="#ffffe1"/>'
    '<v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
    '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
    '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>'
    '<x:Anchor>{left}, 15, {top}, 4, {right}, 15, {bottom}, 4</x:Anchor><x:AutoFill>False</x:AutoFill>'
    '<x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>'
)
NEW_DRAWING = '<xml {spaces}><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/></o:shapelayout></xml>'
TAG = re.compile("<[^>]*>")
LETTERS_A_LINE, POINTS_A_LINE, PIXELS_A_ROW = 48, 13, 15


def comment(package: Package, part: str, page: Page, texts: Mapping[Cell, str]) -> None:
    """Puts a comment of ours in each of these cells of a sheet, and takes out those of an earlier round."""
    before = package.linked(part, "comments")
    if not (before or texts):
        return
    name = before
    if not before:
        name, _ = package.add(part, "comments", "xml", f"{OF_SHEETS}.comments+xml")
        package.put(name, f'<comments xmlns="{page.page.namespace}"><authors/><commentList/></comments>'.encode())
    gone = _Comments(package.spliced(name, _kept)).write(texts)
    link = page.linked()
    drawing = package.linked(part, "vmlDrawing", link) if link else ""
    if not (drawing or texts):
        return
    if not drawing:
        drawing, link = package.add(part, "vmlDrawing", "vml", DRAWING)
        package.put(drawing, NEW_DRAWING.format(spaces=_spaces(SPACES)).encode())
        page.link(link, package.related)
    _draw(package.spliced(drawing, _drawn), texts, gone)


class _Comments:
    """The comments of one sheet."""

    def __init__(self, page: Spliced) -> None:
        self.page = page
        (self.authors,), (self.list,) = page.all("authors"), page.all("commentList")
        names = [page.raw(author) for author in page.all("author")]
        self.ours = str(names.index(AUTHOR)) if AUTHOR in names else None
        self.next = str(len(names))

    def write(self, texts: Mapping[Cell, str]) -> set[Cell]:
        """Cells that have lost their comment."""
        others: dict[Cell, Element] = {}
        gone: set[Cell] = set()
        comment, cell = self.list, (0, 0)
        for one in self.page.elements:
            if one.local == "comment":
                comment, cell = one, cell_at(one.attributes.get("ref", "")) or (0, 0)
            elif one.local == "text" and (comment.attributes.get("authorId", "") == self.ours or self._signed(one)):
                comment.gone = True
                gone.add(cell)
            elif one.local == "text":
                others[cell] = one
            elif one.local == "r" and not comment.gone:
                one.gone = self._signed(one)
        for cell, text in sorted(texts.items()):
            if cell in others:
                others[cell].last.append(self._run(f"\n\n{AUTHOR}:\n{text}"))
            else:
                self.list.last.append(self._comment(cell, f"{AUTHOR}:\n{text}"))
        return gone - texts.keys()

    def _signed(self, element: Element) -> bool:
        """Whether a text is ours by its first word: not every program keeps the authors of comments."""
        return TAG.sub("", self.page.raw(element)).lstrip().startswith(f"{AUTHOR}:")

    def _comment(self, cell: Cell, text: str) -> str:
        prefix = self.page.prefix
        if self.ours is None:
            self.ours = self.next
            self.authors.last.append(f"<{prefix}author>{AUTHOR}</{prefix}author>")
        head = start_tag(f"{prefix}comment", {"ref": address_of(cell), "authorId": self.ours})
        return f"{head}<{prefix}text>{self._run(text)}</{prefix}text></{prefix}comment>"

    def _run(self, text: str) -> str:
        prefix = self.page.prefix
        look = (f'<{prefix}rPr><{prefix}sz val="9"/><{prefix}color indexed="81"/><{prefix}rFont val="Tahoma"/>'
                f'<{prefix}family val="2"/></{prefix}rPr>')
        return f'<{prefix}r>{look}<{prefix}t xml:space="preserve">{written(text)}</{prefix}t></{prefix}r>'


def _draw(page: Spliced, texts: Mapping[Cell, str], gone: set[Cell]) -> None:
    """Boxes for the cells that have none yet; none for those whose comment is gone."""
    boxes = _boxes(page)
    for cell in gone & boxes.keys():
        boxes[cell].gone = True
    spaces = _spaces({key: space for key, space in SPACES.items() if f"xmlns:{key}" not in page.root.attributes})
    spaces = f" {spaces}" if spaces else ""
    if not any(one.attributes.get("id") == BOX for one in page.all("shapetype")):
        page.root.last.append(BOX_TYPE.format(spaces=spaces))
    number = max([1024, *(int(found) for found in re.findall(rb"_x0000_s([0-9]{1,8})\b", page.data))])
    for cell in sorted(texts.keys() - boxes.keys()):
        number += 1
        page.root.last.append(_shape(cell, texts[cell], number, spaces))


def _boxes(page: Spliced) -> dict[Cell, Element]:
    """The boxes that are there, by the cell whose comment they show."""
    found: dict[Cell, Element] = {}
    shape, row = page.root, ""
    for element in page.elements:
        if element.local == "shape":
            shape, row = element, ""
        elif element.local == "Row":
            row = page.raw(element).strip()
        elif element.local == "Column" and row.isdigit() and (column := page.raw(element).strip()).isdigit():
            found[int(row) + 1, int(column) + 1] = shape
    return found


def _shape(cell: Cell, text: str, number: int, spaces: str) -> str:
    row, column = cell[0] - 1, cell[1] - 1
    lines = 1 + sum(1 + len(line) // LETTERS_A_LINE for line in text.splitlines())
    return SHAPE.format(
        number=number, height=lines * POINTS_A_LINE, spaces=spaces, row=row, column=column, left=column + 1, right=column + 4,
        top=max(0, row - 1), bottom=max(0, row - 1) + lines * POINTS_A_LINE * 4 // 3 // PIXELS_A_ROW + 1)


def _spaces(known: Mapping[str, str]) -> str:
    return " ".join(f'xmlns:{key}="{space}"' for key, space in known.items())


def _kept(local: str, _: dict[str, str], depth: int) -> bool:
    return depth <= 2 or (local, depth) in {("text", 3), ("r", 4)}


def _drawn(local: str, _: dict[str, str], depth: int) -> bool:
    return depth == 1 or local in ("Row", "Column")
