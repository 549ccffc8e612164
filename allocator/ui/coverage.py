"""Pillars, conditions, commitments and practices of the framework: what serves each, and where nothing does. No screen in
here."""

from __future__ import annotations

from dataclasses import dataclass

from allocator.domain.plan import Plan
from allocator.domain.report import Report
from allocator.explain.framework import PARTS, Group, coverage, group_name, name_of, serves
from allocator.library import Entry, entries
from allocator.load.notes import twin_key
from allocator.ui.figures import Table
from allocator.ui.show import listed, money_or_none, safe
from allocator.ui.words import language, said, w

MOST_IDEAS = 3
"""Practices of the library that are named for a gap."""


@dataclass(frozen=True)
class Part:
    """One part of the framework in a plan."""

    group: Group
    id: str
    running: tuple[str, ...]
    candidates: tuple[str, ...]
    """Programs that would serve it and do not run; without a budget, all that serve it."""
    gap: bool
    dollars: int


def parts(plan: Plan, report: Report | None) -> list[Part]:
    """All sixteen parts; without a budget only what could serve them."""
    if report is not None:
        return [Part(c.group, c.id, c.running, c.candidates, c.gap, c.dollars) for c in coverage(report)]
    found = []
    for group, names in PARTS.items():
        for part in names:
            could = tuple(key for key, record in plan.programs.items() if part in serves(record, group))
            found.append(Part(group, part, (), could, not could, 0))
    return found


def gaps(found: list[Part]) -> list[str]:
    """Names of the parts that nothing serves."""
    return [safe(said(name_of(part.id))) for part in found if part.gap]


def group_tables(plan: Plan, report: Report | None, found: list[Part]) -> list[tuple[str, Table]]:
    """For each group of the framework its name and a table, a row for each part."""
    named = report.case.plan if report is not None else plan
    return [(said(group_name(group)), _table(named, report is not None, [part for part in found if part.group == group]))
            for group in PARTS]


def _table(plan: Plan, budget: bool, found: list[Part]) -> Table:
    table: Table = {w("coverage.part"): [_part_name(part) for part in found]}
    if budget:
        table[w("coverage.running")] = [_names(plan, part.running) for part in found]
        table[w("coverage.dollars")] = [money_or_none(part.dollars) for part in found]
    table[w("coverage.candidates" if budget else "coverage.could")] = [_names(plan, part.candidates) for part in found]
    if any(part.gap for part in found):
        table[w("coverage.ideas")] = [_ideas(plan, part) if part.gap else w("not") for part in found]
    return table


def _part_name(part: Part) -> str:
    name = safe(said(name_of(part.id)))
    return w("coverage.gap", part=name) if part.gap else f"✓ {name}"


def _names(plan: Plan, programs: tuple[str, ...]) -> str:
    return listed([safe(plan.programs[key].name) for key in programs]) or w("not")


def _ideas(plan: Plan, part: Part) -> str:
    """Practices of the library that would serve a part and that the plan does not have."""
    known = {twin_key(record.name) for record in plan.programs.values()}
    names = [entry.name.spoken(language()) for entry in entries() if part.id in _serves(entry, part.group)]
    fresh = [name for name in names if twin_key(name) not in known]
    return listed([safe(name) for name in fresh[:MOST_IDEAS]]) or w("not")


def _serves(entry: Entry, group: Group) -> list[str]:
    of: dict[Group, list[str]] = {"pillar": [entry.pillar], "condition": list(entry.conditions),
                                  "commitment": list(entry.commitments), "practice": list(entry.practices)}
    return of[group]
