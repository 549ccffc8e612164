"""The sample school's budget obeys its rules by a count that shares nothing with the program; and each of these rules decides
something: in a small plan cut from the sample, the budget without it is another."""

from __future__ import annotations

import json
from copy import deepcopy
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from allocator import load
from allocator.allocate import case_for
from allocator.constraints import STATED
from allocator.domain.settings import Settings
from tests.in_process import Solved, solve, solve_case
from tests.oracle.checker import check
from tests.oracle.notation import read

ROOT = Path(__file__).resolve().parent.parent
BASE = ROOT / "scenarios" / "oak-grove" / "base.yaml"
RESULT = ROOT / "scenarios" / "oak-grove" / "base.result.json"
YEARS = ("2025-26", "2026-27", "2027-28", "2028-29", "2029-30")
# What the page of the sample says of its grants, as plain rules: the witness does not read grant files.
GRANT_RULES: dict[str, dict[str, Any]] = {
    "ccspp-term": {"kind": "carryover", "source": "ccspp", "last_use": "2029-30"},
    "lrebg-term": {"kind": "carryover", "source": "lrebg", "last_use": "2027-28"},
    "prop28-term": {"kind": "carryover", "source": "prop28", "life": 3},
    "prop28-staff": {"kind": "share_floor", "source": "prop28", "objects": ["1000-3999"], "share": "0.8"},
    "elop-term": {"kind": "carryover", "source": "elop", "life": 2},
    "elop-grades": {"kind": "allowable_use", "source": "elop", "grades": ["TK", "K", "1", "2", "3", "4", "5", "6"]},
    "ases-administration": {"kind": "share_cap", "source": "ases", "tag": "administration", "share": "0.15"},
    "ases-services": {"kind": "share_floor", "source": "ases", "not_tag": "administration", "share": "0.85"},
}
Payments = list[dict[str, Any]]


@cache
def sample() -> dict[str, Any]:
    """The records of the sample's base plan."""
    return read(BASE)


def rates() -> dict[str, dict[str, Any]]:
    """Benefit rates by year, from the dated file; the last one known goes on."""
    found: dict[str, dict[str, Any]] = {}
    for benefit, record in read(ROOT / "templates" / "rates" / "benefits.yaml")["benefits"].items():
        found[benefit] = {}
        for year in (*YEARS, "2030-31"):
            for entry in record["dated"]:
                if entry.get("from", "") <= year <= entry.get("to", "9"):
                    found[benefit][year] = entry["value"]
    found["health"] = found["health"]["2025-26"]
    return found


def paid(payments: Payments, **which: str) -> int:
    """Dollars of the payments that fit."""
    return sum(payment["dollars"] for payment in payments if all(payment[key] == value for key, value in which.items()))


def keeps_its_promises(result: dict[str, Any], years: tuple[str, ...] = YEARS) -> None:
    """What the page of the sample promises, counted from the payments alone."""
    payments: Payments = result["payments"]
    coordinators = {payment["source"] for payment in payments if payment["program"].startswith("coordinator-")}
    assert coordinators <= {"ccspp", "lcff"}
    assert paid(payments, source="lrebg", year="2028-29") == paid(payments, source="lrebg", year="2029-30") == 0
    for year in years:
        run = [name for name in result["programs"] if name.startswith("coordinator-") and year in result["programs"][name]]
        assert len(run) == 1 and result["staff"]["coordinator"][year] == 1
        after_school = result["programs"].get("after-school", {}).get(year, {"cost": 0})["cost"]
        assert paid(payments, source="elop", year=year, program="after-school") <= after_school // 3
        arts = [payment for payment in payments if payment["source"] == "prop28" and payment["year"] == year]
        staff = [payment for payment in arts if "1000" <= payment["object"] <= "3999"]
        assert 10 * paid(staff) >= 8 * paid(arts)


def test_the_samples_budget_adds_up_for_a_checker_that_shares_nothing() -> None:
    plan = deepcopy(sample())
    plan["rules"] |= GRANT_RULES
    result = json.loads(RESULT.read_text(encoding="utf-8"))
    assert check(plan, result, rates()) == []
    keeps_its_promises(result)


@pytest.mark.slow
def test_a_fresh_budget_keeps_every_promise_too() -> None:
    plan = load(BASE)
    solved = solve_case(plan, case_for(plan), Settings(seconds=60.0))
    full = deepcopy(sample())
    full["rules"] |= GRANT_RULES
    assert check(full, solved.json, rates()) == []
    keeps_its_promises(solved.json)


# each rule decides something ------------------------------------------------------------------------------------------------
def cut(years: list[str], programs: list[str], sources: dict[str, list[int]], rules: tuple[str, ...] = ()) -> dict[str, Any]:
    """Some years, programs, sources and rules of the sample, with other amounts. Grants keep their rules."""
    plan = deepcopy(sample())
    plan["years"], plan["base_year"] = years, YEARS[0]
    plan["programs"] = {name: plan["programs"][name] for name in programs}
    plan["sources"] = {name: {**plan["sources"][name], "amounts": dict(zip(years, amounts, strict=True))}
                       for name, amounts in sources.items()}
    for program in plan["programs"].values():
        program["paid_by"] = [source for source in program["paid_by"] if source in sources]
    plan["needs"] = {need: record for need, record in plan["needs"].items()
                     if any(need in program["meets"] for program in plan["programs"].values())}
    plan["rules"] = {name: plan["rules"][name] for name in rules}
    for role in plan["staff"].values():
        role.pop("max", None)
    return plan


def both(plan: dict[str, Any], kind: str) -> tuple[Solved, Solved]:
    """The proved budgets with a kind of rule and without it."""
    with_it, without = solve(plan), solve(plan, without=kind)
    assert with_it.json["status"] == without.json["status"] == "proved"
    assert with_it.budget != without.budget
    return with_it, without


def test_nobody_would_coordinate_without_the_rule() -> None:
    # $150,000 buys the liaison ($80,795) and the student voice team ($12,356), or the classified coordinator ($131,978).
    programs = ["coordinator-classified", "bilingual-liaison", "student-voice"]
    plan = cut(["2025-26"], programs, {"ccspp": [150_000]}, ("coordinator",))
    with_it, without = both(plan, "required_role")
    assert with_it.json["staff"]["coordinator"] == {"2025-26": 1}
    assert without.json["staff"]["coordinator"] == {"2025-26": 0}


def test_two_coordinators_would_run_without_the_rule() -> None:
    plan = cut(["2025-26"], ["coordinator-classified", "coordinator-certificated"], {"lcff": [300_000]}, ("one-coordinator",))
    with_it, without = both(plan, "choose")
    assert with_it.json["staff"]["coordinator"] == {"2025-26": 1}
    assert without.json["staff"]["coordinator"] == {"2025-26": 2}


def test_title_1_would_pay_the_coordinator_without_the_rule() -> None:
    plan = cut(["2025-26"], ["coordinator-classified", "bilingual-liaison"], {"ccspp": [100_000], "title1": [190_000]})
    with_it, without = both(plan, "paid_by")
    assert "coordinator-classified" not in with_it.json["programs"]
    assert paid(without.json["payments"], source="title1", program="coordinator-classified") > 0


def test_the_grant_would_be_spent_twice_without_the_rule() -> None:
    plan = cut(["2025-26"], ["bilingual-liaison", "attendance-counselor"], {"title1": [140_000]})
    with_it, without = both(plan, "award")
    assert paid(with_it.json["payments"], source="title1") <= 140_000 < paid(without.json["payments"], source="title1")


def test_indirect_takes_its_part_of_the_grant() -> None:
    # The liaison at full time costs exactly $80,795; with 6% indirect ($4,847) the half-time position is what fits.
    plan = cut(["2025-26"], ["bilingual-liaison"], {"ccspp": [80_795 + 4_846]}, ("ccspp-indirect",))
    with_it, without = both(plan, "indirect")
    assert with_it.json["programs"]["bilingual-liaison"]["2025-26"]["level"] == "half"
    assert without.json["programs"]["bilingual-liaison"]["2025-26"]["level"] == "full"
    account = with_it.json["sources"]["ccspp"]["2025-26"]
    assert account["paid"] == 40_397 and account["indirect"] == 2_423


def test_block_grant_money_would_be_spent_too_late_without_the_rule() -> None:
    plan = cut(["2027-28", "2028-29"], ["re-engagement"], {"lrebg": [80_000, 80_000]})
    with_it, without = both(plan, "carryover")
    assert paid(with_it.json["payments"], source="lrebg", year="2027-28") > 0
    assert paid(with_it.json["payments"], source="lrebg", year="2028-29") == 0
    assert paid(without.json["payments"], source="lrebg", year="2028-29") > 0


def test_expanded_learning_money_would_pay_for_other_grades_without_the_rule() -> None:
    # The after-school program costs $193,000; a third of it ($64,333) serves grade 6. ASES has a dollar less than the rest.
    plan = cut(["2025-26"], ["after-school", "after-school-grade-6"], {"ases": [128_666], "elop": [200_000]})
    with_it, without = both(plan, "allowable_use")
    assert list(with_it.json["programs"]) == ["after-school-grade-6"]
    assert paid(without.json["payments"], source="elop", program="after-school") >= 64_334
    plan["sources"]["ases"]["amounts"]["2025-26"] += 1
    assert paid(solve(plan).json["payments"], source="elop", program="after-school") == 64_333


def test_arts_money_would_go_to_contracts_without_the_rule() -> None:
    # The teacher is too dear for $60,000. The residency is no staff: without the rule, all of the money would be for it.
    plan = cut(["2025-26"], ["arts-teacher", "arts-residency"], {"prop28": [60_000]})
    with_it, without = both(plan, "share_floor")
    assert with_it.json["payments"] == []
    assert paid(without.json["payments"], source="prop28", object="5800") == 24_000


def test_the_rules_named_here_exist() -> None:
    assert {rule["kind"] for rule in GRANT_RULES.values()} <= set(STATED)
    assert Fraction(GRANT_RULES["prop28-staff"]["share"]) == Fraction(4, 5)
