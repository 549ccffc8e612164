"""Small plans made up from a seed: awkward on purpose, with money at the edge and rules that bite."""

from __future__ import annotations

from decimal import Decimal
from random import Random
from typing import Any

from tests.oracle.figures import later
from tests.oracle.idle import without_idle_rules
from tests.oracle.limits import LIMITS
from tests.oracle.oracle import best, in_time
from tests.oracle.reading import Reading
from tests.oracle.roster import Pattern, Roster

Plan = dict[str, Any]
STANDING = ("timing", "full_cost", "same_shares", "paid_by", "award", "staffing")
APART = ("revision",)
"""Kinds that have made-up plans of their own (``variants``), so that those of the others stay as they are."""
STATED = tuple(LIMITS)
KINDS = (*STANDING, *STATED)
PILLARS = ("integrated_supports", "family_engagement", "collaborative_leadership", "extended_learning")
SHARES = ("1/3", "2/3", "1/4", Decimal("0.2"), Decimal("0.35"), Decimal("0.5"), Decimal("0.6"), 1)
OBJECTS = ("1100", "1200", "2200", "2900", "4300", "4700", "5200", "5800", "5100", "6400")
ROLES = ("coordinator", "counselor")
RATES = {"strs": Decimal("0.191"), "pers": Decimal("0.268"), "oasdi": Decimal("0.062"), "medicare": Decimal("0.0145"),
         "unemployment": Decimal("0.0005"), "workers_compensation": Decimal("0.02"), "health": 14}
# kinds that a plan made at random seldom brings to bite get more than their turn
FOCI = (*(kind for kind in KINDS if kind not in APART), "same_shares", "indirect", "indirect", "share_cap", "reimbursement",
        "choose", "must", "need_floor", "need_floor", "local_match", "start_limit", "continuity", "share_floor", "pillar_floor",
        "required_role")
OVER_YEARS = ("timing", "continuity", "reimbursement", "carryover")
ATTEMPTS = 10
# years, programs, levels beside full of each program: few enough rosters to try them all
SHAPES = (
    (1, 4, (2, 1, 1, 0)), (1, 5, (1, 1, 1, 0, 0)), (1, 6, (1, 0, 0, 0, 0, 0)), (2, 3, (1, 1, 0)), (2, 4, (1, 0, 0, 0)),
    (2, 3, (2, 0, 0)), (2, 5, (0, 0, 0, 0, 0)), (3, 3, (0, 0, 0)), (3, 3, (1, 0, 0)), (2, 4, (0, 0, 0, 0)),
)


def generate(seed: int) -> Plan:
    """A plan that leans on one kind of rule: the first of a few attempts in which leaving the kind out changes the answer."""
    for attempt in range(ATTEMPTS):
        plan = attempt_at(seed, attempt)
        if binds(plan, focus_of(seed)):
            break
    return plan


def focus_of(seed: int) -> str:
    """The kind of rule that a seed leans on."""
    return FOCI[seed % len(FOCI)]


def binds(plan: Plan, kind: str) -> bool:
    """Whether the answer would be another if no rule of a kind existed."""
    return best(plan).effect != best(plan, frozenset([kind])).effect


def attempt_at(seed: int, attempt: int) -> Plan:
    """A plan from a seed, with a rule of the kind that the seed leans on and a few others."""
    rng = Random(f"{seed}/{attempt}")
    focus = focus_of(seed)
    years, programs, levels = rng.choice([shape for shape in SHAPES if shape[0] > 1 or focus not in OVER_YEARS])
    plan = _frame(rng, years)
    scale = rng.choice((1, 1, 1, 7, 100, 1000))
    for at, extra in enumerate(levels[:programs]):
        plan["programs"][f"p{at}"] = _program(rng, plan, scale, extra)
    if rng.random() < 0.12:
        _person(rng, plan)
    _money(rng, plan, focus)
    _standing(rng, plan, focus)
    if focus == "same_shares":
        _divide(rng, plan)
    for kind in STATED:
        if kind not in APART and (kind == focus or rng.random() < 0.15) and (rule := LIMITS[kind](rng, plan)) is not None:
            plan["rules"][f"{rng.choice('abcxyz')}-{kind.replace('_', '-')}"] = {"kind": kind, **rule}
    without_idle_rules(plan)
    if not plan["agreements"]:
        del plan["agreements"]
    return plan


def _frame(rng: Random, years: int) -> Plan:
    first = "2025-26"
    names = [later(first, t) for t in range(years)]
    needs: dict[str, Any] = {}
    for at in range(rng.randint(2, 4)):
        needs[f"n{at}"] = {"name": f"Need {at}", "score": rng.choice((20, 35, 50, 50, 80, Decimal("62.5")))}
        if rng.random() < 0.15:
            needs[f"n{at}"]["returns"] = [[0, 0], [Decimal("0.4"), Decimal("0.6")], [1, 1]]
    plan: Plan = {
        "format": 1, "name": "A made-up plan", "years": names, "cost_growth": rng.choice((0, 0, Decimal("0.03"), Decimal("0.1"))),
        "sites": {"school": {"name": "School", "enrollment": rng.choice((5, 9, 40))}}, "needs": needs, "programs": {},
        "sources": {}, "staff": {role: {"name": role.title()} for role in ROLES}, "rules": {}, "agreements": {},
    }
    if rng.random() < 0.15:
        plan["base_year"] = "2024-25"
    if years > 1 and rng.random() < 0.2:
        plan["year_weights"] = {names[-1]: rng.choice((2, Decimal("0.5"), 3))}
    return plan


# programs ---------------------------------------------------------------------------------------------------------------
def _program(rng: Random, plan: Plan, scale: int, extra: int) -> dict[str, Any]:
    full = _level(rng, plan, scale, 1.0)
    record: dict[str, Any] = {"name": f"Program {len(plan['programs'])}", "pillar": rng.choice(PILLARS), **full}
    record["tags"] = rng.sample(("arts", "core", "food"), rng.randint(0, 1))
    if rng.random() < 0.3:
        record["conditions"] = [rng.choice(("sel", "system_of_supports"))]
    if rng.random() < 0.5:
        record["grades"] = rng.choice(({"6": "1/3", "7": "1/3", "8": "1/3"}, {"6": 1}, {"7": "1/2", "8": "1/2"}))
    if extra:
        record["levels"] = {name: _smaller(rng, full, size) for name, size in (("half", 0.5), ("most", 0.8))[:extra]}
    if rng.random() < 0.12:
        record["place"] = "central"
    return record


def _level(rng: Random, plan: Plan, scale: int, size: float) -> dict[str, Any]:
    costs: dict[str, Any] = {}
    for at in range(rng.choice((1, 1, 2, 2, 3))):
        amount = rng.randint(3, 60) * scale + (rng.randint(0, scale - 1) if scale > 1 else 0)
        costs[f"c{at}"] = {"object": rng.choice(OBJECTS), "amount": amount}
    if len(costs) > 1 and rng.random() < 0.55:
        for cost, code in zip(costs.values(), ("1100", "3101", "3401"), strict=False):
            cost.update(object=code, position="person")
    elif rng.random() < 0.15:
        costs["c0"].update(object="5100", agreement="partner")
        plan["agreements"]["partner"] = {"name": "Partner", "counted": 50_000 - costs["c0"]["amount"] // 2}
    if rng.random() < 0.25:
        costs["start"] = {"object": rng.choice(("4300", "4400")), "amount": rng.randint(1, 20) * scale, "when": "first_year"}
    if rng.random() < 0.3:
        costs["c0"]["tags"] = ["administration"]
    meets = {need: rng.choice(SHARES) for need in rng.sample(sorted(plan["needs"]), rng.randint(1, 2))}
    staff = {role: rng.choice((Decimal("0.3"), Decimal("0.4"), Decimal("0.5"), 1))
             for role in ROLES if rng.random() < 0.45}
    return {"meets": meets, "costs": costs, "staff": staff, "serves": {"newcomers": rng.randint(0, 9)}}


def _smaller(rng: Random, full: dict[str, Any], size: float) -> dict[str, Any]:
    part = Decimal(str(size))
    level: dict[str, Any] = {
        "costs": {line: {**cost, "amount": max(1, int(cost["amount"] * size) + rng.randint(0, 1))}
                  for line, cost in full["costs"].items()},
        "meets": {need: (Decimal(1) if share == 1 else Decimal(str(share)) if "/" not in str(share)
                         else Decimal("0.3")) * part for need, share in full["meets"].items()},
    }
    if rng.random() < 0.7:
        level["staff"] = {role: fte * part for role, fte in full["staff"].items()}
    if rng.random() < 0.5:
        level["serves"] = {"newcomers": rng.randint(0, 5)}
    return level


def _person(rng: Random, plan: Plan) -> None:
    """One program is a position record, its pay and benefits worked out from rates."""
    plan["rates"] = dict(RATES)
    record = plan["programs"]["p0"]
    classified = rng.random() < 0.5
    record["positions"] = {"worker": {
        "role": ROLES[0], "fte": rng.choice((Decimal("0.5"), 1)), "salary": rng.randint(40, 200),
        "classification": "classified" if classified else "certificated", "object": "2200" if classified else "1200",
        "months": rng.choice((12, 10)), **({"first_year_months": 7} if rng.random() < 0.4 else {}),
        **({"health": rng.randint(0, 20)} if rng.random() < 0.5 else {})}}
    record["staff"] = {}
    for level in record.get("levels", {}).values():
        level.pop("staff", None)


def _divide(rng: Random, plan: Plan) -> None:
    """Persons whose benefits one source may not pay."""
    for record in plan["programs"].values():
        for levels in (record, *record.get("levels", {}).values()):
            for cost, code in zip(levels["costs"].values(), ("1100", "3101"), strict=False):
                cost.update(object=code, position="person", when="each_year")
                cost.pop("agreement", None)
    plan["agreements"].clear()
    barred = {"not_objects": ["3000-3999"]} if rng.random() < 0.7 else {"objects": ["3000-3999"]}
    plan["rules"]["who-pays"] = {"kind": "allowable_use", "source": sorted(plan["sources"])[-1], **barred}


# money --------------------------------------------------------------------------------------------------------------------
def _money(rng: Random, plan: Plan, focus: str) -> None:
    """Sources that together have just what some roster costs, or a dollar less, or a little more."""
    names = [f"s{at}" for at in range(rng.choice((2, 2, 3, 3, 4)))]
    due = _some_cost(rng, plan)
    spare = rng.choice((0, 0, -1, 1, max(due) // 12, max(due) // 6, max(due) // 3))
    for name in names:
        plan["sources"][name] = {"name": f"Source {name}", "amounts": {}, "lasts": rng.random() < 0.5}
    for t, year in enumerate(plan["years"]):
        cuts = sorted(rng.randint(0, due[t]) for _ in names[1:])
        parts = [high - low for low, high in zip([0, *cuts], [*cuts, due[t]], strict=True)]
        for name, part in zip(names, parts, strict=True):
            plan["sources"][name]["amounts"][year] = part
    for year in plan["years"]:
        amounts = plan["sources"][names[-1]]["amounts"]
        amounts[year] = max(0, amounts[year] + spare)
    if rng.random() < 0.25 or (focus == "carryover" and len(plan["years"]) == 1):
        plan["sources"][names[0]]["carried_in"] = {later(plan["years"][0], -1): rng.randint(1, sum(due) // 4 + 1)}
        plan["rules"]["until"] = {"kind": "carryover", "source": names[0], "last_use": rng.choice(plan["years"])}
    if rng.random() < 0.2:
        plan["spend_order"] = [rng.choice(names)]


def _some_cost(rng: Random, plan: Plan) -> list[int]:
    """Dollars by year of a roster drawn at random: something runs in every year, not everything does."""
    reading = Reading(plan)
    most = sum(reading.cost(program, "full", plan["years"][0], False) for program in reading.order)
    for _ in range(60):
        patterns = tuple(_some_years(rng, reading, program) for program in reading.order)
        roster = Roster(reading, patterns)
        due = [sum(roster.cost(program, t) for program in reading.order) for t in reading.span]
        if all(most <= cost * 4 and cost * 4 <= most * 3 for cost in due):
            break
    return due


def _some_years(rng: Random, reading: Reading, program: str) -> Pattern:
    while True:
        pattern: Pattern = tuple(rng.choice([None, None, *reading.levels[program]]) for _ in reading.span)
        if in_time(reading.programs[program], pattern):
            return pattern


# what always holds ------------------------------------------------------------------------------------------------------------
def _standing(rng: Random, plan: Plan, focus: str) -> None:
    names = sorted(plan["sources"])
    years = len(plan["years"])
    for record in plan["programs"].values():
        if rng.random() < (0.6 if focus == "paid_by" else 0.15):
            record["paid_by"] = rng.sample(names, rng.randint(1, max(1, len(names) - 1)))
        if years > 1 and rng.random() < (0.5 if focus == "timing" else 0.2):
            record["timing"] = rng.choice(("all_years", "all_years", "free"))
            record["restart_cost"] = record["timing"] == "free" and rng.random() < 0.5
        if rng.random() < (0.3 if focus in ("timing", "continuity", "start_limit") else 0.1):
            record["running"] = rng.choice(["full", *record.get("levels", {})])
    for role in ROLES:
        if rng.random() < (0.9 if focus == "staffing" else 0.2):
            most = rng.choice((Decimal("0.5"), 1, Decimal("1.3")))
            plan["staff"][role]["max"] = most if rng.random() < 0.7 else {plan["years"][0]: most}
        if rng.random() < (0.3 if focus == "staffing" else 0.03):
            plan["staff"][role]["min"] = rng.choice((Decimal("0.3"), Decimal("0.5")))
