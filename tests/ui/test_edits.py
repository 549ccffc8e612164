"""Changes as a merge patch on the plan."""

from __future__ import annotations

from allocator.ui import edits
from tests.ui import school
from tests.ui.school import Y1, Y2

PLAN = school.plan_of()


def test_an_amount_changes_one_year_and_goes_again_when_it_is_put_back() -> None:
    patch = edits.with_amounts({}, PLAN, "grant", {Y1: 70000, Y2: 50000})
    assert patch == {"sources": {"grant": {"amounts": {Y2: 50000}}}}
    assert edits.applied(PLAN, patch, "Changed").sources["grant"].amounts == {Y1: 70000, Y2: 50000}
    assert edits.with_amounts(patch, PLAN, "grant", {Y2: 70000}) == {}


def test_amounts_that_the_plan_leaves_to_the_grant_are_all_stated() -> None:
    record = {**school.SCHOOL, "sources": {"grant": {"name": "Grant"}}}
    patch = edits.with_amounts({}, school.plan_of(record), "grant", {Y1: 1, Y2: 2})
    assert patch == {"sources": {"grant": {"amounts": {Y1: 1, Y2: 2}}}}


def test_a_program_is_kept_left_out_and_free_again() -> None:
    pinned = edits.with_choice({}, PLAN, "garden", "pin", [Y2])
    assert pinned == {"rules": {"pin-garden": {"kind": "must", "program": "garden", "years": [Y2]}}}
    assert edits.choice_of(pinned, PLAN, "garden") == ("pin", (Y2,))
    dropped = edits.with_choice(pinned, PLAN, "garden", "drop")
    assert dropped == {"rules": {"drop-garden": {"kind": "must_not", "program": "garden"}}}
    assert edits.with_choice(dropped, PLAN, "garden", "free") == {}


def test_all_years_named_is_the_same_as_none_named() -> None:
    patch = edits.with_choice({}, PLAN, "garden", "pin", [Y2, Y1])
    assert patch["rules"]["pin-garden"] == {"kind": "must", "program": "garden"}


def test_a_rule_of_the_plan_is_never_overwritten() -> None:
    record = {**school.SCHOOL, "rules": {"pin-garden": {"kind": "must_not", "program": "garden"}}}
    plan = school.plan_of(record)
    patch = edits.with_choice({}, plan, "garden", "pin")
    assert "pin-garden" not in patch["rules"] and set(edits.applied(plan, patch, "x").rules) == {"pin-garden", *patch["rules"]}


def test_patches_are_never_changed_in_place() -> None:
    patch = edits.with_amounts({}, PLAN, "grant", {Y2: 50000})
    edits.with_choice(patch, PLAN, "garden", "drop")
    edits.with_amounts(patch, PLAN, "grant", {Y1: 1})
    assert patch == {"sources": {"grant": {"amounts": {Y2: 50000}}}}
    assert PLAN.sources["grant"].amounts == {Y1: 70000, Y2: 70000}
