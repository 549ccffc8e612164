"""An approved budget that has to change in the middle of its term: the best plan that needs no approval of the change, the best
one when approval is asked, and what asking is worth."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from allocator.allocate import audited
from allocator.audit import Ledger, check
from allocator.constraints.revision import Revision
from allocator.domain.budget import Budget
from allocator.domain.case import Case
from allocator.domain.plan import Plan
from allocator.domain.report import Finding, Impossible, Report
from allocator.domain.rule import Citation, Rule
from allocator.domain.sacs import INDIRECT_OBJECT
from allocator.domain.variation import Variation
from allocator.errors import AuditFailed, Fault, InputError
from allocator.explain import impossible, provenance, report
from allocator.grants import values_for
from allocator.messages import say
from allocator.money import exact
from allocator.solve import Answer
from allocator.whatif.between import Between, lost
from allocator.whatif.moved import Approved, Moved, moved
from allocator.whatif.settled import Except, Settled
from allocator.whatif.study import Best, Study

VALUE = "object_revision"
"""What a grant's file calls the share from which a change needs approval."""
USUAL = Fraction(1, 10)
OWN = Citation("The usual share, as no grant file states one", confirmed=False, why="remembered")
RULE, BEFORE, ROSTER, NEAR = "revision:approved", "revision:before", "revision:roster", "revision:near"
"""Ids of the rules that the question brings along."""
TURNS = 3
"""Ways to pay that are looked at for one that needs few approvals."""
LITTLE = Fraction(1, 50)
"""A code that goes less than this beyond the share is held below it in the next turn."""


@dataclass(frozen=True)
class TooLittle:
    """A source that has less in some years than it would have to pay if every object code fell as far as needs no approval."""

    first: str
    last: str
    least: int
    """Whole dollars that it would have to pay in these years."""
    most: int
    """Whole dollars that it has for them."""


@dataclass(frozen=True)
class Side:
    """A plan beside the approved budget: its best budget, or why there is none, and every object code's move."""

    status: str
    report: Report | None = None
    impossible: Impossible | None = None
    moved: tuple[Moved, ...] = ()
    too_little: TooLittle | None = None
    """Set where plain sums say that there can be no budget."""

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
    """The best plan when approval may be asked, paid so that few changes need it."""
    worth: Between | None
    """Points that asking is worth; None where one of the plans is not known."""


def approving_source(plan: Plan, named: str | None) -> str:
    """The source whose budget has to be approved: the one that is named, or the only one whose grant file speaks of it.
    Raises InputError."""
    if named is not None:
        if named not in plan.sources:
            raise InputError.one(say("fault.plan.no.source", name=named), place="--source",
                                 fix=say("fault.fix.its.sources", names=", ".join(sorted(plan.sources))))
        return named
    known = sorted({value.source for value in values_for(plan) if value.name == VALUE})
    if len(known) != 1:
        many = say("fault.approval.several" if known else "fault.approval.none")
        some = ", ".join(known or sorted(plan.sources))
        raise InputError.one(many, place="--source", fix=say("fault.fix.name.one.of", names=some))
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
        expected = say("fault.expected.one.of", names=", ".join(case.years))
        raise InputError.one(say("fault.year.no.plan"), got=first, expected=expected, place="--year")
    paid = {payment.year for payment in approved.budget.payments if payment.source == source}
    years = [year for year in case.years if year >= first and year in paid]
    if not years:
        raise InputError.one(say("fault.approved.no.payment", source=source, year=first),
                             fix=say("fault.fix.approved.no.payment"))
    share, cite = share_of(case.plan, source)
    table = {year: approved.by_object(source, year) or {INDIRECT_OBJECT: 0} for year in years}
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
    why = finding.says if finding.problem is None else say("fault.approved.why", says=finding.says, problem=finding.problem)
    return Fault("", finding.about, say("fault.approved.misfit", year=finding.year, why=why),
                 fix=say("fault.fix.approved.misfit", option="--year"))


def revise(study: Study, approved: Approved, source: str, first: str) -> Revised:
    """Make an approved budget again from a year on, for the plan as it is now. Raises InputError."""
    case = study.case
    rule = approved_rule(case, approved, source, first)
    before = settled_rule(case, approved, first)
    fixed = (before,) if before is not None else ()
    little = too_little(case, rule, approved, first)
    *strict, free = study.ask([*([] if little else [Variation(rules=(*fixed, rule))]), Variation(rules=fixed)])
    under = strict[0] if strict else Best(Variation(rules=(*fixed, rule)).of(case), Answer("impossible"))
    asked = free if not free.possible else _with_few_changes(study, free, rule, fixed, approved)
    if under.possible and (not asked.possible or under.points >= asked.points):
        asked = under
    worth = lost(asked, under) if under.possible and asked.possible else None
    below = Side("impossible", too_little=little) if little else _side(case, under, rule, approved, first)
    beyond = _side(case, asked, rule, approved, first)
    return Revised(source, tuple(rule.applies(case)), rule.share, rule.cite, below, beyond, worth)


def too_little(case: Case, rule: Revision, approved: Approved, first: str) -> TooLittle | None:
    """The years, from the first that may change, in which the source certainly lacks most; None where sums do not say so."""
    ledger, limits = Ledger(case, approved.budget), list(rule.limits(case))
    years = [year for year in case.years if year >= first]
    most, least = ledger.source_year(rule.source, first).carried_in, 0
    found: list[TooLittle] = []
    for year in years:
        most += case.stated_amount(rule.source, year)
        least += sum(one.low for one in limits if one.year == year)
        found.append(TooLittle(first, year, least, most))
    worst = max(found, key=lambda one: one.least - one.most)
    return worst if worst.least > worst.most else None


def _with_few_changes(study: Study, free: Best, rule: Revision, fixed: Sequence[Rule], approved: Approved) -> Best:
    """The same programs at the same levels, paid so that few dollars go beyond what needs no approval, and then under few codes:
    those that went little beyond it are held below. As good a plan, with fewer rows to justify."""
    roster = Settled(id=ROSTER, roster={program: dict(levels) for program, levels in free.roster.items()})
    last = max((one.prefer or 0 for one in study.case.rules), default=0)
    near = rule.model_copy(update={"id": NEAR, "prefer": last + 1})
    held: tuple[Rule, ...] = ()
    best, fewest = free, len(_large(study.case, rule, approved, free))
    for _ in range(TURNS):
        found = study.ask([Variation(rules=(*fixed, roster, near, *held))])[0]
        large = _large(study.case, rule, approved, found) if found.possible else ()
        if not found.possible or (held and len(large) >= fewest):
            break
        best, fewest = found, len(large)
        far = frozenset((one.year, one.object) for one in large if one.share is None or abs(one.share) > rule.share + LITTLE)
        if len(far) == len(large):
            break
        held = (Except.of(rule, far),)
    return replace(best, answer=replace(best.answer, quality=free.answer.quality))


def _large(case: Case, rule: Revision, approved: Approved, best: Best) -> tuple[Moved, ...]:
    return tuple(one for one in moved(case, rule, approved, best.budget) if one.needs_approval)


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
