"""The page Share makes one workbook of several schools: plans that are kept, each once, as far as they have a budget."""

from __future__ import annotations

from io import BytesIO

from openpyxl import load_workbook
from streamlit.testing.v1 import AppTest

from allocator.domain.report import Report
from allocator.load import fingerprint, plan_data
from allocator.ui import schools
from allocator.ui.desk import Desk
from allocator.ui.parts.schools import PICK
from allocator.ui.words import w
from tests.export.helpers import row
from tests.ui import school
from tests.ui.test_compare_page import desk, go, text


def another(at: Desk, name: str, solved: bool = True) -> Report:
    """A plan like that of the school which is worked out by hand, of a school of another name, kept and perhaps solved."""
    plan = school.plan_of()
    sites = {"maple": plan.sites["maple"].model_copy(update={"name": name})}
    plan = plan.model_copy(update={"name": name, "sites": sites})
    at.store.add_book(name, plan_data(plan), "upload", name)
    report = school.report_of(plan, school.BEST)
    if solved:
        at.answers.take(fingerprint(plan), report)
    return report


def test_with_no_other_plan_there_is_nothing_to_choose(app: AppTest) -> None:
    go(app, "share")
    assert not app.exception and not [one for one in app.multiselect if one.key == PICK]


def test_schools_that_are_kept_come_into_one_workbook(app: AppTest) -> None:
    """Maple and Birch spend 130,000 dollars each; Cedar has no budget yet and is left out, and the page says so."""
    at = desk(app)
    another(at, "Birch School")
    another(at, "Cedar School", solved=False)
    go(app, "share")
    names = schools.offered(at)
    assert sorted(names.values()) == ["Birch School", "Cedar School"]
    app.multiselect(PICK).set_value(list(names)).run()
    assert not app.exception and w("share.schools.open", names="Cedar School") in text(app)
    button = next(each.proto for each in app.get("download_button") if "download-district" in each.proto.id)
    assert not button.disabled
    assert at.report is not None
    made = schools.gather(at, at.report, schools.chosen(at, list(names), names))()
    book = load_workbook(BytesIO(made), data_only=True)
    assert row(book, "District", "Total", "All schools")[2] == 260_000
    assert book.sheetnames[2:4] == ["Maple School", "Birch School"]
    assert row(book, "Checks", "Checks that fail")[3] == 0


def test_two_plans_of_one_school_are_refused(app: AppTest) -> None:
    at = desk(app)
    another(at, "Maple School")
    go(app, "share")
    names = schools.offered(at)
    app.multiselect(PICK).set_value(list(names)).run()
    assert w("share.schools.twice", names="Maple School") in text(app)
    button = next(each.proto for each in app.get("download_button") if "download-district" in each.proto.id)
    assert button.disabled


def test_a_plan_that_is_gone_is_named(app: AppTest) -> None:
    at = desk(app)
    assert [one.plan for one in schools.chosen(at, ["gone"], {"gone": "Elm"})] == [None]
