"""What the fields of a plan are called, and what their values look like, in a sentence."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from allocator.messages import Fte, Message, Money, Percent, catalogue, say

Words = Message | str
MONEY = {"amount", "amounts", "carried_in", "salary", "health", "counted", "per_pupil", "gap", "budget", "actuals"}
SHARE = {"meets", "unduplicated", "cost_growth", "grades", "share", "met", "rate", "rates", "carry_limit"}
LONG = {"note", "evidence", "because"}
"""Fields that may hold whole paragraphs."""
SILENT = {*LONG, "name", "score_range", "cost_range", "accounts", "code", "fund", "project_year", "last_year"}
"""Fields that say something to people, how certain a figure is, or how it is booked, and can change no budget."""
ORDERED = {"years", "spend_order", "returns", "score_range", "cost_range"}
"""Lists whose order means something."""


def called(field: str) -> Words:
    """A field as people call it; the plan file's own word where there is no other."""
    return say(f"field.{field}") if f"field.{field}" in catalogue("en") else field


def keyed(what: Words, key: str) -> Words:
    """One of several: ``amount 2026-27``."""
    return say("field.keyed", field=what, key=key)


def within(outer: Words | None, inner: Words) -> Words:
    """Part of something: ``cost pay, object code``."""
    return inner if outer is None else say("field.within", outer=outer, inner=inner)


def shown(value: Any, field: str) -> object:
    """A value as it stands in a sentence."""
    if value is None:
        return say("value.none")
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int) and field in MONEY:
        return Money(value)
    if isinstance(value, int | Fraction):
        return Percent(value) if field in SHARE else Fte(value)
    if isinstance(value, str):
        return value or say("value.none")
    if isinstance(value, Mapping):
        return ", ".join(f"{key} {plainly(part)}" for key, part in value.items()) or say("value.none")
    return ", ".join(plainly(part) for part in value) or say("value.none")


def plainly(value: Any) -> str:
    """A value without a unit: ``3/5``, ``0:0``."""
    if isinstance(value, list | tuple):
        return ":".join(plainly(part) for part in value)
    return str(value)
