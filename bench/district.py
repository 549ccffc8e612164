"""A district of fifteen schools, made of the sample school's solved budget: large, and nothing has to be solved for it.

Every school has the sample's needs, roles and programs, and a few programs a second time, so that there are forty at each. The
sources are the district's, with twice the money of all schools. What is paid at the sample school is paid in the same way at
every school, and the audit goes through it before anybody measures anything.
"""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace
from fractions import Fraction
from typing import Any

from allocator import explain
from allocator.allocate import case_for
from allocator.audit import check
from allocator.domain.budget import Budget
from allocator.domain.plan import Plan
from allocator.domain.report import Quality, Report
from allocator.load.plain_plan import plan_data
from allocator.ui import engine
from bench.server import HOME

SAMPLE = HOME / "scenarios" / "oak-grove" / "base.yaml"
SCHOOLS, PROGRAMS = 15, 40
NAMED = {"programs", "program", "needs", "any_of"}
"""Keys of rules that name programs."""
Records = dict[str, Any]


def district(schools: int = SCHOOLS, programs: int = PROGRAMS) -> Report:
    """The report on the district's budget, which has passed the audit."""
    sample = engine.stored_report(SAMPLE, engine.load(SAMPLE))
    if sample is None:
        raise SystemExit("the sample school has no stored result that passes the audit")
    one = sample.case.plan
    own = [program for program in one.programs if sample.budget.roster.get(program) and not _ruled(one, program)]
    twice = own[:programs - len(one.programs)]
    places = range(1, schools + 1)
    copies = [(program, at, _at(program, at)) for at in places for program in one.programs]
    copies += [(program, at, _at(f"{program}-more", at)) for at in places for program in twice]
    case = case_for(_plan(one, places, copies))
    paid = {program: [p for p in sample.budget.payments if p.program == program] for program in one.programs}
    budget = Budget.of({new: sample.budget.roster.get(old, {}) for old, _, new in copies},
                       [replace(payment, program=new) for old, _, new in copies for payment in paid[old]])
    findings = check(case, budget)
    if failing := [finding for finding in findings if finding.fails]:
        raise SystemExit(f"the district's budget breaks {len(failing)} rules, first {failing[0].rule}: {failing[0].about}")
    return explain.report(case, budget, findings, Quality(), explain.provenance(case.plan, "none", 0))


def _at(name: str, school: int) -> str:
    return f"{name}-{school}"


def _ruled(plan: Plan, program: str) -> bool:
    """Whether a rule of the plan names the program."""
    return any(program in (named if isinstance(named, list) else [named])
               for rule in plan.rules.values() for key, named in rule.items() if key in NAMED)


def _plan(one: Plan, schools: range, copies: list[tuple[str, int, str]]) -> Plan:
    """The sample's plan, school by school."""
    old = plan_data(one)
    site = next(iter(old["sites"].values()))
    new = old | {"name": f"A district of {len(schools)} schools", "needs": {}, "programs": {}, "staff": {}, "rules": {},
                 "sites": {f"school-{at}": site | {"name": f"School {at}", "code": f"{at:03d}"} for at in schools}}
    for at in schools:
        for part in ("needs", "staff"):
            new[part] |= {_at(key, at): deepcopy(record) | {"name": f"{record['name']}, school {at}", "site": f"school-{at}"}
                          for key, record in old[part].items()}
        for role in old["staff"]:
            new["staff"][_at(role, at)]["max"] = _twice(old["staff"][role]["max"])
    for program, at, name in copies:
        new["programs"][name] = _moved(old["programs"][program], at, "" if name == _at(program, at) else ", second group")
    for source in new["sources"].values():
        source["amounts"] = {year: 2 * len(schools) * dollars for year, dollars in source["amounts"].items()}
    new["rules"] = dict(_rules(old["rules"], schools))
    return Plan.model_validate(new)


def _twice(most: Any) -> Any:
    return {year: 2 * Fraction(fte) for year, fte in most.items()} if isinstance(most, dict) else 2 * Fraction(most)


def _moved(program: Records, at: int, more: str) -> Records:
    """A program at a school."""
    made = deepcopy(program)
    made |= {"name": f"{program['name']}{more}, school {at}", "site": f"school-{at}"}
    for level in (made, *made.get("levels", {}).values()):
        for part in ("meets", "staff"):
            if part in level:
                level[part] = {_at(key, at): share for key, share in level[part].items()}
        for position in level.get("positions", {}).values():
            position["role"] = _at(position["role"], at)
    return made


def _rules(rules: Records, schools: range) -> list[tuple[str, Records]]:
    """Rules about programs and roles at each school; billing for the programs of all schools; the others once."""
    made: list[tuple[str, Records]] = []
    for key, rule in rules.items():
        if rule["kind"] == "reimbursement":
            made.append((key, rule | {"any_of": [_at(program, at) for at in schools for program in rule["any_of"]]}))
        elif named := ({"role"} | NAMED) & set(rule):
            made += [(_at(key, at), rule | {what: _named(rule[what], at) for what in named}) for at in schools]
        else:
            made.append((key, rule))
    return made


def _named(what: Any, at: int) -> Any:
    return [_at(name, at) for name in what] if isinstance(what, list) else _at(what, at)
