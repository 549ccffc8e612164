"""Working out budgets while people look on: at most one less than the machine has cores at once, the others wait in line."""

from __future__ import annotations

import logging
import os
import threading
import time
from collections.abc import Callable
from typing import Literal

from allocator.domain.report import Report
from allocator.domain.settings import Progress

Work = Callable[[Callable[[Progress], None], threading.Event], Report]
"""What a job does: report progress, look at the stop event, come back with a report or raise."""
AT_ONCE = max(1, (os.cpu_count() or 2) - 1)

UNWATCHED = 120.0
"""Seconds after which a search that nobody looks at any more gives way to one that somebody waits for."""

_lock = threading.Lock()
_line: list[Job] = []
_running: list[Job] = []


class Job:
    """One budget that is being worked out, from the moment it is asked for."""

    def __init__(self, work: Work, purpose: Literal["first", "change", "longer"] = "change") -> None:
        self.purpose = purpose
        self.progress: Progress | None = None
        self.report: Report | None = None
        self.error: Exception | None = None
        self.stopping = threading.Event()
        self.done = threading.Event()
        self._work = work
        self._began: float | None = None
        self._seen = time.monotonic()

    @property
    def seconds(self) -> float:
        """How long it has been running; 0 while it waits."""
        return 0.0 if self._began is None else time.monotonic() - self._began

    @property
    def place(self) -> int:
        """Its place in line: 1 is next, 0 runs or is done."""
        with _lock:
            at = _line.index(self) + 1 if self in _line else 0
            if at:
                for job in _running:
                    if time.monotonic() - job._seen > UNWATCHED:
                        job.stopping.set()
        return at

    def watched(self) -> None:
        """Somebody is looking at it."""
        self._seen = time.monotonic()

    def start(self) -> Job:
        """Run it, or put it at the end of the line."""
        with _lock:
            _line.append(self)
        _fill()
        return self

    def stop(self) -> None:
        """Stop it: out of the line at once, or, when it runs, back soon with the best so far."""
        self.stopping.set()
        with _lock:
            waiting = self in _line
            if waiting:
                _line.remove(self)
        if waiting:
            self.done.set()

    def _run(self) -> None:
        self._began = time.monotonic()
        try:
            self.report = self._work(self._note, self.stopping)
        except Exception as error:
            self.error = error
            logging.getLogger(__name__).info("a budget was not found: %s", type(error).__name__)
        finally:
            with _lock:
                _running.remove(self)
            self.done.set()
            _fill()

    def _note(self, progress: Progress) -> None:
        self.progress = progress


def _fill() -> None:
    """Start jobs from the front of the line while there is room."""
    with _lock:
        while _line and len(_running) < AT_ONCE:
            job = _line.pop(0)
            _running.append(job)
            threading.Thread(target=job._run, name="budget", daemon=True).start()
