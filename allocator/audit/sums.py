"""Further figures that a workbook shows: sums over years, and what the plan says of levels, scores and rates."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import asdict
from fractions import Fraction
from typing import Any

from allocator.audit.ledger import Ledger
from allocator.domain.decided import everything
from allocator.domain.rate_figures import rate_figures
from allocator.domain.sacs import INDIRECT_OBJECT, series_of

Tree = dict[str, Any]


def further_facts(ledger: Ledger) -> Tree:
    """Figures that follow from the budget and the plan, by name, beside those of the result file."""
    reachable, possible = everything(ledger.case)
    return {"points_reachable": reachable, "points_possible": possible, "sums": _sums(ledger), "levels": _levels(ledger),
            "plan": _plan(ledger)}


def _plan(ledger: Ledger) -> Tree:
    """What the plan says itself: scores of needs, and every rate."""
    tree: Tree = {"plan": {"score": {need: ledger.case.plan.needs[need].score for need in ledger.case.needs}}}
    for figure, rate in rate_figures(ledger.case).items():
        here = tree
        for part in figure[:-1]:
            here = here.setdefault(part, {})
        here[figure[-1]] = rate
    return dict(tree["plan"])


def _sums(ledger: Ledger) -> Tree:
    case, years = ledger.case, ledger.case.years
    payments: Tree = {}
    programs: dict[str, int] = defaultdict(int)
    codes: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for p in ledger.budget.payments:
        row = payments.setdefault(p.program, {}).setdefault(p.line, {}).setdefault(p.object, {})
        row[p.source] = row.get(p.source, 0) + p.dollars
        programs[p.program] += p.dollars
        codes[p.object][p.year] += p.dollars
    accounts = {s: {y: ledger.source_year(s, y) for y in years} for s in case.sources}
    for y in years:
        codes[INDIRECT_OBJECT][y] += sum(accounts[s][y].indirect for s in case.sources)
    series: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for code, by_year in codes.items():
        for y, dollars in by_year.items():
            series[series_of(code)][y] += dollars
            series[series_of(code)]["all"] += dollars
    indirect = {y: sum(accounts[s][y].indirect for s in case.sources) for y in years}
    spent = {s: {y: account.paid + account.indirect for y, account in by_year.items()} for s, by_year in accounts.items()}
    return {
        "payment": payments, "program": dict(programs), "programs": sum(programs.values()),
        "object": {code: sum(by_year.values()) for code, by_year in codes.items()},
        "series": {name: dict(by_year) for name, by_year in series.items()},
        "indirect": indirect | {"all": sum(indirect.values())},
        "spent": {s: by_year | {"all": sum(by_year.values())} for s, by_year in spent.items()},
        "source": {s: _whole_term(ledger, s) for s in case.sources},
        "fte": {y: sum((Fraction(by_year[y]) for by_year in ledger.staff().values()), Fraction(0)) for y in years},
        "running": {y: sum(y in by_year for by_year in ledger.roster.values()) for y in years},
        "need": {need: _points(ledger, need) for need in case.needs},
    }


def _points(ledger: Ledger, need: str) -> Fraction:
    """What one need brings to the points."""
    case = ledger.case
    met = sum((ledger.met_share(need, year) * case.weights[year] for year in case.years), Fraction(0))
    return case.plan.needs[need].score * met / len(case.years)


def _whole_term(ledger: Ledger, source: str) -> dict[str, int]:
    """A source's account of all years: what came in at the start, what went out at the end, the rest added up."""
    accounts = [asdict(ledger.source_year(source, year)) for year in ledger.case.years]
    added = {field: sum(account[field] for account in accounts) for field in accounts[0]}
    return added | {"carried_in": accounts[0]["carried_in"], "carried_out": accounts[-1]["carried_out"]}


def _levels(ledger: Ledger) -> Tree:
    case = ledger.case
    found: Tree = {}
    for program, options in case.options.items():
        for option in options:
            usual = {y: case.cost(program, option.level, y) for y in case.years}
            found.setdefault(program, {})[option.level] = {
                "cost": usual,
                "start_extra": {y: case.cost(program, option.level, y, True) - usual[y] for y in case.years},
                "owed": {y: ledger.program_cost(program, y) * (ledger.level(program, y) == option.level) for y in case.years},
                "staff": dict(option.staff), "meets": dict(option.meets),
            }
    return found
