"""Measures how the workbook of a large district is written, beside XlsxWriter alone writing the very same cells.

    python -m bench.workbook

15 schools with 40 programs each over 5 years: a third of a million cells. CPU seconds and peak memory, each route in a process
of its own, one after the other. Building the report is not counted; XlsxWriter alone gets every cell as a finished text, number
or formula with its value and its format, and its file is compared with ours cell by cell. XlsxWriter looks in every formula for
functions that have another name in the file, which takes it more than half of its time and which ours leaves out
(``allocator/export/worksheet.py``). Exit code 1 when a goal is missed.
"""

from __future__ import annotations

import argparse
import json
import re
import resource
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path
from typing import Any
from unittest.mock import patch

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from allocator.export import workbook_bytes
from allocator.export.book import Book
from allocator.export.facts import Facts
from allocator.export.sheets import SHEETS
from bench.district import PROGRAMS, SCHOOLS, district

RATIO, MEGABYTES = 1.0, 180
CELL = re.compile(rb"<c [^>]*?(?:/>|>.*?</c>)")


# ours -------------------------------------------------------------------------------------------------------------------
def ours(path: Path, schools: int) -> dict[str, float]:
    """The workbook as the program writes it."""
    report = district(schools)
    before, began = peak(), time.process_time()
    data = workbook_bytes(report)
    found = {"seconds": time.process_time() - began, "megabytes": peak(), "before": before}
    path.write_bytes(data)
    return found


# XlsxWriter alone -------------------------------------------------------------------------------------------------------
class Noted(Worksheet):
    """A sheet that only notes what is written into its cells."""

    def __init__(self) -> None:
        super().__init__()
        self.cells: dict[tuple[int, int], tuple[Any, ...]] = {}

    def write_string(self, row: int, col: int, string: str, cell_format: Format | None = None) -> None:
        self.cells[row, col] = "string", cell_format, string

    def write_url(self, row: int, col: int, url: str, cell_format: Format | None = None, string: str = "") -> None:
        self.cells[row, col] = "string", cell_format, string

    def write_number(self, row: int, col: int, number: float, cell_format: Format | None = None) -> None:
        self.cells[row, col] = "number", cell_format, number

    def write_blank(self, row: int, col: int, blank: Any, cell_format: Format | None = None) -> None:
        self.cells[row, col] = "blank", cell_format, blank

    def write_formula(self, row: int, col: int, formula: str, cell_format: Format | None = None, value: Any = 0) -> None:
        self.cells[row, col] = "formula", cell_format, formula, value


class Notes(Workbook):
    """A workbook of such sheets, which remembers how its formats were asked for."""

    def __init__(self, *_: Any) -> None:
        self.looks: dict[Format | None, dict[str, Any] | None] = {}
        super().__init__()
        self.looks = {None: None}  # without the usual format, which every workbook makes for itself

    def add_worksheet(self, name: str | None = None, worksheet_class: type[Worksheet] | None = None) -> Worksheet:
        return super().add_worksheet(name, Noted)

    def add_format(self, properties: dict[str, Any] | None = None) -> Format:
        made = super().add_format(properties)
        self.looks[made] = properties
        return made


def alone(path: Path, schools: int) -> dict[str, float]:
    """The same cells, written by XlsxWriter alone. They are read sheet by sheet from a file; that time is not counted."""
    with path.with_suffix(".cells").open(encoding="utf-8") as file:
        looks = json.loads(file.readline())
        before, began, idle, cells = peak(), time.process_time(), 0.0, 0
        book = Workbook(path)
        formats = [book.add_format(look) if look is not None else None for look in looks]
        for line in file:
            waits = time.process_time()
            name, rows = json.loads(line)
            idle += time.process_time() - waits
            _write(book.add_worksheet(name), rows, formats)
            cells += len(rows)
        book.close()
        return {"seconds": time.process_time() - began - idle, "megabytes": peak(), "before": before, "cells": cells}


def _write(sheet: Worksheet, cells: list[Any], formats: list[Format | None]) -> None:
    for row, column, kind, look, *value in cells:
        if kind == "string":
            sheet.write_string(row, column, value[0], formats[look])
        elif kind == "number":
            sheet.write_number(row, column, value[0], formats[look])
        elif kind == "formula":
            sheet.write_formula(row, column, value[0], formats[look], value[1])
        else:
            sheet.write_blank(row, column, None, formats[look])


def noted(path: Path, schools: int) -> dict[str, float]:
    """Puts the formats into a file, then each sheet's name and cells: row, column, kind, number of its format, what is in it."""
    facts = Facts(district(schools))
    with patch("allocator.export.book.Workbook", Notes):
        book = Book(facts.years[0])
    for sheet in SHEETS:
        sheet(book, facts)
    numbers = {look: at for at, look in enumerate(book.file.looks)}
    with path.with_suffix(".cells").open("w", encoding="utf-8") as file:
        print(json.dumps(list(book.file.looks.values())), file=file)
        for made in book.file.worksheets():
            print(json.dumps([made.name, [(*place, kind, numbers[look], *value)
                                          for place, (kind, look, *value) in made.cells.items()]]), file=file)
    return {}


def differing(one: Path, other: Path) -> list[str]:
    """Sheets whose cells are not the same in two workbooks, down to the last byte."""
    with zipfile.ZipFile(one) as a, zipfile.ZipFile(other) as b:
        names = [name for name in a.namelist() if name.startswith("xl/worksheets/sheet")]
        return [name for name in [*names, "xl/sharedStrings.xml"] if CELL.findall(a.read(name)) != CELL.findall(b.read(name))]


ROUTES = {"ours": ours, "alone": alone, "noted": noted}


# both -------------------------------------------------------------------------------------------------------------------
def peak() -> float:
    """Most memory that this process has taken so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measured(route: str, path: Path, schools: int) -> dict[str, float]:
    """A route in a process of its own."""
    done = subprocess.run([sys.executable, "-m", "bench.workbook", "--route", route, "--to", str(path),
                           "--schools", str(schools)], check=True, capture_output=True, text=True)
    return dict(json.loads(done.stdout))


def main() -> int:
    """Measure and print; 0 when every goal is met."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--schools", type=int, default=SCHOOLS)
    parser.add_argument("--route", choices=list(ROUTES), help=argparse.SUPPRESS)
    parser.add_argument("--to", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.route:
        print(json.dumps(ROUTES[asked.route](asked.to, asked.schools)))
        return 0
    with tempfile.TemporaryDirectory() as folder:
        paths = {route: Path(folder) / f"{route}.xlsx" for route in ("alone", "ours")}
        measured("noted", paths["alone"], asked.schools)
        found = {route: measured(route, path, asked.schools) for route, path in paths.items()}
        differ = differing(paths["ours"], paths["alone"])
        size = paths["ours"].stat().st_size / 1e6
    print(f"{asked.schools} schools x {PROGRAMS} programs x 5 years: {found['alone']['cells']:,.0f} cells, {size:.1f} MB")
    for route, one in found.items():
        print(f"  {route:6}{one['seconds']:8.2f} CPU seconds{one['megabytes']:8.0f} MB at most, {one['before']:.0f} MB before")
    if differ:
        raise SystemExit(f"the two workbooks do not hold the same cells: {', '.join(differ)}")
    goals = [("our time / XlsxWriter alone on the same cells", found["ours"]["seconds"] / found["alone"]["seconds"], RATIO),
             ("our peak memory in MB", found["ours"]["megabytes"], MEGABYTES)]
    for says, value, goal in goals:
        print(f"{'met   ' if value <= goal else 'MISSED'} {says}: {value:.2f} (goal: at most {goal:g})")
    return 0 if all(value <= goal for _, value, goal in goals) else 1


if __name__ == "__main__":
    sys.exit(main())
