"""The plan as families read it: what will happen, what it costs and who pays, who was asked. No screen in here."""

from __future__ import annotations

from collections.abc import Mapping

from allocator.domain.menu import FULL
from allocator.domain.report import Report
from allocator.ui.figures import Table, needs_in_order, roster, source_totals, sources_in_order
from allocator.ui.meeting.cards import PILLARS
from allocator.ui.show import level_name, listed, money, percent, safe, stretch
from allocator.ui.words import w

AT_ONCE = 8
"""Programs of one pillar that are named at once; the others unfold."""


def message(report: Report) -> str:
    """The one sentence to remember."""
    if not report.points_reachable:
        return w("families.message.none")
    return w("families.message", share=percent(report.points / report.points_reachable), run=len(roster(report)))


def happens(report: Report) -> Mapping[str | None, list[str]]:
    """By pillar, a line for each program that runs: its name, its size if that is not full, and when, if not every year."""
    found: dict[str | None, list[str]] = {pillar: [] for pillar in PILLARS}
    for program in roster(report):
        record = report.case.programs[program]
        when = _when(report, program)
        found[record.pillar].append(w("families.runs", name=safe(record.name), when=when) if when else safe(record.name))
    return {pillar: lines for pillar, lines in found.items() if lines}


def _when(report: Report, program: str) -> str:
    years, runs = report.case.years, report.budget.roster[program]
    sizes = list(dict.fromkeys(runs[year] for year in years if year in runs))
    if sizes == [FULL]:
        return "" if len(runs) == len(years) else _only([year for year in years if year in runs])
    if len(sizes) == 1 and len(runs) == len(years):
        return safe(level_name(report, program, sizes[0]))
    return listed([_size(report, program, size, [year for year in years if runs.get(year) == size]) for size in sizes])


def _only(runs: list[str]) -> str:
    return w("families.only", year=runs[0]) if len(runs) == 1 else stretch(runs)


def _size(report: Report, program: str, size: str, runs: list[str]) -> str:
    if size == FULL:
        return w("why.runs.full", years=stretch(runs))
    return w("families.size", size=safe(level_name(report, program, size)), years=stretch(runs))


def costs(report: Report) -> str:
    """What all of it costs, over how many years, and what is left."""
    parts = [source_totals(report, source) for source in report.sources]
    spent = sum(part["paid"] + part["indirect"] for part in parts)
    left = sum(part["lapsed"] + part["unspent"] for part in parts)
    return w("families.costs", spent=money(spent), years=len(report.case.years), left=money(left))


def pays(report: Report) -> Table:
    """One row for each source that pays: how much, and whether its money goes on after the plan."""
    totals = {source: source_totals(report, source) for source in sources_in_order(report)}
    spent = {source: parts["paid"] + parts["indirect"] for source, parts in totals.items()}
    order, plan = sorted((s for s in spent if spent[s]), key=lambda s: (-spent[s], s)), report.case.plan
    return {
        w("source"): [safe(plan.sources[source].name) for source in order],
        w("families.pays"): [money(spent[source]) for source in order],
        w("families.then"): [w("families.lasts" if plan.sources[source].lasts else "families.ends") for source in order],
    }


def asked(report: Report) -> list[str]:
    """A line for each need that says where it shows."""
    needs = report.case.plan.needs
    return [w("families.asked.one", need=safe(needs[need].name), evidence=safe(needs[need].evidence))
            for need in needs_in_order(report) if needs[need].evidence]
