"""What a change does, at once: the programs, points and costs of a plan near those that are known, and how far from the best
possible it is at most. The budget to the dollar follows when it has been worked out and has passed the audit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from allocator.audit import Ledger
from allocator.domain.budget import Budget
from allocator.domain.case import Case
from allocator.domain.decided import Roster
from allocator.domain.plan import Plan
from allocator.domain.report import Report
from allocator.solve.nearby import TINY, Nearby, nearby
from allocator.whatif.amounts import more, more_is_asked
from allocator.whatif.moves import NO_MOVES, Moves, moves

TIGHTER = {"must", "must_not"}
"""Kinds of rules that can only take budgets away."""


@dataclass(frozen=True)
class Instant:
    """A first answer. Nothing in it has been divided among sources yet."""

    case: Case
    roster: Roster
    points: Fraction
    away: float
    """Share of the best possible points that is missing at most; 1, which says nothing, where a rule that may give falls short:
    the best budget may then give elsewhere."""
    costs: Mapping[str, Mapping[str, int]]
    """Program -> year -> whole dollars."""
    short: Mapping[int, float]
    """``prefer`` of rules that may give -> by how much they fall short together, about; left out where none does."""

    @property
    def spent(self) -> int:
        """Whole dollars that its programs cost over all years, without indirect charges."""
        return sum(dollars for years in self.costs.values() for dollars in years.values())


def instant(case: Case, known: Sequence[Report]) -> Instant | None:
    """The first answer for a case, near the budgets that are known for others like it. None when none near them fits."""
    found = nearby(case, [report.budget.roster for report in known])
    if found is None:
        return None
    away = 1.0 if found.short else _away(found, [report.bound for report in known if _bounds(report, case)])
    costs = Ledger(case, Budget(roster={program: dict(years) for program, years in found.roster.items()})).costs()
    return Instant(case, found.roster, found.points, away, costs, found.short)


def _away(found: Nearby, bounds: Sequence[float]) -> float:
    """How far a first answer is at most from the best, given what no budget exceeds."""
    points = float(found.points)
    most = max(points, min([found.most, *bounds]))
    return (most - points) / most if most > 0 else 0.0


def _bounds(report: Report, case: Case) -> bool:
    """Whether no budget of a case in which no rule falls short reaches more points than a report says of its own."""
    return not any(report.shortfalls.values()) and narrower(report.case, case)


def with_more(report: Report, source: str, dollars: int) -> tuple[Instant, Moves] | None:
    """What so many dollars more a year of a source would buy at once, and what would then come in and drop out; a search may
    find a better budget. No rule that may give falls short by more than before. None when nothing can be said."""
    case = more(report.case, source, dollars).of(report.case)
    found = instant(case, [report])
    if found is None:
        return None
    before = _short(report)
    if found.points <= report.points or any(by > before.get(prefer, 0) + TINY for prefer, by in found.short.items()):
        return Instant(case, report.budget.roster, report.points, 1.0, report.costs, before), NO_MOVES
    return found, moves(report.budget.roster, found.roster)


def _short(report: Report) -> dict[int, float]:
    """By how much rules that may give fall short together, by ``prefer``."""
    short: dict[int, float] = {}
    for rule in report.case.rules:
        by = report.shortfalls.get(rule.id)
        if rule.prefer is not None and by:
            short[rule.prefer] = short.get(rule.prefer, 0.0) + float(by)
    return short


def narrower(wide: Case, case: Case) -> bool:
    """Whether every budget of a case is also one of another: no more money anywhere, and nothing else but programs that must or
    must not run. More money can hurt where a rule asks for more of a source's dollars; then this is not said."""
    old, new = wide.plan, case.plan
    return _same_but_money_and_rules(old, new) and _only_tighter(old, new) and _no_more_money(wide, case)


def _same_but_money_and_rules(old: Plan, new: Plan) -> bool:
    same = {"name": "", "note": "", "sources": {}, "rules": {}}
    return old.model_copy(update=same) == new.model_copy(update=same)


def _only_tighter(old: Plan, new: Plan) -> bool:
    kept = all(new.rules.get(rule) == record for rule, record in old.rules.items())
    return kept and all(record.get("kind") in TIGHTER for rule, record in new.rules.items() if rule not in old.rules)


def _no_more_money(wide: Case, case: Case) -> bool:
    old, new = wide.plan.sources, case.plan.sources
    if old.keys() != new.keys():
        return False
    for source, record in new.items():
        before = old[source]
        if record.model_copy(update={"amounts": None}) != before.model_copy(update={"amounts": None}):
            return False
        was, now = before.amounts or {}, record.amounts or {}
        if was != now and (more_is_asked(wide, source) or any(now.get(year, 0) > was.get(year, 0) for year in case.years)):
            return False
    return True
