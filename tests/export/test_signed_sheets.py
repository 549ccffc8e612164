"""The sheets that people sign and the state asks for: figures worked by hand, tied to the budget."""

from __future__ import annotations

import dataclasses
import zipfile
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from allocator.constraints import parse_rule
from allocator.domain.rule import Citation, Rule
from allocator.export.sheets.rollout import _month
from tests.export import sample
from tests.export.helpers import edited, opened, recalculated, row, stale, written


@pytest.fixture(scope="module")
def book() -> Workbook:
    return opened(sample.report())


def checks(book: Workbook, words: str) -> list[object]:
    """Results of a check, year by year."""
    return [cells[4] for cells in book["Checks"].iter_rows(values_only=True) if cells[0] == words]


def test_the_narrative_explains_every_dollar(book: Workbook) -> None:
    serves = "\nServes: Access to mental health care. Pillar: Integrated student supports"
    assert row(book, "Narrative", "1200", "School social worker", "Pay")[:4] == [
        f"2025-26: $45,000\n2026-27: $90,000, grown 3% a year from 2025-26 dollars{serves}", 45000, 92700, 137700]
    assert row(book, "Narrative", "4400", "School social worker", "Laptop")[:4] == [
        f"$1,500 once, in 2025-26{serves}", 1500, 0, 1500]
    # Two sources pay the provider in the first year: 25,000 and 5,000.
    assert row(book, "Narrative", "5100", sample.TUTORING, "Tutoring provider")[1:4] == [30000, 30900, 60900]
    assert row(book, "Narrative", "7310", "Indirect charge", "CCSPP implementation grant")[1:4] == [2754, 5520, 8274]
    assert row(book, "Narrative", "3000")[:6] == ["Employee benefits", None, None, 8595, 17706, 26301]
    assert row(book, "Narrative", "Total")[3:6] == [107849, 167426, 275275]
    assert checks(book, "Narrative = Budget by object") == ["OK", "OK"]


def test_a_cost_that_no_sentence_explains_is_noticed(tmp_path: Path) -> None:
    def recode(book: Workbook) -> None:
        sheet = book["Detail"]
        at = next(cells[0].row for cells in sheet.iter_rows() if cells[1].value == "Laptop")
        sheet.cell(at, 3).value = "4300"

    changed = recalculated(edited(written(sample.report(), tmp_path), recode))
    assert checks(changed, "Narrative = Budget by object") == ["Differs by -$1,500", "OK"]


# the match ---------------------------------------------------------------------------------------------------------------
GRANT, LCFF = "CCSPP implementation grant", "LCFF supplemental"
GIFT = {"rooms": {"name": "Rooms of the library", "amounts": {sample.Y1: 1000, sample.Y2: 2000}}}


def match_rule(rule: str = "match", **record: Any) -> Rule:
    """A third of the award of the grant, by year; LCFF money and the rooms count."""
    said = {"kind": "local_match", "source": "ccspp", "share": Fraction(1, 3),
            "counts": {"sources": ["lcff"], "in_kind": ["rooms"]}}
    return parse_rule(rule, {**said, **record}, cite=Citation("Award letter", "", "2026-10-01", False, "remembered"))


def test_a_gift_for_a_program_stands_beside_it_and_counts_while_it_runs(tmp_path: Path) -> None:
    # The social worker runs in both years, the garden in none.
    gifts = {"rooms": {**GIFT["rooms"], "program": "social-worker"},
             "tools": {"name": "Tools", "amounts": {sample.Y1: 700, sample.Y2: 700}, "program": "garden"}}
    made = sample.report(more=[match_rule(counts={"sources": ["lcff"], "in_kind": ["rooms", "tools"]})], in_kind=gifts)
    path = written(made, tmp_path)
    assert row(load_workbook(path, data_only=True), "Match", "Gift: Rooms of the library", "School social worker")[2:6] == [
        1000, 2000, 3000, "yes"]
    assert row(load_workbook(path, data_only=True), "Match", "Gift: Tools", "School garden")[2:6] == [0, 0, 0, "yes"]

    def stop(book: Workbook) -> None:
        cells = next(cells for cells in book["Programs"].iter_rows() if cells[0].value == "School social worker")
        cells[2].value = "\N{EM DASH}"

    book = recalculated(edited(path, stop))
    assert row(book, "Match", "Gift: Rooms of the library", "School social worker")[2:5] == [0, 2000, 2000]


def test_a_match_is_worked_out_by_year(tmp_path: Path) -> None:
    # A third of 120,000 is 40,000. LCFF pays 45,000 and 51,500; the rooms are worth 1,000 and 2,000.
    report = sample.report(more=[match_rule()], in_kind=GIFT)
    book = opened(report)
    asked = [cells for cells in book["Match"].iter_rows(values_only=True) if cells[0] == GRANT]
    assert [cells[1:3] + cells[4:10] for cells in asked] == [
        (sample.Y1, "Award", 120000, 40000, 46000, 6000, "OK", "unconfirmed"),
        (sample.Y2, "Award", 120000, 40000, 53500, 13500, "OK", "unconfirmed")]
    assert row(book, "Match", "Gift: Rooms of the library")[3:7] == [1000, 2000, 3000, "yes"]
    assert row(book, "Match", LCFF, sample.TUTORING, "Tutoring provider", "5100")[:4] == [25000, 30900, 55900, "yes"]
    assert row(book, "Match", "Total")[3:6] == [46000, 53500, 99500]
    assert checks(book, "Every match that must be reached is reached") == ["OK"] and stale(written(report, tmp_path)) == ""


@pytest.mark.parametrize(("share", "asked", "result"), [
    (Fraction(23, 60), 46000, "OK"), (Fraction(46001, 120000), 46001, "Short by $1"), (Fraction(1, 7), 17143, "OK")])  # 17,142.86
def test_a_match_at_its_edge(tmp_path: Path, share: Fraction, asked: int, result: str) -> None:
    report = sample.report(more=[match_rule(share=share, years=[sample.Y1])], in_kind=GIFT)
    assert row(opened(report), "Match", GRANT, sample.Y1)[3:7] == [asked, 46000, 46000 - asked, result]
    again = recalculated(written(report, tmp_path))
    assert row(again, "Match", GRANT, sample.Y1)[3:7] == [asked, 46000, 46000 - asked, result]
    fails = [] if result == "OK" else ["The match is short: see the Match sheet"]
    assert [one for one in checks(again, "Every match that must be reached is reached") if one != "OK"] == fails


def test_a_dollar_counts_for_one_grant_only(tmp_path: Path) -> None:
    # Over the term LCFF asks a tenth of what is spent of it (96,500: 9,650) from the grant's 170,501. With each year's 40,000:
    # 49,650 together, of 46,000 + 170,501 = 216,501 in the first year, 53,500 + 170,501 = 224,001 in the second; both years
    # 89,650 of 270,001.
    other = match_rule("other", source="lcff", of="spent", over="term", share=Fraction(1, 10), counts={"sources": ["ccspp"]})
    report = sample.report(more=[match_rule(), other], in_kind=GIFT)
    book = opened(report)
    assert row(book, "Match", LCFF, "2025-26 to 2026-27")[:6] == ["Spent, with indirect", 0.1, 96500, 9650, 170501, 160851]
    assert row(book, "Match", f"Together: {GRANT}; {LCFF}")[4:8] == [49650, 216501, 166851, "OK"]
    assert row(book, "Match", LCFF, sample.TUTORING, "Tutoring provider")[4:6] == ["yes", "no"]
    assert stale(written(report, tmp_path)) == ""


def test_a_wish_for_a_match_fails_no_check(tmp_path: Path) -> None:
    report = sample.report(more=[match_rule(share=Fraction(1, 2), prefer=1)], in_kind=GIFT)
    book = recalculated(written(report, tmp_path))
    assert row(book, "Match", GRANT, sample.Y1)[5:7] == [-14000, "A wish, short by $14,000"]
    assert checks(book, "Every match that must be reached is reached") == ["OK"]


def test_where_no_match_is_asked_a_sentence_says_so() -> None:
    sources = sample.sections()["sources"]
    sources["ccspp"]["grant"] = "ccspp-implementation-cohort-4"
    book = opened(sample.report(sources=sources))
    assert row(book, "Match", "No rule of this plan asks for a local match.")
    assert row(book, "Match", f"{GRANT}: its grant file says that no match is asked.")[2] == "unconfirmed"
    assert checks(book, "Every match that must be reached is reached") == []


# the framework -----------------------------------------------------------------------------------------------------------
FAMILIES = "Family and community engagement"


def test_the_framework_names_what_serves_and_what_is_missing(book: Workbook) -> None:
    supports, pillars = "Integrated student supports", "Pillars"
    assert row(book, "Framework", pillars, supports, "1 program") == [55095, 110406, 165501, "OK", None]
    assert row(book, "Framework", None, None, "School social worker")[:3] == [55095, 110406, 165501]
    assert row(book, "Framework", pillars, FAMILIES)[:5] == ["0 programs", 0, 0, 0, "GAP: nothing in the plan serves it"]
    assert row(book, "Framework", "Total", "All pillars")[1:4] == [105095, 161906, 267001]
    assert row(book, "By pillar", supports)[:3] == [55095, 110406, 165501]
    assert row(book, "By pillar", FAMILIES)[:3] == [0, 0, 0] and row(book, "By pillar", "Total")[:3] == [105095, 161906, 267001]
    assert checks(book, "Pillars on Framework = programs on Detail") == ["OK", "OK"]


def test_what_has_no_pillar_is_not_lost_and_what_could_serve_is_named(tmp_path: Path) -> None:
    programs = sample.sections()["programs"]
    del programs["tutoring"]["pillar"]
    programs["garden"]["pillar"] = "family_engagement"
    programs["social-worker"]["commitments"] = ["shared_decision_making"]
    programs["social-worker"]["practices"] = ["coordinator"]
    report = sample.report(programs=programs)
    book = opened(report)
    assert row(book, "Framework", "Pillars", "No pillar")[:4] == ["1 program", 50000, 51500, 101500]
    assert row(book, "Framework", "Pillars", FAMILIES)[4] == "GAP: nothing that runs serves it. Left out: School garden"
    assert row(book, "Framework", "Proven practices", "Community school coordinator")[:4] == ["1 program", 55095, 110406, 165501]
    assert row(book, "By pillar", "No pillar")[:3] == [50000, 51500, 101500] and stale(written(report, tmp_path)) == ""


def test_the_chart_by_pillar_has_words_for_who_cannot_see_it(tmp_path: Path) -> None:
    with zipfile.ZipFile(written(sample.report(), tmp_path)) as parts:
        told = parts.read("xl/drawings/drawing2.xml").decode()
    assert "Integrated student supports: 2025-26 $55,095, 2026-27 $110,406" in told


# roll-out, and the year after ---------------------------------------------------------------------------------------------
def test_the_roll_out_says_what_begins_and_who_is_hired(tmp_path: Path) -> None:
    # The social worker begins at half in the first year; another half is hired for the second, from September on.
    programs = sample.sections()["programs"]
    programs["tutoring"] |= {"running": "full", "staff": {}, "positions": {
        "lead": {"role": "tutor", "fte": Fraction(1, 2), "salary": 0, "classification": "certificated", "object": "1100"}}}
    staff = {**sample.sections()["staff"], "tutor": {"name": "Tutor"}}
    report = sample.report(programs=programs, staff=staff)
    report = dataclasses.replace(report, staff={**report.staff, "tutor": dict.fromkeys((sample.Y1, sample.Y2), Fraction(1, 2))})
    book = opened(report)
    supports = [cells[1:8] for cells in book["Roll-out"].iter_rows(values_only=True) if cells[4] == "School social worker"]
    assert supports == [
        (sample.Y1, None, "Begins", "School social worker", None, None, 165501),
        (sample.Y1, "start of work year", "Hire", "School social worker", "School social worker", 0.5, None),
        (sample.Y2, "start of work year", "Hire", "School social worker", "School social worker", 0.5, None)]
    assert row(book, "Roll-out", None, sample.Y1, None, "Goes on from before", sample.TUTORING)[1:3] == [None, 101500]
    assert row(book, "Roll-out", "2. Coordinating and providing supports")[3:7] == ["1 program", None, 1, 165501]
    assert row(book, "Roll-out", "1. Building structures")[3:7] == ["0 programs", None, 0, 0]
    assert row(book, "Roll-out", "Total")[5:7] == [1, 267001]
    assert checks(book, "Roll-out = programs on Detail") == ["OK"] and stale(written(report, tmp_path)) == ""


def test_a_hire_part_way_through_a_year_names_its_month() -> None:
    assert _month(sample.Y1, 9) == "September 2025" and _month(sample.Y1, 1) == "January 2026"
    assert _month(sample.Y1, 7) == "July 2025" and _month(sample.Y1, 6) == "June 2026"


CLIFF = "After the plan: paid by lasting money + nobody pays = cost"


def test_the_year_after_the_plan_when_nothing_lasts(book: Workbook) -> None:
    # 2027-28: 90,000 and 17,190 grown twice are 95,481 and 18,237; tutoring is 21,218 + 31,827.
    assert row(book, "After the plan", "School social worker")[:5] == [113718, 0, 113718, 63, "None"]
    assert row(book, "After the plan", sample.TUTORING)[:5] == [53045, 0, 53045, 36, "None"]
    assert row(book, "After the plan", "Nobody pays in 2027-28")[0] == 166763
    assert row(book, "After the plan", "No source of this plan lasts.") and checks(book, CLIFF) == ["OK"]
    ends = "Sources that end with the plan pay in 2026-27, without indirect charges"
    assert row(book, "After the plan", ends)[0] == 161906


def test_the_year_after_the_plan_when_a_source_lasts(tmp_path: Path) -> None:
    # Tutoring adds more points for a dollar (36 for 53,045; the social worker 63 for 113,718) and is paid first; 6,955 are left.
    sources = sample.sections()["sources"]
    sources["lcff"]["lasts"] = True
    report = sample.report(sources=sources)
    book = opened(report)
    assert row(book, "After the plan", sample.TUTORING)[:3] == [53045, 53045, 0]
    assert row(book, "After the plan", "School social worker")[:5] == [113718, 6955, 106763, 63, LCFF]
    assert row(book, "After the plan", LCFF)[:4] == [60000, 0, 60000, 0]
    assert row(book, "After the plan", "Pay")[:5] == [113718, 6955, 106763, None, "School social worker"]
    ends = "Sources that end with the plan pay in 2026-27, without indirect charges"
    assert row(book, "After the plan", ends)[0] == 110406
    assert checks(book, CLIFF) == ["OK"] and stale(written(report, tmp_path)) == ""
