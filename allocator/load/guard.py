"""Opens a workbook and reads what is asked for on the way: nothing hidden, nothing that grows, nothing that runs.

The zip directory is checked, then the size of every part is, then each XML part is streamed once through expat, with limits. The
cells are taken from that one stream: no second reader sees the file, which might understand it in another way.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from typing import TypeVar
from xml.parsers import expat

from allocator.load.reasons import OF_XML, reason
from allocator.load.refusal import Refused, refuse
from allocator.load.shared_parts import Formats, Texts
from allocator.load.sheet_part import SheetPart, Take
from allocator.load.sheet_scan import ROWS, TOO_BIG, TOO_MUCH, Limits, Part, Stop

UNPACKED = 100 * 1024 * 1024
SHEETS = 50
PARTS = 500
FORMATS = 40_000
"""Elements of the part that holds the formats."""
XML = (".xml", ".rels", ".vml")
BLOCK = 65_536
TAG = 1024 * 1024
"""Bytes of the longest tag or comment."""
LEAST = 4
"""Bytes that the shortest cell takes."""
BLANKS = bytes.maketrans(b"\t\r\n", b"   ")
"""So that the beginnings of elements can be counted whatever stands behind their names, and in texts of two bytes a letter."""
ROW = re.compile(rb"<row[\s/>]")
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SAVE_AGAIN = "fault.fix.save.again"
DAMAGED = "fault.fix.damaged"


class Sheet:
    """One sheet as the container describes it."""

    def __init__(self, name: str, state: str, part: str) -> None:
        self.name = name
        self.state = state
        self.part = part
        self.scan: SheetPart | None = None


class Book:
    """What the look through a workbook found."""

    def __init__(self) -> None:
        self.sheets: list[Sheet] = []
        self.texts: list[str] = []
        """Texts that cells share."""
        self.dates: frozenset[str] = frozenset()
        """Numbers of the styles that show a number as a date or a time."""
        self.others: dict[str, str] = {}
        """Part -> what it is: sharedStrings, styles and so on."""


AnyPart = TypeVar("AnyPart", bound=Part)
Wanted = Callable[[str], bool]
"""Whether the sheet of this name is read."""
Read = Callable[[Book, Sheet], Take]
"""Says what is done with each cell of a sheet."""


def look_through(data: bytes, limits: Limits | None = None, wanted: Wanted | None = None, read: Read | None = None) -> Book:
    """The sheets of a workbook, once nothing was found that speaks against opening it. ``read`` takes the cells of the sheets
    that are wanted; others are only passed over. Raises Refused."""
    limits = limits or Limits()
    wanted = wanted or (lambda name: True)
    if data.startswith(OLD_OFFICE):
        raise refuse("fault.workbook.old", "fault.fix.workbook.old")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _directory(archive)
            book = _sheets(archive)
            _count(archive, book, limits, wanted)
            _parts(archive, book, limits, wanted, read)
            return book
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, KeyError, ValueError) as error:
        raise refuse("fault.workbook.damaged", SAVE_AGAIN, got=type(error).__name__) from None


def _directory(archive: zipfile.ZipFile) -> None:
    """Sizes, names and kinds of the parts, from the directory alone."""
    seen: set[str] = set()
    total = 0
    for info in archive.infolist():
        name = info.filename
        if info.flag_bits & 1:
            raise refuse("fault.workbook.password", "fault.fix.password")
        if name.startswith("/") or "\\" in name or ".." in name.split("/"):
            raise refuse("fault.workbook.part.name", SAVE_AGAIN, got=name[:60])
        if name.lower() in seen:
            raise refuse("fault.workbook.part.twice", DAMAGED, got=name[:60])
        if "vbaproject" in name.lower() or "activex" in name.lower():
            raise refuse("fault.workbook.macros", "fault.fix.macros")
        seen.add(name.lower())
        total += info.file_size
    if len(seen) > PARTS:
        raise refuse("fault.workbook.parts", "fault.fix.workbook.parts", count=len(seen), most=PARTS)
    if total > UNPACKED:
        raise refuse("fault.workbook.unpacked", "fault.fix.workbook.unpacked", count=total // 1024 // 1024)
    if "xl/workbook.xml" not in seen:
        raise refuse("fault.workbook.zip", SAVE_AGAIN)


def _sheets(archive: zipfile.ZipFile) -> Book:
    """Names, states and parts of the sheets."""
    limits = Limits()
    content = _scan(archive, "[Content_Types].xml", Part(limits, keep=("Override", "Default")))
    if any("macroEnabled" in kind.get("ContentType", "") for kind in content.kept):
        raise refuse("fault.workbook.can.macros", "fault.fix.macros")
    listed = _scan(archive, "xl/workbook.xml", Part(limits, keep=("sheet",)))
    links = _scan(archive, "xl/_rels/workbook.xml.rels", Part(limits, keep=("Relationship",)))
    targets = {link.get("Id", ""): link for link in links.kept}
    if len(listed.kept) > SHEETS:
        raise refuse("fault.workbook.sheets", "fault.fix.workbook.sheets", count=len(listed.kept), most=SHEETS)
    book = Book()
    for entry in listed.kept:
        link = targets.get(next((value for key, value in entry.items() if key.endswith("id") and key != "sheetId"), ""), {})
        if not link.get("Type", "").endswith("/worksheet"):
            continue
        book.sheets.append(Sheet(entry.get("name", ""), entry.get("state", "visible"), _part(link)))
    book.others = {_part(link).lower(): link.get("Type", "").rpartition("/")[2] for link in links.kept}
    parts = [sheet.part.lower() for sheet in book.sheets]
    names = [sheet.name.lower() for sheet in book.sheets]
    if len(set(parts)) < len(parts) or len(set(names)) < len(names):
        raise refuse("fault.workbook.sheets.one", DAMAGED)
    return book


def _part(link: dict[str, str]) -> str:
    """The name of the part that a link within the workbook leads to."""
    target = link.get("Target", "")
    return target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}")


def _count(archive: zipfile.ZipFile, book: Book, limits: Limits, wanted: Wanted) -> None:
    """Refuses a workbook that would be refused half-way through, before a long look at it: every part is unpacked once, and the
    beginnings of elements are counted."""
    read = {sheet.part.lower() for sheet in book.sheets if wanted(sheet.name)}
    parts = [info for info in archive.infolist() if info.filename.lower().endswith(XML) or info.filename.lower() in read]
    if sum(info.file_size for info in parts) <= LEAST * limits.cells:
        return
    markup = cells = 0
    for info in parts:
        with archive.open(info.filename) as stream:
            while block := stream.read(BLOCK).translate(BLANKS, b"\0"):
                markup += block.count(b"<")
                if info.filename.lower() in read:
                    cells += sum(block.count(begin) for begin in (b"<c ", b"<c>", b"<c/")) + block.count(b":c") // 2
                if cells > limits.cells:
                    raise refuse("fault.workbook.cells", TOO_BIG, most=limits.most)
                if markup > limits.markup:
                    raise refuse(TOO_MUCH, TOO_BIG)


def _parts(archive: zipfile.ZipFile, book: Book, limits: Limits, wanted: Wanted, read: Read | None) -> None:
    """Streams every part: first what the cells share and everything else, for size and shape; then the sheets."""
    names = {info.filename.lower(): info.filename for info in archive.infolist()}
    sheets = {sheet.part.lower() for sheet in book.sheets}
    for name in (name for name in names if name.endswith(XML) and name not in sheets):
        kind = book.others.get(name, "")
        if kind == "sharedStrings":
            book.texts = _scan(archive, names[name], Texts(limits)).texts
        elif kind == "styles" or name.endswith("styles.xml"):
            book.dates |= _scan(archive, names[name], Formats(limits, FORMATS)).dates
        else:
            _scan(archive, names[name], Part(limits))
    for sheet in book.sheets:
        if sheet.part.lower() not in names:
            raise refuse("fault.workbook.sheet.gone", DAMAGED, got=sheet.name)
        if wanted(sheet.name):
            sheet.scan = SheetPart(limits, sheet.name, read(book, sheet) if read else None)
            _scan(archive, names[sheet.part.lower()], sheet.scan)
        else:
            _pass_over(archive, names[sheet.part.lower()], sheet)


def _pass_over(archive: zipfile.ZipFile, name: str, sheet: Sheet) -> None:
    """A sheet that is not read: sound XML without a document type, of no more rows than any other."""
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = Part(Limits()).doctype
    rows, tail = 0, b""
    for block in _blocks(archive, name, parser):
        rows += len(ROW.findall(tail + block))
        tail = block[-4:]
    if rows > ROWS:
        raise refuse("fault.sheet.row", "fault.fix.sheet.row", sheet=sheet.name, cell=f"A{rows}", row=rows, most=ROWS)


def _scan(archive: zipfile.ZipFile, name: str, part: AnyPart) -> AnyPart:
    """Runs one part through expat. Raises Refused."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = part.start
    parser.EndElementHandler = part.end
    parser.CharacterDataHandler = part.text
    parser.StartDoctypeDeclHandler = part.doctype
    for _ in _blocks(archive, name, parser):
        pass
    return part


def _blocks(archive: zipfile.ZipFile, name: str, parser: expat.XMLParserType) -> Iterator[bytes]:
    """Every block of a part, once the parser has read it. Raises Refused, also where one tag or comment goes on and on: the
    parser would begin it anew with each block."""
    fed = 0
    try:
        with archive.open(name) as stream:
            while block := stream.read(BLOCK):
                parser.Parse(block, False)
                fed += len(block)
                if fed - parser.CurrentByteIndex > TAG:
                    raise Stop(TOO_MUCH)
                yield block
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        why = reason(re.sub(r":.*", "", str(error)), OF_XML)
        raise refuse("fault.workbook.part.damaged", DAMAGED, reason=why, got=name) from None
    except Stop as stop:
        raise Refused([stop.problem]) from None
