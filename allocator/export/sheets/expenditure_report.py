"""The expenditure report of a grant: cost by cost, budget and actual by year, in the layout of a form's file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from allocator.domain.program import Program
from allocator.domain.sacs import INDIRECT_OBJECT, object_name
from allocator.explain.match import Counts
from allocator.explain.narrative import Explained, indirect_words
from allocator.export import labels
from allocator.export.book import Book
from allocator.export.facts import Facts
from allocator.export.forms.reported import Reported
from allocator.export.forms.schema import BY_YEAR, FormColumn
from allocator.export.grid import Column, Grid, cell, cells
from allocator.export.places import FIRST_ROW, charged, finish, notice, paid, sum_where
from allocator.export.sheets import expenditure_summary, match, narrative
from allocator.export.sheets.awards import on_sources

KINDS = {"object": "code", "budget": "money", "actual": "money", "match_amount": "money"}
DISTRICT = "District office"
MOST_DOLLARS = 10_000_000_000
Sum = tuple[str, int]
"""A formula and the dollars that it arrives at."""


@dataclass(frozen=True)
class Entry:
    """A row of the report."""

    texts: Mapping[str, str]
    """By what a column holds."""
    budget: Mapping[str, Sum] = field(default_factory=dict)
    """Fiscal year -> what the grant pays; empty for what only counts as match."""
    match: Sum | None = None


def write(book: Book, facts: Facts) -> None:
    """Two sheets for each grant that is reported: its rows, and their sums by object."""
    for one in facts.reports:
        _rows(book, facts, one)
        expenditure_summary.write(book, facts, one)


def expanded(facts: Facts, one: Reported) -> list[tuple[FormColumn, str]]:
    """The report's columns, those of each year with their year."""
    return [(column, year) for column in one.form.columns
            for year in (facts.years if column.holds in BY_YEAR else [""])]


def _rows(book: Book, facts: Facts, one: Reported) -> None:
    columns = expanded(facts, one)
    grid = Grid(book, "report", len(columns), one.sheet)
    resource = facts.case.plan.sources[one.source].resource
    grid.title(f"{one.form.title}: {facts.names.source[one.source]}" + (f" (resource {resource})" if resource else ""),
               one.form.says)
    notice(grid, labels.AT_CHANGED_RATES["report"], one.doubt)
    grid.table(f"report_{one.number}", [
        Column("-", column.of(year), KINDS.get(column.holds, "text"), column.least, column.width)
        for column, year in columns])
    nothing = Entry({"narrative": "This grant pays nothing."}, dict.fromkeys(facts.years, ("0", 0)))
    entries = list(_entries(facts, one)) or [nothing]
    own = bool(_rules(facts, one))
    for entry in entries:
        _entry(grid, columns, entry, own)
    last = grid.row - 1
    for at, (column, year) in enumerate(columns):
        if column.holds in ("object", *BY_YEAR):
            book.name(one.name(column.holds, year), grid.name, cells(FIRST_ROW, at, last, at, fixed=True))
        if column.holds == "actual":
            _validate(grid, at, last)
    _total(book, grid, one, columns, entries)
    finish(facts, grid, 2, kept=one.form.kept, paper=one.form.paper)


# what it says ------------------------------------------------------------------------------------------------------------
def _entries(facts: Facts, one: Reported) -> Iterator[Entry]:
    """What the grant pays, its indirect charge, then what counts as its match."""
    mine = {(row.program, row.line, row.object): row.dollars for row in facts.detail if row.source == one.source}
    rows = narrative.rows_of(facts)
    for cost in facts.explained:
        if dollars := mine.get((cost.program, cost.line, cost.object)):
            yield Entry(_texts(facts, cost, _others(facts, one, cost)), {
                year: (_paid(facts, one, rows[cost], year), dollars[year]) for year in facts.years})
    if one.source in facts.charged:
        yield Entry({"site": DISTRICT, "object": INDIRECT_OBJECT, "object_name": object_name(INDIRECT_OBJECT),
                     "program": labels.INDIRECT, "cost": facts.names.source[one.source],
                     "narrative": f"{labels.INDIRECT}: {indirect_words(facts.case, one.source)}."},
                    {year: (sum_where("Indirect_Source", _source(facts, one), charged(year)),
                            facts.account(one.source, year).indirect) for year in facts.years})
    rules = _rules(facts, one)
    explained = {(cost.program, cost.line, cost.object): cost for cost in facts.explained}
    for counts in facts.match.counts:
        if rules & set(counts.rules):
            yield _match(facts, counts, explained.get((counts.program, counts.line, counts.object)))


def _rules(facts: Facts, one: Reported) -> set[str]:
    """Match rules of the grant."""
    return {call.rule for asked in facts.match.asked for call in asked.calls if call.source == one.source}


def _source(facts: Facts, one: Reported) -> str:
    """The cell that holds the source's name."""
    return on_sources(facts, one.source, facts.years[0], 0)


def _paid(facts: Facts, one: Reported, row: int, year: str) -> str:
    """What the source pays of the cost that a row of Narrative explains."""
    sheet = labels.SHEETS["narrative"]
    keys = (("Object", narrative.OBJECT), ("Program", narrative.PROGRAM), ("Line", narrative.LINE))
    same = "*".join(f"(Detail_{name}={sheet}!{cell(row, column)})" for name, column in keys)
    return f"SUMPRODUCT({same}*(Detail_Source={_source(facts, one)}),{paid(year)})"


def _texts(facts: Facts, cost: Explained, others: str = "") -> dict[str, str]:
    program = facts.case.programs[cost.program]
    name, line = facts.names.program[cost.program], facts.names.line[cost.program, cost.line]
    says = "; ".join(str(phrase) for phrase in cost.says)
    serves = f" Serves: {narrative.why(facts, cost)}." if cost.needs else ""
    return {
        "site": _site(facts, program), "program": name, "cost": line, "object": cost.object,
        "object_name": object_name(cost.object), "pillar": labels.PILLARS.get(program.pillar or "", ""),
        "narrative": f"{name}. {'' if cost.named else f'{line}: '}{says}.{serves}{others}",
    }


def _site(facts: Facts, program: Program) -> str:
    if program.place == "central":
        return DISTRICT
    sites = facts.case.plan.sites
    site = program.site or (next(iter(sites)) if len(sites) == 1 else "")
    return sites[site].name if site else ""


def _others(facts: Facts, one: Reported, cost: Explained) -> str:
    """Who else pays the cost."""
    names = [facts.names.source[row.source] for row in facts.detail_of[cost.program, cost.line, cost.object]
             if row.source != one.source]
    return f" Paid together with: {'; '.join(names)}." if names else ""


def _match(facts: Facts, counts: Counts, cost: Explained | None) -> Entry:
    if cost is None:
        gift = facts.case.plan.in_kind[counts.gift].name if counts.gift else ""
        use = f", for {facts.names.program[counts.program]}" if counts.program else ""
        texts, payer = {"narrative": f"Match in kind: {gift}{use}."}, gift
    else:
        texts, payer = _texts(facts, cost), facts.names.source[counts.source]
        texts["narrative"] = f"Match. {texts['narrative']}"
    total = sum(counts.dollars.get(year, 0) for year in facts.years)
    place = cell(match.counts_row(facts, counts), match.DOLLARS + len(facts.years))
    return Entry({**texts, "match_source": payer}, {}, (f"{labels.SHEETS['match']}!{place}", total))


# how it is written -------------------------------------------------------------------------------------------------------
def _entry(grid: Grid, columns: list[tuple[FormColumn, str]], entry: Entry, own_match: bool) -> None:
    for at, (column, year) in enumerate(columns):
        if column.holds == "match_amount" and entry.match is not None:
            grid.formula(at, *entry.match)
        elif column.holds in entry.texts:
            grid.text(at, entry.texts[column.holds])
        elif column.holds == "budget" and year in entry.budget:
            grid.formula(at, *entry.budget[year])
        elif column.holds == "change_note" or (column.holds == "actual" and entry.budget):
            grid.blank(at, "input")
        elif column.holds in ("match_amount", "match_source") and not own_match:
            grid.blank(at, "input")
    grid.next()


def _validate(grid: Grid, at: int, last: int) -> None:
    grid.sheet.data_validation(FIRST_ROW, at, last, at, {
        "validate": "integer", "criteria": "between", "minimum": -MOST_DOLLARS, "maximum": MOST_DOLLARS,
        "input_title": "Actual", "input_message": "What was really spent, in whole dollars, as booked.",
        "error_title": "Whole dollars", "error_message": "Enter whole dollars such as 48000, without cents.",
    })


def _total(book: Book, grid: Grid, one: Reported, columns: list[tuple[FormColumn, str]], entries: list[Entry]) -> None:
    for at, (column, year) in enumerate(columns):
        if column.holds == "budget":
            value = sum(entry.budget[year][1] for entry in entries if year in entry.budget)
        elif column.holds == "match_amount":
            value = sum(entry.match[1] for entry in entries if entry.match is not None)
        elif column.holds == "actual":
            value = 0
        else:
            if at:
                grid.blank(at, "grand", "text")
            else:
                grid.text(at, labels.TOTAL, "grand", "text")
            continue
        grid.formula(at, f"SUM({cells(FIRST_ROW, at, grid.row - 1, at)})", value, "grand")
        if column.holds in BY_YEAR:
            book.name(one.name("total", column.holds, year), grid.name, grid.at(at, fixed=True))
    grid.next()
