"""What the tests of the workbook share: write one, recalculate it elsewhere, change it by hand, judge it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from openpyxl import Workbook, load_workbook

from allocator.audit import check
from allocator.domain.case import Case
from allocator.domain.report import Report
from allocator.export import workbook_bytes, write_workbook
from allocator.load.budget_cells import read_cells
from allocator.load.budget_tables import Cells
from allocator.load.budget_workbook import read_budget_workbook


def written(report: Report, folder: Path) -> Path:
    """A report's workbook as a file."""
    path = folder / "budget.xlsx"
    write_workbook(report, path)
    return path


def opened(report: Report, values: bool = True) -> Workbook:
    """A report's workbook with its stored values, or with its formulas."""
    return load_workbook(BytesIO(workbook_bytes(report)), data_only=values)


def stale(path: Path) -> str:
    """What another program says when it recalculates every formula: empty when each stored value is right."""
    program = Path(sys.executable).with_name("formualizer")
    done = subprocess.run([str(program), "recalc", str(path), "--check"], capture_output=True, text=True, check=False)
    return "" if done.returncode == 0 else done.stdout + done.stderr


def recalculated(path: Path) -> Workbook:
    """The workbook once another program has recalculated it."""
    program = Path(sys.executable).with_name("formualizer")
    again = path.with_name("again.xlsx")
    subprocess.run([str(program), "recalc", str(path), "-o", str(again)], capture_output=True, check=True)
    return load_workbook(again, data_only=True)


def edited(path: Path, change: Callable[[Workbook], None]) -> Path:
    """The workbook after somebody changed it in a program that calculates nothing."""
    book = load_workbook(path)
    change(book)
    other = path.with_name("edited.xlsx")
    book.save(other)
    return other


def cells_of(path: Path) -> Cells:
    """A workbook's cells as the reader gets them, without starting a process for each of many small tests."""
    return read_cells(path.read_bytes())


def broken(case: Case, path: Path) -> list[str]:
    """Rules that fail, and sentences about figures that disagree, when the workbook is audited."""
    budget, claims = read_budget_workbook(path, cells_of(path))
    return [f.rule if f.kind != "figures" else str(f.problem) for f in check(case, budget, claims) if f.fails]


def row(book: Workbook, sheet: str, *first: str) -> list[object]:
    """The rest of the first row that begins with these words."""
    for cells in book[sheet].iter_rows(values_only=True):
        if cells[:len(first)] == first:
            return list(cells[len(first):])
    raise AssertionError(f"{sheet}: no row begins with {first}")
