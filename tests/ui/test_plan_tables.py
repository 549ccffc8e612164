"""The tables and sentences of the plan page, on the sample school's stored budget."""

from __future__ import annotations

from functools import cache

import pytest

from allocator.domain.report import Report
from allocator.ui import engine, state
from allocator.ui.ending import ending, ending_lines, lasting_table, recurring_table, risk_table
from allocator.ui.facts import rules_for, why_figures, why_need, why_role, why_source
from allocator.ui.paid import paid_table
from allocator.ui.staffing import staffing_lines, staffing_table
from allocator.ui.timeline import month, steps, timeline_table
from allocator.ui.words import speaking
from tests.ui import school


@cache
def oak_grove() -> Report:
    plan = engine.load(state.SAMPLE)
    found = engine.stored_report(state.SAMPLE, plan)
    assert found is not None
    return found


def plain(lines: list[str]) -> str:
    return "\n".join(lines).replace("\\", "")


def dollars(cell: str) -> int:
    return 0 if cell == "–" else int(cell.replace("\\$", "").replace(",", ""))


# who is needed --------------------------------------------------------------------------------------------------------
def test_people_in_use_stand_beside_those_that_can_be_had() -> None:
    report = oak_grove()
    table = staffing_table(report, report.case.plan)
    row = {name: cells[table["Role"].index("Community school coordinator")] for name, cells in table.items()}
    assert row["2025-26"] == "1 of 1: none left" and set(row) == {"Role", *report.case.years}
    assert len(table["Role"]) == sum(any(years.values()) for years in report.staff.values()), "roles in use, and no other"
    said = plain(staffing_lines(report, report.case.plan))
    assert "Nobody is left to hire as: Community school coordinator (every year)" in said
    assert "Not needed in this budget: Attendance counselor" in said


def test_a_limit_that_was_lowered_is_said_to_be_too_low() -> None:
    """The budget before the change is shown against the limits of the plan at hand."""
    report = oak_grove()
    role = report.case.plan.staff["coordinator"].model_copy(update={"max": 0})
    free = report.case.plan.staff["site_coach"].model_copy(update={"max": None})
    plan = report.case.plan.model_copy(update={"staff": {"coordinator": role, "site_coach": free}})
    table = staffing_table(report, plan)
    assert table["2025-26"] == ["1 of 0: 1 too many", "0.2, no limit"]
    assert plain(staffing_lines(report, plan)) == (
        "More people are needed than can be had: Community school coordinator (every year).")


# the four steps -------------------------------------------------------------------------------------------------------
def test_every_program_that_runs_begins_in_one_step_and_one_year() -> None:
    report = oak_grove()
    table = timeline_table(report)
    begins = plain(table["What begins"])
    running = [program for program, years in report.budget.roster.items() if years]
    assert all(report.case.programs[program].name in begins for program in running)
    assert sum(len(step.programs) for step in steps(report)) == len(running)
    assert table["Step"][0] == "Step 1: Building structures" and table["Year"][0] == "2025-26"
    assert table["Who is hired"][0] == "1 FTE Community school coordinator"


def test_a_step_without_programs_says_so() -> None:
    table = timeline_table(school.report_of(school.plan_of(), school.Budget()))
    assert len(table["Step"]) == 4 and set(table["What begins"]) == {"Nothing in this budget"}


def test_a_month_is_that_of_the_fiscal_year() -> None:
    assert month("2025-26", 9) == "September 2025" and month("2025-26", 2) == "February 2026"
    with speaking("es"):
        assert month("2025-26", 9) == "septiembre de 2025"


# when the grant ends --------------------------------------------------------------------------------------------------
def test_what_nobody_pays_is_the_same_in_sentences_and_tables() -> None:
    report = oak_grove()
    found = ending(report)
    assert found is ending(report), "worked out once"
    table = recurring_table(report, found)
    for column in list(table)[1:]:
        *parts, total = map(dollars, table[column])
        assert sum(parts) == total, column
    assert dollars(table["Nobody pays"][-1]) == found.gap and f"${found.gap:,}" in plain(ending_lines(found))
    assert sum(map(dollars, lasting_table(report, found)["May pay of it"])) == found.paid
    at_risk = risk_table(report, found)
    assert len(at_risk["Position"]) == len(found.at_risk) > 0
    assert sum(map(dollars, at_risk["Nobody pays"])) <= found.gap
    assert "Positions at risk" not in plain(ending_lines(found)), "they have a table of their own"


# who pays -------------------------------------------------------------------------------------------------------------
def test_each_program_names_its_payers_and_they_add_up() -> None:
    table = paid_table(school.report_of(school.plan_of(), school.BEST))
    assert table == {"Program": ["Counselor", "Tutoring"], "Cost": [r"\$90,000", r"\$40,000"],
                     "Who pays": [r"Grant (\$90,000)", r"Local (\$35,000) and Grant (\$5,000)"]}
    report = oak_grove()
    assert sum(map(dollars, paid_table(report)["Cost"])) == sum(payment.dollars for payment in report.budget.payments)


# why ------------------------------------------------------------------------------------------------------------------
def test_the_figures_on_top_are_taken_apart() -> None:
    """BEST meets half, then 3/10, of a need of 60 (24 points), and 2/5 of a need of 80 (32 points)."""
    said = why_figures(school.report_of(school.plan_of(), school.BEST))
    assert [line.split("**")[1] for line in said] == ["Need met:", "Programs that run:", "Spent:", "Left:"]
    met, run, spent, left = plain(said).split("\n")
    assert "56 points are" in met and "Reading (32 of 80)" in met and "(24 of 60)" in met
    assert "2 of 3 run in at least one year: 2 in 2025-26 and 2 in 2026-27." in run
    assert "$130,000 is $130,000 for programs and $0 of indirect charges, paid by Grant ($95,000) and Local ($35,000)." in spent
    assert "$45,000 is $45,000 that lapses and $0 that is still there after the last year, by source: Grant ($45,000)." in left


def test_the_figures_of_the_sample_add_up() -> None:
    *_, spent, left = plain(why_figures(oak_grove())).split("\n")
    assert "others ($" in spent and "Prop 28 arts and music ($136,402)" in left


def test_an_empty_plan_has_no_figures_to_take_apart() -> None:
    said = why_figures(school.report_of(school.plan_of(school.EMPTY), school.Budget()))
    assert len(said) == 2 and "names no needs" in said[0]


def test_a_need_says_who_meets_it_and_who_could() -> None:
    said = plain(why_need(school.report_of(school.plan_of(), school.BEST), "calm"))
    assert said == (
        "Met 40% on average: 50% in 2025-26 and 30% in 2026-27. With its score of 60 that brings 24 points.\n"
        "Met by Counselor (50%).\nNot in the budget, but could meet some of it: Garden (20%).\n"
        'Why such a program is not in the budget: ask under "Why is a program in or out?".')
    assert "No program that runs meets it." in plain(why_need(oak_grove(), "restrooms"))
    assert "never count for more than the whole need" in plain(why_need(oak_grove(), "home-language"))


def test_a_source_says_where_its_money_goes() -> None:
    said = plain(why_source(school.report_of(school.plan_of(), school.BEST), "grant"))
    assert said == ("Of $140,000 over all years, $95,000 pays for programs, $0 is charged as indirect, $45,000 lapses and $0 is "
                    "left at the end.\nIt pays for Counselor ($90,000) and Tutoring ($5,000).")
    assert "It pays for no program." in plain(why_source(school.report_of(school.plan_of(), school.Budget()), "grant"))


def test_a_role_says_who_needs_it_and_how_much_can_be_had() -> None:
    said = plain(why_role(oak_grove(), "social_worker"))
    assert "Needed: 0.5 FTE for School social worker (PPS credential) (2025-26" in said
    assert "Can be had: 1 FTE in 2025-26 and 1.5 FTE in 2026-27 to 2029-30." in said
    assert plain(why_role(oak_grove(), "nurse")).startswith("No program that runs needs it.")


@pytest.mark.parametrize(("what", "name", "says"), [
    ("program", "coordinator-classified", "Community school coordinator: at least 1 FTE in each year. (The plan file: A"),
    ("need", "attendance", "The needs with the highest scores (the top 3, and any that tie) are each met at least 60%"),
    ("role", "coordinator", "Community school coordinator: no more FTE than are on hand"),
    ("source", "title4a", "may be costs tagged"),
])
def test_rules_are_named_that_speak_of_it_in_any_way(what: str, name: str, says: str) -> None:
    lines = rules_for(oak_grove(), what, name)
    assert says in plain(lines) and len(lines) == len(set(lines))
