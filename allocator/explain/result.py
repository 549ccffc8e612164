"""A budget as other programs read it: the JSON result, figures unrounded, every rule with its sentence and its source."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from fractions import Fraction
from typing import Any

from allocator.domain.report import Change, Figures, Finding, Impossible, Provenance, Report
from allocator.domain.rule import PLAN_FILE
from allocator.messages import text

FORMAT = 1
Json = dict[str, Any]


def result(report: Report, language: str = "en") -> Json:
    """A report in the shape of the result file, format 1."""
    return {
        "format": FORMAT,
        "status": report.status,
        "split": report.split,
        "points": number(report.points),
        "points_reachable": number(report.points_reachable),
        "points_possible": number(report.points_possible),
        "bound": number(report.bound),
        "gap": number(report.gap),
        "shortfalls": _numbers(report.shortfalls),
        "programs": {
            program: {year: {"level": level, "cost": report.costs[program][year]} for year, level in years.items()}
            for program, years in report.budget.roster.items()
        },
        "payments": [
            {"program": p.program, "line": p.line, "year": p.year, "source": p.source, "object": p.object, "dollars": p.dollars}
            for p in report.budget.payments
        ],
        "needs": _figures(report.needs),
        "sources": {source: {year: asdict(money) for year, money in years.items()} for source, years in report.sources.items()},
        "staff": _figures(report.staff),
        "rules": [_rule(finding, language) for finding in report.findings],
        "audit": {"ok": not any(finding.fails for finding in report.findings), "checked": report.checked},
        "notes": [text(note, language) for note in report.case.notes],
        "provenance": _provenance(report.provenance),
    }


def impossible(answer: Impossible, language: str = "en") -> Json:
    """Why no budget can obey every rule, and the cheapest ways out, in the shape of the result file."""
    return {
        "format": FORMAT,
        "status": "impossible",
        "conflict": [{"rule": rule, "says": text(says, language), **_cited(answer, rule)} for rule, says in answer.conflict],
        "shortfalls": _numbers(answer.shortfalls),
        "ways_out": [[_change(change, language) | _cited(answer, change.rule) for change in way] for way in answer.ways_out],
        "provenance": _provenance(answer.provenance),
    }


def audit_result(findings: Iterable[Finding], language: str = "en") -> Json:
    """The verdict on a budget: whether it holds, and every comparison with what is left before it breaks."""
    found = list(findings)
    return {
        "format": FORMAT,
        "audit": {"ok": not any(finding.fails for finding in found), "checked": sum(finding.count for finding in found)},
        "broken": sorted({finding.rule for finding in found if finding.fails}),
        "rules": [_rule(finding, language) for finding in found],
    }


def number(value: Fraction | float) -> int | float:
    """A number for JSON: whole where it is whole, otherwise the nearest float; never rounded further."""
    if isinstance(value, Fraction) and value.denominator == 1:
        return int(value)
    return value if isinstance(value, int) else float(value)


def _numbers(figures: Mapping[str, Fraction]) -> dict[str, int | float]:
    return {key: number(value) for key, value in figures.items()}


def _figures(figures: Figures) -> dict[str, dict[str, int | float]]:
    return {key: _numbers(years) for key, years in figures.items()}


def _rule(finding: Finding, language: str) -> Json:
    row: Json = {
        "id": finding.rule, "kind": finding.kind, "year": finding.year, "says": text(finding.says, language),
        "source": str(finding.cite), "holds": finding.holds, "room": number(finding.room), "unit": finding.unit,
        "about": finding.about, "comparisons": finding.count, "confirmed": finding.cite.confirmed,
    }
    if finding.prefer is not None:
        row["prefer"] = finding.prefer
    if finding.problem is not None:
        row["problem"] = text(finding.problem, language)
    return row


def _cited(answer: Impossible, rule: str) -> Json:
    cite = answer.cites.get(rule, PLAN_FILE)
    return {"source": str(cite), "confirmed": cite.confirmed}


def _change(change: Change, language: str) -> Json:
    row: Json = {
        "rule": change.rule, "says": text(change.says, language), "change": text(change.change, language),
        change.unit: number(change.amount), "sense": change.sense,
    }
    return row | {key: value for key, value in (("year", change.year), ("about", change.about)) if value}


def _provenance(made: Provenance) -> Json:
    return asdict(made)
