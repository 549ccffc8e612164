"""What ran in the closed years, and what follows from it for a plan of the years that remain."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from allocator.domain.case import Case
from allocator.domain.decided import Roster
from allocator.messages import Message, say

Data = dict[str, Any]


@dataclass(frozen=True)
class Held:
    """Something that the closed years decide about a program in the years that remain."""

    program: str
    kind: Literal["must", "must_not"]
    years: tuple[str, ...]
    because: Message
    prefer: int | None = None


@dataclass(frozen=True)
class History:
    """The roster of the closed years, beside the plan."""

    case: Case
    roster: Roster
    closed: Sequence[str]
    open: Sequence[str]

    def level(self, program: str) -> str | None:
        """The level at which a program ran in the last closed year."""
        return self.roster.get(program, {}).get(self.closed[-1])

    def ran(self, program: str) -> bool:
        """Whether it ever ran, in a closed year or before the plan."""
        return self.case.programs[program].running is not None or any(y in self.closed for y in self.roster.get(program, {}))

    @property
    def going(self) -> Mapping[str, str]:
        """Programs that ran in the last closed year, with their levels."""
        return {program: level for program in self.case.programs if (level := self.level(program)) is not None}

    @property
    def stopped(self) -> list[str]:
        """Programs that ran and did so no more in the last closed year."""
        return [program for program in self.case.programs if self.ran(program) and self.level(program) is None]

    def costs_paid(self) -> list[str]:
        """Programs that may start again, and whose first-year costs are charged no more."""
        return [program for program in self.stopped if self._may_restart(program)
                and not self.case.programs[program].restart_cost
                and any(line.starts_differently for option in self.case.options[program] for line in option.lines)]

    def _may_restart(self, program: str) -> bool:
        return self.case.programs[program].timing == "free"

    def held(self) -> Iterator[Held]:
        """What timing and the choice of the same programs in all years leave open no more."""
        first = (self.open[0],)
        for program, record in self.case.programs.items():
            name = record.name
            if record.timing == "once" and program in self.stopped:
                yield Held(program, "must_not", tuple(self.open), say("actuals.held.once", program=name))
            elif record.timing == "all_years":
                kind: Literal["must", "must_not"] = "must" if self.level(program) is not None else "must_not"
                yield Held(program, kind, first, say(f"actuals.held.all.{kind}", program=name))
        for rule in self.case.rules:
            applied = rule.applies(self.case)
            past, coming = [y for y in applied if y in self.closed], [y for y in applied if y in self.open]
            if getattr(rule, "same", False) and past and coming:
                for program in sorted(set(getattr(rule, "programs", ()))):
                    kind = "must" if past[-1] in self.roster.get(program, {}) else "must_not"
                    yield Held(program, kind, (coming[0],), say("actuals.held.same", rule=rule.id), rule.prefer)

    def forget_first_year(self, program: Data) -> None:
        """Takes first-year costs out of a program's record: they were charged when it first ran."""
        for level in (program, *program.get("levels", {}).values()):
            if "costs" in level:
                level["costs"] = {key: line for key, line in level["costs"].items() if line.get("when") != "first_year"}
            for position in level.get("positions", {}).values():
                position.pop("first_year_months", None)
