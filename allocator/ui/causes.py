"""What was put in differently, and which of it caused which part of a difference. No screen in here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import lru_cache
from math import ceil, floor

from allocator.domain.plan import Plan
from allocator.messages import Message, say
from allocator.money import largest_remainder
from allocator.ui.compared import in_tenths
from allocator.ui.differing import Pair, more_money, more_points
from allocator.ui.figures import Table
from allocator.ui.locks import case_of
from allocator.ui.show import safe
from allocator.ui.sides import Side, mark_of
from allocator.ui.words import said, w
from allocator.whatif.attribution import Attribution, Part
from allocator.whatif.changes import InputChange, changes
from allocator.whatif.comparison import InputRow
from allocator.whatif.fields import shown
from allocator.whatif.inputs import side_by_side

RULES = {"change.added.rule": "compare.rule.added", "change.removed.rule": "compare.rule.removed"}
"""Sentences about a rule that name its id, which no page shows, and what is said instead."""


@dataclass(frozen=True)
class _Plans:
    """Plans by their marks, which alone tell them apart."""

    marks: tuple[str, ...]
    plans: tuple[Plan, ...] = field(compare=False)


@lru_cache(maxsize=32)
def _changes(two: _Plans) -> tuple[InputChange, ...]:
    return changes(*two.plans)


@lru_cache(maxsize=16)
def _rows(some: _Plans) -> tuple[InputRow, ...]:
    first, plans = some.marks[0], some.plans
    found = [_changes(_Plans((first, mark), (plans[0], plan))) for mark, plan in zip(some.marks, plans, strict=True)]
    return tuple(side_by_side(plans, found))


def changed(pair: Pair) -> tuple[InputChange, ...]:
    """What was changed from the first of two to the other and can change a result."""
    one, other = pair.first.plan, pair.other.plan
    if one is None or other is None:
        return ()
    return tuple(change for change in _changes(_Plans((pair.first.mark, pair.other.mark), (one, other))) if change.counts)


def between(one: Plan, other: Plan) -> tuple[InputChange, ...]:
    """All that was changed from one plan to another, names and notes too."""
    return _changes(_Plans((mark_of(one), mark_of(other)), (one, other)))


# -- what was put in -----------------------------------------------------------------------------------------------------
def inputs_table(sides: Sequence[Side]) -> Table:
    """One row for each field of the plan that is not the same in all scenarios, with its value in each; empty where none is."""
    known = [(side, side.plan) for side in sides if side.plan is not None]
    plans = tuple(plan for _, plan in known)
    rows = _rows(_Plans(tuple(side.mark for side, _ in known), plans)) if len(known) > 1 else ()
    if not rows:
        return {}
    table: Table = {w("compare.input"): [safe(_called(row, plans)) for row in rows]}
    for at, (side, _) in enumerate(known):
        table[side.letter] = [_value(row, row.values[at]) for row in rows]
    return table


def _called(row: InputRow, plans: Sequence[Plan]) -> Message:
    """What a field is called; of a rule that only some of them have, its sentence."""
    section, _, record = row.change.partition(".")
    if section != "rules" or row.path:
        return row.what
    case = next(case_of(plan) for plan in plans if record in plan.rules)
    return say("input.plan", what=case.rule(record).says(case))


def _value(row: InputRow, value: object) -> str:
    """A value in words; of a whole record, whether the plan has it."""
    if isinstance(value, bool) and not row.path:
        return w("compare.with" if value else "compare.without")
    if value is None or value is False:
        return w("not")
    return w("compare.yes") if value is True else safe(say("input.plan", what=shown(value, row.field)))


# -- which change did what -----------------------------------------------------------------------------------------------
def parts_table(why: Attribution, known: Sequence[InputChange]) -> Table:
    """One row for each change, or for several that are not told apart: its part of the difference in points and dollars; then
    the whole difference. Empty where nothing can be split."""
    if why.points is None or why.cost is None or not why.parts:
        return {}
    says = {change.id: change.says for change in known}
    tenths, whole = in_tenths([part.points for part in why.parts])
    dollars = largest_remainder([part.cost for part in why.parts], why.cost)
    table: Table = {
        w("compare.change"): [*(" ".join(told(says[one]) for one in part.changes) for part in why.parts), _bold(w("total"))],
        w("compare.part.points"): [*map(more_points, tenths), _bold(more_points(whole))],
        w("compare.part.cost"): [*map(more_money, dollars), _bold(more_money(why.cost))],
    }
    if any(part.lowest != part.highest for part in why.parts):
        table[w("compare.part.order")] = [*map(_order, why.parts), ""]
    if not why.proved and why.least is not None and why.most is not None:
        table[w("compare.part.sure")] = [*(_between(part.least, part.most) for part in why.parts), _between(why.least, why.most)]
    return table


def told(change: Message) -> str:
    """A change in words, safe to show."""
    code = RULES.get(change.code)
    return w(code, says=safe(dict(change.values)["says"])) if code else safe(change)


def _bold(words: str) -> str:
    return f"**{words}**"


def _order(part: Part) -> str:
    return w("not") if part.lowest == part.highest else _between(part.lowest, part.highest)


def _between(least: Fraction, most: Fraction) -> str:
    """Two ends in tenths, rather too far apart than too near."""
    return w("compare.between", least=more_points(floor(10 * least)), most=more_points(ceil(10 * most)))


def whole(why: Attribution) -> list[str]:
    """What holds for the parts together: how they were found, and how sure they are."""
    return [safe(said(line)) for line in why.says]
