"""After the plan: what the last year's programs cost again, which lasting money may pay, what and who is left unpaid."""

from __future__ import annotations

from allocator.domain.case import Case
from allocator.explain.cliff import AtRisk, Lasting, Recurring
from allocator.export import labels
from allocator.export.book import Book
from allocator.export.facts import Facts
from allocator.export.grid import Column, Grid, cells
from allocator.export.places import finish, start
from allocator.export.sheets.awards import PAID_ON_SOURCES, on_sources

NAME, COST, PAID, MISSING, WORTH, WHO = range(6)
GIVES, SET_ASIDE, PAYS, LEFT = range(1, 5)
RECURS, UNPAID, LASTING = "After_Cost", "After_Unpaid", "After_Paid"
"""Names of three sums: what recurs, what nobody pays, what sources pay."""
ORDER = "If money is given out in another order, the same total is left unpaid, but perhaps other programs are short of it."


def write(book: Book, facts: Facts) -> None:
    """The whole sheet."""
    grid = Grid(book, "cliff", WHO + 1)
    start(facts, grid)
    _figures(grid, facts)
    _sources(book, grid, facts)
    _positions(grid, facts)
    _programs(book, grid, facts)
    finish(facts, grid)


def _figures(grid: Grid, facts: Facts) -> None:
    found, last = facts.cliff, facts.years[-1]
    grid.table("cliff", [Column("-", f"If everything that runs in {last} goes on", least=40, most=52),
                         Column("-", "Dollars", "money", 15)])
    ending = [source for source in facts.sources if not facts.case.plan.sources[source].lasts]
    for words, formula, value, look in (
        (f"The same programs cost in {found.year}", RECURS, found.recurs, ""),
        (f"Sources that last may pay in {found.year}", LASTING, found.paid, ""),
        (f"Nobody pays in {found.year}", f"{grid.at(COST, grid.row)}-{grid.at(COST, grid.row + 1)}", found.gap, "total"),
        (f"Sources that end with the plan pay in {last}, without indirect charges",
         "+".join(on_sources(facts, source, last, PAID_ON_SOURCES) for source in ending) or "0", found.ends, ""),
    ):
        grid.text(NAME, words, look)
        grid.formula(COST, formula, value, look)
        grid.next()
    grid.next()


def _programs(book: Book, grid: Grid, facts: Facts) -> None:
    year, found = facts.cliff.year, facts.cliff.programs
    first = grid.table("cliff_programs", [
        Column("-", "Program, the most points for a dollar first"), Column("-", f"Costs {year}", "money", 15),
        Column("-", "Paid by lasting money", "money", 15), Column("-", "Nobody pays", "money", 15),
        Column("-", "Points lost without it", "number", 12), Column("-", "Sources that last and may pay", least=30, most=48),
    ])
    for one in found:
        _program(grid, facts, one)
    if not found:
        grid.text(NAME, f"Nothing that runs in {facts.years[-1]} costs anything in {year}.")
        grid.next()
    grid.text(NAME, labels.TOTAL, "grand")
    for column, value in ((COST, facts.cliff.recurs), (PAID, facts.cliff.paid), (MISSING, facts.cliff.gap)):
        grid.formula(column, f"SUM({cells(first, column, grid.row - 1, column)})", value, "grand")
    for column in (WORTH, WHO):
        grid.blank(column, "grand")
    book.name(RECURS, grid.name, grid.at(COST, fixed=True))
    book.name(UNPAID, grid.name, grid.at(MISSING, fixed=True))
    grid.next()
    if facts.cliff.gap:
        grid.text(NAME, ORDER, kind="line")
        grid.next()
    grid.next()


def _program(grid: Grid, facts: Facts, one: Recurring) -> None:
    grid.text(NAME, facts.names.program[one.program])
    grid.number(COST, one.cost)
    grid.number(PAID, one.paid)
    grid.formula(MISSING, f"{grid.at(COST)}-{grid.at(PAID)}", one.missing)
    grid.number(WORTH, one.worth)
    payers = [facts.names.source[source] for source in facts.sources if _may_pay(facts.case, source, one.program)]
    grid.text(WHO, "; ".join(payers) or "None")
    grid.next()


def _may_pay(case: Case, source: str, program: str) -> bool:
    """Whether a source goes on after the plan and may pay any cost of the program."""
    return case.plan.sources[source].lasts and any(case.permits(source, charge) for charge in case.lasting_of[program])


def _sources(book: Book, grid: Grid, facts: Facts) -> None:
    first = grid.table("cliff_sources", [
        Column("-", "Source that lasts"), Column("-", f"Gives in {facts.cliff.year}", "money"),
        Column("-", "Set aside for indirect", "money"), Column("-", "Pays", "money"), Column("-", "Left over", "money", 13),
    ])
    for one in facts.cliff.sources:
        _source(grid, facts, one)
    if not facts.cliff.sources:
        grid.text(NAME, "No source of this plan lasts.")
        grid.next()
    grid.text(NAME, labels.TOTAL, "grand")
    for column, field in ((GIVES, "amount"), (SET_ASIDE, "indirect"), (PAYS, "paid"), (LEFT, "left")):
        grid.formula(column, f"SUM({cells(first, column, grid.row - 1, column)})",
                     sum(int(getattr(one, field)) for one in facts.cliff.sources), "grand")
    book.name(LASTING, grid.name, grid.at(PAYS, fixed=True))
    grid.next(2)


def _source(grid: Grid, facts: Facts, one: Lasting) -> None:
    grid.text(NAME, facts.names.source[one.source])
    grid.number(GIVES, one.amount)
    grid.number(SET_ASIDE, one.indirect)
    grid.number(PAYS, one.paid)
    grid.formula(LEFT, f"{grid.at(GIVES)}-{grid.at(SET_ASIDE)}-{grid.at(PAYS)}", one.left)
    grid.next()


def _positions(grid: Grid, facts: Facts) -> None:
    grid.table("cliff_positions", [
        Column("-", "Position at risk"), Column("-", f"Costs {facts.cliff.year}", "money"), Column("-", "Paid", "money"),
        Column("-", "Nobody pays", "money"), Column("-", "FTE", "fte"), Column("-", "Program"),
    ])
    for one in facts.cliff.at_risk:
        _position(grid, facts, one)
    if not facts.cliff.at_risk:
        grid.text(NAME, "None: lasting money may pay every position in full.")
        grid.next()
    grid.next()


def _position(grid: Grid, facts: Facts, one: AtRisk) -> None:
    grid.text(NAME, one.name)
    grid.number(COST, one.cost)
    grid.formula(PAID, f"{grid.at(COST)}-{grid.at(MISSING)}", one.cost - one.missing)
    grid.number(MISSING, one.missing)
    if one.fte is not None:
        grid.number(WORTH, one.fte)
    grid.text(WHO, facts.names.program[one.program])
    grid.next()
