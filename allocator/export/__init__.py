"""What people take away: the budget as an Excel workbook."""

from __future__ import annotations

from allocator.export.workbook import workbook_bytes, write_workbook

__all__ = ["workbook_bytes", "write_workbook"]
