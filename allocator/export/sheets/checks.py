"""Checks: formulas that say OK, or a sentence that says what is wrong."""

from __future__ import annotations

from allocator.export import labels
from allocator.export.book import Book
from allocator.export.facts import Facts
from allocator.export.forms.reported import Reported
from allocator.export.grid import Column, Grid, cells
from allocator.export.places import FIRST_ROW, charged, chosen, finish, paid, start
from allocator.export.sheets import cliff, covered, rollout
from allocator.export.sheets.awards import INDIRECT_ON_SOURCES, PAID_ON_SOURCES, on_sources
from allocator.export.sheets.costs import PAID_IN_FULL
from allocator.export.sheets.framework import total_name
from allocator.export.sheets.match import SHORT

DIFFERS = "Differs by"


def write(book: Book, facts: Facts) -> None:
    """The whole sheet."""
    columns = [Column("-", "Check", least=52, most=70), Column("-", "Year", least=10), Column("-", "One side", "money", 15),
               Column("-", "Other side", "money", 15), Column("-", "Result", least=40, most=60)]
    grid = Grid(book, "checks", len(columns))
    start(facts, grid)
    grid.table("checks", columns)
    covered.rates(book, grid)
    for year in facts.years:
        _ties(grid, facts, year)
    for year in facts.years:
        _whole(grid, facts, year)
    covered.rows(grid, facts)
    _counted(grid, "Every cost on Costs is paid, line by line", PAID_IN_FULL, "cost", "costs")
    if facts.programs:
        _counted(grid, "Every program that runs is paid in full, and no other", "Program_Paid_In_Full", "program", "programs")
    if facts.sources:
        covered.sources(grid, facts)
        _counted(grid, "Every source is within its amount, and its account adds up", "Source_Within_Amount", "line", "lines")
    if facts.roles:
        _counted(grid, "Every role is within its limits", "Staff_Within_Limits", "role", "roles")
    if facts.match.asked:
        _match(grid)
    for one in facts.reports:
        for year in facts.years:
            _report(grid, facts, one, year)
    _tie(grid, "Roll-out = programs on Detail", labels.ALL_YEARS, rollout.TOTAL, "+".join(f"SUM({paid(y)})" for y in facts.years),
         sum(facts.direct(year) for year in facts.years))
    _tie(grid, "After the plan: paid by lasting money + nobody pays = cost", facts.cliff.year,
         f"{cliff.LASTING}+{cliff.UNPAID}", cliff.RECURS, facts.cliff.recurs)
    _points(grid, facts)
    last = grid.row - 1
    book.name("Check_Results", grid.name, cells(FIRST_ROW, 4, last, 4, fixed=True))
    grid.next()
    grid.text(0, "Checks that fail", "grand")
    for column in range(1, 4):
        grid.blank(column, "grand")
    grid.formula(4, f'SUMPRODUCT((Check_Results<>"{labels.OK}")*1)', 0, "grand", "count")
    book.name("Checks_Failed", grid.name, grid.at(4, fixed=True))
    grid.next()
    finish(facts, grid)


def _ties(grid: Grid, facts: Facts, year: str) -> None:
    short = year.replace("-", "_")
    spent, direct = facts.spent(year), facts.direct(year)
    both = f"SUM({paid(year)})+SUM({charged(year)})"
    _tie(grid, "Budget by object = Detail", year, f"Object_Total_{short}", both, spent)
    _tie(grid, "Narrative = Budget by object", year, f"Narrative_Total_{short}", f"Object_Total_{short}", spent)
    if facts.programs:
        _tie(grid, "Programs = Detail without indirect charges", year,
             f'SUMPRODUCT((Detail_Program<>"")*1,{paid(year)})', f"SUM({paid(year)})", direct)
    _tie(grid, "Pillars on Framework = programs on Detail", year, total_name(year), f"SUM({paid(year)})", direct)
    if facts.sources:
        here = f'(Source_Year="{year}")*1'
        _tie(grid, "Sources (paid + indirect) = Detail", year,
             f"SUMPRODUCT({here},Source_Paid)+SUMPRODUCT({here},Source_Indirect)", both, spent)


def _tie(grid: Grid, words: str, year: str, one: str, other: str, dollars: int) -> None:
    grid.text(0, words)
    grid.text(1, year)
    grid.formula(2, one, dollars)
    grid.formula(3, other, dollars)
    away = f"{grid.at(2)}-{grid.at(3)}"
    grid.formula(4, f'IF({away}=0,"{labels.OK}","{DIFFERS} "&TEXT({away},"$#,##0;-$#,##0"))', labels.OK)
    grid.next()


def _whole(grid: Grid, facts: Facts, year: str) -> None:
    grid.text(0, "Payments are whole dollars")
    grid.text(1, year)
    grid.formula(2, f"SUM({chosen(year)})", facts.direct(year))
    grid.formula(3, f"INT(SUM({chosen(year)}))", facts.direct(year))
    grid.formula(4, f'IF({grid.at(2)}={grid.at(3)},"{labels.OK}","A payment has cents")', labels.OK)
    grid.next()


def _counted(grid: Grid, words: str, results: str, one: str, many: str) -> None:
    wrong = f'SUMPRODUCT(({results}<>"{labels.OK}")*1)'
    grid.text(0, words)
    grid.text(1, labels.ALL_YEARS)
    grid.formula(4, f'IF({wrong}=0,"{labels.OK}",{wrong}&IF({wrong}=1," {one} is wrong"," {many} are wrong"))', labels.OK)
    grid.next()


def _report(grid: Grid, facts: Facts, one: Reported, year: str) -> None:
    account = facts.account(one.source, year)
    parts = (on_sources(facts, one.source, year, column) for column in (PAID_ON_SOURCES, INDIRECT_ON_SOURCES))
    total, dollars = one.name("total", "budget", year), account.paid + account.indirect
    name = facts.names.source[one.source]
    _tie(grid, f"{one.sheet} = Sources (paid + indirect) of {name}", year, total, "+".join(parts), dollars)
    _tie(grid, f"{one.summary} = {one.sheet}", year, one.name("summary", "budget", year), total, dollars)


def _match(grid: Grid) -> None:
    short = f'SUMPRODUCT((LEFT(Match_Results,{len(SHORT)})="{SHORT}")*1)'
    grid.text(0, "Every match that must be reached is reached")
    grid.text(1, labels.ALL_YEARS)
    grid.formula(4, f'IF({short}=0,"{labels.OK}","The match is short: see the Match sheet")', labels.OK)
    grid.next()


def _points(grid: Grid, facts: Facts) -> None:
    grid.text(0, "Points are at most the scores together")
    grid.text(1, labels.ALL_YEARS)
    grid.formula(2, "Points", facts.report.points, kind="number")
    grid.formula(3, "Scores_Total", facts.report.points_possible, kind="number")
    grid.formula(4, f'IF({grid.at(2)}<={grid.at(3)}+0.000001,"{labels.OK}","More points than scores")', labels.OK)
    grid.next()
