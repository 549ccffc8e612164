"""What the command line says, in plain words."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from math import ceil

from allocator.domain.report import Finding, Impossible, Report
from allocator.domain.rule import Unit
from allocator.domain.settings import Progress
from allocator.errors import Fault
from allocator.messages import text
from allocator.money import dollars

STEPS = {"search": "looking for a better budget", "split": "deciding which source pays what",
         "proof": "checking once more that nothing is better"}


def fault_list(faults: Iterable[Fault]) -> list[str]:
    """Every fault on a line of its own, what stops the work first, and how many there are."""
    ordered = sorted(faults, key=lambda fault: fault.warning)
    lines = [f"{'warning' if fault.warning else 'error'}: {fault}" for fault in ordered]
    errors, warnings = sum(not fault.warning for fault in ordered), sum(fault.warning for fault in ordered)
    return [*lines, f"{_count(errors, 'error')}, {_count(warnings, 'warning')}."]


def summary(report: Report) -> list[str]:
    """A budget in a few lines: points, how good, what falls short, what is left, what nobody has confirmed yet."""
    name = report.case.plan.name
    lines = [f"{name}: {points(report.points)} of {points(report.points_reachable)} points reachable, "
             f"{points(report.points_possible)} in all.", quality(report)]
    lines += [f"Falls short: {rule}, by {plain_number(short)} in all." for rule, short in report.shortfalls.items() if short]
    lines += [f"Note: {text(note)}" for note in report.case.notes]
    lines += _left(report)
    unconfirmed = {f.rule for f in report.findings if not f.cite.confirmed}
    if unconfirmed:
        lines.append(f"{_count(len(unconfirmed), 'rule')} in use {'rests' if len(unconfirmed) == 1 else 'rest'} on values "
                     "that nobody has confirmed at their source yet.")
    lines.append(f"Audit passed: {report.checked:,} comparisons.")
    return lines


def quality(report: Report) -> str:
    """How good the budget is, in words."""
    away = f"at most {percent(report.gap)} below the best possible"
    return {
        "proved": "Proved: no budget reaches more points.",
        "within": f"Good enough: {away}.",
        "stopped": f"Stopped early, best so far: {away}.",
    }[report.status]


def _left(report: Report) -> list[str]:
    lines = []
    for source, years in report.sources.items():
        name = report.case.plan.sources[source].name
        lapsed, unspent = sum(y.lapsed for y in years.values()), sum(y.unspent for y in years.values())
        if lapsed:
            lines.append(f"Left over: {dollars(lapsed)} of {name} would be lost.")
        if unspent:
            lines.append(f"Left over: {dollars(unspent)} of {name} can be used after the plan's last year.")
    return lines


def broken_lines(findings: Iterable[Finding]) -> list[str]:
    """Every broken rule with its sentence and by how much."""
    return [_broken(finding) for finding in findings if finding.fails]


def _broken(finding: Finding) -> str:
    where = ", ".join(part for part in (finding.year, finding.about) if part)
    by = text(finding.problem) if finding.problem is not None else f"By {amount(-finding.room, finding.unit)}."
    return f"broken: {finding.rule}{f' ({where})' if where else ''}: {text(finding.says)} {by}"


def impossible_lines(answer: Impossible) -> list[str]:
    """Why no budget exists, and the cheapest ways out."""
    lines = ["No budget can obey every rule of this plan. These cannot hold together:"]
    lines += [f"  - {rule}: {text(says)}" for rule, says in answer.conflict]
    for number, way in enumerate(answer.ways_out, 1):
        lines.append(f"Way out {number}:")
        lines += [f"  - {change.rule}: {text(change.says)} {text(change.change)}" for change in way]
    return lines


def progress_line(progress: Progress, reachable: float | None) -> str:
    """How far a solve has come: time, points, distance from the best possible."""
    clock = f"{int(progress.seconds) // 60}:{int(progress.seconds) % 60:02d}"
    if progress.points is None:
        return f"{clock}  looking for a first budget"
    line = f"{clock}  {points(progress.points)}{f' of {points(reachable)}' if reachable else ''} points"
    if progress.bound:
        line += f", at most {percent(max(0.0, (progress.bound - progress.points) / progress.bound))} below the best possible"
    return f"{line}; {STEPS.get(progress.step, progress.step)}"


def points(value: Fraction | float) -> str:
    """Points to one decimal, without a decimal where they are whole: 412 or 412.5."""
    return f"{float(value):,.1f}".removesuffix(".0")


def percent(share: float) -> str:
    """A distance as a percentage, rounded up so that it is never understated."""
    return f"{ceil(round(share * 10_000, 6)) / 100:g}%"


def amount(value: Fraction, unit: Unit) -> str:
    """A shortfall in its unit; dollars are rounded up."""
    if unit == "dollars":
        return dollars(ceil(value))
    return {"fte": f"{plain_number(value)} FTE", "share": percent(float(value)), "count": plain_number(value)}[unit]


def plain_number(value: Fraction) -> str:
    """At most three decimals, none where the number is whole."""
    return f"{float(value):,.3f}".rstrip("0").rstrip(".")


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
