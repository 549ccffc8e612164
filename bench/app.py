"""Measures how fast the app answers: the first sight of the solved sample, a change, and many people at once while a budget is
being worked out.

    python -m bench.app [--visitors 100] [--seconds 90]

Wall seconds on this machine, the visitors running on the same cores as the server. Exit code 1 when a goal is missed.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import subprocess
import sys
import time
from collections.abc import Sequence

from allocator.domain.plan import Plan
from allocator.domain.settings import Settings
from allocator.errors import NoPlanFound
from allocator.store import Store
from allocator.ui import edits, engine
from allocator.ui.answers import Answers
from allocator.ui.jobs import Work
from allocator.ui.opening import opened
from allocator.ui.speak import one
from bench.server import HOME, Server, running
from bench.visitors import Seen, visitors

PLAN = HOME / "scenarios" / "oak-grove" / "base.yaml"


def part(values: Sequence[float], share: float) -> float:
    """The value that so large a share stays below."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def crowd(server: Server, count: int, seconds: float) -> tuple[Seen, float]:
    """What many people see while one budget is being worked out, and the server's memory then."""
    search = subprocess.Popen(
        [sys.executable, "-m", "allocator", "solve", str(PLAN), "--gap", "0", "--seconds", str(int(seconds) + 60), "--quiet"],
        cwd=HOME, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        seen = asyncio.run(visitors(server.port, count, seconds))
        return seen, server.megabytes()
    finally:
        search.kill()
        search.wait()


def changes(count: int) -> list[float]:
    """Seconds from a change of money, a program kept in or left out, to its first answer, saved and all."""
    plan = engine.load(PLAN)
    rng, seconds = random.Random(1), []  # noqa: S311 - the same changes in every run
    desk = opened(Answers(Store("sqlite://"), _no_search), plan, "sample", PLAN, engine.stored_report(PLAN, plan))
    for number in range(count):
        if number % 2:
            amounts = plan.sources["ccspp"].amounts or {}
            edit = edits.set_amounts("ccspp", {year: round(old * rng.uniform(0.85, 1.1)) for year, old in amounts.items()})
        else:
            edit = edits.choose(plan, rng.choice(sorted(plan.programs)), rng.choice(["pin", "drop"]))
        began = time.monotonic()
        desk.change(edit, one("changes.restart"))
        seconds.append(time.monotonic() - began)
        desk.undo()
    return seconds


def _no_search(plan: Plan, settings: Settings) -> Work:
    def work(progress: object, stop: object) -> None:
        raise NoPlanFound("not asked here")
    return work


def main() -> int:
    """Measure and print; 0 when every goal is met."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--visitors", type=int, default=100)
    parser.add_argument("--seconds", type=float, default=90.0)
    asked = parser.parse_args()
    with running() as server:
        asyncio.run(visitors(server.port, 1, 0))
        first = time.monotonic() - server.began
        alone = asyncio.run(visitors(server.port, 1, 60))
        seen, megabytes = crowd(server, asked.visitors, asked.seconds)
    goals = [
        ("command to the solved sample, seconds", first, 10.0),
        ("a change to its first answer, 95 of 100 within seconds", part(changes(20), 0.95), 1.0),
        ("one visitor: a click, half of them within seconds", part(alone.again, 0.5), 0.1),
        (f"{asked.visitors} visitors: first page, half of them within seconds", part(seen.first, 0.5), 10.0),
        (f"{asked.visitors} visitors and a search: a click, half of them within seconds", part(seen.again, 0.5), 0.1),
        (f"{asked.visitors} visitors and a search: a click, 95 of 100 within seconds", part(seen.again, 0.95), 2.0),
        ("memory of the server then, MB", megabytes, 600.0),
        ("errors shown", float(len(alone.errors + seen.errors)), 0.0),
    ]
    ok = True
    for says, measured, goal in goals:
        ok &= measured <= goal
        print(f"{'met   ' if measured <= goal else 'MISSED'} {says}: {measured:.3f} (goal: at most {goal:g})")
    return 0 if ok else 1


if __name__ == "__main__":
    sys.exit(main())
