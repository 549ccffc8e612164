"""The list of everything that is to be mended: the first sheet of a marked workbook."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from allocator.errors import Fault, Told
from allocator.load.marking.package import BOOK, OF_SHEETS, Package
from allocator.load.marking.splice import Spliced, start_tag, written
from allocator.load.marking.styles import Styles
from allocator.messages import LANGUAGES, Message, say, text

PAPER = '<pageSetup orientation="landscape" fitToHeight="0"/>'
WIDTHS = (22, 44, 24, 40, 60)
BOLD = '<rPr><b/><sz val="11"/><rFont val="Calibri"/><family val="2"/></rPr>'
FIRST_FAULT = 4
"""The row of the first fault, below the title, one sentence and the headings."""


@dataclass(frozen=True)
class Listed:
    """One fault in the list, and the cell to which its line leads."""

    fault: Told
    sheet: str = ""
    address: str = ""


def add_summary(package: Package, styles: Styles, listed: Sequence[Listed], language: str) -> None:
    """Puts the list first in the workbook, or in the place of the one that is there from an earlier round."""
    book = package.spliced(BOOK, _kept)
    (sheets,) = book.all("sheets")
    old = next((sheet for sheet in book.all("sheet") if is_summary(sheet.attributes.get("name", ""))), None)
    part = package.linked(BOOK, "worksheet", old.link) if old is not None else ""
    if old is None or not part:
        part, link = package.add(BOOK, "worksheet", "xml", f"{OF_SHEETS}.worksheet+xml")
        number = max((int(sheet.attributes.get("sheetId", 0)) for sheet in book.all("sheet")), default=0) + 1
        entry = {"name": text(say("mend.title"), language), "sheetId": str(number), "xmlns:r": package.related, "r:id": link}
        sheets.first.append(start_tag(f"{book.prefix}sheet", entry, empty=True))
        for name in book.all("definedName"):
            if "localSheetId" in name.attributes:
                name.attributes["localSheetId"] = str(int(name.attributes["localSheetId"]) + 1)
    at = 0 if old is None else book.all("sheet").index(old)
    for view in book.all("workbookView"):
        view.attributes |= {"activeTab": str(at), "firstSheet": "0"}
    package.put(part, _page(book, styles, listed, language).encode("utf-8"))


def sheet_of(fault: Fault) -> str:
    """The sheet of a fault that speaks of a whole one; empty for any other."""
    return str(dict(fault.place.values).get("sheet", "")) if isinstance(fault.place, Message) else ""


def is_summary(sheet: str) -> bool:
    """Whether a sheet has the name of our list, in any language."""
    return sheet.casefold() in {text(say("mend.title"), language).casefold() for language in LANGUAGES}


def bring_into_sight(package: Package, names: set[str]) -> None:
    """Sheets that were hidden and hold something to mend are shown."""
    for sheet in package.spliced(BOOK, _kept).all("sheet"):
        if sheet.attributes.get("name", "") in names:
            sheet.attributes.pop("state", None)


def _page(book: Spliced, styles: Styles, listed: Sequence[Listed], language: str) -> str:
    def words(*said: Message) -> list[str]:
        return [text(one, language) for one in said]

    rows = [
        words(say("mend.title")),
        words(say("mend.about")),
        words(say("mend.where"), say("mend.what"), say("mend.got"), say("mend.expected"), say("mend.next")),
        *([_place(one), sentence(one.fault), one.fault.got, one.fault.expected, one.fault.fix] for one in listed),
    ]
    columns = "".join(f'<col min="{at}" max="{at}" width="{width}" customWidth="1"/>' for at, width in enumerate(WIDTHS, 1))
    links = "".join(
        start_tag("hyperlink", {"ref": f"A{at}", "location": "'" + one.sheet.replace("'", "''") + f"'!{one.address}"}, empty=True)
        for at, one in enumerate(listed, FIRST_FAULT) if one.address)
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="{book.namespace}"><sheetPr>'
        '<pageSetUpPr fitToPage="1"/></sheetPr><sheetViews>'
        f'<sheetView tabSelected="1" workbookViewId="0"/></sheetViews><cols>{columns}</cols><sheetData>'
        + "".join(_row(at, cells, styles.wrapped, at in (1, FIRST_FAULT - 1)) for at, cells in enumerate(rows, 1))
        + "</sheetData>" + (f"<hyperlinks>{links}</hyperlinks>" if links else "") + f"{PAPER}</worksheet>")


def _row(number: int, cells: Sequence[str], style: str, bold: bool) -> str:
    shown = []
    for column, cell in zip("ABCDE", cells, strict=False):
        look = {"r": f"{column}{number}", **({"s": style} if len(cells) > 1 else {}), "t": "inlineStr"}
        words = f'<t xml:space="preserve">{written(cell)}</t>'
        shown.append(f"{start_tag('c', look)}<is>{f'<r>{BOLD}{words}</r>' if bold else words}</is></c>" if cell else "")
    return f'<row r="{number}">{"".join(shown)}</row>'


def _place(one: Listed) -> str:
    if one.address:
        return f"{one.sheet}!{one.address}"
    return one.fault.place or one.fault.path


def sentence(fault: Told) -> str:
    """What is wrong, as a sentence of its own."""
    return f"{fault.says[:1].upper()}{fault.says[1:]}{'' if fault.says[-1:] in '.!?' else '.'}"


def _kept(local: str, _: dict[str, str], depth: int) -> bool:
    return depth == 1 or local in ("sheet", "definedName", "workbookView")
