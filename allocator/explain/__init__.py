"""Reasons from budget, findings and what is left over."""

from __future__ import annotations

from allocator.explain.report import fingerprint, impossible, provenance, report

__all__ = ["fingerprint", "impossible", "provenance", "report"]
