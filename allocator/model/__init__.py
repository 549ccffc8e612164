"""Columns, objective, rows: the case as a problem that any solver can read."""

from __future__ import annotations

from allocator.model.build import Model, build
from allocator.model.problem import Origin, Problem
from allocator.model.split import Split, split

__all__ = ["Model", "Origin", "Problem", "Split", "build", "split"]
