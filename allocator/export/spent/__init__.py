"""The sheets of the workbook of actual expenditures, one file each. SHEETS is the order in which they appear."""

from __future__ import annotations

from collections.abc import Callable

from allocator.export.book import Book
from allocator.export.spent import booked, left_over, objects, remaining, report, sources
from allocator.export.spent.pages import Pages

SHEETS: list[Callable[[Book, Pages], None]] = [objects.write, sources.write, left_over.write, remaining.write, report.write,
                                                 booked.write]
