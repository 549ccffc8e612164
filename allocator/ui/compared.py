"""Scenarios side by side as tables: their few figures, and points by pillar. No screen in here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import get_args

from allocator.domain.base import Pillar
from allocator.domain.report import Report
from allocator.money import half_up, largest_remainder
from allocator.ui.figures import Table, average_met, pillar_name, totals
from allocator.ui.show import money, points, safe
from allocator.ui.sides import Side, standing
from allocator.ui.words import w

PILLARS = (*get_args(Pillar), "")


def sides_table(sides: Sequence[Side], at_hand: str) -> Table:
    """One row for each scenario: how good it is, and its few figures as on its own pages."""
    found = [None if side.report is None else totals(side.report) for side in sides]
    none = w("not")
    return {
        w("scenario"): [w("compare.at_hand", name=safe(side.label)) if side.key == at_hand else safe(side.label)
                        for side in sides],
        w("compare.good"): [standing(side) for side in sides],
        w("metric.needs"): [none if t is None else w("metric.needs.value", met=points(t.met), reachable=points(t.reachable))
                            for t in found],
        w("metric.programs"): [none if t is None else w("metric.programs.value", run=t.run, all=t.programs) for t in found],
        w("metric.spent"): [none if t is None else money(t.spent) for t in found],
        w("metric.left"): [none if t is None else money(t.left) for t in found],
    }


def by_pillar(report: Report) -> dict[str, Fraction]:
    """Points that the needs under each pillar bring; they add up to the points of the budget."""
    found: dict[str, Fraction] = {}
    for need, record in report.case.plan.needs.items():
        pillar = record.pillar or ""
        found[pillar] = found.get(pillar, Fraction(0)) + record.score * average_met(report, need)
    return found


@dataclass(frozen=True)
class Pillars:
    """Points by pillar in tenths, scenario by scenario, rounded so that each column adds up."""

    pillars: tuple[str, ...]
    sides: tuple[Side, ...]
    """Those that have a budget."""
    tenths: tuple[tuple[int, ...], ...]
    """For each of them, one figure for each pillar."""
    totals: tuple[int, ...]


def pillars(sides: Sequence[Side]) -> Pillars:
    """Points by pillar, for every pillar that a need stands under; "no pillar" only where it brings points."""
    known = [(side, by_pillar(side.report)) for side in sides if side.report is not None]
    order = [pillar for pillar in PILLARS if any(brings.get(pillar, 0) or (pillar and pillar in brings) for _, brings in known)]
    found = [in_tenths([brings.get(pillar, Fraction(0)) for pillar in order]) for _, brings in known]
    return Pillars(tuple(order), tuple(side for side, _ in known), tuple(tuple(tenths) for tenths, _ in found),
                   tuple(whole for _, whole in found))


def pillars_table(found: Pillars) -> Table:
    """One row for each pillar, one column for each scenario that has a budget; then the totals."""
    columns = zip(found.sides, found.tenths, found.totals, strict=True)
    return {w("pillar"): [*map(pillar_name, found.pillars), w("total")],
            **{side.letter: [*map(tenth, tenths), tenth(whole)] for side, tenths, whole in columns}}


def in_tenths(parts: Sequence[Fraction]) -> tuple[list[int], int]:
    """Figures and their sum in tenths, rounded so that what is shown adds up."""
    whole = half_up(10 * sum(parts, Fraction(0)))
    return largest_remainder([10 * part for part in parts], whole), whole


def tenth(tenths: int) -> str:
    """``1,234.5`` of 12345 tenths."""
    return f"{tenths / 10:,.1f}"
