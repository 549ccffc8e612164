"""Looks through a workbook before any library opens it: nothing hidden, nothing that grows, nothing that runs.

The zip directory is checked, then every XML part is streamed once through expat, with limits.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from dataclasses import dataclass, field
from typing import Any
from xml.parsers import expat

from allocator.load.reasons import OF_XML, reason
from allocator.load.refusal import Refused, refuse
from allocator.load.sheet_scan import Limits, Part, SheetPart, Stop

UNPACKED = 100 * 1024 * 1024
SHEETS = 50
PARTS = 500
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SAVE_AGAIN = "fault.fix.save.again"
DAMAGED = "fault.fix.damaged"


@dataclass
class Sheet:
    """One sheet as the container describes it."""

    name: str
    state: str
    part: str
    scan: SheetPart | None = None


@dataclass
class Book:
    """What the look through a workbook found."""

    sheets: list[Sheet] = field(default_factory=list)


def look_through(data: bytes) -> Book:
    """The sheets of a workbook, once nothing was found that speaks against opening it. Raises Refused."""
    if data.startswith(OLD_OFFICE):
        raise refuse("fault.workbook.old", "fault.fix.workbook.old")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _directory(archive)
            book = _sheets(archive)
            _parts(archive, book)
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
        raise refuse(
            "fault.workbook.parts", "fault.fix.workbook.parts", count=len(seen), most=PARTS
        )
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
        target = link.get("Target", "")
        part = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}")
        book.sheets.append(Sheet(entry.get("name", ""), entry.get("state", "visible"), part))
    parts = [sheet.part.lower() for sheet in book.sheets]
    names = [sheet.name.lower() for sheet in book.sheets]
    if len(set(parts)) < len(parts) or len(set(names)) < len(names):
        raise refuse("fault.workbook.sheets.one", DAMAGED)
    return book


def _parts(archive: zipfile.ZipFile, book: Book) -> None:
    """Streams every part: sheets with their own limits, everything else for size and shape."""
    limits = Limits()
    of_part = {sheet.part.lower(): sheet for sheet in book.sheets}
    for info in archive.infolist():
        name = info.filename.lower()
        sheet = of_part.pop(name, None)
        if sheet is not None:
            sheet.scan = SheetPart(limits, sheet.name)
            _scan(archive, info.filename, sheet.scan)
        elif name.endswith((".xml", ".rels", ".vml")):
            small = name.endswith("styles.xml")
            _scan(archive, info.filename, Part(limits, most=40_000 if small else None))
    if of_part:
        raise refuse("fault.workbook.sheet.gone", DAMAGED, got=next(iter(of_part.values())).name)


def _scan(archive: zipfile.ZipFile, name: str, part: Part) -> Any:
    """Runs one part through expat. Raises Refused."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = part.start
    parser.EndElementHandler = part.end
    parser.CharacterDataHandler = part.text
    parser.StartDoctypeDeclHandler = part.doctype
    try:
        with archive.open(name) as stream:
            while block := stream.read(65_536):
                parser.Parse(block, False)
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        why = reason(re.sub(r":.*", "", str(error)), OF_XML)
        raise refuse("fault.workbook.part.damaged", DAMAGED, reason=why, got=name) from None
    except Stop as stop:
        raise Refused([stop.problem]) from None
    return part
