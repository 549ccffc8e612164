"""Rules that can be judged before anybody pays: how far each falls short for what runs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from itertools import pairwise
from typing import Any

from tests.oracle.figures import Piece, below, later, number
from tests.oracle.flow import most
from tests.oracle.reading import Reading
from tests.oracle.roster import ZERO, Roster


def shortfall(roster: Roster, rule: Mapping[str, Any]) -> Fraction | None:
    """How far a rule falls short, over all its years; None for a rule about payments."""
    judge = JUDGES.get(rule["kind"])
    return None if judge is None else Fraction(judge(roster, rule))


def _short(has: Fraction | int, wants: Fraction | int) -> Fraction:
    return max(ZERO, Fraction(wants) - has)


def _required_role(roster: Roster, rule: Mapping[str, Any]) -> Fraction:
    return sum((_short(roster.fte(rule["role"], t), number(rule["fte"])) for t in roster.plan.when(rule)), ZERO)


def _fte_steps(roster: Roster, rule: Mapping[str, Any]) -> Fraction:
    steps = [roster.fte(rule["role"], t) / number(rule["step"]) for t in roster.plan.when(rule)]
    return sum((step - below(step) for step in steps), ZERO)


def _choose(roster: Roster, rule: Mapping[str, Any]) -> int:
    short, when, group = 0, roster.plan.when(rule), set(rule["programs"])
    for t in when:
        running = sum(roster.on(program, t) for program in group)
        if rule.get("exactly") is not None:
            short += abs(running - rule["exactly"])
        if rule.get("at_least") is not None:
            short += max(0, rule["at_least"] - running)
        if rule.get("at_most") is not None:
            short += max(0, running - rule["at_most"])
    if rule.get("same"):
        short += sum(roster.on(p, t) != roster.on(p, u) for t, u in pairwise(when) for p in group)
    return short


def _requires(roster: Roster, rule: Mapping[str, Any]) -> int:
    short = 0
    for t in roster.plan.when(rule):
        if rule.get("after"):
            ran = sum(roster.on(rule["needs"], before) for before in range(-1, t + 1))
        else:
            ran = roster.on(rule["needs"], t)
        short += max(0, roster.on(rule["program"], t) - ran)
    return short


def _as_named(roster: Roster, rule: Mapping[str, Any], t: int) -> bool:
    level = roster.level(rule["program"], t)
    return level is not None and rule.get("level") in (None, level)


def _must(roster: Roster, rule: Mapping[str, Any]) -> int:
    return sum(not _as_named(roster, rule, t) for t in roster.plan.when(rule))


def _must_not(roster: Roster, rule: Mapping[str, Any]) -> int:
    return sum(_as_named(roster, rule, t) for t in roster.plan.when(rule))


def _continuity(roster: Roster, rule: Mapping[str, Any]) -> int:
    """One for each step by which a staffed program shrinks too early."""
    short = 0
    for program in rule.get("programs") or roster.plan.order:
        sizes = roster.plan.levels[program]
        if not any(sum(roster.plan.staff(program, level).values()) for level in sizes):
            continue
        rank = {None: 0, **{level: at + 1 for at, level in enumerate(sizes)}}
        for t in roster.plan.when(rule):
            if roster.plan.years[t] < rule["until"]:
                short += max(0, rank[roster.level(program, t - 1)] - rank[roster.level(program, t)])
    return short


def _start_limit(roster: Roster, rule: Mapping[str, Any]) -> int:
    return sum(max(0, sum(roster.starts(program, t) for program in roster.plan.order) - rule["at_most"])
               for t in roster.plan.when(rule))


def _need_floor(roster: Roster, rule: Mapping[str, Any]) -> Fraction:
    scores = {need: number(record["score"]) for need, record in roster.plan.needs.items()}
    if rule.get("need") is not None:
        named = [rule["need"]]
    else:
        ranked = sorted(scores.values(), reverse=True)
        named = [need for need, score in scores.items() if score >= ranked[: rule["top"]][-1]]
    return sum((_short(roster.met(t)[need], number(rule["met"])) for t in roster.plan.when(rule) for need in named), ZERO)


def _pillar_floor(roster: Roster, rule: Mapping[str, Any]) -> Fraction:
    def serves(record: Mapping[str, Any]) -> bool:
        return (
            (rule.get("pillar") is not None and record.get("pillar") == rule["pillar"])
            or rule.get("condition") in record.get("conditions", [])
            or rule.get("commitment") in record.get("commitments", [])
            or rule.get("practice") in record.get("practices", [])
        )

    serving = [program for program, record in roster.plan.programs.items() if serves(record)]
    if rule.get("programs") is not None:
        return sum((_short(sum(roster.on(p, t) for p in serving), rule["programs"]) for t in roster.plan.when(rule)), ZERO)
    short = ZERO
    for period in roster.plan.periods(rule):
        part, whole = (sum(roster.cost(p, t) for p in group for t in period) for group in (serving, roster.plan.order))
        short += _short(part, number(rule["share"]) * whole)
    return short


def _equity_floor(roster: Roster, rule: Mapping[str, Any]) -> Fraction:
    plan, short = roster.plan, ZERO
    for t in plan.when(rule):
        if rule.get("group") is not None:
            served = sum(plan.stated(p, level, "serves").get(rule["group"], 0)
                         for p in plan.order if (level := roster.level(p, t)) is not None)
            short += _short(served, rule["pupils"])
        else:
            pupils = sum(site.get("enrollment") or 0 for site in plan.plan["sites"].values())
            short += _short(sum(roster.cost(p, t) for p in plan.order), rule["per_pupil"] * pupils)
    return short


def _sustain(roster: Roster, rule: Mapping[str, Any]) -> int:
    """Dollars beyond the stated gap that no lasting source can pay in the year after the plan."""
    plan, last = roster.plan, len(roster.plan.years)
    year, whole = later(plan.years[-1]), 0
    room: dict[tuple[Any, Any], int] = {}
    for program in plan.order:
        level = roster.level(program, last - 1)
        for item in () if level is None else plan.items(program, level):
            piece = Piece(program, item.line, "5100" if item.agreement else item.object, "", item.tags)
            cost = item.dollars(year, plan.base, False)
            whole += cost
            room[piece, "paid"] = cost
            for source, record in plan.sources.items():
                if record.get("lasts") and plan.may_pay(source, piece):
                    room["money", ("source", source)] = _last_amount(roster, source)
                    room[("source", source), (source, program)] = _most_of(plan, source, program, level)
                    room[(source, program), piece] = cost
    return max(0, whole - most(room, "money", "paid") - rule.get("gap", 0))


def _last_amount(roster: Roster, source: str) -> int:
    """Dollars that a lasting source can pay for costs after the plan, its indirect charge set aside."""
    charged = roster.plan.indirect_rule(source)
    rate = ZERO if charged is None else number(charged["rate"])
    return below(roster.available(source, len(roster.plan.years)) / (1 + rate))


def _most_of(plan: Reading, source: str, program: str, level: str | None) -> int:
    """Most dollars of a program that a source may pay after the plan."""
    cost = plan.cost(program, level, later(plan.years[-1]), False)
    return min(below(min(Fraction(1), plan.share_allowed(rule, program)) * cost)
               for rule in [*plan.of_kind("allowable_use", source=source), {"share": 1}])


JUDGES: dict[str, Callable[[Roster, Mapping[str, Any]], Fraction | int]] = {
    "required_role": _required_role, "fte_steps": _fte_steps, "choose": _choose, "requires": _requires, "must": _must,
    "must_not": _must_not, "continuity": _continuity, "start_limit": _start_limit, "need_floor": _need_floor,
    "pillar_floor": _pillar_floor, "equity_floor": _equity_floor, "sustain": _sustain,
}
