"""Takes every picture that the README and the guides show: the app on the sample school, and the handout.

    python -m scripts.pictures              all of them
    python -m scripts.pictures plan why     only these
"""

from __future__ import annotations

import csv
import io
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image
from playwright.sync_api import sync_playwright

from allocator.export.handout import HandoutDetails, handout_html
from allocator.ui import engine, state
from scripts import browser
from scripts.set_up import ROOT
from tests.ui.browser.driver import SLOW, App, Person, words

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator

FOLDER = ROOT / "docs" / "pictures"
LAPTOP, TALL, WALL, PHONE, SHEET = (1366, 860), (1366, 1160), (1920, 1080), (390, 844), (816, 1056)
"""Width and height of a window in pixels; the sheet is letter paper."""
MARGINS = "html {padding: .42in .48in}"
"""What a printer leaves white."""
MENU = 76
"""Pixels on top of a window that the menu covers, with a little air."""
COLOURS = 256
"""Colours of a picture: enough for letters and bars, and the file stays small."""
MOST = 250_000
"""Bytes that no picture may take."""


@dataclass(frozen=True)
class Picture:
    """One picture: which page, in which window, and what a person does before it is taken."""

    page: str
    act: Callable[[Person], None] | None = None
    window: tuple[int, int] = LAPTOP


def top(person: Person, where: Locator) -> None:
    """Scroll until something stands right below the menu."""
    where.wait_for(timeout=SLOW)
    where.evaluate(
        "(it, menu) => document.querySelector('[data-testid=stMain]').scrollBy(0, it.getBoundingClientRect().top - menu)", MENU)


def heading(person: Person, code: str) -> Locator:
    """The heading with these words."""
    return person.page.get_by_role("heading", name=words(code), exact=True).first


def costs(person: Person) -> None:
    """The costs of all programs."""
    person.page.get_by_text(words("programs.section.costs"), exact=True).first.click()
    heading(person, "programs.section.costs").wait_for(timeout=SLOW)
    person.drawn()


def first_answer(person: Person) -> None:
    """Keep a program in that the budget leaves out, and look at once."""
    person.pick("choice-program", "Interpretation")
    person.page.get_by_text(words("change.program.pin"), exact=True).first.click()
    person.drawn()
    person.press("choice-submit")
    person.says(words("first"))
    person.page.evaluate("document.querySelector('[data-testid=stMain]').scrollTo(0, 0)")
    person.drawn()


def asked_why(person: Person) -> None:
    """Ask why a program is out, and have it worked out exactly."""
    question = person.page.get_by_text(words("why.program"), exact=True)
    question.click()
    person.key("why-program").get_by_role("combobox").first.wait_for(timeout=SLOW)
    person.drawn()
    person.pick("why-program", "School nurse")
    person.press("why-exactly")
    person.key("why-exactly").wait_for(state="detached", timeout=SLOW)
    person.key("why-progress").wait_for(state="detached", timeout=3 * SLOW)
    person.drawn()
    top(person, question)


def rule_price(person: Person) -> None:
    """Choose a rule of the school's own, and ask what it costs."""
    person.pick("rule-pick", "The needs with the h")
    person.press("rule-price")
    person.key("rule-card").locator("li").first.wait_for(timeout=3 * SLOW)
    person.drawn()
    top(person, heading(person, "rule.one"))


def three_scenarios(person: Person) -> None:
    """The plan as it is, and two ideas, each made from it."""
    person.press("compare-idea-less")
    person.settle()
    person.page.get_by_role("button", name=words("compare.open", name="A:")).click()
    person.settle()
    person.page.get_by_text(words("compare.ideas"), exact=True).first.click()
    person.drawn()
    person.press("compare-idea-floors")
    person.settle()
    heading(person, "compare.pillars").wait_for(timeout=SLOW)
    top(person, heading(person, "compare.sides"))


def some_cards(person: Person) -> None:
    """Choose on two cards of a view, then fill the screen."""
    for _ in range(4):
        person.press("meeting-next")
        person.drawn()
    cards = person.page.locator("[class*='st-key-pick-'][class*='-fund'] button")
    for at in (0, 2):
        cards.nth(at).click()
        person.drawn()
    person.press("meeting-full")
    person.page.get_by_role("button", name=words("meeting.leave")).wait_for(timeout=SLOW)
    person.drawn()


def spent(person: Person) -> None:
    """Bring what was spent: the sample file, with a twentieth less of all pay and benefits."""
    with person.page.expect_download(timeout=SLOW) as waiting:
        person.press("during-spent-sample")
    head, *rows = csv.reader(io.StringIO(waiting.value.path().read_text(encoding="utf-8-sig")))
    less = [[*row[:3], str(int(row[3]) * (95 if row[2] < "4000" else 100) // 100), *row[4:]] for row in rows]
    out = io.StringIO()
    csv.writer(out).writerows([head, *less])
    books = {"name": "spent-2025-26.csv", "mimeType": "text/csv", "buffer": out.getvalue().encode("utf-8")}
    person.page.locator("[data-testid=stFileUploader] input[type=file]").set_input_files(books)  # type: ignore[arg-type]
    person.page.get_by_test_id("stMetric").first.wait_for(timeout=SLOW)
    person.drawn()
    top(person, person.key("during-spent-held"))


PICTURES = {
    "start": Picture(""),
    "needs": Picture("needs"),
    "programs": Picture("programs"),
    "costs": Picture("programs", costs),
    "share": Picture("share"),
    "during": Picture("during", spent),
    "families-es": Picture("families?lang=es", window=PHONE),
    "meeting": Picture("meeting?present=1", window=WALL),
    "plan": Picture("plan", first_answer),
    "cards": Picture("meeting", some_cards, WALL),
    "why": Picture("plan", asked_why),
    "rule": Picture("money", rule_price, TALL),
    "compare": Picture("compare", three_scenarios),
}
"""Every picture of the app by the name of its file, those first that leave the program with nothing to work out."""
HANDOUT = "handout"
"""The picture of the page that families get on paper."""
NAMES = [*PICTURES, HANDOUT]


def keep(name: str, taken: bytes) -> None:
    """Write a picture with few colours, and refuse one that is too large."""
    small = io.BytesIO()
    Image.open(io.BytesIO(taken)).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(small, "PNG", optimize=True)
    if len(small.getvalue()) > MOST:
        raise RuntimeError(f"{name}: {len(small.getvalue()):,} bytes are too many; show less of the page")
    (FOLDER / f"{name}.png").write_bytes(small.getvalue())
    print(f"docs/pictures/{name}.png: {len(small.getvalue()) // 1024} kB")


def take(name: str, app: App, opened: Browser) -> None:
    """Open a page in a window of its own, do what there is to do, and take the picture."""
    picture = PICTURES[name]
    width, height = picture.window
    person = Person.at(app, opened, viewport={"width": width, "height": height}, color_scheme="light",
                       timezone_id="America/Los_Angeles", reduced_motion="reduce")
    person.open(picture.page)
    if picture.act is not None:
        picture.act(person)
    person.page.mouse.move(0, 0)  # nothing looks pointed at
    person.page.wait_for_timeout(1_000)  # charts draw themselves after the page
    keep(name, person.page.screenshot())
    person.settle()
    person.leave()


def handout(opened: Browser) -> None:
    """The handout of the sample school as it comes out of a printer."""
    plan = engine.load(state.SAMPLE)
    report = engine.stored_report(state.SAMPLE, plan)
    if report is None:
        raise RuntimeError("the stored result of the sample does not belong to it")
    page = opened.new_page(viewport={"width": SHEET[0], "height": SHEET[1]}, color_scheme="light")
    page.emulate_media(media="print")
    page.set_content(handout_html(report, "en", HandoutDetails(day=date(2025, 9, 2))))
    page.add_style_tag(content=MARGINS)
    keep(HANDOUT, page.screenshot())
    page.close()


def main(wanted: Sequence[str]) -> None:
    """Take the pictures that are named, or all."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as data, sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=browser.find(), args=browser.ARGUMENTS)
        app = App(Path(data)).start()
        try:
            for name in wanted or NAMES:
                handout(opened) if name == HANDOUT else take(name, app, opened)
        finally:
            app.stop()
            opened.close()


if __name__ == "__main__":
    main(sys.argv[1:])
