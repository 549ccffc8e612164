"""The group's hand: what it chose about each program, when that runs, and what it costs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from functools import cached_property
from itertools import groupby
from typing import Literal

from allocator.audit import Ledger
from allocator.domain.budget import Budget
from allocator.domain.case import Case
from allocator.domain.menu import FULL
from allocator.domain.plan import Plan
from allocator.domain.report import Report
from allocator.domain.rule import Rule
from allocator.load import plan_data
from allocator.load.edited import merged, patch_between
from allocator.store import Decision
from allocator.ui import edits
from allocator.ui.planned import Data, Patch
from allocator.ui.staffing import in_year

Choice = Literal["fund", "require", "skip", "free"]
CHOICES: tuple[Choice, ...] = ("fund", "require", "skip", "free")
RULE = "rule"
"""What a vote is about where a rule of the plan decides and no choice is open."""
KINDS: dict[Choice, edits.Choice] = {"fund": "pin", "require": "pin", "skip": "drop", "free": "free"}


@dataclass(frozen=True)
class Pick:
    """What the group wants of a program."""

    choice: Choice = "free"
    level: str = ""
    """The size; empty: any."""
    years: tuple[str, ...] = ()
    """Years that were chosen one by one elsewhere; empty: as the choice says."""

    @property
    def runs(self) -> bool:
        """Whether the program is in the hand."""
        return self.choice in ("fund", "require")

    @property
    def written(self) -> str:
        """As a decision keeps it: ``fund``, ``fund:half``."""
        return f"{self.choice}:{self.level}" if self.level else self.choice


def read_pick(written: str) -> Pick | None:
    """A choice from how a decision keeps it; None for what is no choice."""
    name, _, level = written.partition(":")
    return next((Pick(choice, level) for choice in CHOICES if choice == name), None)


@dataclass(frozen=True, eq=False)
class Hand:
    """The cards on the table: the budget that is shown, the plan at hand, and what was decided so far, oldest first."""

    report: Report
    plan: Plan
    base: Plan
    """The plan as it was opened: what its rules decide is not for the group to change."""
    decisions: Sequence[Decision] = ()
    since: datetime | None = None
    """When the scenario at hand began: it says itself which of the choices before that are in it."""

    @property
    def case(self) -> Case:
        """The plan with its rules."""
        return self.report.case

    @cached_property
    def programs(self) -> list[str]:
        """Ids of the cards, by name."""
        known = [program for program in self.case.programs if program in self.plan.programs]
        return sorted(known, key=lambda program: (self.case.programs[program].name.casefold(), program))

    # what is open, and what was chosen ----------------------------------------------------------------------------
    @cached_property
    def rules(self) -> list[Rule]:
        """The rules of the plan, without those that are only choices of the people who use it."""
        own = {edits.rule_id(self.base, choice, program) for program in self.case.programs for choice in edits.KINDS}
        return [rule for rule in self.case.rules if rule.id not in own]

    @cached_property
    def locked(self) -> dict[str, Rule]:
        """Programs about which a rule decides in every year, with the rule."""
        return {
            program: rule for rule in self.rules if rule.kind in ("must", "must_not") and rule.prefer is None
            and len(rule.applies(self.case)) == len(self.case.years) and (rule.kind == "must" or _level(rule) is None)
            for _, kind, program in rule.names() if kind == "program"
        }

    @cached_property
    def written(self) -> dict[str, tuple[Pick, bool]]:
        """The last choice about each program that somebody wrote down, and whether that was in the scenario at hand."""
        found: dict[str, tuple[Pick, bool]] = {}
        for decision in self.decisions:
            pick = read_pick(decision.choice)
            if pick is not None and decision.program in self.programs and decision.program not in self.locked:
                known = (decision.program, pick.level) in self.case.levels
                new = self.since is None or decision.at is None or decision.at >= self.since
                found[decision.program] = pick if known else Pick(pick.choice), new
        return found

    def pick(self, program: str) -> Pick:
        """What the hand says about a program: what was written down since the scenario at hand began, else what it has."""
        return self._picks[program]

    @cached_property
    def _picks(self) -> dict[str, Pick]:
        return {program: self._pick(program) for program in self.case.programs}

    def _pick(self, program: str) -> Pick:
        rule = self.locked.get(program)
        if rule is not None:
            return Pick("require", _level(rule) or "") if rule.kind == "must" else Pick("skip")
        pick, new = self.written.get(program, (Pick(), False))
        has = edits.choice_of(self.plan, self.base, program)
        return pick if new or self.choice(program, pick) == has else _read(has)

    def choice(self, program: str, pick: Pick) -> tuple[edits.Choice, tuple[str, ...], str]:
        """A choice as a plan keeps it: its kind, its years (none: all), its size."""
        years = tuple(self.years(program, pick)) if pick.choice == "fund" else pick.years
        return KINDS[pick.choice], years if len(years) < len(self.case.years) else (), pick.level if pick.runs else ""

    @property
    def decided(self) -> bool:
        """Whether the group chose anything, beside what rules decide."""
        return any(self.pick(program).choice != "free" for program in self.programs if program not in self.locked)

    # when it runs, and at which size ------------------------------------------------------------------------------
    def level(self, program: str) -> str:
        """The size that counts: the chosen one, else that of most years of the budget, else the full one."""
        return self._size(program, self.pick(program))

    def _size(self, program: str, pick: Pick) -> str:
        if pick.level:
            return pick.level
        runs = [level for level in self.report.budget.roster.get(program, {}).values() if (program, level) in self.case.levels]
        return max(sorted(set(runs)), key=runs.count) if runs else FULL

    def years(self, program: str, pick: Pick) -> list[str]:
        """When a program in the hand runs. What must run, runs in every year; what is funded, from when it can be staffed."""
        every = list(self.case.years)
        if pick.years:
            return [year for year in every if year in pick.years]
        if pick.choice == "require" or self.case.programs[program].timing == "all_years":
            return every
        size, barred = self._size(program, pick), self._barred(program)
        can = [year for year in every if not self.beyond(program, size, year) and year not in barred]
        if self.case.programs[program].timing == "once":
            can = _longest([list(run) for yes, run in groupby(every, lambda year: year in can) if yes])
        return can or every

    def beyond(self, program: str, size: str, year: str) -> list[str]:
        """Roles of which the program alone needs more in a year than can be had."""
        staff = self.case.option(program, size).staff
        return [role for role, fte in staff.items() if (most := self.most(role, year)) is not None and fte > most]

    def most(self, role: str, year: str) -> Fraction | None:
        """Most FTE of a role in a year; None for no limit."""
        record = self.case.plan.staff.get(role)
        return None if record is None else in_year(record.max, year)

    def _barred(self, program: str) -> set[str]:
        return {year for rule in self.rules if rule.kind == "must_not" and rule.prefer is None and _level(rule) is None
                for _, _, name in rule.names() if name == program for year in rule.applies(self.case)}

    # what it comes to ---------------------------------------------------------------------------------------------
    def ledger(self, added: str = "") -> Ledger:
        """The programs of the hand as a budget in which nothing is paid yet; with one more program, if one is named."""
        roster = {p: {y: self.level(p) for y in self.years(p, self.pick(p))} for p in self.programs if self.pick(p).runs}
        if added and added not in roster:
            roster[added] = {year: self.level(added) for year in self.years(added, Pick("fund"))}
        return Ledger(self.case, Budget(roster=roster))

    @cached_property
    def chosen(self) -> Ledger:
        """The hand as it is."""
        return self.ledger()

    # as a scenario ------------------------------------------------------------------------------------------------
    def edit(self) -> Callable[[Data], None]:
        """What was written down in the scenario at hand, as choices in a plan's data."""
        return edits.all_of(edits.choose(self.base, program, *self.choice(program, pick))
                            for program, (pick, new) in self.written.items() if new)

    def patch(self, patch: Patch) -> Patch:
        """A scenario's patch with the hand in it."""
        opened = plan_data(self.base)
        data = merged(opened, patch)
        self.edit()(data)
        return patch_between(opened, data)


def _read(has: tuple[edits.Choice, tuple[str, ...], str]) -> Pick:
    """A choice from how a plan keeps it."""
    kind, years, level = has
    if kind == "pin":
        return Pick("fund" if years else "require", level, years)
    return Pick("skip") if kind == "drop" and not years else Pick()


def _level(rule: Rule) -> str | None:
    """The size that a rule names, if it does."""
    return next((name.partition("/")[2] for _, kind, name in rule.names() if kind == "level"), None)


def _longest(runs: list[list[str]]) -> list[str]:
    return max(runs, key=len, default=[])
