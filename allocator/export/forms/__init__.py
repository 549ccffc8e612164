"""Forms of funders and districts that the workbook fills in: their layout is data, one file each in templates/export."""

from __future__ import annotations

from allocator.export.forms.files import layout_files, read_form, reports
from allocator.export.forms.schema import Form, FormColumn

__all__ = ["Form", "FormColumn", "layout_files", "read_form", "reports"]
