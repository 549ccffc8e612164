"""During the year, in a browser: a clerk brings what was spent, a principal asks what a change in mid-year needs. The tiny school
signed home visits ($21,000 of the grant with its charge) and math tutoring ($30,000 of local money)."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

import openpyxl
import pytest

from tests.ui.browser.driver import SLOW, Person, words
from tests.ui.browser.test_reading import violations
from tests.ui.browser.test_together import saved

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.slow  # without a browser tests/ui/test_during_page.py does the same every day
def test_what_was_spent_is_held_against_the_signed_budget(tiny: Person, tmp_path: Path) -> None:
    """The sample says that everything was spent as planned; of the pay $4,000.50 less is booked: $46,999.50 of $51,000, of which
    the grant's half dollar rounds up."""
    tiny.to("during")
    sample = saved(tiny, "during-spent-sample").decode("utf-8-sig")
    assert re.search(r"2900.*,16000,", sample)
    spent = tmp_path / "spent.csv"
    spent.write_text(sample.replace(",16000,", ",11999.50,"), encoding="utf-8")
    tiny.page.locator("[data-testid=stFileUploader] input[type=file]").set_input_files(str(spent))
    tiny.page.get_by_test_id("stMetric").first.wait_for(timeout=SLOW)
    tiny.drawn()
    assert tiny.figures() == {"Spent": "$47,000", "Not spent": "$4,000", "Saved by vacancies": "$4,000", "Carried on": "$0"}
    assert tiny.sum_of("by-source") == tiny.sum_of("by-object-code") == [51_000, 47_000, 4_000]
    assert violations(tiny) == []
    book = openpyxl.load_workbook(io.BytesIO(saved(tiny, "during-spent-workbook")))
    assert book.sheetnames[:3] == ["Plan and actual", "By source", "Left over"]
    tiny.to("plan")
    tiny.to("during")
    assert tiny.figures()["Spent"] == "$47,000", "the file stays at hand"


@pytest.mark.slow  # two searches; without a browser tests/ui/test_during_page.py does the same every day
def test_a_change_in_mid_year_and_the_request_for_it(tiny: Person) -> None:
    """With $20,000 of local money tutoring cannot be paid: 47 points without approval, 54 with the attendance worker."""
    tiny.to("plan")
    tiny.page.get_by_role("tab", name=words("change.money")).click()
    tiny.pick("amount-source", "Local money")
    tiny.number("amount-local-2025-26", 20_000)
    tiny.settle()
    tiny.to("during")
    tiny.page.get_by_text(words("during.section.change"), exact=True).first.click()
    tiny.drawn()
    tiny.pick("during-change-source", "Staffing grant")
    tiny.says(re.compile("4 object codes, counted year by year"))
    tiny.press("during-change-work")
    tiny.says("Asking for approval is worth 7 points.")
    tiny.drawn()
    assert violations(tiny) == []
    book = openpyxl.load_workbook(io.BytesIO(saved(tiny, "during-change-request")))
    assert book.sheetnames == ["Contact", "Revision"]
    changes = {(row[0], row[1]) for row in book["Revision"].iter_rows(values_only=True)}
    assert ("2025-26", "2900") in changes
