"""Checks of the district workbook: the schools add up to the district, and each to the budget that its plan's audit passed."""

from __future__ import annotations

from allocator.export import labels
from allocator.export.book import Book
from allocator.export.district.frame import end, site_total, total_of
from allocator.export.district.gathered import District, Part
from allocator.export.grid import Column, Grid, cells
from allocator.export.places import FIRST_ROW, paid

SHEET = "Checks"
RESULT = 4


def write(book: Book, district: District) -> None:
    """The whole sheet."""
    grid = Grid(book, "checks", RESULT + 1, SHEET)
    grid.title(labels.TITLES["checks"], labels.SAYS["checks"])
    grid.table("checks", [
        Column("-", "Check", least=52, most=70), Column("-", "Year", least=10), Column("-", "One side", "money", 15),
        Column("-", "Other side", "money", 15), Column("-", "Result", least=24, most=60)])
    for year in district.years:
        spent = district.spent(year)
        _tie(grid, "Sum of the schools = budget of the district by object", year,
             (total_of("Sites", year), total_of("Objects", year)), spent)
        _tie(grid, "Budget of the district by object = Detail", year, (total_of("Objects", year), f"SUM({paid(year)})"), spent)
        _tie(grid, "Sources of the district = Detail", year, (total_of("Sources", year), f"SUM({paid(year)})"), spent)
    for parts in _plans(district):
        _audited(grid, district, parts)
    book.name("Check_Results", grid.name, cells(FIRST_ROW, RESULT, grid.row - 1, RESULT, fixed=True))
    grid.next()
    grid.text(0, "Checks that fail", "grand")
    for column in range(1, RESULT):
        grid.blank(column, "grand")
    grid.formula(RESULT, f'SUMPRODUCT((Check_Results<>"{labels.OK}")*1)', 0, "grand", "count")
    book.name("Checks_Failed", grid.name, grid.at(RESULT, fixed=True))
    grid.next()
    end(grid, 1)


def _plans(district: District) -> list[list[Part]]:
    """The sheets of each plan."""
    found: dict[int, list[Part]] = {}
    for part in district.parts:
        found.setdefault(id(part.facts), []).append(part)
    return list(found.values())


def _audited(grid: Grid, district: District, parts: list[Part]) -> None:
    """The sheets of a plan against what leaves its sources in the budget that passed the audit."""
    facts = parts[0].facts
    for year in facts.years:
        _tie(grid, f"{facts.case.plan.name}: its sheet = the budget that passed the audit", year,
             ("+".join(site_total(district, part, year) for part in parts), str(facts.spent(year))), facts.spent(year))


def _tie(grid: Grid, words: str, year: str, sides: tuple[str, str], dollars: int) -> None:
    grid.text(0, words)
    grid.text(1, year)
    for column, formula in enumerate(sides, 2):
        grid.formula(column, formula, dollars)
    away = f"{grid.at(2)}-{grid.at(3)}"
    grid.formula(RESULT, f'IF({away}=0,"{labels.OK}","Differs by "&TEXT({away},"$#,##0;-$#,##0"))', labels.OK)
    grid.next()
