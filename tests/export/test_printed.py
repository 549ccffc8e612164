"""Sheets on paper: letters of 8 points and more, years together, words that are not cut, headings on every page."""

from __future__ import annotations

from io import BytesIO
from itertools import pairwise

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.utils.cell import range_boundaries
from openpyxl.worksheet.worksheet import Worksheet

from allocator.export import workbook_bytes
from allocator.export.book import Book
from allocator.export.grid import Column, Grid
from allocator.export.printed import HEADER, LEAST, MARGIN, PAPERS, Cut, cut, inches, page_header, unbroken
from allocator.export.wrapping import asked, lines, longest_word
from tests.export.handed import oak_grove

YEARS = [f"{year}-{year + 1 - 2000}" for year in range(2025, 2030)]
LETTER = PAPERS["letter"]


def test_a_sheet_that_can_be_read_on_one_page_stays_on_it() -> None:
    # 142 digits and 5 pixels: 999 / 96 = 10.41 inches for 10.4: 0.92 x 10.4 / 10.41 = 91.9%.
    found = cut([142], ["Need"], 1, LETTER)
    assert (found.scale, found.breaks, found.kept) == (91, (), 0)


# 11.93 and 12.01 inches: 0.92 x 10.4 / 0.8 = 11.96 can be read
@pytest.mark.parametrize(("digits", "pages"), [(163, 1), (164, 2)])
def test_the_edge_of_what_can_be_read(digits: float, pages: int) -> None:
    assert len(cut([20, (digits - 21.4) / 2, (digits - 21.4) / 2], ["A", "B", "C"], 1, LETTER).breaks) + 1 == pages


def test_columns_of_years_stay_together_and_the_first_ones_are_repeated() -> None:
    heads = ["Program", "Pillar", *[f"Runs\n{year}" for year in YEARS], *[f"Cost\n{year}" for year in YEARS], "All years"]
    found = cut([28, 20, *[16.0] * 5, *[12.0] * 5, 12], heads, 1, LETTER)
    # Program and Pillar with "Runs", then Program with "Cost" and "All years".
    assert found.breaks == (7,) and found.kept == 1 and found.scale >= LEAST


def test_figures_of_one_year_stay_together_where_years_take_turns() -> None:
    heads = ["Object", *[f"{word}\n{year}" for year in YEARS for word in ("Planned", "Actual", "Not spent")]]
    assert all(at % 3 == 1 for at in cut([30, *[13.0] * 15], heads, 1, LETTER).breaks)


def test_a_group_that_no_page_can_hold_is_taken_apart() -> None:
    found = cut([30, *[13.0] * 20], ["Object", *[f"Budget\n{2025 + n}-{26 + n}" for n in range(20)]], 1, LETTER)
    assert len(found.breaks) == 2


def test_first_columns_that_would_fill_the_page_are_not_repeated() -> None:
    assert cut([30, 90, 60, 60], ["A", "B", "C", "D"], 2, LETTER).kept == 1


def test_larger_paper_holds_more() -> None:
    wide, heads = [20.0] * 10, [f"C{at}" for at in range(10)]
    assert [len(cut(wide, heads, 1, PAPERS[paper]).breaks) for paper in ("letter", "legal", "tabloid")] == [1, 0, 0]


def test_nothing_is_nothing() -> None:
    assert cut([], [], 1, LETTER).breaks == ()


# words -------------------------------------------------------------------------------------------------------------------
def test_lines_are_counted_in_letters_as_wide_as_they_are() -> None:
    assert lines("iiii", 8) == 1 and lines("WWWW WWWW", 9) == 2 and lines("WWWW", 8) == 2 and lines("one\ntwo", 40) == 2
    assert lines("W" * 30, 12) > lines("i" * 30, 12) and lines("", 8) == 1


def test_a_column_as_wide_as_asked_breaks_no_line() -> None:
    for words in ("Community school coordinator, classified management", "Salary: $92,000 / 12 x 10 months", "Total"):
        assert lines(words, asked(words)) == 1 and asked(words, True) > asked(words) > longest_word(words) - 0.01


def written(columns: list[Column], rows: list[list[str]]) -> Worksheet:
    """A sheet with one table."""
    book = Book(YEARS[0])
    grid = Grid(book, "rules", len(columns), "Sheet")
    grid.title("A title that says what the whole sheet is about", "Says more & more.")
    grid.table("any", columns)
    for row in rows:
        for at, words in enumerate(row):
            grid.text(at, words)
        grid.next()
    grid.finish(1, "Plan", "Foot")
    return load_workbook(BytesIO(book.close())).active


def test_columns_of_words_get_narrower_before_a_page_is_added() -> None:
    columns = [Column("-", "Rule", least=30, most=120), Column("-", "Why", least=30, most=60)]
    sheet = written(columns, [["word " * 40, "word " * 40]])
    assert sheet.sheet_properties.pageSetUpPr.fitToPage and not sheet.col_breaks.brk
    first, second = (sheet.column_dimensions[name].width for name in "AB")
    assert 60 < first < 120.8 and 30 < second < 60.8 and 140 < first + second < 170


def test_a_sheet_of_several_pages_says_on_each_what_it_is() -> None:
    columns = [Column("-", "Name", least=60), *[Column("-", f"Column {at}", least=40) for at in range(6)]]
    sheet = written(columns, [["word"] * 7])
    assert sheet.oddHeader.center.text.startswith("&BA title that says") and "Says more && more." in sheet.oddHeader.center.text
    assert sheet.print_title_rows == "$4:$4" and sheet.print_title_cols == "$A:$A"
    assert "$A$4" in sheet.print_area  # the title's own row would be cut off at the repeated column


def test_a_header_is_never_longer_than_a_spreadsheet_takes() -> None:
    for says in (("T" * 200, "&" * 300), ("&" * 300, "word " * 100), ("short", "short"), ()):
        assert len(page_header("&&" * 80, "Sheet", says, LETTER)) <= HEADER
    assert page_header("Oak && Elm", "Sheet", (), LETTER) == "&LOak && Elm&CSheet&RPrinted &D"


def test_a_long_name_never_meets_the_title() -> None:
    # Half of the page is 499.2 pixels. A title of 84 letters leaves little beside it; the name is cut short, visibly.
    header = page_header("The plan of a school with a long name of its own", "Sheet", ("Title of a sheet " * 5, "Says."), LETTER)
    assert header.startswith("&LThe plan") and "\N{HORIZONTAL ELLIPSIS}&C" in header


@pytest.mark.slow
def test_every_page_of_the_sample_school_can_be_read() -> None:
    book: Workbook = load_workbook(BytesIO(workbook_bytes(oak_grove())))
    for sheet in book:
        if sheet.sheet_state == "visible":
            assert smallest(sheet) >= 8, sheet.title


def smallest(sheet: Worksheet) -> float:
    """Points in which the sheet's letters are printed; where pages are cut by hand, 0 if one of them is wider than the paper."""
    first, _, last, _ = range_boundaries(str(sheet.print_area).rpartition("!")[2].replace("$", ""))
    stored = {at: one.width for name, one in sheet.column_dimensions.items()
              for at in range(one.min or 0, (one.max or 0) + 1) if name and not one.hidden}
    wide = [inches(stored.get(at, 8.43) - 5 / 7) for at in range(first, last + 1)]
    room = 11 - 2 * MARGIN
    if sheet.sheet_properties.pageSetUpPr and sheet.sheet_properties.pageSetUpPr.fitToPage:
        return 10 * min(1, room / sum(wide))
    scale = (sheet.page_setup.scale or 100) / 100
    kept = sum(wide[:ord(sheet.print_title_cols[-1]) - ord("A") + 1]) if sheet.print_title_cols else 0
    cuts = [0, *[one.id for one in sheet.col_breaks.brk], len(wide)]
    pages = [sum(wide[a:b]) + (kept if a else 0) for a, b in pairwise(cuts)]
    return 10 * scale if max(pages) * scale <= room else 0


# pages from top to bottom -----------------------------------------------------------------------------------------------
def test_a_table_that_a_page_can_hold_is_not_cut() -> None:
    # 7 inches at 100% are 504 points, of which 97% are filled: 488.88, or 32 rows of 15.2 points (486.4).
    found = Cut(100)
    assert unbroken({}, [3, 20], 32, found) == [] and unbroken({}, [3, 20], 33, found) == [20]
    assert unbroken({10: 30.0}, [3, 20], 32, found) == [20]  # a taller row above


def test_a_table_that_no_page_can_hold_begins_where_it_is_unless_the_page_is_nearly_full() -> None:
    assert unbroken({}, [3, 10], 80, Cut(100)) == [] and unbroken({}, [3, 25], 100, Cut(100)) == [25]


def test_a_smaller_print_holds_more_rows() -> None:
    assert unbroken({}, [3, 20], 40, Cut(80)) == [] and unbroken({}, [3, 20], 41, Cut(80)) == [20]
    assert unbroken({}, [3], 400, Cut(100)) == []  # a single table is cut where the page ends, and repeats its headings


def test_after_a_long_table_no_heading_stands_alone_at_the_foot() -> None:
    # A page holds 32 rows. 3 + 31 rows end 2 rows down the second page, or, by another printer, at the foot of the first.
    assert unbroken({}, [3, 34], 44, Cut(100)) == [34]
    assert unbroken({}, [3, 44], 54, Cut(100)) == []  # 12 rows down the second page: room for both
