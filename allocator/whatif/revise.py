"""An approved budget that has to change in the middle of its term: the best plan that needs no approval of the change, the best
one when approval is asked, and what asking is worth."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from allocator.allocate import audited
from allocator.audit import check
from allocator.constraints.revision import Revision
from allocator.domain.budget import Budget
from allocator.domain.case import Case
from allocator.domain.plan import Plan
from allocator.domain.report import Finding, Impossible, Report
from allocator.domain.rule import Citation
from allocator.domain.sacs import INDIRECT
from allocator.domain.variation import Variation
from allocator.errors import AuditFailed, Fault, InputError
from allocator.explain import impossible, provenance, report
from allocator.grants import values_for
from allocator.messages import text
from allocator.money import exact
from allocator.whatif.between import Between, lost
from allocator.whatif.moved import Approved, Moved, moved
from allocator.whatif.settled import Settled
from allocator.whatif.study import Best, Study

VALUE = "object_revision"
"""What a grant's file calls the share from which a change needs approval."""
USUAL = Fraction(1, 10)
OWN = Citation("The usual share, as no grant file states one", confirmed=False, why="remembered")
RULE, BEFORE, ROSTER, FEW, NEAR = "revision:approved", "revision:before", "revision:roster", "revision:few", "revision:near"
"""Ids of the rules that the question brings along."""


@dataclass(frozen=True)
class Side:
    """A plan beside the approved budget: its best budget, or why there is none, and every object code's move."""

    status: str
    report: Report | None = None
    impossible: Impossible | None = None
    moved: tuple[Moved, ...] = ()

    @property
    def large(self) -> tuple[Moved, ...]:
        """Moves that need approval."""
        return tuple(one for one in self.moved if one.needs_approval)


@dataclass(frozen=True)
class Revised:
    """An approved budget made again from a year on."""

    source: str
    years: tuple[str, ...]
    """Fiscal years that may change; earlier ones stay as they were approved."""
    share: Fraction
    """From this share of an object code's approved dollars on, a change needs approval."""
    cite: Citation
    """Where the share comes from."""
    under: Side
    """The best plan in which no change needs approval."""
    asked: Side
    """The best plan when approval may be asked, with as few changes that need it as can be."""
    worth: Between | None
    """Points that asking is worth; None where one of the plans is not known."""


def approving_source(plan: Plan, named: str | None) -> str:
    """The source whose budget has to be approved: the one that is named, or the only one whose grant file speaks of it.
    Raises InputError."""
    if named is not None:
        if named not in plan.sources:
            raise InputError.one(f'the plan has no source "{named}"', place="--source",
                                 fix=f"Its sources are: {', '.join(sorted(plan.sources))}.")
        return named
    known = sorted({value.source for value in values_for(plan) if value.name == VALUE})
    if len(known) != 1:
        many = "several sources have budgets that must be approved" if known else "no source's grant file speaks of approval"
        raise InputError.one(many, place="--source", fix=f"Name one of: {', '.join(known or sorted(plan.sources))}.")
    return known[0]


def share_of(plan: Plan, source: str) -> tuple[Fraction, Citation]:
    """From which share of an object code's approved dollars on a change needs approval, and where that comes from."""
    for value in values_for(plan):
        if (value.source, value.name) == (source, VALUE) and not isinstance(value.value, list):
            return exact(value.value), value.cite
    return USUAL, OWN


def approved_rule(case: Case, approved: Approved, source: str, first: str) -> Revision:
    """The rule that no change from a year on needs approval. Raises InputError."""
    if first not in case.years:
        raise InputError.one("this is no year of the plan", got=first, expected=f"one of {', '.join(case.years)}", place="--year")
    paid = {payment.year for payment in approved.budget.payments if payment.source == source}
    years = [year for year in case.years if year >= first and year in paid]
    if not years:
        raise InputError.one(f'the approved budget has no payment of "{source}" from {first} on',
                             fix="Name another source, another year, or another budget.")
    share, cite = share_of(case.plan, source)
    table = {year: approved.by_object(source, year) or {INDIRECT: 0} for year in years}
    return Revision(source=source, approved=table, share=share).model_copy(update={"id": RULE, "cite": cite, "origin": "grant"})


def settled_rule(case: Case, approved: Approved, first: str) -> Settled | None:
    """The rule that everything before a year stays as it was approved; None in the first year. Raises InputError where the
    approved budget does not fit the plan in those years."""
    years = [year for year in case.years if year < first]
    if not years:
        return None
    if wrong := [finding for finding in check(case, approved.budget) if finding.fails and finding.year in years]:
        raise InputError([_misfit(finding) for finding in wrong])
    roster = {program: dict(levels) for program, levels in approved.budget.roster.items()}
    return Settled(id=BEFORE, roster=roster, payments=approved.budget.payments, years=years)


def _misfit(finding: Finding) -> Fault:
    """Why a year that is over cannot stay as it was approved."""
    why = " ".join(text(part) for part in (finding.says, finding.problem) if part is not None)
    return Fault("", finding.about, f"the approved budget does not fit the plan in {finding.year}, which is over: {why}",
                 fix="Name the plan that it was approved for, with what has changed since; or an earlier --year.")


def revise(study: Study, approved: Approved, source: str, first: str) -> Revised:
    """Make an approved budget again from a year on, for the plan as it is now. Raises InputError."""
    case = study.case
    rule = approved_rule(case, approved, source, first)
    before = settled_rule(case, approved, first)
    fixed = (before,) if before is not None else ()
    under, free = study.ask([Variation(rules=(*fixed, rule)), Variation(rules=fixed)])
    asked = free if not free.possible else _with_few_changes(study, free, rule, fixed)
    if under.possible and (not asked.possible or under.points >= asked.points):
        asked = under
    worth = lost(asked, under) if under.possible and asked.possible else None
    return Revised(source, tuple(rule.applies(case)), rule.share, rule.cite, _side(case, under, rule, approved, first),
                   _side(case, asked, rule, approved, first), worth)


def _with_few_changes(study: Study, free: Best, rule: Revision, fixed: Sequence[Settled]) -> Best:
    """The same programs at the same levels, paid so that few changes need approval, and those that do are small."""
    case = study.case
    roster = Settled(id=ROSTER, roster={program: dict(levels) for program, levels in free.roster.items()})
    last = max((one.prefer or 0 for one in case.rules), default=0)
    few = rule.model_copy(update={"id": FEW, "at_most": 1, "prefer": last + 1})
    near = rule.model_copy(update={"id": NEAR, "prefer": last + 2})
    found = study.ask([Variation(rules=(*fixed, roster, few, near))])[0]
    return replace(found, answer=replace(found.answer, quality=free.answer.quality)) if found.possible else free


def _side(case: Case, best: Best, rule: Revision, approved: Approved, first: str) -> Side:
    answer = best.answer
    origin = provenance(case.plan, answer.engine, answer.seconds)
    if not best.possible:
        why = impossible(best.case, answer.conflict, answer.gives, origin) if best.impossible else None
        return Side("impossible" if best.impossible else "no_plan_found", impossible=why)
    budget = _as_approved(case, best.budget, approved.budget, first)
    made = report(case, budget, audited(case, budget), answer.quality, origin)
    return Side(made.status, made, moved=moved(case, rule, approved, budget))


def _as_approved(case: Case, budget: Budget, approved: Budget, first: str) -> Budget:
    """The budget with the very payments that were approved before a year. They differ by a dollar at most, in how the lines of
    a position were rounded."""
    early = [paid for paid in approved.payments if paid.year in case.years and paid.year < first]
    same = Budget.of(budget.roster, [*early, *(paid for paid in budget.payments if paid.year >= first)])
    try:
        audited(case, same)
    except AuditFailed:
        return budget
    return same
