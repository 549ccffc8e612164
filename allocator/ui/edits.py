"""What a person changes on a plan's data, in place. No screen in here."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Literal

from allocator.domain.plan import Plan
from allocator.ui.planned import Data

Choice = Literal["free", "pin", "drop"]
LONGEST = 64
"""Characters of an id."""
KINDS: dict[Choice, str] = {"pin": "must", "drop": "must_not"}


def rule_id(plan: Plan, choice: Choice, program: str) -> str:
    """The id under which a choice stands among the plan's rules: one for each choice and program, and never one that the plan as
    it was opened uses. Where the plain one is too long or in use, a mark of both stands for them: no plain one begins like it."""
    name, tries = f"{choice}-{program}", 0
    while name in plan.rules or len(name) > LONGEST:
        mark = hashlib.sha256(f"{choice} {program} {tries}".encode()).hexdigest()[:16]
        name, tries = f"{choice}_{program[:LONGEST - 22]}-{mark}", tries + 1
    return name


def set_amounts(source: str, amounts: Mapping[str, int]) -> Callable[[Data], None]:
    """A source's dollars in some years."""
    def edit(data: Data) -> None:
        record = data["sources"][source]
        record["amounts"] = dict(sorted({**(record.get("amounts") or {}), **amounts}.items()))
    return edit


def choose(base: Plan, program: str, choice: Choice, years: Sequence[str] = (), level: str = "") -> Callable[[Data], None]:
    """A program kept in (at one size, if one is named), left out, or free again, in some years or (none named) in all."""
    def edit(data: Data) -> None:
        rules = dict(data.get("rules", {}))
        for other in KINDS:
            rules.pop(rule_id(base, other, program), None)
        if choice != "free":
            rule: Data = {"kind": KINDS[choice], "program": program}
            if years and len(years) < len(base.years):
                rule["years"] = sorted(years)
            if level and choice == "pin":
                rule["level"] = level
            rules[rule_id(base, choice, program)] = rule
        _put(data, "rules", rules)
    return edit


def choice_of(plan: Plan, base: Plan, program: str) -> tuple[Choice, tuple[str, ...], str]:
    """What a person chose about a program: in which years (none: all), at which size (empty: any)."""
    for choice in KINDS:
        rule = plan.rules.get(rule_id(base, choice, program)) if rule_id(base, choice, program) not in base.rules else None
        if rule:
            return choice, tuple(rule.get("years", ())), str(rule.get("level", ""))
    return "free", (), ""


def set_field(section: str, record: str, path: Sequence[str], value: Any) -> Callable[[Data], None]:
    """One field of a record; None takes it out."""
    def edit(data: Data) -> None:
        at = data[section][record]
        for step in path[:-1]:
            at = at.setdefault(step, {})
        if value is None:
            at.pop(path[-1], None)
        else:
            at[path[-1]] = value
    return edit


def add_record(section: str, record: str, value: Data) -> Callable[[Data], None]:
    """A new record, or another in its place."""
    def edit(data: Data) -> None:
        _put(data, section, {**data.get(section, {}), record: value})
    return edit


def remove_record(section: str, record: str) -> Callable[[Data], None]:
    """A record taken out. What refers to it is for the checks to name."""
    def edit(data: Data) -> None:
        _put(data, section, {key: value for key, value in data.get(section, {}).items() if key != record})
    return edit


def all_of(edits: Iterable[Callable[[Data], None]]) -> Callable[[Data], None]:
    """Several edits as one change."""
    some = list(edits)

    def edit(data: Data) -> None:
        for each in some:
            each(data)
    return edit


def _put(data: Data, section: str, records: Data) -> None:
    if records:
        data[section] = records
    else:
        data.pop(section, None)
