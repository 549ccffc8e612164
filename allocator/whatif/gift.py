"""A gift: so much a year, from nowhere else, for one program or for anything. What a program is short of is told as one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction

from allocator.constraints.allowable_use import AllowableUse
from allocator.constraints.award import Award
from allocator.domain.case import Case
from allocator.domain.plan import Source
from allocator.domain.rule import Rule
from allocator.solve import Target, Toward, answered, patience
from allocator.whatif.study import Best, Study


@dataclass(frozen=True)
class Gift:
    """Whole dollars in every year of the plan, that pay for one program only, or for anything. It ends with the plan."""

    dollars: int
    program: str | None = None

    def source(self, case: Case) -> str:
        """Id of the source that it becomes: one that the plan does not use."""
        found = "gift"
        while found in case.plan.sources:
            found += "-"
        return found

    def of(self, case: Case) -> Case:
        """The case with the gift."""
        gift = self.source(case)
        money = Source(name="gift", resource="0000", amounts=dict.fromkeys(case.years, self.dollars))
        programs = {
            key: record.model_copy(update={"paid_by": [*record.paid_by, gift]})
            if record.paid_by is not None and self.program in (None, key) else record
            for key, record in case.plan.programs.items()
        }
        plan = case.plan.model_copy(update={"sources": {**case.plan.sources, gift: money}, "programs": programs})
        rules: list[Rule] = [_welcoming(rule, gift, self.program) for rule in case.rules]
        rules.append(Award(id=f"award:{gift}", source=gift))
        if self.program is not None:
            rules.append(AllowableUse(id=f"for:{gift}", source=gift, programs=[self.program]))
        return replace(case, plan=plan, rules=tuple(rules))


def _welcoming(rule: Rule, gift: str, program: str | None) -> Rule:
    """A program's list of sources that may pay, with the gift on it."""
    sources: list[str] | None = getattr(rule, "sources", None) if rule.kind == "paid_by" else None
    if sources is None or program not in (None, getattr(rule, "program", None)):
        return rule
    return rule.model_copy(update={"sources": sorted([*sources, gift])})


def least_gift(study: Study, program: str | None, target: Target) -> Toward:
    """The least gift a year with which a budget reaches a target."""
    case = study.case
    dearest = _dearest(case, program)
    gift = Gift(dearest, program)
    parts = (gift.of(case), gift.source(case), target, study.settings)
    found = answered("least_money", parts, stop=study.stop, limit=patience(study.settings))
    return found if isinstance(found, Toward) else Toward(0)


def _dearest(case: Case, program: str | None) -> int:
    """What everything that the gift could pay costs in the dearest year."""
    programs = case.programs if program is None else [program]
    return max(sum(max(case.cost(p, option.level, year, first) for option in case.options[p] for first in (False, True))
                   for p in programs) for year in case.years)


def shortfalls_by_order(best: Best) -> dict[int, Fraction]:
    """prefer -> by how much the soft rules with that number fall short together."""
    found: dict[int, Fraction] = {}
    for rule in best.case.rules:
        if rule.prefer is not None:
            found[rule.prefer] = found.get(rule.prefer, Fraction(0)) + best.short.get(rule.id, Fraction(0))
    return found
