"""A comparison as text: the plans by letter, results side by side, then which change did what."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction

from allocator.cli.columns import Columns, paragraph
from allocator.cli.wording import impossible_lines, points
from allocator.domain.menu import FULL
from allocator.messages import Message, say, text
from allocator.money import dollars
from allocator.whatif.attribution import Attribution
from allocator.whatif.compare_words import weighed
from allocator.whatif.comparison import Comparison, Reached

NOTHING = "-"
MOST_PARTS = 12
"""Parts of a difference that are told on the screen; files list all of them."""


def compared(found: Comparison, files: Sequence[str], language: str = "en") -> list[str]:
    """The whole text."""
    legend = _legend(found, files, language)
    return [*legend, *Results(found, language).lines(), *_impossible(found, language), *_why(found, language)]


def _legend(found: Comparison, files: Sequence[str], language: str) -> list[str]:
    lines: list[str] = []
    for column, file in zip(found.plans, files, strict=True):
        lines += paragraph(f"{column.name} ({file}). {text(column.says, language)}", f"{column.letter}  ")
    return lines + paragraph(text(say("explain.points"), language))


class Results:
    """What every plan reaches, one row for each figure."""

    def __init__(self, found: Comparison, language: str) -> None:
        self.found = found
        self.language = language
        self.table = Columns(len(found.plans))
        self.reached = [column.reached for column in found.plans]

    def lines(self) -> list[str]:
        """The rows."""
        table, plans = self.table, self.found.plans
        table.lines.append("")
        table.row("", [column.letter for column in plans])
        table.row(self._said(say("compare.status")), [self._said(say(f"compare.status.{column.status}")) for column in plans])
        self._row(say("compare.row.points"), lambda here: points(here.points))
        self._changes([None if against is None else against.points for against in self.found.against], _signed)
        if any(here is not None and here.most != here.points for here in self.reached):
            self._row(say("compare.row.most"), lambda here: points(here.most), indent=1)
        table.row(self._said(say("compare.row.reachable")), [points(column.reachable) for column in plans])
        table.row(self._said(say("compare.row.possible")), [points(column.possible) for column in plans])
        self._shortfalls()
        self._records(say("compare.needs"), "needs", self._ids(lambda here: here.needs),
                      lambda here, need: _percent(here.needs.get(need)))
        self._programs()
        self._money(say("compare.paid"), lambda here: here.payments, only_some=False)
        self._money(say("compare.lost"), lambda here: here.lost)
        self._money(say("compare.kept"), lambda here: here.kept)
        self._row(say("compare.row.missing"), lambda here: dollars(here.missing_after))
        self._staff()
        return table.lines

    def _said(self, message: Message) -> str:
        return text(message, self.language)

    def _row(self, label: Message, of: Callable[[Reached], str], indent: int = 0) -> None:
        self.table.row(self._said(label), [NOTHING if here is None else of(here) for here in self.reached], indent)

    def _changes(self, values: Sequence[Fraction | int | None], words: Callable[..., str]) -> None:
        if any(value is not None for value in values):
            label = self._said(say("compare.row.change"))
            self.table.row(label, ["" if value is None else words(value) for value in values], 1)

    def _records(self, heading: Message, names: str, ids: Sequence[str], cell: Callable[[Reached, str], str]) -> None:
        """A heading and one row for each record; nothing where there is none."""
        if ids:
            self.table.heading(self._said(heading))
        for key in ids:
            cells = [NOTHING if here is None else cell(here, key) for here in self.reached]
            self.table.row(self._name(names, key), cells, 1)

    def _ids(self, of: Callable[[Reached], Mapping[str, object]], only_some: bool = False) -> list[str]:
        """Ids of a table in any plan; ``only_some``: those with a figure other than 0."""
        tables = [of(here) for here in self.reached if here is not None]
        return sorted({key for table in tables for key, value in table.items() if value or not only_some})

    def _money(self, heading: Message, of: Callable[[Reached], Mapping[str, int]], only_some: bool = True) -> None:
        self._records(heading, "sources", self._ids(of, only_some),
                      lambda here, source: dollars(of(here)[source]) if source in of(here) else NOTHING)

    def _shortfalls(self) -> None:
        self._records(say("compare.wishes"), "rules", self._ids(lambda here: here.shortfalls, True),
                      lambda here, rule: _plain(here.shortfalls.get(rule)))

    def _programs(self) -> None:
        self._records(say("compare.programs"), "programs", self._ids(lambda here: here.programs), self._runs)
        self._row(say("compare.row.cost"), lambda here: dollars(here.cost))
        self._changes([None if against is None else against.cost for against in self.found.against], _more)

    def _runs(self, here: Reached, program: str) -> str:
        years = list(here.programs.get(program, {}).values())
        return ", ".join(self._size(program, level, years.count(level)) for level in dict.fromkeys(years)) or NOTHING

    def _size(self, program: str, level: str, n: int) -> str:
        name = self._name("levels", f"{program}/{level}")
        size = say("compare.size.full") if name == level == FULL else name
        return self._said(say("compare.size.one" if n == 1 else "compare.size", n=n, size=size))

    def _staff(self) -> None:
        used = self._ids(lambda here: {role: any(years.values()) for role, years in here.staff.items()}, True)
        self._records(say("compare.staff"), "staff", used, lambda here, role: self._range(here.staff.get(role, {})))

    def _range(self, years: Mapping[str, Fraction]) -> str:
        if not years:
            return NOTHING
        least, most = _plain(min(years.values())), _plain(max(years.values()))
        return least if least == most else self._said(say("compare.range", least=least, most=most))

    def _name(self, names: str, key: str) -> str:
        name = self.found.names[names].get(key, key)
        return self._said(name) if isinstance(name, Message) else name


def _impossible(found: Comparison, language: str) -> list[str]:
    """Why some plans have no budget, and their ways out."""
    lines: list[str] = []
    for column in found.plans:
        if column.impossible is not None:
            lines += ["", text(say("compare.is_impossible", letter=column.letter), language)]
            for line in impossible_lines(column.impossible, language):
                lines += paragraph(line.strip(), "    ", "      ") if line.startswith(" ") else paragraph(line, "  ")
    return lines


def _why(found: Comparison, language: str) -> list[str]:
    lines: list[str] = []
    for column, why in zip(found.plans, found.why, strict=True):
        if why is not None:
            lines += ["", *paragraph(text(_heading(column.letter, why), language)), *_parts(why, language)]
            for said in (*(why.says if why.points is not None else ()), *weighed(found, column)):
                lines += paragraph(text(said, language), "  ")
    return lines


def _heading(letter: str, why: Attribution) -> Message:
    if why.points is None or why.least is None or why.most is None or why.cost is None:
        return say("compare.why.not", letter=letter, says=why.says[0])
    values = {"letter": letter, "points": _signed(why.points), "cost": _more(why.cost)}
    if why.least == why.most:
        return say("compare.why", **values)
    return say("compare.why.between", least=_signed(why.least), most=_signed(why.most), **values)


def _parts(why: Attribution, language: str) -> list[str]:
    lines: list[str] = []
    for part in why.parts[:MOST_PARTS]:
        lines += paragraph(text(part.says, language), "  - ")
        if part.lowest != part.highest:
            spread = say("compare.spread", least=_signed(part.lowest), most=_signed(part.highest))
            lines += paragraph(text(spread, language), "    ")
    if len(why.parts) > MOST_PARTS:
        lines.append(f"  {text(say('compare.more', n=len(why.parts) - MOST_PARTS), language)}")
    return lines


def _signed(value: Fraction) -> str:
    return f"{'+' if round(float(value), 1) > 0 else ''}{points(value)}"


def _more(value: int) -> str:
    return f"{'+' if value > 0 else ''}{dollars(value)}"


def _percent(share: Fraction | None) -> str:
    return NOTHING if share is None else f"{float(share):.0%}"


def _plain(value: Fraction | None) -> str:
    return NOTHING if value is None else f"{float(value):,.2f}".rstrip("0").rstrip(".")
