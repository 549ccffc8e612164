"""What differs between two plans, record by record and field by field: what a person changed, in the plan's own words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

from pydantic import BaseModel

from allocator.allocate import case_for
from allocator.constraints import parse_rule
from allocator.domain.plan import Plan
from allocator.domain.rule import Rule
from allocator.messages import Message, say
from allocator.whatif.fields import LONG, ORDERED, SILENT, Words, called, keyed, plainly, shown, within

SECTIONS = ("sites", "needs", "programs", "sources", "staff", "rules", "in_kind", "agreements", "rates")
"""Parts of a plan that hold records, each under its id."""
MOST_TOLD = 4
"""Fields of one record that its sentence tells; the record of the change has them all."""
Sort = Literal["added", "removed", "changed"]


@dataclass(frozen=True)
class FieldChange:
    """One field of a record that differs. A value that is not stated is None."""

    path: tuple[str, ...]
    """Field names and ids below the record: ``("costs", "pay", "amount")``."""
    what: Words
    """What people call it."""
    before: object
    after: object
    counts: bool
    """Whether it can change a result; names and notes cannot."""
    says: Message


@dataclass(frozen=True)
class InputChange:
    """One record that differs between two plans: what a person changed in one go."""

    section: str
    record: str
    """The record's id; empty where the section is a field of the plan itself."""
    sort: Sort
    counts: bool
    """Whether it can change a result; names and notes cannot."""
    fields: tuple[FieldChange, ...]
    says: Message

    @property
    def id(self) -> str:
        """``sources.ccspp``."""
        return f"{self.section}.{self.record}" if self.record else self.section


def changes(plan_a: Plan, plan_b: Plan) -> tuple[InputChange, ...]:
    """What must be changed in the first plan to make it the second, in the order in which a plan file states it. Fields that
    say what holds anyway are the same as fields that are left out."""
    return tuple(_Two(plan_a, plan_b).changes())


class _Two:
    """Two plans side by side."""

    def __init__(self, before: Plan, after: Plan) -> None:
        self.before, self.after = before, after

    def changes(self) -> Iterator[InputChange]:
        for section in Plan.model_fields:
            one, other = getattr(self.before, section), getattr(self.after, section)
            if section not in SECTIONS:
                if found := tuple(differences(one, other, (section,), called(section), section, section not in SILENT)):
                    yield InputChange(section, "", "changed", _counts(found), found, say("change.plan", what=_told(found)))
                continue
            for record in sorted({*one, *other}):
                yield from self._record(section, record, one.get(record), other.get(record))

    def _record(self, section: str, record: str, one: Any, other: Any) -> Iterator[InputChange]:
        if section == "rules":
            one, other = (None if raw is None else parse_rule(record, raw) for raw in (one, other))
        if one is None or other is None:
            sort: Sort = "added" if one is None else "removed"
            yield InputChange(section, record, sort, True, (), self._whole(section, record, sort))
            return
        rate = section == "rates"
        field = ("health" if record == "health" else section) if rate else ""
        found = tuple(differences(one, other, (), called("rate") if rate else None, field))
        if found:
            yield InputChange(section, record, "changed", _counts(found), found, self._partly(section, record, found))

    def _whole(self, section: str, record: str, sort: Sort) -> Message:
        plan = self.after if sort == "added" else self.before
        if section == "rules":
            rule = (self._rules_after if sort == "added" else self._rules_before)[record]
            if sort == "added":
                return say("change.added.rule", rule=record, says=rule)
            return say("change.removed.rule", rule=record, says=rule)
        what, name = called(f"of_{section}"), name_of(plan, section, record)
        return say("change.added" if sort == "added" else "change.removed", sort=what, name=name)

    def _partly(self, section: str, record: str, found: tuple[FieldChange, ...]) -> Message:
        if section == "rules":
            one, other = self._rules_before[record], self._rules_after[record]
            if one != other:
                return say("change.rule", rule=record, before=one, after=other)
        name = name_of(self.before, section, record)
        if section == "sources":
            return say("change.source", name=name, what=_told(found))
        return say("change.record", sort=called(f"of_{section}"), name=name, what=_told(found))

    @cached_property
    def _rules_before(self) -> Mapping[str, Message]:
        return _sentences(self.before)

    @cached_property
    def _rules_after(self) -> Mapping[str, Message]:
        return _sentences(self.after)


def name_of(plan: Plan, section: str, record: str) -> str:
    """What people call a record; its id where it has no name."""
    found = getattr(plan, section).get(record)
    return str(getattr(found, "name", "") or record)


def differences(one: Any, other: Any, path: tuple[str, ...], what: Words | None, field: str,
                counts: bool = True) -> Iterator[FieldChange]:
    """Fields that differ within a value, ``what`` being what people call it and ``field`` the plan's word for it."""
    if isinstance(one, BaseModel) and type(one) is type(other):
        for name, info in type(one).model_fields.items():
            if not info.exclude:
                yield from differences(getattr(one, name), getattr(other, name), (*path, name), within(what, called(name)),
                                       name, counts and name not in SILENT)
    elif isinstance(one, dict) and isinstance(other, dict):
        for key in sorted({*one, *other}):
            yield from differences(one.get(key), other.get(key), (*path, key), keyed(what or "", key), field, counts)
    else:
        before, after = bare(one, field), bare(other, field)
        if before != after:
            yield FieldChange(path, what or "", before, after, counts, _says(what or "", before, after, field))


def bare(value: Any, field: str = "") -> Any:
    """A value without the form in which it was written: records as plain mappings without what holds anyway, lists whose
    order means nothing in one order."""
    if isinstance(value, Rule):
        return {"kind": value.kind, **_stated(value)}
    if isinstance(value, BaseModel):
        return _stated(value)
    if isinstance(value, dict):
        return {key: bare(part, field) for key, part in sorted(value.items())}
    if isinstance(value, list | tuple):
        parts = [bare(part) for part in value]
        return tuple(parts if field in ORDERED else sorted(parts, key=plainly))
    return value


def _stated(record: BaseModel) -> dict[str, Any]:
    return {name: bare(getattr(record, name), name) for name, info in type(record).model_fields.items()
            if not info.exclude and getattr(record, name) != info.get_default(call_default_factory=True)}


def _says(what: Words, before: Any, after: Any, field: str) -> Message:
    if field in LONG:
        return say("change.part.words", what=what)
    if isinstance(after, Mapping) and before is None:
        return say("change.part.added", what=what)
    if isinstance(before, Mapping) and after is None:
        return say("change.part.removed", what=what)
    one, other = shown(before, field), shown(after, field)
    if one == other or str(say("change.part", what="", before=one, after=one)) == str(
            say("change.part", what="", before=other, after=other)):
        one, other = plainly(before), plainly(after)
    return say("change.part", what=what, before=one, after=other)


def _counts(found: tuple[FieldChange, ...]) -> bool:
    return any(field.counts for field in found)


def _told(found: tuple[FieldChange, ...]) -> Message:
    """The fields in one sentence: those that can change a result first."""
    ordered = sorted(found, key=lambda field: not field.counts)
    told = ordered[0].says
    for field in ordered[1:MOST_TOLD]:
        told = say("change.parts", some=told, more=field.says)
    rest = len(ordered) - MOST_TOLD
    return say("change.more", some=told, n=rest) if rest > 0 else told


def _sentences(plan: Plan) -> dict[str, Message]:
    case = case_for(plan)
    return {rule.id: rule.says(case) for rule in case.rules if rule.origin == "plan"}
