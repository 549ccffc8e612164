"""The cells of a sheet, taken from its XML as it streams by: each once, in order, within the limits."""

from __future__ import annotations

from collections.abc import Callable

from allocator.load.sheet_scan import (
    CELL,
    DEPTH,
    LONGEST,
    NUMBER,
    ROWS,
    SHORTEN,
    TOO_LONG,
    TOO_MUCH,
    Limits,
    Part,
    Stop,
    letters,
    number_of,
)

Take = Callable[[int, int, str, str, "str | None", "str | None"], int]
"""Is given every cell that holds something: its row, its column, its sort, the number of its style, the text of its value and its
formula. The sort is the file's: n number, s number of a shared text, str or inlineStr text, b true or false, e error, d date. The
text is None where nothing is stored; the formula begins with ``=`` and is only that where a value is stored. Gives back how many
characters a person reads there."""

_SPACES = ("http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://purl.oclc.org/ooxml/spreadsheetml/main")
_TAGS = {f"{space} {tag}": tag for space in _SPACES for tag in ("row", "c", "v", "f", "is", "t", "r", "rPh", "mergeCell")}
"""Elements of a sheet as the parser names them -> their short names."""
_IN_CELLS = frozenset({"v", "f", "is", "t", "r"})


class SheetPart(Part):
    """A sheet: merged cells, hidden rows and odd numbers are noted, every cell that holds something is handed on."""

    def __init__(self, limits: Limits, sheet: str, take: Take | None = None) -> None:
        super().__init__(limits)
        self.sheet = sheet
        self.take = take
        self.row = self.column = 0
        self.digits = "0"
        self.sort = self.style = ""
        self.within = self.phonetic = False
        self.value: str | None = None
        self.formula: str | None = None
        self.words: list[str] | None = None
        self.merged: list[str] = []
        self.hidden: list[int] = []
        self.odd: list[tuple[str, str]] = []
        self._columns: dict[str, int] = {}
        self._shared: dict[str, tuple[str, str]] = {}
        self._group = ""

    # called by the parser: once or twice for each of a million cells, so without detours --------------------------------
    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        self.run = 0
        tag = _TAGS.get(name)
        if tag == "c":
            self._cell(attributes)
        elif self.within and tag in _IN_CELLS:
            if tag != "is" and tag != "r" and not self.phonetic:
                self.words = []
                if tag == "f":
                    self._group = attributes.get("si", "") if attributes.get("t") == "shared" else ""
        elif tag == "row":
            self._row(attributes)
        else:
            self._other(tag, attributes)
        if self.depth > DEPTH:
            raise Stop(TOO_MUCH)

    def end(self, name: str) -> None:
        self.depth -= 1
        self.run = 0
        tag = _TAGS.get(name)
        if tag == "c":
            self._done()
        elif tag == "rPh":
            self.phonetic = False
        elif self.words is not None and tag is not None:
            text, self.words = "".join(self.words), None
            if tag == "f":
                self.formula = self._formula(text)
            elif (tag == "t") == (self.sort == "inlineStr"):
                self._add(text)

    def text(self, data: str) -> None:
        self.run += len(data)
        if self.run > LONGEST:
            raise Stop(TOO_LONG, SHORTEN)
        if self.words is not None:
            self.words.append(data)

    def _add(self, text: str) -> None:
        """A piece of a cell's value."""
        self.value = text if self.value is None else self.value + text
        if len(self.value) > LONGEST:
            raise Stop(TOO_LONG, SHORTEN)

    # rows and cells -----------------------------------------------------------------------------------------------------
    def _other(self, tag: str | None, attributes: dict[str, str]) -> None:
        """An element that is neither a row nor a cell nor in a cell."""
        self.limits.elements -= 1
        if self.limits.elements < 0:
            raise Stop(TOO_MUCH)
        self.phonetic = self.phonetic or tag == "rPh"
        if tag == "mergeCell":
            self.merged.append(attributes.get("ref", ""))
            if len(self.merged) > 1000:
                raise Stop("fault.sheet.merged", "fault.fix.unmerge", sheet=self.sheet)

    def _row(self, attributes: dict[str, str]) -> None:
        stated = attributes.get("r", str(self.row + 1))
        number = int(stated) if stated.isascii() and stated.isdigit() and len(stated) < 10 else 0
        if number <= self.row or self.within:
            raise Stop("fault.sheet.rows.order", "fault.fix.copy.values", sheet=self.sheet)
        if number > ROWS:
            raise Stop("fault.sheet.row", "fault.fix.sheet.row", sheet=self.sheet, cell=f"A{number}", row=number, most=ROWS)
        self.row, self.column, self.digits = number, 0, str(number)
        if attributes.get("hidden") in ("1", "true"):
            self.hidden.append(number)

    def _cell(self, attributes: dict[str, str]) -> None:
        stated = attributes.get("r")
        column = self.column + 1 if stated is None else self._column(stated)
        if column <= self.column or self.within or not self.row:
            raise Stop("fault.sheet.cells.order", "fault.fix.copy.values", sheet=self.sheet,
                       cell=f"{letters(column)}{self.row}")
        if column > self.limits.columns:
            raise Stop("fault.sheet.column", "fault.fix.sheet.column", sheet=self.sheet, cell=stated or "",
                       column=letters(column), most=letters(self.limits.columns))
        self.limits.cells -= 1
        if self.limits.cells < 0:
            raise Stop("fault.workbook.cells", most=self.limits.most)
        self.column = column
        self.within = True
        self.sort = attributes.get("t", "n")
        self.style = attributes.get("s", "")
        self.value = self.formula = None

    def _column(self, stated: str) -> int:
        """The column of a cell's address, which must be one of this row."""
        name = stated.removesuffix(self.digits)
        if (known := self._columns.get(name)) is not None and len(name) < len(stated):
            return known
        found = CELL.fullmatch(stated)
        if not found or int(found[2]) != self.row:
            raise Stop("fault.cell.address", "fault.fix.copy.values", sheet=self.sheet, got=stated[:20])
        return self._columns.setdefault(found[1], number_of(found[1]))

    def _done(self) -> None:
        """A cell ends."""
        self.within, self.words = False, None
        value, formula = self.value or None, self.formula
        if value is None and formula is None:
            return
        if self.sort == "n" and value is not None and not NUMBER.fullmatch(value):
            if len(self.odd) < ROWS:
                self.odd.append((f"{letters(self.column)}{self.row}", value[:40]))
        elif self.take is not None:
            if formula is not None:
                formula = "=" if value is not None else self._whole(formula)
            self.limits.characters -= self.take(self.row, self.column, self.sort, self.style, value, formula)
            if self.limits.characters < 0:
                raise Stop(TOO_MUCH)

    # formulas -----------------------------------------------------------------------------------------------------------
    def _formula(self, text: str) -> str:
        """The formula, noted where later cells share it."""
        if self._group and text:
            self._shared.setdefault(self._group, (f"={text}", f"{letters(self.column)}{self.row}"))
        return text

    def _whole(self, text: str) -> str:
        """The formula of this cell, also where the file only says that it is that of another cell, moved."""
        if text or self._group not in self._shared:
            return f"={text}"
        from openpyxl.formula.translate import Translator, TranslatorError

        formula, first = self._shared[self._group]
        self.limits.moved -= len(formula)
        if self.limits.moved < 0:
            raise Stop("fault.sheet.formulas", "fault.fix.calculate.value", sheet=self.sheet)
        try:
            return str(Translator(formula, first).translate_formula(f"{letters(self.column)}{self.row}"))
        except TranslatorError:
            return "=#REF!"
