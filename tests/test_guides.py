"""The guides say what the screen says, show pictures of it, and tell of every page."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest
from PIL import Image

import allocator
from allocator.messages import NAMES, catalogue
from allocator.ui.pages import PAGES
from scripts import pictures

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"
GUIDES = sorted((ROOT / "docs" / "guide").glob("*.md"))
SAID = 4
"""Letters that a sentence with gaps has outside of them, to be known by."""
SPOKEN = 20
"""Letters in which a picture can be told to those who do not see it."""


def text(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def screen_words(page: Path) -> list[str]:
    """What stands in bold."""
    return [" ".join(found.split()) for found in re.findall(r"\*\*(.+?)\*\*", text(page), re.S)]


@cache
def on_screen() -> tuple[frozenset[str], tuple[re.Pattern[str], ...]]:
    """All that can stand on the screen: sentences and names, and sentences with gaps."""
    plan = allocator.load(ROOT / "scenarios" / "oak-grove" / "base.yaml")
    named = [*plan.needs.values(), *plan.programs.values(), *plan.sources.values(), *plan.staff.values()]
    said = [" ".join(message.split()) for code, message in catalogue("en").items() if code.startswith("ui.")]
    whole = {one for one in said if "{" not in one} | {plan.name, *NAMES.values(), *(one.name for one in named)}
    gaps = []
    for one in said:
        parts = re.split(r"\{\w+\}", one)
        if len(parts) > 1 and len(re.findall(r"\w", "".join(parts))) >= SAID:
            gaps.append(re.compile(".+".join(map(re.escape, parts))))
    return frozenset(whole), tuple(gaps)


def shown(page: Path) -> dict[str, str]:
    """The pictures of a page by the names of their files, with the words for those who do not see them."""
    found = {}
    for words, target in re.findall(r"!\[(.*?)\]\(([^)\s]+)\)", text(page)):
        place = (page.parent / target).resolve()
        assert place.parent == pictures.FOLDER and place.is_file(), target
        found[place.stem] = words
    return found


@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.stem)
def test_every_word_of_the_screen_stands_on_it(guide: Path) -> None:
    whole, gaps = on_screen()
    words = screen_words(guide)
    assert words and not [one for one in words if one not in whole and not any(gap.fullmatch(one) for gap in gaps)]


def test_a_word_that_is_not_on_the_screen_would_be_found() -> None:
    whole, gaps = on_screen()
    for wrong in ("Optimize", "See the budget", "Worked out exactly why"):
        assert wrong not in whole and not any(gap.fullmatch(wrong) for gap in gaps)


def test_every_page_is_told_in_a_guide() -> None:
    told = {word for guide in GUIDES for word in screen_words(guide)}
    assert [page.url for page in PAGES if catalogue("en")[f"ui.page.{page.url}"] not in told] == []


def test_each_picture_is_shown_and_taken_by_the_script_and_no_other_is_kept() -> None:
    used = {name for page in [README, *GUIDES] for name in shown(page)}
    kept = {path.stem for path in pictures.FOLDER.iterdir()}
    assert used == kept == set(pictures.NAMES)


def test_each_picture_can_also_be_heard() -> None:
    assert all(len(words) >= SPOKEN for page in [README, *GUIDES] for words in shown(page).values())


@pytest.mark.parametrize("name", pictures.NAMES)
def test_a_picture_is_as_large_as_its_window_and_light_to_load(name: str) -> None:
    path = pictures.FOLDER / f"{name}.png"
    window = pictures.PICTURES[name].window if name in pictures.PICTURES else pictures.SHEET
    with Image.open(path) as picture:
        assert picture.size == window
    assert path.stat().st_size <= pictures.MOST


def test_the_readme_shows_few_pictures_and_leads_to_every_guide() -> None:
    assert 3 <= len(shown(README)) <= 4
    assert all(f"](docs/guide/{guide.name})" in text(README) for guide in GUIDES)


def test_whoever_adds_something_is_led_to_its_recipe() -> None:
    contributing = text(ROOT / "CONTRIBUTING.md")
    recipes = sorted((ROOT / "docs" / "recipes").glob("*.md"))
    assert recipes and all(f"](docs/recipes/{recipe.name})" in contributing for recipe in recipes)
