"""What an upload would change: counted by rows, in the words of comparisons."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allocator.domain.plan import Plan
from allocator.load import load, plan_data
from allocator.load.edited import edited
from allocator.load.template import workbook_bytes
from allocator.load.uploaded import uploaded
from allocator.messages import Message, text
from allocator.whatif.review import Line, Review, review, row_of
from tests.load.test_uploaded import SAMPLES, workbook


@cache
def oak_grove() -> Plan:
    return load(SAMPLES["oak-grove"])


@cache
def oak_grove_workbook() -> bytes:
    return workbook_bytes(plan_data(oak_grove()))


def after(patch: dict[str, Any]) -> Review:
    return review(oak_grove(), edited(plan_data(oak_grove()), patch))


def told(lines: tuple[Line, ...], language: str = "en") -> list[tuple[str, ...]]:
    """Id, then name, what, old and new in words."""
    return [(line.id, line.name, *(text(word, language) if isinstance(word, Message) else word
                                   for word in (line.what, line.old, line.new))) for line in lines]


def counts(found: Review) -> tuple[int, int, int]:
    return len(found.changed), len(found.added), len(found.removed)


def test_a_workbook_that_comes_back_as_it_was_changes_nothing() -> None:
    found = review(oak_grove(), uploaded("plan.xlsx", oak_grove_workbook()))
    assert found == Review((), (), ())
    assert not found
    assert found.sections == {}


def change_a_cost(book: Any) -> None:
    book["Costs"]["E2"] = 2500


def with_a_program(book: Any) -> None:
    change_a_cost(book)
    book["Programs"].append([None, "Garden club", "family_engagement"])


def with_a_cost(book: Any) -> None:
    change_a_cost(book)
    book["Costs"].append([book["Costs"]["A2"].value, None, "paint", "4300", 900])


@pytest.mark.parametrize(("change", "added"), [
    (with_a_program, ("programs.garden-club", "Garden club", "", "", "pillar family_engagement")),
    (with_a_cost, ("programs.coordinator-certificated.costs.paint", "Community school coordinator, certificated (205 days)",
                   "cost paint", "", "object code 4300; amount $900")),
])
def test_one_cost_changed_and_one_row_added(change: Any, added: tuple[str, ...]) -> None:
    found = review(oak_grove(), uploaded("plan.xlsx", workbook(change, oak_grove_workbook())))
    assert counts(found) == (1, 1, 0)
    assert text(found.says) == "1 changed, 1 added, 0 removed"
    assert told(found.added) == [added]
    assert told(found.changed) == [("programs.coordinator-certificated.costs.supplies", oak_grove().programs[
        "coordinator-certificated"].name, "cost supplies, amount", "$2,000", "$2,500")]
    assert list(found.sections) == ["programs"]
    assert counts(found.sections["programs"]) == (1, 1, 0)


def test_several_fields_of_a_row_are_one_row() -> None:
    found = after({"programs": {"home-visits": {"costs": {"bus": {"object": "5200", "amount": 100}}}}})
    assert counts(found) == (0, 1, 0)
    base = plan_data(oak_grove())["programs"]["coordinator-certificated"]["costs"]["supplies"]
    line = {"supplies": {"amount": base["amount"] + 1, "name": "Pens"}}
    found = after({"programs": {"coordinator-certificated": {"costs": line}}})
    assert counts(found) == (1, 0, 0)
    assert told(found.changed)[0][2:] == ("cost supplies, amount; cost supplies, name", f"$2,000; {base['name']}", "$2,001; Pens")


def test_rows_of_every_sort() -> None:
    found = after({
        "name": "Next", "note": "Short.", "needs": {"garden": {"name": "Garden", "score": 5}},
        "sources": {"ccspp": {"carried_in": {"2024-25": 500}, "amounts": {"2025-26": 1, "2026-27": 2}}},
        "programs": {"home-visits": {"meets": {"attendance": None, "garden": Decimal("0.5")}, "levels": {
            "half": {"name": "Half", "costs": {"a": {"object": "4300", "amount": 4}}, "meets": {}}}}},
        "rules": {"top-needs": None, "keep": {"kind": "must", "program": "home-visits", "years": ["2025-26"]}},
        "rates": {"pers": {"2025-26": "1/4"}, "strs": Decimal("0.2")},
    })
    visits, grant = oak_grove().programs["home-visits"].name, oak_grove().sources["ccspp"].name
    assert told(found.added) == [
        ("needs.garden", "Garden", "", "", "score 5"),
        ("programs.home-visits.meets.garden", visits, "meets garden", "", "50%"),
        ("programs.home-visits.levels.half", visits, "size half", "", "meets nothing; cost a"),
        ("sources.ccspp.carried_in.2024-25", grant, "carried in from 2024-25", "", "$500"),
        ("rules.keep", "keep", "", "", f"{visits} must run in 2025-26."),
        ("rates.pers", "pers", "", "", "2025-26 25%"),
        ("rates.strs", "strs", "", "", "20%"),
    ]
    removed = told(found.removed)
    assert [line[:3] for line in removed] == [("programs.home-visits.meets.attendance", visits, "meets attendance"),
                                              ("rules.top-needs", "top-needs", "")]
    assert removed[0][3:] == ("30%", "")
    assert removed[1][3].startswith("The needs with the highest scores")
    changed = {line[0]: line[2:] for line in told(found.changed)}
    assert changed["name"] == ("name", "Oak Grove Middle School", "Next")
    assert changed["sources.ccspp"] == ("amount 2025-26; amount 2026-27", "$300,000; $300,000", "$1; $2")
    assert changed["note"][1].endswith(" ...")
    assert changed["note"][2] == "Short."
    assert counts(found) == (3, 7, 2)


def test_a_table_that_a_level_states_anew_is_told_row_by_row() -> None:
    level = next(iter(oak_grove().programs["home-visits"].levels))
    found = after({"programs": {"home-visits": {"levels": {level: {"staff": {"liaison": 1}, "positions": {}}}}}})
    assert [line[0] for line in told(found.added)] == [f"programs.home-visits.levels.{level}.staff.liaison"]
    assert [line[3:] for line in told(found.changed)] == [("nothing", "none at all")]


def test_a_rule_that_changes_says_both_sentences_and_spanish_is_spanish() -> None:
    found = after({"rules": {"top-needs": {"top": 2}}, "sources": {"ccspp": {"amounts": {"2025-26": 1}}}})
    (money, rule) = told(found.changed, "es")
    assert money[2:] == ("monto 2025-26", "$300,000", "$1")
    assert "primeras 3" in rule[3] and "primeras 2" in rule[4]
    assert text(found.says, "es") == "Cambian 2, se agregan 0 y se quitan 0"


def test_a_record_with_many_fields_is_told_in_short() -> None:
    program = plan_data(oak_grove())["programs"]["home-visits"]
    found = after({"programs": {"copy": {**program, "name": "Copy"}}})
    (line,) = told(found.added)
    assert line[:3] == ("programs.copy", "Copy", "")
    assert line[4].startswith("pillar family_engagement; meets ")
    assert line[4].endswith(" more")


@given(st.lists(st.sampled_from(["costs", "levels", "half", "meets", "amount", "pay"]), max_size=6))
@settings(derandomize=True)
def test_the_row_of_a_path_begins_it_and_is_its_own_row(path: list[str]) -> None:
    row = row_of(tuple(path))
    assert tuple(path[:len(row)]) == row
    assert len(row) % 2 == 0
    assert row_of(row) == row
