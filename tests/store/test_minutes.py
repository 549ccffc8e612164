"""Decisions of councils, and results that were found before."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from allocator.errors import SurroundingsError
from allocator.store import Decision, Scenario, Store
from allocator.store.results import MOST
from tests.store.conftest import Opener


def decision(scenario: Scenario) -> Decision:
    return Decision(scenario.book, scenario.id, "liaison", "keep", 7, 2, 1, "Las familias lo pidieron – ñ")


def test_decisions_stay_in_the_order_in_which_they_were_made(store: Store, scenario: Scenario, opener: Opener) -> None:
    before = datetime.now(UTC)
    first = store.decide(decision(scenario))
    second = store.decide(replace(first, choice="drop", note=""))
    assert first == replace(decision(scenario), number=first.number, at=first.at)
    assert first.at is not None and second.at is not None and before <= first.at <= second.at <= datetime.now(UTC)
    assert 0 < first.number < second.number
    for opened in (store, opener()):
        assert opened.decisions(scenario.book) == [first, second]
    assert store.decisions("another") == []


def test_a_decision_about_what_is_not_there_is_refused(store: Store, scenario: Scenario) -> None:
    other, _ = store.add_book("Other", {}, "", "Main")
    for wrong in (replace(decision(scenario), scenario="gone"), replace(decision(scenario), book=other.id)):
        with pytest.raises(SurroundingsError, match="Open the plan again"):
            store.decide(wrong)
    assert store.decisions(scenario.book) == store.decisions(other.id) == []


@pytest.mark.parametrize(("first", "second", "kept"), [(-0.01, -0.005, "b"), (-0.005, -0.01, "a"), (0.0, 0.0, "b"),
                                                       (float("-inf"), -1.0, "b"), (-1.0, float("-inf"), "a")])
def test_only_a_result_that_is_not_better_gives_way(store: Store, first: float, second: float, kept: str) -> None:
    store.keep_result("sha", "a", first)
    store.keep_result("sha", "b", second)
    store.keep_result("other", "ñ", -9)
    assert (store.result("sha"), store.result("other")) == (kept, "ñ")


def test_the_newest_results_are_kept(store: Store) -> None:
    for at in range(MOST):
        store.keep_result(f"sha-{at}", str(at), 0)
    store.keep_result("sha-0", "again", 0)
    assert store.result("sha-1") == "1"
    store.keep_result("one more", "x", 0)
    assert store.result("sha-1") is None
    assert (store.result("sha-0"), store.result("sha-2"), store.result("one more")) == ("again", "2", "x")
    store.keep_result("two more", "x", 0)
    assert store.result("sha-2") is None and store.result("sha-3") == "3"
