"""What is different from a case when something is asked about it: a rule left out, money added, a program made to run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction

from allocator.domain.case import Case, Place
from allocator.domain.plan import Plan
from allocator.domain.program import CostLine, Position, Program
from allocator.domain.rule import Rule
from allocator.money import half_up


@dataclass(frozen=True)
class Variation:
    """A small difference from a case. ``of`` makes the case that differs so."""

    without: frozenset[str] = frozenset()
    """Ids of rules that are left out."""
    rules: tuple[Rule, ...] = ()
    """Rules that hold as well."""
    money: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    """Source -> fiscal year -> whole dollars more (or less; never below 0) in that year's award."""
    scores: Mapping[str, Fraction] = field(default_factory=dict)
    """Need -> its score instead."""
    costs: Mapping[str, Fraction] = field(default_factory=dict)
    """Program -> by what its costs are multiplied, line by line and rounded half up. A health cost that comes from the rate
    file stays as it is."""
    given: Mapping[Place, Fraction] = field(default_factory=dict)
    """Where a rule compares -> by how much it may be missed."""

    def of(self, case: Case) -> Case:
        """The case that differs so. Its plan states the difference too."""
        plan = case.plan
        if self.money or self.scores or self.costs:
            plan = self._plan(plan)
        rules = tuple(rule for rule in case.rules if rule.id not in self.without)
        return replace(case, plan=plan, rules=(*rules, *self.rules), given={**case.given, **self.given})

    def _plan(self, plan: Plan) -> Plan:
        sources, needs, programs = dict(plan.sources), dict(plan.needs), dict(plan.programs)
        for source, more in self.money.items():
            amounts = dict(sources[source].amounts or {})
            for year, dollars in more.items():
                amounts[year] = max(0, amounts.get(year, 0) + dollars)
            sources[source] = sources[source].model_copy(update={"amounts": amounts})
        for need, score in self.scores.items():
            needs[need] = needs[need].model_copy(update={"score": score})
        for program, factor in self.costs.items():
            programs[program] = _dearer(programs[program], factor)
        return plan.model_copy(update={"sources": sources, "needs": needs, "programs": programs})


def _dearer(program: Program, factor: Fraction) -> Program:
    """The program with every cost multiplied."""
    def lines(costs: dict[str, CostLine]) -> dict[str, CostLine]:
        return {key: line.model_copy(update={"amount": half_up(line.amount * factor)}) for key, line in costs.items()}

    def people(positions: dict[str, Position]) -> dict[str, Position]:
        return {key: who.model_copy(update={
            "salary": half_up(who.salary * factor),
            "health": None if who.health is None else half_up(who.health * factor),
        }) for key, who in positions.items()}

    levels = {key: level.model_copy(update={
        "costs": None if level.costs is None else lines(level.costs),
        "positions": None if level.positions is None else people(level.positions),
    }) for key, level in program.levels.items()}
    return program.model_copy(update={
        "costs": lines(program.costs), "positions": people(program.positions), "levels": levels})
