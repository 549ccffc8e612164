"""A comparison as text: the plans by letter, results side by side, then which change did what."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction

from allocator.cli.columns import Columns, paragraph
from allocator.cli.wording import impossible_lines, points
from allocator.messages import Message, text
from allocator.money import dollars
from allocator.whatif.attribution import Attribution, Part
from allocator.whatif.comparison import Column, Comparison, Reached

NOTHING = "-"
MOST_PARTS = 12
"""Parts of a difference that are told on the screen; files list all of them."""
STATUS = {"proved": "proved", "within": "good enough", "stopped": "stopped", "impossible": "impossible",
          "no_plan_found": "none found"}


def compared(found: Comparison, files: Sequence[str]) -> list[str]:
    """The whole text."""
    return [*_legend(found, files), *Results(found).lines(), *_impossible(found), *_why(found)]


def _legend(found: Comparison, files: Sequence[str]) -> list[str]:
    lines: list[str] = []
    for column, file in zip(found.plans, files, strict=True):
        lines += paragraph(f"{column.name} ({file}). {text(column.says)}", f"{column.letter}  ")
    return lines


class Results:
    """What every plan reaches, one row for each figure."""

    def __init__(self, found: Comparison) -> None:
        self.found = found
        self.table = Columns(len(found.plans))
        self.reached = [column.reached for column in found.plans]

    def lines(self) -> list[str]:
        """The rows."""
        table, plans = self.table, self.found.plans
        table.lines.append("")
        table.row("", [column.letter for column in plans])
        table.row("Status", [STATUS[column.status] for column in plans])
        self._row("Points", lambda here: points(here.points))
        self._changes("change from A", [None if against is None else against.points for against in self.found.against], _signed)
        if any(here is not None and here.most != here.points for here in self.reached):
            self._row("no budget reaches more than", lambda here: points(here.most), indent=1)
        table.row("Reachable if everything ran", [points(column.reachable) for column in plans])
        table.row("All scores together", [points(column.possible) for column in plans])
        self._shortfalls()
        self._records("Needs met, on average", "needs", self._ids(lambda here: here.needs),
                      lambda here, need: _percent(here.needs.get(need)))
        self._programs()
        self._money("Paid by each source, with indirect charges", lambda here: here.payments, only_some=False)
        self._money("Money that is lost at the end of its time", lambda here: here.lost)
        self._money("Money that can be used after the plan", lambda here: here.kept)
        self._row("Missing in the year after the plan", lambda here: dollars(here.missing_after))
        self._staff()
        return table.lines

    def _row(self, label: str, of: Callable[[Reached], str], indent: int = 0) -> None:
        self.table.row(label, [NOTHING if here is None else of(here) for here in self.reached], indent)

    def _changes(self, label: str, values: Sequence[Fraction | int | None], words: Callable[..., str]) -> None:
        if any(value is not None for value in values):
            self.table.row(label, ["" if value is None else words(value) for value in values], 1)

    def _records(self, heading: str, names: str, ids: Sequence[str], cell: Callable[[Reached, str], str]) -> None:
        """A heading and one row for each record; nothing where there is none."""
        if ids:
            self.table.heading(heading)
        for key in ids:
            cells = [NOTHING if here is None else cell(here, key) for here in self.reached]
            self.table.row(self._name(names, key), cells, 1)

    def _ids(self, of: Callable[[Reached], Mapping[str, object]], only_some: bool = False) -> list[str]:
        """Ids of a table in any plan; ``only_some``: those with a figure other than 0."""
        tables = [of(here) for here in self.reached if here is not None]
        return sorted({key for table in tables for key, value in table.items() if value or not only_some})

    def _money(self, heading: str, of: Callable[[Reached], Mapping[str, int]], only_some: bool = True) -> None:
        self._records(heading, "sources", self._ids(of, only_some),
                      lambda here, source: dollars(of(here)[source]) if source in of(here) else NOTHING)

    def _shortfalls(self) -> None:
        self._records("Wishes that fall short, in their unit", "rules", self._ids(lambda here: here.shortfalls, True),
                      lambda here, rule: _plain(here.shortfalls.get(rule)))

    def _programs(self) -> None:
        self._records("Programs that run: years and size", "programs", self._ids(lambda here: here.programs), self._runs)
        self._row("Cost of all programs", lambda here: dollars(here.cost))
        self._changes("change from A", [None if against is None else against.cost for against in self.found.against], _more)

    def _runs(self, here: Reached, program: str) -> str:
        years = list(here.programs.get(program, {}).values())
        sizes = [f"{years.count(level)} yr {self._name('levels', f'{program}/{level}')}" for level in dict.fromkeys(years)]
        return ", ".join(sizes) or NOTHING

    def _staff(self) -> None:
        used = self._ids(lambda here: {role: any(years.values()) for role, years in here.staff.items()}, True)
        self._records("Staff in use (FTE), least and most in a year", "staff", used,
                      lambda here, role: _range(here.staff.get(role, {})))

    def _name(self, names: str, key: str) -> str:
        name = self.found.names[names].get(key, key)
        return text(name) if isinstance(name, Message) else name


def _impossible(found: Comparison) -> list[str]:
    """Why some plans have no budget, and their ways out."""
    lines: list[str] = []
    for column in found.plans:
        if column.impossible is not None:
            lines += ["", f"{column.letter} is impossible."]
            for line in impossible_lines(column.impossible):
                lines += paragraph(line.strip(), "    ", "      ") if line.startswith(" ") else paragraph(line, "  ")
    return lines


def _why(found: Comparison) -> list[str]:
    lines: list[str] = []
    for column, why in zip(found.plans, found.why, strict=True):
        if why is not None:
            lines += ["", *_one(column, why)]
    return lines


def _one(column: Column, why: Attribution) -> list[str]:
    if why.points is None or why.cost is None:
        return paragraph(f"Why {column.letter} differs from A: {' '.join(text(said) for said in why.says)}")
    lines = paragraph(f"Why {column.letter} differs from A: {_points_of(why)}, {_more(why.cost)} of cost.")
    for part in why.parts[:MOST_PARTS]:
        lines += paragraph(text(part.says), "  - ")
        lines += paragraph(_spread(part), "    ") if part.lowest != part.highest else []
    if len(why.parts) > MOST_PARTS:
        lines.append(f"  and {len(why.parts) - MOST_PARTS:,} more; --json OUT lists all.")
    for said in why.says:
        lines += paragraph(text(said), "  ")
    return lines


def _points_of(why: Attribution) -> str:
    assert why.points is not None and why.least is not None and why.most is not None
    if why.least == why.most:
        return f"{_signed(why.points)} points"
    return f"between {_signed(why.least)} and {_signed(why.most)} points ({_signed(why.points)} for these budgets)"


def _spread(part: Part) -> str:
    return f"From {_signed(part.lowest)} to {_signed(part.highest)} points, by the order of the changes."


def _signed(value: Fraction) -> str:
    return f"{'+' if round(float(value), 1) > 0 else ''}{points(value)}"


def _more(value: int) -> str:
    return f"{'+' if value > 0 else ''}{dollars(value)}"


def _percent(share: Fraction | None) -> str:
    return NOTHING if share is None else f"{float(share):.0%}"


def _plain(value: Fraction | None) -> str:
    return NOTHING if value is None else f"{float(value):,.2f}".rstrip("0").rstrip(".")


def _range(years: Mapping[str, Fraction]) -> str:
    if not years:
        return NOTHING
    low, high = _plain(min(years.values())), _plain(max(years.values()))
    return low if low == high else f"{low} to {high}"
