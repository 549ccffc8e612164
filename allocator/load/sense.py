"""Whether a plan makes sense: all checks of a file in one report."""

from __future__ import annotations

import unicodedata
from decimal import Decimal
from itertools import pairwise

from allocator.domain.plan import Plan
from allocator.errors import Fault
from allocator.fiscal import after, between
from allocator.load.accounts import check_accounts
from allocator.load.node import Node, Path
from allocator.load.notes import Notes
from allocator.load.records import check_records
from allocator.load.references import check_references
from allocator.load.rules import check_rules
from allocator.load.shape import shape
from allocator.messages import say

LONG_TEXT = {"note", "evidence", "because"}
MOST_YEARS = 10
DIGITS = 15
"""Digits that a number may have: what a workbook can hold exactly."""


def judge(root: Node) -> tuple[Plan | None, list[tuple[Path, Fault]]]:
    """The plan in a file's records and everything that is wrong with it; None when no plan can be made of them at all."""
    _tidy_rules(root)
    shaped = shape(root)
    notes = Notes(root)
    notes.found.extend(shaped.faults)
    _check_texts(root, notes)
    if shaped.plan is not None:
        years = [] if ("years",) in shaped.dropped else shaped.plan.years
        _check_years(shaped.plan, notes, years)
        years = _unbroken(years)
        check_references(shaped.plan, notes, years)
        check_records(shaped.plan, notes)
        check_accounts(shaped.plan, notes)
        check_rules(shaped.plan, notes, years)
    return shaped.plan, notes.found


def _tidy_rules(root: Node) -> None:
    """A field of a rule that says nothing is a field that was left out."""
    rules = root.get("rules")
    for rule in rules.value.values() if rules is not None and isinstance(rules.value, dict) else ():
        if isinstance(rule.value, dict):
            for field in [name for name, node in rule.value.items() if node.value is None or node.value in ("", {})]:
                del rule.value[field]


def _check_texts(root: Node, notes: Notes) -> None:
    """Characters that no page, sheet or form can show, and numbers that no workbook can hold."""
    told = {path for path, _ in notes.found}
    for path, node in root.walk():
        value = node.value
        if path in told:
            continue
        if isinstance(value, str):
            _check_text(path, value, notes)
        elif isinstance(value, int | Decimal) and not isinstance(value, bool):
            digits = Decimal(value).as_tuple().digits
            if len("".join(map(str, digits)).strip("0")) > DIGITS:
                notes.add(path, say("fault.number.digits", most=DIGITS), say("fault.fix.round"), got=value)


def _check_text(path: Path, text: str, notes: Notes) -> None:
    long = str(path[-1]) in LONG_TEXT if path else False
    bad = next((c for c in text if _unfit(c) and not (long and c in "\n\t")), None)
    if bad is not None:
        notes.add(path, say("fault.text.character", sign=f"U+{ord(bad):04X}"), say("fault.fix.type.again"), got=text)
    elif text and not text.strip():
        notes.add(path, say("fault.text.space"), say("fault.fix.text.space"), got=text)
    elif "x005F_" in text:
        notes.add(path, say("fault.text.escape"), say("fault.fix.text.escape"), got=text)


def _unfit(char: str) -> bool:
    """Control characters, halves of characters, and code points that are no characters."""
    return unicodedata.category(char) in ("Cc", "Cs") or ord(char) & 0xFFFE == 0xFFFE or char in "\u2028\u2029"


def _unbroken(years: list[str]) -> list[str]:
    """The years from the first to the last, so that one gap is reported once."""
    if not years or between(min(years), max(years)) > MOST_YEARS:
        return []
    return [after(min(years), n) for n in range(between(min(years), max(years)) + 1)]


def _check_years(plan: Plan, notes: Notes, years: list[str]) -> None:
    """Years stand in order, each once, without a gap."""
    for at, (year, later) in enumerate(pairwise(years)):
        if later != after(year):
            code = "fault.year.twice" if later in years[:at + 1] else "fault.years.order"
            notes.add(("years", at + 1), say(code), say("fault.fix.year.after", year=year, next=after(year)), got=later)
    if years and plan.year_weights and not any(plan.year_weights.get(year, 1) for year in years):
        notes.add(("year_weights",), say("fault.year.weights"), say("fault.fix.year.weights"))
    if len(plan.sites) > 1:
        second = notes.ids("sites")[1]
        notes.add(("sites", second), say("fault.sites"), say("fault.fix.sites"))
