"""By pillar: dollars of programs by year for each pillar of the framework, with a chart."""

from __future__ import annotations

from collections.abc import Sequence

from allocator.export import labels
from allocator.export.book import INK, Book
from allocator.export.facts import Facts
from allocator.export.grid import Column, Grid, cells
from allocator.export.places import FIRST_ROW, finish, start, year_columns
from allocator.export.sheets import framework

DOLLARS = 1
COLORS = ("#1F4E5F", "#5B8E7D", "#E0A458", "#D5DDE8", "#111827")
"""Of the pillars in the chart, and of what has none: no two are as light, for a print without color."""
HEIGHT, FRAME = 400, 4
"""Pixels of the chart from top to bottom; by how many it is narrower than the table above it, so that all of its frame prints."""


def write(book: Book, facts: Facts) -> None:
    """The whole sheet."""
    columns = [Column("-", "Pillar", least=40, most=56), *year_columns(facts.years, least=14),
               Column("all", labels.ALL_YEARS, "money", 15)]
    grid = Grid(book, "pillars", len(columns))
    start(facts, grid)
    grid.table("pillars", columns)
    pillars = framework.pillar_rows(facts)
    for name, row, programs in pillars:
        grid.text(0, name)
        dollars = framework.dollars_of(facts, programs)
        sheet = labels.SHEETS["framework"]
        _row(grid, "", [f"{sheet}!{grid.at(framework.DOLLARS + at, row)}" for at in range(len(facts.years))], dollars)
        grid.next()
    last = grid.row - 1
    grid.text(0, labels.TOTAL, "grand")
    _row(grid, "grand", [f"SUM({cells(FIRST_ROW, DOLLARS + at, last, DOLLARS + at)})" for at in range(len(facts.years))],
         [facts.direct(year) for year in facts.years])
    grid.figure("totals", "programs", "*", all="sums|programs")
    grid.next(2)
    _chart(book, grid, facts, [(name, framework.dollars_of(facts, programs)) for name, _, programs in pillars])
    finish(facts, grid, pages=1)


def _row(grid: Grid, look: str, formulas: Sequence[str], dollars: Sequence[int]) -> None:
    for at, (formula, value) in enumerate(zip(formulas, dollars, strict=True)):
        grid.formula(DOLLARS + at, formula, value, look)
    last = DOLLARS + len(dollars)
    grid.formula(last, f"SUM({cells(grid.row, DOLLARS, grid.row, last - 1)})", sum(dollars), look)


def _chart(book: Book, grid: Grid, facts: Facts, pillars: Sequence[tuple[str, list[int]]]) -> None:
    """Dollars by year, stacked by pillar."""
    last = DOLLARS + len(facts.years) - 1
    chart = book.file.add_chart({"type": "column", "subtype": "stacked"})
    for at, row in enumerate(range(FIRST_ROW, FIRST_ROW + len(pillars))):
        chart.add_series({
            "name": [grid.name, row, 0], "categories": [grid.name, FIRST_ROW - 1, DOLLARS, FIRST_ROW - 1, last],
            "values": [grid.name, row, DOLLARS, row, last], "fill": {"color": COLORS[at]}, "gap": 60,
            "border": {"color": INK, "width": 0.75},
        })
    chart.set_title({"name": "Dollars of programs by year and pillar", "name_font": {"size": 13}})
    chart.set_legend({"position": "bottom", "font": {"size": 10}})
    chart.set_y_axis({"num_format": "$#,##0", "major_gridlines": {"visible": True, "line": {"color": "#D1D5DB"}}})
    wide = sum(7 * grid.width(column) + 5 for column in range(len(facts.years) + 2))
    chart.set_size({"width": int(wide) - FRAME, "height": HEIGHT})
    told = ". ".join(f"{name}: " + ", ".join(f"{year} ${value:,}" for year, value in zip(facts.years, dollars, strict=True))
                     for name, dollars in pillars)
    grid.sheet.insert_chart(grid.row, 0, chart, {"description": f"Stacked columns: dollars of programs by pillar. {told}."[:2000],
                                                 "object_position": 2})
    grid.next(HEIGHT // 20 + 1)
