"""Everything that is asked about a plan at once: why each program is in or out, what rules cost, what money buys, what is left
when the grant ends, which plans are as good, how sure it all is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from allocator import explain
from allocator.domain.case import Case
from allocator.domain.report import Impossible
from allocator.errors import NoPlanFound
from allocator.explain.cliff import Cliff, cliff
from allocator.whatif.breaks import Breaks, breaks
from allocator.whatif.estimate import Estimate, estimates
from allocator.whatif.next_dollars import NextDollars, next_dollars
from allocator.whatif.price import Price, prices, soft_rules
from allocator.whatif.study import Study
from allocator.whatif.sure import Sure, how_sure
from allocator.whatif.survives import Survival, survives
from allocator.whatif.ties import Different, Ties, different, ties
from allocator.whatif.why import Why, reasons, with_gift


@dataclass(frozen=True)
class Explanation:
    """What can be said about a plan."""

    impossible: Impossible | None = None
    """Set when no budget obeys every rule; then nothing else is."""
    programs: tuple[Why, ...] = ()
    """Those that are in, the most needed first; then those that are out, the nearest first."""
    estimates: tuple[Estimate, ...] = ()
    """For programs that nothing exact can be said about in the time allowed."""
    rules: tuple[Price, ...] = ()
    money: tuple[NextDollars, ...] = ()
    cliff: Cliff | None = None
    ties: Ties | None = None
    different: Different | None = None
    sure: Sure | None = None
    breaks: Breaks | None = None
    survives: Survival | None = None


@dataclass(frozen=True)
class Asked:
    """What somebody wants to know. Nothing named: why each program is in or out, and what the rules that may give cost."""

    programs: Sequence[str] = ()
    rules: Sequence[str] = ()
    money: bool = False
    """What more money buys, and what is left when the grant ends."""
    alternatives: bool = False
    """Which plans are equally good, and the most different one that is nearly as good."""
    sure: bool = False
    """Whether the plan would be the same if scores and costs were somewhat different, and what breaks it first."""

    @property
    def nothing(self) -> bool:
        """Whether nothing is named."""
        return not (self.programs or self.rules or self.money or self.alternatives or self.sure)


def explanation(study: Study, asked: Asked) -> Explanation:
    """Answer what is asked. Raises NoPlanFound when the plan itself is neither solved nor known to be impossible."""
    base = study.base
    if base.impossible:
        origin = explain.provenance(study.case.plan, base.answer.engine, base.answer.seconds)
        return Explanation(explain.impossible(base.case, base.answer.conflict, base.answer.gives, origin))
    if not base.possible:
        raise NoPlanFound
    if asked.nothing:
        return _overview(study)
    return Explanation(
        programs=tuple(with_gift(study, why) for why in reasons(study, asked.programs, levels=True)) if asked.programs else (),
        rules=tuple(prices(study, [[rule] for rule in asked.rules], dollars=True)) if asked.rules else (),
        money=next_dollars(study) if asked.money else (),
        cliff=cliff(study.case, base.budget) if asked.money else None,
        ties=ties(study) if asked.alternatives else None,
        different=different(study) if asked.alternatives else None,
        sure=how_sure(study) if asked.sure else None,
        breaks=breaks(study) if asked.sure else None,
        survives=survives(study, _largest(study.case)) if asked.sure else None,
    )


def _largest(case: Case) -> str:
    """The source that gives the most in all."""
    return max(case.sources, key=lambda source: sum((case.plan.sources[source].amounts or {}).values()))


def _overview(study: Study) -> Explanation:
    programs = list(study.case.programs)
    first = {one.program: one for one in estimates(study, programs)}
    found = reasons(study, _most_doubtful_first(first) or programs)
    known = tuple(sorted((why for why in found if why.code != "unknown"), key=_order))
    guessed = tuple(first[why.program] for why in found if why.code == "unknown" and why.program in first)
    soft = soft_rules(study.case)
    return Explanation(programs=known, estimates=guessed, rules=tuple(prices(study, [soft])) if soft else ())


def _most_doubtful_first(first: Mapping[str, Estimate]) -> list[str]:
    """Programs in the order in which exact figures matter: where the decision is closest first, so that little is lost when a
    person stops the work."""
    return sorted(first, key=lambda program: (first[program].points is None, first[program].points, program))


def _order(why: Why) -> tuple[bool, float, str]:
    sure = {"required": float("inf"), "cannot": float("inf")}
    loss = sure.get(why.code, float(why.points.most) if why.points is not None else 0.0)
    return not why.funded, -loss if why.funded else loss, why.program
