"""Reasons from budget, findings and what is left over."""

from __future__ import annotations

from allocator.explain.report import impossible, provenance, report

__all__ = ["impossible", "provenance", "report"]
