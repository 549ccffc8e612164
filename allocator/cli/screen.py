"""Standard error: messages, and one line that shows how far a long piece of work has come."""

from __future__ import annotations

import sys
import time

from allocator.cli.wording import progress_line
from allocator.domain.settings import Progress

EVERY = 2.0
"""Seconds between two progress lines where standard error is not a terminal."""


def tell(line: str) -> None:
    """One message."""
    sys.stderr.write(line + "\n")
    sys.stderr.flush()


class _Line:
    """One line that is rewritten in place on a terminal, and told every few seconds elsewhere."""

    def __init__(self) -> None:
        self.terminal = sys.stderr.isatty()
        self.shown = ""
        self.last = float("-inf")

    def write(self, line: str) -> None:
        """Show the line as it is now."""
        now = time.monotonic()
        if self.terminal:
            sys.stderr.write("\r" + line.ljust(len(self.shown)))
            sys.stderr.flush()
            self.shown = line
        elif now - self.last >= EVERY:
            tell(line)
            self.last = now

    def close(self) -> None:
        """Leave the terminal on a fresh line."""
        if self.shown:
            sys.stderr.write("\n")
            self.shown = ""


class ProgressLine(_Line):
    """How good the best budget so far is."""

    def __init__(self, reachable: float | None = None) -> None:
        super().__init__()
        self.reachable = reachable

    def show(self, progress: Progress) -> None:
        """Tell how far a solve has come."""
        self.write(progress_line(progress, self.reachable))


class CountLine(_Line):
    """How many of some questions are answered."""

    def __init__(self, asked: int, noun: str) -> None:
        super().__init__()
        self.asked = asked
        self.noun = noun

    def of(self, done: int, asked: int) -> None:
        """Tell how many of how many are answered, where questions lead to further ones."""
        self.asked = asked
        self.show(done)

    def show(self, done: int) -> None:
        """Tell how many are answered."""
        self.write(f"{done:,} of {self.asked:,} {self.noun}")
