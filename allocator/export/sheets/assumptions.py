"""Assumptions: figures that the budget rests on, each with its source and whether a person confirmed it."""

from __future__ import annotations

from fractions import Fraction

from allocator.domain.rates import Benefit
from allocator.domain.rule import PLAN_FILE, Citation, Rule
from allocator.export.book import Book
from allocator.export.facts import Facts
from allocator.export.grid import Column, Grid, cells
from allocator.export.names import range_name
from allocator.export.places import finish, start, year_columns
from allocator.export.sheets.rules import cited
from allocator.grants import benefits_in_use

VALUES = 5
"""First column with figures."""


def write(book: Book, facts: Facts) -> None:
    """The whole sheet: the plan, indirect rates, benefit rates, what grants say, what the plan says."""
    grid = Grid(book, "assumptions", VALUES + len(facts.years))
    start(facts, grid)
    _general(book, grid, facts)
    if facts.charged:
        _indirect(book, grid, facts)
    if used := benefits_in_use(facts.case):
        _benefits(grid, facts, used)
    if facts.case.plan.agreements and facts.case.tier.by_year:
        _tiers(grid, facts)
    _rules(grid, facts, "Rules that the grants bring", "grant")
    _rules(grid, facts, "Rules that the plan states", "plan")
    finish(facts, grid)


def _table(grid: Grid, name: str, heading: str, values: list[Column]) -> None:
    grid.table(name, [
        Column("-", heading, least=46, most=70), Column("-", "Source", least=22, most=40), Column("-", "Last read", least=11),
        Column("-", "Confirmed", least=12), Column("-", "Why not, or note", least=14, most=36), *values,
    ])


def _cited(grid: Grid, words: str, cite: Citation = PLAN_FILE, note: str = "") -> None:
    grid.text(0, words)
    cited(grid, 1, cite)
    grid.text(4, "; ".join(part for part in (note, cite.why) if part))


def _general(book: Book, grid: Grid, facts: Facts) -> None:
    case, years = facts.case, facts.years
    _table(grid, "assumptions", "The plan", year_columns(years, "number"))
    _cited(grid, "How much each year counts toward the points")
    for at, year in enumerate(years):
        grid.number(VALUES + at, case.weights[year])
    book.name("Year_Weights", grid.name, cells(grid.row, VALUES, grid.row, VALUES + len(years) - 1, fixed=True))
    grid.next()
    _cited(grid, f"Growth of costs a year, from {case.base_year} on; amounts of sources do not grow")
    grid.number(VALUES, Fraction(case.plan.cost_growth), kind="rate")
    grid.next()
    for note in (*case.notes, *([case.plan.note] if case.plan.note else [])):
        _cited(grid, str(note))
        grid.next()
    grid.next()


def _indirect(book: Book, grid: Grid, facts: Facts) -> None:
    _table(grid, "indirect_rates", "Indirect charge as a share of its base", [Column("rate", "Rate", "rate")])
    for source in facts.charged:
        rule = next(rule for rule in facts.case.rules if rule.indirect_rate(source) is not None)
        _cited(grid, facts.names.source[source], rule.cite, rule.because)
        grid.number(VALUES, facts.case.indirect_rate(source))
        book.name(facts.rate_names[source], grid.name, grid.at(VALUES, fixed=True))
        grid.figure("plan", "indirect_rate", source, "*", rate=f"plan|indirect_rate|{source}")
        grid.next()
    grid.next()


def _benefits(grid: Grid, facts: Facts, used: tuple[Benefit, ...]) -> None:
    _table(grid, "benefits", "Benefit rates", year_columns(facts.years, "rate"))
    for benefit in used:
        cites = dict.fromkeys(benefit.cite(year) for year in facts.years)
        worst = next((cite for cite in sorted(cites, key=str) if not cite.confirmed), next(iter(sorted(cites, key=str))))
        _cited(grid, _benefit_words(benefit), worst)
        rates = dict(benefit.by_year)
        for at, year in enumerate(facts.years):
            if year in rates:
                grid.number(VALUES + at, rates[year], kind="rate" if benefit.per == "pay" else "money")
        grid.next()
    grid.next()


def _benefit_words(benefit: Benefit) -> str:
    what = "of pay" if benefit.per == "pay" else "dollars for a full-time position"
    codes = " and ".join(code for code in (benefit.certificated, benefit.classified) if code)
    return f"{benefit.name} (object {codes}), {what}"


def _tiers(grid: Grid, facts: Facts) -> None:
    _table(grid, "tiers", "Agreements that begin in a year: dollars that belong to object 5800, the rest to 5100",
           [Column("-", "Dollars", "money")])
    cites = dict(facts.case.tier.cites)
    for year, dollars in facts.case.tier.by_year:
        if year <= facts.years[-1]:
            _cited(grid, year, cites.get(year, PLAN_FILE))
            grid.number(VALUES, dollars)
            grid.next()
    grid.next()


def _rules(grid: Grid, facts: Facts, heading: str, origin: str) -> None:
    rules: list[Rule] = [rule for rule in facts.case.rules if rule.origin == origin]
    if not rules:
        return
    _table(grid, range_name("rules", origin).lower(), heading, [])
    for rule in rules:
        _cited(grid, str(rule.says(facts.case)), rule.cite, rule.because)
        grid.next()
    grid.next()
