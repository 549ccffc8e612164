"""Summary: dollars, people and needs at a glance, with one chart."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from allocator.domain.workbook_layout import NOT_RUNNING, THIS
from allocator.export import labels
from allocator.export.book import HEAD, Book
from allocator.export.facts import Facts
from allocator.export.grid import Column, Grid, cells
from allocator.export.places import charged, finish, paid, start, sum_where, year_columns
from allocator.export.sheets.needs import chart_ranges
from allocator.export.sheets.pillars import FRAME
from allocator.export.sheets.programs import runs


def write(book: Book, facts: Facts) -> None:
    """The whole sheet."""
    grid = Grid(book, "summary", len(facts.years) + 2)
    start(facts, grid)
    _years(grid, facts)
    _sources(grid, facts)
    if facts.needs:
        grid.new_page()
    _points(grid, facts)
    _shortfalls(grid, facts)
    if facts.needs:
        _chart(book, grid, facts)
    finish(facts, grid)


def _columns(facts: Facts, first: str) -> list[Column]:
    return [Column("-", first, least=34, most=46), *year_columns(facts.years, least=14),
            Column("all", labels.ALL_YEARS, "money", 15)]


def _years(grid: Grid, facts: Facts) -> None:
    grid.table("summary", _columns(facts, "By year"))
    years = facts.years
    running = [sum(facts.level(p, year) is not None for p in facts.programs) for year in years]
    _row(grid, "Programs that run", "count", [
        f'SUMPRODUCT(({runs(year)}<>"{NOT_RUNNING}")*({runs(year)}<>""))' if facts.programs else "0" for year in years], running)
    grid.figure("sums", "running")
    grid.next()
    people = [sum((facts.fte(role, year) for role in facts.roles), Fraction(0)) for year in years]
    _row(grid, "Staff (FTE)", "fte", [f"Staff_Total_{year.replace('-', '_')}" for year in years], people)
    grid.figure("sums", "fte")
    grid.next()
    direct = [facts.direct(year) for year in years]
    _row(grid, "Programs", "money", [f"SUM({paid(year)})" for year in years], direct)
    grid.figure("totals", "programs", "*", all="sums|programs")
    grid.next()
    indirect = [facts.indirect(year) for year in years]
    _row(grid, "Indirect charges", "money", [f"SUM({charged(year)})" for year in years], indirect)
    grid.figure("sums", "indirect")
    grid.next()
    spent = [facts.spent(year) for year in years]
    _row(grid, "Spent in all", "money", [f"{grid.at(1 + at, grid.row - 2)}+{grid.at(1 + at, grid.row - 1)}"
                                         for at in range(len(years))], spent, "grand")
    grid.figure("totals", "sources", "*", all="totals|all")
    grid.next(2)


def _row(grid: Grid, words: str, kind: str, formulas: Sequence[str], values: Sequence[int | Fraction], look: str = "") -> None:
    """A row of formulas by year; dollars are added up over the years."""
    grid.text(0, words, look)
    for at, (formula, value) in enumerate(zip(formulas, values, strict=True), 1):
        grid.formula(at, formula, value, look, kind)
    last = len(formulas) + 1
    if kind == "money":
        grid.formula(last, f"SUM({cells(grid.row, 1, grid.row, last - 1)})", sum(values), look, kind)
    else:
        grid.blank(last, look)


def _sources(grid: Grid, facts: Facts) -> None:
    first = grid.table("summary_sources", _columns(facts, "Who pays, with indirect charges"))
    for source in facts.sources:
        label = grid.at(0)
        accounts = [facts.account(source, year) for year in facts.years]
        _row(grid, facts.names.source[source], "money", [
            f"{sum_where('Detail_Source', label, paid(year))}+{sum_where('Indirect_Source', label, charged(year))}"
            for year in facts.years], [account.paid + account.indirect for account in accounts])
        grid.figure("sums", "spent", source)
        grid.next()
    spent, last = [facts.spent(year) for year in facts.years], grid.row - 1
    _row(grid, labels.TOTAL, "money", [f"SUM({cells(first, 1 + at, last, 1 + at)})" if facts.sources else "0"
                                       for at in range(len(facts.years))], spent, "grand")
    grid.figure("totals", "sources", "*", all="totals|all")
    grid.next(2)


def _points(grid: Grid, facts: Facts) -> None:
    report = facts.report
    grid.table("summary_points", [Column("-", "Need met"), Column(THIS, "Points", "number")])
    grid.text(0, "Reached by this budget")
    grid.formula(1, "Points", report.points)
    grid.figure("points")
    grid.next()
    grid.text(0, "Reachable if every program ran")
    grid.number(1, report.points_reachable)
    grid.figure("points_reachable")
    grid.next()
    grid.text(0, "All scores together")
    grid.formula(1, "Scores_Total", report.points_possible)
    grid.figure("points_possible")
    grid.next()
    grid.text(0, labels.status(report), kind="line")
    grid.next(2)


def _shortfalls(grid: Grid, facts: Facts) -> None:
    short = {rule: amount for rule, amount in facts.report.shortfalls.items() if amount}
    if not short:
        return
    grid.table("summary_short", [Column("-", "Wishes that could not be met in full"), Column("-", "Short by", "number")])
    for rule, amount in sorted(short.items()):
        grid.text(0, str(facts.case.rule(rule).says(facts.case)))
        grid.number(1, amount)
        grid.next()
    grid.next()


def _chart(book: Book, grid: Grid, facts: Facts) -> None:
    names, shares = chart_ranges(facts)
    chart = book.file.add_chart({"type": "bar"})
    chart.add_series({
        "name": "Share of the need that is met", "categories": names, "values": shares, "fill": {"color": HEAD}, "gap": 40,
        "data_labels": {"value": True, "num_format": "0%"},
    })
    chart.set_title({"name": "How much of each need is met, on average over the years", "name_font": {"size": 13}})
    chart.set_legend({"none": True})
    chart.set_x_axis({"min": 0, "max": 1, "num_format": "0%", "major_gridlines": {"visible": True, "line": {"color": "#D1D5DB"}}})
    chart.set_y_axis({"reverse": True, "num_font": {"size": 10}})
    height = 110 + 24 * len(facts.needs)
    wide = sum(7 * grid.width(column) + 5 for column in range(len(facts.years) + 2))
    chart.set_size({"width": int(wide) - FRAME, "height": height})
    told = "; ".join(f"{facts.names.need[need]} {float(facts.average_met(need)):.0%}" for need in facts.needs)
    grid.sheet.insert_chart(grid.row, 0, chart, {"description": f"Bars: share of each need that is met. {told}."[:2000],
                                                 "object_position": 2})
    grid.next(height // 20 + 1)
