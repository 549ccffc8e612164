"""The sheet "Rules checked": a rule in a row, its room year by year, nothing lost on the way, and few pages."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from io import BytesIO
from math import ceil
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from allocator.domain.report import Finding, Report
from allocator.export.book import Book
from allocator.export.facts import Facts
from allocator.export.sheets import rules
from allocator.export.sheets.rules import judged, words
from allocator.messages import Money, say
from tests.export import sample
from tests.export.handed import oak_grove
from tests.export.sample import Y1, Y2

HEADS = 4
"""Rows above the first rule."""


def found(year: str, room: int, **more: Any) -> Finding:
    """A finding of the grant's award."""
    one = sample.report().findings[0]
    return replace(one, **{"year": year, "room": Fraction(room), "holds": room >= 0, "count": 1, **more})


def short(year: str, dollars: int, **more: Any) -> Finding:
    """A finding that is broken."""
    return found(year, -dollars, problem=say("audit.short.dollars", amount=Money(dollars)), **more)


def sheet(report: Report) -> Worksheet:
    """The sheet alone."""
    facts = Facts(report)
    book = Book(facts.years[0])
    rules.write(book, facts)
    return load_workbook(BytesIO(book.close())).active


def test_the_years_of_a_rule_stand_in_one_row() -> None:
    (row,) = judged([found(Y1, 700), found(Y2, 0)])
    assert [(year, verdict.tightest.room) for year, verdict in row.years.items()] == [(Y1, 700), (Y2, 0)]
    assert words(row) == "OK"


def test_what_it_is_about_and_its_unit_have_rows_of_their_own() -> None:
    assert len(judged([found(Y1, 1), found(Y1, 1, about="lcff"), found(Y1, 1, unit="share")])) == 3


def test_several_comparisons_of_a_year_show_the_tightest() -> None:
    (row,) = judged([found(Y1, 9, count=4), found(Y1, 2, count=3), found(Y1, 5), found(Y2, 8)])
    assert (row.years[Y1].tightest.room, row.years[Y1].comparisons, row.comparisons) == (2, 8, 9)


def test_costs_that_are_compared_one_by_one_stand_together_but_a_broken_one_is_named() -> None:
    kind = {"kind": "full_cost", "rule": "full-cost"}
    whole, broken = judged([found(Y1, 0, about="a", **kind), found(Y1, 0, about="b", **kind), short(Y1, 40, about="b", **kind)])
    assert (whole.about, whole.comparisons, words(whole)) == ("", 2, "OK")
    assert broken.about == "b" and words(broken).startswith(f"{Y1}: BROKEN. ") and "$40" in words(broken)


def test_what_is_broken_hides_nothing_and_is_hidden_by_nothing() -> None:
    rows = judged([short(Y1, 1), short(Y1, 2), found(Y1, 7), found(Y2, 3), short(Y2, 4)])
    assert [[(year, int(verdict.tightest.room)) for year, verdict in row.years.items()] for row in rows] == [
        [(Y1, -1), (Y2, 3)], [(Y1, -2), (Y2, -4)], [(Y1, 7)]]
    assert [words(row).count("BROKEN") for row in rows] == [1, 2, 0]


def test_a_wish_that_falls_short_is_told_with_its_year() -> None:
    (row,) = judged([found(Y1, 5, prefer=1), short(Y2, 6, prefer=1)])
    assert words(row).startswith(f"{Y2}: wish falls short. ") and "$6" in words(row)


def test_the_sheet_of_a_small_budget() -> None:
    told = [list(cells) for cells in sheet(sample.report()).iter_rows(values_only=True)]
    assert told[3][:9] == ["No.", "Rule", f"Room\n{Y1}", f"Room\n{Y2}", "Room\nAll years", "In", "Verdict", "Confirmed", "#rules"]
    assert [row[0] for row in told[4:7]] == [1, 2, 3]
    assert told[4][2:8] == [1200, 1200, None, "dollars", "OK", "the plan's own"]
    assert told[6][1].endswith("Source: Award letter, read 2026-10-01") and told[6][7] == "unconfirmed"
    assert told[-3][1] == "All comparisons of the audit" and told[-3][5] == 6


def test_every_figure_of_the_sample_school_is_on_the_sheet_and_on_few_pages() -> None:
    report = oak_grove()
    made = sheet(report)
    told = [list(cells) for cells in made.iter_rows(min_row=HEADS + 1, values_only=True)]
    end = next(at for at, row in enumerate(told) if row[0] is None)
    rows, counted = told[:end], told[end + 2:-3]
    years = [*report.case.years, ""]
    for at, (row, one) in enumerate(zip(rows, judged(report.findings), strict=True), 1):
        assert row[0] == at and str(one.rule.says) in row[1] and row[-4:-2] == [one.rule.unit.replace("fte", "FTE"), "OK"]
        for figure, year in zip(row[2:8], years, strict=True):
            here = [f for f in report.findings if (f.rule, f.unit, f.year) == (one.rule.rule, one.rule.unit, year)
                    and one.about in ("", f.about)]
            assert figure == (pytest.approx(float(min(f.room for f in here))) if here else None)
    assert sum(sum(filter(None, row[2:8])) for row in counted) + sum(
        figure is not None for at, row in enumerate(rows, 1) if at not in {row[0] for row in counted} for figure in row[2:8]
    ) == report.checked == told[-3][8]
    # 7 inches between the margins; heights are points before they are printed smaller
    high = sum(made.row_dimensions[row].height or 15.0 for row in range(1, made.max_row + 1))
    wide = sum(made.column_dimensions[name].width for name in "ABCDEFGHIJK") * 7 / 96
    assert made.sheet_properties.pageSetUpPr.fitToPage and not made.col_breaks.brk
    assert ceil(high * min(1, 10.4 / wide) / (7 * 72)) <= 8
