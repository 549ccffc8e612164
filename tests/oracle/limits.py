"""For each kind of rule that a plan may state, one made up to bite: near what the plan's money and programs allow."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from random import Random
from typing import Any

from tests.oracle.figures import later

Plan = dict[str, Any]
Rule = dict[str, Any] | None


def _source(rng: Random, plan: Plan) -> str:
    """A source, more often one with much money."""
    names = sorted(plan["sources"])
    return rng.choices(names, [1 + sum(plan["sources"][name]["amounts"].values()) for name in names])[0]


def _objects(plan: Plan) -> list[str]:
    return sorted({cost["object"] for program in plan["programs"].values() for cost in program["costs"].values()})


def _soft(rng: Random, rule: dict[str, Any], chance: float = 0.12) -> dict[str, Any]:
    return {**rule, "prefer": rng.choice((1, 1, 2))} if rng.random() < chance else rule


def _years(rng: Random, plan: Plan, rule: dict[str, Any], chance: float = 0.2) -> dict[str, Any]:
    if len(plan["years"]) > 1 and rng.random() < chance:
        return {**rule, "years": sorted(rng.sample(plan["years"], rng.randint(1, len(plan["years"]) - 1)))}
    return rule


def _carryover(rng: Random, plan: Plan) -> Rule:
    source = _source(rng, plan)
    amounts = plan["sources"][source]["amounts"]
    years = plan["years"]
    for year in years[1:]:  # more comes early than late, so that it matters whether money may wait
        moved = rng.randint(amounts[year] // 2, amounts[year])
        amounts[year] -= moved
        amounts[years[0]] += moved
    rule: dict[str, Any] = {"source": source}
    way = rng.random()
    if way < 0.5:
        rule["life"] = rng.choice((2, 2, 3))
    elif way < 0.8:
        rule["last_use"] = rng.choice([*years[1:], years[-1]])
    else:
        rule["last_use"] = {year: rng.choice([y for y in years if y >= year]) for year in years}
    if plan["sources"][source].get("carried_in") and isinstance(rule.get("last_use"), dict):
        rule["last_use"] = years[-1]
    if rng.random() < 0.4:
        rule["carry_limit"] = rng.choice(("1/3", Decimal("0.15"), Decimal("0.5"), Decimal("0.8")))
    return rule


def _allowable_use(rng: Random, plan: Plan) -> Rule:
    way = rng.choice(("programs", "objects", "not_objects", "grades", "share", "not_tags"))
    rule: dict[str, Any] = {"source": _source(rng, plan)}
    if way == "programs":
        rule["programs"] = sorted(rng.sample(sorted(plan["programs"]), rng.randint(1, 2)))
    elif way in ("objects", "not_objects"):
        rule[way] = ["1000-3999"] if rng.random() < 0.4 else rng.sample(_objects(plan), 1)
    elif way == "grades":
        rule["grades"] = ["6"]
    elif way == "share":
        rule["share"] = rng.choice(("1/3", Decimal("0.5"), Decimal("0.25")))
    else:
        rule["not_tags"] = [rng.choice(("administration", "core", "arts"))]
    return rule


def _indirect(rng: Random, plan: Plan) -> Rule:
    return {"source": _source(rng, plan), "rate": rng.choice((Decimal("0.06"), Decimal("0.15"), "1/17", Decimal("0.0594")))}


def _share_rule(rng: Random, plan: Plan) -> dict[str, Any]:
    rule: dict[str, Any] = {"source": _source(rng, plan)}
    rule.update(rng.choice(({"objects": ["1000-3999"]}, {"tag": "administration"}, {"objects": ["4000-5999"]},
                            {"objects": [rng.choice(_objects(plan))]}, {"not_tag": "administration"}, {"place": "central"})))
    if rng.random() < 0.3:
        rule["over"] = "term"
    if rng.random() < 0.25:
        rule["indirect"] = "in"
    return rule


def _share_cap(rng: Random, plan: Plan) -> Rule:
    rule = _share_rule(rng, plan)
    return {**rule, "share": rng.choice((Decimal("0.15"), "1/3", Decimal("0.05"))), "of": rng.choice(("spent", "spent", "award"))}


def _share_floor(rng: Random, plan: Plan) -> Rule:
    rule = _share_rule(rng, plan)
    if rng.random() < 0.25:
        return {**rule, "share": rng.choice((Decimal("0.2"), "1/3")), "of": "award"}
    return {**rule, "share": rng.choice((Decimal("0.8"), "2/3", Decimal("0.5")))}


def _local_match(rng: Random, plan: Plan) -> Rule:
    source = _source(rng, plan)
    others = [name for name in sorted(plan["sources"]) if name != source]
    rule: dict[str, Any] = {"source": source, "share": rng.choice(("1/3", Decimal("0.5"), 1)),
                            "of": rng.choice(("award", "spent")), "over": rng.choice(("year", "term"))}
    counts: dict[str, Any] = {}
    if rng.random() < 0.6:
        counts["sources"] = [rng.choice(others)]
    if rng.random() < 0.15:
        counts["tags"] = ["core"]
    if rng.random() < 0.35:
        plan["in_kind"] = {"rooms": {"name": "Rooms", "amounts": {plan["years"][0]: rng.randint(1, 40)}}}
        counts["in_kind"] = ["rooms"]
    return {**rule, **({"counts": counts} if counts else {})}


def _reimbursement(rng: Random, plan: Plan) -> Rule:
    if len(plan["years"]) == 1:
        return None
    source = _source(rng, plan)
    programs = sorted(rng.sample(sorted(plan["programs"]), rng.randint(1, 2)))
    if rng.random() < 0.5:
        return {"source": source, "any_of": programs[:1] if rng.random() < 0.7 else programs}
    return {"source": source, "programs": programs, "beta": rng.choice((Decimal("0.5"), "1/3", Decimal("0.2")))}


def _roles(plan: Plan) -> list[str]:
    """Roles that some program uses."""
    found = {role for program in plan["programs"].values() for role in program["staff"]}
    found |= {position["role"] for program in plan["programs"].values() for position in program.get("positions", {}).values()}
    return sorted(found)


def _required_role(rng: Random, plan: Plan) -> Rule:
    if not (roles := _roles(plan)):
        return None
    rule = {"role": rng.choice(roles), "fte": rng.choice((Decimal("0.3"), Decimal("0.5"), Decimal("0.5"), Decimal("0.8")))}
    return _soft(rng, _years(rng, plan, rule))


def _fte_steps(rng: Random, plan: Plan) -> Rule:
    if not (roles := _roles(plan)):
        return None
    return {"role": rng.choice(roles), "step": rng.choice((Decimal("0.5"), 1, Decimal("0.2")))}


def _choose(rng: Random, plan: Plan) -> Rule:
    names = sorted(plan["programs"])
    group = sorted(rng.sample(names, rng.randint(2, min(3, len(names)))))
    count = rng.choice(({"exactly": 1}, {"at_most": 1}, {"at_least": 1}, {"at_least": 2}, {"at_most": 1, "at_least": 1}))
    same = {"same": True} if len(plan["years"]) > 1 and rng.random() < 0.35 else {}
    return _soft(rng, {"programs": group, **count, **same})


def _requires(rng: Random, plan: Plan) -> Rule:
    program, needs = rng.sample(sorted(plan["programs"]), 2)
    return _years(rng, plan, {"program": program, "needs": needs, **({"after": True} if rng.random() < 0.3 else {})})


def _named(rng: Random, plan: Plan) -> dict[str, Any]:
    program = rng.choice(sorted(plan["programs"]))
    levels = sorted(plan["programs"][program].get("levels", {}))
    level = {"level": rng.choice([*levels, "full"])} if rng.random() < 0.25 else {}
    return {"program": program, **level}


def _must(rng: Random, plan: Plan) -> Rule:
    return _soft(rng, _years(rng, plan, _named(rng, plan), 0.5))


def _must_not(rng: Random, plan: Plan) -> Rule:
    return _soft(rng, _years(rng, plan, _named(rng, plan), 0.3))


def _continuity(rng: Random, plan: Plan) -> Rule:
    return {"until": rng.choice([*plan["years"][1:], later(plan["years"][-1])])}


def _start_limit(rng: Random, plan: Plan) -> Rule:
    return _years(rng, plan, {"at_most": rng.choice((0, 1, 1, 1, 2))}, 0.1)


def _need_floor(rng: Random, plan: Plan) -> Rule:
    which = {"top": rng.choice((1, 1, 2))} if rng.random() < 0.6 else {"need": rng.choice(sorted(plan["needs"]))}
    rule = {**which, "met": rng.choice(("1/3", Decimal("0.2"), Decimal("0.5"), Decimal("0.6")))}
    return _soft(rng, _years(rng, plan, rule), 0.6)


def _pillar_floor(rng: Random, plan: Plan) -> Rule:
    programs = list(plan["programs"].values())
    what = {"pillar": rng.choice(programs)["pillar"]} if rng.random() < 0.8 else {"condition": "sel"}
    if rng.random() < 0.4:
        return _soft(rng, {**what, "programs": 1})
    share = rng.choice((Decimal("0.2"), "1/3", Decimal("0.5")))
    return _soft(rng, {**what, "share": share, "over": rng.choice(("year", "term"))})


def _equity_floor(rng: Random, plan: Plan) -> Rule:
    if rng.random() < 0.7:
        return _soft(rng, {"group": "newcomers", "pupils": rng.randint(4, 12)})
    pupils = plan["sites"]["school"]["enrollment"]
    money = sum(sum(source["amounts"].values()) for source in plan["sources"].values()) // len(plan["years"])
    return _soft(rng, {"per_pupil": max(1, money // pupils * 4 // 5)})


def _sustain(rng: Random, plan: Plan) -> Rule:
    money = sum(source["amounts"][plan["years"][-1]] for source in plan["sources"].values())
    return {"after": plan["years"][-1], "gap": rng.choice((0, money // 6, money // 3))}


def _revision(rng: Random, plan: Plan) -> Rule:
    """The approved budget is what some of the programs cost, as far as the source's money goes."""
    source = _source(rng, plan)
    approved: dict[str, dict[str, int]] = {}
    for year, amount in plan["sources"][source]["amounts"].items():
        by_object: dict[str, int] = {}
        for program in rng.sample(sorted(plan["programs"]), rng.randint(1, len(plan["programs"]))):
            for cost in plan["programs"][program]["costs"].values():
                by_object[cost["object"]] = by_object.get(cost["object"], 0) + cost["amount"]
        whole = max(1, sum(by_object.values()))
        if rng.random() < 0.9:
            approved[year] = {code: min(dollars, dollars * amount // whole) for code, dollars in by_object.items()}
    if not approved:
        return None
    rule = {"source": source, "approved": approved, "at_most": rng.choice((0, 1, 2, 3, 4)),
            "share": rng.choice((Decimal("0.1"), "1/3", Decimal("0.5"), Decimal("0.8"), 1))}
    return _soft(rng, rule, 0.4)


LIMITS: dict[str, Callable[[Random, Plan], Rule]] = {
    "carryover": _carryover, "allowable_use": _allowable_use, "indirect": _indirect, "share_cap": _share_cap,
    "share_floor": _share_floor, "local_match": _local_match, "reimbursement": _reimbursement,
    "required_role": _required_role, "fte_steps": _fte_steps, "choose": _choose, "requires": _requires, "must": _must,
    "must_not": _must_not, "continuity": _continuity, "start_limit": _start_limit, "need_floor": _need_floor,
    "pillar_floor": _pillar_floor, "equity_floor": _equity_floor, "sustain": _sustain, "revision": _revision,
}
