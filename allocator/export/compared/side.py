"""What the sheets of the comparison workbook share: the plans by letter, a row with a cell for each plan and the differences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from allocator.domain.workbook_layout import NOT_READ
from allocator.export import labels
from allocator.export.book import Book
from allocator.export.grid import WORDS, Column, Grid, cells
from allocator.export.names import distinct
from allocator.export.text import print_text
from allocator.messages import Message, text
from allocator.whatif.comparison import Comparison, Reached

Figure = int | Fraction | str | None


@dataclass(frozen=True)
class Sides:
    """A comparison and the files that its plans came from."""

    found: Comparison
    files: Sequence[str]

    @property
    def letters(self) -> list[str]:
        """A, B, ..."""
        return [column.letter for column in self.found.plans]

    @property
    def reached(self) -> list[Reached | None]:
        """What each plan reaches."""
        return [column.reached for column in self.found.plans]

    def names(self, section: str) -> dict[str, str]:
        """What records are called, each otherwise."""
        known = self.found.names[section]
        return distinct({key: text(name) if isinstance(name, Message) else name for key, name in known.items()})

    def start(self, book: Book, key: str, columns: int) -> Grid:
        """A sheet with its title and the plans by letter."""
        grid = Grid(book, key, columns)
        grid.title(labels.TITLES[key], labels.SAYS[key])
        grid.table(f"{key}_plans", [Column(NOT_READ, "Plans", least=44, most=60)])
        for column, file in zip(self.found.plans, self.files, strict=True):
            grid.text(0, f"{column.letter}: {column.name} ({file}). {text(column.says)}", kind="line")
            grid.next()
        grid.next()
        return grid

    def finish(self, grid: Grid) -> None:
        """Printing, widths and protection."""
        first = self.found.plans[0]
        grid.finish(1, print_text(first.name), f"allocator {first.provenance.allocator}")


class Rows:
    """A table with a column for each plan and, where figures are compared, one for each difference from the first."""

    def __init__(self, grid: Grid, sides: Sides, differences: bool = True) -> None:
        self.grid = grid
        first, *others = sides.letters
        self.letters = sides.letters
        self.minus = [f"{other} \N{MINUS SIGN} {first}" for other in others if differences]

    def table(self, name: str, heading: str, kind: str) -> int:
        """The headings; gives the first row below."""
        heads = self.letters if kind in WORDS else [*self.letters, *self.minus]
        columns = [Column(NOT_READ, head, kind, 13, 24) for head in heads]
        return self.grid.table(name, [Column(NOT_READ, heading, least=44, most=60), *columns])

    def row(self, label: str, values: Sequence[Figure], kind: str, compared: bool = True) -> None:
        """A label, what each plan says, and the differences as formulas. None leaves a cell empty."""
        self.grid.text(0, label)
        for at, value in enumerate(values, 1):
            self._cell(at, value, kind)
        if self.minus and compared and kind not in WORDS:
            self._differences(values, kind, "")
        self.grid.next()

    def total(self, label: str, values: Sequence[Figure], kind: str, first: int) -> None:
        """The sum of the rows since ``first``, as formulas."""
        grid, last = self.grid, self.grid.row - 1
        grid.text(0, label, "grand")
        for at, value in enumerate(values, 1):
            if value is None:
                grid.blank(at, "grand", kind)
            else:
                grid.formula(at, f"SUM({cells(first, at, last, at)})" if last >= first else "0", value, "grand", kind)
        self._differences(values, kind, "grand")
        grid.next()

    def _cell(self, at: int, value: Figure, kind: str) -> None:
        if value is None:
            self.grid.blank(at, kind=kind)
        elif isinstance(value, str):
            self.grid.text(at, value, kind="text")
        else:
            self.grid.number(at, value, kind=kind)

    def _differences(self, values: Sequence[Figure], kind: str, look: str) -> None:
        grid, first = self.grid, values[0]
        for at, value in enumerate(values[1:], 1):
            column = len(self.letters) + at
            if isinstance(first, int | Fraction) and isinstance(value, int | Fraction):
                grid.formula(column, f"{grid.at(1 + at)}-{grid.at(1)}", value - first, look, kind)
            else:
                grid.blank(column, look, kind)
