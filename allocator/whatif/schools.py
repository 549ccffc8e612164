"""Several schools, each with a plan of its own: the budget of each, or why it has none. One without a budget stops no other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from allocator.domain.plan import Plan
from allocator.domain.report import Impossible, Report
from allocator.errors import Fault, InputError
from allocator.explain.report import impossible, provenance
from allocator.messages import Message, say
from allocator.whatif.compare import report_of_best, says_of_best
from allocator.whatif.several import Several


@dataclass(frozen=True)
class School:
    """A plan and what is known of its budget."""

    name: str
    """What the plan is called."""
    file: str
    """Name of the plan's file."""
    report: Report | None
    says: Message
    """How good the budget is, or why there is none."""
    impossible: Impossible | None = None


def schools_twice(plans: Sequence[tuple[str, Plan]]) -> list[tuple[str, str, str]]:
    """(name of a plan, name of a later one, school) where two plans are of one school, whose budget would be counted twice."""
    first: dict[str, str] = {}
    found = []
    for name, plan in plans:
        for site in plan.sites.values():
            known = " ".join(site.name.casefold().split())
            if known in first:
                found.append((first[known], name, site.name))
            first.setdefault(known, name)
    return found


def each_once(plans: Sequence[tuple[str, Plan]]) -> None:
    """Raises InputError where two plans are of one school. ``plans``: (name of the file, plan)."""
    if twice := schools_twice(plans):
        raise InputError([Fault(second, "sites", say("fault.school.twice", first=first), school,
                                fix=say("fault.fix.school.twice"))
                          for first, second, school in twice])


def schools(plans: Sequence[tuple[str, Plan]], several: Several, given: Mapping[int, Report]) -> list[School]:
    """Each school with its budget. ``plans``: (name of the file, plan). ``several`` solves those that it does not know;
    ``given``: position -> a budget that a person brought, which is taken as it is. Raises InputError."""
    left = [at for at in range(len(plans)) if at not in given]
    found = dict(zip(left, several.best([plans[at][1] for at in left], briefly=False), strict=True))
    told = []
    for at, (file, plan) in enumerate(plans):
        if at in given:
            told.append(School(plan.name, file, given[at], say("district.brought")))
            continue
        best = found[at]
        answer = best.answer
        why = impossible(best.case, answer.conflict, answer.gives, provenance(plan, answer.engine, answer.seconds)) \
            if best.impossible else None
        told.append(School(plan.name, file, report_of_best(plan, best), says_of_best(best), why))
    return told
