"""What a change does, in words that agree with the figures."""

from __future__ import annotations

from allocator.explain.difference import difference
from allocator.ui.differ import difference_table, sentences
from tests.ui import school

BEFORE = school.report_of(school.plan_of(), school.BEST)


def test_dropping_tutoring_is_named_with_the_need_it_costs() -> None:
    """Tutoring meets 0.4 of a need of 80: 32 points go."""
    diff = difference(BEFORE, school.report_of(school.plan_of(), school.NO_TUTORING))
    assert sentences(diff) == ["Less need is met than in the plan as it was: 32 points.", "Drops out: Tutoring."]
    assert difference_table(diff) == {
        "Program": ["Tutoring"], "Before": [r"Full 2025-26 to 2026-27: \$40,000"], "Now": ["–"]}


def test_in_out_and_moved_are_told_apart() -> None:
    """The garden instead of the half counselor in the second year: 60 x (0.2 - 0.3) / 2 = 3 points less."""
    diff = difference(BEFORE, school.report_of(school.plan_of(), school.GARDEN_LATER))
    assert (diff.added, diff.dropped, diff.moved) == (("garden",), (), ("counselor",))
    assert sentences(diff)[0] == "Less need is met than in the plan as it was: 3 points."
    assert difference_table(diff)["Before"][1] == r"Full 2025-26, Half time 2026-27: \$90,000"


def test_nothing_differs() -> None:
    assert sentences(difference(BEFORE, BEFORE)) == [
        "As much need is met as in the plan as it was.", "The same programs run."]
