"""A scenario is a small difference on top of a plan, and stands wherever a plan can."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from allocator.load import convert, read
from tests.load.plans import faults_of, one_fault, small, write


def scenario(folder: Path, change: Any, name: str = "less.json", based_on: str = "plan.json", **more: Any) -> Path:
    return write(folder, {"format": 1, "name": "Less", "based_on": based_on, "change": change, **more}, name)


def test_a_scenario_changes_removes_and_renames(tmp_path: Path) -> None:
    write(tmp_path, small())
    path = scenario(tmp_path, {"sources": {"ccspp": {"amounts": {"2026-27": 90000}}}, "rules": {"keep": None}}, note="Trial")
    plan = read(path).plan
    assert (plan.name, plan.note) == ("Less", "Trial")
    assert plan.sources["ccspp"].amounts == {"2025-26": 150000, "2026-27": 90000}
    assert plan.rules == {}


def test_a_list_is_replaced_as_a_whole(tmp_path: Path) -> None:
    write(tmp_path, small())
    path = scenario(tmp_path, {"rules": {"keep": {"years": ["2026-27"]}}})
    assert read(path).plan.rules["keep"]["years"] == ["2026-27"]


def test_a_scenario_may_stand_on_a_scenario_in_another_folder(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    write(tmp_path, small())
    scenario(tmp_path, {"needs": {"attendance": {"score": 10}}})
    path = scenario(tmp_path / "deep", {"needs": {"mental-health": {"score": 20}}}, "more.json", "../less.json")
    scores = {need: record.score for need, record in read(path).plan.needs.items()}
    assert scores == {"attendance": 10, "mental-health": 20}


def test_a_scenario_may_stand_on_a_workbook_and_becomes_a_whole_plan(tmp_path: Path) -> None:
    convert(write(tmp_path, small()), tmp_path / "plan.xlsx")
    path = scenario(tmp_path, {"needs": {"attendance": {"score": 10}}}, based_on="plan.xlsx")
    convert(path, tmp_path / "whole.yaml")
    assert read(tmp_path / "whole.yaml").plan == read(path).plan


def test_a_fault_stands_in_the_file_that_says_it(tmp_path: Path) -> None:
    data = small()
    data["needs"]["mental-health"]["score"] = 200
    write(tmp_path, data)
    path = scenario(tmp_path, {"needs": {"attendance": {"score": "high"}}})
    places = {fault.path: fault.place.split()[0] for fault in faults_of(path)}
    assert places == {"needs.attendance.score": "less.json", "needs.mental-health.score": "plan.json"}


def test_removing_what_is_not_there_is_a_warning(tmp_path: Path) -> None:
    write(tmp_path, small())
    loaded = read(scenario(tmp_path, {"programs": {"outreech": None}}))
    assert [(w.path, str(w.says)) for w in loaded.warnings] == [("change.programs.outreech", "there is nothing here to remove")]


def test_a_circle_is_refused(tmp_path: Path) -> None:
    scenario(tmp_path, {}, "a.json", "b.json")
    fault = one_fault(scenario(tmp_path, {}, "b.json", "a.json"))
    assert "in a circle" in fault.says
    assert fault.place == "a.json line 4"


@pytest.mark.parametrize(
    "based_on", ["/etc/passwd.yaml", "C:\\plan.yaml", "..\\plan.yaml", "http://x/plan.yaml", "\\\\host\\plan.yaml"]
)
def test_a_scenario_stands_only_on_files_beside_it(tmp_path: Path, based_on: str) -> None:
    fault = one_fault(scenario(tmp_path, {}, based_on=based_on))
    assert (fault.place, fault.path) == ("less.json line 4", "based_on")
    assert "../base.yaml" in fault.fix


def test_a_missing_base_and_unknown_fields_are_named(tmp_path: Path) -> None:
    assert one_fault(scenario(tmp_path, {}, based_on="none.yaml")).says == "there is no such file"
    faults = faults_of(scenario(tmp_path, 5, chnge={}))
    assert {fault.path for fault in faults} == {"change", "chnge"}


def test_standard_input_holds_yaml_or_json(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    write(tmp_path, small())
    for text in (json.dumps(small()), "format: 1\nname: Less\nbased_on: plan.json\nchange: {}\n"):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
        assert set(read("-").plan.programs) == {"social-worker", "outreach"}
