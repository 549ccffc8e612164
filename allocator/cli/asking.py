"""Questions that take several searches, asked at a terminal: how far they are, and Ctrl+C takes what is known."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from allocator.cli.screen import CountLine
from allocator.cli.solve import stop_on_ctrl_c

if TYPE_CHECKING:
    from allocator.whatif.study import Study


@contextmanager
def asking(study: Study, quiet: bool, every: int = 0, what: str = "answers") -> Iterator[None]:
    """While a study is asked: a line that counts what is answered, unless ``quiet``; the first Ctrl+C stops it. ``every`` is how
    many of ``what`` there will be, 0: not known yet."""
    line = None if quiet else CountLine(every, what)
    try:
        with stop_on_ctrl_c(quiet) as stop:
            study.stop = stop
            if line is not None:
                study.hear = line.of
            yield
    finally:
        if line:
            line.close()
