"""Large figures on slides: each on one line, in its column or in its bar."""

from __future__ import annotations

from dataclasses import replace

import pytest

from allocator.domain.budget import Budget
from allocator.domain.report import Report
from allocator.export.deck import deck_bytes
from allocator.export.deck.charts import lettered
from allocator.export.deck.page import GUTTER, broad
from allocator.export.deck.room import SMALL, across, taken
from allocator.export.deck.slides.stacked import CHART
from allocator.messages import LANGUAGES
from tests.export import sample
from tests.export.handed import oak_grove
from tests.export.slides import charts, notes, opened, tables

INCH = 914_400


def rich(times: int, report: Report) -> Report:
    """A school with so many times the money."""
    paid = [replace(payment, dollars=payment.dollars * times) for payment in report.budget.payments]
    sources = {source: {year: replace(one, paid=one.paid * times, indirect=one.indirect * times) for year, one in years.items()}
               for source, years in report.sources.items()}
    costs = {program: {year: dollars * times for year, dollars in years.items()} for program, years in report.costs.items()}
    return replace(report, budget=Budget(report.budget.roster, tuple(paid)), sources=sources, costs=costs)


@pytest.mark.parametrize("language", sorted(LANGUAGES))
@pytest.mark.parametrize("times", [1, 1000])
def test_no_figure_of_a_table_goes_over_two_lines(language: str, times: int) -> None:
    slides = opened(deck_bytes(rich(times, sample.report()), language))
    found = [(cell.text, column.width / INCH - 2 * GUTTER) for slide in slides for shape in slide.shapes if shape.has_table
             for row in shape.table.rows for cell, column in zip(row.cells, shape.table.columns, strict=True)
             if cell.text.startswith("$")]
    assert len(found) > 20
    assert [words for words, wide in found if taken(words, wide, SMALL, strong=True) > 1] == []
    assert any("$275,275,000" in row for slide in slides for table in tables(slide) for row in table) == (times == 1000)


@pytest.mark.parametrize(("language", "says"), [("en", "M means millions of dollars"), ("es", "M significa millones de dólares")])
def test_bars_in_millions_are_explained_to_who_speaks(language: str, says: str) -> None:
    # The largest source pays $411,032 in a year of five: dollars fit into the bars of the sample, not ten times as many.
    for times, found in ((1, 0), (10, 2)):
        slides = opened(deck_bytes(rich(times, oak_grove()), language))
        assert sum(says in notes(slide) for slide in slides) == found
        labels = [one.get("formatCode") for slide in slides for chart in charts(slide)
                  for one in chart._chartSpace.xpath(".//c:dLbls/c:numFmt")]
        assert any(label.endswith(',,"M";;') for label in labels) == (times == 10)


def test_a_column_is_as_wide_as_its_longest_figure_asks() -> None:
    # bold Arial, 18 points = 1/4 inch: 7 signs of 0.556 and a comma of 0.278, in 98% of the line; 0.01 to spare, 0.14 beside it
    assert broad(["$1", "$999,999"], 1.0) == pytest.approx(0.01 + 0.14 + (7 * 0.556 + 0.278) / 4 / 0.98)
    assert broad(["$1"], 1.46) == 1.46
    assert taken("$999,999", across("$999,999", strong=True), SMALL, strong=True) == 1


def test_a_bar_says_dollars_or_millions_or_only_its_letter() -> None:
    five, nine = CHART.wide / 5, CHART.wide / 9
    assert lettered("A", 70, five, 399_474) == '[>=70]"A" $#,##0;;'
    assert lettered("A", 70, five, 5_340_965) == '[>=70]"A" $#,##0.0,,"M";;'
    assert lettered("A", 70, nine, 399_474) == lettered("A", 70, nine, 5_340_965) == '[>=70]"A";;'


@pytest.mark.parametrize(("language", "never"), [("en", ("all years", "1 programs")), ("es", ("todos los años", "1 programas"))])
def test_a_plan_of_one_year_does_not_speak_of_all_years(language: str, never: tuple[str, ...]) -> None:
    report = sample.report(years=[sample.Y1], sources={
        "ccspp": {"name": "CCSPP implementation grant", "resource": "6332", "amounts": {sample.Y1: 120000}},
        "lcff": {"name": "LCFF supplemental", "resource": "0000", "amounts": {sample.Y1: 60000}}})
    budget = Budget.of({"tutoring": {sample.Y1: "full"}}, [one for one in report.budget.payments if one.year == sample.Y1])
    slides = opened(deck_bytes(replace(report, budget=budget), language))
    said = [shape.text_frame.text for slide in (slides[1], slides[-1]) for shape in slide.shapes if shape.has_text_frame]
    assert len(said) > 6 and [words for words in said for one in never if one in words] == []
