"""Work that takes seconds, while people look on: at most one less than the machine has cores at once, the others wait in line.
First answers go before everything that can wait, and never behind it: beside long questions there is room for one more."""

from __future__ import annotations

import logging
import os
import threading
import time
from collections.abc import Callable
from typing import Any, Literal

from allocator.domain.settings import Progress

News = Progress | tuple[int, int]
"""How far a search has come; or how many questions of how many have been answered."""
Work = Callable[[Callable[[News], None], threading.Event], Any]
"""What a job does: report progress, look at the stop event, come back with what was found or raise."""
Purpose = Literal["first", "change", "longer", "ask"]
PATIENT = ("longer", "ask")
"""Purposes that let others go first."""
AT_ONCE = max(1, (os.cpu_count() or 2) - 1)

UNWATCHED = 120.0
"""Seconds after which a search that nobody looks at any more gives way to one that somebody waits for."""

_lock = threading.Lock()
_line: list[Job] = []
_running: list[Job] = []


class Job:
    """Something that is being worked out, from the moment it is asked for. ``after`` hears of its end before anyone else."""

    def __init__(self, work: Work, purpose: Purpose = "change", after: Callable[[Job], None] = lambda job: None) -> None:
        self.purpose = purpose
        self.progress: News | None = None
        self.found: Any = None
        """What it found: mostly a report; None as long as it runs, and when it was stopped before it found anything."""
        self.error: Exception | None = None
        self._after = after
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
        """Run it, or put it in line: before those that can wait, if it cannot."""
        with _lock:
            patient = [at for at, job in enumerate(_line) if job.purpose in PATIENT]
            _line.insert(patient[0] if patient and self.purpose not in PATIENT else len(_line), self)
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
            self._end()

    def _run(self) -> None:
        self._began = time.monotonic()
        try:
            self.found = self._work(self._note, self.stopping)
        except Exception as error:
            self.error = error
            logging.getLogger(__name__).info("nothing was found: %s", type(error).__name__)
        finally:
            with _lock:
                _running.remove(self)
            self._end()
            _fill()

    def _end(self) -> None:
        try:
            self._after(self)
        finally:
            self.done.set()

    def _note(self, progress: News) -> None:
        self.progress = progress


def _fill() -> None:
    """Start jobs from the front of the line while there is room."""
    with _lock:
        while _line and _room_for(_line[0]):
            job = _line.pop(0)
            _running.append(job)
            threading.Thread(target=job._run, name="budget", daemon=True).start()


def _room_for(job: Job) -> bool:
    """Whether a job may start. One that cannot wait starts beside those that can, where these alone fill the machine."""
    if len(_running) < AT_ONCE:
        return True
    waits = [other.purpose in PATIENT for other in (job, *_running)]
    return len(_running) == AT_ONCE and not waits[0] and all(waits[1:])
