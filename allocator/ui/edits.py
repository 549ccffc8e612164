"""What a person changes on a plan, as a scenario: a JSON Merge Patch (RFC 7396) on the plan file. No screen in here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from allocator.domain.plan import Plan

Patch = dict[str, Any]
Choice = Literal["free", "pin", "drop"]
KINDS: dict[Choice, str] = {"pin": "must", "drop": "must_not"}


@dataclass(frozen=True)
class Change:
    """One thing that differs from the plan as it was opened."""

    what: Literal["amount", "pin", "drop"]
    about: str
    """Id of the source or program."""
    years: tuple[str, ...]
    old: int = 0
    new: int = 0


def rule_id(plan: Plan, choice: Choice, program: str) -> str:
    """The id under which a choice stands among the plan's rules; never one that the plan already uses."""
    name = f"{choice}-{program}"[:60]
    while name in plan.rules:
        name += "-x"
    return name


def with_amounts(patch: Patch, plan: Plan, source: str, amounts: Mapping[str, int]) -> Patch:
    """The patch with a source's dollars by year set. Years that end up as the plan has them leave the patch."""
    stated = plan.sources[source].amounts
    before = dict(_at(patch, "sources", source, "amounts"))
    wanted = {**before, **amounts}
    kept = wanted if stated is None else {year: new for year, new in wanted.items() if stated.get(year, 0) != new}
    return _put(patch, ("sources", source, "amounts"), dict(sorted(kept.items())))


def with_choice(patch: Patch, plan: Plan, program: str, choice: Choice, years: Sequence[str] = ()) -> Patch:
    """The patch with a program kept in, left out, or free again, in some years or (none named) in all."""
    for other in KINDS:
        patch = _put(patch, ("rules", rule_id(plan, other, program)), {})
    if choice == "free":
        return patch
    rule: Patch = {"kind": KINDS[choice], "program": program}
    if years and len(years) < len(plan.years):
        rule["years"] = sorted(years)
    return _put(patch, ("rules", rule_id(plan, choice, program)), rule)


def choice_of(patch: Patch, plan: Plan, program: str) -> tuple[Choice, tuple[str, ...]]:
    """What the patch says about a program, and in which years (none: all)."""
    for choice in KINDS:
        rule = _at(patch, "rules", rule_id(plan, choice, program))
        if rule:
            return choice, tuple(rule.get("years", ()))
    return "free", ()


def changes(patch: Patch, plan: Plan) -> Iterator[Change]:
    """Every difference from the plan as it was opened: amounts first, then programs, each in the order of ids and years."""
    for source, record in sorted(patch.get("sources", {}).items()):
        stated = plan.sources[source].amounts or {}
        for year, new in sorted(record["amounts"].items()):
            if stated.get(year) != new:
                yield Change("amount", source, (year,), stated.get(year, 0), new)
    for program in sorted(plan.programs):
        choice, years = choice_of(patch, plan, program)
        if choice != "free":
            yield Change(choice, program, years)


def applied(plan: Plan, patch: Patch, name: str) -> Plan:
    """The plan with the changes in it, under its new name. The same as loading the scenario file that holds them."""
    if not patch:
        return plan
    sources = {
        source: record.model_copy(update={"amounts": {**(record.amounts or {}), **_at(patch, "sources", source, "amounts")}})
        if source in patch.get("sources", {}) else record
        for source, record in plan.sources.items()
    }
    rules = {**plan.rules, **patch.get("rules", {})}
    return plan.model_copy(update={"name": name, "sources": sources, "rules": rules})


def scenario(based_on: str, name: str, patch: Patch) -> dict[str, Any]:
    """The scenario file that holds the changes."""
    return {"format": 1, "name": name, "based_on": based_on, "change": patch}


def _at(patch: Patch, *path: str) -> Patch:
    for step in path:
        patch = patch.get(step, {})
    return patch


def _put(patch: Patch, path: tuple[str, ...], value: Patch) -> Patch:
    """A copy of the patch with a record put in its place, or taken out when it is empty."""
    head, rest = path[0], path[1:]
    inner = _put(patch.get(head, {}), rest, value) if rest else value
    others = {key: record for key, record in patch.items() if key != head}
    return {**others, head: inner} if inner else others
