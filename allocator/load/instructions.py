"""The instruction sheet of the input workbook. The help of each field is the one that the plan file's reference shows."""

from __future__ import annotations

from textwrap import wrap as lines_of

import xlsxwriter

from allocator.constraints import STATED
from allocator.domain.rule import Rule
from allocator.load.cell_words import in_cells
from allocator.load.sheets import PLAN_COLUMNS, PLAN_SHEET, SHEETS, columns_of

OPENING = (
    "The smallest plan: Plan (name, years), Sites (1 row), Needs, Programs, Meets, Costs, Sources. Leave the other sheets empty.",
    "Fill in one row for each record. A blank cell is a field that is left out.",
    "Money is whole dollars, without cents. Codes are text and keep their zeros. Years are written 2025-26.",
    "Shares are numbers from 0 to 1, such as 0.6, or fractions such as 1/3.",
    "Where a cell names a need, a program, a source or a role, choose it from the list, or write its name or id.",
    "Several values in one cell are separated by semicolons (or by commas where no name holds one). A dash (-) means: none.",
    "Ids stand in hidden columns. They are made from the names; clear the id in a row that you copied.",
    "Do not merge cells, and keep the headings in the first row. Columns may stand in any order.",
)

LINE = 15
"""Height of a line of words, in points."""
COLUMN_LETTERS, TEXT_LETTERS = 31, 80
"""About how many letters stand in a line of the second and of the third column."""


def write_instructions(book: xlsxwriter.Workbook) -> None:
    """The first sheet: how to fill in the others."""
    page = book.add_worksheet("Instructions")
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    bold = book.add_format({"bold": True, "valign": "top"})
    title = book.add_format({"bold": True, "font_size": 16})
    page.set_column(0, 0, 22, wrap)
    page.set_column(1, 1, 36, wrap)
    page.set_column(2, 2, 90, wrap)
    page.write_string(0, 0, "How to fill in this workbook", title)
    row = 2
    for number, line in enumerate(OPENING, start=1):
        page.write_number(row, 0, number, wrap)
        page.merge_range(row, 1, row, 2, line, wrap)
        row += 1
    row += 1
    heading = row
    lines: list[tuple[str, str, str]] = [("Sheet", "Column", "What goes here")]
    lines += [(PLAN_SHEET, column.head, column.help) for column in PLAN_COLUMNS]
    for sheet in SHEETS:
        lines.append((sheet.name, "", sheet.about))
        if sheet.section != "rules":
            lines += [(sheet.name, column.head, column.help) for column in sheet.all_columns]
            lines += (
                [(sheet.name, "One column a year", "Whole dollars, in a column headed by the fiscal year.")]
                if sheet.by_year
                else []
            )
    lines.append(("", "", ""))
    lines.append(("Kind of rule", "Column", "What goes here"))
    for name, kind in sorted(STATED.items()):
        lines.append((name, "", in_cells(kind.__doc__ or "")))
        columns = sorted(columns_of(kind, skip=("kind", "site")), key=lambda column: column.field in Rule.model_fields)
        lines += [(name, column.head, column.help) for column in columns]
    for sheet_name, head, text in lines:
        style = bold if text == "What goes here" or not head else wrap
        page.write_string(row, 0, sheet_name, style)
        page.write_string(row, 1, head, style)
        page.write_string(row, 2, text, style if style is not bold or head else wrap)
        page.set_row(row, LINE * max(1, len(lines_of(head, COLUMN_LETTERS)), len(lines_of(text, TEXT_LETTERS))))
        row += 1
    page.freeze_panes(1, 0)
    page.set_landscape()
    page.set_paper(1)
    page.fit_to_pages(1, 0)
    page.repeat_rows(heading)
    page.set_footer("&L&A&RPage &P of &N")
