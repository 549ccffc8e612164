"""What an amount of a source means: docs/decisions/0009-frontier-amounts.md, with its own example."""

from __future__ import annotations

import pytest

from allocator.domain.case import Case
from allocator.messages import text
from allocator.whatif import amounts
from tests.in_process import home, plan_of
from tests.whatif.plans import Records, tiny

YEARS = ["2025-26", "2026-27", "2027-28"]


def case_with(local: dict[str, int] | None) -> Case:
    records: Records = {**tiny(), "years": YEARS}
    records["sources"]["local"]["amounts"] = local
    records["sources"]["grant"]["amounts"] = dict.fromkeys(YEARS, 45000)
    case: Case = home.sound_case(plan_of(records))
    return case


@pytest.mark.parametrize(("stated", "amount", "expected"), [
    ((300_000, 300_000, 225_000), 250_000, (250_000, 250_000, 187_500)),
    ((300_000, 300_000, 225_000), 300_000, (300_000, 300_000, 225_000)),
    ((300_000, 300_000, 225_000), 1, (1, 1, 1)),  # 0.75 is rounded half up
    ((300_000, 300_000, 150_000), 1, (1, 1, 1)),  # exactly half a dollar goes up
    ((300_000, 300_000, 149_999), 1, (1, 1, 0)),
    ((80_000, 80_000, 0), 90_000, (90_000, 90_000, 0)),
    ((0, 0, 0), 5_000, (5_000, 5_000, 5_000)),
    ((80_000, 40_000, 0), 0, (0, 0, 0)),
])
def test_every_year_keeps_its_part_of_a_full_year(stated: tuple[int, ...], amount: int, expected: tuple[int, ...]) -> None:
    case = case_with(dict(zip(YEARS, stated, strict=True)))
    wanted = dict(zip(YEARS, expected, strict=True))
    assert amounts.by_year(case, "local", amount) == wanted
    changed = amounts.at_amount(case, "local", amount).of(case)
    assert {year: changed.stated_amount("local", year) for year in YEARS} == wanted
    assert {changed.stated_amount("grant", year) for year in YEARS} == {45_000}


@pytest.mark.parametrize(("stated", "dollars", "expected"), [
    ((300_000, 300_000, 225_000), 5_000, (305_000, 305_000, 230_000)),
    ((80_000, 80_000, 0), 5_000, (85_000, 85_000, 0)),
    ((80_000, 4_000, 0), -5_000, (75_000, 0, 0)),
    ((0, 0, 0), 5_000, (5_000, 5_000, 5_000)),
])
def test_more_a_year_is_for_each_year_with_money(stated: tuple[int, ...], dollars: int, expected: tuple[int, ...]) -> None:
    case = case_with(dict(zip(YEARS, stated, strict=True)))
    changed = amounts.more(case, "local", dollars).of(case)
    assert tuple(changed.stated_amount("local", year) for year in YEARS) == expected


def test_the_meaning_is_said() -> None:
    even, uneven = case_with(dict.fromkeys(YEARS, 9)), case_with(dict(zip(YEARS, (8, 9, 0), strict=True)))
    assert text(amounts.meaning(even, "local")) == (
        "Each amount is what Local money gives in each of these years: 2025-26, 2026-27 and 2027-28.")
    assert text(amounts.meaning(uneven, "local")) == (
        "Each amount is what Local money gives in a full year, such as 2026-27; its other years change in the same proportion.")


def test_a_rule_that_asks_for_more_is_seen() -> None:
    match = {"kind": "local_match", "source": "grant", "share": 1, "counts": {"sources": ["local"]}}
    for of, asked in (("award", True), ("spent", False)):
        case = home.sound_case(plan_of(tiny(match={**match, "of": of})))
        assert amounts.more_is_asked(case, "grant") is asked
        assert not amounts.more_is_asked(case, "local")
