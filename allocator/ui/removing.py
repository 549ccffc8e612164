"""A need or a program taken out of a plan together with whatever refers to it, as one change. No screen in here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from allocator.domain.case import Case
from allocator.domain.rule import Rule
from allocator.store import Says
from allocator.ui.edits import remove_record
from allocator.ui.lines import Edit
from allocator.ui.planned import Data
from allocator.ui.speak import one
from allocator.ui.words import said

What = Literal["need", "program"]


@dataclass(frozen=True)
class Removal:
    """What goes with a record, before anybody decides."""

    what: What
    id: str
    name: str
    rules: tuple[str, ...]
    """Ids of rules that go: they speak of nothing else, or could not be kept without it."""
    narrowed: tuple[str, ...]
    """Ids of rules that stay and no longer name it."""
    programs: tuple[str, ...]
    """Ids of programs that say they meet a need."""
    sentences: dict[str, str]
    """What each of these rules says now."""


def removal(case: Case, what: What, key: str) -> Removal:
    """What would go with a need or a program."""
    naming = [rule for rule in case.rules if rule.id in case.plan.rules and _names(rule, what, key)]
    kept = [rule.id for rule in naming if not _alone(rule, case.plan.rules[rule.id], what, key)
            and _without(case.plan.rules[rule.id], key) is not None]
    record = case.plan.needs[key] if what == "need" else case.plan.programs[key]
    meeting = dict.fromkeys(option.program for option, _ in case.meeting[key]) if what == "need" else {}
    return Removal(what, key, record.name, tuple(rule.id for rule in naming if rule.id not in kept), tuple(kept), tuple(meeting),
                   {rule.id: said(rule.says(case)) for rule in naming})


def _names(rule: Rule, what: What, key: str) -> bool:
    return any(kind == what and name == key for _, kind, name in rule.names())


def _alone(rule: Rule, stated: Data, what: What, key: str) -> bool:
    """Whether a rule names it in a field that holds one name only."""
    return any(stated.get(field) == key for field, kind, name in rule.names() if kind == what and name == key)


def _without(rule: Data, key: str) -> Data | None:
    """A rule that names several records, without one of them; None where none would be left, or fewer than it asks for."""
    lists: dict[str, Any] = {field: [one for one in value if one != key] for field, value in rule.items()
                             if isinstance(value, list | tuple) and key in value}
    left = min((len(names) for names in lists.values()), default=0)
    if left == 0 or any(int(rule.get(count) or 0) > left for count in ("exactly", "at_least")):
        return None
    return {**rule, **lists}


def remove(found: Removal) -> tuple[Edit, Says]:
    """The change that takes it out with whatever refers to it."""
    def edit(data: Data) -> None:
        remove_record("needs" if found.what == "need" else "programs", found.id)(data)
        for rule in found.rules:
            remove_record("rules", rule)(data)
        for rule in found.narrowed:
            narrowed = _without(data.get("rules", {}).get(rule, {}), found.id)
            if narrowed is not None:
                data["rules"][rule] = narrowed
        for program in data.get("programs", {}).values() if found.what == "need" else ():
            for size in (program, *program.get("levels", {}).values()):
                (size.get("meets") or {}).pop(found.id, None)
        for gift in data.get("in_kind", {}).values() if found.what == "program" else ():
            if gift.get("program") == found.id:
                del gift["program"]
                gift["amounts"] = dict.fromkeys(gift["amounts"], 0)

    rules = len(found.rules) + len(found.narrowed)
    if rules:
        return edit, one(f"changes.{found.what}.removed.rules", name=found.name, count=str(rules))
    return edit, one(f"changes.{found.what}.removed", name=found.name)
