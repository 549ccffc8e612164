"""The request for approval of a budget revision, as a workbook laid out by a form of ``templates/export``."""

from __future__ import annotations

from allocator.export.request.form import form_names, request_form
from allocator.export.request.workbook import request_bytes, write_request

__all__ = ["form_names", "request_bytes", "request_form", "write_request"]
