"""A change shows its effect at once, is never lost, can be taken back, and says why when it cannot be."""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING

import pytest

import allocator
from tests.ui.browser.driver import SAMPLE, SLOW, App, Person, crowding, dollars, set_amount, words

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

GOOD = re.compile("of the best possible budget|best possible budget:")


def test_row_01_opens_with_a_worked_example(browser: Browser, tmp_path: Path) -> None:
    app = App(tmp_path / "empty").start()
    try:
        person = Person.at(app, browser)
        person.page.goto(app.url)
        person.page.get_by_test_id("stMetric").nth(3).wait_for(timeout=SLOW)
        assert time.monotonic() - app.began < 10 * crowding()
        person.settle()
        assert person.says("Oak Grove Middle School").is_visible() and person.says(GOOD).is_visible()
        assert re.fullmatch("[1-9][0-9]* of 36", person.figures()["Programs that run"])
        for way in ("sample", "empty", "library", "upload"):
            assert person.says(words(f"start.way.{way}")).is_visible()
        person.leave()
    finally:
        app.stop()


def agree(person: Person) -> None:
    """What stands on top is what the tables add up to, to the dollar."""
    figures, paid, left = person.figures(), person.sum_of("who-pays-in-each-year"), person.sum_of("what-is-left")
    assert dollars(figures["Spent"]) == paid[-1] == sum(paid[:-1])
    assert dollars(figures["Left"]) == left[-1] + left[-2] and left[0] == sum(left[1:])
    runs = person.page.locator("[class*='st-key-table-figures-roster-what-runs'] tbody tr").count()
    assert figures["Programs that run"].startswith(f"{runs} of ")


@pytest.mark.slow
def test_row_02_change_the_budget_see_the_plan_change(person: Person) -> None:
    """Of the large sample, too, a first answer is there at once."""
    person.to("plan")
    agree(person)
    before = person.figures()
    set_amount(person, "ccspp", "2026-27", 200_000)
    began = time.monotonic()
    person.says(words("first")).wait_for(timeout=SLOW)
    assert time.monotonic() - began < 2 * crowding(), "the first answer"
    assert person.figures()["Need met"] != before["Need met"] and person.says("$300,000").is_visible()
    person.stop_search()


def test_row_02_a_dollar_too_little_drops_a_program(tiny: Person) -> None:
    """The home visits take $21,000 of the grant, with its charge. A dollar less, and $49,999 are there for the $50,000 of both
    programs: the tutoring drops out, 87 points become 47, and the grant's last dollar is charged."""
    tiny.to("plan")
    assert (tiny.figures()["Need met"], tiny.figures()["Spent"]) == ("87 of 141", "$51,000")
    set_amount(tiny, "grant", "2025-26", 20_999)
    tiny.settle()
    assert (tiny.figures()["Need met"], tiny.figures()["Spent"]) == ("47 of 141", "$20,999")
    assert tiny.says(re.compile("Drops out: .*Math tutoring")).is_visible()
    agree(tiny)


def test_row_04_undo_and_redo(tiny: Person) -> None:
    """Across pages; the button says what it takes back, and Ctrl+Z does the same."""
    tiny.to("plan")
    before = tiny.figures()
    set_amount(tiny, "grant", "2025-26", 20_000)
    tiny.settle()
    changed = tiny.figures()
    assert changed["Need met"] != before["Need met"]
    tiny.to("money")
    button = tiny.key("undo").locator("button")
    assert "$45,000" in button.inner_text() and "$20,000" in button.inner_text()
    tiny.page.locator("h1").click()
    tiny.page.keyboard.press("Control+z")
    tiny.says(words("undo.none")).wait_for(timeout=SLOW)
    tiny.to("plan")
    assert tiny.figures() == before
    tiny.press("redo")
    tiny.settle()
    assert tiny.figures() == changed


def choose(person: Person, program: str, choice: str) -> None:
    """On the plan page: keep a program in, or leave it out."""
    person.page.get_by_role("tab", name=words("change.program")).click()
    person.pick("choice-program", program)
    person.page.get_by_text(words(f"change.program.{choice}"), exact=True).first.click()
    person.page.wait_for_timeout(300)
    person.press("choice-submit")


@pytest.mark.slow
def test_a_pinned_program_comes_in(tiny: Person) -> None:
    """The attendance worker leaves no room for the other two: half a worker too many, and $7,142 too few."""
    tiny.to("plan")
    choose(tiny, "Attendance worker", "pin")
    tiny.settle()
    assert tiny.says(re.compile("Comes in: .*Attendance worker")).is_visible() and tiny.figures()["Need met"] == "54 of 141"
    agree(tiny)


@pytest.mark.slow  # without a browser tests/ui/test_ways.py does the same every day
def test_row_06_infeasible_is_explained(tiny: Person) -> None:
    """Two promises that the money cannot keep: the shortfall that the README works out, the rules, fixes that work."""
    tiny.to("plan")
    choose(tiny, "Attendance worker", "pin")
    tiny.settle()
    choose(tiny, "Math tutoring", "pin")
    tiny.settle()
    said = tiny.page.get_by_test_id("stAlert").first
    said.wait_for(timeout=2 * SLOW)
    assert "$7,142" in said.inner_text() and words("trouble.ways") in said.inner_text()
    fixes = tiny.page.locator("[class*='st-key-fix-'] button")
    assert fixes.count() + tiny.key("undo-trouble").locator("button").count() >= 2
    fixes.first.click()
    tiny.page.get_by_test_id("stAlert").first.wait_for(state="detached", timeout=2 * SLOW)
    tiny.settle()
    agree(tiny)


@pytest.mark.slow
def test_row_07_required_coordinator(person: Person) -> None:
    person.to("plan")
    person.page.get_by_role("tab", name=words("change.program")).click()
    person.pick("choice-program", "Community school coordinator")
    assert person.says(re.compile("🔒.*[Ll]ocked")).is_visible()
    assert person.key("choice-coordinator-classified").get_by_text(words("change.program.drop")).count() == 0


@pytest.mark.slow
def test_row_09_why_this_program(person: Person) -> None:
    person.to("plan")
    person.page.get_by_text(words("why.program"), exact=True).click()
    person.key("why-program").get_by_role("combobox").first.wait_for(timeout=SLOW)
    person.page.wait_for_timeout(500)
    for program in ("Restroom", "School social worker"):
        person.pick("why-program", program)
        assert person.says(re.compile(r"It (runs|does not run) .*\$")).is_visible()


@pytest.mark.slow
def test_row_18_deep_link(tiny_app: App, tiny: Person, browser: Browser) -> None:
    tiny.to("plan")
    set_amount(tiny, "grant", "2025-26", 19_000)
    tiny.settle()
    tiny.page.get_by_text("Español", exact=True).first.click()
    tiny.settle()
    again = Person.at(tiny_app, browser)
    again.page.goto(tiny.page.url)
    again.settle()
    assert again.figures() == tiny.figures() and again.page.inner_text("h1") == tiny.page.inner_text("h1")
    assert again.page.evaluate("document.documentElement.lang") == "es"
    again.leave()


def stop_in_time(person: Person) -> None:
    """A progress line, a stop within two seconds, and no promise that was not proved."""
    stop = person.key("search-stop").locator("button")
    stop.wait_for(timeout=SLOW)
    assert re.search(r"\d s\.", person.key("search").inner_text())
    person.page.wait_for_timeout(1000)
    began = time.monotonic()
    stop.click()
    person.key("search").wait_for(state="detached", timeout=SLOW)
    assert time.monotonic() - began < 3 * crowding(), "two seconds, and one for the page to look again"
    text = person.page.inner_text("[data-testid=stMain]")
    assert "This is the best possible" not in text or "proved" in text


@pytest.mark.slow
def test_row_19_honest_solver_status(person: Person, tiny: Person) -> None:
    """What is stopped says so; what is proved says that."""
    person.to("plan")
    set_amount(person, "ccspp", "2027-28", 270_000)
    stop_in_time(person)
    tiny.to("plan")
    set_amount(tiny, "grant", "2025-26", 44_000)
    tiny.settle()
    assert tiny.says(re.compile("This is the best possible budget: it is proved")).is_visible()


@pytest.mark.slow  # the search of the sample school runs to its end
def test_row_19_a_search_that_ends_says_how_good_its_budget_is(person: Person) -> None:
    person.to("plan")
    set_amount(person, "ccspp", "2027-28", 260_000)
    person.settle()
    assert person.says(GOOD).is_visible()
    agree(person)
    person.press("longer")
    stop_in_time(person)


@pytest.mark.slow
def test_row_21_what_would_25000_more_buy(person: Person) -> None:
    person.to("money")
    began = time.monotonic()
    person.press("more-ccspp-25000")
    answer = person.says(re.compile(r"With \$25,000 more a year, at least .* more points"))
    assert time.monotonic() - began < 5 * crowding() and answer.is_visible()
    text = answer.inner_text()
    assert any(program.name in text for program in allocator.load(SAMPLE).programs.values()), text


@pytest.mark.slow
def test_row_22_staffing_view(person: Person) -> None:
    person.to("plan")
    person.page.get_by_role("heading", name=words("staffing"), exact=True).wait_for(timeout=SLOW)
    rows = person.page.locator("[class*='st-key-table-text-who-is-needed'] tbody tr")
    assert rows.count() >= 5 and re.search(r"\d of \d", rows.first.inner_text())
