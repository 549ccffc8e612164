"""Where the data that comes with the program lies."""

from __future__ import annotations

import os
from pathlib import Path


def templates() -> Path:
    """The folder of grant, rate and input templates: beside the package, or where ALLOCATOR_TEMPLATES points."""
    chosen = os.environ.get("ALLOCATOR_TEMPLATES")
    return Path(chosen) if chosen else Path(__file__).resolve().parent.parent / "templates"
