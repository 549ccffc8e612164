"""The page for families: its totals are the report's, it is one page whatever things are called, and everybody can read it."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import replace
from datetime import date
from fractions import Fraction
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe

from allocator.domain.budget import Budget
from allocator.domain.report import Report
from allocator.errors import SurroundingsError
from allocator.explain.cliff import cliff
from allocator.export.handout import HandoutDetails, handout_html, handout_pdf, pdf, pdf_possible
from allocator.export.handout.figures import Figures
from allocator.export.handout.fit import cut, fitting, lines, width
from allocator.messages import LANGUAGES, Message, catalogue
from tests.export import sample
from tests.export.handed import NAMES, dollars, oak_grove, renamed, tables
from tests.more import few_every_day

if TYPE_CHECKING:
    from playwright.sync_api import Browser

DETAILS = HandoutDetails(date(2026, 11, 22), note="School site council, December")
BOTH = pytest.mark.parametrize("language", sorted(LANGUAGES))
ENGLISH_EVERY_DAY = pytest.mark.parametrize("language", few_every_day(sorted(LANGUAGES), 1))
PAGE = {"width": 724, "height": 979}
"""What the margins leave of US Letter, in pixels of 1/96 inch."""


def words(html: str) -> str:
    """All that a reader sees, in one line."""
    return " ".join(unescape(re.sub(r"<style>.*?</style>|<[^>]+>", " ", html, flags=re.DOTALL)).split())


def english(report: Report) -> str:
    return words(handout_html(report, "en", DETAILS))


# figures ---------------------------------------------------------------------------------------------------------------
@BOTH
def test_every_total_is_the_reports_to_the_dollar(language: str) -> None:
    report = oak_grove()
    runs, staff, _, money = tables(handout_html(report, language, DETAILS))
    paid = sum(one.paid for years in report.sources.values() for one in years.values())
    spent = paid + sum(one.indirect for years in report.sources.values() for one in years.values())
    groups = [row for row in runs[1:-2] if len(row) == 2 and dollars(row[1]) and not re.match(r"\d", row[0])]
    single = [row for row in runs[1:-2] if row not in groups]
    assert sum(dollars(row[-1]) for row in groups) == sum(dollars(row[-1]) for row in single) == paid
    assert paid + dollars(runs[-2][1]) == dollars(runs[-1][1]) == spent
    assert sum(dollars(row[1]) for row in money[1:-1]) == dollars(money[-1][1]) == spent
    for column, year in ((1, report.case.years[0]), (2, report.case.years[-1])):
        fte = [Fraction(row[column]) for row in staff[1:]]
        assert sum(fte[:-1]) == fte[-1] == sum(years[year] for years in report.staff.values())


def test_programs_of_every_pillar_are_shown_and_the_others_are_counted() -> None:
    report = oak_grove()
    runs = tables(handout_html(report, "en"))[0]
    shown = [row for row in runs[1:-2] if len(row) == 3]
    counted = [int(row[0].split()[0]) for row in runs[1:-2] if len(row) == 2 and row[0].endswith(" more")]
    assert len(shown) + sum(counted) == 26
    assert len(shown) >= 8
    assert [row[0] for row in shown if row[0].startswith("After-school base")]
    assert ["Home visits, 300 a year (trained, paid pairs) 150 visits a year", "5", "$160,415"] in shown


def test_the_needs_with_the_highest_scores_are_shown_with_their_shares() -> None:
    needs = tables(handout_html(oak_grove(), "en"))[2]
    assert needs[1] == ["Mental-health access", "77%"]
    assert len(needs) == 7
    assert "6 more needs are met between 0% and 100%." in english(oak_grove())


def test_a_small_budget_reads_as_it_was_worked_out_by_hand() -> None:
    said = english(sample.report())
    assert "This plan meets 85.5 of the 117 points of need that the programs could reach." in said
    assert "It runs 2 of the 3 programs that were proposed and spends $275,275 of $360,000." in said
    assert "$84,725 is not spent: $23,500 is lost when its time runs out, and $61,225 is still there after 2026-27." in said
    assert "Half time (1 year) and full size (1 year)" in said
    assert "1 rule rests on a value that nobody has confirmed at its source." in said
    assert "Oak & Elm Middle School Community school budget, 2025-26 to 2026-27 This plan" in said
    assert "School site council, December Made on November 22, 2026. Plan 0123456789ab, allocator 0.1.0." in said


@pytest.mark.parametrize(("lapsed", "unspent", "said"), [
    (5, 0, "$5 is not spent: it is lost when its time runs out."), (0, 7, "$7 is not spent: it is still there after 2026-27."),
    (0, 0, "All of the money is spent."),
])
def test_money_that_is_left_is_named(lapsed: int, unspent: int, said: str) -> None:
    report = sample.report()
    last = replace(report.sources["lcff"][sample.Y2], lapsed=lapsed, unspent=unspent)
    assert said in english(replace(report, sources={"lcff": {sample.Y2: last}}))


def test_the_year_after_is_that_of_the_cliff() -> None:
    for report in (oak_grove(), sample.report()):
        found, after = cliff(report.case, report.budget), Figures(report).after
        assert (after.recurs, after.gap) == (found.recurs, found.gap)
    assert ("If everything that runs in 2029-30 simply goes on, it costs $1,117,619 in 2030-31. "
            "Sources that go on may pay $799,428 of it; nobody pays the other $318,191.") in english(oak_grove())


def test_an_empty_budget_is_a_page_too() -> None:
    report = oak_grove()
    unspent = {source: {year: replace(one, paid=0, indirect=0) for year, one in years.items()}
               for source, years in report.sources.items()}
    idle = replace(report, budget=Budget.of({}, []), costs={}, points=Fraction(0), staff={}, needs={}, sources=unspent)
    said = english(idle)
    assert "This plan meets 0 of the 817.2 points" in said
    assert "What runs None" in said
    assert "Nothing that runs in the plan's last year costs anything in 2030-31." in said


def test_several_schools_are_counted_and_go_by_the_name_of_the_plan() -> None:
    report = sample.report()
    plan = report.case.plan.model_copy(update={"name": "Three schools together", "sites": {
        key: report.case.plan.sites["oak"].model_copy(update={"name": key}) for key in ("elm", "fir", "oak")}})
    said = english(replace(report, case=replace(report.case, plan=plan)))
    assert "Three schools together Community school budget, 2025-26 to 2026-27. 3 schools This plan" in said
    one = plan.model_copy(update={"sites": report.case.plan.sites})
    said = english(replace(report, case=replace(report.case, plan=one)))
    assert "Oak & Elm Middle School Community school budget, 2025-26 to 2026-27. Three schools together This plan" in said


# sentences -------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(("change", "said"), [
    ({"status": "proved"}, "Best possible: it has been proved that no other budget obeys every rule and meets more need."),
    ({"status": "within", "gap": 0.00801}, "Within 0.9% of the best possible budget."),
    ({"status": "stopped", "gap": 0.0}, "was stopped early. This one is within 0.1% of the best possible."),
    ({"status": "stopped", "gap": 0.9}, "was stopped early. Nobody knows yet how close this one is to the best possible."),
])
def test_the_page_never_promises_too_much(change: dict[str, object], said: str) -> None:
    assert said in english(replace(sample.report(), **change))  # type: ignore[arg-type]


def test_goals_that_are_missed_are_counted() -> None:
    report = sample.report()
    missed = replace(report.findings[0], holds=False, prefer=1)
    assert "One goal that may give way is missed." in english(replace(report, findings=(missed, *report.findings[1:])))
    other = replace(missed, rule="another")
    assert "2 goals that may give way are missed." in english(replace(report, findings=(missed, other)))


def test_spanish_is_all_spanish() -> None:
    page = words(handout_html(renamed(oak_grove(), NAMES["short"]), "es", DETAILS))
    assert "Este plan cubre 630 de los 817 puntos de necesidad que los programas podrían cubrir." in page
    assert "Hecho el 22 de noviembre de 2026." in page
    spoken = {code: sentence for code, sentence in catalogue("en").items() if code.startswith("handout.") and "{" not in sentence}
    left = [code for code, sentence in spoken.items() if re.search(rf"\b{re.escape(sentence)}(?!\w)", page)]
    assert not left


def test_the_same_report_gives_the_same_page_and_an_unknown_language_is_an_error() -> None:
    assert handout_html(sample.report(), "en", DETAILS) == handout_html(sample.report(), "en", DETAILS)
    with pytest.raises(KeyError):
        handout_html(sample.report(), "xx")


@BOTH
def test_the_page_stands_alone(language: str) -> None:
    html = handout_html(oak_grove(), language, DETAILS)
    assert html.startswith("<!DOCTYPE html>\n" + f'<html lang="{language}" dir="ltr">')
    assert not re.search(r"https?:|src=|<link|@import|<script|javascript:|\son\w+=", html)
    assert set(re.findall(r"url\(([^)]*)\)", html)) == {"#hatch"}
    assert html.count("<h1") == 1
    assert html.count("<caption>") == html.count("<table")
    assert not re.findall(r"<th(?![^>]*scope=)[ >]", html)


def test_what_people_wrote_stays_text() -> None:
    html = handout_html(renamed(oak_grove(), NAMES["markup"]), "en", replace(DETAILS, note="<b>&</b>"))
    assert "<script" not in html
    assert "<b>&</b>" not in html
    assert "&lt;script&gt;alert(&#34;x&#34;)&lt;/script&gt; &amp; &#34;quotes&#34; &#39;one&#39;" in html
    assert "&lt;b&gt;&amp;&lt;/b&gt;" in html
    assert "<bdi" in html


# what fits -------------------------------------------------------------------------------------------------------------
def test_long_names_are_cut_after_a_word_and_show_that_they_are() -> None:
    assert cut("Reading  with\nfamilies", 30) == "Reading with families"
    assert cut("Reading with families and mentors", 24) == "Reading with families…"
    assert cut("x" * 300, 20).endswith("x…")
    assert width(cut("W" * 300, 40)) <= 40
    assert cut("", 5) == ""


def test_lines_are_counted_as_a_browser_breaks_them() -> None:
    assert lines("abc abc", 8) == 1
    assert lines("abcd abcd abcd", 9) == 2
    assert lines("a" * 25, 10) == 3
    assert lines("", 10) == 1


def test_rows_that_do_not_fit_leave_room_for_a_line_that_counts_them() -> None:
    assert fitting([1, 1, 1], lambda _: 1, 3) == 3
    assert fitting([1, 1, 1, 1], lambda _: 1, 3, rest=1) == 2
    assert fitting([1], lambda _: 9, 3) == 0


@pytest.mark.slow
@pytest.mark.browser
def test_it_is_one_page_whatever_things_are_called(browser: Browser) -> None:
    report = oak_grove()
    missed = [replace(report.findings[0], rule=rule, holds=False, prefer=1) for rule in ("a", "b")]
    talkative = replace(report, status="stopped", gap=0.1, findings=(*report.findings, *missed))
    page = browser.new_page(viewport=PAGE)  # type: ignore[arg-type]
    page.emulate_media(media="print")
    for kind, name in NAMES.items():
        for language in LANGUAGES:
            page.set_content(handout_html(renamed(talkative, name), language, DETAILS))
            size = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.scrollHeight]")
            end = page.evaluate("document.querySelector('footer').getBoundingClientRect().bottom")
            assert size[0] <= PAGE["width"], (kind, language)
            assert end < PAGE["height"] - 10, (kind, language, end)
    page.close()


@pytest.mark.browser
@ENGLISH_EVERY_DAY
def test_it_can_be_read_on_a_phone_and_by_a_screen_reader(browser: Browser, tmp_path: Path, language: str) -> None:
    file = tmp_path / "handout.html"
    file.write_text(handout_html(oak_grove(), language, DETAILS), encoding="utf-8")
    asked: list[str] = []
    for size in (320, 1280):
        page = browser.new_page(viewport={"width": size, "height": 800})
        page.on("request", lambda request: asked.append(request.url))
        page.goto(file.as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") <= size
        found = Axe().run(page).response["violations"]
        assert [one["id"] for one in found] == []
        page.close()
    assert set(asked) == {file.as_uri()}


# on paper --------------------------------------------------------------------------------------------------------------
@pytest.fixture(scope="module")
def printed(browser: Browser) -> dict[str, bytes]:
    """The sample school's page on paper, in every language."""
    return {language: handout_pdf(handout_html(oak_grove(), language, DETAILS)) for language in LANGUAGES}


@pytest.mark.browser
@ENGLISH_EVERY_DAY
def test_it_prints_as_one_tagged_page(printed: dict[str, bytes], language: str) -> None:
    data = printed[language]
    assert re.search(rb"/MarkInfo\s*<<[^>]*/Marked true", data)
    assert b"/StructTreeRoot" in data
    assert f"/Lang ({language})".encode() in data
    assert len(re.findall(rb"/Type\s*/Page\b", data)) == 1
    assert b"/MediaBox [0 0 612 792]" in data


@pytest.mark.browser
@ENGLISH_EVERY_DAY
def test_the_words_on_paper_hold_the_totals(printed: dict[str, bytes], language: str, tmp_path: Path) -> None:
    reader = shutil.which("pdftotext")
    if reader is None:
        pytest.skip("no pdftotext on this machine to read the words of a PDF")
    file = tmp_path / "handout.pdf"
    file.write_bytes(printed[language])
    read = subprocess.run([reader, file, "-"], capture_output=True, text=True, encoding="utf-8", check=True).stdout
    for figure in ("630", "817", "$5,839,323", "$6,102,410", "$66,833", "$1,117,619", "$318,191", "2029-30",
                   oak_grove().provenance.plan_sha256[:12]):
        assert figure in read


def test_without_a_browser_the_reader_is_told_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "browser", lambda: None)
    assert not pdf_possible()
    with pytest.raises(SurroundingsError, match="print it from your own browser") as refused:
        handout_pdf("<p>")
    assert refused.value.args == (Message("handout.pdf.none"),)


@pytest.mark.parametrize(("script", "said"), [
    ("#!/bin/sh\nexit 0\n", "printed no PDF"), ("#!/bin/sh\nexec sleep 60\n", "did not print the PDF within"),
    ("no program", "could not be started"),
])
def test_a_browser_that_fails_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, script: str, said: str) -> None:
    program = tmp_path / "browser"
    program.write_text(script, encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("CHROME", str(program))
    monkeypatch.delenv("ALLOCATOR_BROWSER", raising=False)
    assert pdf_possible()
    with pytest.raises(SurroundingsError, match=said):
        handout_pdf("<p>", seconds=1)
