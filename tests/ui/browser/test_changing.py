"""A change shows its effect at once, is never lost, can be taken back, and says why when it cannot be."""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING

from tests.ui.browser.driver import SLOW, App, Person, crowding, dollars, words

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


def set_amount(person: Person, source: str, year: str, amount: int) -> None:
    """On the plan page: another amount of a source in a year."""
    person.page.get_by_role("tab", name=words("change.money")).click()
    box = person.key(f"amount-{source}-{year}").locator("input").first
    box.fill(str(amount))
    box.press("Enter")


def test_row_02_change_the_budget_see_the_plan_change(person: Person) -> None:
    person.to("plan")
    agree(person)
    before = person.figures()
    set_amount(person, "ccspp", "2026-27", 200_000)
    began = time.monotonic()
    person.says(words("first")).wait_for(timeout=SLOW)
    assert time.monotonic() - began < 2 * crowding(), "the first answer"
    assert person.figures()["Need met"] != before["Need met"]
    person.settle()
    after = person.figures()
    assert after["Spent"] != before["Spent"] and person.says("$300,000").is_visible()
    agree(person)


def test_row_04_undo_and_redo(person: Person) -> None:
    """Fifty changes deep, across pages; the button says what it takes back, and Ctrl+Z does the same."""
    person.to("plan")
    before = person.figures()
    set_amount(person, "ccspp", "2026-27", 290_000)
    person.settle()
    changed = person.figures()
    person.to("money")
    button = person.key("undo").locator("button")
    assert "$300,000" in button.inner_text() and "$290,000" in button.inner_text()
    person.page.locator("h1").click()
    person.page.keyboard.press("Control+z")
    person.says(words("undo.none")).wait_for(timeout=SLOW)
    person.to("plan")
    assert person.figures() == before
    person.press("redo")
    person.settle()
    assert person.figures() == changed


def choose(person: Person, program: str, choice: str) -> None:
    """On the plan page: keep a program in, or leave it out."""
    person.page.get_by_role("tab", name=words("change.program")).click()
    person.pick("choice-program", program)
    person.page.get_by_text(words(f"change.program.{choice}"), exact=True).first.click()
    person.page.wait_for_timeout(300)
    person.press("choice-submit")


def test_a_pinned_program_comes_in(person: Person) -> None:
    """Only local money may mend the restrooms, and no other need gains by it: the best budget leaves them out."""
    person.to("plan")
    choose(person, "Restroom", "pin")
    person.settle()
    assert person.says(re.compile("Comes in: .*Restroom")).is_visible()
    agree(person)


def test_row_06_infeasible_is_explained(person: Person) -> None:
    """An award that pays for nothing while the coordinator must be hired: the shortfall, the rules, fixes that work."""
    person.to("plan")
    person.page.get_by_role("tab", name=words("change.money")).click()
    for year in ("2025-26", "2026-27", "2027-28", "2028-29", "2029-30"):
        person.key(f"amount-ccspp-{year}").locator("input").first.fill("1000")
    person.key("amount-ccspp-2029-30").locator("input").first.press("Enter")
    person.settle()
    said = person.page.get_by_test_id("stAlert").first
    said.wait_for(timeout=2 * SLOW)
    assert re.search(r"\$\d", said.inner_text()) and words("trouble.ways") in said.inner_text()
    fixes = person.page.locator("[class*='st-key-fix-'] button")
    assert fixes.count() + person.key("undo-trouble").locator("button").count() >= 2
    fixes.first.click()
    person.page.get_by_test_id("stAlert").first.wait_for(state="detached", timeout=2 * SLOW)
    person.settle()
    agree(person)


def test_row_07_required_coordinator(person: Person) -> None:
    person.to("plan")
    person.page.get_by_role("tab", name=words("change.program")).click()
    person.pick("choice-program", "Community school coordinator")
    assert person.says(re.compile("🔒.*[Ll]ocked")).is_visible()
    assert person.key("choice-coordinator-classified").get_by_text(words("change.program.drop")).count() == 0


def test_row_09_why_this_program(person: Person) -> None:
    person.to("plan")
    person.page.get_by_text(words("why.program"), exact=True).click()
    person.key("why-program").get_by_role("combobox").first.wait_for(timeout=SLOW)
    person.page.wait_for_timeout(500)
    for program in ("Restroom", "School social worker"):
        person.pick("why-program", program)
        assert person.says(re.compile(r"It (runs|does not run) .*\$")).is_visible()


def test_row_18_deep_link(app: App, person: Person, browser: Browser) -> None:
    person.to("plan")
    set_amount(person, "ccspp", "2027-28", 280_000)
    person.settle()
    person.page.get_by_text("Español", exact=True).first.click()
    person.settle()
    again = Person.at(app, browser)
    again.page.goto(person.page.url)
    again.settle()
    assert again.figures() == person.figures() and again.page.inner_text("h1") == person.page.inner_text("h1")
    assert again.page.evaluate("document.documentElement.lang") == "es"
    again.leave()


def test_row_19_honest_solver_status(person: Person) -> None:
    """A progress line, a stop within two seconds, and no promise that was not proved."""
    person.to("plan")
    set_amount(person, "ccspp", "2027-28", 270_000)
    person.settle()
    assert person.says(GOOD).is_visible()
    person.press("longer")
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


def test_row_21_what_would_25000_more_buy(person: Person) -> None:
    person.to("money")
    began = time.monotonic()
    person.press("more-ccspp-25000")
    answer = person.says(re.compile(r"With \$25,000 more a year, at least .* more points"))
    assert time.monotonic() - began < 5 * crowding() and answer.is_visible()
    assert any(name in answer.inner_text() for name in ("After-school", "Arts residency", "School nurse", "Restroom"))


def test_row_22_staffing_view(person: Person) -> None:
    person.to("plan")
    person.page.get_by_role("heading", name=words("staffing"), exact=True).wait_for(timeout=SLOW)
    rows = person.page.locator("[class*='st-key-table-text-who-is-needed'] tbody tr")
    assert rows.count() >= 5 and re.search(r"\d of \d", rows.first.inner_text())
