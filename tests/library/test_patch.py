"""Practices of the library added to a plan: a change on the plan file that loads, and never overwrites what is there."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from allocator import library
from allocator.allocate import case_for, faults_in
from allocator.domain.plan import Plan
from allocator.load import read
from allocator.load.edited import edited
from allocator.load.plain_plan import plan_data
from allocator.load.write import json_text
from allocator.messages import LANGUAGES

ROOT = Path(__file__).resolve().parents[2]
TINY = ROOT / "scenarios" / "tiny" / "plan.yaml"
ENOUGH = {"sources": {source: {"amounts": {"2025-26": 500_000}} for source in ("grant", "local")}}


@pytest.fixture(scope="module")
def tiny() -> Plan:
    return read(TINY).plan


def only(plan: Plan, *ids: str, language: str = "en", **more: Any) -> dict[str, Any]:
    return library.as_patch([library.entry(name) for name in ids], plan, language, **more)


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_all_of_the_library_on_the_tiny_plan_loads_without_a_fault(tmp_path: Path, tiny: Plan, language: str) -> None:
    change = {**library.as_patch(library.entries(), tiny, language), **ENOUGH}
    path = tmp_path / "everything.json"
    scenario = {"format": 1, "name": "Everything", "based_on": "plan.yaml", "change": change}
    path.write_text(json_text(scenario), encoding="utf-8")
    (tmp_path / "plan.yaml").write_bytes(TINY.read_bytes())
    loaded = read(path)
    assert loaded.warnings == ()
    assert len(loaded.plan.programs) == len(tiny.programs) + len(library.entries())
    assert faults_in(case_for(loaded.plan)) == []


def test_the_change_is_plain_records_and_nothing_of_the_plan_is_touched(tiny: Plan) -> None:
    patch = only(tiny, "social-worker", "mentoring")
    assert set(patch) == {"programs", "staff"}
    assert set(patch["programs"]) == {"social-worker", "mentoring"}
    assert patch["staff"] == {"social_worker": {"name": "School social worker"}}
    assert json.loads(json.dumps(patch, default=float))["programs"]["mentoring"]["pillar"] == "integrated_supports"
    plan = edited(plan_data(tiny), patch)
    assert {key: plan.programs[key] for key in tiny.programs} == tiny.programs


def test_an_id_of_the_plan_is_never_taken(tiny: Plan) -> None:
    patch = only(tiny, "home-visits")
    assert set(patch["programs"]) == {"home-visits-2"}
    again = only(edited(plan_data(tiny), patch), "home-visits")
    assert set(again["programs"]) == {"home-visits-3"}
    assert again["programs"]["home-visits-3"]["name"] == "Home visits by trained, paid pairs, 300 a year (2)"


def test_a_practice_can_be_added_twice_at_once(tiny: Plan) -> None:
    patch = only(tiny, "agency-clinician", "agency-clinician", language="es")
    assert list(patch["programs"]) == ["agency-clinician", "agency-clinician-2"]
    assert patch["programs"]["agency-clinician-2"]["costs"]["services"]["agreement"] == "agency-clinician-2"
    name = "Profesional clínico, con la administración de la agencia"
    assert [record["name"] for record in patch["agreements"].values()] == [name, f"{name} (2)"]
    assert len({record["name"] for record in patch["programs"].values()}) == 2


def test_a_role_of_the_plan_with_the_same_id_or_name_is_used(tiny: Plan) -> None:
    with_roles = edited(plan_data(tiny), {"staff": {"nurse": {"name": "Health team", "max": 2},
                                                    "psw": {"name": "School  Social Worker"}}})
    patch = only(with_roles, "school-nurse", "social-worker", "wellness-coach")
    assert set(patch["staff"]) == {"wellness_coach"}
    roles = {key: next(iter(record["positions"].values()))["role"] for key, record in patch["programs"].items()}
    assert roles == {"school-nurse": "nurse", "social-worker": "psw", "wellness-coach": "wellness_coach"}


def test_a_school_can_be_named(tiny: Plan) -> None:
    assert only(tiny, "mentoring", site="tiny")["programs"]["mentoring"]["site"] == "tiny"
    assert "site" not in only(tiny, "mentoring")["programs"]["mentoring"]


def test_nothing_added_is_no_change(tiny: Plan) -> None:
    assert library.as_patch([], tiny) == {}
