"""Why a plan is impossible, on plans small enough to work out by hand."""

from __future__ import annotations

from typing import Any

import pytest

from allocator.allocate import sound_case
from allocator.domain.case import Case
from allocator.domain.report import Change
from allocator.domain.settings import Settings
from allocator.domain.variation import Variation
from allocator.messages import text
from allocator.solve.answer import Answer
from allocator.solve.conflict import conflict, needed_of
from allocator.solve.engines import engine
from allocator.solve.possible import Asking, Unsure, some_budget
from allocator.solve.search import search
from allocator.solve.ways import ways_out
from tests.in_process import plan_of
from tests.oracle.notation import exact

Y1, Y2 = "2025-26", "2026-27"
Plan = dict[str, Any]


def program(cost: int, meets: float = 0.5, **more: Any) -> Plan:
    return {"name": f"A program for ${cost:,}", "pillar": "integrated_supports", "meets": {"care": meets},
            "costs": {"pay": {"object": "1200", "amount": cost}}, **more}


def plan(programs: Plan, rules: Plan, awards: dict[str, dict[str, int]] | None = None, **more: Any) -> Plan:
    """Two sources, with $100,000 and $20,000 in one year unless said otherwise."""
    awards = awards or {"grant": {Y1: 100_000}, "local": {Y1: 20_000}}
    return {"format": 1, "name": "Small school", "years": sorted(awards["grant"]), "sites": {"school": {"name": "School"}},
            "needs": {"care": {"name": "Care", "score": 80}}, "programs": programs, "rules": rules,
            "sources": {key: {"name": key.title(), "amounts": amounts} for key, amounts in awards.items()}, **more}


def case_of(records: Plan) -> Case:
    return sound_case(plan_of(exact(records)))


def answer(records: Plan) -> Answer:
    found = search(case_of(records), Settings(gap=0.0, seconds=60.0))
    assert found.ending == "impossible"
    return found


def says(way: tuple[Change, ...]) -> list[str]:
    return [f"{text(change.says)} {text(change.change)}" for change in way]


def kinds(found: Answer) -> list[list[tuple[str, str, int | float]]]:
    return [[(change.rule, change.year, float(change.amount)) for change in way] for way in found.gives]


def must(name: str, **more: Any) -> Plan:
    return {"kind": "must", "program": name, **more}


def test_two_approved_programs_that_are_dearer_than_all_money() -> None:
    """$90,000 + $40,000 against $100,000 + $20,000: $10,000 are missing, from wherever they come."""
    found = answer(plan({"a": program(90_000), "b": program(40_000), "c": program(10_000)}, {"x": must("a"), "y": must("b")}))
    assert found.conflict == ("x", "y", "award:grant", "award:local")
    assert kinds(found)[0][0][1:] == (Y1, 10_000) and len(kinds(found)[0]) == 1
    assert says(found.gives[0]) == ["Grant: $10,000 more in 2025-26."]
    assert says(found.gives[1]) in (["A program for $90,000 must run in 2025-26. Leave this rule out in 2025-26."],
                                    ["A program for $40,000 must run in 2025-26. Leave this rule out in 2025-26."])


def test_who_may_pay_is_part_of_the_conflict() -> None:
    """The grant alone may pay the $110,000; local money would help, so it matters that it may not."""
    records = plan({"a": program(110_000, paid_by=["grant"])}, {"x": must("a")})
    found = answer(records)
    assert found.conflict == ("x", "award:grant", "paid-by:a")
    assert kinds(found) == [[("award:grant", Y1, 10_000)], [("x", Y1, 1)]]


def test_a_rule_that_forbids_payments_is_part_of_the_conflict() -> None:
    """Local money has only $20,000, and the grant may pay nothing under object 1200."""
    rules = {"x": must("a"), "no-pay": {"kind": "allowable_use", "source": "grant", "not_objects": ["1200"]}}
    found = answer(plan({"a": program(50_000), "b": program(10, costs={"c": {"object": "4300", "amount": 10}})}, rules))
    assert found.conflict == ("x", "award:local", "no-pay")
    assert kinds(found) == [[("award:local", Y1, 30_000)], [("x", Y1, 1)]]


def test_what_is_charged_on_top_is_part_of_the_conflict() -> None:
    """$100,000 of pay bring an indirect charge of $6,000, for which the grant has nothing left."""
    rules = {"x": must("a"), "charge": {"kind": "indirect", "source": "grant", "rate": 0.06}}
    found = answer(plan({"a": program(100_000, paid_by=["grant"])}, rules))
    assert found.conflict == ("x", "award:grant", "paid-by:a", "charge")
    assert kinds(found) == [[("award:grant", Y1, 6_000)], [("x", Y1, 1)]]


def test_a_coordinator_whom_nobody_can_hire() -> None:
    """1.0 FTE is asked for, 0.5 can be hired; the only coordinator is full time."""
    records = plan({"a": program(50_000, staff={"lead": 1})}, {"x": {"kind": "required_role", "role": "lead", "fte": 1}},
                   staff={"lead": {"name": "Coordinator", "max": 0.5}})
    found = answer(records)
    assert found.conflict == ("x", "staffing:lead")
    assert [says(way) for way in found.gives] == [
        ["Coordinator: 0.5 FTE more in 2025-26."],
        ["Coordinator: at least 1 FTE in each year. Ask for 1 FTE less in 2025-26."]]


def test_a_floor_that_only_a_vetoed_program_could_meet() -> None:
    """Without the vetoed program 20% of care are met, and half is asked for: 30 points of 100 are missing."""
    programs = {"a": program(10_000, meets=0.8), "b": program(10_000, meets=0.2)}
    rules = {"floor": {"kind": "need_floor", "need": "care", "met": 0.5}, "no": {"kind": "must_not", "program": "a"}}
    found = answer(plan(programs, rules))
    assert set(found.conflict) == {"floor", "no"}
    assert [says(way) for way in found.gives] == [
        ['The need "Care" is met at least 50% in each year. Care: ask for 30 percentage points less in 2025-26.'],
        ["A program for $10,000 must not run in 2025-26. Leave this rule out in 2025-26."]]


def test_one_rule_can_be_impossible_alone() -> None:
    """No program meets more than half of care."""
    found = answer(plan({"a": program(10_000)}, {"floor": {"kind": "need_floor", "need": "care", "met": 0.6}}))
    assert found.conflict == ("floor",)
    assert kinds(found) == [[("floor", Y1, 0.1)]]


def test_rules_beside_the_conflict_are_not_named() -> None:
    """The share cap and the other program have nothing to do with the veto of an approved program."""
    rules = {"x": must("a"), "y": must("b"), "no": {"kind": "must_not", "program": "a", "years": [Y1]},
             "cap": {"kind": "share_cap", "source": "grant", "share": 0.5, "objects": ["1200"], "of": "award"}}
    found = answer(plan({"a": program(10_000), "b": program(20_000)}, rules))
    assert set(found.conflict) == {"x", "no"}
    assert sorted(change.rule for way in found.gives for change in way) == ["no", "x"]


def test_a_rule_that_lets_money_wait_stays_beside_the_conflict() -> None:
    """$60,000 of the first year may wait for the second, in which $150,000 are needed and $100,000 come in. That would do,
    but $20,000 are promised to another program in the first year: $10,000 are missing, and the promise is part of it."""
    awards = {"grant": {Y1: 60_000, Y2: 100_000}, "local": {Y1: 0, Y2: 0}}
    programs = {"a": program(150_000, timing="free"), "b": program(20_000, timing="free")}
    rules = {"x": must("a", years=[Y2]), "y": must("b", years=[Y1]), "wait": {"kind": "carryover", "source": "grant", "life": 2}}
    found = answer(plan(programs, rules, awards))
    assert found.conflict == ("x", "y", "award:grant", "award:local")
    assert [change.amount for change in found.gives[0]] == [10_000]


def test_a_term_that_ends_too_early_is_named() -> None:
    """The grant's money may be used through the first year only; local money has none. More local money is a way out, more
    money of the grant is none."""
    awards = {"grant": {Y1: 60_000, Y2: 60_000}, "local": {Y1: 0, Y2: 0}}
    rules = {"x": must("a", years=[Y2]), "term": {"kind": "carryover", "source": "grant", "last_use": Y1}}
    found = answer(plan({"a": program(50_000)}, rules, awards))
    assert found.conflict == ("x", "award:local", "term")
    assert kinds(found) == [[("award:local", Y2, 50_000)], [("x", Y2, 1)]]


def test_all_that_is_missing_is_listed_not_only_the_first() -> None:
    """In each of two years $130,000 are asked for and $120,000 there; 0.2 FTE are missing, too."""
    awards = {"grant": {Y1: 100_000, Y2: 100_000}, "local": {Y1: 20_000, Y2: 20_000}}
    records = plan({"a": program(130_000, staff={"lead": 1})}, {"x": must("a")}, awards,
                   staff={"lead": {"name": "Lead", "max": {Y1: 0.8}}})
    found = answer(records)
    assert [(change.rule.partition(":")[0], change.year, float(change.amount)) for change in found.gives[0]] == [
        ("award", Y1, 10_000), ("award", Y2, 10_000), ("staffing", Y1, 0.2)]


def test_money_that_asks_for_more_in_return_is_no_way_out() -> None:
    """A tenth of the grant's award must go to supplies, and only $10,000 of them are needed: a larger grant would ask for
    more of them. Local money has none yet; it is the way."""
    floor = {"kind": "share_floor", "source": "grant", "share": 0.1, "of": "award", "objects": ["4300"]}
    rules = {"x": must("a"), "floor": floor}
    supplies = {"pay": {"object": "1200", "amount": 99_000}, "kits": {"object": "4300", "amount": 10_000}}
    found = answer(plan({"a": program(0, costs=supplies)}, rules, {"grant": {Y1: 100_000}, "local": {Y1: 0}}))
    assert kinds(found)[0] == [("award:local", Y1, 9_000)]


def test_a_way_out_is_a_variation_that_can_be_solved() -> None:
    case = case_of(plan({"a": program(90_000), "b": program(40_000)}, {"x": must("a"), "y": must("b")}))
    way = ways_out(case, Asking.of(engine("highs"), 60.0))[0]
    one_less = {change.place: change.amount - 1 for change in way}
    assert search(Variation(given={change.place: change.amount for change in way}).of(case), Settings()).ending == "found"
    assert some_budget(Variation(given=one_less).of(case), Asking.of(engine("highs"), 60.0)) is None


def case_of_two() -> Case:
    return case_of(plan({"a": program(10_000)}, {"x": must("a"), "no": {"kind": "must_not", "program": "a"}}))


def test_without_time_nothing_is_claimed() -> None:
    late = Asking.of(engine("highs"), 0.0)
    assert conflict(case_of_two(), late) == ()
    assert ways_out(case_of_two(), late) == ()
    with pytest.raises(Unsure):
        some_budget(case_of_two(), late)


def test_a_stop_ends_the_questions() -> None:
    stopped = Asking.of(engine("highs"), 60.0, lambda: True)
    assert (conflict(case_of_two(), stopped), ways_out(case_of_two(), stopped)) == ((), ())


@pytest.mark.parametrize("together", [{"a", "d"}, {"b"}, {"a", "c", "e"}])
def test_the_needed_rules_are_found_among_many(together: set[str]) -> None:
    found = needed_of("abcdefgh", lambda ids: not together <= set(ids))
    assert set(found) == together


def test_rules_that_hold_together_are_no_conflict() -> None:
    assert needed_of("abc", lambda ids: True) == []
