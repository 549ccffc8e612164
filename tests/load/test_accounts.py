"""What a plan file may say of account strings and of last year, and what is refused, with the place and the next step."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from allocator.load import load, plan_data, read, schema, write_plan
from tests.load.plans import faults_of, one_fault, small, spoiled, write
from tests.load.test_checks import checked, said
from tests.load.workbooks import small_workbook

SACS = "{fund}-{resource}-{py}-{goal}-{function}-{object}-{site}"


def booked(**accounts: Any) -> dict[str, Any]:
    """The small plan with accounts for every line: mileage by its tag, the social worker by the default."""
    data = small()
    data["sites"]["oak-grove"]["code"] = "012"
    data["programs"]["outreach"]["costs"]["mileage"]["tags"] = ["travel"]
    data["sources"]["ccspp"]["last_year"] = {"1200": {"budget": 90000, "actuals": 88123}, "5200": {"budget": 2500}}
    data["accounts"] = {"layout": SACS, "fund": "01", "project_year": "0", "goal": "1110", "function": "3130",
                        "functions": {"travel": "2140"}, "central_site": "000", **accounts}
    return data


def faults(**accounts: Any) -> list[tuple[str, str, str]]:
    """(path, what it says, next step) of the plan with other accounts."""
    data = booked(**accounts)
    return [(fault.path, fault.says, fault.fix) for fault in spoiled(lambda d: (d.clear(), d.update(data)))]


def test_a_plan_with_accounts_is_sound() -> None:
    assert faults() == []
    assert faults(layout="{object}") == []
    assert faults(layout="0100 {site}.{object}/{fund}:_A") == []


@pytest.mark.parametrize(("layout", "says", "fix"), [
    (SACS.replace("{py}", "{year}"), 'no part of an account is called "year"', "The parts are {fund}, {resource}, {py}"),
    (SACS.replace("function", "funtion"), 'no part of an account is called "funtion"', 'Did you mean "function"?'),
    ("{fund}-{resource}", "an account string without an object cannot be booked", "Add {object}"),
    ("{object}-{fund}-{object}", "{object} stands twice", "Write each part once."),
    ("={object}", "between its parts an account string has letters", "Correct"),
    ("-{object}", "between its parts an account string has letters", "Correct"),
    ("{object}{", "between its parts an account string has letters", "Correct"),
    ("{object},{fund}", "between its parts an account string has letters", "Correct"),
])
def test_a_layout_that_cannot_be_written_is_refused(layout: str, says: str, fix: str) -> None:
    [(path, found, step)] = faults(layout=layout)
    assert path == "accounts.layout" and found.startswith(says) and step.startswith(fix)
    assert not _fits(booked(layout=layout)) or layout == "{object}-{fund}-{object}"


@pytest.mark.parametrize(("field", "value", "expected"), [
    ("fund", 1, "text"), ("fund", "1", 'two digits as text, such as "01"'), ("fund", "001", 'two digits as text, such as "01"'),
    ("fund", "0A", 'two digits as text, such as "01"'), ("project_year", 0, "text"),
    ("project_year", "25", 'one digit as text, such as "0"'), ("goal", "111", 'four digits as text, such as "4300"'),
    ("function", 2140, "text"), ("central_site", "12", '3 to 7 digits as text, such as "012"'),
    ("central_site", "00000012", '3 to 7 digits as text, such as "012"'),
])
def test_codes_are_text_of_the_right_length(field: str, value: Any, expected: str) -> None:
    data = booked(**{field: value})
    [fault] = spoiled(lambda d: (d.clear(), d.update(data)))
    assert (fault.path, fault.says, fault.expected) == (f"accounts.{field}", "this value cannot be used", expected)
    assert "quotes" in fault.fix and not _fits(data)


def _fits(data: dict[str, Any]) -> bool:
    jsonschema = pytest.importorskip("jsonschema", reason="comes with the web app's charts")
    return bool(jsonschema.Draft202012Validator(schema()).is_valid(data))


def test_the_schema_takes_what_the_loader_takes() -> None:
    assert _fits(booked()) and _fits(booked(layout="0100 {site}.{object}/{fund}:_A"))


def test_a_zero_in_front_is_kept_and_a_code_that_reads_as_a_number_is_refused_with_its_line(tmp_path: Path) -> None:
    write_plan(load(write(tmp_path, booked())), tmp_path / "plan.yaml")
    text = (tmp_path / "plan.yaml").read_text(encoding="utf-8")
    assert 'fund: "01"' in text and 'travel: "2140"' in text and 'code: "012"' in text
    (tmp_path / "plan.yaml").write_text(text.replace('fund: "01"', "fund: 01"), encoding="utf-8")
    assert read(tmp_path / "plan.yaml").plan == read(write(tmp_path, booked())).plan
    (tmp_path / "plan.yaml").write_text(text.replace('travel: "2140"', "travel: 2140"), encoding="utf-8")
    fault = one_fault(tmp_path / "plan.yaml")
    assert fault.path == "accounts.functions.travel" and fault.place.startswith("plan.yaml line ") and "quotes" in fault.fix


def test_a_code_by_tag_that_nothing_carries_does_nothing() -> None:
    def change(data: dict[str, Any]) -> None:
        data |= booked(functions={"travel": "2140", "travl": "1000"}, goals={"sport": "8500"})

    assert [(fault.path, fault.says, fault.fix, fault.warning) for fault in checked(change)] == [
        ("accounts.functions.travl", "this code does nothing: no cost carries the tag", 'Did you mean "travel"?', True),
        ("accounts.goals.sport", "this code does nothing: no cost carries the tag",
         "Correct the tag, or leave it for other plans.", True)]


def test_tags_that_ask_for_different_codes_are_refused_where_the_line_does_not_say() -> None:
    def spoil(line: dict[str, Any]) -> Callable[[dict[str, Any]], None]:
        def change(data: dict[str, Any]) -> None:
            data |= booked(functions={"travel": "2140", "home": "3130", "team": "2140"})
            data["programs"]["social-worker"]["tags"] = ["home", "team"]
            data["programs"]["social-worker"]["costs"]["pay"] |= {"function": "3130"}
            data["programs"]["social-worker"]["costs"]["benefits"] |= {"function": "3130"}
            data["programs"]["social-worker"]["levels"]["half"]["costs"]["pay"] |= {"function": "3130"}
            data["programs"]["outreach"]["tags"] = ["home"]
            data["programs"]["outreach"]["costs"]["mileage"] |= line
        return change

    assert spoiled(spoil({})) == ()  # the line's own tag comes before the program's
    assert spoiled(spoil({"tags": ["travel", "team"]})) == ()  # both say 2140
    [fault] = spoiled(lambda d: (spoil({})(d), d["programs"]["social-worker"]["costs"]["benefits"].pop("function")))
    assert fault.path == "programs.social-worker.costs.benefits"
    assert (fault.says, fault.fix) == ("the tags of this line ask for different functions: 2140, 3130",
                                       "Give the line a function of its own.")


def test_every_part_without_a_code_is_named_in_a_warning() -> None:
    def change(data: dict[str, Any]) -> None:
        data |= booked(function=None, fund=None, goal=None)
        data["accounts"] = {name: code for name, code in data["accounts"].items() if code is not None}

    assert said(change) == [
        ("accounts: fund missing for: ccspp", True),
        ("accounts: goal missing for: outreach/mileage, social-worker/benefits, social-worker/pay", True),
        ("accounts: function missing for: social-worker/benefits, social-worker/pay", True)]
    assert said(lambda d: d.update(booked())) == []


def test_a_warning_names_six_lines_and_counts_the_rest() -> None:
    def change(data: dict[str, Any]) -> None:
        data |= booked()
        del data["accounts"]["function"]
        for at in range(7):
            data["programs"]["outreach"]["costs"][f"item-{at}"] = {"object": "4300", "amount": 5}

    [(text, _)] = said(change)
    assert text.endswith("outreach/item-5 and 3 more")  # item-6 and the social worker's two lines


# last year ------------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(("last_year", "path"), [
    ({"12": {"budget": 5}}, "sources.ccspp.last_year.12"),
    ({"1200": {"budget": 5.5}}, "sources.ccspp.last_year.1200.budget"),
    ({"1200": {"actual": 5}}, "sources.ccspp.last_year.1200.actual"),
    ({"1200": {"actuals": -1}}, "sources.ccspp.last_year.1200.actuals"),
])
def test_last_year_is_whole_dollars_by_object(last_year: dict[str, Any], path: str) -> None:
    [fault] = spoiled(lambda d: d["sources"]["ccspp"].update(last_year=last_year))
    assert fault.path == path


# the forms ------------------------------------------------------------------------------------------------------------------
def test_yaml_json_and_workbook_say_the_same(tmp_path: Path) -> None:
    first = load(write(tmp_path, booked(goals={"travel": "0000"})))
    for name in ("a.yaml", "b.xlsx", "c.json"):
        write_plan(first, tmp_path / name)
        again = load(tmp_path / name)
        assert again == first and plan_data(again) == plan_data(first)


def test_accounts_stand_in_the_workbook_as_a_person_writes_them(tmp_path: Path) -> None:
    found: dict[str, Any] = {}

    def look(book: Any) -> None:
        found.update({cells[1].value: cells[2].value for cells in book["Plan"].iter_rows()})
        found["help"] = cell_of(book, "Accounts: layout").offset(column=1).value
        found["last"] = [[cell.value for cell in cells] for cells in book["Last year"].iter_rows(max_row=3)]
        found["site"] = dict(zip(*([cell.value for cell in cells] for cells in book["Sites"].iter_rows(max_row=2)), strict=True))

    small_workbook(tmp_path, look, booked())
    assert found["Accounts: layout"] == SACS and found["Accounts: fund"] == "01"
    assert found["Accounts: functions (tag: code)"] == "travel: 2140"
    assert f'such as "{SACS}"' in found["help"]  # the brackets belong to the layout, in a cell too
    assert found["site"]["School code"] == "012"
    assert found["last"] == [["Source", "Object code", "Budget (whole dollars)", "Actuals (whole dollars)"],
                             ["CCSPP", "1200", 90000, 88123], ["CCSPP", "5200", 2500, None]]


def cell_of(book: Any, head: str) -> Any:
    return next(cells[2] for cells in book["Plan"].iter_rows() if cells[1].value == head)


def test_a_wrong_cell_is_named(tmp_path: Path) -> None:
    def change(book: Any) -> None:
        cell_of(book, "Accounts: fund").value = 1
        cell_of(book, "Accounts: functions (tag: code)").value = "travel: 214"
        cell_of(book, "Accounts: layout").value = None

    found = {fault.path: fault for fault in faults_of(small_workbook(tmp_path, change, booked()))}
    assert set(found) == {"accounts.fund", "accounts.functions.travel", "accounts.layout"}
    assert all(fault.place.startswith("Plan!C") for fault in found.values())
    assert len({fault.place for fault in found.values()}) == 3
    assert found["accounts.functions.travel"].expected == "four digits such as 4300"


def test_a_plan_without_accounts_stays_without(tmp_path: Path) -> None:
    plan = read(small_workbook(tmp_path)).plan
    assert plan.accounts is None and plan.sources["ccspp"].last_year == {}
