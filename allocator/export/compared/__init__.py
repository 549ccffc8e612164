"""The sheets of the comparison workbook, one file each. SHEETS is the order in which they appear."""

from __future__ import annotations

from collections.abc import Callable

from allocator.export.book import Book
from allocator.export.compared import inputs, results, why
from allocator.export.compared.side import Sides

SHEETS: list[Callable[[Book, Sides], None]] = [inputs.write, results.write, why.write]
