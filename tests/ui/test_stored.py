"""A stored result is shown only when it belongs to the plan and passes the audit."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from allocator.ui import engine, state
from allocator.ui.stored import stored_report
from tests.ui import school
from tests.ui.school import Y1

PLAN = school.plan_of()
CASE = school.case_of(PLAN)


def result() -> dict[str, Any]:
    report = school.report_of(PLAN, school.BEST)
    return {
        "format": 1, "status": "within", "split": "proved", "points": 56, "bound": 57.0, "gap": 1 / 57, "shortfalls": {},
        "programs": {p: {y: {"level": level, "cost": report.costs[p][y]} for y, level in years.items()}
                     for p, years in report.budget.roster.items()},
        "payments": [asdict(payment) for payment in report.budget.payments],
        "provenance": asdict(report.provenance),
    }


def read(folder: Path, data: Any) -> school.Report | None:
    path = folder / "maple.result.json"
    path.write_text(data if isinstance(data, str) else json.dumps(data), encoding="utf-8")
    return stored_report(path, CASE, school.sha(PLAN))


def test_the_result_of_this_plan_is_taken(tmp_path: Path) -> None:
    report = read(tmp_path, result())
    assert report is not None and report.budget == school.BEST
    assert (report.points, report.points_reachable, report.gap) == (56, 74, 1 / 57)


def test_none_for_another_plan_a_missing_or_a_broken_file(tmp_path: Path) -> None:
    other = result()
    other["provenance"]["plan_sha256"] = "0" * 64
    assert read(tmp_path, other) is None
    assert read(tmp_path, "{") is None and read(tmp_path, "[]") is None and read(tmp_path, {"format": 1}) is None
    assert stored_report(tmp_path / "nothing.json", CASE, school.sha(PLAN)) is None


def test_none_when_a_dollar_is_off_or_a_figure_disagrees(tmp_path: Path) -> None:
    dollar = result()
    dollar["payments"][0]["dollars"] += 1
    assert read(tmp_path, dollar) is None
    cost = result()
    cost["programs"]["counselor"][Y1]["cost"] -= 1
    assert read(tmp_path, cost) is None


def test_the_sample_is_stored_solved() -> None:
    """When this fails the sample or its rules have changed: run `allocator solve scenarios/oak-grove/base.yaml --json
    scenarios/oak-grove/base.result.json`."""
    plan = engine.load(state.SAMPLE)
    report = engine.stored_report(state.SAMPLE, plan)
    assert report is not None and report.status in ("proved", "within") and report.gap <= 0.005
