"""The rules of a plan, for the years that remain: what speaks only of closed years goes, and what cannot be said is told."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from allocator.domain.rule import Rule
from allocator.messages import Message, say, text
from allocator.whatif.history import Data, Held, History


@dataclass
class Notes:
    """What a reader should know about a plan of the remaining years."""

    notes: list[Message] = field(default_factory=list)
    warnings: list[Message] = field(default_factory=list)
    """What the plan cannot say, or what should be looked at."""


def rules_after(rules: Data, history: History, carried: Mapping[str, Collection[str]], told: Notes) -> Data:
    """The records of the stated rules for the open years, and of those that the closed years add. ``carried``: source -> award
    years of which money is carried on."""
    case = history.case
    found: Data = {}
    for rule_id, raw in rules.items():
        record = _record(raw, history, carried)
        if record is None:
            told.notes.append(say("actuals.rule.past", rule=rule_id))
        else:
            found[rule_id] = record
    told.warnings += [say("actuals.rule.term", rule=rule.id, says=rule.says(case)) for rule in case.rules
                      if _spans(rule, history)]
    for held in history.held():
        found[_free(f"closed-{held.program}"[:58], found)] = _stated(held)
        told.notes.append(held.because)
    return found


def _record(raw: Data, history: History, carried: Mapping[str, Collection[str]]) -> Data | None:
    """A rule's record for the open years; None where it only spoke of closed ones."""
    record = dict(raw)
    if record.get("years") is not None:
        record["years"] = [year for year in record["years"] if year in history.open]
        if not record["years"]:
            return None
    if record["kind"] == "requires" and record.get("after") and history.ran(str(record["needs"])):
        return None
    if isinstance(until := record.get("last_use"), dict):
        kept = {award: last for award, last in until.items() if award in history.open or award in carried[record["source"]]}
        del record["last_use"]
        record |= {"last_use": kept} if kept else {"life": 1}
    return record


def _spans(rule: Rule, history: History) -> bool:
    """Whether the rule counts over closed and open years together."""
    applied = rule.applies(history.case)
    return (getattr(rule, "over", "") == "term" and any(year in history.closed for year in applied)
            and any(year in history.open for year in applied))


def _stated(held: Held) -> Data:
    record: dict[str, Any] = {"kind": held.kind, "program": held.program, "years": list(held.years),
                              "because": text(held.because)}
    return record if held.prefer is None else {**record, "prefer": held.prefer}


def _free(wanted: str, taken: Data) -> str:
    """An id that no rule has."""
    number, found = 1, wanted
    while found in taken:
        number += 1
        found = f"{wanted}-{number}"
    return found
