"""The district workbook: the budgets of several schools in one, a sheet for each school, tied to the dollar."""

from __future__ import annotations

from allocator.export.district.workbook import district_bytes, write_district

__all__ = ["district_bytes", "write_district"]
