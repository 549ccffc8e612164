"""Writes the input workbook: empty, for a school to fill in, or with a plan in it."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from allocator.load.cell_codec import encode
from allocator.load.instructions import write_instructions
from allocator.load.save import save
from allocator.load.sheet_scan import letters
from allocator.load.sheets import PLAN_COLUMNS, PLAN_SHEET, SHEETS, Column, Sheet
from allocator.load.workbook_rows import names_in, rows_of
from allocator.paths import templates

LAST_ROW = 2000
EXAMPLE_YEARS = ("2025-26", "2026-27", "2027-28", "2028-29", "2029-30")
WIDE = {
    "name": 38,
    "note": 40,
    "evidence": 40,
    "because": 40,
    "program": 34,
    "need": 34,
    "paid_by": 40,
    "source": 34,
    "programs": 34,
}
USUAL_WIDTH = 14
PAGE_LETTERS = 150
"""About how many letters of a sheet are printed beside each other."""
RISKY = ("=", "+", "-", "@", "\t")
LISTS = "Lists"


def new_workbook(path: str | Path) -> None:
    """An empty input workbook, with instructions and drop-downs. Raises SurroundingsError when it cannot be written."""
    save(path, workbook_bytes({"format": 1, "years": list(EXAMPLE_YEARS)}))


def workbook_bytes(data: dict[str, Any]) -> bytes:
    """The input workbook with a plan's data in it."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": "Plan", "created": datetime(2025, 7, 1, tzinfo=UTC)})
    _Writer(book, data).write()
    book.close()
    return stream.getvalue()


class _Writer:
    """One workbook while it is written."""

    def __init__(self, book: xlsxwriter.Workbook, data: dict[str, Any]) -> None:
        self.book = book
        self.data = data
        self.names = names_in(data)
        base: dict[str, Any] = {"valign": "top"}
        self.head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#DCE6F1", "bottom": 1})
        self.label = book.add_format({"bold": True, **base})
        self.text = book.add_format({"num_format": "@", "text_wrap": True, **base})
        self.quoted = book.add_format({"num_format": "@", "text_wrap": True, "quote_prefix": True, **base})
        self.whole = book.add_format({"num_format": "#,##0", **base})
        self.number = book.add_format({"num_format": "General", **base})
        self.lists: dict[tuple[str, ...], str] = {}
        self.pages: dict[str, Worksheet] = {}

    def write(self) -> None:
        """All sheets, in the order in which a person fills them in."""
        write_instructions(self.book)
        for name in (PLAN_SHEET, *(sheet.name for sheet in SHEETS), LISTS, "_meta"):
            self.pages[name] = self.book.add_worksheet(name)
        self._collect_lists()
        self._plan()
        for sheet in SHEETS:
            self._sheet(self.pages[sheet.name], sheet)
        self.pages["_meta"].write_row(0, 0, ["format", 1])
        self.pages["_meta"].very_hidden()
        self.pages[LISTS].hide()

    def put(self, page: Worksheet, row: int, column: int, value: Any) -> None:
        """One cell: text always as text, whatever it begins with."""
        if value is None:
            return
        if isinstance(value, bool):
            page.write_boolean(row, column, value, self.number)
        elif isinstance(value, int | float):
            page.write_number(row, column, value, self.whole if isinstance(value, int) else self.number)
        elif value != "":
            page.write_string(row, column, value, self.quoted if value.startswith(RISKY) else self.text)

    def _collect_lists(self) -> None:
        """Words to choose from stand in a hidden sheet: a list inside a cell's rule may hold no more than 255 characters."""
        page = self.pages[LISTS]
        for sheet in SHEETS:
            for column in sheet.all_columns:
                options = _options(sheet, column)
                if options and options not in self.lists:
                    at = len(self.lists)
                    page.write_column(0, at, options)
                    self.lists[options] = f"={LISTS}!${letters(at + 1)}$1:${letters(at + 1)}${len(options)}"

    def _plan(self) -> None:
        page = self.pages[PLAN_SHEET]
        page.write_row(0, 0, ["field", "Field", "Value", "What goes here"], self.head)
        page.set_column(0, 0, None, None, {"hidden": True})
        page.set_column(1, 1, 30)
        page.set_column(2, 2, 50, self.text)
        page.set_column(3, 3, 80, self.book.add_format({"text_wrap": True, "valign": "top", "font_color": "#555555"}))
        for row, column in enumerate(PLAN_COLUMNS, start=1):
            page.write_string(row, 0, column.field)
            page.write_string(row, 1, column.head, self.label)
            self.put(page, row, 2, encode(self._of_plan(column.field), column, self.names))
            page.write_string(row, 3, column.help)
        page.freeze_panes(1, 0)
        _page_setup(page)

    def _of_plan(self, field: str) -> Any:
        """A field of the plan itself, or of a record in it: ``accounts.fund``."""
        outer, dot, inner = field.partition(".")
        found = self.data.get(outer)
        return (found or {}).get(inner) if dot else found

    def _sheet(self, page: Worksheet, sheet: Sheet) -> None:
        years = [Column(f"amounts.{year}", year, "whole", help="Whole dollars.") for year in self._years(sheet)]
        columns = [*sheet.all_columns, *years]
        for at, column in enumerate(columns):
            page.write_string(0, at, column.head, self.head)
            hidden = column.head == "Id"
            width = WIDE.get(column.field, USUAL_WIDTH)
            page.set_column(at, at, width, self._format(column), {"hidden": True} if hidden else {})
            self._choices(page, at, column, _options(sheet, column))
        for row, cells in enumerate(rows_of(sheet, self.data, self.names), start=1):
            for at, column in enumerate(columns):
                self.put(page, row, at, cells.get(column.field))
        page.set_row(0, 45)
        page.freeze_panes(1, 2 if columns[0].head == "Id" else 1)
        page.autofilter(0, 0, LAST_ROW - 1, len(columns) - 1)
        _page_setup(page, sum(WIDE.get(column.field, USUAL_WIDTH) for column in columns if column.head != "Id"), 2)

    def _years(self, sheet: Sheet) -> list[str]:
        """Fiscal years that need a column of amounts."""
        if not sheet.by_year:
            return []
        stated = {year for record in self.data.get(sheet.section, {}).values() for year in record.get("amounts") or {}}
        return sorted(stated | set(self.data.get("years", ())))

    def _format(self, column: Column) -> Format:
        if column.sort == "whole":
            return self.whole
        return self.number if column.sort in ("number", "yes_no") else self.text

    def _choices(self, page: Worksheet, at: int, column: Column, options: tuple[str, ...]) -> None:
        """The drop-down of a column, and its help beside the cell."""
        rule: dict[str, Any] = {"validate": "any", "input_title": column.head[:32], "input_message": column.help[:255]}
        where = next((sheet for sheet in SHEETS if sheet.section == column.refers and len(sheet.keys) == 1), None)
        if column.sort == "yes_no":
            rule |= {"validate": "list", "source": ["TRUE", "FALSE"]}
        elif options and column.sort == "text":
            rule |= {"validate": "list", "source": self.lists[options]}
        elif where is not None and column.sort == "text":
            letter = letters(1 + [c.field for c in where.all_columns].index("name"))
            rule |= {"validate": "list", "source": f"='{where.name}'!${letter}$2:${letter}${LAST_ROW}", "error_type": "warning"}
        elif column.sort == "whole":
            rule |= {"validate": "integer", "criteria": ">=", "value": 0, "error_message": "Whole numbers only, no cents."}
        if rule["validate"] != "any" or column.help:
            page.data_validation(1, at, LAST_ROW - 1, at, rule)


def _options(sheet: Sheet, column: Column) -> tuple[str, ...]:
    """The words to choose from in a column; for the grant of a source, the names of the grant files."""
    if (sheet.section, column.field) == ("sources", "grant"):
        return tuple(sorted(file.stem for file in (templates() / "grants").glob("*.yaml")))
    return column.options


def _page_setup(page: Worksheet, width: int = 0, kept: int = 0) -> None:
    """Prints a sheet that is so many letters wide on as many pages side by side as can be read, each with its first columns."""
    across = max(1, -(-width // PAGE_LETTERS))
    page.set_landscape()
    page.set_paper(1)
    page.fit_to_pages(across, 0)
    page.print_across()
    page.repeat_rows(0)
    if across > 1:
        page.repeat_columns(0, kept - 1)
    page.set_footer("&L&A&RPage &P of &N")
