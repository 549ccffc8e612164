"""The tables of the app, against a school worked out by hand (see school.py)."""

from __future__ import annotations

from fractions import Fraction

from allocator.ui import figures
from tests.ui import school
from tests.ui.school import Y1, Y2

REPORT = school.report_of(school.plan_of(), school.BEST)


def test_totals() -> None:
    """60 x (0.5 + 0.3) / 2 + 80 x 0.4 = 56 points; $175,000 in all, $130,000 spent, $10,000 + $35,000 of the grant lapse."""
    found = figures.totals(REPORT)
    assert (found.met, found.reachable, found.possible) == (56, 60 * Fraction(7, 10) + 32, 140)
    assert (found.run, found.programs) == (2, 3)
    assert (found.money, found.spent, found.lapsed, found.unspent, found.left) == (175_000, 130_000, 45_000, 0, 45_000)
    assert found.money == found.spent + found.left


def test_needs_highest_score_first_with_every_year() -> None:
    table = figures.needs_table(REPORT)
    assert table["Need"][0] == "Reading"
    assert table["Score"] == ["80", "60"]
    assert table[Y1] == ["40%", "50%"] and table[Y2] == ["40%", "30%"]
    assert table["Average"] == ["40%", "40%"]
    assert table["Pillar"] == ["Extended learning time", "Integrated student supports"]


def test_names_are_shown_letter_by_letter() -> None:
    assert figures.needs_table(REPORT)["Need"][1] == r"Calm \*rooms\* for \$5 and \<b\>more\</b\> \$x\$"


def test_roster_says_the_size_in_each_year() -> None:
    table = figures.roster_table(REPORT)
    assert table["Program"] == ["Counselor", "Tutoring"]
    assert table[Y1] == ["● Full", "● Full"] and table[Y2] == ["○ Half time", "● Full"]
    assert table["Cost"] == [r"\$90,000", r"\$40,000"]


def test_payers_add_up_across_and_down() -> None:
    table = figures.payers_table(REPORT)
    assert table["Source"] == ["Grant", "Local", "Total"]
    assert table[Y1] == [r"\$60,000", r"\$20,000", r"\$80,000"]
    assert table[Y2] == [r"\$35,000", r"\$15,000", r"\$50,000"]
    assert table["Total"] == [r"\$95,000", r"\$35,000", r"\$130,000"]


def test_matrix_of_all_years_and_of_one() -> None:
    table = figures.matrix_table(REPORT)
    assert table["Program"] == ["Counselor", "Tutoring", "Total"]
    assert table["Grant"] == [r"\$90,000", r"\$5,000", r"\$95,000"]
    assert table["Local"] == ["–", r"\$35,000", r"\$35,000"]
    assert table["Total"] == [r"\$90,000", r"\$40,000", r"\$130,000"]
    first = figures.matrix_table(REPORT, Y1)
    assert first["Grant"] == [r"\$60,000", "–", r"\$60,000"]


def test_what_is_left_accounts_for_every_dollar() -> None:
    table = figures.left_table(REPORT)
    assert table["Amount"] == [r"\$140,000", r"\$35,000", r"\$175,000"]
    assert table["Paid"] == [r"\$95,000", r"\$35,000", r"\$130,000"]
    assert table["Lapsed"] == [r"\$45,000", "–", r"\$45,000"]
    assert table["Left at the end"] == ["–", "–", "–"]
    grant = figures.source_table(REPORT, "grant")
    assert grant["Year"] == [Y1, Y2] and grant["Lapsed"] == [r"\$10,000", r"\$35,000"]


def test_an_empty_plan_gives_empty_tables() -> None:
    empty = school.report_of(school.plan_of(school.EMPTY), school.Budget())
    assert figures.needs_table(empty)["Need"] == [] and figures.roster_table(empty)["Program"] == []
    assert figures.payers_table(empty)["Source"] == ["Total"] and figures.totals(empty).money == 0
