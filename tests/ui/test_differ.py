"""What a change does, in words that agree with the figures."""

from __future__ import annotations

from fractions import Fraction

from allocator.explain.difference import difference
from allocator.ui.differ import Stages, difference_table, first_sentences, sentences, stages_table
from allocator.whatif.instant import Instant
from tests.ui import school
from tests.ui.school import Y1, Y2

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


def test_the_step_before_is_told_apart_from_the_plan_as_it_was_opened() -> None:
    diff = difference(BEFORE, school.report_of(school.plan_of(), school.NO_TUTORING))
    assert sentences(diff, "step") == ["Less need is met than before: 32 points.", "Drops out: Tutoring."]
    assert sentences(difference(BEFORE, BEFORE), "step")[0] == "As much need is met as before."
    assert sentences(difference(diff.now, BEFORE), "step")[0] == "More need is met than before: 32 points."


def test_a_first_answer_says_at_once_what_comes_in_and_drops_out() -> None:
    """The garden in the second year instead of the half counselor there; without tutoring that is 35 points less in all."""
    roster = {"counselor": {Y1: "full"}, "garden": {Y2: "full"}, "tutoring": {}}
    first = Instant(BEFORE.case, roster, Fraction(21), 0.01, {}, {})
    assert first_sentences(first, BEFORE) == [
        "Less need is met than before: 35 points.", "Comes in: Garden.", "Drops out: Tutoring.",
        "Changes its years or its size: Counselor."]
    same = Instant(BEFORE.case, BEFORE.budget.roster, BEFORE.points, 0.0, {}, {})
    assert first_sentences(same, BEFORE) == ["As much need is met as before.", "The same programs run."]


def test_three_stages_stand_side_by_side() -> None:
    """Tutoring goes with the first change; with the second the garden takes the counselor's place and tutoring is back."""
    step, now = (school.report_of(school.plan_of(), budget) for budget in (school.NO_TUTORING, school.GARDEN_LATER))
    table = stages_table(Stages(now, BEFORE, step))
    assert list(table) == ["Program", "As it was opened", "Before the last change", "Now"]
    assert table["Program"] == ["Counselor", "Garden", "Tutoring"], "by name"
    assert [table[column][2] for column in list(table)[1:]] == [
        r"Full 2025-26 to 2026-27: \$40,000", "–", r"Full 2025-26 to 2026-27: \$40,000"]
    assert list(stages_table(Stages(now, BEFORE))) == ["Program", "As it was opened", "Now"]
