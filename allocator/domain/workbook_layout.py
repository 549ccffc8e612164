"""What the budget workbook's writer and its reader must agree on: sheets, tables, marks. Layout format 1."""

from __future__ import annotations

import zlib
from collections.abc import Mapping

FORMAT = "1"
META = "_meta"
NOT_RUNNING = "\N{EM DASH}"
"""Stands in the roster where a program does not run."""
EMPTY_LEVELS = frozenset({"", NOT_RUNNING, "\N{EN DASH}", "-"})
UNREAD = frozenset({"Read me", "Why", "Costs", "Awards", "Roll-out", "After the plan", "Rules checked", "Checks", "Lists"})
"""Sheets of the budget workbook that state nothing to the reader: it passes over them."""
MARK = "#"
"""The hidden last cell of a table's header row is this mark and the table's name."""
JOIN = "|"
"""Joins the parts of a figure's name; ids never hold it."""
THIS = "."
"""Code of a column that holds the row's figure itself."""
NOT_READ = "-"
"""Code of a column that holds nothing for the reader."""
PROGRAMS, DETAIL = "programs", "detail"
"""Names of the two tables in which a person enters something."""
WRITTEN = "written"
"""Facts on the very hidden sheet about the budget as it was written: program, its levels; or what, source, its dollars."""
RATE = "rate"
"""Facts on the very hidden sheet about the rates with which the budget was written: the figure, and the exact rate."""
ROWS = "/"
"""Stands between the fingerprints of one row and those of the next."""
LEVEL = "level"
"""Columns of the roster carry the code level|<year>."""
NAME_COLUMNS = ("program", "line", "object", "source")
"""Columns of the detail table that say what is paid and by whom."""

_SPACING = str.maketrans("", "", " =$")


def figure_code(*parts: str, **others: str) -> str:
    """What a row's hidden cell says. The figure of a cell is ``sources|ccspp|2025-26`` with the column's code at the end, or
    where ``*`` stands; ``others`` name the figures of columns that say something else, by code."""
    return ";".join([JOIN.join(parts), *(f"{code}={figure}" for code, figure in others.items())])


def figure_of(code: str, column: str) -> tuple[str, ...]:
    """The figure that a cell holds: from its row's hidden cell and its column's code. Empty: none."""
    usual, *others = code.split(";")
    named = dict(other.split("=", 1) for other in others if "=" in other)
    figure = named.get(column)
    if figure is None:
        figure = usual.replace("*", column) if "*" in usual else JOIN.join([usual, column] if column != THIS else [usual])
        if not usual:
            return ()
    return tuple(figure.split(JOIN))


def by_year(values: Mapping[str, object]) -> str:
    """What holds in each year, in one text: ``2025-26:half 2026-27:full``."""
    return " ".join(f"{year}:{value}" for year, value in values.items())


def of_years(text: str) -> dict[str, str]:
    """The same text read back; what is not of this form is left out."""
    parts = (part.partition(":") for part in text.split(" "))
    return {year: value for year, mark, value in parts if mark}


def formula_in(column: int, formula: str) -> str:
    """The fingerprint of a formula in a column, the same before and after a file was only re-saved."""
    return f"{column}:{zlib.crc32(formula.translate(_SPACING).encode()):08x}"
