"""Every cost line follows the rates on Assumptions as the program computes it; Checks name what no longer covers it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from allocator.domain.case import Case
from allocator.domain.report import Report
from allocator.export.facts import Facts
from tests.export import live
from tests.export.calc import recalculated_by_calc
from tests.export.helpers import edited, opened, recalculated, row, stale, written
from tests.export.live import Y1, Y2
from tests.export.test_workbook import report_of

FIRST = 5
"""First row of a table, as a person counts."""
TELLS = "not as written: this workbook shows what that would cost. To keep it, change the plan file and solve again"


def rates(**named: float) -> Callable[[Workbook], None]:
    """Type other rates into the cells with these names."""
    def put(book: Workbook) -> None:
        for name, value in named.items():
            ((sheet, place),) = book.defined_names[name].destinations
            book[sheet][place.replace("$", "")].value = value
    return put


def block(book: Workbook, sheet: str, heading: str, rows: int) -> list[list[Any]]:
    """Figures of the columns whose heading begins so, row by row."""
    heads = [cell.column for cell in book[sheet][FIRST - 1] if str(cell.value).startswith(f"{heading}\n")]
    return [[book[sheet].cell(row, column).value for column in heads] for row in range(FIRST, FIRST + rows)]


def compare(report: Report, moved: Case, book: Workbook) -> None:
    """Every cost line, every row of Detail and every indirect charge against the program."""
    facts, program = Facts(report), live.computed(moved, report.budget.roster)
    costs = [program[one.key] for one in facts.costs]
    assert block(book, "Costs", "Cost", len(costs)) == costs
    assert sum(map(sum, costs)) == sum(map(sum, program.values())), "no cost is left out"
    rows = live.paid_rows(report, moved)
    assert block(book, "Detail", "Paid at rates on Assumptions", len(rows)) == rows
    charged = live.charged(report, moved)
    for at, year in enumerate(facts.years):
        direct, indirect = sum(found[at] for found in rows), sum(dollars[at] for dollars in charged.values())
        assert row(book, "Budget by object", "Total")[1 + len(facts.had) + at] == direct + indirect
        assert row(book, "Summary", "Indirect charges")[at] == indirect and row(book, "Summary", "Programs")[at] == direct
        for source in facts.charged:
            resource = report.case.plan.sources[source].resource
            assert row(book, "Sources", facts.names.source[source], resource, year)[3] == charged[source][at]


def test_costs_are_those_worked_by_hand(tmp_path: Path) -> None:
    book = opened(live.report())
    rows = book["Costs"].iter_rows(min_row=FIRST, values_only=True)
    found = {tuple(cells[1:4]): list(cells[7:9]) for cells in rows if cells[0]}
    assert found["Supplies", "Kits", "4300"] == [5150, 5305] and found["Supplies", "Van", "4400"] == [2060, 0]
    assert found["Counselor", "Counselor: pay", "1200"] == [41200, 42436]
    assert found["Counselor", "One: CalSTRS, employer share", "3101"] == [9270, 9548]
    assert found["Counselor", "One: Health and welfare", "3401"] == [9630, 10304]
    assert found["Tutoring", "Tutoring firm", "5100"] == [15900, 31827]
    assert found["Tutoring", "Tutoring firm", "5800"] == [15000, 0] and stale(written(live.report(), tmp_path)) == ""


STRS = {"strs": {"2024-25": Fraction(225, 1000), Y1: Fraction(225, 1000), Y2: Fraction(1, 4)}, "health": 18000}
HEALTH = {"strs": STRS["strs"] | {Y2: Fraction(225, 1000)}, "health": 19001}
MOVES: list[tuple[str, dict[str, float], dict[str, Any], str]] = [
    ("growth", {"Cost_growth": 0.04}, {"cost_growth": Fraction(4, 100)}, "1 rate is"),
    ("a benefit in one year", {"Benefit_strs_2026_27": 0.25}, {"rates": STRS}, "1 rate is"),
    ("indirect", {"Indirect_rate_grant": 0.0725}, {"indirect": Fraction(725, 10000)}, "1 rate is"),
    ("health for a position", {"Benefit_health": 19001}, {"rates": HEALTH}, "1 rate is"),
    ("down to nothing", {"Cost_growth": 0, "Indirect_rate_grant": 0}, {"cost_growth": Fraction(0), "indirect": Fraction(0)},
     "2 rates are"),
]


@pytest.mark.parametrize(("typed", "change", "says"), [
    pytest.param(*move[1:], id=move[0], marks=[pytest.mark.slow] * (at > 2)) for at, move in enumerate(MOVES)])
def test_every_line_moves_as_the_program_computes_it(tmp_path: Path, typed: dict[str, float], change: dict[str, Any],
                                                     says: str) -> None:
    book = recalculated(edited(written(live.report(), tmp_path), rates(**typed)))
    compare(live.report(), live.case(**change), book)
    assert row(book, "Checks", "Rates on Assumptions are those of the plan")[3] == f"{says} {TELLS}"
    assert row(book, "Checks", "Every cost on Costs is paid, line by line")[3] == "OK"
    chosen = [[found.dollars[year] for year in (Y1, Y2)] for found in Facts(live.report()).detail]
    assert [[cell.value for cell in cells[10:12]] for cells in book["Detail"].iter_rows(min_row=FIRST, max_row=FIRST + len(
        chosen) - 1)] == chosen, "what was decided stays as it was"


def test_part_years_sizes_and_awkward_rates_follow_as_well(tmp_path: Path) -> None:
    # Ten months a year, three in the first; half time, then full time with a health cost of its own; growth of a third.
    half = {"role": "counselor", "fte": Fraction(1, 2), "salary": 80001, "classification": "certificated", "object": "1200",
            "months": 10, "first_year_months": 3}
    full = half | {"fte": Fraction(1), "health": 17777}
    programs = {"counselor": {"name": "Counselor", "positions": {"one": full}, "levels": {"half": {"positions": {"one": half}}}}}
    change: dict[str, Any] = {"programs": programs, "base_year": Y1, "agreements": {}}
    made = live.case(**change)
    report = report_of(made, live.budget(made, {"counselor": {Y1: "half", Y2: "full"}}))
    facts = Facts(report)
    found = {one.charge.line: [one.terms[year].base for year in (Y1, Y2)] for one in facts.costs}
    assert found["one.pay"] == [Fraction(80001, 8), Fraction(80001 * 10, 12)]  # half of 3 months of 12
    assert found["one.health"] == [Fraction(1, 8), Fraction(17777 * 10, 12)]
    assert stale(written(report, tmp_path)) == ""
    typed = rates(Cost_growth=1 / 3, Benefit_health=18001, Benefit_strs_2026_27=1 / 7)
    book = recalculated(edited(written(report, tmp_path), typed))
    strs = {"strs": {"2025-26": Fraction(225, 1000), Y2: Fraction(1, 7)}, "health": 18001}
    compare(report, live.case(**change | {"cost_growth": Fraction(1, 3), "rates": strs}), book)


def test_a_source_that_no_longer_covers_what_it_pays_is_named_by_year(tmp_path: Path) -> None:
    # At 25% growth the kits cost 5,000 x 1.25 = 6,250 and 7,812.50 -> 7,813; the grant has $76,000 a year.
    book = recalculated(edited(written(live.report(), tmp_path), rates(Cost_growth=0.25)))
    moved = live.case(cost_growth=Fraction(1, 4))
    compare(live.report(), moved, book)
    facts, rows = Facts(live.report()), live.paid_rows(live.report(), moved)
    spent = [sum(found[at] for found, one in zip(rows, facts.detail, strict=True) if one.source == "grant")
             + live.charged(live.report(), moved)["grant"][at] for at in (0, 1)]
    for at, year in enumerate((Y1, Y2)):
        result = row(book, "Checks", "Grant covers what it pays, with its indirect charge", year)
        assert result[:3] == [76000, spent[at], f"Short by ${spent[at] - 76000:,}"]
        assert row(book, "Checks", "LCFF covers what it pays, with its indirect charge", year)[2] == "OK"
    assert row(book, "Costs", 7, "Supplies", "Kits")[4:6] == [6250, 7813]
    assert str(book["Summary"]["A3"].value).startswith("A rate on Assumptions was changed: dollars on this sheet are at")
    assert "does not follow" in str(book["Levels"]["A3"].value)
    assert row(book, "Assumptions", "Growth of costs a year, from 2024-25 on; amounts of sources do not grow")[6] == "was 3.00%"


def test_an_agreement_fills_its_first_tier_anew_and_what_nobody_pays_is_named(tmp_path: Path) -> None:
    # Of 50,000, 40,000 are left: 30,900 and 9,100 belong to object 5800. In 2026-27 no source paid anything under 5800.
    book = recalculated(edited(written(live.report(), tmp_path), rates(First_tier_2025_26=50000)))
    rows = book["Costs"].iter_rows(min_row=FIRST, values_only=True)
    found = {cells[3]: cells[7:11] for cells in rows if cells[1] == "Tutoring"}
    assert found == {"5100": (0, 22727, 22727, "OK"), "5800": (30900, 9100, 40000, "Nobody pays $9,100")}
    assert row(book, "Checks", "Every cost on Costs is paid, line by line")[3] == "1 cost is wrong"


def test_spare_rows_work_and_a_row_without_formulas_is_named(tmp_path: Path) -> None:
    def add(book: Workbook, formulas: bool) -> None:
        sheet = book["Detail"]
        spare = next(cells[0].row for cells in sheet.iter_rows(min_row=FIRST) if cells[0].value is None)
        assert spare is not None
        for column, value in ((1, "Supplies"), (2, "Kits"), (3, 4300), (8, "LCFF"), (11, 103)):
            sheet.cell(spare, column).value = value
        for column in (14, 15, 16) if not formulas else ():
            sheet.cell(spare, column).value = None

    def both(book: Workbook) -> None:
        rates(Cost_growth=0.06)(book)
        add(book, True)

    # $103 more than the kits' $5,150: 5,253 x 5,300 / 5,150 = 5,406; the three rows share that, the added one pays 106.
    book = recalculated(edited(written(live.report(), tmp_path), both))
    assert [cells[14] for cells in book["Detail"].iter_rows(min_row=FIRST, values_only=True)
            if cells[1] == "Kits"] == [3533, 1767, 106]
    assert row(book, "Costs", 7, "Supplies", "Kits")[7] == "$106 paid too much"
    book = recalculated(edited(written(live.report(), tmp_path), lambda found: add(found, False)))
    told = str(row(book, "Checks", "Every row of Detail has its formulas on the right")[3])
    assert told.startswith("Row ")
    assert told.endswith(" has none, so that dollars are counted nowhere: copy them from the row above")


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not on this machine")
def test_libreoffice_names_the_row_without_formulas(tmp_path: Path) -> None:
    def add(book: Workbook) -> None:
        sheet = book["Detail"]
        for column, value in ((1, "Supplies"), (2, "Kits"), (3, "4300"), (8, "LCFF"), (11, 103)):
            sheet.cell(25, column).value = value
        for column in (14, 15, 16):
            sheet.cell(25, column).value = None

    book = recalculated_by_calc(edited(written(live.report(), tmp_path), add))
    assert row(book, "Checks", "Every row of Detail has its formulas on the right")[3] == (
        "Row 25 has none, so that dollars are counted nowhere: copy them from the row above")
