"""Pages as a person holds them: no row or two alone on the last one, headers that say the whole name, letters of 8 points."""

from __future__ import annotations

from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.utils.cell import range_boundaries
from openpyxl.worksheet.worksheet import Worksheet

from allocator.export import workbook_bytes
from allocator.export.district import district_bytes
from allocator.export.district.gathered import Brought, District
from allocator.export.page_ends import spills, together
from allocator.export.printed import PAPERS, Cut, page_header
from allocator.export.wrapping import pixels
from tests.export import sample
from tests.export.handed import oak_grove
from tests.export.test_district import two
from tests.export.test_printed import smallest

LETTER = PAPERS["letter"]


def tall(rows: int, points: float = 20.0) -> dict[int, float]:
    """Rows of one height, the same for every program."""
    return dict.fromkeys(range(rows), points)


# 7 inches are 504 points, or 25 rows of 20; 97% of them are 24. The heading in row 3 stands on the second page too.
@pytest.mark.parametrize(("rows", "begins"), [
    (24, []),        # one page by every program
    (25, []),        # one page by some programs: nothing is certain
    (26, [20]),      # a row or two alone on the second page: six rows go there
    (30, [24]),      # five or six rows, by the program: six by all
    (31, []),        # six or seven are enough
])
def test_no_row_or_two_stands_alone_on_the_last_page(rows: int, begins: list[int]) -> None:
    assert together(tall(rows), [], 3, rows, Cut(100)) == begins


def test_the_pages_after_a_page_break_of_ours_are_counted_from_there() -> None:
    # the heading and 25 rows below it begin in row 40
    assert together(tall(66), [40], 40, 66, Cut(100)) == [40, 60]
    assert together(tall(64), [40], 40, 64, Cut(100)) == [40]


def test_what_lies_many_pages_on_is_left_to_the_program_that_prints() -> None:
    # 23 rows and the heading on each page but the first: 24 + 3 x 23 + 2 rows
    assert together(tall(24 + 3 * 23 + 2), [], 3, 95, Cut(100)) == []


def test_rows_that_a_page_holds_go_over_no_end() -> None:
    assert not spills(tall(48), [24], 0, 48, Cut(100)) and spills(tall(49), [24], 0, 49, Cut(100))
    assert spills(tall(48), [], 0, 48, Cut(100)) and not spills(tall(48), [], 24, 48, Cut(100))


def test_headings_stand_on_every_page_only_where_a_table_goes_on() -> None:
    small = load_workbook(BytesIO(district_bytes(two())))
    assert not small["District"].print_title_rows and small["Detail"].print_title_rows == "$4:$4"


def test_a_school_with_an_ampersand_keeps_it_in_the_header() -> None:
    assert page_header("Plan", "Oak & Elm", (), LETTER) == "&LPlan&COak && Elm&RPrinted &D"


def test_what_a_sheet_shows_is_told_in_whole_sentences_where_one_fits() -> None:
    first, second = "Tinted cells may be changed. " * 3, "And much more is told of what happens then. " * 5
    header = page_header("Plan", "Sheet", ("Title", first + second), LETTER)
    assert header.endswith(".&RPrinted &D") and "And much more" in header
    assert "\N{HORIZONTAL ELLIPSIS}&R" in page_header("Plan", "Sheet", ("Title", "word " * 90), LETTER)


def readable(data: bytes) -> list[str]:
    """Sheets that are printed in letters of less than 8 points."""
    book: Workbook = load_workbook(BytesIO(data))
    return [sheet.title for sheet in book if sheet.sheet_state == "visible" and smallest(sheet) < 8]


def test_every_page_of_the_small_workbooks_can_be_read() -> None:
    assert readable(workbook_bytes(sample.report())) == readable(district_bytes(two())) == []


def test_the_line_below_a_title_is_printed_whole() -> None:
    book = load_workbook(BytesIO(workbook_bytes(sample.report())))
    shown = [sheet for sheet in book if sheet.sheet_state == "visible" and not sheet.col_breaks.brk]
    assert len(shown) > 12
    assert [sheet.title for sheet in shown if pixels(str(sheet["A2"].value)) > printed(sheet)] == []


def printed(sheet: Worksheet) -> float:
    """Pixels of the columns that a sheet prints, as it is on the screen."""
    first, _, last, _ = range_boundaries(str(sheet.print_area).rpartition("!")[2].replace("$", ""))
    stored = {at: one.width for name, one in sheet.column_dimensions.items()
              for at in range(one.min or 0, (one.max or 0) + 1) if name}
    return sum(7 * stored.get(at, 9.14) for at in range(first, last + 1))


@pytest.mark.slow
def test_every_page_of_a_district_of_sample_schools_can_be_read() -> None:
    schools = [Brought(oak_grove(), f"{name}.yaml", "Proved.") for name in ("oak", "pine", "elm")]
    assert readable(district_bytes(District(schools, []))) == []
