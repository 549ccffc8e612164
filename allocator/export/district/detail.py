"""Detail: one row for each cost and the source that pays it, school by school. Every other sheet adds these rows up."""

from __future__ import annotations

from allocator.export import labels
from allocator.export.book import Book
from allocator.export.district.frame import end
from allocator.export.district.gathered import District, Entry
from allocator.export.grid import Column, Grid, cells
from allocator.export.places import paid, year_columns

SHEET = "Detail"
TITLE = "Detail: one row for each cost and the source that pays it, school by school"
SAYS = ("The same rows as in each school's own workbook, and its indirect charges. To correct a school, correct its plan or its "
        "own workbook, and make this one again.")
SITE, PLACE, PROGRAM, COST, OBJECT, RESOURCE, SOURCE, DOLLARS = range(8)
NAMED = {"Detail_Site": SITE, "Detail_Place": PLACE, "Detail_Program": PROGRAM, "Detail_Object": OBJECT,
         "Detail_Resource": RESOURCE, "Detail_Source": SOURCE}


def write(book: Book, district: District) -> None:
    """The whole sheet."""
    columns = [Column("-", "School", most=22), Column("-", "Spent at", most=10), Column("-", "Program", most=40),
               Column("-", "Cost", most=30), Column("-", "Object", "code"), Column("-", "Resource", "code"),
               Column("-", "Source", most=34), *year_columns(district.years), Column("-", labels.ALL_YEARS, "money", 12)]
    grid = Grid(book, "district", len(columns), SHEET)
    grid.title(TITLE, SAYS)
    first = grid.table("district_detail", columns)
    label = {part.key: part.label for part in district.parts}
    for entry in district.entries:
        _entry(grid, district, label[entry.site], entry)
    last = max(grid.row - 1, first)
    grid.row = last + 1
    for name, column in NAMED.items():
        book.name(name, grid.name, cells(first, column, last, column, fixed=True))
    for at, year in enumerate(district.years):
        book.name(paid(year), grid.name, cells(first, DOLLARS + at, last, DOLLARS + at, fixed=True))
    _total(grid, district)
    end(grid, 3)


def _entry(grid: Grid, district: District, label: str, entry: Entry) -> None:
    name, resource = entry.source
    for column, text in enumerate((label, entry.place, entry.program, entry.cost, entry.object, resource, name)):
        grid.text(column, text)
    for at, year in enumerate(district.years):
        grid.number(DOLLARS + at, entry.dollars.get(year, 0))
    last = DOLLARS + len(district.years)
    grid.formula(last, f"SUM({cells(grid.row, DOLLARS, grid.row, last - 1)})", sum(entry.dollars.values()))
    grid.next()


def _total(grid: Grid, district: District) -> None:
    grid.text(SITE, labels.TOTAL, "grand")
    for column in range(PLACE, DOLLARS):
        grid.blank(column, "grand")
    sums = [district.spent(year) for year in district.years]
    for at, (year, dollars) in enumerate(zip(district.years, sums, strict=True)):
        grid.formula(DOLLARS + at, f"SUM({paid(year)})", dollars, "grand")
    last = DOLLARS + len(sums)
    grid.formula(last, f"SUM({cells(grid.row, DOLLARS, grid.row, last - 1)})", sum(sums), "grand")
    grid.next()
