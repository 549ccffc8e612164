"""The plan with its rules attached: what every later step reads. Frozen, and sorted by id so that the order of records in
a file can never change a result."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property

from allocator.domain.charge import Charge
from allocator.domain.menu import Menu
from allocator.domain.plan import Plan
from allocator.domain.rates import Benefit, Tier
from allocator.domain.rule import Rule
from allocator.messages import Message
from allocator.money import exact

Place = tuple[str, str, str, str]
"""Where a rule compares: rule id, year, about, sense."""


@dataclass(frozen=True, eq=False)
class Case(Menu):
    """A plan, the rules that hold for it (its own, its grants', and those that always hold), and dated rates."""

    plan: Plan
    rules: tuple[Rule, ...] = ()
    benefits: tuple[Benefit, ...] = ()
    tier: Tier = Tier(())
    notes: tuple[Message, ...] = field(default=())
    """What a reader should know about how the rules came together: a plan rule that replaced a grant's, for example."""
    given: Mapping[Place, Fraction] = field(default_factory=dict)
    """By how much single comparisons of rules may be missed, when that is asked: (rule, year, about, sense) -> its unit."""

    # years ---------------------------------------------------------------------------------------------------------
    def before(self, year: str) -> str | None:
        """The plan year before, or None in the first."""
        at = self.years.index(year)
        return self.years[at - 1] if at else None

    @cached_property
    def weights(self) -> dict[str, Fraction]:
        """How much each year counts, with mean 1."""
        given = {year: exact(self.plan.year_weights.get(year, 1)) for year in self.years}
        mean = sum(given.values(), Fraction(0)) / len(given)
        return {year: weight / mean for year, weight in given.items()}

    # who pays ------------------------------------------------------------------------------------------------------
    def permits(self, source: str, charge: Charge) -> bool:
        """Whether every rule lets the source pay the charge."""
        return charge in self._permitted[source]

    @cached_property
    def _permitted(self) -> dict[str, frozenset[Charge]]:
        barred = frozenset().union(*self._barred.values())
        return {s: frozenset(c for c in self.all_charges if (s, c) not in barred) for s in self.sources}

    def barred_by(self, rule_id: str) -> dict[str, list[tuple[str, Charge]]]:
        """Program -> (source, charge) of what a rule forbids a source to pay."""
        if rule_id not in self._barred_by:
            found = self._barred_by[rule_id] = {}
            for source, charge in sorted(self._barred.get(rule_id, ())):
                found.setdefault(charge.program, []).append((source, charge))
        return self._barred_by[rule_id]

    @cached_property
    def _barred_by(self) -> dict[str, dict[str, list[tuple[str, Charge]]]]:
        return {}

    @cached_property
    def _barred(self) -> dict[str, frozenset[tuple[str, Charge]]]:
        return {rule.id: frozenset(rule.bars(self)) for rule in self.rules}

    def payers(self, charge: Charge) -> list[str]:
        """Sources that may pay the charge."""
        return self._payers[charge]

    @cached_property
    def _payers(self) -> dict[Charge, list[str]]:
        return {c: [s for s in self.sources if c in self._permitted[s]] for c in self.all_charges}

    def charges_of(self, source: str, pick: Callable[[Charge], bool] | None = None) -> Sequence[Charge]:
        """Charges that the source may pay, in order; only those that ``pick`` accepts."""
        return self._may_pay[source] if pick is None else [charge for charge in self._may_pay[source] if pick(charge)]

    @cached_property
    def _may_pay(self) -> dict[str, tuple[Charge, ...]]:
        return {s: tuple(c for c in self.all_charges if c in self._permitted[s]) for s in self.sources}

    # money ---------------------------------------------------------------------------------------------------------
    def stated_amount(self, source: str, award: str) -> int:
        """Dollars that the plan states for a year's award, or that were carried in from before the plan."""
        record = self.plan.sources[source]
        return (record.amounts or {}).get(award, 0) if award in self.years else record.carried_in.get(award, 0)

    def awards(self, source: str) -> list[str]:
        """Years in which the source's money was or will be awarded, oldest first."""
        return sorted({*self.plan.sources[source].carried_in, *self.years})

    def usable_until(self, source: str, award: str) -> str:
        """Last fiscal year in which an award may be spent; its own year where no rule says more."""
        return self._usable_until[source, award]

    @cached_property
    def _usable_until(self) -> dict[tuple[str, str], str]:
        said = {(s, a): [u for rule in self.rules if (u := rule.usable_until(s, a)) is not None]
                for s in self.sources for a in self.awards(s)}
        return {key: min(until, default=key[1]) for key, until in said.items()}

    def carry_cap(self, source: str, amount: int) -> int | None:
        """Most dollars of an award that may be carried beyond its year."""
        said = [found for rule in self.rules if (found := rule.carry_cap(source, amount)) is not None]
        return min(said) if said else None

    def indirect_rate(self, source: str) -> Fraction:
        """The source's indirect charge as a share of its base; 0 where no rule says one."""
        return self._rates[source]

    @cached_property
    def _rates(self) -> dict[str, Fraction]:
        said = {s: [rate for rule in self.rules if (rate := rule.indirect_rate(s)) is not None] for s in self.sources}
        return {source: rates[0] if rates else Fraction(0) for source, rates in said.items()}

    def in_base(self, source: str, charge: Charge) -> bool:
        """Whether what the source pays of the charge counts toward its indirect base."""
        return charge in self._bases[source]

    @cached_property
    def _bases(self) -> dict[str, frozenset[Charge]]:
        rules = {s: rule for s in self.sources for rule in self.rules if rule.indirect_rate(s) is not None}
        return {s: frozenset(c for c in self.all_charges if s in rules and rules[s].in_base(c.object)) for s in self.sources}

    def usable(self, source: str, year: str) -> list[str]:
        """Awards whose money may be spent in a year, oldest first."""
        return self._usable[source, year]

    @cached_property
    def _usable(self) -> dict[tuple[str, str], list[str]]:
        return {(s, y): [a for a in self.awards(s) if a <= y <= self.usable_until(s, a)]
                for s in self.sources for y in [*self.years, self.next_year]}

    def first_tier(self, agreement: str) -> int:
        """Dollars that are still left of an agreement's first tier when the plan begins."""
        record = self.plan.agreements.get(agreement)
        starts = record.starts if record and record.starts else self.years[0]
        return max(0, self.tier.dollars(starts) - (record.counted if record else 0))

    def rule(self, rule_id: str) -> Rule:
        """The rule with an id. Raises KeyError."""
        return next(rule for rule in self.rules if rule.id == rule_id)
