"""Nothing that a person typed is lost: not by another page, F5, a closed window, or a server that was killed."""

from __future__ import annotations

import re
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest

from allocator.ui.parts.editor import HEAD, TALL
from tests.ui.browser.driver import SLOW, TINY, App, Person, dollars, words

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

GRID = "[class*='st-key-costs-'] [data-testid=stDataFrame]"
COSTS = [61_111, 62_222, 63_333, 64_444]


def to_costs(person: Person) -> None:
    """The table of costs, on the page of programs."""
    person.page.get_by_text(words("programs.section.costs"), exact=True).first.click()
    person.page.locator(GRID).first.wait_for(timeout=SLOW)
    person.drawn()


def typed(person: Person) -> list[int]:
    """What the first rows of the table say, as those hear it who cannot see it."""
    person.page.wait_for_timeout(400)
    column = int(person.page.locator(f"{GRID} table th").filter(has_text=words("grid.dollars")).first.get_attribute(
        "aria-colindex") or 0) - 1
    return [dollars(person.page.locator(f"#glide-cell-{column}-{row}").first.inner_text()) for row in range(len(COSTS))]


def type_costs(person: Person) -> None:
    """Click on the first amount, then type with Enter between, as a person would who has a list; and as a person would, look at
    it and type again what a crowded machine has swallowed."""
    column = int(person.page.locator(f"{GRID} table th").filter(has_text=words("grid.dollars")).first.get_attribute(
        "aria-colindex") or 0) - 1
    assert column == 3, "the click below goes by the widths of the columns"
    click(person, 0)
    for cost in COSTS:
        type_one(person, cost)
    for _ in range(5):
        wrong = [row for row, (now, cost) in enumerate(zip(typed(person), COSTS, strict=True)) if now != cost]
        for row in wrong:
            click(person, row)
            type_one(person, COSTS[row])


def click(person: Person, row: int) -> None:
    """On the amount of a row."""
    grid = person.page.locator(GRID).first
    grid.scroll_into_view_if_needed()
    box = grid.bounding_box()
    assert box is not None
    person.page.mouse.click(box["x"] + 900, box["y"] + HEAD + TALL * row + TALL // 2)


def type_one(person: Person, cost: int) -> None:
    person.page.keyboard.type(str(cost), delay=110)
    person.page.keyboard.press("Enter")
    person.page.wait_for_timeout(900)
    person.drawn()


@pytest.mark.slow  # without a browser tests/ui and tests/store do the same every day
def test_row_03_never_lose_an_edit(browser: Browser, tmp_path: Path) -> None:
    from playwright.sync_api import TimeoutError as Gone

    app = App(tmp_path / "kept", TINY).start()
    try:
        person = Person.at(app, browser).open()
        person.to("programs")
        to_costs(person)
        type_costs(person)
        person.drawn()
        assert typed(person) == COSTS
        assert re.search(r"\d\d:\d\d", person.key("bar").inner_text())
        person.to("money")
        person.to("programs")
        to_costs(person)
        assert typed(person) == COSTS, "after another page"
        link = person.page.url
        person.page.reload()
        person.drawn()
        to_costs(person)
        assert typed(person) == COSTS, "after F5"
        app.stop(kill=True)
        app.start()
        again = Person.at(app, browser)
        again.page.goto(link)
        again.drawn()
        to_costs(again)
        assert typed(again) == COSTS, "after the server was killed and started anew"
        undo = again.key("undo").locator("button")
        for _ in range(4 * len(COSTS)):
            with suppress(Gone):  # a button may look ready while its page is leaving
                if undo.is_enabled():
                    undo.click(timeout=5_000)
                again.drawn()
        assert undo.is_disabled()
        to_costs(again)
        assert not set(typed(again)) & set(COSTS), "undo goes back through all four"
        again.leave()
    finally:
        app.stop(kill=True)


@pytest.mark.slow
def test_a_closed_window_is_found_again_from_the_first_page(tiny_app: App, browser: Browser) -> None:
    person = Person.at(tiny_app, browser).open("money")
    person.press("rule-switch")
    person.says(words("rule.owner.off"))
    person.settle()
    changed = person.key("undo").inner_text()
    person.page.context.close()
    again = Person.at(tiny_app, browser).open()
    again.page.locator("[class*='st-key-kept-'] button").first.click()
    again.page.wait_for_url("**plan=**")
    again.settle()
    assert again.key("undo").inner_text() == changed
    again.leave()
