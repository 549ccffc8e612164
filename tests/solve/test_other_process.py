"""A case survives the way into another process, where every text hashes differently."""

from __future__ import annotations

from pathlib import Path

import allocator
from allocator import Settings


def test_an_agreement_is_split_into_its_tiers_in_the_child(tmp_path: Path) -> None:
    """$60,000 under one agreement: $50,000 belong to the first tier (object 5800), $10,000 to object 5100."""
    plan = tmp_path / "plan.yaml"
    plan.write_text("""
format: 1
name: One agreement
years: [2025-26]
sites: {school: {name: School}}
needs: {care: {name: Care, score: 50}}
programs:
  clinic: {name: Clinic, meets: {care: 1}, costs: {contract: {object: "5100", amount: 60000, agreement: partner}}}
sources: {grant: {name: Grant, amounts: {2025-26: 70000}}}
agreements: {partner: {name: Partner}}
""", encoding="utf-8")
    report = allocator.allocate(allocator.load(plan), Settings(gap=0))
    assert {payment.object: payment.dollars for payment in report.budget.payments} == {"5100": 10_000, "5800": 50_000}


def test_scores_and_shares_with_no_common_step_do_not_keep_the_search_going(tmp_path: Path) -> None:
    """Thirds and sevenths of odd scores: differences below what an engine can tell apart end the search, not prolong it."""
    plan = tmp_path / "plan.yaml"
    plan.write_text("""
format: 1
name: Thirds and sevenths
years: [2025-26]
sites: {school: {name: School}}
needs: {a: {name: A, score: 83.37}, b: {name: B, score: 61.29}}
programs:
  p: {name: P, meets: {a: 1/3, b: 1/7}, costs: {c: {object: "4300", amount: 10000}}}
  q: {name: Q, meets: {a: 1/7, b: 1/3}, costs: {c: {object: "4300", amount: 20000}}}
  r: {name: R, meets: {a: 0.35, b: 0.62}, costs: {c: {object: "4300", amount: 30000}}}
sources: {grant: {name: Grant, amounts: {2025-26: 40000}}}
""", encoding="utf-8")
    report = allocator.allocate(allocator.load(plan), Settings(gap=0, seconds=30))
    assert sorted(report.budget.roster) == ["p", "r"]
    assert report.status == "proved"
