"""What people take away: every file holds the budget of the page, can be checked, and a link leads back to the scenario."""

from __future__ import annotations

import csv
import json
import logging
import zipfile
from datetime import date
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from pptx import Presentation
from streamlit.testing.v1 import AppTest

from allocator.allocate import case_for
from allocator.cli import run
from allocator.domain.plan import Plan
from allocator.domain.report import Report
from allocator.load import fingerprint, load, plan_data, read_budget
from allocator.load.budget_workbook import read_budget_workbook
from allocator.load.edited import edited
from allocator.messages import LANGUAGES, NAMES
from allocator.money import dollars
from allocator.ui import downloads, edits, figures
from allocator.ui.downloads import File
from allocator.ui.links import link
from allocator.ui.pages import share
from allocator.ui.speak import one
from allocator.ui.words import speaking, w
from tests.export.handed import SCHOOL, oak_grove
from tests.more import few_every_day
from tests.ui import school
from tests.ui.conftest import Opener
from tests.ui.school import Y1, Y2
from tests.ui.test_pages import _go, text

DAY = date(2026, 11, 22)
CALLED = "oak-grove_2026-11-22"
SAYS = one("changes.free", program="Tutoring")
BOTH = pytest.mark.parametrize("language", sorted(LANGUAGES))
ENGLISH_EVERY_DAY = pytest.mark.parametrize("language", few_every_day(sorted(LANGUAGES), 1))


def rows(archive: bytes, name: str) -> list[list[str]]:
    """A table of the archive without its headings."""
    with zipfile.ZipFile(BytesIO(archive)) as files:
        return list(csv.reader(StringIO(files.read(f"{name}.csv").decode("utf-8-sig"), newline="")))[1:]


def offered(app: AppTest) -> dict[str, Any]:
    """The downloads of the page by key."""
    return {each.proto.id.rsplit("-download-", 1)[-1]: each.proto for each in app.get("download_button")}


# the files ----------------------------------------------------------------------------------------------------------------
@BOTH
def test_the_tables_add_up_to_the_figures_of_the_page(language: str) -> None:
    now = figures.totals(oak_grove())
    with speaking(language):
        archive = downloads.tables(oak_grove(), CALLED).make()
    sources = [[int(cell) for cell in row[4:]] for row in rows(archive, "sources")]
    amount, _, paid, indirect, _, lapsed, unspent = map(sum, zip(*sources, strict=True))
    payments, programs = (sum(int(row[-1]) for row in rows(archive, name)) for name in ("payments", "programs"))
    assert payments == programs == paid
    assert (paid + indirect, lapsed, unspent) == (now.spent, now.lapsed, now.unspent) and amount == now.money
    assert len({row[0] for row in rows(archive, "programs")}) == now.run


@ENGLISH_EVERY_DAY
def test_the_workbook_and_the_result_hold_the_budget_of_the_page(language: str, tmp_path: Path) -> None:
    report = oak_grove()
    with speaking(language):
        workbook, result = downloads.workbook(report, CALLED), downloads.figures(report, CALLED)
    book, figures_file = tmp_path / workbook.name, tmp_path / result.name
    book.write_bytes(workbook.make())
    figures_file.write_bytes(result.make())
    assert read_budget_workbook(book)[0] == read_budget(figures_file)[0] == report.budget
    said = json.loads(figures_file.read_text(encoding="utf-8"))
    now = figures.totals(report)
    assert sum(one["paid"] + one["indirect"] for years in said["sources"].values() for one in years.values()) == now.spent
    assert (said["points"], len(said["programs"])) == (pytest.approx(float(now.met)), now.run)


@BOTH
def test_the_handout_says_what_the_page_says(language: str) -> None:
    found = {file.key: file for file in downloads.handouts(oak_grove(), CALLED, DAY, printed=False)}
    assert list(found) == [f"handout-html-{code}" for code in NAMES]
    html = found[f"handout-html-{language}"].make().decode("utf-8")
    assert f'lang="{language}"' in html and dollars(figures.totals(oak_grove()).spent) in html and "2026" in html


def test_the_handout_is_printed_as_it_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(downloads, "handout_pdf", lambda html: html.encode("utf-8"))
    found = {file.key: file for file in downloads.handouts(oak_grove(), CALLED, DAY, printed=True)}
    for code in NAMES:
        assert found[f"handout-pdf-{code}"].make() == found[f"handout-html-{code}"].make()
        assert found[f"handout-pdf-{code}"].mime == "application/pdf"


@BOTH
def test_the_slides_say_what_the_page_says(language: str) -> None:
    found = {file.key: file for file in downloads.decks(oak_grove(), CALLED, DAY, "More tutoring")}
    assert list(found) == [f"deck-{code}" for code in NAMES]
    file = found[f"deck-{language}"]
    slides = Presentation(BytesIO(file.make())).slides
    said = [shape.text_frame.text for slide in slides for shape in slide.shapes if shape.has_text_frame]
    assert file.name.endswith(f"_{language}.pptx") and any("More tutoring" in words for words in said[:3])
    assert any("2026" in words for words in said[:3])
    assert any(dollars(figures.totals(oak_grove()).spent) in words for words in said)


@pytest.fixture
def taken(tmp_path: Path) -> list[Path]:
    """The plan, the workbook and the result of the sample school, as a person finds them in the folder for downloads."""
    report = oak_grove()
    files = (downloads.plan_file(load(SCHOOL / "base.yaml"), CALLED), downloads.workbook(report, CALLED),
             downloads.figures(report, CALLED))
    for file in files:
        (tmp_path / file.name).write_bytes(file.make())
    return [tmp_path / file.name for file in files]


@pytest.mark.slow
def test_the_plan_file_is_enough_to_check_the_others(taken: list[Path], capsys: pytest.CaptureFixture[str]) -> None:
    plan, *budgets = map(str, taken)
    for budget in budgets:
        capsys.readouterr()
        assert run(["audit", plan, budget]) == 0
        said = capsys.readouterr()
        assert "Every rule holds and every figure agrees" in said.out + said.err and "other plan" not in said.err


def test_what_a_grant_fills_in_stays_out_of_the_plan_file(tmp_path: Path) -> None:
    """The usual award of a grant is taken where a plan states none; its file goes on to state none."""
    plan, path = load(SCHOOL / "base.yaml"), tmp_path / "plan.yaml"
    usual = edited(plan_data(plan), {"sources": {"ccspp": {"amounts": None}}})
    assert case_for(usual).plan != usual
    path.write_bytes(downloads.plan_file(usual, CALLED).make())
    assert fingerprint(load(path)) == fingerprint(usual)


@pytest.mark.parametrize(("plan", "scenario", "called"), [
    ("Oak Grove Middle School", "", "oak-grove-middle-school_2026-11-22"),
    ("Oak Grove", "Oak Grove", "oak-grove_2026-11-22"),
    ("Oak Grove", "More tutoring, año 2!", "oak-grove_more-tutoring-ano-2_2026-11-22"),
    ("../../etc/passwd", "C:\\x", "etc-passwd_c-x_2026-11-22"),
    ("社區學校", "計劃", "plan_2026-11-22"),
    ("x" * 90, "y" * 90, f"{'x' * 40}_{'y' * 40}_2026-11-22"),
])
def test_files_are_called_by_plain_small_letters(plan: str, scenario: str, called: str) -> None:
    assert downloads.stem(plan, scenario, DAY) == called


def test_every_file_has_a_name_of_its_own() -> None:
    for language in LANGUAGES:
        with speaking(language):
            found = _all(oak_grove(), load(SCHOOL / "base.yaml"))
        assert len({file.name for file in found}) == len({file.key for file in found}) == len(found) == 4 + 3 * len(NAMES)
        assert all(file.name.isascii() and CALLED in file.name for file in found)


def _all(report: Report, plan: Plan) -> list[File]:
    return [downloads.workbook(report, CALLED), downloads.tables(report, CALLED), downloads.plan_file(plan, CALLED),
            downloads.figures(report, CALLED), *downloads.decks(report, CALLED, DAY),
            *downloads.handouts(report, CALLED, DAY, printed=True)]


def test_a_file_that_cannot_be_made_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    def broken() -> bytes:
        raise RuntimeError("no ink")

    with caplog.at_level(logging.ERROR), pytest.raises(RuntimeError):
        downloads.careful(broken)()
    assert "reference" in caplog.text and "no ink" in caplog.text


# links --------------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(("here", "page", "to", "address"), [
    ("http://127.0.0.1:8501/share", "share", "plan", "http://127.0.0.1:8501/plan?plan=a&lang=es"),
    ("https://budget.example.org/schools/share/", "share", "families", "https://budget.example.org/schools/families?plan=a&lang=es"),
    ("https://budget.example.org/share/share", "share", "", "https://budget.example.org/share/?plan=a&lang=es"),
    ("https://budget.example.org/", "", "plan", "https://budget.example.org/plan?plan=a&lang=es"),
    (None, "share", "plan", "/plan?plan=a&lang=es"),
])
def test_a_link_is_a_full_address(here: str | None, page: str, to: str, address: str) -> None:
    assert link(here, page, to, {"plan": "a", "lang": "es"}) == address


# the page -----------------------------------------------------------------------------------------------------------------
def test_the_page_offers_every_file_and_says_what_is_in_all_of_them(app: AppTest) -> None:
    _go(app, "share")
    assert not app.exception
    found = offered(app)
    spoken = {f"{kind}-{code}" for kind in ("handout-html", "deck") for code in NAMES}
    assert {"workbook", "tables", "plan", "result", *spoken} <= set(found)
    assert not any(proto.disabled for proto in found.values()) and all(proto.ignore_rerun for proto in found.values())
    assert "2 of 3 programs run, $130,000 is spent over all years, and 56 of 74 points of need are met." in text(app)
    assert "15% or more" in text(app) and "Education Code 48985" in text(app)


BOOKED = {"layout": "{fund}-{resource}-{object}-{function}", "fund": "01"}


def test_a_plan_with_accounts_offers_journal_lines_and_names_what_they_lack(open_app: Opener) -> None:
    # counselor 60,000 and 30,000, tutoring 20,000 and 15,000 + 5,000 of the grant: 130,000; no line has a function
    plan = Plan.model_validate(school.SCHOOL | {"accounts": BOOKED})
    app = open_app(plan, school.report_of(plan, school.BEST))
    _go(app, "share")
    assert not app.exception and "journal" in offered(app) and w("download.journal") == offered(app)["journal"].label
    assert "Some account strings lack a code and show ???? in its place (function: 3)." in text(app)
    found = downloads.journal(school.report_of(plan, school.BEST), CALLED)
    lines = list(csv.DictReader(StringIO(found.make().decode("utf-8-sig"), newline="")))
    assert {(line["fiscal_year"], line["account"]): int(line["debit"]) for line in lines} == {
        (Y1, "01-6332-1200-????"): 60000, (Y1, "01-0000-1100-????"): 20000,
        (Y2, "01-6332-1200-????"): 30000, (Y2, "01-6332-1100-????"): 5000, (Y2, "01-0000-1100-????"): 15000}
    assert found.name == f"CCSPP-journal_{CALLED}.csv"


def test_a_plan_without_accounts_offers_none(app: AppTest) -> None:
    _go(app, "share")
    assert "journal" not in offered(app) and "account strings" not in text(app)


def test_without_a_browser_there_is_no_pdf_and_the_page_says_so(app: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(share, "pdf_possible", lambda: False)
    _go(app, "share")
    assert not [key for key in offered(app) if "pdf" in key] and w("share.pdf.none") in text(app)


def test_while_a_change_is_worked_out_nothing_can_be_downloaded(open_app: Opener) -> None:
    app = open_app(report=school.report_of(school.plan_of(), school.BEST), solver=school.slowly)
    desk = app.session_state["desk"]
    desk.change(edits.set_amounts("local", {Y1: 0, Y2: 0}), SAYS)
    _go(app, "share")
    assert all(proto.disabled for proto in offered(app).values()) and w("share.wait") in text(app)
    job = desk.job
    job.stop()
    assert job.done.wait(5)
    app.run()
    assert not any(proto.disabled for proto in offered(app).values()) and w("share.wait") not in text(app)
    assert "$110,000 is spent" in text(app)


def test_where_there_is_no_budget_there_is_nothing_to_download(app: AppTest) -> None:
    desk = app.session_state["desk"]
    desk.change(edits.all_of([edits.choose(desk.base, name, "pin") for name in ("garden", "counselor", "tutoring")]), SAYS)
    while (job := desk.job) is not None:
        assert job.done.wait(5)
    _go(app, "share")
    assert not app.exception and w("share.nothing") in text(app) and all(proto.disabled for proto in offered(app).values())


def test_a_file_holds_the_budget_that_was_on_the_page_when_it_was_offered(app: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    made: dict[str, Any] = {}
    button = st.download_button

    def noted(label: str, data: Any, *rest: Any, **named: Any) -> bool:
        made.setdefault(named["key"], data)
        return button(label, data, *rest, **named)

    monkeypatch.setattr(st, "download_button", noted)
    _go(app, "share")
    desk = app.session_state["desk"]
    desk.change(edits.set_amounts("local", {Y1: 0, Y2: 0}), SAYS)
    while (job := desk.job) is not None:
        assert job.done.wait(5)
    app.run()
    assert "$110,000 is spent" in text(app)
    assert sum(int(row[-1]) for row in rows(made["download-tables"](), "payments")) == 130_000
    assert b"20000" in made["download-plan"]()


def test_a_link_is_made_when_it_is_asked_for_and_opens_the_scenario(app: AppTest) -> None:
    _go(app, "share")
    assert w("share.link.none") in text(app) and len(app.code) == 1
    app.button("share-link").click().run()
    desk = app.session_state["desk"]
    where = f"plan={desk.book}&scenario={desk.scenario.id}"
    addresses = [code.value for code in app.code][1:]
    assert addresses == [
        f"/plan?{where}&lang=en", f"/meeting?{where}&lang=en&present=1", *(f"/families?{where}&lang={code}" for code in NAMES)]
    assert not [each for each in app.button if each.key == "share-link"]
    opened = AppTest.from_file(app._script_path, default_timeout=10)
    opened.query_params.update({"plan": desk.book, "scenario": desk.scenario.id, "lang": "es"})
    opened.run()
    assert opened.session_state["desk"].scenario == desk.scenario and "Nada ha cambiado" not in text(opened)


@pytest.mark.parametrize("home", [True, False])
def test_on_ones_own_computer_the_page_says_that_a_link_leads_nowhere_else(
        home: bool, app: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(share, "at_home", lambda *about: home)
    app.session_state["desk"].keep()
    _go(app, "share")
    assert (w("share.link.home") in text(app)) is home
