"""The slides: their totals are the workbook's, everybody can read them, nothing runs over, and no name can break the file."""

from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from datetime import date, datetime
from fractions import Fraction
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pptx import Presentation
from pptx.oxml.ns import qn

from allocator.domain.budget import Budget
from allocator.domain.report import Report
from allocator.domain.sacs import SERIES, series_of
from allocator.errors import SurroundingsError
from allocator.explain.cliff import cliff
from allocator.export.deck import deck_bytes, write_deck
from allocator.export.deck.page import GUTTER
from allocator.export.deck.room import SMALL, fitted, taken
from allocator.export.deck.talk import Talk
from allocator.export.deck.template import FOOTER
from allocator.export.facts import Facts
from allocator.export.handout import HandoutDetails
from allocator.export.handout.figures import Figures
from allocator.export.letters import bold, plain
from allocator.messages import LANGUAGES, catalogue
from tests.export import sample
from tests.export.handed import NAMES, dollars, oak_grove, renamed
from tests.export.slides import about, charts, in_workbook, notes, opened, parts, plotted, sample_deck, tables, titles

BOTH = pytest.mark.parametrize("language", sorted(LANGUAGES))
INCH = 914_400


# figures ------------------------------------------------------------------------------------------------------------------
@BOTH
def test_what_each_source_pays_is_the_workbooks_to_the_dollar(language: str) -> None:
    report, facts = oak_grove(), Facts(oak_grove())
    slide = about(sample_deck(language), "CCSPP implementation grant, cohort 4")
    (chart,), (key,) = charts(slide), tables(slide)
    years, series = plotted(chart)
    assert years == facts.years
    for at, year in enumerate(years):
        assert sum(values[at] for values in series.values()) == facts.spent(year)
    named = {facts.names.source[source]: years for source, years in report.sources.items()}
    for name, values in list(series.items())[:-1]:
        assert values == [named[name[2:]][year].paid + named[name[2:]][year].indirect for year in years]
    assert [dollars(row[2]) for row in key[1:-1]] == [sum(values) for values in series.values()]
    assert dollars(key[-1][2]) == sum(map(facts.spent, facts.years)) == Figures(report).spent
    assert [row[0] for row in key[1:-1]] == [name[0] for name in series] == list("ABCDE")


@BOTH
def test_what_it_is_spent_on_is_the_workbooks_by_series_and_year(language: str) -> None:
    facts = Facts(oak_grove())
    slide = about(sample_deck(language), "52%")
    (chart,), (key,) = charts(slide), tables(slide)
    years, series = plotted(chart)
    for name, values in series.items():
        codes = [code for code in facts.objects if series_of(code) == name[2:6]]
        assert values == [sum(facts.by_object(code, year) for code in codes) for year in years]
    assert sum(map(sum, series.values())) == dollars(key[-1][2]) == sum(map(facts.spent, facts.years))
    people = sum(sum(values) for name, values in series.items() if name[2] in "123")
    assert round(100 * people / sum(map(sum, series.values()))) == 52


@BOTH
def test_the_programs_of_all_slides_together_are_those_that_run_and_cost_what_is_paid(language: str) -> None:
    report, facts = oak_grove(), Facts(oak_grove())
    rows = [row for slide in opened(sample_deck(language)) for table in tables(slide) if table[0][1:-1] == facts.years
            for row in table[1:] if row[1] in "●○–" and row[1]]
    assert len(rows) == 26
    assert sum(dollars(row[-1]) for row in rows) == sum(map(facts.direct, facts.years))
    by_name = {row[0]: row for row in rows}
    assert by_name["School social worker (PPS credential)"][1:-1] == ["○", "●", "●", "○", "○"]
    assert by_name["Parent leadership academy (contract)"][1:] == ["●", "–", "–", "–", "–", "$24,000"]
    assert sum(mark != "–" for row in rows for mark in row[1:-1]) == sum(map(len, report.budget.roster.values()))


@BOTH
def test_needs_people_and_the_year_after_are_the_reports(language: str) -> None:
    report, figures = oak_grove(), Figures(oak_grove())
    needs, people = opened(sample_deck(language))[1], about(sample_deck(language), "2.2")
    names, series = plotted(charts(needs)[0])
    (values,) = series.values()
    assert [round(value, 9) for value in values] == [round(float(figures.met(need)), 9) for need in figures.needs[:10]]
    assert names[0] == "Mental-health access"
    (table,) = tables(people)
    total = [Fraction(cell) for cell in table[-1][1:]]
    assert total == [sum(years[year] for years in report.staff.values()) for year in report.case.years]
    assert total == [sum(Fraction(row[at]) for row in table[1:-1]) for at in range(1, 6)]
    found = cliff(report.case, report.budget)
    (after,) = tables(about(sample_deck(language), "$318,191"))
    assert [dollars(cell) for cell in after[-1][1:]] == [found.recurs, found.paid, found.gap]
    assert [sum(dollars(row[at]) for row in after[1:-1]) for at in (1, 2, 3)] == [found.recurs, found.paid, found.gap]


def test_a_small_budget_reads_as_it_was_worked_out_by_hand() -> None:
    """The grant pays 60,095 + 2,754 + 110,406 + 5,520 = 178,775 of 275,275, 64.9%. Pay and benefits are 45,000 + 8,595 + 92,700 +
    17,706 + 20,000 + 20,600 = 204,601, 74.3%. After the plan no source lasts: 95,481 + 18,237 + 21,218 + 31,827 = 166,763."""
    data = deck_bytes(sample.report(), "en", HandoutDetails(date(2026, 11, 22), note="More tutoring"))
    assert titles(data) == [
        "Oak & Elm Middle School puts its budget before the council.",
        "This plan meets 85.5 of the 117 points of need that the programs could reach.",
        "Integrated student supports and Extended learning time and opportunities: 2 programs run and cost $267,001 in all.",
        "CCSPP implementation grant pays 65% of the $275,275 that is spent, and one other source pays the rest.",
        "74% of the $275,275 that is spent pays for people: salaries and benefits.",
        "The plan pays for 0.5 full-time equivalents (FTE) in 2025-26 and 1 in 2026-27.",
        "1 of the 3 programs does not run: School garden.",
        "If all that runs goes on, nobody pays $166,763 of what it costs in 2027-28.",
        "Every firm rule holds, and 1 value still waits for somebody to confirm it.",
        "These questions are for the council to decide.",
    ]
    first = opened(data)[0].placeholders[1].text
    assert "More tutoring" in first and "Made on November 22, 2026. Plan 0123456789ab, allocator 0.1.0." in first
    assert "Best possible: it has been proved" in first and "a council decides." in first
    (table,) = tables(opened(data)[2])
    assert [row[1:] for row in table[1:]] == [
        ["", "", "$165,501"], ["○", "●", "$165,501"], ["", "", "$101,500"], ["●", "●", "$101,500"]]
    assert "School social worker: $165,501. Half time: 2025-26; full size: 2026-27." in notes(opened(data)[2])


def test_every_chart_opens_in_a_workbook_of_its_own_with_the_figures_it_shows() -> None:
    report = renamed(sample.report(), lambda number, name: f"=1+{number}")
    found = [chart for slide in opened(deck_bytes(report, "en")) for chart in charts(slide)]
    assert len(found) == 3
    for chart in found:
        names, series = plotted(chart)
        rows = in_workbook(chart)
        assert rows[0][1:] == list(series) and [row[0] for row in rows[1:]] == names
        assert [list(column) for column in zip(*(row[1:] for row in rows[1:]), strict=True)] == list(series.values())


def test_every_series_of_object_codes_is_shown_also_those_that_nobody_expects() -> None:
    report = sample.report()
    paid = [replace(one, object=f"{at}{one.object[1:]}") for at, one in enumerate(report.budget.payments[:10])]
    odd = replace(report, budget=Budget(report.budget.roster, (*paid, *report.budget.payments[10:])))
    data = deck_bytes(odd, "en")
    slide = about(data, "pays for people")
    (key,) = tables(slide)
    assert len(key) == 12 and [row[0] for row in key[1:-1]] == list("ABCDEFGHIJ") and key[1][1] == "0000"
    assert sum(dollars(row[2]) for row in key[1:-1]) == dollars(key[-1][2]) == 275_275
    fits(data)


# slides that would say nothing ---------------------------------------------------------------------------------------------
def test_slides_that_would_be_empty_are_left_out() -> None:
    report = oak_grove()
    unspent = {source: {year: replace(one, paid=0, indirect=0) for year, one in years.items()}
               for source, years in report.sources.items()}
    idle = replace(report, budget=Budget.of({}, []), costs={}, points=Fraction(0), staff={}, needs={}, sources=unspent)
    said = titles(deck_bytes(idle, "en"))
    assert len(said) == 5
    assert [said[1][:9], said[2][:9], said[3][:9], said[4][:9]] == ["This plan", "36 of the", "Every fir", "These que"]


def test_goals_that_are_missed_stand_on_the_slide_of_rules() -> None:
    report = sample.report()
    missed = [replace(report.findings[0], rule=rule, holds=False, prefer=1) for rule in ("a", "b", "c")]
    data = deck_bytes(replace(report, findings=(*missed, *report.findings)), "en")
    said = " ".join(shape.text for shape in about(data, "Every firm rule").shapes if shape.has_text_frame)
    assert said.count("A goal that may give way is missed:") == 2 and "1 more are in the workbook." in said
    assert "Do you accept that 3 goals are missed?" in " ".join(
        shape.text for shape in about(data, "These questions").shapes if shape.has_text_frame)


# everybody can read them ---------------------------------------------------------------------------------------------------
@BOTH
def test_each_slide_has_a_sentence_as_its_title_and_notes_in_the_language(language: str) -> None:
    deck = Presentation(BytesIO(sample_deck(language)))
    assert deck.slide_width / deck.slide_height == pytest.approx(16 / 9, abs=1e-3)
    said = titles(sample_deck(language))
    assert len(set(said)) == len(said) == 13
    assert all(re.fullmatch(r"\S.+[.?]", title) for title in said)
    for slide in deck.slides:
        assert slide.shapes[0]._element is slide.shapes.title._element, "the title is read first"
        assert len(notes(slide)) > 80
        for element in (slide._element, slide.notes_slide._element):
            tags = {part.get_or_add_rPr().get("lang") for part in element.iter(qn("a:r"), qn("a:fld"))}
            assert tags == {f"{language}-US"}


@BOTH
def test_charts_and_tables_are_described_and_their_figures_have_a_format(language: str) -> None:
    kinds = {"chart": 0, "table": 0}
    for slide in opened(sample_deck(language)):
        for shape in slide.shapes:
            assert not shape.shape_type or "PICTURE" not in str(shape.shape_type)
            if shape.has_chart or shape.has_table:
                kinds["chart" if shape.has_chart else "table"] += 1
                assert len(shape._element.xpath(".//p:cNvPr/@descr")[0]) > 40
            if shape.has_chart:
                space = shape.chart._chartSpace
                formats = space.xpath(".//c:dLbls/c:numFmt")
                assert formats and all(one.get("sourceLinked") == "0" for one in formats)
                assert {one.text for one in space.xpath(".//c:formatCode")} <= {"0%", "$#,##0"}
                assert {one.get("lang") for one in space.iter(qn("a:defRPr"))} == {f"{language}-US"}
            if shape.has_table:
                assert shape.table.first_row
    assert kinds["chart"] == 3 and kinds["table"] >= 9


@BOTH
def test_no_letter_is_smaller_than_18_points(language: str) -> None:
    shown = re.compile(r"ppt/(slides|slideLayouts|slideMasters|charts)/")
    sizes = {int(size) for name, content in parts(sample_deck(language)) if shown.match(name)
             for size in re.findall(rb'<a:(?:rPr|defRPr|endParaRPr)[^>]* sz="(\d+)"', content)}
    assert min(sizes) == 100 * SMALL


def test_the_file_says_what_it_is() -> None:
    for language in LANGUAGES:
        own = Presentation(BytesIO(sample_deck(language))).core_properties
        assert own.language == f"{language}-US" and own.author == "allocator 0.1.0" and "Oak Grove Middle School" in own.title
        assert own.created == own.modified == datetime(2025, 7, 1)


def test_spanish_is_all_spanish() -> None:
    data = deck_bytes(renamed(oak_grove(), NAMES["short"]), "es")
    slides = opened(data)
    said = [shape.text_frame.text for slide in slides for shape in slide.shapes if shape.has_text_frame]
    said += [cell for slide in slides for table in tables(slide) for row in table for cell in row]
    said += [notes(slide) for slide in slides]
    page = "\n".join(said)
    assert "Este plan cubre 630 de los 817 puntos" in page and "Prestaciones de los empleados" in page
    spoken = {code: one for code, one in catalogue("en").items()
              if code.startswith(("deck.", "handout.", "left.")) and "{" not in one and one != catalogue("es")[code]}
    left = [code for code, one in spoken.items() if re.search(rf"\b{re.escape(one)}(?!\w)", page)]
    assert left == []


def test_the_series_are_called_as_in_the_workbook() -> None:
    assert {code[-1]: name for code, name in catalogue("en").items() if code.startswith("deck.series.")} == SERIES


# nothing runs over ---------------------------------------------------------------------------------------------------------
def fits(data: bytes) -> None:
    """Every shape lies on its slide and below the title; the words of every cell fit into its row; tables are short."""
    deck = Presentation(BytesIO(data))
    for slide in deck.slides:
        for shape in slide.shapes:
            assert shape.left >= 0 and shape.left + shape.width <= deck.slide_width
            assert shape.top >= 0 and shape.top + shape.height <= deck.slide_height
            if shape.has_table:
                _table_fits(shape)
            elif shape.has_text_frame and shape.text_frame.text:
                _words_fit(shape)


def _table_fits(shape: Any) -> None:
    table = shape.table
    assert len(table.rows) <= 14
    high = sum(row.height for row in table.rows)
    assert shape.top + high <= 6.9 * INCH
    for row in table.rows:
        for cell, column in zip(row.cells, table.columns, strict=True):
            count = taken(cell.text, column.width / INCH - 2 * GUTTER, SMALL, strong=True)
            plainly = taken(cell.text, column.width / INCH - 2 * GUTTER, SMALL)
            strong = any(run.font.bold for paragraph in cell.text_frame.paragraphs for run in paragraph.runs)
            assert (count if strong else plainly) * SMALL * 1.15 / 72 <= row.height / INCH, cell.text


def _words_fit(shape: Any) -> None:
    high = 0.0
    for paragraph in shape.text_frame.paragraphs:
        for run in paragraph.runs:
            points = run.font.size.pt if run.font.size else SMALL
            assert points >= SMALL
            high += taken(run.text, shape.width / INCH, points, strong=bool(run.font.bold)) * points * 1.15 / 72
    assert high <= shape.height / INCH + 0.02, shape.text_frame.text


@BOTH
@pytest.mark.parametrize("kind", sorted(NAMES))
def test_nothing_runs_over_whatever_things_are_called(language: str, kind: str) -> None:
    fits(deck_bytes(renamed(sample.report(), NAMES[kind]), language))


@pytest.mark.slow
@BOTH
@pytest.mark.parametrize("kind", sorted(NAMES))
def test_nothing_runs_over_in_the_sample_school_whatever_things_are_called(language: str, kind: str) -> None:
    report = oak_grove()
    missed = [replace(report.findings[0], rule=rule, holds=False, prefer=1) for rule in ("a", "b", "c")]
    talkative = replace(report, status="stopped", gap=0.1, findings=(*report.findings, *missed))
    fits(deck_bytes(renamed(talkative, NAMES[kind]), language, HandoutDetails(date(2026, 11, 22), note="Wide scenario " * 30)))


@BOTH
def test_nothing_runs_over_in_the_sample_school(language: str) -> None:
    fits(sample_deck(language))


def test_letters_are_measured_as_the_font_has_them() -> None:
    """Arial: A is 0.667 of its size wide, i 0.222; bold A 0.722. An accent adds nothing."""
    assert (plain("A"), plain("i"), bold("A")) == (0.667, 0.222, 0.722)
    assert plain("á") == plain("a") and plain("\u0301") == 0 and plain("校") == 1
    # 18 points are a quarter of an inch: 10 W of 0.944 take 2.36 inches
    assert taken("W" * 10, 2.42, 18) == 1 and taken("W" * 10, 2.36, 18) == 2
    assert fitted("W" * 400, 2.42, 2).endswith("…") and taken(fitted("W" * 400, 2.42, 2), 2.42, 18) == 2


# the file ------------------------------------------------------------------------------------------------------------------
@BOTH
def test_the_same_report_gives_the_same_bytes(language: str) -> None:
    again = deck_bytes(replace(oak_grove()), language)
    assert again == sample_deck(language)
    for name, content in parts(again):
        if name.endswith((".xlsx", ".zip")):
            with zipfile.ZipFile(BytesIO(content)) as book:
                assert {entry.date_time[0] for entry in book.infolist()} == {1980}
                assert b"2025-07-01T00:00:00Z" in book.read("docProps/core.xml")
    with zipfile.ZipFile(BytesIO(again)) as file:
        assert {entry.date_time for entry in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert not [name for name in file.namelist() if "thumbnail" in name or "printer" in name]
        assert sum(name.endswith(".xlsx") for name in file.namelist()) == 3


def test_every_shape_of_a_slide_has_a_number_of_its_own() -> None:
    for slide in opened(sample_deck("en")):
        ids = slide._element.xpath("//p:cNvPr/@id")
        assert len(set(ids)) == len(ids)


def test_an_unknown_language_is_an_error() -> None:
    with pytest.raises(KeyError):
        deck_bytes(sample.report(), "xx")


def test_a_file_that_cannot_be_written_leaves_what_was_there(tmp_path: Path) -> None:
    (tmp_path / "slides.pptx").mkdir()
    with pytest.raises(SurroundingsError, match="could not be written"):
        write_deck(sample.report(), tmp_path / "slides.pptx", "en")
    assert [path.name for path in tmp_path.iterdir()] == ["slides.pptx"]


TROUBLE = "\x00\x01\x08\x0b\x0c\x1b\x1f\n\r\t\ud800\udfff\ufffe\uffff&<>\"'{}=%_\u202e\u200d😀🏫"
ODD = st.text(st.characters() | st.sampled_from(TROUBLE), min_size=1, max_size=60)


def _strange(report: Report, names: list[str]) -> Report:
    return renamed(report, lambda number, name: names[number % len(names)])


@pytest.mark.slow
@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(ODD, min_size=1, max_size=8), st.sampled_from(sorted(LANGUAGES)))
def test_no_name_breaks_the_file(names: list[str], language: str) -> None:
    _whole(_strange(sample.report(), names), language)


@pytest.mark.slow
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(ODD, min_size=1, max_size=40), st.sampled_from(sorted(LANGUAGES)))
def test_no_name_breaks_the_file_of_the_sample_school(names: list[str], language: str) -> None:
    _whole(_strange(oak_grove(), names), language)


def test_a_name_of_any_width_leaves_the_footer_on_one_line() -> None:
    for at in range(12):
        named = renamed(sample.report(), lambda number, name, letters=at: "i" * letters + "m" * 80)  # type: ignore[misc]
        assert taken(Talk(named, "en", HandoutDetails()).footer, FOOTER.wide, SMALL) == 1


def test_markup_stays_text() -> None:
    data = deck_bytes(renamed(sample.report(), lambda number, name: "<a:t>&amp;_x0041_\x0b\n</a:t>"), "en")
    (table,) = tables(opened(data)[2])
    assert table[2][0].startswith("<a:t>&amp;_x0041_\N{REPLACEMENT CHARACTER} </a:t>")


def _whole(report: Report, language: str) -> None:
    """The file opens, holds every slide, and says what it is asked to."""
    data = deck_bytes(report, language, HandoutDetails(note=report.case.plan.name))
    fits(data)
    assert all(titles(data))
    assert all(before != after for before, after in pairwise(titles(data)))
    for slide in opened(data):
        assert notes(slide)
        for chart in charts(slide):
            names, series = plotted(chart)
            rows = in_workbook(chart)
            assert len(rows) == len(names) + 1 and len(rows[0]) == len(series) + 1
