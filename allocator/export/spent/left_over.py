"""What is left of each source once the years are closed, and the awards of which money is carried on."""

from __future__ import annotations

from allocator.domain.workbook_layout import NOT_READ
from allocator.export import labels
from allocator.export.book import Book
from allocator.export.grid import Column, Grid, cells
from allocator.export.spent.pages import Pages
from allocator.whatif.shown_accounts import shown_accounts

HAD, SPENT, CARRIED, LOST, OVER, PLANNED_OUT = range(1, 7)


def write(book: Book, pages: Pages) -> None:
    """The whole sheet."""
    grid = pages.start(book, "spent_left", 7)
    first = grid.table("spent_left", [
        Column(NOT_READ, "Source", least=30, most=44),
        Column(NOT_READ, "Had", "money", 14), Column(NOT_READ, "Spent", "money", 14),
        Column(NOT_READ, "Carried on", "money", 14), Column(NOT_READ, "Lapsed, and parts of a dollar", "money", 14),
        Column(NOT_READ, "Spent beyond what it had", "money", 14), Column(NOT_READ, "Carried out, as planned", "money", 14)])
    planned = {one.source: one.planned for one in pages.closed.accounts}
    shown = shown_accounts(pages.closed)
    for one in shown:
        grid.text(0, pages.names.source[one.source])
        for column, value in ((HAD, one.had), (SPENT, one.spent), (CARRIED, one.carried), (OVER, one.over),
                              (PLANNED_OUT, planned[one.source])):
            grid.number(column, value)
        grid.formula(LOST, f"{grid.at(HAD)}+{grid.at(OVER)}-{grid.at(SPENT)}-{grid.at(CARRIED)}", one.lost)
        grid.next()
    grid.text(0, labels.TOTAL, "grand")
    sums = (sum(one.had for one in shown), sum(one.spent for one in shown), sum(one.carried for one in shown),
            sum(one.lost for one in shown), sum(one.over for one in shown), sum(planned.values()))
    for column, value in enumerate(sums, 1):
        grid.formula(column, f"SUM({cells(first, column, grid.row - 1, column)})", value, "grand")
    grid.next(2)
    _awards(pages, grid)
    pages.finish(grid)


def _awards(pages: Pages, grid: Grid) -> None:
    """Money that is carried on, by the year in which it was awarded, with the last year in which it may be used."""
    grid.table("spent_awards", [Column(NOT_READ, "Carried on, by award", least=30), Column(NOT_READ, "Award of"),
                                Column(NOT_READ, "May be used until"), Column(NOT_READ, "Dollars", "money", 14)])
    for one in pages.closed.accounts:
        for award, dollars in one.carried.items():
            grid.text(0, pages.names.source[one.source])
            grid.text(1, award, kind="line")
            grid.text(2, pages.closed.case.usable_until(one.source, award), kind="line")
            grid.number(3, dollars, kind="money")
            grid.next()
