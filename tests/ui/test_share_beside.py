"""The page Share puts other scenarios, and answers that somebody asked for, into the workbook."""

from __future__ import annotations

from io import BytesIO

from openpyxl import load_workbook
from streamlit.testing.v1 import AppTest

from allocator.export import workbook_bytes
from allocator.messages import say
from allocator.ui import alongside, asking
from allocator.ui.parts.beside import PICK
from allocator.ui.words import w
from tests.export.helpers import row
from tests.ui.test_compare_page import NO_GRANT, NO_LOCAL, desk, go, settle, text

SHEET = "Scenario compare"


def test_with_one_scenario_there_is_nothing_to_choose_and_no_such_sheet(app: AppTest) -> None:
    go(app, "share")
    assert not app.exception and not app.multiselect
    at = desk(app)
    assert at.report is not None
    assert alongside.extras(at, at.report, alongside.chosen(at, ()))().compared is None


def test_a_chosen_scenario_stands_beside_the_one_at_hand(app: AppTest) -> None:
    """At hand: no local money. Beside it: the plan as it was opened, whose 130,000 dollars are worked by hand in school.py."""
    desk(app).branch("No local money", NO_LOCAL)
    settle(app)
    go(app, "share")
    pick = app.multiselect(PICK)
    assert pick.label == w("share.beside") and len(pick.options) == 1
    pick.set_value([next(iter(alongside.others(desk(app))))]).run()
    go(app, "start")
    go(app, "share")
    assert len(app.multiselect(PICK).value) == 1, "kept while another page is shown"
    at = desk(app)
    assert at.report is not None
    extras = alongside.extras(at, at.report, alongside.chosen(at, app.multiselect(PICK).value))()
    assert extras.compared is not None
    assert [column.name for column in extras.compared.plans] == ["No local money", pick.options[0]]
    book = load_workbook(BytesIO(workbook_bytes(at.report, extras=extras)), data_only=True)
    found = row(book, SHEET, "Spent in all, with indirect charges")
    assert found[:3] == [110_000, 130_000, 20_000]
    assert row(book, SHEET, "Local")[:3] == [0, 20_000 + 15_000, 35_000]


def test_one_that_is_not_worked_out_is_named_and_left_out(app: AppTest) -> None:
    """Without the grant nothing has been looked for yet."""
    at = desk(app)
    at.branch("No local money", NO_LOCAL)
    settle(app)
    at.store.add_scenario(at.book, "No grant", NO_GRANT)
    go(app, "share")
    key = next(key for key, name in alongside.others(at).items() if name == "No grant")
    app.multiselect(PICK).set_value([key]).run()
    assert w("share.beside.open", names="No grant") in text(app)
    found = alongside.chosen(at, [key])
    assert alongside.unknown(found) == ["No grant"] and at.report is not None
    assert alongside.extras(at, at.report, found)().compared is None


def test_an_answer_that_somebody_asked_for_goes_along(app: AppTest) -> None:
    at = desk(app)
    assert at.report is not None
    says = (say("left.ruled"), say("left.nobody"))
    job = at.answers.ask(at.mark, asking.question("garden"), lambda progress, stop: (says, (say("left.other"),)))
    assert job.done.wait(5)
    extras = alongside.extras(at, at.report, alongside.chosen(at, ()))()
    assert extras.why == {"garden": says}
    other = at.report.__class__(**{**at.report.__dict__})
    assert alongside.answered(at, other) == {}, "a budget that is not the one at hand"
