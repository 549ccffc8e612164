"""Jobs of a child process done in this one: for tests that ask many questions about small plans."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from importlib import import_module
from typing import Any
from unittest.mock import patch

import pytest

from allocator.solve import child
from allocator.solve.child import JOBS


def run_here(job: Any, parts: tuple[Any, ...], hear: Callable[[Any], None], stop: threading.Event | None = None,
             limit: float | None = None) -> tuple[Any, None]:
    """Does what a child would do."""
    room, _, name = JOBS[job].partition(":")
    work = getattr(import_module(room), name)
    return work(*parts, hear, (lambda: False) if stop is None else stop.is_set), None


@pytest.fixture
def here() -> Iterator[None]:
    """Questions are answered in this process."""
    with patch.object(child, "run", run_here):
        yield
