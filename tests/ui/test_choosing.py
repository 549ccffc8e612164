"""What a person chooses on the page, as a change of the plan and as a line among the changes."""

from __future__ import annotations

from copy import deepcopy

from allocator.ui.choosing import about_money, about_program, amounts_of, size_name, sizes_of
from allocator.ui.locks import ANY, locks_of
from allocator.ui.speak import plain
from allocator.ui.words import speaking
from tests.ui import school
from tests.ui.school import Y1, Y2

PLAN = school.plan_of()
CASE = school.case_of(PLAN)


def test_a_choice_about_a_program_reads_as_it_was_made() -> None:
    said = [plain(about_program(CASE, PLAN, "counselor", *what).says) for what in [
        ("pin", [Y2]), ("pin", [Y1, Y2]), ("drop", []), ("free", []), ("pin", [], "half"), ("pin", [Y1], "full")]]
    assert said == [
        "Counselor is kept in (2026-27)", "Counselor is kept in (every year)", "Counselor is left out (every year)",
        "Counselor is decided by the plan again", 'Counselor is kept in at the size "Half time" (every year)',
        'Counselor is kept in at the size "Full" (2025-26)']


def test_history_reads_in_the_language_of_the_person_who_looks() -> None:
    says = about_program(CASE, PLAN, "counselor", "pin", [], "full").says
    with speaking("es"):
        assert plain(says) == 'Se incluye Counselor con el tamaño "Completo" (todos los años)'


def test_amounts_change_only_where_they_differ() -> None:
    made = about_money(PLAN, "grant", {Y1: 70000, Y2: 50000})
    assert made is not None and plain(made.says) == "Grant, 2026-27: $70,000 becomes $50,000"
    data = deepcopy(school.SCHOOL)
    made.edit(data)
    assert data["sources"]["grant"]["amounts"] == {Y1: 70000, Y2: 50000}
    assert about_money(PLAN, "grant", {Y1: 70000, Y2: 70000}) is None


def test_years_with_the_same_change_are_said_together() -> None:
    same = about_money(PLAN, "grant", {Y1: 0, Y2: 0})
    other = about_money(PLAN, "local", {Y1: 0, Y2: 0})
    assert same is not None and plain(same.says) == "Grant, 2025-26, 2026-27: $70,000 becomes $0"
    assert other is not None and plain(other.says) == "Local: $20,000 → $0 (2025-26), $15,000 → $0 (2026-27)"


def test_amounts_that_the_plan_leaves_to_a_grant_are_shown_and_then_stated_for_every_year() -> None:
    record = {**school.SCHOOL, "sources": {"ccspp": {"name": "CCSPP", "grant": "ccspp-implementation-cohort-4"}},
              "sites": {"maple": {"name": "Maple", "enrollment": 300}}}
    plan = school.plan_of(record)
    now = amounts_of(plan, "ccspp")
    assert set(now) == {Y1, Y2} and all(now.values())
    made = about_money(plan, "ccspp", {**now, Y2: 5})
    assert made is not None
    data = deepcopy(record)
    made.edit(data)
    assert data["sources"]["ccspp"]["amounts"] == {**now, Y2: 5}  # type: ignore[index]


def test_sizes_are_offered_where_there_are_several_and_none_is_refused() -> None:
    assert sizes_of(CASE, locks_of(CASE, PLAN, "garden"), "garden", ANY) == [ANY]
    sizes = sizes_of(CASE, locks_of(CASE, PLAN, "counselor"), "counselor", ANY)
    assert [size_name(CASE, "counselor", size) for size in sizes] == ["Any size", "Full", "Half time"]
