"""What was spent against the signed budget, in tables: tests/whatif/spent_school.py works every number out by hand."""

from __future__ import annotations

import re
from functools import cache
from threading import Event
from typing import Any

import pytest

from allocator.domain.budget import Budget
from allocator.domain.settings import Settings
from allocator.errors import InputError
from allocator.messages import LANGUAGES, text
from allocator.ui import spent
from allocator.ui.figures import Table
from allocator.ui.signed import Signed
from allocator.ui.words import speaking
from allocator.whatif.closing import Closed
from tests.ui.during import LABELS, as_signed, as_solved, in_place, plain
from tests.whatif.spent_school import ADOPTED, BOOKED, FIRST, RECORDS, SECOND, school

SIGNED = as_signed(school(), ADOPTED)
BOTH = BOOKED + f'{SECOND},6332,2900,"33,000.00",\n{SECOND},0000,5800,20000,\n'


def books(table: str = BOOKED, signed: Signed = SIGNED) -> spent.Booked:
    return spent.booked("spent.csv", table.encode("utf-8"), signed.plan)


@cache
def closed(table: str = BOOKED, through: str = FIRST) -> Closed:
    actuals = books(table).actuals
    assert actuals is not None
    return spent.closed(SIGNED, actuals, through)


def row(table: Table, at: int) -> list[str]:
    return plain([column[at] for column in table.values()])


def amounts(column: list[str]) -> list[int]:
    return [int(re.sub(r"[^0-9-]", "", cell) or 0) for cell in plain(column)]


def test_the_tables_are_those_that_were_worked_out_by_hand() -> None:
    found = closed()
    rows = spent.rows_of(found)
    sources, objects = spent.by_source(found, rows), spent.by_object(rows)
    assert [row(sources, at) for at in range(3)] == [
        ["Community schools grant", "$35,700", "$27,325", "$8,375"], ["Local money", "$20,000", "$19,800", "$200"],
        ["Total", "$55,700", "$47,125", "$8,575"]]
    assert [cells.split()[0] for cells in objects["Object code"]] == ["2900", "3302", "4400", "5800", "7310", "Total"]
    assert amounts(objects["Spent"]) == [22_750, 2_275, 999, 19_800, 1_301, 47_125]
    assert row(spent.left_over(found), 0) == ["Community schools grant", "$40,000", "$27,325", "$12,674", "$1", "–"]
    assert row(spent.left_over(found), 2) == ["Total", "$60,000", "$47,125", "$12,674", "$201", "$0"]
    assert row(spent.awards(found), 0) == ["Community schools grant", FIRST, SECOND, "$12,674"]
    assert row(spent.vacancies(found), 0) == [FIRST, "$33,000", "$25,025", "$7,975"]
    assert {code: value.replace("\\", "") for code, value in spent.key_figures(found).items()} == {
        "spent": "$47,125", "left": "$8,575", "vacancies": "$7,975", "carried": "$12,674"}


def test_every_table_adds_up_and_no_two_disagree() -> None:
    found = closed(BOTH, SECOND)
    for year in ("", FIRST, SECOND):
        tables = [spent.by_source(found, spent.rows_of(found, year)), spent.by_object(spent.rows_of(found, year))]
        for table in tables:
            for label in LABELS:
                *parts, whole = amounts(table[label])
                assert sum(parts) == whole
        assert row(tables[0], -1)[1:] == row(tables[1], -1)[1:]
    each = [spent.by_object(spent.rows_of(found, FIRST, source)) for source in ("grant", "local")]
    assert sum(amounts(table["Spent"])[-1] for table in each) == 47_125
    assert [row(spent.by_year(found), at)[0] for at in range(3)] == [FIRST, SECOND, "Total"]
    for label in ("Had", "Spent", "Carried on", "Spent beyond what it had"):
        *parts, whole = amounts(spent.left_over(found)[label])
        assert sum(parts) == whole


def test_a_year_that_is_open_is_shown_and_does_not_count() -> None:
    found = closed(BOTH)
    assert spent.years_of(found) == [FIRST, SECOND] and plain([spent.key_figures(found)["spent"]]) == ["$47,125"]
    assert amounts(spent.by_source(found, spent.rows_of(found, SECOND))["Spent"])[-1] == 53_000


@pytest.mark.parametrize(("table", "years"), [(BOOKED, [FIRST]), (BOTH, [FIRST, SECOND]), (
    f"year,source,object,amount\n{SECOND},grant,2900,1.00\n", [])])
def test_years_may_be_closed_from_the_first_on_as_long_as_none_is_missing(table: str, years: list[str]) -> None:
    actuals = books(table).actuals
    assert actuals is not None and spent.closable(SIGNED.plan, actuals) == years


def test_the_years_that_remain_are_planned_again_beside_the_signed_ones() -> None:
    found = closed()
    assert found.next_plan is not None
    report = in_place(found.next_plan, Settings())(None, Event())
    table, lines = spent.remaining(found, report)
    assert row(table, 0) == ["Points of need met", "80", "104"] and plain(lines) == ["Comes in: Classroom libraries."]
    assert row(table, 2)[2] == "$12,674"
    again, same = spent.remaining(found, as_solved(found.next_plan, ADOPTED_LATER))
    assert row(again, 0)[1:] == ["80", "80"] and same == ["The same programs run."]


ADOPTED_LATER = Budget.of(
    {program: {SECOND: "full"} for program in ADOPTED.roster}, [paid for paid in ADOPTED.payments if paid.year == SECOND])


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_the_sample_can_be_brought_back_as_it_is(language: str) -> None:
    """A clerk tries it at once: nothing is left, because it holds what was planned."""
    with speaking(language):
        data = spent.sample(SIGNED)
        assert data is not None and data.startswith(b"\xef\xbb\xbf") and b"Community schools grant" in data
    actuals = spent.booked("sample.csv", data, SIGNED.plan).actuals
    assert actuals is not None and actuals.years == [FIRST] and actuals.passed_over == ()
    found = spent.closed(SIGNED, actuals, FIRST)
    assert {one.left for one in found.spending} == {0} and len(found.spending) == 5


def test_a_source_whose_name_would_be_a_formula_stands_in_the_sample_by_its_id() -> None:
    sources: Any = {**RECORDS["sources"], "local": {**RECORDS["sources"]["local"], "name": "=1+1"}}
    data = spent.sample(as_signed(school(sources=sources), ADOPTED))
    assert data is not None and b"=1+1" not in data and b'"local"' in data


def test_a_budget_without_dollars_in_the_first_year_has_no_sample() -> None:
    assert spent.sample(as_signed(school(), Budget())) is None


@pytest.mark.parametrize(("name", "data", "says"), [
    ("spent.csv", b"", "no table"), ("spent.csv", b"year,source,object,amount\n", "no amount"),
    ("spent.pdf", b"%PDF", "not read"), ("spent.xlsx", b"PK and nothing", ""),
    ("spent.csv", b"School,Meals\nElm,12\n", "no table"),
])
def test_a_file_that_holds_nothing_is_told(name: str, data: bytes, says: str) -> None:
    found = spent.booked(name, data, SIGNED.plan)
    assert found.actuals is None and found.faults and says in str(found.faults[0])


def test_everything_that_is_wrong_is_told_at_once_with_its_place() -> None:
    found = books("Year,Source,Object,Amount\n2031-32,grant,2900,1.00\n2025-26,Lottery,2900,1.00\n2025-26,grant,29,12k\n")
    assert found.actuals is None
    assert [(str(fault.place), fault.path) for fault in found.faults] == [
        ("spent.csv line 2", "year"), ("spent.csv line 3", "source"), ("spent.csv line 4", "object"),
        ("spent.csv line 4", "amount")]


def test_a_budget_of_another_plan_is_refused_or_warned_about() -> None:
    actuals = books().actuals
    assert actuals is not None
    other = Signed("Signed", "mark", school(), ADOPTED, {}, other_plan=True)
    assert "another plan" in text(spent.closed(other, actuals, FIRST).warnings[0])
    records: Any = {name: record for name, record in RECORDS["programs"].items() if name != "helper"}
    smaller = as_signed(school(programs=records, rules={}, staff={}), ADOPTED)
    with pytest.raises(InputError, match="does not have"):
        spent.closed(smaller, actuals, FIRST)
