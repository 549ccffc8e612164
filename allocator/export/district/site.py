"""One school: its budget by object series and code, what the district office spends for it, who pays, and what runs."""

from __future__ import annotations

from allocator.export import labels
from allocator.export.book import Book
from allocator.export.district.frame import (
    EVERYWHERE,
    FIRST,
    MOST,
    WORDS,
    begin,
    dollars_row,
    dollars_table,
    end,
    name_totals,
    objects_block,
    site_total,
    sum_of,
)
from allocator.export.district.gathered import OFFICE, SCHOOL, District, Part
from allocator.export.grid import Column, Grid
from allocator.export.places import paid

SAYS = "Whole dollars, from the sheet Detail."
HEADS = {SCHOOL: "At the school", OFFICE: "District / shared: district office, indirect charges"}


def write(book: Book, district: District, part: Part) -> None:
    """The whole sheet of a school."""
    grid = begin(book, district, part.sheet, f"{part.label}: budget by object and year", SAYS)
    label = _summary(grid, district, part)
    _about(grid, part)
    totals = [row for place in (SCHOOL, OFFICE) for row in _place(grid, district, part, place, label)]
    dollars_row(grid, district, (labels.TOTAL, part.label), sum_of(grid, totals, district),
                lambda year: district.spent(year, part.key), "grand")
    name_totals(book, grid, district, lambda year: site_total(district, part, year))
    grid.next()
    _sources(grid, district, part, label)
    _runs(grid, district, part, label)
    end(grid, 2)


def _summary(grid: Grid, district: District, part: Part) -> str:
    """What is spent where, year by year; gives the cell with the school's label, which formulas look for."""
    first = dollars_table(grid, district, "site_summary", EVERYWHERE, repeated=True)
    label = grid.at(1, first + 2, fixed=True)
    for place in (SCHOOL, OFFICE):
        here = f'(Detail_Site={label})*(Detail_Place="{place}")'
        dollars_row(grid, district, ("", place), lambda year, of=here: f"SUMPRODUCT({of}*1,{paid(year)})",  # type: ignore[misc]
                    lambda year, of=place: district.spent(year, part.key, of))  # type: ignore[misc]
    code = part.facts.case.plan.sites[part.site].code if part.site is not None else None
    dollars_row(grid, district, (code or labels.NONE, part.label), sum_of(grid, [(first, first + 1)], district),
                lambda year: district.spent(year, part.key), "grand")
    grid.next()
    return label


def _about(grid: Grid, part: Part) -> None:
    """What is known of the school's plan."""
    report = part.facts.report
    grid.table("site_about", [Column("-", "About", least=12, most=15),
                              Column("-", "What its plan says", least=34, most=WORDS)], repeated=False)
    pupils = [("Pupils", f"{part.pupils:,}")] if part.pupils else []
    for name, says in (("Plan", part.brought.file), *pupils, ("How good it is", part.brought.says),
                       ("Need met", labels.points(report))):
        grid.text(0, name)
        grid.text(1, says, kind="line")
        grid.next()
    grid.next()


def _place(grid: Grid, district: District, part: Part, place: str, label: str) -> list[tuple[int, int]]:
    """The objects of a place with their sum, if something is spent there; gives the row of the sum."""
    codes = district.objects(part.key, place)
    if not codes:
        return []
    dollars_table(grid, district, f"site_{place}", ("Object", HEADS[place]))
    here = f'(Detail_Site={label})*(Detail_Place="{place}")'
    rows = objects_block(grid, district, codes,
                         lambda cell, year: f"SUMPRODUCT({here}*(Detail_Object={cell}),{paid(year)})",
                         lambda code, year: district.spent(year, part.key, place, code))
    total = grid.row
    dollars_row(grid, district, (labels.TOTAL, place), sum_of(grid, rows, district),
                lambda year: district.spent(year, part.key, place), "total")
    grid.next()
    return [(total, total)]


def _sources(grid: Grid, district: District, part: Part, label: str) -> None:
    """Who pays for it."""
    dollars_table(grid, district, "site_sources", ("Resource", "Source"))
    first = grid.row
    for source in district.sources(part.key):
        name, resource = source
        here = f"(Detail_Site={label})*(Detail_Source={grid.at(1)})*(Detail_Resource={grid.at(0)})"
        dollars_row(grid, district, (resource, name), lambda year, of=here: f"SUMPRODUCT({of}*1,{paid(year)})",  # type: ignore[misc]
                    lambda year, of=source: district.spent(year, part.key, source=of))  # type: ignore[misc]
    dollars_row(grid, district, (labels.TOTAL, "All sources"), sum_of(grid, [(first, grid.row - 1)] if grid.row > first else [],
                                                                    district),
                lambda year: district.spent(year, part.key), "grand")
    grid.next()


def _runs(grid: Grid, district: District, part: Part, label: str) -> None:
    """What runs when, and at which size."""
    if not part.programs:
        return
    facts, last = part.facts, FIRST + len(district.years)
    grid.table("site_runs", [
        Column("-", "Spent at", least=12, most=15), Column("-", "What runs", least=34, most=WORDS),
        *[Column("-", year, "text", 13, MOST) for year in district.years], Column("-", labels.ALL_YEARS, "money", 14)],
        repeated=False)
    for program in part.programs:
        name = facts.names.program[program]
        central = facts.case.programs[program].place == "central"
        grid.text(0, OFFICE if central else SCHOOL)
        grid.text(1, name)
        for at, year in enumerate(district.years):
            level = facts.level(program, year)
            grid.text(FIRST + at, labels.NONE if level is None else facts.names.level[program, level])
        here = f"(Detail_Site={label})*(Detail_Program={grid.at(1)})"
        every = "+".join(f"SUMPRODUCT({here}*1,{paid(year)})" for year in district.years)
        grid.formula(last, every, sum(facts.by_program(program, year) for year in facts.years))
        grid.next()
