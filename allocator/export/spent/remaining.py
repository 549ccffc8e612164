"""The years that remain: the adopted budget beside the same years planned again, and what a reader should know."""

from __future__ import annotations

from collections.abc import Mapping

from allocator.domain.decided import Roster
from allocator.domain.workbook_layout import NOT_READ
from allocator.export import labels
from allocator.export.book import Book
from allocator.export.grid import Column, Grid, cells
from allocator.export.spent.pages import Pages
from allocator.messages import text
from allocator.whatif.replan import OpenYears, Replanned

ADOPTED, AGAIN, MORE = 1, 2, 3


def write(book: Book, pages: Pages) -> None:
    """The whole sheet."""
    grid = pages.start(book, "spent_remaining", 4)
    if pages.found is not None:
        _figures(grid, pages.found)
        _money(grid, pages, pages.found)
        _programs(grid, pages, pages.found)
    grid.table("spent_notes", [Column(NOT_READ, "What to know", least=44, most=60)])
    for said in (*pages.closed.warnings, *pages.closed.notes):
        grid.text(0, text(said))
        grid.next()
    pages.finish(grid)


def _heads(grid: Grid, name: str, heading: str, kind: str) -> int:
    return grid.table(name, [Column(NOT_READ, heading, least=44, most=60), *(
        Column(NOT_READ, head, kind, 16) for head in ("Adopted", "Planned again", "Difference"))])


def _row(grid: Grid, label: str, adopted: int, again: int) -> None:
    grid.text(0, label)
    grid.number(ADOPTED, adopted)
    grid.number(AGAIN, again)
    grid.formula(MORE, f"{grid.at(AGAIN)}-{grid.at(ADOPTED)}", again - adopted)
    grid.next()


def _figures(grid: Grid, found: Replanned) -> None:
    _heads(grid, "spent_points", "Points, averaged over the years that remain", "number")
    grid.text(0, "Points reached")
    grid.number(ADOPTED, found.adopted.points)
    grid.number(AGAIN, found.now.points)
    more = round(found.now.points - found.adopted.points, 6)
    grid.formula(MORE, f"ROUND({grid.at(AGAIN)}-{grid.at(ADOPTED)},6)", more)
    grid.next(2)
    _heads(grid, "spent_cost", "All the years that remain", "money")
    _row(grid, "Cost of all programs", found.adopted.cost, found.now.cost)
    grid.next()


def _money(grid: Grid, pages: Pages, found: Replanned) -> None:
    """For each source: what comes from the closed years, what of it is used, what is lost and what is left at the end."""
    tables = (("Carried on from the closed years", "carried_in"), ("Of it used", "used"), ("Spent, with indirect", "spent"),
              ("Lapsed", "lapsed"), ("Left at the end", "unspent"))
    for heading, field in tables:
        adopted, again = _of(found.adopted, field), _of(found.now, field)
        sources = [source for source in pages.closed.case.sources if adopted[source] or again[source]]
        if not sources:
            continue
        first = _heads(grid, f"spent_{field}", heading, "money")
        for source in sources:
            _row(grid, pages.names.source[source], adopted[source], again[source])
        grid.text(0, labels.TOTAL, "grand")
        sums = (sum(adopted.values()), sum(again.values()))
        for column, value in zip((ADOPTED, AGAIN, MORE), (*sums, sums[1] - sums[0]), strict=True):
            grid.formula(column, f"SUM({cells(first, column, grid.row - 1, column)})", value, "grand")
        grid.next(2)


def _of(one: OpenYears, field: str) -> Mapping[str, int]:
    found: Mapping[str, int] = getattr(one, field)
    return found


def _programs(grid: Grid, pages: Pages, found: Replanned) -> None:
    grid.table("spent_programs", [Column(NOT_READ, "Programs that differ", least=44, most=60),
                                  *(Column(NOT_READ, head, "text", 16, 30) for head in ("Adopted", "Planned again"))])
    for program in (*found.comes_in, *found.drops_out, *found.changes):
        grid.text(0, pages.names.program[program])
        grid.text(ADOPTED, _runs(pages, found.adopted.roster, program), kind="text")
        grid.text(AGAIN, _runs(pages, found.now.roster, program), kind="text")
        grid.next()
    if not (found.comes_in or found.drops_out or found.changes):
        grid.text(0, "The same programs run, at the same size in the same years.")
        grid.next()
    grid.next()


def _runs(pages: Pages, roster: Roster, program: str) -> str:
    """Years with the size at which a program runs."""
    level = pages.names.level
    years = roster.get(program, {})
    return "\n".join(f"{year} {level[program, size]}" for year, size in sorted(years.items())) or labels.NONE
