"""What people change about needs: a cell of the table, a new need. No screen in here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from allocator.domain.plan import Need, Plan
from allocator.load.cell_codec import slug
from allocator.load.notes import twin_key
from allocator.load.plain_plan import number as exact_number
from allocator.store import Says
from allocator.ui.edits import add_record, all_of, set_field
from allocator.ui.grid import Grid, Refused, Typed, Value, grid_of, tidy
from allocator.ui.lines import Edit
from allocator.ui.needs_view import in_order
from allocator.ui.show import number
from allocator.ui.speak import one
from allocator.ui.words import w

COLUMNS = ("name", "score", "pillar", "evidence")
MOST_SCORE = 100


def need_grid(plan: Plan) -> Grid:
    """One row for each need, the highest score first."""
    return grid_of(((need, _cells(plan.needs[need])) for need in in_order(plan)), COLUMNS)


def _cells(need: Need) -> Mapping[str, Value]:
    return {"name": need.name, "score": float(need.score), "pillar": need.pillar, "evidence": need.evidence}


def change_need(plan: Plan, typed: Typed) -> tuple[Edit, Says]:
    """The change that one typed cell makes, and how it is said. Raises Refused."""
    need = plan.needs.get(typed.row)
    if need is None:
        raise Refused(w("grid.gone"))
    return _CHANGES[typed.column](plan, typed.row, typed.new)


def _name(plan: Plan, key: str, new: Value) -> tuple[Edit, Says]:
    name = need_name(plan, tidy(new), key)
    return set_field("needs", key, ["name"], name), one("changes.need.name", old=plan.needs[key].name, new=name)


def _score(plan: Plan, key: str, new: Value) -> tuple[Edit, Says]:
    score, need = score_of(new), plan.needs[key]
    edits = [set_field("needs", key, ["score"], exact_number(Fraction(score)))]
    says = "changes.need.score"
    if need.score_range is not None and not need.score_range[0] <= score <= need.score_range[1]:
        low, high = min(need.score_range[0], Fraction(score)), max(need.score_range[1], Fraction(score))
        edits.append(set_field("needs", key, ["score_range"], [exact_number(low), exact_number(high)]))
        says = "changes.need.score.range"
    return all_of(edits), one(says, need=need.name, old=number(need.score), new=number(Fraction(score)))


def _pillar(plan: Plan, key: str, new: Value) -> tuple[Edit, Says]:
    says = one("changes.need.pillar", need=plan.needs[key].name, pillar=f"@pillar.{new or 'none'}")
    return set_field("needs", key, ["pillar"], new or None), says


def _evidence(plan: Plan, key: str, new: Value) -> tuple[Edit, Says]:
    evidence = tidy(new)
    return (set_field("needs", key, ["evidence"], evidence or None),
            one("changes.need.evidence" if evidence else "changes.need.evidence.none", need=plan.needs[key].name))


_CHANGES: Mapping[str, Callable[[Plan, str, Value], tuple[Edit, Says]]] = {
    "name": _name, "score": _score, "pillar": _pillar, "evidence": _evidence,
}


def need_name(plan: Plan, name: str, own: str = "") -> str:
    """A name that no other need has. Raises Refused."""
    if not name:
        raise Refused(w("grid.name.missing"))
    if any(twin_key(record.name) == twin_key(name) for key, record in plan.needs.items() if key != own):
        raise Refused(w("grid.name.twice", name=name))
    return name


def score_of(typed: Value) -> Decimal:
    """A score from 0 to 100. Raises Refused."""
    if typed is None or isinstance(typed, str) or not 0 <= typed <= MOST_SCORE:
        raise Refused(w("needs.score.range"))
    return Decimal(str(typed))


def add_need(plan: Plan, name: str, score: float, pillar: str | None, evidence: str) -> tuple[str, Edit, Says]:
    """A need more: its id, the change, and how it is said. Raises Refused."""
    called = need_name(plan, tidy(name))
    wanted = slug(called) or "need"
    free = (key for n in range(1, len(plan.needs) + 2) if (key := wanted if n == 1 else f"{wanted}-{n}") not in plan.needs)
    record: dict[str, Any] = {"name": called, "score": exact_number(Fraction(score_of(score)))}
    record |= {field: value for field, value in (("pillar", pillar), ("evidence", tidy(evidence))) if value}
    key = next(free)
    return key, add_record("needs", key, record), one("changes.need.added", need=called, score=number(score))
