"""Results: points, needs, programs, dollars, people, plan beside plan."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from allocator.domain.sacs import object_name
from allocator.export import labels
from allocator.export.book import Book
from allocator.export.compared.side import Figure, Rows, Sides
from allocator.whatif.comparison import Reached

STATUS = {"proved": "proved", "within": "good enough", "stopped": "stopped early", "impossible": "impossible",
          "no_plan_found": "none found in time"}
Table = Callable[[Reached], Mapping[str, Figure]]


def write(book: Book, sides: Sides) -> None:
    """The whole sheet."""
    grid = sides.start(book, "compare_results", 2 * len(sides.letters))
    rows = Rows(grid, sides)
    _points(sides, rows)
    _records(sides, rows, ("Wishes that fall short, in their unit", "rules", "fte"), lambda here: here.shortfalls)
    _records(sides, rows, ("Share of each need that is met, on average", "needs", "share"), lambda here: here.needs)
    _records(sides, rows, ("Points that each need brings", "needs", "number"), lambda here: here.need_points, total=True)
    _records(sides, rows, ("Programs that run: years and size", "programs", "text"), lambda here: _runs(sides, here))
    _records(sides, rows, ("What each program costs", "programs", "money"), lambda here: here.costs, total=True)
    _records(sides, rows, ("What each source pays, with indirect", "sources", "money"), lambda here: here.payments, total=True)
    _records(sides, rows, ("Dollars by object code, with indirect", "objects", "money"), lambda here: here.objects, total=True)
    _records(sides, rows, ("Money that is lost at the end of its time", "sources", "money"), lambda here: here.lost, total=True)
    _records(sides, rows, ("Money that can be used after the plan", "sources", "money"), lambda here: here.kept, total=True)
    _after(sides, rows)
    _staff(sides, rows)
    sides.finish(grid)


def _each(sides: Sides, of: Callable[[Reached], Figure]) -> list[Figure]:
    return [None if here is None else of(here) for here in sides.reached]


def _points(sides: Sides, rows: Rows) -> None:
    plans = sides.found.plans
    rows.table("compare_points", "Need met", "number")
    rows.row("Status", [STATUS[column.status] for column in plans], "text")
    rows.row("Points reached", _each(sides, lambda here: here.points), "number")
    rows.row("No budget reaches more than", _each(sides, lambda here: here.most), "number", compared=False)
    rows.row("Reachable if every program ran", [column.reachable for column in plans], "number")
    rows.row("All scores together", [column.possible for column in plans], "number")
    rows.grid.next()


def _records(sides: Sides, rows: Rows, what: tuple[str, str, str], of: Table, total: bool = False) -> None:
    """A table with one row for each record that has a figure other than 0 in some plan."""
    heading, section, kind = what
    tables = [None if here is None else of(here) for here in sides.reached]
    ids = sorted({key for table in tables if table is not None for key, value in table.items() if value})
    if not ids:
        return
    names = {code: f"{code} {object_name(code)}" for code in ids} if section == "objects" else sides.names(section)
    first = rows.table(f"compare_{section}_{rows.grid.row}", heading, kind)
    for key in ids:
        rows.row(names.get(key, key), [_cell(table, key, kind) for table in tables], kind)
    if total:
        rows.total(labels.TOTAL, [_sum(table) for table in tables], kind, first)
    rows.grid.next()


def _cell(table: Mapping[str, Figure] | None, key: str, kind: str) -> Figure:
    if table is None:
        return None
    return table.get(key, labels.NONE if kind == "text" else 0)


def _sum(table: Mapping[str, Figure] | None) -> Figure:
    return None if table is None else sum(value for value in table.values() if value is not None and not isinstance(value, str))


def _runs(sides: Sides, here: Reached) -> dict[str, Figure]:
    levels = sides.found.names["levels"]
    found: dict[str, Figure] = {}
    for program, years in here.programs.items():
        ran: Sequence[str] = list(years.values())
        sizes = [f"{ran.count(level)} yr {levels.get(f'{program}/{level}', level)}" for level in dict.fromkeys(ran)]
        found[program] = ", ".join(sizes)
    return found


def _after(sides: Sides, rows: Rows) -> None:
    rows.table("compare_after", "In the year after the plan", "money")
    rows.row("Dollars that nobody pays if all of it goes on", _each(sides, lambda here: here.missing_after), "money")
    rows.grid.next()


def _staff(sides: Sides, rows: Rows) -> None:
    years = sorted({year for column in sides.found.plans for year in column.given.years})
    names = sides.names("staff")
    used = [here for here in sides.reached if here is not None]
    roles = sorted({role for here in used for role, found in here.staff.items() if any(found.values())})
    if not roles:
        return
    rows.table("compare_staff", "Staff in use (FTE)", "fte")
    for role in roles:
        for year in years:
            rows.row(f"{names[role]}, {year}",
                     [None if here is None else here.staff.get(role, {}).get(year) for here in sides.reached], "fte")
