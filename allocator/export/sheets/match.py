"""Match: what a grant asks to see beside its own money, what is reached, and every dollar and gift that counts."""

from __future__ import annotations

from allocator.domain.workbook_layout import NOT_RUNNING
from allocator.explain.match import Asked, Call, Counts
from allocator.explain.match_waived import waived, waived_says
from allocator.export import labels
from allocator.export.book import Book
from allocator.export.facts import Facts
from allocator.export.grid import Column, Grid, cells
from allocator.export.names import range_name
from allocator.export.places import finish, level_cell, paid, start, year_columns
from allocator.export.sheets.awards import AMOUNT_ON_SOURCES, INDIRECT_ON_SOURCES, PAID_ON_SOURCES, on_sources
from allocator.export.sheets.rules import cited
from allocator.grants import values_for
from allocator.messages import text

GRANT, YEARS, OF, SHARE, BASE, ASKED, REACHED, ROOM, RESULT, CONFIRMED = range(10)
PAYER, PROGRAM, LINE, OBJECT, DOLLARS = range(5)
SHORT = "Short"
"""How the result of a match begins that must be reached and is not."""
NONE_ASKED = "No rule of this plan asks for a local match."
OF_WHAT = {"award": "Award", "spent": "Spent, with indirect"}


def write(book: Book, facts: Facts) -> None:
    """The whole sheet."""
    rules = _rules(facts)
    wide = max(CONFIRMED + 1, DOLLARS + len(facts.years) + 1 + len(rules)) if rules else OBJECT + 2
    grid = Grid(book, "match", wide)
    start(facts, grid)
    if rules:
        _asked(book, grid, facts, rules)
        _counts(book, grid, facts, rules)
    _without(grid, facts)
    finish(facts, grid)


def counts_row(facts: Facts, one: Counts) -> int:
    """Row of something that counts, from 0."""
    return 3 + 1 + len(facts.match.asked) + 2 + facts.match.counts.index(one)


def _rules(facts: Facts) -> list[str]:
    return sorted({call.rule for one in facts.match.asked for call in one.calls})


# what is asked -----------------------------------------------------------------------------------------------------------
def _asked(book: Book, grid: Grid, facts: Facts, rules: list[str]) -> None:
    first = grid.table("match", [
        Column("-", "Grant that asks", least=28, most=34), Column("-", "Years", least=20, most=27),
        Column("-", "Share of", least=18, most=27), Column("-", "Share asked", "rate", 10),
        Column("-", "Award or spent", "money", 13), Column("-", "Asked", "money", 13), Column("-", "Reached", "money", 13),
        Column("-", "Room", "money", 13), Column("-", "Result", least=13, most=18), Column("-", "Confirmed", least=13),
    ])
    at: dict[tuple[str, tuple[str, ...]], int] = {}
    for one in facts.match.asked:
        if len(one.calls) == 1:
            at[one.calls[0].rule, one.calls[0].years] = grid.row
            _call(grid, facts, one.calls[0])
        else:
            _together(grid, facts, one, [at[call.rule, call.years] for call in one.calls])
        _reached(grid, one, rules)
        grid.next()
    book.name("Match_Results", grid.name, cells(first, RESULT, grid.row - 1, RESULT, fixed=True))
    grid.next()


def _call(grid: Grid, facts: Facts, call: Call) -> None:
    grid.text(GRANT, facts.names.source[call.source])
    grid.text(YEARS, labels.span(call.years))
    grid.text(OF, OF_WHAT[call.of])
    grid.number(SHARE, call.share)
    columns = (AMOUNT_ON_SOURCES,) if call.of == "award" else (PAID_ON_SOURCES, INDIRECT_ON_SOURCES)
    accounts = [facts.account(call.source, year) for year in call.years]
    base = sum(a.amount if call.of == "award" else a.paid + a.indirect for a in accounts)
    grid.formula(BASE, "+".join(on_sources(facts, call.source, year, column) for year in call.years for column in columns), base)
    grid.text(CONFIRMED, *(("", "", "") if call.cite.confirmed else (labels.UNCONFIRMED, "", "badge")))


def _together(grid: Grid, facts: Facts, one: Asked, rows: list[int]) -> None:
    names = dict.fromkeys(facts.names.source[call.source] for call in one.calls)
    grid.text(GRANT, "Together: " + "; ".join(names))
    grid.text(YEARS, labels.span(sorted({year for call in one.calls for year in call.years})))
    grid.formula(ASKED, _up("+".join(f"{grid.at(BASE, row)}*{grid.at(SHARE, row)}" for row in rows)), one.asked)


def _up(amount: str) -> str:
    """Whole dollars, rounded up; the inner rounding takes away what a computer's decimals leave behind."""
    return f"ROUNDUP(ROUND({amount},6),0)"


def _reached(grid: Grid, one: Asked, rules: list[str]) -> None:
    if len(one.calls) == 1:
        grid.formula(ASKED, _up(f"{grid.at(BASE)}*{grid.at(SHARE)}"), one.asked)
    parts = []
    for year in sorted({year for call in one.calls for year in call.years}):
        flags = [f'({_for(rules.index(call.rule))}="{labels.YES}")*1' for call in one.calls if year in call.years]
        parts.append(f"SUMPRODUCT(({'+'.join(flags)}>0)*1,{range_name('Match', year)})")
    grid.formula(REACHED, "+".join(parts), one.reached)
    grid.formula(ROOM, f"{grid.at(REACHED)}-{grid.at(ASKED)}", one.room)
    words = f"A wish, {SHORT.lower()} by " if one.prefer else f"{SHORT} by "
    value = labels.OK if one.room >= 0 else f"{words}${-one.room:,}"
    grid.formula(RESULT, f'IF({grid.at(ROOM)}>=0,"{labels.OK}","{words}"&TEXT(-{grid.at(ROOM)},"$#,##0"))', value)


def _for(at: int) -> str:
    """Name of the column that says what counts for a rule."""
    return f"Match_For_{at + 1}"


# what counts -------------------------------------------------------------------------------------------------------------
def _counts(book: Book, grid: Grid, facts: Facts, rules: list[str]) -> None:
    flags = DOLLARS + len(facts.years) + 1
    first = grid.table("match_counts", [
        Column("-", "What counts: paid by, or gift"), Column("-", "Program"), Column("-", "Cost"), Column("-", "Object", "code"),
        *year_columns(facts.years), Column("-", labels.ALL_YEARS, "money", 12),
        *[Column("-", f"Counts for {_grant(facts, rule)}", least=16, most=24) for rule in rules],
    ])
    for one in facts.match.counts:
        _one(grid, facts, one)
        for at, rule in enumerate(rules):
            grid.text(flags + at, labels.YES if rule in one.rules else labels.NO)
        grid.next()
    if not facts.match.counts:
        grid.text(PAYER, "Nothing counts")
        for at in range(len(facts.years) + 1):
            grid.number(DOLLARS + at, 0)
        grid.next()
    last = grid.row - 1
    for at, year in enumerate(facts.years):
        book.name(range_name("Match", year), grid.name, cells(first, DOLLARS + at, last, DOLLARS + at, fixed=True))
    for at in range(len(rules)):
        book.name(_for(at), grid.name, cells(first, flags + at, last, flags + at, fixed=True))
    _total(grid, facts, first, last)
    grid.next(2)


def _grant(facts: Facts, rule: str) -> str:
    return facts.names.source[next(call.source for one in facts.match.asked for call in one.calls if call.rule == rule)]


def _one(grid: Grid, facts: Facts, one: Counts) -> None:
    years, dollars = facts.years, [one.dollars.get(year, 0) for year in facts.years]
    if one.gift:
        grid.text(PAYER, f"Gift: {facts.case.plan.in_kind[one.gift].name}")
        _gift(grid, facts, one)
    else:
        grid.text(PAYER, facts.names.source[one.source])
        grid.text(PROGRAM, facts.names.program[one.program])
        grid.text(LINE, facts.names.line[one.program, one.line])
        grid.text(OBJECT, one.object)
        row = "*".join(f"(Detail_{name}={grid.at(column)})" for name, column in (
            ("Source", PAYER), ("Program", PROGRAM), ("Line", LINE), ("Object", OBJECT)))
        for at, year in enumerate(years):
            grid.formula(DOLLARS + at, f"SUMPRODUCT({row},{paid(year)})", dollars[at])
    last = DOLLARS + len(years)
    grid.formula(last, f"SUM({cells(grid.row, DOLLARS, grid.row, last - 1)})", sum(dollars))


def _gift(grid: Grid, facts: Facts, one: Counts) -> None:
    """A gift for a program counts in the years in which that runs, also once somebody changes the roster."""
    if one.program:
        grid.text(PROGRAM, facts.names.program[one.program])
    for at, year in enumerate(facts.years):
        worth = facts.case.plan.in_kind[one.gift].amounts.get(year, 0)
        if one.program:
            runs = level_cell(facts, one.program, year)
            grid.formula(DOLLARS + at, f'IF(OR({runs}="{NOT_RUNNING}",{runs}=""),0,{worth})', one.dollars.get(year, 0))
        else:
            grid.number(DOLLARS + at, worth)


def _total(grid: Grid, facts: Facts, first: int, last: int) -> None:
    grid.text(PAYER, labels.TOTAL, "grand")
    for column in (PROGRAM, LINE, OBJECT):
        grid.blank(column, "grand")
    for at in range(len(facts.years) + 1):
        years = facts.years[at:at + 1] or facts.years
        dollars = sum(one.dollars.get(year, 0) for one in facts.match.counts for year in years)
        grid.formula(DOLLARS + at, f"SUM({cells(first, DOLLARS + at, last, DOLLARS + at)})", dollars, "grand")


# where none is asked -----------------------------------------------------------------------------------------------------
def _without(grid: Grid, facts: Facts) -> None:
    """Grants of which a file says whether a match is asked, and for which the plan has no rule."""
    asked_elsewhere = {one.source: one for one in waived(facts.case)}
    asking = {call.source for one in facts.match.asked for call in one.calls}
    values = [v for v in values_for(facts.case.plan) if v.name == "match_required" and v.source not in asking]
    if asking and not values:
        return
    grid.table("match_none", [
        Column("-", "Grants without a match rule"), Column("-", "Source"), Column("-", "Last read"),
        Column("-", "Confirmed", least=13), *[Column("-", "Why not, or note")] * bool(values),
    ])
    if not asking:
        grid.text(0, NONE_ASKED)
        grid.next()
    for value in values:
        found = asked_elsewhere.get(value.source)
        grid.text(0, text(waived_says(facts.case, found)) if found else
                  f"{facts.names.source[value.source]}: its grant file says that no match is asked.")
        cited(grid, 1, found.cite if found else value.cite)
        grid.text(4, (found.cite if found else value.cite).why, kind="text")
        grid.next()
