"""A report as tables: plain rows of a few columns each, that a page shows and a test reads. No screen in here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from allocator.domain.report import Report, SourceYear
from allocator.ui.show import level_name, money, money_or_none, number, percent, safe
from allocator.ui.words import w
from allocator.whatif.instant import Instant

Table = dict[str, list[str]]
PARTS = ("paid", "indirect", "lapsed", "unspent")
"""Where the dollars of a source end up, over all years. What is carried on is spent, lapses or is left in a later year."""


@dataclass(frozen=True)
class Totals:
    """The few figures that stand on top of every page."""

    met: Fraction
    reachable: Fraction
    possible: Fraction
    run: int
    programs: int
    money: int
    """Dollars of all sources over all years, with what was carried in from before the plan."""
    spent: int
    lapsed: int
    unspent: int
    divided: bool = True
    """Whether the money has been divided among sources; in a first answer it has not."""

    @property
    def left(self) -> int:
        """Dollars that buy nothing within the plan."""
        return self.lapsed + self.unspent


def totals(report: Report) -> Totals:
    """The figures of a report over all years."""
    years = [record for by_year in report.sources.values() for record in by_year.values()]
    first = report.case.years[0]
    brought = sum(by_year[first].carried_in for by_year in report.sources.values() if first in by_year)
    return Totals(
        report.points, report.points_reachable, report.points_possible,
        run=len(roster(report)), programs=len(report.case.programs),
        money=sum(record.amount for record in years) + brought,
        spent=sum(record.paid + record.indirect for record in years),
        lapsed=sum(record.lapsed for record in years),
        unspent=sum(record.unspent for record in years),
    )


def first_totals(first: Instant, shown: Report) -> Totals:
    """The figures of a first answer; the report that is shown says what there is to reach."""
    case = first.case
    money = sum(case.stated_amount(source, year) for source in case.sources for year in case.years)
    return Totals(
        first.points, shown.points_reachable, shown.points_possible, run=sum(1 for years in first.roster.values() if years),
        programs=len(case.programs), money=money, spent=first.spent, lapsed=0, unspent=0, divided=False,
    )


def roster(report: Report) -> list[str]:
    """Ids of programs that run in at least one year: longest running first, then dearest."""
    run = [program for program in report.case.programs if report.budget.roster.get(program)]
    return sorted(run, key=lambda p: (-len(report.budget.roster[p]), -sum(report.costs.get(p, {}).values()), p))


def average_met(report: Report, need: str) -> Fraction:
    """Share of a need that is met, on average over the years, each year with its weight."""
    weights = report.case.weights
    met = report.needs.get(need, {})
    return sum((weights[y] * met.get(y, Fraction(0)) for y in report.case.years), Fraction(0)) / len(weights)


def needs_in_order(report: Report) -> list[str]:
    """Ids of needs, the highest score first."""
    needs = report.case.plan.needs
    return sorted(needs, key=lambda need: (-needs[need].score, need))


def pillar_name(pillar: str | None) -> str:
    """What a pillar of the framework is called; also when a need is under none."""
    return w(f"pillar.{pillar}") if pillar else w("pillar.none")


def needs_table(report: Report) -> Table:
    """One row for each need: score, pillar, share met in each year and on average."""
    order, plan = needs_in_order(report), report.case.plan
    table: Table = {
        w("need"): [safe(plan.needs[n].name) for n in order],
        w("score"): [number(plan.needs[n].score) for n in order],
        w("pillar"): [pillar_name(plan.needs[n].pillar) for n in order],
    }
    for year in report.case.years:
        table[year] = [percent(report.needs.get(n, {}).get(year, Fraction(0))) for n in order]
    return {**table, w("average"): [percent(average_met(report, n)) for n in order]}


def level_mark(report: Report, program: str, year: str) -> str:
    """How a program runs in a year: a full mark for its largest size, a half mark for a smaller one, a dash for none."""
    level = report.budget.level(program, year)
    if level is None:
        return w("not")
    largest = report.case.options[program][-1].level == level
    return w("runs" if largest else "runs.smaller", level=safe(level_name(report, program, level)))


def roster_table(report: Report, programs: Iterable[str] | None = None) -> Table:
    """One row for each program that runs: its size in each year, and what it costs in all."""
    order = list(roster(report) if programs is None else programs)
    table: Table = {w("program"): [safe(report.case.programs[p].name) for p in order]}
    for year in report.case.years:
        table[year] = [level_mark(report, p, year) for p in order]
    return {**table, w("cost"): [money(sum(report.costs.get(p, {}).values())) for p in order]}


def source_totals(report: Report, source: str) -> dict[str, int]:
    """Dollars of a source over all years, by where they end up."""
    years = report.sources[source].values()
    return {part: sum(getattr(record, part) for record in years) for part in PARTS}


def sources_in_order(report: Report) -> list[str]:
    """Ids of sources, the largest first."""
    return sorted(report.sources, key=lambda s: (-sum(source_totals(report, s).values()), s))


def left_table(report: Report) -> Table:
    """One row for each source: the money there was over all years, and where it went; then the totals."""
    order = sources_in_order(report)
    rows = [source_totals(report, source) for source in order]
    rows.append({part: sum(row[part] for row in rows) for part in PARTS})
    names = [*(safe(report.case.plan.sources[s].name) for s in order), w("total")]
    table: Table = {w("source"): names, w("amount"): [money(sum(row.values())) for row in rows]}
    return {**table, **{w(part): [money_or_none(row[part]) for row in rows] for part in PARTS}}


def source_table(report: Report, source: str) -> Table:
    """One row for each year of a source: amount + carried in = paid + indirect + carried on + lapsed + left at the end."""
    fields = ("amount", "carried_in", "paid", "indirect", "carried_out", "lapsed", "unspent")
    by_year: Mapping[str, SourceYear] = report.sources[source]
    table: Table = {w("year"): [year for year in report.case.years if year in by_year]}
    for name in fields:
        table[w(name)] = [money_or_none(getattr(by_year[year], name)) for year in table[w("year")]]
    return table


def payers_table(report: Report) -> Table:
    """One row for each source: the dollars that leave it in each year, with indirect; then the totals."""
    order = sources_in_order(report)
    columns = {
        year: [_out(report.sources[s].get(year)) for s in order] for year in report.case.years
    }
    sums = [sum(columns[year][i] for year in columns) for i in range(len(order))]
    table: Table = {w("source"): [*(safe(report.case.plan.sources[s].name) for s in order), w("total")]}
    for year, column in {**columns, w("total"): sums}.items():
        table[year] = [*(money_or_none(amount) for amount in column), money(sum(column))]
    return table


def _out(record: SourceYear | None) -> int:
    return 0 if record is None else record.paid + record.indirect


def matrix_table(report: Report, year: str | None = None) -> Table:
    """One row for each program that runs (in the year, if one is given), one column for each source that pays any of them."""
    paid: dict[tuple[str, str], int] = {}
    for payment in report.budget.payments:
        if year in (None, payment.year):
            key = payment.program, payment.source
            paid[key] = paid.get(key, 0) + payment.dollars
    rows = [p for p in roster(report) if any(program == p for program, _ in paid)]
    columns = [s for s in sources_in_order(report) if any(source == s for _, source in paid)]
    names = [safe(report.case.programs[p].name) for p in rows]
    sums = [sum(paid.get((p, s), 0) for s in columns) for p in rows]
    table: Table = {w("program"): [*names, w("total")], w("total"): [*map(money, sums), money(sum(sums))]}
    for source in columns:
        column = [paid.get((p, source), 0) for p in rows]
        table[safe(report.case.plan.sources[source].name)] = [*map(money_or_none, column), money(sum(column))]
    return table
