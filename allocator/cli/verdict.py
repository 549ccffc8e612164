"""What ``allocator audit`` says about a budget that is not right: changed rates, costs paid wrongly, rules, then figures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from allocator.audit import Ledger
from allocator.audit.claims import RATES
from allocator.cli.wording import amount, shortened
from allocator.domain.budget import Budget
from allocator.domain.case import Case
from allocator.domain.charge import Charge
from allocator.domain.report import Finding
from allocator.domain.stated import BudgetFile
from allocator.export.names import Names
from allocator.messages import say, text
from allocator.money import dollars, whole_down

MOST_CELLS = 3
MOST_PROBLEMS = 5
"""Of one rule and what it speaks of, in a line."""
SOLVE_AGAIN = "To change the cost itself, change the plan and solve again."


@dataclass
class Bill:
    """A cost that is not paid as the plan has it: by year, dollars paid and dollars owed."""

    charge: Charge
    years: dict[str, tuple[int, int]] = field(default_factory=dict)


def verdict_lines(case: Case, budget: Budget, findings: Sequence[Finding], file: BudgetFile) -> list[str]:
    """Everything that is wrong, in plain words, what matters most first; empty when nothing is."""
    broken = [finding for finding in findings if finding.fails]
    names = Names(case)
    bills = _bills(case, budget) if any(finding.kind == "full_cost" for finding in broken) else []
    rules = [*(_bill_line(bill, budget, names, file) for bill in bills),
             *_rule_lines([f for f in broken if f.kind not in ("full_cost", "figures")], names)]
    rates = [finding for finding in broken if finding.rule == RATES]
    figures = [finding for finding in broken if finding.kind == "figures" and finding.rule != RATES]
    own = [finding for finding in figures if not _follows(finding, bills, budget)]
    lines = [f"rate: {text(finding.problem)}" for finding in rates if finding.problem is not None]
    lines += [text(say("audit.rates"))] if file.rates else []
    lines += shortened([f"broken: {line}" for line in rules])
    lines += [SOLVE_AGAIN] if bills else []
    lines += shortened([f"figure: {text(f.problem)}" for f in own if f.problem is not None])
    if left := len(figures) - len(own):
        lines.append(f"{left:,} {'figure' if left == 1 else 'figures'} that follow from the payments above are not shown; "
                     "--json OUT lists everything.")
    return lines


def other_plan(file: BudgetFile, sha256: str) -> str:
    """The sentence for a budget that was made from another plan; empty when it was made from this one, or nobody knows."""
    if not file.plan_sha256 or file.plan_sha256 == sha256:
        return ""
    said = ", ".join(part for part in (file.plan, f"{file.plan_sha256[:6]}...") if part)
    return f"This budget was made from another plan ({said}). Audit it with the plan it was made from."


def _bills(case: Case, budget: Budget) -> list[Bill]:
    ledger = Ledger(case, budget)
    found: dict[Charge, Bill] = {}
    for year in case.years:
        for charge in case.all_charges:
            paid = sum(whole_down(ledger.pay(charge, source, year).const) for source in case.sources)
            owed = whole_down(ledger.charge_cost(charge, year).const)
            if paid != owed:
                found.setdefault(charge, Bill(charge)).years[year] = paid, owed
    return sorted(found.values(), key=lambda bill: bill.charge)


def _bill_line(bill: Bill, budget: Budget, names: Names, file: BudgetFile) -> str:
    charge = bill.charge
    by_fault: dict[str, list[str]] = {}
    for year, (paid, owed) in bill.years.items():
        by_fault.setdefault(_fault(paid, owed, budget.level(charge.program, year) is not None), []).append(year)
    what = f"{names.program[charge.program]}, {names.line[charge.program, charge.line]}"
    cells = [cell for year in bill.years for cell in file.cells.get((charge.program, charge.line, charge.object, year), ())]
    shown = ", ".join(cells[:MOST_CELLS]) + (" ..." if len(cells) > MOST_CELLS else "")
    told = "; ".join(f"{', '.join(years)}: {says}" for says, years in by_fault.items())
    return f"{what}{f' ({shown})' if shown else ''}, {told}."


def _fault(paid: int, owed: int, runs: bool) -> str:
    if not runs:
        return f"{dollars(paid)} is paid, but the program does not run"
    away = f"{dollars(abs(paid - owed))} too {'much' if paid > owed else 'little'}"
    return f"{dollars(paid)} is paid, the plan's cost is {dollars(owed)} ({away})"


def _rule_lines(findings: Iterable[Finding], names: Names) -> Iterator[str]:
    """One line for each rule and what it speaks of, with all its years."""
    groups: dict[tuple[str, str, str], dict[str, list[str]]] = {}
    for finding in findings:
        problem = text(finding.problem) if finding.problem else f"By {amount(-finding.room, finding.unit)}."
        years = groups.setdefault((finding.rule, finding.about, text(finding.says)), {}).setdefault(problem, [])
        if finding.year not in years:
            years.append(finding.year)
    for (rule, about, says), problems in groups.items():
        where = f"{rule}{f' ({names.about(about)})' if about else ''}"
        told = [f"{', '.join(filter(None, years))}: {problem}" if any(years) else problem for problem, years in problems.items()]
        more = f" (and {len(told) - MOST_PROBLEMS:,} more)" if len(told) > MOST_PROBLEMS else ""
        yield f"{where}: {says} {' '.join(told[:MOST_PROBLEMS])}{more}"


def _follows(finding: Finding, bills: Sequence[Bill], budget: Budget) -> bool:
    """Whether a figure is only wrong because a payment above is: what its program costs, and accounts of those who pay it."""
    path = [*finding.about.split("/"), finding.year]
    for bill in bills:
        program, first = bill.charge.program, min(bill.years)
        if path[:2] == ["programs", program] and path[2] in bill.years:
            return True
        payers = {payment.source for payment in budget.payments
                  if (payment.program, payment.line) == (program, bill.charge.line) and payment.year in bill.years}
        if path[0] == "sources" and path[1] in payers and path[2] >= first:
            return True
        if path[:2] == ["totals", "programs"] and path[2] in bill.years:
            return True
    return False
