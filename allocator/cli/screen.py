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


class ProgressLine:
    """The line that says how good the best budget so far is; rewritten in place on a terminal."""

    def __init__(self, reachable: float | None = None) -> None:
        self.reachable = reachable
        self.terminal = sys.stderr.isatty()
        self.shown = ""
        self.last = float("-inf")

    def show(self, progress: Progress) -> None:
        """Tell how far a solve has come."""
        now = time.monotonic()
        line = progress_line(progress, self.reachable)
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


class CountLine:
    """The line that says how many of some questions are answered; rewritten in place on a terminal."""

    def __init__(self, asked: int, noun: str) -> None:
        self.asked = asked
        self.noun = noun
        self.terminal = sys.stderr.isatty()
        self.shown = ""
        self.last = float("-inf")

    def of(self, done: int, asked: int) -> None:
        """Tell how many of how many are answered, where questions lead to further ones."""
        self.asked = asked
        self.show(done)

    def show(self, done: int) -> None:
        """Tell how many are answered."""
        now = time.monotonic()
        line = f"{done:,} of {self.asked:,} {self.noun}"
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
