"""District: every school's dollars by year, what each plan reaches, and the budget of all schools by object and by source."""

from __future__ import annotations

from fractions import Fraction

from allocator.export import labels
from allocator.export.book import Book
from allocator.export.compared.results import STATUS
from allocator.export.district.frame import (
    EVERYWHERE,
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
    total_of,
)
from allocator.export.district.gathered import District
from allocator.export.grid import Column, Grid
from allocator.export.places import paid

SHEET = "District"
TITLE = "District: the budgets of all schools together"
SAYS = "Whole dollars, with indirect charges. Schools come from their sheets, objects and sources from Detail."
BY_HAND = "brought in"
"""Said of a budget that nobody searched for."""
POINTS_SAY = "Each school scores its own needs: points of two schools do not compare, and are not added up."


def write(book: Book, district: District) -> None:
    """The whole sheet."""
    grid = begin(book, district, SHEET, TITLE, SAYS)
    _schools(book, grid, district)
    _reached(grid, district)
    _objects(book, grid, district)
    _sources(book, grid, district)
    end(grid, 2)


def _schools(book: Book, grid: Grid, district: District) -> None:
    first = dollars_table(grid, district, "district_sites", EVERYWHERE, repeated=True)
    for part in district.parts:
        code = part.facts.case.plan.sites[part.site].code if part.site is not None else None
        dollars_row(grid, district, (code or labels.NONE, part.label), lambda year, of=part: site_total(district, of, year),  # type: ignore[misc]
                    lambda year, of=part: district.spent(year, of.key))  # type: ignore[misc]
    dollars_row(grid, district, (labels.TOTAL, "All schools"), sum_of(grid, [(first, grid.row - 1)], district), district.spent,
                "grand")
    name_totals(book, grid, district, lambda year: total_of("Sites", year))
    grid.next()


def _reached(grid: Grid, district: District) -> None:
    grid.table("district_reached", [
        Column("-", "Plan", least=12, most=15), Column("-", "School", least=34, most=WORDS), Column("-", "Pupils", "count", 11),
        Column("-", "Points", "number", 13), Column("-", "Reachable", "number", 13), Column("-", "Reached", "share", 11),
        Column("-", "How good it is", "text", 13, MOST)], repeated=False)
    for part in district.parts:
        report = part.facts.report
        if part.site is None:
            continue
        grid.text(0, part.brought.file)
        grid.text(1, part.label)
        if part.pupils:
            grid.number(2, part.pupils)
        grid.number(3, report.points)
        grid.number(4, report.points_reachable)
        grid.formula(5, f"IF({grid.at(4)}=0,0,{grid.at(3)}/{grid.at(4)})",
                     report.points / report.points_reachable if report.points_reachable else Fraction(0))
        grid.text(6, STATUS[report.status] if report.provenance.engine else BY_HAND)
        grid.next()
    for none in district.without:
        grid.text(0, none.file)
        grid.text(1, none.name)
        grid.text(2, none.says, kind="line")
        grid.next()
    grid.remark(POINTS_SAY)
    grid.next()


def _objects(book: Book, grid: Grid, district: District) -> None:
    dollars_table(grid, district, "district_objects", ("Object", "Name"))
    rows = objects_block(grid, district, district.objects(),
                         lambda cell, year: f"SUMPRODUCT((Detail_Object={cell})*1,{paid(year)})",
                         lambda code, year: district.spent(year, code=code))
    dollars_row(grid, district, (labels.TOTAL, "All objects"), sum_of(grid, rows, district), district.spent, "grand")
    name_totals(book, grid, district, lambda year: total_of("Objects", year))
    grid.next()


def _sources(book: Book, grid: Grid, district: District) -> None:
    first = dollars_table(grid, district, "district_sources", ("Resource", "Source"))
    for source in district.sources():
        name, resource = source
        here = f"(Detail_Source={grid.at(1)})*(Detail_Resource={grid.at(0)})"
        dollars_row(grid, district, (resource, name), lambda year, of=here: f"SUMPRODUCT({of}*1,{paid(year)})",  # type: ignore[misc]
                    lambda year, of=source: district.spent(year, source=of))  # type: ignore[misc]
    dollars_row(grid, district, (labels.TOTAL, "All sources"), sum_of(grid, [(first, grid.row - 1)] if grid.row > first else [],
                                                                    district), district.spent, "grand")
    name_totals(book, grid, district, lambda year: total_of("Sources", year))
