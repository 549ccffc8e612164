"""The plan with its rules attached: what every later step reads. Frozen, and sorted by id so that the order of records in
a file can never change a result."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property

from allocator.domain.charge import Charge, Line, lines_of
from allocator.domain.plan import Plan, Program
from allocator.domain.rates import Benefit, Tier
from allocator.domain.rule import Rule
from allocator.fiscal import after
from allocator.messages import Message
from allocator.money import exact

FULL = "full"


@dataclass(frozen=True)
class Option:
    """A program at one level."""

    program: str
    level: str
    meets: Mapping[str, Fraction]
    staff: Mapping[str, Fraction]
    serves: Mapping[str, int]
    lines: tuple[Line, ...]

    @property
    def fte(self) -> Fraction:
        """All positions of this level together."""
        return sum(self.staff.values(), Fraction(0))


@dataclass(frozen=True, eq=False)
class Case:
    """A plan, the rules that hold for it (its own, its grants', and those that always hold), and dated rates."""

    plan: Plan
    rules: tuple[Rule, ...] = ()
    benefits: tuple[Benefit, ...] = ()
    tier: Tier = Tier(())
    notes: tuple[Message, ...] = field(default=())
    """What a reader should know about how the rules came together: a plan rule that replaced a grant's, for example."""

    # years ---------------------------------------------------------------------------------------------------------
    @property
    def years(self) -> list[str]:
        """The plan's fiscal years, in order."""
        return self.plan.years

    @property
    def base_year(self) -> str:
        """The year whose dollars costs are given in."""
        return self.plan.base_year or self.years[0]

    @property
    def next_year(self) -> str:
        """The year after the plan."""
        return after(self.years[-1])

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

    # what can run --------------------------------------------------------------------------------------------------
    @cached_property
    def programs(self) -> dict[str, Program]:
        """Programs in the order of their ids."""
        return dict(sorted(self.plan.programs.items()))

    @cached_property
    def sources(self) -> list[str]:
        """Ids of sources, in order."""
        return sorted(self.plan.sources)

    @cached_property
    def needs(self) -> list[str]:
        """Ids of needs, in order."""
        return sorted(self.plan.needs)

    @cached_property
    def options(self) -> dict[str, tuple[Option, ...]]:
        """The levels of each program, smallest first: by FTE, then by cost, then by id."""
        return {program: self._options(program) for program in self.programs}

    def _options(self, program_id: str) -> tuple[Option, ...]:
        program = self.programs[program_id]
        options = [self._option(program_id, program, FULL)]
        options += [self._option(program_id, program, level) for level in program.levels]
        first = self.years[0]
        return tuple(sorted(options, key=lambda o: (o.fte, sum(self._price(line, first, False) for line in o.lines), o.level)))

    def _option(self, program_id: str, program: Program, level_id: str) -> Option:
        level = program.levels.get(level_id)

        def pick(name: str) -> dict:  # type: ignore[type-arg]
            own = getattr(level, name) if level is not None else None
            return dict(getattr(program, name)) if own is None else dict(own)

        positions = pick("positions")
        staff: dict[str, Fraction] = {role: Fraction(fte) for role, fte in pick("staff").items()}
        for position in positions.values():
            staff[position.role] = staff.get(position.role, Fraction(0)) + position.fte
        lines = tuple(lines_of(program_id, program, pick("costs"), positions, self.benefits))
        return Option(program_id, level_id, dict(sorted(pick("meets").items())), dict(sorted(staff.items())),
                      pick("serves"), lines)

    def option(self, program: str, level: str) -> Option:
        """A program at one level. Raises KeyError when it has no such level."""
        return self._by_level[program, level]

    @property
    def levels(self) -> frozenset[tuple[str, str]]:
        """Every (program, level) there is."""
        return frozenset(self._by_level)

    @cached_property
    def _by_level(self) -> dict[tuple[str, str], Option]:
        return {(o.program, o.level): o for options in self.options.values() for o in options}

    # what it costs -------------------------------------------------------------------------------------------------
    def _price(self, line: Line, year: str, starting: bool) -> int:
        return line.dollars(year, self.base_year, Fraction(self.plan.cost_growth), starting)

    @cached_property
    def _prices(self) -> dict[tuple[str, str, str, str, bool], int]:
        years = [*self.years, self.next_year]
        return {
            (o.program, o.level, line.charge.line, year, starting): self._price(line, year, starting)
            for options in self.options.values() for o in options for line in o.lines
            for year in years if line.benefit is None or line.benefit.knows(year)
            for starting in ((False, True) if line.starts_differently else (False,))
        }

    def line_cost(self, program: str, level: str, line: str, year: str, starting: bool = False) -> int:
        """Whole dollars of one line at a level in a year; 0 when the level has no such line."""
        prices = self._prices
        found = prices.get((program, level, line, year, True)) if starting else None
        return prices.get((program, level, line, year, False), 0) if found is None else found

    def cost(self, program: str, level: str, year: str, starting: bool = False) -> int:
        """Whole dollars of a program at a level in a year, all lines together."""
        return self._totals[program, level, year, starting]

    @cached_property
    def _totals(self) -> dict[tuple[str, str, str, bool], int]:
        return {
            (o.program, o.level, year, starting): sum(
                self.line_cost(o.program, o.level, line.charge.line, year, starting) for line in o.lines)
            for options in self.options.values() for o in options
            for year in [*self.years, self.next_year] for starting in (False, True)
        }

    def has_start_cost(self, program: str, level: str) -> bool:
        """Whether the first year costs something else than a later one."""
        return any(line.starts_differently for line in self.option(program, level).lines)

    @cached_property
    def charges(self) -> dict[str, tuple[Charge, ...]]:
        """Everything that can be paid, by program, in order. Lines of an agreement are two charges (first tier and rest)."""
        found: dict[str, tuple[Charge, ...]] = {}
        for program, options in self.options.items():
            charges: dict[Charge, Charge] = {}
            for option in options:
                for line in option.lines:
                    for charge in tiers(line.charge):
                        charges.setdefault(charge, charge)
            found[program] = tuple(sorted(charges))
        return found

    @cached_property
    def lasting_charges(self) -> tuple[Charge, ...]:
        """Charges of the year after the plan: an agreement's first tier is used up by then."""
        return tuple(charge for charge in self.all_charges if charge.tier != "first")

    @cached_property
    def all_charges(self) -> tuple[Charge, ...]:
        """Everything that can be paid, of all programs."""
        return tuple(charge for charges in self.charges.values() for charge in charges)

    def has_line(self, program: str, level: str, charge: Charge) -> bool:
        """Whether the level has the charge's line under the charge's object code."""
        return charge in self._level_charges[program, level]

    @cached_property
    def _level_charges(self) -> dict[tuple[str, str], frozenset[Charge]]:
        return {key: frozenset(c for line in o.lines for c in tiers(line.charge)) for key, o in self._by_level.items()}

    # who pays ------------------------------------------------------------------------------------------------------
    def permits(self, source: str, charge: Charge) -> bool:
        """Whether every rule lets the source pay the charge."""
        return charge in self._permitted[source]

    @cached_property
    def _permitted(self) -> dict[str, frozenset[Charge]]:
        barred = {pair for rule in self.rules for pair in rule.bars(self)}
        return {s: frozenset(c for c in self.all_charges if (s, c) not in barred) for s in self.sources}

    def payers(self, charge: Charge) -> list[str]:
        """Sources that may pay the charge."""
        return self._payers[charge]

    @cached_property
    def _payers(self) -> dict[Charge, list[str]]:
        return {c: [s for s in self.sources if c in self._permitted[s]] for c in self.all_charges}

    def charges_of(self, source: str, pick: Callable[[Charge], bool] = lambda charge: True) -> list[Charge]:
        """Charges that the source may pay and that ``pick`` accepts, in order."""
        return [charge for charge in self._may_pay[source] if pick(charge)]

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
        said = [found for rule in self.rules if (found := rule.usable_until(source, award)) is not None]
        return min(said) if said else award

    def carry_cap(self, source: str, amount: int) -> int | None:
        """Most dollars of an award that may be carried beyond its year."""
        said = [found for rule in self.rules if (found := rule.carry_cap(source, amount)) is not None]
        return min(said) if said else None

    def indirect_rate(self, source: str) -> Fraction:
        """The source's indirect charge as a share of its base; 0 where no rule says one."""
        said = [found for rule in self.rules if (found := rule.indirect_rate(source)) is not None]
        return said[0] if said else Fraction(0)

    @cached_property
    def _base_rule(self) -> dict[str, Rule]:
        return {s: rule for s in self.sources for rule in self.rules if rule.indirect_rate(s) is not None}

    def in_base(self, source: str, charge: Charge) -> bool:
        """Whether what the source pays of the charge counts toward its indirect base."""
        rule = self._base_rule.get(source)
        return rule is not None and rule.in_base(charge.object)

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


def tiers(charge: Charge) -> tuple[Charge, ...]:
    """A charge itself, or the two charges of an agreement's line."""
    if not charge.agreement:
        return (charge,)
    shared = {"tie": "", "agreement": charge.agreement, "tags": charge.tags, "place": charge.place,
              "function": charge.function, "goal": charge.goal, "name": charge.name}
    return (Charge(charge.program, charge.line, "5100", "rest", **shared),  # type: ignore[arg-type]
            Charge(charge.program, charge.line, "5800", "first", **shared))  # type: ignore[arg-type]
