"""A solved plan on one page for families and councils: as a web page that stands alone, and printed as a PDF."""

from __future__ import annotations

from allocator.export.handout.pdf import handout_pdf, pdf_possible
from allocator.export.handout.render import HandoutDetails, handout_html

__all__ = ["HandoutDetails", "handout_html", "handout_pdf", "pdf_possible"]
