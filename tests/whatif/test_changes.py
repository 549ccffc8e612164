"""What differs between two plans, in the plan's own words."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import Any

import pytest

from allocator.domain.plan import Accounts, LastYear, Plan
from allocator.domain.program import Level
from allocator.load import load
from allocator.load.recheck import faults_of
from allocator.messages import text
from allocator.whatif.changes import InputChange, changes
from allocator.whatif.mixture import essence, mixture, sound
from tests.in_process import plan_of
from tests.oracle.generator import attempt_at
from tests.oracle.notation import read
from tests.whatif.tiny import TINY, YEAR, plan_with, tiny

OAK_GROVE = TINY.parents[1] / "oak-grove"


@cache
def oak_grove(name: str) -> Plan:
    return load(OAK_GROVE / f"{name}.yaml")


def told(before: Plan, after: Plan, language: str = "en") -> dict[str, str]:
    return {change.id: text(change.says, language) for change in changes(before, after)}


def only(before: Plan, after: Plan) -> InputChange:
    (found,) = changes(before, after)
    return found


def with_program(program: str, **fields: Any) -> Plan:
    plan = tiny()
    return plan.model_copy(update={"programs": {
        **plan.programs, program: plan.programs[program].model_copy(update=fields)}})


def test_equal_plans_do_not_differ() -> None:
    assert changes(tiny(), tiny()) == ()


def test_a_source_is_one_change_with_each_year_named() -> None:
    """The scenario's file: 300,000 becomes 270,000 three times, 225,000 becomes 202,500."""
    found = told(oak_grove("base"), oak_grove("award-cut-10"))
    assert set(found) == {"name", "sources.ccspp", "note"}
    assert found["sources.ccspp"] == (
        "CCSPP implementation grant, cohort 4: amount 2026-27 from $300,000 to $270,000; "
        "amount 2027-28 from $300,000 to $270,000; amount 2028-29 from $300,000 to $270,000; "
        "amount 2029-30 from $225,000 to $202,500.")
    assert found["note"] == "The plan: note written anew."


def test_a_rule_that_is_left_out_says_what_it_said() -> None:
    found = told(oak_grove("base"), oak_grove("no-floors"))
    assert found["rules.top-needs"].startswith("Rule top-needs left out: The needs with the highest scores (the top 3")


def test_a_rule_that_says_something_else_says_both() -> None:
    found = only(tiny(), plan_with(rules={"grant-indirect": {"kind": "indirect", "source": "grant", "rate": Decimal("0.1")}}))
    assert (found.id, found.sort, found.fields[0].path) == ("rules.grant-indirect", "changed", ("rate",))
    assert (found.fields[0].before, found.fields[0].after) == (Fraction(1, 20), Fraction(1, 10))
    assert text(found.says).startswith("Rule grant-indirect, instead of ")
    assert "5%" in text(found.says) and "10%" in text(found.says)


def test_a_program_added_and_left_out() -> None:
    plan = tiny()
    without = plan.model_copy(update={"programs": {key: plan.programs[key] for key in ("attendance-worker", "home-visits")}})
    assert told(plan, without) == {"programs.math-tutoring": "Program Math tutoring left out."}
    assert told(without, plan) == {"programs.math-tutoring": "Program Math tutoring added."}
    assert told(without, plan, "es") == {"programs.math-tutoring": "El programa Math tutoring se agrega."}


def test_fields_within_a_program_are_named_from_the_outside_in() -> None:
    costs = tiny().programs["math-tutoring"].costs
    dearer = {"contract": costs["contract"].model_copy(update={"amount": 31_000, "object": "5100"})}
    found = only(tiny(), with_program("math-tutoring", costs=dearer, meets={"math": Fraction(2, 3)}))
    assert text(found.says) == (
        "Program Math tutoring: meets math from 50% to 66.67%; cost contract, object code from 5800 to 5100; "
        "cost contract, amount from $30,000 to $31,000.")
    assert [field.path for field in found.fields] == [
        ("meets", "math"), ("costs", "contract", "object"), ("costs", "contract", "amount")]


def test_a_size_that_is_new_is_not_spelled_out() -> None:
    found = only(tiny(), with_program("math-tutoring", levels={"half": Level(meets={"math": Fraction(1, 4)})}))
    assert text(found.says) == "Program Math tutoring: size half added."
    assert found.fields[0].after == {"meets": {"math": Fraction(1, 4)}}


def test_a_fifth_field_is_only_counted() -> None:
    found = only(tiny(), with_program("math-tutoring", tags=["a"], grades={"6": Fraction(1)}, place="central", timing="free",
                                      restart_cost=True, serves={"all": 9}))
    assert len(found.fields) == 6
    assert text(found.says).endswith("; and 2 more.")


def test_names_and_notes_are_listed_and_count_for_nothing() -> None:
    plan = with_program("math-tutoring", name="Tutoring", note="A quote came in.")
    found = only(tiny(), plan)
    assert (found.counts, [field.counts for field in found.fields]) == (False, [False, False])
    assert text(found.says) == "Program Math tutoring: name from Math tutoring to Tutoring; note written anew."
    assert essence(plan) == essence(tiny())
    assert essence(with_program("math-tutoring", tags=["a"])) != essence(tiny())


def test_how_money_is_booked_changes_no_budget() -> None:
    accounts = Accounts(layout="{fund}-{object}", fund="01", functions={"staff": "3130"})
    found = only(tiny(), tiny().model_copy(update={"accounts": accounts}))
    assert (found.id, found.counts, text(found.says)) == ("accounts", False, "The plan: account strings added.")
    other = accounts.model_copy(update={"functions": {"staff": "2140"}})
    one, two = (tiny().model_copy(update={"accounts": some}) for some in (accounts, other))
    assert text(only(one, two).says) == "The plan: account strings, function code by tag staff from 3130 to 2140."
    grant = tiny().sources["grant"].model_copy(update={"fund": "13", "last_year": {"1200": LastYear(budget=4500)}})
    plan = tiny().model_copy(update={"sources": {**tiny().sources, "grant": grant}})
    assert not only(tiny(), plan).counts
    assert essence(plan) == essence(one) == essence(two) == essence(tiny())


def test_a_range_says_how_certain_a_figure_is_and_changes_no_budget() -> None:
    plan = with_program("math-tutoring", cost_range=[Fraction(9, 10), Fraction(5, 4)])
    assert not only(tiny(), plan).counts
    assert essence(plan) == essence(tiny())


def test_a_name_beside_another_field_does_not_hide_it() -> None:
    found = only(tiny(), with_program("math-tutoring", name="Tutoring", place="central"))
    assert found.counts
    assert text(found.says) == "Program Math tutoring: place from site to central; name from Math tutoring to Tutoring."


def test_fields_of_the_plan_itself() -> None:
    plan = tiny().model_copy(update={"cost_growth": Fraction(3, 100), "spend_order": ["local", "grant"],
                                     "year_weights": {YEAR: Fraction(2)}, "rates": {"strs": Fraction(191, 1000)}})
    assert told(tiny(), plan) == {
        "cost_growth": "The plan: growth of costs a year from 0% to 3%.",
        "year_weights": "The plan: weight 2025-26 from nothing to 2.",
        "rates.strs": "Rate strs added.",
        "spend_order": "The plan: order of spending from nothing to local, grant.",
    }
    dearer = plan.model_copy(update={"rates": {"strs": Fraction(2, 10)}})
    assert told(plan, dearer) == {"rates.strs": "Rate strs: rate from 19.1% to 20%."}


def test_order_means_something_only_where_it_does() -> None:
    plan = with_program("home-visits", tags=["a", "b"], paid_by=["grant", "local"])
    other = with_program("home-visits", tags=["b", "a"], paid_by=["local", "grant"])
    assert changes(plan, other) == ()
    assert essence(plan) == essence(other)
    one, two = (tiny().model_copy(update={"spend_order": order}) for order in (["grant", "local"], ["local", "grant"]))
    assert [change.id for change in changes(one, two)] == ["spend_order"]
    assert essence(one) != essence(two)


def test_what_holds_anyway_may_be_left_out_and_numbers_written_otherwise() -> None:
    written = plan_with(rules={"grant-indirect": {"kind": "indirect", "source": "grant", "rate": "1/20",
                                                  "objects": ["1000-5999"]}})
    assert changes(tiny(), written) == ()
    assert essence(written) == essence(tiny())


# some of the changes ---------------------------------------------------------------------------------------------------
def test_all_changes_make_the_other_plan_and_none_leave_the_first() -> None:
    """Any two made-up plans: applying every change gives the second, but for its name."""
    for seed in range(12):
        one, other = plan_of(attempt_at(seed, 0)), plan_of(attempt_at(seed + 1, 0))
        found = changes(one, other)
        assert mixture(one, other, found).model_dump() == other.model_dump()
        assert mixture(one, other, ()) == one
        assert changes(other, mixture(one, other, found)) == ()


def test_some_changes_leave_the_rest_as_it_was() -> None:
    after = plan_with(local=37_142, outreach=2)
    money = [change for change in changes(tiny(), after) if change.id == "sources.local"]
    assert mixture(tiny(), after, money) == plan_with(local=37_142)


def test_a_plan_that_names_what_is_not_there_is_not_sound() -> None:
    after = plan_with(gift=7_142)
    found = {change.id: change for change in changes(tiny(), after)}
    assert set(found) == {"sources.gift", "programs.attendance-worker"}
    assert sound(mixture(tiny(), after, [found["sources.gift"]]))
    assert not sound(mixture(tiny(), after, [found["programs.attendance-worker"]]))
    assert [fault.path for fault in faults_of(mixture(tiny(), after, [found["programs.attendance-worker"]]))] == [
        "programs.attendance-worker.paid_by[0]"]


def test_a_rule_that_touches_nothing_yet_does_no_harm() -> None:
    assert sound(plan_with(rules={"arts": {"kind": "allowable_use", "source": "local", "not_tags": ["arts"]}}))


def test_what_can_be_read_is_sound_when_it_is_looked_at_again() -> None:
    for plan in (tiny(), oak_grove("base"), oak_grove("award-cut-10"), oak_grove("no-floors")):
        assert faults_of(plan) == ()


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_change_between_unlike_plans_can_be_told(language: str) -> None:
    """From a five-year school to one of one year: every part of the plan differs, and amounts read the same in both
    languages."""
    said = told(oak_grove("base"), tiny(), language)
    assert {change.split(".")[0] for change in said} >= {"sites", "needs", "programs", "sources", "staff", "rules", "years"}
    assert all("{" not in sentence for sentence in said.values())
    money = told(oak_grove("base"), oak_grove("award-cut-10"), language)["sources.ccspp"]
    assert [word.rstrip(".;") for word in money.split() if "$" in word] == [
        "$300,000", "$270,000", "$300,000", "$270,000", "$300,000", "$270,000", "$225,000", "$202,500"]


def test_the_file_of_the_tiny_school_is_what_these_tests_take_it_for() -> None:
    assert read(TINY)["sources"]["local"]["amounts"] == {YEAR: 30_000}
