"""How plans begin: the years, the first money, practices of the library."""

from __future__ import annotations

from datetime import date

import pytest

from allocator import library
from allocator.errors import InputError
from allocator.ui import beginnings
from allocator.ui.beginnings import New
from allocator.ui.words import speaking

COHORT = "ccspp-implementation-cohort-4"
"""From 2025-26 to 2029-30, with a usual award by enrollment."""


def test_the_years_to_choose_from_go_by_the_fiscal_year() -> None:
    assert beginnings.first_years(date(2026, 6, 30))[2] == "2025-26"
    assert beginnings.first_years(date(2026, 7, 1))[2] == "2026-27"
    assert beginnings.first_years(date(2026, 7, 1)) == ["2024-25", "2025-26", "2026-27", "2027-28", "2028-29", "2029-30"]


def test_a_plan_begins_with_a_name_alone() -> None:
    plan = beginnings.begun(New("  Escuela   Ñandú ", "2025-26", 2))
    assert plan.name == "Escuela Ñandú" and plan.years == ["2025-26", "2026-27"]
    assert list(plan.sites) == ["escuela-nandu"] and not plan.sources and not plan.programs


def test_a_name_without_a_latin_letter_still_makes_a_school() -> None:
    assert list(beginnings.begun(New("学校", "2025-26", 1)).sites) == ["school"]


def test_local_money_stands_in_every_year() -> None:
    plan = beginnings.begun(New("Elm", "2025-26", 2, amount=40000))
    assert plan.sources["local"].amounts == {"2025-26": 40000, "2026-27": 40000}
    with speaking("es"):
        assert beginnings.begun(New("Elm", "2025-26", 1, amount=1)).sources["local"].name == "Dinero local"


def test_a_grant_pays_within_its_term() -> None:
    plan = beginnings.begun(New("Elm", "2028-29", 3, 450, COHORT, 100000))
    assert plan.sources[COHORT].amounts == {"2028-29": 100000, "2029-30": 100000, "2030-31": 0}
    late = beginnings.begun(New("Elm", "2035-36", 1, 450, COHORT, 100000))
    assert late.sources[COHORT].amounts == {"2035-36": 100000}, "what a person types is kept where no year fits"


def test_the_usual_award_goes_by_the_size_of_the_school() -> None:
    assert beginnings.usual_award(New("", "2025-26", 1, None, COHORT)) == {}
    small, large = (beginnings.usual_award(New("", "2025-26", 1, pupils, COHORT))["2025-26"] for pupils in (300, 1500))
    assert 0 < small < large
    assert beginnings.usual_award(New("", "2025-26", 1, 300)) == {}, "no grant was chosen"


@pytest.mark.parametrize(("new", "lacks"), [
    (New("", "2025-26", 1), "name"), (New(" \t", "2025-26", 1), "name"), (New("Elm", "2025-26", 1), ""),
    (New("Elm", "2025-26", 1, grant=COHORT), "amount"), (New("Elm", "2025-26", 1, 300, COHORT), ""),
    (New("Elm", "2025-26", 1, grant=COHORT, amount=0), ""), (New("Elm", "2025-26", 1, 300, "ases"), "amount"),
    (New("Elm", "2035-36", 1, 300, COHORT), "amount"),
])
def test_what_is_lacking_is_said(new: New, lacks: str) -> None:
    assert beginnings.lacks(new) == lacks


def test_every_grant_can_be_the_first_money() -> None:
    for grant, name in beginnings.grants().items():
        plan = beginnings.begun(New("Elm", "2025-26", 2, 300, grant, 5000))
        assert plan.sources[grant].name == name


def test_practices_become_programs_with_their_roles() -> None:
    plan = beginnings.begun(New("Elm", "2025-26", 2), ["social-worker", "home-visits"])
    assert set(plan.programs) == {"social-worker", "home-visits"} and plan.staff
    with speaking("es"):
        named = beginnings.begun(New("Elm", "2025-26", 2), ["social-worker"]).programs["social-worker"].name
    assert named == library.entry("social-worker").name.es


def test_the_whole_library_makes_a_plan() -> None:
    everything = [entry.id for entries in beginnings.shelf().values() for entry in entries]
    assert len(beginnings.begun(New("Elm", "2025-26", 1), everything).programs) == len(everything) == len(library.entries())


def test_rates_that_are_not_published_yet_go_on() -> None:
    """Without them nobody could be hired in those years. The file's rates end in 2029-30."""
    new = New("Elm", "2026-27", 5)
    plan = beginnings.begun(new, ["social-worker"])
    assert set(plan.rates) == {"strs", "pers"} and all(list(rate) == ["2030-31"] for rate in plan.rates.values())
    assert plan.note == beginnings.rates_note(new.years) and "2030-31" in plan.note
    within = beginnings.begun(New("Elm", "2025-26", 5), ["social-worker"])
    assert not within.rates and not within.note


def test_picked_practices_add_up() -> None:
    rows = beginnings.picked_table(["social-worker", "home-visits"])
    typical = [int(cell.replace("\\$", "").replace(",", "")) for cell in rows["Typical cost"]]
    assert len(typical) == 3 and typical[0] + typical[1] == typical[2]
    assert rows["Program"][-1] == "Together"
    assert beginnings.label("social-worker").startswith("School social worker: $")


def test_a_character_that_no_page_can_show_is_refused() -> None:
    with pytest.raises(InputError):
        beginnings.begun(New("El\x07m", "2025-26", 1))
