"""The libraries behind tables and charts: read once, after the first figures are on screen, and by one visitor at a time.

Read by two at once, one of them meets a half-read library and its page fails.
"""

from __future__ import annotations

import threading
from importlib import import_module

_one_at_a_time = threading.Lock()


def ready() -> None:
    """Come back when tables and charts can be drawn. The first call takes a second or two."""
    with _one_at_a_time:
        for name in ("pyarrow", "pandas", "altair"):
            import_module(name)
