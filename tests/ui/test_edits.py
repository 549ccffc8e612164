"""Changes of a plan's data, in place."""

from __future__ import annotations

import re
from copy import deepcopy
from typing import Any

from allocator.ui import edits
from allocator.ui.planned import Data
from tests.ui import school
from tests.ui.school import Y1, Y2

PLAN = school.plan_of()


def after(edit: Any, data: Data | None = None) -> Data:
    """The data after an edit; the school's own unless other data is given."""
    changed = deepcopy(school.SCHOOL if data is None else data)
    edit(changed)
    return changed


def test_an_amount_changes_in_the_years_that_are_named() -> None:
    assert after(edits.set_amounts("grant", {Y2: 50000}))["sources"]["grant"]["amounts"] == {Y1: 70000, Y2: 50000}


def test_amounts_that_the_plan_leaves_to_the_grant_are_stated() -> None:
    record = {**school.SCHOOL, "sources": {"grant": {"name": "Grant"}}}
    assert after(edits.set_amounts("grant", {Y2: 2, Y1: 1}), record)["sources"]["grant"]["amounts"] == {Y1: 1, Y2: 2}


def test_a_program_is_kept_left_out_and_free_again() -> None:
    pinned = after(edits.choose(PLAN, "garden", "pin", [Y2]))
    assert pinned["rules"]["pin-garden"] == {"kind": "must", "program": "garden", "years": [Y2]}
    assert edits.choice_of(school.plan_of(pinned), PLAN, "garden") == ("pin", (Y2,), "")
    dropped = after(edits.choose(PLAN, "garden", "drop"), pinned)
    assert dropped["rules"]["drop-garden"] == {"kind": "must_not", "program": "garden"} and "pin-garden" not in dropped["rules"]
    assert after(edits.choose(PLAN, "garden", "free"), dropped) == school.SCHOOL
    assert edits.choice_of(PLAN, PLAN, "garden") == ("free", (), "")


def test_a_program_is_kept_at_one_size() -> None:
    pinned = after(edits.choose(PLAN, "counselor", "pin", [], "half"))
    assert pinned["rules"]["pin-counselor"] == {"kind": "must", "program": "counselor", "level": "half"}
    assert edits.choice_of(school.plan_of(pinned), PLAN, "counselor") == ("pin", (), "half")


def test_all_years_named_is_the_same_as_none_named() -> None:
    assert "years" not in after(edits.choose(PLAN, "garden", "pin", [Y2, Y1]))["rules"]["pin-garden"]


def test_a_rule_of_the_plan_is_never_overwritten_nor_taken_for_a_choice() -> None:
    record = {**school.SCHOOL, "rules": {"pin-garden": {"kind": "must_not", "program": "garden"}}}
    plan = school.plan_of(record)
    pinned = after(edits.choose(plan, "garden", "pin"), record)
    assert pinned["rules"]["pin-garden"] == {"kind": "must_not", "program": "garden"} and len(pinned["rules"]) == 2
    assert edits.choice_of(plan, plan, "garden") == ("free", (), "")


def test_no_two_choices_share_an_id_and_every_id_is_one_that_a_file_could_hold() -> None:
    """64 letters are an id; two long names differ only in the last one; a name that looks like a mended id stays its own."""
    taken = {**school.SCHOOL, "rules": {"pin-garden": {"kind": "must_not", "program": "garden"}}}
    plan = school.plan_of(taken)
    programs = ["garden", "garden-x", "a" * 63 + "b", "a" * 63 + "c", "a" * 60, "a" * 61]
    ids = [edits.rule_id(plan, choice, program) for choice in edits.KINDS for program in programs]
    assert len(set(ids)) == len(ids) and "pin-garden" not in ids
    assert all(re.fullmatch(r"[a-z0-9][a-z0-9_-]{0,63}", name) for name in ids)
    assert edits.rule_id(plan, "pin", "a" * 60) == "pin-" + "a" * 60


def test_one_field_is_set_made_and_taken_out() -> None:
    cheaper = after(edits.set_field("programs", "garden", ["costs", "beds", "amount"], 1))
    assert cheaper["programs"]["garden"]["costs"]["beds"] == {"object": "4400", "amount": 1}
    brought = after(edits.set_field("sources", "grant", ["carried_in", "2024-25"], 5))
    assert brought["sources"]["grant"]["carried_in"] == {"2024-25": 5}
    assert "pillar" not in after(edits.set_field("needs", "calm", ["pillar"], None))["needs"]["calm"]


def test_a_section_comes_with_its_first_record_and_goes_with_its_last() -> None:
    added = after(edits.add_record("staff", "nurse", {"name": "Nurse"}))
    assert added["staff"] == {"nurse": {"name": "Nurse"}}
    assert after(edits.remove_record("staff", "nurse"), added) == school.SCHOOL


def test_several_edits_are_one() -> None:
    both = edits.all_of([edits.remove_record("rules", "reading-half"), edits.remove_record("rules", "counselor-first")])
    assert "rules" not in after(both)
