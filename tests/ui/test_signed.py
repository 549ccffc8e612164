"""Which budget was signed: the plan as it was opened, a scenario, or a file, with the plan that it was made from."""

from __future__ import annotations

import json

import pytest

from allocator.allocate import case_for
from allocator.explain.result import result
from allocator.export import workbook_bytes
from allocator.store import Store
from allocator.ui import edits, signed
from allocator.ui.answers import Answers
from allocator.ui.desk import Desk
from allocator.ui.opening import opened
from allocator.ui.sides import OPENED
from allocator.ui.signed import FILE
from allocator.ui.speak import one
from tests.more import few_every_day
from tests.ui.during import as_solved, in_place
from tests.ui.test_revised import BEST
from tests.whatif.tiny import YEAR, tiny

LESS = edits.set_amounts("local", {YEAR: 20_000})
SAYS = one("changes.less", source="Local money")
REPORT = as_solved(tiny(), BEST)
RESULT = json.dumps(result(REPORT, "en")).encode("utf-8")


def desk(origin: str = "file") -> Desk:
    return opened(Answers(Store("sqlite://"), in_place), tiny(), origin, report=REPORT)


def settle(at: Desk) -> None:
    while (job := at.job) is not None:
        assert job.done.wait(20)
    at.refresh()


def test_the_plan_as_it_was_opened_is_the_signed_one_until_somebody_says_otherwise() -> None:
    at = desk()
    assert list(signed.choices(at)) == [OPENED, FILE] and signed.usual(at) == OPENED
    at.change(LESS, SAYS)
    settle(at)
    assert at.scenario is not None and list(signed.choices(at)) == [OPENED, at.scenario.id, FILE]
    assert signed.usual(at) == OPENED
    first, now = signed.known(at, OPENED), signed.known(at, at.scenario.id)
    assert first is not None and now is not None and first.mark != now.mark
    assert (first.budget, now.budget) == (BEST, at.report.budget if at.report is not None else None)


def test_a_scenario_in_which_nothing_was_changed_stands_for_the_plan_as_it_was_opened() -> None:
    at = desk()
    at.change(LESS, SAYS)
    settle(at)
    at.undo()
    assert at.scenario is not None and signed.usual(at) == at.scenario.id


def test_a_plan_that_was_begun_empty_is_signed_as_it_stands() -> None:
    at = desk("empty")
    at.change(LESS, SAYS)
    settle(at)
    assert at.scenario is not None and signed.usual(at) == at.scenario.id


def test_a_budget_that_is_not_worked_out_yet_is_none() -> None:
    at = opened(Answers(Store("sqlite://"), lambda plan, settings: lambda news, stop: None), tiny(), "file")  # type: ignore
    settle(at)
    assert signed.known(at, OPENED) is None and signed.known(at, "gone") is None


def test_the_indirect_charge_is_the_one_that_was_signed() -> None:
    found = signed.known(desk(), OPENED)
    assert found is not None and found.approved(case_for(tiny())).by_object("grant", YEAR)["7310"] == 1_000


@pytest.mark.parametrize("name", few_every_day(["b.json", "B.XLSX"], 1))
def test_a_file_is_taken_with_the_plan_that_it_was_made_from(name: str) -> None:
    data = RESULT if name.endswith("json") else workbook_bytes(REPORT)
    at = desk()
    at.change(LESS, SAYS)
    settle(at)
    made = signed.of_file(at, signed.handed(name, data))
    assert made.budget == BEST and made.plan == tiny() and made.plan != at.plan and not made.other_plan


def test_a_file_of_a_plan_that_is_not_open_says_so() -> None:
    strange = json.loads(RESULT)
    strange["provenance"]["plan_sha256"] = "0" * 64
    made = signed.of_file(desk(), signed.handed("b.json", json.dumps(strange).encode()))
    assert made.other_plan and made.plan == tiny()
    del strange["provenance"]
    assert not signed.of_file(desk(), signed.handed("b.json", json.dumps(strange).encode())).other_plan, "the file does not tell"


@pytest.mark.parametrize(("name", "data", "says"), [
    ("plan.yaml", b"", "workbook of this program"), ("b.json", b"{}", ""), ("b.json", b"not json", ""), ("b.xlsx", b"PK", ""),
    ("b.json", b'"' + b" " * (8 * 1024 * 1024) + b'"', "larger than 8 MB"),
])
def test_what_is_no_budget_is_told(name: str, data: bytes, says: str) -> None:
    found = signed.handed(name, data)
    assert found.budget is None and found.faults and says in str(found.faults[0]) and name in str(found.faults[0])
    with pytest.raises(ValueError, match="no budget"):
        signed.of_file(desk(), found)
