"""Assumptions: figures that the budget rests on, each with its source and whether a person confirmed it."""

from __future__ import annotations

from fractions import Fraction

from allocator.domain.rate_figures import BENEFIT, BENEFIT_GROWTH, EACH, FIRST_TIER, GROWTH, INDIRECT
from allocator.domain.rates import Benefit
from allocator.domain.rule import PLAN_FILE, Citation, Rule
from allocator.domain.workbook_layout import JOIN
from allocator.export.book import Book
from allocator.export.facts import Facts
from allocator.export.grid import Column, Grid, cells
from allocator.export.names import range_name
from allocator.export.places import finish, start, year_columns
from allocator.export.rates import has_agreements
from allocator.export.sheets.assumed import rate_cell, said, tell
from allocator.export.sheets.rules import cited
from allocator.fiscal import between
from allocator.grants import benefits_in_use

VALUES = 5
"""First column with figures."""


def write(book: Book, facts: Facts) -> None:
    """The whole sheet: the plan, indirect rates, benefit rates, what grants say, what the plan says."""
    grid = Grid(book, "assumptions", VALUES + len(facts.years) + 1)
    start(facts, grid)
    _general(book, grid, facts)
    if facts.charged:
        _indirect(book, grid, facts)
    if used := benefits_in_use(facts.case):
        _benefits(book, grid, facts, used)
    if has_agreements(facts.case):
        _tiers(book, grid, facts)
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
    _table(grid, "assumptions", "The plan", [*year_columns(years, "number"), said()])
    _cited(grid, "How much each year counts toward the points")
    for at, year in enumerate(years):
        grid.number(VALUES + at, case.weights[year])
    book.name("Year_Weights", grid.name, cells(grid.row, VALUES, grid.row, VALUES + len(years) - 1, fixed=True))
    grid.next()
    _cited(grid, f"Growth of costs a year, from {case.base_year} on; amounts of sources do not grow")
    rate_cell(book, grid, facts, VALUES, GROWTH)
    tell(grid, facts, VALUES + len(years), [("", GROWTH)])
    grid.figure("", **{years[0]: JOIN.join(GROWTH)})
    grid.next()
    for note in (*case.notes, *([case.plan.note] if case.plan.note else [])):
        _cited(grid, str(note))
        grid.next()
    grid.next()


def _indirect(book: Book, grid: Grid, facts: Facts) -> None:
    _table(grid, "indirect_rates", "Indirect charge as a share of its base", [Column("rate", "Rate", "rate"), said(8)])
    for source in facts.charged:
        rule = next(rule for rule in facts.case.rules if rule.indirect_rate(source) is not None)
        _cited(grid, facts.names.source[source], rule.cite, rule.because)
        rate_cell(book, grid, facts, VALUES, ("plan", INDIRECT, source))
        tell(grid, facts, VALUES + 1, [("", ("plan", INDIRECT, source))])
        grid.figure("plan", "indirect_rate", source, "*", rate=f"plan|indirect_rate|{source}")
        grid.next()
    grid.next()


def _benefits(book: Book, grid: Grid, facts: Facts, used: tuple[Benefit, ...]) -> None:
    _table(grid, "benefits", "Benefit rates", [*year_columns(facts.years, "rate"), said()])
    for benefit in used:
        cites = dict.fromkeys(benefit.cite(year) for year in facts.years)
        worst = next((cite for cite in sorted(cites, key=str) if not cite.confirmed), next(iter(sorted(cites, key=str))))
        if benefit.per == "pay":
            _share_of_pay(book, grid, facts, benefit, worst)
        else:
            _for_a_position(book, grid, facts, benefit, worst)
    grid.next()


def _share_of_pay(book: Book, grid: Grid, facts: Facts, benefit: Benefit, cite: Citation) -> None:
    _cited(grid, f"{_benefit_words(benefit)}, of pay", cite)
    figures = [(year, ("plan", BENEFIT, benefit.id, year)) for year in facts.years]
    for at, (_, figure) in enumerate(figures):
        rate_cell(book, grid, facts, VALUES + at, figure)
    tell(grid, facts, VALUES + len(facts.years), figures)
    grid.figure("plan", BENEFIT, benefit.id, "*")
    grid.next()


def _for_a_position(book: Book, grid: Grid, facts: Facts, benefit: Benefit, cite: Citation) -> None:
    """Dollars of the base year and their growth may be changed; those of each year follow."""
    case, words = facts.case, _benefit_words(benefit)
    rates = [(f"{words}, for a full-time position in {case.base_year}", ("plan", EACH, benefit.id))]
    if benefit.growth is not None:
        rates.append((f"{words}: growth a year, from {case.base_year} on", ("plan", BENEFIT_GROWTH, benefit.id)))
    for told, figure in rates:
        _cited(grid, told, cite)
        rate_cell(book, grid, facts, VALUES, figure)
        tell(grid, facts, VALUES + 1, [("", figure)])
        grid.figure("", **{facts.years[0]: JOIN.join(figure)})
        grid.next()
    each, growth = facts.rates.names[rates[0][1]], facts.rates.names[rates[-1][1] if benefit.growth is not None else GROWTH]
    rate = Fraction(case.plan.cost_growth) if benefit.growth is None else benefit.growth
    _cited(grid, f"{words}, for a full-time position in each year", cite, "follows from the rows above")
    for at, year in enumerate(facts.years):
        years = between(case.base_year, year)
        grid.formula(VALUES + at, f"{each}*(1+{growth})^({years})", benefit.rate_in_base_year * (1 + rate) ** years, kind="money")
    grid.next()


def _benefit_words(benefit: Benefit) -> str:
    codes = " and ".join(code for code in (benefit.certificated, benefit.classified) if code)
    return f"{benefit.name} (object {codes})"


def _tiers(book: Book, grid: Grid, facts: Facts) -> None:
    _table(grid, "tiers", "Agreements that begin in a year: dollars that belong to object 5800, the rest to 5100",
           [Column("dollars", "Dollars", "money"), said(8)])
    cites = dict(facts.case.tier.cites)
    for figure in (figure for figure in facts.rates.order if figure[1] == FIRST_TIER):
        _cited(grid, figure[2], cites.get(figure[2], PLAN_FILE))
        rate_cell(book, grid, facts, VALUES, figure)
        tell(grid, facts, VALUES + 1, [("", figure)])
        grid.figure(*figure, "*", dollars=JOIN.join(figure))
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
