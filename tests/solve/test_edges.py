"""Plans at the edge of nothing: they end with an honest answer, never with a crash."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.in_process import PROOF, solve

BARE: dict[str, Any] = {
    "format": 1, "name": "Bare", "years": ["2025-26"], "sites": {"school": {"name": "School"}}, "needs": {}, "programs": {},
    "sources": {}, "staff": {}, "rules": {},
}
NEED = {"reading": {"name": "Reading", "score": 50}}
MONEY = {"grant": {"name": "Grant", "amounts": {"2025-26": 100}}}
FREE = {"volunteers": {"name": "Volunteers", "meets": {"reading": 1}}}
PAID = {"aide": {"name": "Aide", "meets": {"reading": 1}, "costs": {"pay": {"object": "2100", "amount": 101}}}}


@pytest.mark.parametrize("engine", ["highs", "cbc"])
@pytest.mark.parametrize(("parts", "points"), [
    ({}, 0), ({"needs": NEED}, 0), ({"sources": MONEY}, 0), ({"needs": NEED, "programs": FREE}, 50),
    ({"needs": NEED, "programs": PAID}, 0), ({"needs": NEED, "programs": PAID, "sources": MONEY}, 0),
    ({"programs": FREE, "needs": NEED, "sources": MONEY}, 50),
], ids=["nothing", "no programs", "only money", "free", "no money", "a dollar short", "free beside money"])
def test_an_almost_empty_plan_is_solved(parts: dict[str, Any], points: int, engine: Any) -> None:
    answer = solve({**BARE, **parts}, replace(PROOF, engine=engine))
    assert answer.report is not None
    assert (answer.report.points, answer.report.status) == (points, "proved")
