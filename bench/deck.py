"""Measures how fast slides for a meeting are made, in each language: of the sample school's budget, and of a district of fifteen
such schools.

    python -m bench.deck

CPU seconds of this process, the best of five; reading the library that writes presentations comes before. Exit code 1 when the
goal is missed.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

from allocator.domain.report import Report
from allocator.export.deck import deck_bytes
from allocator.messages import LANGUAGES
from allocator.ui import engine
from bench.district import district
from bench.server import HOME

PLAN = HOME / "scenarios" / "oak-grove" / "base.yaml"
GOAL = 1.0
TIMES = 5


def sample() -> Report:
    """The report on the sample school's budget."""
    report = engine.stored_report(PLAN, engine.load(PLAN))
    if report is None:
        raise SystemExit("the sample school has no stored result that passes the audit")
    return report


def seconds(made: Callable[[], Report], language: str) -> float:
    """CPU seconds for the slides in a language. The report is made anew each time, so that nothing is known of it yet."""
    found = []
    for _ in range(TIMES):
        report = made()
        began = time.process_time()
        deck_bytes(report, language)
        found.append(time.process_time() - began)
    return min(found)


def main() -> int:
    """Measure and print; 0 when every goal is met."""
    ok = True
    for name, made in (("sample", sample), ("district", district)):
        for language in LANGUAGES:
            measured = seconds(made, language)
            ok &= measured <= GOAL
            told = "met   " if measured <= GOAL else "MISSED"
            print(f"{told} slides, {name}, {language}: {measured:.3f} CPU seconds (goal: at most {GOAL:g})")
    return 0 if ok else 1


if __name__ == "__main__":
    sys.exit(main())
