"""From a grant file to the rules of a plan: one rule for each run of years in which its values stay the same."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from allocator.constraints import parse_rule
from allocator.domain.plan import Plan
from allocator.domain.rule import Rule
from allocator.grants.cited import Entry, together
from allocator.grants.schema import BY_YEAR, Grant, ref_name, refs_of, resolved

Run = tuple[list[str], dict[str, list[Entry]]]
"""Years, and the dated values by name that hold in them."""

GRADES = ["TK", "K", *(str(grade) for grade in range(1, 13))]


def rules_of(grant: Grant, key: str, source_id: str, plan: Plan) -> list[Rule]:
    """The rules that one record of a grant file brings for a source, for the plan's years; none for years in which one of
    its values is not known. Ids are ``<source>.<key>``, with the first year where there are several."""
    spec = grant.rules[key]
    names = refs_of(spec)
    if spec["kind"] not in BY_YEAR:
        runs = [(list(plan.years), {name: [grant.values[name].dated[0]] for name in names})]
    else:
        runs = _runs(grant, spec, names, plan.years)
    rules: list[Rule] = []
    for years, entries in runs:
        first = {name: found[0] for name, found in entries.items()}
        record = {**resolved(spec, first), "source": source_id, "site": plan.sources[source_id].site,
                  "years": None if years == plan.years else years}
        cite = together(grant.cite(entry) for found in entries.values() for entry in found)
        rule_id = f"{source_id}.{key}" if len(runs) == 1 else f"{source_id}.{key}.{years[0]}"
        rules.append(parse_rule(rule_id, record, cite=cite, origin="grant"))
    return rules


def _runs(grant: Grant, spec: dict[str, Any], names: list[str], years: list[str]) -> list[Run]:
    """Neighbouring years with the same figures, and the dated values behind them."""
    found: dict[str, dict[str, Entry]] = {}
    for year in years:
        entries = {name: entry for name in names if (entry := grant.values[name].entry(year)) is not None}
        if len(entries) == len(set(names)):
            found[year] = entries
    fields = [name for given in spec.values() if (name := ref_name(given)) is not None]
    runs: list[Run] = []
    for figures, group in groupby(years, key=lambda y: [found[y][name].value for name in fields] if y in found else None):
        if figures is not None:
            run = list(group)
            behind = {name: list({id(found[year][name]): found[year][name] for year in run}.values()) for name in names}
            runs.append((run, behind))
    return runs


def met_by_every_pupil(rule: Rule, plan: Plan) -> bool:
    """Whether a rule about grades only asks for what holds anyway: the school serves none but these grades."""
    grades = getattr(rule, "grades", None)
    others = (getattr(rule, field, None) for field in ("programs", "tags", "not_tags", "objects", "not_objects", "share"))
    if grades is None or any(other is not None for other in others):
        return False
    sites = [plan.sites[rule.site]] if rule.site in plan.sites else list(plan.sites.values())
    at = [set(served(site.grades or "")) for site in sites]
    return all(found and found <= set(grades) for found in at)


def served(grades: str) -> list[str]:
    """The grades of a school: ``6-8`` is 6, 7 and 8; none where the school does not say."""
    first, _, last = grades.partition("-")
    return [] if not first else GRADES[GRADES.index(first):GRADES.index(last or first) + 1]
