"""The least unrestricted money: asked on the page of sources, answered beside it, taken over, taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.ui.browser.driver import words

if TYPE_CHECKING:
    from tests.ui.browser.driver import Person


@pytest.mark.slow  # without a browser tests/ui/test_match_page.py does the same every day
def test_the_least_unrestricted_money_is_found_and_taken_over(tiny: Person) -> None:
    """87 points take $30,000 of local money for math tutoring; home visits alone, which the grant pays, reach 47 with none."""
    tiny.to("money")
    tiny.says(words("match.none"))
    tiny.press("match-least")
    tiny.says("The least that any budget can spend of it: $0, $30,000 less than now. That reaches 47 points")
    tiny.drawn()
    tiny.press("match-take-0")
    tiny.says(words("changes.match", new="$0", old="$30,000"))
    tiny.to("plan")
    assert tiny.figures()["Spent"] == "$21,000"
    tiny.press("undo")
    tiny.settle()
    assert tiny.figures()["Spent"] == "$51,000"
