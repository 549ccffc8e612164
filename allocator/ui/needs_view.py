"""Needs as tables and sentences: who asked for what, which programs meet a need and which of them run, who is reached. No screen
in here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from allocator.domain.base import Pillar
from allocator.domain.menu import FULL
from allocator.domain.plan import Need, Plan
from allocator.domain.program import Program
from allocator.domain.report import Report
from allocator.explain.difference import stretches
from allocator.explain.framework import PARTS
from allocator.ui.figures import Table, average_met, pillar_name
from allocator.ui.lines import size_name
from allocator.ui.show import level_name, listed, number, percent, safe
from allocator.ui.words import w

EVERYONE = "all"
"""The group that is everyone."""


def in_order(plan: Plan) -> list[str]:
    """Ids of needs, the highest score first."""
    return sorted(plan.needs, key=lambda need: (-plan.needs[need].score, need))


def plain_table(plan: Plan) -> Table:
    """One row for each need, as long as there is no budget: score and pillar."""
    order = [plan.needs[need] for need in in_order(plan)]
    return {w("need"): [safe(need.name) for need in order], w("score"): [number(need.score) for need in order],
            w("pillar"): [pillar_name(need.pillar) for need in order]}


def asked_table(plan: Plan) -> Table:
    """One row for each need of which the plan says where it shows."""
    order = [plan.needs[need] for need in in_order(plan) if plan.needs[need].evidence or plan.needs[need].note]
    table: Table = {w("need"): [safe(need.name) for need in order]}
    for title, field in ((w("needs.evidence"), "evidence"), (w("needs.note"), "note")):
        if any(getattr(need, field) for need in order):
            table[title] = [safe(getattr(need, field)) or w("not") for need in order]
    return table


def unasked(plan: Plan) -> int:
    """How many needs have no evidence written down."""
    return sum(1 for need in plan.needs.values() if not need.evidence)


@dataclass(frozen=True)
class UnderPillar:
    """The needs under one pillar of the framework."""

    name: str
    says: str
    table: Table


def by_pillar(plan: Plan, report: Report | None) -> list[UnderPillar]:
    """Needs pillar by pillar, in the framework's order; last those under none."""
    pillars: Iterable[Pillar | None] = (*PARTS["pillar"], None)  # type: ignore[arg-type]
    return [group for pillar in pillars if (group := _pillar(plan, report, pillar)) is not None]


def _pillar(plan: Plan, report: Report | None, pillar: Pillar | None) -> UnderPillar | None:
    order = [need for need in in_order(plan) if plan.needs[need].pillar == pillar]
    if not order:
        return None
    table: Table = {w("need"): [safe(plan.needs[need].name) for need in order],
                    w("score"): [number(plan.needs[need].score) for need in order]}
    if report is not None:
        table[w("average")] = [_met(report, need) for need in order]
        table[w("needs.running")] = [_running(plan, report, need) for need in order]
    return UnderPillar(pillar_name(pillar), _pillar_says(plan, report, order), table)


def _pillar_says(plan: Plan, report: Report | None, order: list[str]) -> str:
    score = sum((plan.needs[need].score for need in order), Fraction(0))
    values = {"count": len(order), "points": number(score)}
    known = [need for need in order if report is not None and need in report.case.plan.needs]
    if report is None or not known or not score:
        return w("needs.pillar.says", **values)
    met = sum((average_met(report, need) * plan.needs[need].score for need in known), Fraction(0))
    return w("needs.pillar.met", **values, met=percent(met / score))


def _met(report: Report, need: str) -> str:
    return percent(average_met(report, need)) if need in report.case.plan.needs else w("not")


def _running(plan: Plan, report: Report, need: str) -> str:
    names = [safe(plan.programs[key].name) for key in _ranked(plan, need) if report.budget.roster.get(key)]
    return listed(names) or w("not")


def _ranked(plan: Plan, need: str) -> list[str]:
    """Programs that meet a need at any size, those that meet most of it first."""
    most = {key: max((share for _, share in _shares(record, need)), default=Fraction(0)) for key, record in plan.programs.items()}
    return sorted((key for key, share in most.items() if share), key=lambda key: (-most[key], plan.programs[key].name))


def _shares(program: Program, need: str) -> Iterator[tuple[str, Fraction]]:
    """(size, share of the need) for every size of a program."""
    yield FULL, Fraction(program.meets.get(need, 0))
    for size, level in program.levels.items():
        meets = program.meets if level.meets is None else level.meets
        yield size, Fraction(meets.get(need, 0))


def meeting_table(plan: Plan, report: Report | None, need: str) -> Table:
    """One row for each program that meets a need: the share at each size, when it runs, whom it serves."""
    order = _ranked(plan, need)
    table: Table = {w("program"): [safe(plan.programs[key].name) for key in order],
                    w("needs.share"): [_share_words(plan.programs[key], need) for key in order]}
    if report is not None:
        table[w("needs.runs")] = [runs(report, key) for key in order]
    if any(plan.programs[key].serves for key in order):
        table[w("needs.serves")] = [serves(plan.programs[key]) for key in order]
    return table


def _share_words(program: Program, need: str) -> str:
    """``70%; half time 40%``."""
    shares = list(_shares(program, need))
    sizes = [w("needs.share.size", size=safe(size_name(program, size)), share=percent(share)) for size, share in shares[1:]]
    return "; ".join([percent(shares[0][1]), *sizes])


def runs(report: Report, program: str) -> str:
    """When a program runs and at which size; a dash when it does not."""
    found = stretches(report.case.years, report.budget.roster.get(program, {}))
    if not found:
        return w("not")
    return "● " + "; ".join(
        f"{safe(level_name(report, program, level))} {first if first == last else w('years', first=first, last=last)}"
        for level, first, last in found)


def serves(program: Program) -> str:
    """Whom a program serves at full size: ``900 students, 120 english learners``."""
    return ", ".join(w("needs.group.one", count=f"{count:,}", group=group_name(group))
                     for group, count in program.serves.items()) or w("not")


def group_name(group: str) -> str:
    """What a group of pupils is called."""
    return w("needs.group.all") if group == EVERYONE else safe(group.replace("-", " ").replace("_", " "))


def reached_table(report: Report) -> Table:
    """One row for each need, one column for each group: how many pupils the programs that run for it reach, in the year in
    which they reach most. Programs may reach the same pupils or different ones, so it is a range."""
    plan = report.case.plan
    groups = sorted({group for program in plan.programs.values() for group in program.serves}, key=lambda g: (g != EVERYONE, g))
    order = [need for need in in_order(plan) if any(_reached(report, need, group)[1] for group in groups)]
    if not order:
        return {}
    table: Table = {w("need"): [safe(plan.needs[need].name) for need in order]}
    titles = {group: w("needs.students") if group == EVERYONE else group_name(group).capitalize() for group in groups}
    return {**table, **{titles[group]: [_range(*_reached(report, need, group)) for need in order] for group in groups}}


def _reached(report: Report, need: str, group: str) -> tuple[int, int]:
    enrolled = [site.enrollment for site in report.case.plan.sites.values()]
    most = sum(count or 0 for count in enrolled) if all(enrolled) else 0
    found = []
    for year in report.case.years:
        counts = [option.serves.get(group, 0) for option, _ in report.case.meeting.get(need, ())
                  if report.budget.level(option.program, year) == option.level]
        high = sum(counts)
        found.append((max(counts, default=0), min(high, max(most, *counts)) if most and counts else high))
    return max(found, key=lambda pair: (pair[1], pair[0]))


def _range(low: int, high: int) -> str:
    if not high:
        return w("not")
    return f"{low:,}" if low == high else w("needs.range", low=f"{low:,}", high=f"{high:,}")


def about(plan: Plan, need: str) -> list[str]:
    """What the plan itself says about a need, in sentences."""
    record: Need = plan.needs[need]
    said = [w("needs.one.score", score=number(record.score), place=in_order(plan).index(need) + 1, all=len(plan.needs),
              pillar=pillar_name(record.pillar))]
    if record.score_range is not None:
        said.append(w("needs.one.range", low=number(record.score_range[0]), high=number(record.score_range[1])))
    said.append(w("needs.one.evidence", evidence=safe(record.evidence)) if record.evidence else w("needs.one.evidence.none"))
    if record.note:
        said.append(w("needs.one.note", note=safe(record.note)))
    most = min(Fraction(1), sum((dict(_shares(program, need))[FULL] for program in plan.programs.values()), Fraction(0)))
    if record.returns is None:
        said.append(w("needs.one.most", most=percent(most)) if most else w("needs.one.most.none"))
    else:
        said.append(w("needs.one.returns"))
    return said


def met_table(report: Report, need: str) -> Table:
    """The share of one need that is met, year by year and on average; empty where the budget does not know the need."""
    if need not in report.case.plan.needs:
        return {}
    years = {year: [percent(report.needs.get(need, {}).get(year, Fraction(0)))] for year in report.case.years}
    return {w("needs.met"): [safe(report.case.plan.needs[need].name)], **years, w("average"): [_met(report, need)]}
