"""Scenarios side by side, the meeting, what people take with them, and what they bring."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

import allocator
from allocator.load import plan_data
from allocator.load.template import workbook_bytes
from tests.ui.browser.driver import SAMPLE, SLOW, App, Person, dollars, set_amount, words

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Browser


def saved(person: Person, key: str) -> bytes:
    """The file behind a button."""
    with person.page.expect_download(timeout=SLOW) as waiting:
        person.key(key).locator("button").first.click()
    download: Any = waiting.value
    return bytes(download.path().read_bytes())


def signed(text: str) -> int:
    """``-$1,200`` as a number; a dash for nothing is 0."""
    return -dollars(text) if "$" in text and text.strip()[0] in "-\N{MINUS SIGN}(" else dollars(text)


@pytest.mark.slow
def test_row_08_compare_scenarios(tiny: Person) -> None:
    """Three side by side on one scale; the differences add up to the difference of the totals. The third has a dollar less of the
    grant than home visits and tutoring take together."""
    tiny.to("compare")
    tiny.page.locator("[class*='st-key-compare-idea-'] button").first.click()
    tiny.settle()
    tiny.page.get_by_label(words("compare.new.label"), exact=True).fill("A dollar too little")
    tiny.page.get_by_role("button", name=words("compare.new"), exact=True).click()
    tiny.settle()
    tiny.to("plan")
    set_amount(tiny, "grant", "2025-26", 20_999)
    tiny.settle()
    tiny.to("compare")
    heads = tiny.page.locator("[class*='st-key-compare-figures-'] tbody").first
    assert all(figure in heads.inner_text() for figure in ("$51,000", "$20,999", "A dollar too little"))
    assert tiny.page.get_by_text(words("compare.sides"), exact=True).count() >= 1
    tiny.page.get_by_role("heading", name=words("compare.pillars"), exact=True).wait_for(timeout=2 * SLOW)
    tiny.page.locator("[class*='st-key-table-figures-money-sum'] tbody tr:last-child").nth(1).wait_for(timeout=SLOW)
    added_up = 0
    for table in tiny.page.locator("[class*='st-key-table-figures-money-sum']").all():
        rows = [row.locator("td").last.inner_text() for row in table.locator("tbody tr").all()]
        if "$" in rows[-1]:
            parts = [signed(row) for row in rows]
            assert sum(parts[:-1]) == parts[-1]
            added_up += 1
    assert added_up


def test_row_10_upload_with_errors_points_at_the_cell(person: Person, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook_bytes(plan_data(allocator.load(SAMPLE)))))
    costs, programs = book["Costs"], book["Programs"]
    column = {str(cell.value): cell.column_letter for cell in costs[1]}
    at = next(letter for name, letter in column.items() if name.lower().startswith(("amount", "dollars")))
    costs[f"{at}3"] = "12k"
    programs["B4"] = None
    bad = tmp_path / "budget.xlsx"
    book.save(bad)
    person.page.locator("[data-testid=stFileUploader] input[type=file]").set_input_files(str(bad))
    said = person.says(re.compile(r"12k"))
    assert said.is_visible()
    text = person.page.inner_text("[data-testid=stMain]")
    assert re.search(rf"Costs!?.*{at}3", text.replace("\n", " "))
    notes = openpyxl.load_workbook(io.BytesIO(saved(person, "upload-notes")))
    assert notes["Costs"][f"{at}3"].comment is not None
    assert person.says(words("saved.nothing")).is_visible(), "nothing was taken"


def press_until(person: Person, key: str, there: Callable[[], bool]) -> None:
    """Press a key, and again where nothing has come of it: a page that is being drawn anew swallows one now and then."""
    for _ in range(8):
        person.drawn()
        person.page.keyboard.press(key)
        person.page.wait_for_timeout(2000)
        person.drawn()
        if there():
            return
    assert there(), key


@pytest.mark.slow
def test_row_13_present(app: App, browser: Browser) -> None:
    person = Person.at(app, browser, viewport={"width": 1920, "height": 1080})
    person.page.goto(f"{app.url}/?present=1")
    person.page.get_by_role("button", name=words("meeting.leave")).wait_for(timeout=SLOW)
    person.drawn()
    assert person.page.get_by_test_id("stTopNavLink").count() == 0
    sizes = person.page.evaluate("""() => [...document.querySelectorAll('[data-testid=stMain] :is(p, li, td, th, button)')]
        .filter(e => e.offsetParent && e.innerText.trim()).map(e => parseFloat(getComputedStyle(e).fontSize))""")
    assert sizes and min(sizes) >= 24
    first = person.page.inner_text("h1")
    press_until(person, "ArrowRight", lambda: person.page.locator("h1").first.inner_text() != first)
    press_until(person, "ArrowRight", person.key("cards").is_visible)
    cards, bar = person.key("cards").bounding_box(), person.key("wall").bounding_box()
    assert cards is not None and bar is not None
    room = bar["y"] - cards["y"]
    assert 0.9 * room < cards["height"] <= room, "the cards fill the wall, and nothing has to be scrolled"
    press_until(person, "ArrowLeft", lambda: person.page.locator("h1").first.inner_text() == first)
    press_until(person, "Escape", person.page.get_by_test_id("stTopNavLink").first.is_visible)
    person.leave()


def test_row_15_handout_and_every_file_says_the_same(person: Person) -> None:
    person.to("plan")
    spent = dollars(person.figures()["Spent"])
    person.to("share")
    page = saved(person, "download-handout-html-en").decode("utf-8")
    assert '<html lang="en"' in page and f"${spent:,}" in page and "<script" not in page
    assert '<html lang="es"' in saved(person, "download-handout-html-es").decode("utf-8")
    with zipfile.ZipFile(io.BytesIO(saved(person, "download-tables"))) as tables:
        rows = list(csv.DictReader(io.StringIO(tables.read("sources.csv").decode("utf-8-sig"))))
    paid = [key for key in rows[0] if key.lower().startswith(("paid", "indirect"))]
    assert sum(int(row[key] or 0) for row in rows for key in paid) == spent
    workbook = saved(person, "download-workbook")
    assert workbook[:2] == b"PK" and len(workbook) > 50_000


@pytest.mark.slow
def test_row_26_the_command_line_gives_the_same(person: Person, tmp_path: Path) -> None:
    """The tables of the sample as the page hands them out, byte for byte the same twice, and as the stored result has them."""
    person.to("share")
    first, second = saved(person, "download-tables"), saved(person, "download-tables")
    assert first == second
    stored = json.loads((SAMPLE.parent / "base.result.json").read_text(encoding="utf-8"))
    with zipfile.ZipFile(io.BytesIO(first)) as tables:
        rows = list(csv.DictReader(io.StringIO(tables.read("payments.csv").decode("utf-8-sig"))))
    dollars_column = next(key for key in rows[0] if key.lower() == "dollars")
    assert sum(int(row[dollars_column]) for row in rows) == sum(one["dollars"] for one in stored["payments"])


def to_the_end(person: Person) -> None:
    """Press Next until the last view. The count says which view is there: a button may look ready while its view is leaving."""
    count = person.key("way").get_by_text(re.compile(r"^\d+ of \d+$"))
    at, of = (int(number) for number in re.findall(r"\d+", count.inner_text()))
    for view in range(at + 1, of + 1):
        person.press("meeting-next")
        person.key("way").get_by_text(words("meeting.at", at=view, of=of), exact=True).wait_for()
        person.drawn()


@pytest.mark.slow  # without a browser tests/ui/test_meeting_page.py does the same every day
def test_row_28_meeting_cards(tiny: Person) -> None:
    """Fund a program, see the balance move, vote, save the group's choices, and see what they come to."""
    tiny.to("meeting")
    tiny.press("meeting-next")
    tiny.drawn()
    tiny.press("meeting-next")
    tiny.drawn()
    before = tiny.key("balance").inner_text()
    fund = tiny.page.locator("[class*='st-key-pick-'][class*='-fund'] button").first
    fund.click()
    tiny.page.wait_for_function("before => document.querySelector('.st-key-balance')?.innerText !== before", arg=before,
                                  timeout=SLOW)
    tiny.drawn()
    tiny.page.locator("[class*='st-key-turn-'] button").first.click()
    tiny.drawn()
    tiny.page.locator("[class*='st-key-vote-for-'] input").first.fill("7")
    tiny.page.locator("[class*='st-key-vote-against-'] input").first.fill("2")
    tiny.page.locator("[class*='st-key-vote-note-'] input").first.fill("Families asked for it")
    assert tiny.page.locator("[data-testid=stNumberInputStepUp]").count() == 3, "each count has its buttons"
    assert not tiny.page.locator("[data-testid=InputInstructions]:visible").count(), "nothing stands across the note"
    tiny.page.get_by_role("button", name=words("meeting.vote"), exact=True).click()
    tiny.says(re.compile("7 for, 2 against"))
    to_the_end(tiny)
    tiny.page.get_by_role("button", name=words("meeting.save"), exact=True).click()
    tiny.settle()
    minutes = saved(tiny, "minutes-html").decode("utf-8")
    assert "7" in minutes and "<html" in minutes
    assert tiny.key("scenario-pick").count() == 1
