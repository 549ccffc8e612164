"""What a person may decide about a program, and what rules have decided already: so that nothing is offered that they would
refuse. No screen in here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from allocator.allocate import case_for
from allocator.domain.case import Case
from allocator.domain.menu import Option
from allocator.domain.plan import Plan
from allocator.domain.rule import Rule
from allocator.ui.edits import Choice, rule_id
from allocator.ui.once import once
from allocator.ui.staffing import in_year

CHOICES: tuple[Choice, ...] = ("free", "pin", "drop")
"""What a person can choose about a program, in the order in which it is shown."""
ANY = ""
"""Any size."""
NONE = Fraction(0)
case_of = once(case_for)
"""A plan with every rule that holds for it, put together once."""


@dataclass(frozen=True)
class Locks:
    """What is left to decide about a program."""

    keep: Mapping[str, tuple[str, ...]]
    """Size (``ANY``: any) -> years in which it may be kept in at that size; sizes that no year allows are left out."""
    leave: tuple[str, ...]
    """Years in which it may be left out."""
    rules: tuple[Rule, ...]
    """Rules that have decided the rest."""

    @property
    def decided(self) -> bool:
        """Whether rules leave no way to keep it in, or no way to leave it out."""
        return bool(self.rules) and not (self.keep and self.leave)

    @property
    def choices(self) -> list[Choice]:
        """What may be chosen; only ``free`` where rules have decided everything."""
        found: list[Choice] = ["free"]
        if self.keep:
            found.append("pin")
        if self.leave:
            found.append("drop")
        return found

    def years(self, choice: Choice, size: str = ANY) -> tuple[str, ...]:
        """Years in which a choice may be made."""
        if choice == "free":
            return ()
        return self.leave if choice == "drop" else self.keep.get(size, ())


Key = tuple[str, str, str]


@once
def _known(case: Case) -> dict[Key, Locks]:
    """What was found out about a case."""
    return {}


def locks_of(case: Case, base: Plan, program: str) -> Locks:
    """What is left to decide about a program. The choice that a person has made about it binds nobody: it can be made anew."""
    key = (program, rule_id(base, "pin", program), rule_id(base, "drop", program))
    known = _known(case)
    if key not in known:
        known[key] = _locks(case, program, key[1:])
    return known[key]


def _locks(case: Case, program: str, own: tuple[str, ...]) -> Locks:
    ruled = _Ruled(case, [rule for rule in case.rules if rule.prefer is None and rule.id not in own])
    sizes = [option.level for option in case.options[program]]
    keep = {size: tuple(year for year in case.years if ruled.may_keep(program, size, year))
            for size in ([ANY, *sizes] if len(sizes) > 1 else [ANY])}
    leave = tuple(year for year in case.years if ruled.may_leave(program, year))
    by = {rule.id: rule for year in case.years for rule in ruled.deciding(program, year)}
    return Locks({size: years for size, years in keep.items() if years}, leave, tuple(by.values()))


@dataclass
class _Ruled:
    """A case with the rules that count here."""

    case: Case
    rules: list[Rule]
    _by_kind: dict[str, list[Rule]] = field(init=False)

    def __post_init__(self) -> None:
        self._by_kind = {}
        for rule in self.rules:
            self._by_kind.setdefault(rule.kind, []).append(rule)

    def may_keep(self, program: str, size: str, year: str) -> bool:
        """Whether no rule refuses to keep it in at a size; at any size only where it is not kept in anyway."""
        anyway = size == ANY and any(self.kept_by(program, year))
        return not anyway and not any(self.against_keeping(program, size, year))

    def may_leave(self, program: str, year: str) -> bool:
        """Whether no rule refuses to leave it out; only where it is not left out anyway."""
        return not any(self.left_by(program, year)) and not any(self.against_leaving(program, year))

    def deciding(self, program: str, year: str) -> Iterator[Rule]:
        """Rules that keep it in or leave it out in a year."""
        yield from self.against_leaving(program, year)
        yield from self.against_keeping(program, ANY, year)

    # what rules say of one program ----------------------------------------------------------------------------------
    def kept_by(self, program: str, year: str) -> Iterator[Rule]:
        """Rules by which it must run."""
        yield from (rule for rule in self._of("must", year) if getattr(rule, "program", "") == program)

    def left_by(self, program: str, year: str) -> Iterator[Rule]:
        """Rules by which it must not run, at whatever size."""
        yield from (rule for rule in self._of("must_not", year)
                    if getattr(rule, "program", "") == program and getattr(rule, "level", None) is None)

    def against_leaving(self, program: str, year: str) -> Iterator[Rule]:
        """Rules that refuse to leave it out."""
        yield from self.kept_by(program, year)
        for rule in self._of("choose", year):
            if program in getattr(rule, "programs", ()) and self._is_needed(rule, program, year):
                yield rule
        for rule in (*self._of("required_role", year), *self._of("staffing", year)):
            if self._leaves_too_few(rule, program, year):
                yield rule
        for rule in self._dependent(year):
            if getattr(rule, "needs", "") == program and any(self.kept_by(getattr(rule, "program", ""), year)):
                yield rule

    def against_keeping(self, program: str, size: str, year: str) -> Iterator[Rule]:
        """Rules that refuse to keep it in at a size."""
        yield from self.left_by(program, year)
        for rule in self._of("choose", year):
            most = _first(getattr(rule, "exactly", None), getattr(rule, "at_most", None))
            others = set(getattr(rule, "programs", ())) - {program}
            kept = sum(any(self.kept_by(other, year)) for other in others)
            if program in getattr(rule, "programs", ()) and most is not None and kept >= most:
                yield rule
        for rule in self._dependent(year):
            if getattr(rule, "program", "") == program and any(self.left_by(getattr(rule, "needs", ""), year)):
                yield rule
        options = [option for option in self.case.options[program] if size in (ANY, option.level)]
        yield from (rule for rule in self._of("staffing", year) if self._needs_too_many(rule, options, year))
        if size != ANY:
            yield from self._against_size(program, size, year)

    def _against_size(self, program: str, size: str, year: str) -> Iterator[Rule]:
        for rule in self.kept_by(program, year):
            if getattr(rule, "level", None) not in (None, size):
                yield rule
        for rule in self._of("must_not", year):
            if getattr(rule, "program", "") == program and getattr(rule, "level", None) == size:
                yield rule

    # counting -------------------------------------------------------------------------------------------------------
    def _is_needed(self, rule: Rule, program: str, year: str) -> bool:
        """Whether the group would be too small without it. Where exactly so many run, one of them is exchanged for another by
        keeping the other in, never by leaving one out."""
        others = set(getattr(rule, "programs", ())) - {program}
        exactly = getattr(rule, "exactly", None)
        if exactly is not None:
            return sum(any(self.kept_by(other, year)) for other in others) < int(exactly)
        able = sum(not any(self.left_by(other, year)) for other in others)
        least: int = getattr(rule, "at_least", None) or 0
        return able < least

    def _leaves_too_few(self, rule: Rule, program: str, year: str) -> bool:
        """Whether the other programs cannot bring as many people of a role as are asked for."""
        role = getattr(rule, "role", "")
        least = getattr(rule, "fte", None)
        if rule.kind == "staffing":
            least = in_year(self.case.plan.staff[role].min, year)
        if not least or self._most(program, role) == 0:
            return False
        able = (other for other in self.case.programs if other != program and not any(self.left_by(other, year)))
        most: Fraction = sum((self._most(other, role) for other in able), NONE)
        return most < Fraction(least)

    def _most(self, program: str, role: str) -> Fraction:
        return max(option.staff.get(role, NONE) for option in self.case.options[program])

    def _needs_too_many(self, rule: Rule, options: list[Option], year: str) -> bool:
        """Whether it alone would need more people of a role than can be had."""
        role = getattr(rule, "role", "")
        most = in_year(self.case.plan.staff[role].max, year)
        return most is not None and min(option.staff.get(role, NONE) for option in options) > most

    def _dependent(self, year: str) -> Iterator[Rule]:
        """Rules by which one program runs only where another does in the same year."""
        return (rule for rule in self._of("requires", year) if not getattr(rule, "after", False))

    def _of(self, kind: str, year: str) -> Iterator[Rule]:
        return (rule for rule in self._by_kind.get(kind, ()) if rule.years is None or year in rule.years)


def _first(*values: int | None) -> int | None:
    return next((value for value in values if value is not None), None)
