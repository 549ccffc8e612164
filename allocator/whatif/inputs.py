"""The inputs of several plans side by side: every field that is not the same in all of them, and what records are called."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pydantic import BaseModel

from allocator.constraints import parse_rule
from allocator.domain.case import Case
from allocator.domain.menu import FULL
from allocator.domain.plan import Plan
from allocator.messages import Message, say
from allocator.whatif.changes import InputChange, bare, name_of
from allocator.whatif.comparison import InputRow
from allocator.whatif.fields import called

Place = tuple[str, str, tuple[str, ...]]
"""Section, record, path within it."""


def side_by_side(plans: Sequence[Plan], found: Sequence[Sequence[InputChange]]) -> Iterator[InputRow]:
    """Every field that some plan has otherwise than the first, in the order of the plan file. Names and notes are left out."""
    rows: dict[Place, tuple[InputChange, Message | str]] = {}
    for some in found:
        for change in some:
            if change.sort != "changed":
                rows.setdefault((change.section, change.record, ()), (change, ""))
            for field in change.fields:
                if field.counts:
                    rows.setdefault((change.section, change.record, field.path), (change, field.what))
    sections = list(Plan.model_fields)
    for place in sorted(rows, key=lambda place: (sections.index(place[0]), place)):
        change, what = rows[place]
        values = [_value(plan, *place) for plan in plans]
        word = next((word for value, word in values if value is not None), place[0])
        yield InputRow(change.id, place[2], word, _called(plans, change, what), tuple(value for value, _ in values))


def _value(plan: Plan, section: str, record: str, path: tuple[str, ...]) -> tuple[object, str]:
    """(a field's value in a plan, the plan file's word for it); None where it is not stated. Of a whole record: whether it is
    there."""
    value: Any = getattr(plan, section)
    if record:
        value = value.get(record)
        if section == "rules" and value is not None:
            value = parse_rule(record, value)
        if not path and section != "rates":
            return value is not None, section
    field = "health" if (section, record) == ("rates", "health") else section
    for step in path if record else path[1:]:
        if isinstance(value, BaseModel):
            value, field = getattr(value, step, None), step
        else:
            value = value.get(step) if isinstance(value, dict) else None
    return bare(value, field), field


def _called(plans: Sequence[Plan], change: InputChange, what: Message | str) -> Message:
    if not change.record:
        return say("input.plan", what=what)
    names = [name_of(plan, change.section, change.record) for plan in plans]
    name = next((name for name in names if name != change.record), change.record)
    whole = name if change.section == "sources" else say("input.record", sort=called(f"of_{change.section}"), name=name)
    return say("input.field", record=whole, what=what) if what else say("input.plan", what=whole)


def names_of(cases: Sequence[Case]) -> Mapping[str, Mapping[str, Message | str]]:
    """What people call needs, programs, sources and roles, sizes of programs (``program/level``), and the sentences of rules
    that may give: as the first plan that has them says it."""
    found: dict[str, dict[str, Message | str]] = {
        section: {} for section in ("needs", "programs", "sources", "staff", "levels", "rules")}
    for case in reversed(cases):
        for section in ("needs", "programs", "sources", "staff"):
            found[section] |= {key: record.name for key, record in getattr(case.plan, section).items()}
        for program, record in case.plan.programs.items():
            found["levels"] |= {f"{program}/{level}": stated.name or level for level, stated in record.levels.items()}
            found["levels"][f"{program}/{FULL}"] = FULL
        found["rules"] |= {rule.id: rule.says(case) for rule in case.rules if rule.prefer is not None}
    return {section: dict(sorted(known.items())) for section, known in found.items()}
