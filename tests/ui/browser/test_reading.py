"""Every page can be read: by everyone, in both languages and themes, on a phone, and from a link."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.sync_playwright import Axe

import allocator
from allocator.messages import catalogue
from allocator.ui.pages import PAGES
from tests.ui.browser.driver import SLOW, TINY, App, Person, words

if TYPE_CHECKING:
    from playwright.sync_api import Browser

URLS = [page.url for page in PAGES]
MENU = [page.url for page in PAGES if page.menu]
NAMES = {source.name for source in allocator.load(TINY).sources.values()}
"""Names stay as the plan has them, in every language."""
OTHER_LOOKS = [("dark", "es"), ("dark", "en"), ("light", "es")]


def violations(person: Person) -> list[str]:
    """What axe finds on the page at hand: WCAG 2.0 to 2.2, A and AA, and its best practices."""
    found: Any = Axe().run(person.page).response["violations"]
    return [f"{one['id']}: {one['help']}: {[node['target'] for node in one['nodes']][:3]}" for one in found]


def reader(app: App, browser: Browser, theme: str, **context: object) -> Person:
    return Person.at(app, browser, color_scheme=theme, **context)


def walked(person: Person, language: str = "en") -> Iterator[str]:
    """From page to page through the menu, and to those that are not in it."""
    person.open(f"?lang={language}")
    for page in PAGES:
        if page.url == "start":
            assert person.page.inner_text("h1") == words("page.start", language)
        elif page.menu:
            person.to(page.url, language)
        else:
            person.open(f"{page.url}?lang={language}")
        yield page.url


def test_the_name_of_the_first_page_is_an_address_and_the_way_back_goes_on_from_there(person: Person) -> None:
    person.open("needs")
    person.page.goto(f"{person.app.url}/start")
    person.settle()
    assert person.page.inner_text("h1") == words("page.start") and person.page.get_by_text("Page not found").count() == 0
    person.page.go_back()
    person.page.get_by_role("heading", level=1, name=words("page.needs"), exact=True).wait_for(timeout=SLOW)


def test_the_page_for_families_has_no_menu_and_one_way_back(person: Person) -> None:
    person.open("families")
    assert person.page.get_by_test_id("stTopNavLink").count() == 0
    person.page.get_by_test_id("stPageLink").last.locator("a").click()
    person.page.get_by_role("heading", level=1, name=words("page.plan"), exact=True).wait_for(timeout=SLOW)
    assert person.page.get_by_test_id("stTopNavLink").count() == len(MENU)


@dataclass
class Seen:
    """What a reader found on one page."""

    violations: list[str]
    levels: list[int]
    """Of its headings, in their order."""
    charts: list[str | None]
    """What each chart says to those who cannot see it."""
    narrow: list[int] = field(default_factory=list)
    """How wide the page and its main part are in a window of 320 px."""
    unhelped: list[str] = field(default_factory=list)
    """Help that the page should give in its place and does not."""


def look(person: Person) -> Seen:
    """At the page at hand."""
    levels = person.page.evaluate("[...document.querySelectorAll('h1, h2, h3, h4')].map(h => Number(h.tagName[1]))")
    charts = person.page.locator("[data-testid=stVegaLiteChart]").all()
    return Seen(violations(person), levels, [chart.get_attribute("aria-label") for chart in charts])


def narrow(person: Person) -> list[int]:
    """The same page in a window of 320 px: its width, and that of its main part."""
    person.page.set_viewport_size({"width": 320, "height": 700})
    person.drawn()
    widths: list[int] = person.page.evaluate(
        "[document.documentElement.scrollWidth, document.querySelector('[data-testid=stMain]').scrollWidth]")
    person.page.set_viewport_size({"width": 1366, "height": 768})
    person.drawn()
    return widths


def unhelped(person: Person, url: str) -> list[str]:
    """What a page of the menu does not say of itself: what it is for, how it is used, the words it takes for known."""
    missing = [] if words(f"page.{url}.says") in person.page.inner_text("body") else ["what it is for"]
    missing += [] if unfolded(person, "how", f"page.{url}.how") else ["how it is used"]
    return missing + [term for term in ("ana", "sacs", "fte") if not unfolded(person, "glossary", f"glossary.{term}.says")]


def unfolded(person: Person, name: str, says: str) -> bool:
    """Whether a part of the page says something once it is unfolded; a page that is being drawn swallows a click now and then."""
    text = person.page.get_by_text(words(says)).first
    for _ in range(3):
        if text.is_visible():
            return True
        person.page.get_by_text(words(name), exact=True).click()
        person.page.wait_for_timeout(500)
        person.drawn()
    return text.is_visible()


def accessible(seen: dict[str, Seen]) -> None:
    """No page has a violation, headings come in order, and every chart speaks."""
    assert list(seen) == URLS and not {url: one.violations for url, one in seen.items() if one.violations}
    for url, one in seen.items():
        assert one.levels[0] == 1 and one.levels.count(1) == 1, url
        assert all(b - a <= 1 for a, b in pairwise(one.levels)), (url, one.levels)
        assert all(one.charts), url


@pytest.fixture(scope="module")
def seen(app: App, browser: Browser) -> dict[str, Seen]:
    """Every page of the sample school, looked at in one walk: as it is, in a narrow window, and with its help open."""
    person, found = reader(app, browser, "light"), {}
    for url in walked(person):
        found[url] = look(person)
        found[url].unhelped = unhelped(person, url) if url in MENU else []
        found[url].narrow = narrow(person)
    person.leave()
    return found


@pytest.mark.slow  # every page once, with its faults, its width and its help
def test_row_17_accessible(seen: dict[str, Seen]) -> None:
    accessible(seen)


@pytest.mark.slow
def test_row_17_nothing_scrolls_sideways_at_320(seen: dict[str, Seen]) -> None:
    assert {url: one.narrow for url, one in seen.items()} == {url: [320, 320] for url in URLS}


@pytest.mark.slow
def test_row_27_help_in_place(seen: dict[str, Seen]) -> None:
    assert not {url: one.unhelped for url, one in seen.items() if one.unhelped}


@pytest.mark.slow  # the same pages in their other colours and in Spanish
@pytest.mark.parametrize(("theme", "language"), OTHER_LOOKS)
def test_row_17_accessible_in_every_look(app: App, browser: Browser, theme: str, language: str) -> None:
    person = reader(app, browser, theme)
    accessible({url: look(person) for url in walked(person, language)})
    person.leave()


@pytest.mark.slow
@pytest.mark.parametrize("url", URLS)
def test_row_17_accessible_on_a_phone(app: App, browser: Browser, url: str) -> None:
    person = reader(app, browser, "dark", viewport={"width": 390, "height": 800}).open(f"{url}?lang=es")
    person.page.wait_for_timeout(500)
    assert violations(person) == []
    person.leave()


def spanish(app: App, browser: Browser) -> None:
    """Switched by a person on the page, it holds on every page and after F5, and stands in the link."""
    person = reader(app, browser, "light").open()
    person.page.get_by_text("Español", exact=True).first.click()
    person.page.get_by_role("heading", level=1, name=words("page.start", "es"), exact=True).wait_for()
    english = {text for code, text in catalogue("en").items()
               if code.startswith("ui.") and "{" not in text and len(text) > 4 and catalogue("es")[code] != text}
    for url in walked(person, "es"):
        assert person.page.evaluate("document.documentElement.lang") == "es", url
        lines = {line.strip() for line in person.page.inner_text("body").splitlines()}
        assert lines & (english - NAMES) == set(), url
        assert not [line for line in lines if re.fullmatch(r"ui\.[a-z_.]+|[a-z]+\.[a-z_]+\.[a-z_.]+", line)], url
        assert url not in ("plan", "money") or re.search(r"\$\d{1,3},\d{3}", "\n".join(lines)), url
    person.page.reload()
    person.settle()
    assert person.page.evaluate("document.documentElement.lang") == "es" and "lang=es" in person.page.url
    person.leave()


@pytest.mark.slow  # without a browser tests/ui/test_words.py does the same every day
def test_row_16_spanish(tiny_app: App, browser: Browser) -> None:
    spanish(tiny_app, browser)


@pytest.mark.slow  # the same pages with more on them
def test_row_16_spanish_on_the_sample_school(app: App, browser: Browser) -> None:
    spanish(app, browser)
