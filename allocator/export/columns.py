"""Columns of a table on a sheet, and the addresses of its cells."""

from __future__ import annotations

from dataclasses import dataclass

from xlsxwriter.utility import xl_rowcol_to_cell

NARROW, WIDE = 8.0, 46.0


@dataclass(frozen=True)
class Column:
    """A column of a table: its code for the reader, its heading, how its cells look."""

    code: str
    heading: str
    kind: str = "text"
    least: float = NARROW
    most: float = WIDE


def cell(row: int, column: int, fixed: bool = False) -> str:
    """The address of a cell: ``B7``, or ``$B$7``."""
    return str(xl_rowcol_to_cell(row, column, row_abs=fixed, col_abs=fixed))


def cells(row: int, column: int, last_row: int, last_column: int, fixed: bool = False) -> str:
    """The address of a range: ``B7:B9``."""
    return f"{cell(row, column, fixed)}:{cell(last_row, last_column, fixed)}"
