"""Read me of the district workbook: which schools, which sheets, from which plans, and whether it adds up."""

from __future__ import annotations

from allocator.export import labels
from allocator.export.book import Book
from allocator.export.district import checks, detail, whole
from allocator.export.district.frame import FOOT
from allocator.export.district.gathered import OFFICE, District
from allocator.export.grid import Column, Grid
from allocator.export.sheets.read_me import ALL_HOLD, NOT_FOR

SHEET = "Read me"
TITLE = "District workbook: the budgets of several community schools"
SHARED = ("Costs of programs that the district office spends, and indirect charges. They stand on the sheet of the school whose "
          "plan holds them, under a heading of their own; they are not shared out among schools.")


def write(book: Book, district: District) -> None:
    """The whole sheet."""
    grid = Grid(book, "district", 2, SHEET)
    grid.title(TITLE, "Each school's budget by object, source and year, and all of them together.")
    grid.table("district_read_me", [Column("-", "This workbook", least=30, most=34),
                                    Column("-", "What it says", least=92, most=92)])
    _pair(grid, "Schools", str(sum(part.site is not None for part in district.parts)))
    _pair(grid, "Years", labels.span(district.years))
    grid.text(0, "Checks")
    fail = 'Checks_Failed&IF(Checks_Failed=1," check fails"," checks fail")&": see the Checks sheet."'
    grid.formula(1, f'IF(Checks_Failed=0,"{ALL_HOLD}",{fail})', ALL_HOLD, kind="text")
    grid.next()
    _pair(grid, OFFICE, SHARED)
    for none in district.without:
        _pair(grid, "No budget", f"{none.name} ({none.file}): {none.says}")
    grid.next()
    grid.table("district_read_me_sheets", [Column("-", "Sheet"), Column("-", "What it shows")])
    _sheet(grid, whole.SHEET, whole.SAYS)
    for part in district.parts:
        says = f"{part.label}: budget by object series and code, who pays, what runs. Plan: {part.brought.file}"
        _sheet(grid, part.sheet, says)
    _sheet(grid, detail.SHEET, detail.SAYS)
    _sheet(grid, checks.SHEET, labels.SAYS["checks"])
    grid.next()
    grid.table("district_read_me_made", [Column("-", "Made by"), Column("-", "Details")])
    for one in district.brought:
        made = one.report.provenance
        how = f"{one.says} allocator {made.allocator}"
        _pair(grid, one.file, ", ".join(filter(None, (how, made.engine, f"plan {made.plan_sha256[:12]}"))))
    _pair(grid, "Not for", NOT_FOR)
    grid.finish(0, "District workbook", FOOT)


def _sheet(grid: Grid, sheet: str, says: str) -> None:
    grid.link(0, sheet)
    grid.text(1, says)
    grid.next()


def _pair(grid: Grid, name: str, value: str) -> None:
    grid.text(0, name)
    grid.text(1, value)
    grid.next()
