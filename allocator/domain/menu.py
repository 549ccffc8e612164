"""What a plan offers: programs at their levels, and what each line of them costs in each year."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from allocator.domain.charge import Charge, Line, lines_of
from allocator.domain.plan import Plan
from allocator.domain.program import Program
from allocator.domain.rates import Benefit
from allocator.fiscal import after

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


class Menu:
    """Programs, levels, lines and prices of a plan, sorted by id."""

    plan: Plan
    benefits: tuple[Benefit, ...]

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

    def most_cost(self, charge: Charge, year: str) -> int:
        """Most whole dollars of a charge in a year, at any level, in a first year or a later one."""
        levels = [option.level for option in self.options[charge.program] if self.has_line(charge.program, option.level, charge)]
        return max((self.line_cost(charge.program, level, charge.line, year, first)
                    for level in levels for first in (False, True)), default=0)

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

    @cached_property
    def meeting(self) -> dict[str, list[tuple[Option, Fraction]]]:
        """Need -> each level of a program that meets some of it, with the share."""
        return {need: [(o, o.meets[need]) for options in self.options.values() for o in options if o.meets.get(need)]
                for need in self.plan.needs}

    @cached_property
    def employing(self) -> dict[str, list[tuple[Option, Fraction]]]:
        """Role -> each level of a program that needs it, with the FTE."""
        found: dict[str, list[tuple[Option, Fraction]]] = {}
        for option in self._by_level.values():
            for role, fte in option.staff.items():
                found.setdefault(role, []).append((option, fte))
        return found

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
                        if charge not in charges or (charge.tie and not charges[charge].tie):
                            charges[charge] = charge  # a level that says nothing of the position does not untie the line
            found[program] = tuple(sorted(charges.values()))
        return found

    @cached_property
    def lasting_charges(self) -> tuple[Charge, ...]:
        """Charges of the year after the plan: an agreement's first tier is used up by then."""
        return tuple(charge for charges in self.lasting_of.values() for charge in charges)

    @cached_property
    def lasting_of(self) -> dict[str, tuple[Charge, ...]]:
        """The same by program."""
        return {program: tuple(charge for charge in charges if charge.tier != "first")
                for program, charges in self.charges.items()}

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


def tiers(charge: Charge) -> tuple[Charge, ...]:
    """A charge itself, or the two charges of an agreement's line."""
    if not charge.agreement:
        return (charge,)
    shared = {"tie": "", "agreement": charge.agreement, "tags": charge.tags, "place": charge.place,
              "function": charge.function, "goal": charge.goal, "name": charge.name}
    return (Charge(charge.program, charge.line, "5100", "rest", **shared),  # type: ignore[arg-type]
            Charge(charge.program, charge.line, "5800", "first", **shared))  # type: ignore[arg-type]
