"""How figures and names look."""

from __future__ import annotations

from fractions import Fraction

import pytest

from allocator.ui import show


@pytest.mark.parametrize(("gap", "says"), [(0.0, "0.1%"), (0.001, "0.1%"), (0.0011, "0.2%"), (0.004, "0.4%"), (0.0301, "3.1%"),
                                           (0.3, "30.0%")])
def test_a_distance_never_promises_too_much(gap: float, says: str) -> None:
    assert show.distance(gap) == says


def test_money_is_whole_dollars_and_no_formula() -> None:
    assert show.money(48000) == r"\$48,000" and show.money(-1200) == r"-\$1,200" and show.money_or_none(0) == "–"


def test_percent_rounds_half_up_exactly() -> None:
    assert [show.percent(Fraction(n, 1000)) for n in (5, 4, 124, 125, 1000)] == ["1%", "0%", "12%", "13%", "100%"]


def test_points_show_a_decimal_below_a_hundred() -> None:
    assert [show.points(value) for value in (Fraction(4126, 10), Fraction(364, 10), 36.45)] == ["413", "36.4", "36.5"]


def test_lists_and_spans() -> None:
    assert show.listed(["a, b", "c"]) == "a, b; and c"
    assert [show.listed(names) for names in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == ["", "a", "a and b", "a, b and c"]
    assert show.span(["2025-26"]) == "2025-26" and show.span(["2025-26", "2026-27"]) == "2025-26 to 2026-27"


def test_markup_in_names_is_shown_not_obeyed() -> None:
    assert show.safe("a_b [x](http://e.org)\n# c $1$ `d`") == r"a\_b \[x\]\(http\://e\.org\) \# c \$1\$ \`d\`"


def test_room_in_its_unit() -> None:
    said = [show.room(Fraction(1, 4), unit) for unit in ("dollars", "fte", "share", "count")]
    assert said == [r"\$0", "0.25 FTE", "25 percentage points", "0.25"]
