"""Ways out of an impossible plan as changes of the plan itself: each of them one press of a button. No screen in here."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from allocator.domain.plan import ByYear, Plan
from allocator.domain.report import Change, Impossible
from allocator.load.plain_plan import number as stated
from allocator.store import Says
from allocator.ui import edits
from allocator.ui.choosing import amounts_said
from allocator.ui.locks import case_of
from allocator.ui.planned import Data
from allocator.ui.show import number
from allocator.ui.speak import joined, one
from allocator.ui.staffing import in_year
from allocator.ui.words import said

Edit = Callable[[Data], None]
ENOUGH = 2
"""Ways that are known to work; with fewer, the person's own rules that stand in the way are offered, too."""
BY_YEAR = {"must", "must_not", "requires"}
"""Kinds of rules that hold in a year or do not: nothing of them is left where they give way."""
LAST = 9
"""The last place in the order in which wishes come."""


@dataclass(frozen=True)
class Fix:
    """One way out: how it reads among the changes, and what it does to the plan."""

    says: Says
    edit: Edit
    checked: bool = True
    """Whether a budget is known for it. Else it ends this conflict, and there may be another."""


def fixes(answer: Impossible, plan: Plan, base: Plan) -> list[Fix]:
    """The ways out that can be made as changes of the plan. ``base``: the plan as it was opened."""
    found = [fix for way in answer.ways_out if (fix := _fix(way, plan, base)) is not None]
    if len(found) < ENOUGH:
        found += [fix for fix in _given_up(answer, plan, base) if fix.says not in [other.says for other in found]]
    return found


def _fix(way: Sequence[Change], plan: Plan, base: Plan) -> Fix | None:
    """A way out as one change; None where some of it is not the plan's to change."""
    by_rule: dict[str, list[Change]] = {}
    for change in way:
        by_rule.setdefault(change.rule, []).append(change)
    parts = [_part(rule, changes, plan, base) for rule, changes in by_rule.items()]
    made = [part for part in parts if part is not None]
    if not made or len(made) < len(parts):
        return None
    return Fix(joined([part.says for part in made]), edits.all_of([part.edit for part in made]))


def _part(rule: str, changes: list[Change], plan: Plan, base: Plan) -> Fix | None:
    """What one rule gives."""
    kind = case_of(plan).rule(rule).kind
    if kind == "award":
        return _money(changes, plan)
    if kind == "staffing":
        return _people(changes, plan)
    if rule not in plan.rules:
        return None
    if kind in BY_YEAR:
        return _out(rule, {change.year for change in changes}, plan, base)
    return _wish(rule, changes[0], plan) if case_of(plan).rule(rule).may_prefer else None


# money and people -----------------------------------------------------------------------------------------------------
def _money(changes: list[Change], plan: Plan) -> Fix:
    """More money of a source, in the years in which it is missing."""
    source = changes[0].about
    now = dict(case_of(plan).plan.sources[source].amounts or {})
    more = {change.year: now.get(change.year, 0) + int(change.amount) for change in changes}
    name = plan.sources[source].name
    return Fix(amounts_said(name, now, more), edits.set_amounts(source, {**now, **more}))


def _people(changes: list[Change], plan: Plan) -> Fix | None:
    """More people of a role that can be had, or fewer that are asked for, year by year."""
    role = changes[0].about
    record = plan.staff[role]
    edit, says = [], []
    for which, sense, sign in (("max", "<=", 1), ("min", ">=", -1)):
        value: ByYear | None = getattr(record, which)
        now = {year: in_year(value, year) for year in plan.years}
        new = {c.year: (now[c.year] or Fraction(0)) + sign * c.amount for c in changes if c.sense == sense}
        if new:
            edit.append(edits.set_field("staff", role, [which], _by_year({**now, **new})))
            says += [one("changes.staff.most" if which == "max" else "changes.staff.least", role=record.name, year=year,
                         old=number(now[year] or 0), new=number(amount)) for year, amount in new.items()]
    return Fix(joined(says), edits.all_of(edit)) if edit else None


def _by_year(amounts: Mapping[str, Fraction | None]) -> Any:
    """One number where all years have the same, else a number for each year that has one."""
    known = {year: amount for year, amount in amounts.items() if amount is not None}
    some = set(known.values())
    return stated(some.pop()) if len(some) == 1 and len(known) == len(amounts) else {y: stated(a) for y, a in known.items()}


# rules of the plan ----------------------------------------------------------------------------------------------------
def _out(rule: str, years: set[str], plan: Plan, base: Plan) -> Fix:
    """A rule left out in some years, and altogether where no year is left."""
    record = plan.rules[rule]
    left = [year for year in record.get("years") or plan.years if year not in years]
    if not left and (choice := _choice(rule, plan, base)) is not None:
        return choice
    gone = "@changes.every" if not left else ", ".join(sorted(years))
    edit = edits.remove_record("rules", rule) if not left else edits.set_field("rules", rule, ["years"], left)
    name = plan.programs[record["program"]].name
    return Fix(one(f"changes.rule.{record['kind']}", program=name, years=gone), edit)


def _choice(rule: str, plan: Plan, base: Plan) -> Fix | None:
    """The choice that a person made about a program, taken back; None where the rule is none."""
    program = str(plan.rules[rule].get("program", ""))
    if rule in base.rules or rule not in (edits.rule_id(base, "pin", program), edits.rule_id(base, "drop", program)):
        return None
    return Fix(one("changes.free", program=plan.programs[program].name), edits.choose(base, program, "free"))


def _wish(rule: str, change: Change, plan: Plan) -> Fix:
    """A rule that is kept as far as possible from now on, after all other wishes."""
    after = max((int(record["prefer"]) for record in plan.rules.values() if record.get("prefer")), default=0)
    return Fix(one("changes.rule.wish", rule=said(change.says)), edits.set_field("rules", rule, ["prefer"], min(after + 1, LAST)))


def _given_up(answer: Impossible, plan: Plan, base: Plan) -> Iterator[Fix]:
    """The person's own choices that stand in the way, each taken back."""
    for rule, _ in answer.conflict:
        if rule in plan.rules and (choice := _choice(rule, plan, base)) is not None:
            yield Fix(choice.says, choice.edit, checked=False)
