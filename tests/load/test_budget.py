"""A budget in JSON: what a person may enter, the figures that follow from it, and what is malformed."""

from __future__ import annotations

import copy
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from allocator.domain.budget import Payment
from allocator.errors import InputError, Told
from allocator.load import read_budget
from tests.load.plans import small, write

RESULT: dict[str, Any] = {
    "format": 1, "status": "proved", "split": "proved", "points": 36.4, "points_reachable": 63.7, "points_possible": 91.0,
    "bound": 36.4, "gap": 0.0, "shortfalls": {"top-needs": 0.2},
    "programs": {"social-worker": {"2025-26": {"level": "half", "cost": 47500}}, "idle": {}},
    "payments": [
        {"program": "social-worker", "line": "psw.pay", "year": "2025-26", "source": "ccspp", "object": "1200", "dollars": 40000},
        {"program": "social-worker", "line": "psw.pay", "year": "2025-26", "source": "lcff", "object": "1200", "dollars": 7500},
    ],
    "needs": {"mental-health": {"2025-26": 0.3333333333333333}},
    "sources": {"ccspp": {"2025-26": {"amount": 300000, "carried_in": 0, "paid": 40000, "indirect": 2400, "carried_out": 257600,
                                      "lapsed": 0, "unspent": 0}}},
    "staff": {"social_worker": {"2025-26": 0.5}},
    "rules": [{"id": "coordinator", "holds": True}], "audit": {"ok": True, "checked": 214}, "provenance": {"seconds": 0.9},
}


def faults(folder: Path, change: Callable[[dict[str, Any]], Any]) -> tuple[Told, ...]:
    data = copy.deepcopy(RESULT)
    change(data)
    with pytest.raises(InputError) as caught:
        read_budget(write(folder, data, "b.json"))
    return tuple(fault.told() for fault in caught.value.faults)


def test_a_budget_and_its_figures_are_read(tmp_path: Path) -> None:
    budget, claims = read_budget(write(tmp_path, RESULT, "b.json"))
    assert budget.roster == {"social-worker": {"2025-26": "half"}}
    assert budget.payments == (
        Payment("social-worker", "psw.pay", "2025-26", "ccspp", "1200", 40000),
        Payment("social-worker", "psw.pay", "2025-26", "lcff", "1200", 7500))
    assert claims["points"] == Fraction(364, 10)
    assert claims["programs"] == {"social-worker": {"2025-26": {"cost": 47500}}, "idle": {}}
    assert claims["needs"]["mental-health"]["2025-26"] == Fraction(3333333333333333, 10**16)
    assert claims["sources"]["ccspp"]["2025-26"]["carried_out"] == 257600
    assert claims["staff"] == {"social_worker": {"2025-26": Fraction(1, 2)}}


def test_figures_that_a_file_leaves_out_are_left_out(tmp_path: Path) -> None:
    bare = {name: RESULT[name] for name in ("format", "programs", "payments")}
    assert set(read_budget(write(tmp_path, bare, "b.json"))[1]) == {"programs"}


@pytest.mark.parametrize(("change", "path", "got"), [
    (lambda d: d["payments"][1].update(dollars=7500.5), "payments[1].dollars", "7500.5"),
    (lambda d: d["payments"][1].update(dollars=-1), "payments[1].dollars", "-1"),
    (lambda d: d["payments"][1].update(dollars="7500"), "payments[1].dollars", '"7500"'),
    (lambda d: d["payments"][1].update(object=1200), "payments[1].object", "1200"),
    (lambda d: d["payments"][1].update(year="2025-27"), "payments[1].year", '"2025-27"'),
    (lambda d: d["payments"][0].update(dolars=1), "payments[0].dolars", ""),
    (lambda d: d["payments"][0].pop("source"), "payments[0].source", ""),
    (lambda d: d["programs"]["social-worker"]["2025-26"].update(level=5), "programs.social-worker.2025-26.level", "5"),
    (lambda d: d.pop("payments"), "payments", ""),
    (lambda d: d["sources"]["ccspp"]["2025-26"].update(paid=0.5), "sources.ccspp.2025-26.paid", "0.5"),
    (lambda d: d.update(points="many"), "points", '"many"'),
    (lambda d: d.update(format=2), "format", "2"),
])
def test_a_malformed_budget_is_refused_with_its_path(
    tmp_path: Path, change: Callable[[dict[str, Any]], Any], path: str, got: str
) -> None:
    found = faults(tmp_path, change)
    assert [(fault.path, fault.got) for fault in found] == [(path, got)]
    assert found[0].place.startswith("b.json line ")
    assert found[0].fix


def test_a_payment_stands_in_the_file_once(tmp_path: Path) -> None:
    found = faults(tmp_path, lambda d: d["payments"].append(dict(d["payments"][0], dollars=1)))
    assert [(fault.path, fault.says) for fault in found] == [("payments[2]", "this payment stands in the file twice")]


def test_other_files_are_named_for_what_they_are(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="an impossible plan"):
        read_budget(write(tmp_path, {"status": "impossible", "conflict": []}, "b.json"))
    with pytest.raises(InputError, match="this is a plan and not a budget"):
        read_budget(write(tmp_path, small(), "b.json"))
    (tmp_path / "b.yaml").write_text("a: 1\n")
    with pytest.raises(InputError, match="from JSON or from a workbook"):
        read_budget(tmp_path / "b.yaml")
