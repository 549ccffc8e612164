"""Reads the rules that a plan states: the right kind, the right fields, ids that exist, and sense together."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from typing import Any

from pydantic import ValidationError

from allocator.constraints import ALWAYS, STATED, kind_name, parse_rule
from allocator.domain.case import Case
from allocator.domain.plan import Plan
from allocator.domain.rule import Rule
from allocator.load.node import Node, Path
from allocator.load.notes import Notes
from allocator.load.words import faults_in, nearest
from allocator.messages import Message, Said, say

OURS = ("id", "cite", "origin")
ALWAYS_HOLDS = {kind_name(kind) for kind in ALWAYS}


def check_rules(plan: Plan, notes: Notes, years: list[str]) -> None:
    """Notes what is wrong with the stated rules."""
    rules = [rule for rule_id in plan.rules if (rule := _parsed(rule_id, notes)) is not None]
    sound = [rule for rule in rules if _check_names(rule, notes)]
    for rule in rules:
        if years:
            _check_rule_years(rule, plan, notes, years)
        if rule.prefer is not None and not rule.may_prefer:
            notes.add(
                ("rules", rule.id, "prefer"), say("fault.rule.no.wish", kind=rule.kind), say("fault.fix.no.wish"),
                got=rule.prefer,
            )
    _check_circles([rule for rule in sound if rule.kind == "requires"], notes)
    if years:
        _ask_kinds(plan, [rule for rule in sound if _present(rule, plan)], notes)


def _parsed(rule_id: str, notes: Notes) -> Rule | None:
    """A rule, or None once its faults are noted."""
    path: Path = ("rules", rule_id)
    node = notes.root.get("rules", rule_id)
    if node is None or not isinstance(node.value, dict):
        return None
    kind = node.value.get("kind")
    name = kind.value if kind is not None else None
    if not isinstance(name, str):
        kinds = ", ".join(sorted(STATED))
        notes.add((*path, "kind"), say("fault.rule.kind.missing"), say("fault.fix.choose.one.of", names=kinds))
        return None
    if name in ALWAYS_HOLDS:
        notes.add((*path, "kind"), say("fault.rule.always"), say("fault.fix.rule.remove"), got=name)
        return None
    if name not in STATED:
        notes.add(
            (*path, "kind"), say("fault.rule.kind"),
            nearest(name, STATED) or say("fault.fix.known", names=", ".join(sorted(STATED))), got=name,
        )
        return None
    ours = [field for field in OURS if field in node.value]
    for field in ours:
        notes.add((*path, field), say("fault.unknown.field", field=field), say("fault.fix.rule.id"))
    return _validated(rule_id, name, node, ours, notes)


def _validated(rule_id: str, kind: str, node: Node, ours: list[str], notes: Notes) -> Rule | None:
    raw: dict[str, Any] = {key: value for key, value in node.plain().items() if key not in ours}
    try:
        return parse_rule(rule_id, raw)
    except ValidationError as error:
        notes.found.extend(faults_in(error, STATED[kind], notes.root, ("rules", rule_id)))
        wrong = {str(item["loc"][0]) for item in error.errors() if item["loc"]}
        rest = STATED[kind].model_construct(**{key: value for key, value in raw.items() if key not in wrong}).model_copy(
            update={"id": rule_id})
        with suppress(AttributeError, TypeError):
            _check_names(rest, notes)
        return None


def _check_names(rule: Rule, notes: Notes) -> bool:
    """Whether every id that the rule names is defined."""
    path: Path = ("rules", rule.id)
    names = [*rule.names(), *([("site", "site", rule.site)] if rule.site is not None else [])]
    sound = [notes.refer(_inside(notes, (*path, *field.split(".")), name), what, name) for field, what, name in names]
    for field, members in _lists(rule):
        twice = {member for member in members if members.count(member) > 1}
        for member in sorted(twice):
            notes.add((*path, field), say("fault.twice", name=member), say("fault.fix.remove.one"))
    return all(sound)


def _lists(rule: Rule) -> Iterable[tuple[str, list[str]]]:
    for field in type(rule).model_fields:
        value = getattr(rule, field, None)
        if isinstance(value, list) and all(isinstance(member, str) for member in value):
            yield field, value


def _inside(notes: Notes, path: Path, name: str) -> Path:
    """The path of one id within a list, where the field is a list."""
    node = notes.root.get(*[str(part) for part in path])
    if node is None:
        return path
    if isinstance(node.value, list):
        return next(((*path, at) for at, item in enumerate(node.value) if item.value == name), path)
    return path


def _check_rule_years(rule: Rule, plan: Plan, notes: Notes, years: list[str]) -> None:
    path: Path = ("rules", rule.id)
    notes.years((*path, "years"), rule.years or (), years)
    last_use = getattr(rule, "last_use", None)
    if isinstance(last_use, dict):
        source = plan.sources.get(str(getattr(rule, "source", "")))
        notes.years((*path, "last_use"), last_use, [*sorted(source.carried_in if source else ()), *years],
                    say("fault.year.no.award"))


def _check_circles(rules: list[Rule], notes: Notes) -> None:
    """Programs that wait for each other."""
    needs: dict[str, list[tuple[str, str]]] = {}
    for rule in rules:
        needs.setdefault(str(getattr(rule, "program", "")), []).append((str(getattr(rule, "needs", "")), rule.id))
    told: set[frozenset[str]] = set()
    for start in sorted(needs):
        trail = _circle(start, needs)
        if trail and frozenset(trail) not in told:
            told.add(frozenset(trail))
            rule_id = next(rule for other, rule in needs[trail[0]] if other == trail[1 % len(trail)])
            notes.add(("rules", rule_id), say("fault.rule.circle"), say("fault.fix.rule.circle"),
                      got=_needing([*trail, trail[0]]))


def _needing(trail: list[str]) -> Message:
    """Which program needs which, from the first to the last."""
    said: Said = trail[-1]
    for program in reversed(trail[:-1]):
        said = say("fault.got.needs", program=program, needed=said)
    return say("fault.got.quoted", said=said)


def _circle(start: str, needs: dict[str, list[tuple[str, str]]]) -> list[str]:
    """The shortest way from a program back to itself; empty when there is none."""
    ways = [[start]]
    seen: set[str] = set()
    while ways:
        way = ways.pop(0)
        for other, _ in needs.get(way[-1], ()):
            if other == start:
                return way
            if other not in seen:
                seen.add(other)
                ways.append([*way, other])
    return []


def _present(rule: Rule, plan: Plan) -> bool:
    """Whether what the rule names is in the plan, and was not left out because of a fault."""
    members: dict[str, Any] = {"program": plan.programs, "need": plan.needs, "source": plan.sources, "role": plan.staff,
                               "site": plan.sites, "in_kind": plan.in_kind}
    return all(name in members.get(what, {name: None}) for _, what, name in rule.names())


def _ask_kinds(plan: Plan, rules: list[Rule], notes: Notes) -> None:
    """What the kinds themselves find wrong."""
    case = Case(plan, rules=tuple(rules))
    for rule in rules:
        for field, says, expected in rule.faults(case):
            notes.add(("rules", rule.id, field), says, say("fault.fix.correct"),
                      got=... if expected is None else getattr(rule, field, ...), expected=expected or "")
