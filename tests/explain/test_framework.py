"""The framework and its timeline, worked by hand on the tiny school and on rosters for Oak Grove that a person wrote."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from allocator import allocate, explain, library
from allocator.allocate import case_for
from allocator.domain.budget import Budget
from allocator.domain.plan import Plan
from allocator.domain.program import Program
from allocator.domain.report import Quality, Report
from allocator.explain.framework import (
    PARTS,
    Begins,
    Covered,
    Hire,
    StepOf,
    coverage,
    group_name,
    name_of,
    step_of,
    timeline,
)
from allocator.load import load
from allocator.load.edited import edited
from allocator.load.plain_plan import plan_data
from allocator.messages import text

SCENARIOS = Path(__file__).resolve().parents[2] / "scenarios"
Y1, Y2, Y3, Y4, Y5 = YEARS = ("2025-26", "2026-27", "2027-28", "2028-29", "2029-30")
HALF = Fraction(1, 2)

ROSTER = {
    "ana-refresh": dict.fromkeys(YEARS, "full"),
    "parent-academy": {Y1: "full"},
    "mentoring": {Y2: "full"},
    "social-worker": {Y1: "half", Y2: "full", Y3: "full", Y4: "half", Y5: "half"},
    "restorative-facilitator": dict.fromkeys(YEARS[1:], "full"),
    "cost-mtss-lead": dict.fromkeys(YEARS, "full"),
    "site-coach": dict.fromkeys(YEARS[:3], "full"),
    "after-school-grade-6": dict.fromkeys(YEARS[:4], "full"),
}


@pytest.fixture(scope="module")
def tiny() -> Report:
    return allocate(load(SCENARIOS / "tiny" / "plan.yaml"))


@pytest.fixture(scope="module")
def oak_grove() -> Plan:
    return load(SCENARIOS / "oak-grove" / "base.yaml")


def decided(plan: Plan, roster: dict[str, dict[str, str]]) -> Report:
    """The report on a roster for which nobody has paid yet."""
    return explain.report(case_for(plan), Budget.of(roster, ()), (), Quality(), explain.provenance(plan, "by hand", 0))


def part(report: Report, part_id: str) -> Covered:
    return next(one for one in coverage(report) if one.id == part_id)


def hires(steps: tuple[StepOf, ...]) -> list[Hire]:
    return [hire for step in steps for hire in step.hires]


def changed(plan: Plan, program: str, change: dict[str, Any]) -> Plan:
    return edited(plan_data(plan), {"programs": {program: change}})


def test_all_sixteen_parts_in_the_order_of_the_framework(tiny: Report) -> None:
    found = coverage(tiny)
    assert [(one.group, one.id) for one in found] == [(group, one) for group, parts in PARTS.items() for one in parts]
    assert len(found) == 16


def test_the_tiny_school(tiny: Report) -> None:
    # Home visits ($20,000) and math tutoring ($30,000) run; the attendance worker does not.
    pillars = {one.id: one for one in coverage(tiny) if one.group == "pillar"}
    assert {key: (one.running, one.candidates, one.gap, one.dollars) for key, one in pillars.items()} == {
        "integrated_supports": ((), ("attendance-worker",), True, 0),
        "family_engagement": (("home-visits",), (), False, 20_000),
        "collaborative_leadership": ((), (), True, 0),
        "extended_learning": (("math-tutoring",), (), False, 30_000),
    }
    assert all(one.gap and not one.candidates for one in coverage(tiny) if one.group != "pillar")


def test_gaps_are_named_in_both_languages(tiny: Report) -> None:
    assert [text(part(tiny, name).says) for name in PARTS["pillar"]] == [
        "Integrated student supports: nothing that runs serves it. Left out: Attendance worker.",
        "Family and community engagement: $20,000 over all years, for Home visits.",
        "Collaborative leadership and practices for educators and administrators: nothing in the plan serves it.",
        "Extended learning time and opportunities: $30,000 over all years, for Math tutoring.",
    ]
    assert text(part(tiny, "integrated_supports").says, "es") == (
        "Apoyos estudiantiles integrados: nada de lo que funciona lo atiende. Quedan fuera: Attendance worker.")
    assert text(part(tiny, "sel").name, "es") == text(name_of("sel"), "es") == "Aprendizaje social y emocional"
    assert [text(group_name(group)) for group in PARTS] == [
        "Pillars", "Key conditions for learning", "Cornerstone commitments", "Proven practices"]


def test_the_timeline_of_the_tiny_school(tiny: Report) -> None:
    # Home visits are in the library (step 4); math tutoring is not, and extended learning is step 4 too.
    building, supports, training, new = timeline(tiny)
    assert not any((step.programs, step.hires) != ((), ()) for step in (building, supports, training))
    assert new.programs == (Begins("home-visits", Y1, False), Begins("math-tutoring", Y1, False))
    assert new.hires == (Hire("home-visits", "outreach", HALF, Y1, None),)
    assert text(new.name) == "New or expanded practices"


def test_proven_practices_at_oak_grove(oak_grove: Plan) -> None:
    report = decided(oak_grove, ROSTER)
    coordinators = ("coordinator-certificated", "coordinator-classified")
    mapping = part(report, "asset_mapping_gap_analysis")
    # $12,000, growing 3% a year: 12,000 + 12,360 + 12,731 + 13,113 + 13,506.
    assert (mapping.running, mapping.candidates, mapping.dollars) == (("ana-refresh",), coordinators, 63_710)
    coordinator = part(report, "coordinator")
    assert (coordinator.running, coordinator.candidates, coordinator.gap) == ((), coordinators, True)
    councils = part(report, "advisory_councils")
    assert (councils.running, councils.candidates, councils.dollars) == (
        ("parent-academy",), (*coordinators, "student-voice"), 24_000)
    assert part(report, "program_alignment").running == ("after-school-grade-6", "cost-mtss-lead", "site-coach")


def test_a_program_that_serves_several_parts_counts_in_each(oak_grove: Plan) -> None:
    report = decided(oak_grove, {"mentoring": {Y2: "full"}})
    served = {one.id: one.dollars for one in coverage(report) if one.running}
    assert served == dict.fromkeys(("collaborative_leadership", "supportive_environment", "sel", "assets_driven"), 46_350)


def test_the_dollars_of_the_pillars_add_up(oak_grove: Plan) -> None:
    report = decided(oak_grove, {key: dict.fromkeys(YEARS, "full") for key in oak_grove.programs})
    pillars = [one for one in coverage(report) if one.group == "pillar"]
    assert sum(one.dollars for one in pillars) == sum(cost for years in report.costs.values() for cost in years.values())
    assert not any(one.candidates for one in coverage(report))
    assert sorted(begun.program for step in timeline(report) for begun in step.programs) == sorted(oak_grove.programs)


def test_the_timeline_of_oak_grove(oak_grove: Plan) -> None:
    building, supports, training, new = timeline(decided(oak_grove, ROSTER))
    assert [begun.program for begun in building.programs] == ["ana-refresh"]
    assert supports.programs == (
        Begins("cost-mtss-lead", Y1, False), Begins("social-worker", Y1, False), Begins("mentoring", Y2, False))
    assert [begun.program for begun in training.programs] == ["parent-academy", "site-coach"]
    assert new.programs == (Begins("after-school-grade-6", Y1, False), Begins("restorative-facilitator", Y2, False))
    # Half a social worker in the first year, the other half in the second; nobody is hired when the position shrinks again.
    assert supports.hires == (Hire("social-worker", "social_worker", HALF, Y1, None),
                              Hire("social-worker", "social_worker", HALF, Y2, None))
    assert training.hires == (Hire("site-coach", "site_coach", Fraction(1, 5), Y1, None),)
    assert new.hires == (Hire("restorative-facilitator", "restorative_facilitator", Fraction(1), Y2, None),)


@pytest.mark.parametrize(("months", "month"), [(12, 7), (11, 8), (10, 9), (6, 1), (1, 6)])
def test_months_of_the_first_year_tell_when_somebody_begins(oak_grove: Plan, months: int, month: int) -> None:
    late = {"levels": {"half": {"positions": {"social-worker": {"first_year_months": months}}}}}
    found = timeline(decided(changed(oak_grove, "social-worker", late), {"social-worker": ROSTER["social-worker"]}))
    assert [(hire.year, hire.month) for hire in hires(found)] == [(Y1, month), (Y2, None)]


def test_a_whole_work_year_of_ten_months_does_not_tell(oak_grove: Plan) -> None:
    roster = {"restorative-facilitator": {Y2: "full"}}
    for first, month in ((10, None), (8, 11)):
        plan = changed(oak_grove, "restorative-facilitator", {"positions": {"facilitator": {
            "months": 10, "first_year_months": first}}})
        assert [hire.month for hire in hires(timeline(decided(plan, roster)))] == [month]


def test_hires_of_a_step_go_by_the_calendar(oak_grove: Plan) -> None:
    def begun(position: str, months: int) -> dict[str, Any]:
        return {"positions": {position: {"first_year_months": months}}}
    plan = changed(changed(oak_grove, "wellness-coach", begun("wellness-coach", 5)), "school-nurse", begun("nurse", 10))
    found = timeline(decided(plan, {"wellness-coach": {Y1: "full"}, "school-nurse": {Y1: "full"}}))
    assert [(hire.program, hire.month) for hire in hires(found)] == [("school-nurse", 9), ("wellness-coach", 2)]


def test_who_is_there_before_the_plan_is_not_hired(oak_grove: Plan) -> None:
    plan = changed(oak_grove, "social-worker", {"running": "half"})
    supports = timeline(decided(plan, {"social-worker": ROSTER["social-worker"]}))[1]
    assert supports.programs == (Begins("social-worker", Y1, True),)
    assert supports.hires == (Hire("social-worker", "social_worker", HALF, Y2, None),)
    later = timeline(decided(plan, {"social-worker": {Y3: "half"}}))[1]
    assert later.programs == (Begins("social-worker", Y3, False),)
    assert later.hires == (Hire("social-worker", "social_worker", HALF, Y3, None),)


def test_every_library_entry_is_in_its_own_step() -> None:
    for entry in library.entries():
        program = Program.model_validate(entry.program())
        assert step_of(entry.id, program) == step_of(f"{entry.id}-2", program) == entry.step


@pytest.mark.parametrize(("record", "step"), [
    ({"practices": ["advisory_councils"], "tags": ["professional_development"]}, 1),
    ({"practices": ["program_alignment"], "pillar": "integrated_supports"}, 2),
    ({"tags": ["restorative_practices", "professional_development"], "pillar": "integrated_supports"}, 3),
    ({"tags": ["restorative_practices"], "pillar": "integrated_supports"}, 4),
    ({"pillar": "integrated_supports"}, 2),
    ({"pillar": "collaborative_leadership"}, 3),
    ({"pillar": "family_engagement"}, 4),
    ({"pillar": "extended_learning"}, 4),
    ({}, 4),
], ids=str)
def test_a_program_outside_the_library_goes_by_practice_tag_and_pillar(record: dict[str, Any], step: int) -> None:
    assert step_of("our-own-idea", Program.model_validate({"name": "Our own idea", **record})) == step
