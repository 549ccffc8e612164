"""Measures the program beside bare HiGHS and PuLP on the sample school, in one run, and prints the ratios.

    python -m bench.run [--seeds 5] [--plan scenarios/oak-grove/base.yaml]

CPU seconds of one thread, medians over seeds (a single seed says little: solve times vary tenfold between seeds), the
routes taking turns. Exit code 1 when a goal is missed.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from statistics import median

import allocator
from bench import others, ours
from bench.others import Run
from bench.ours import Ours
from bench.tables import read_tables

PLAN = Path(__file__).resolve().parents[1] / "scenarios" / "oak-grove" / "base.yaml"


FROZEN = 682.904679
"""Points of the plain formulation when programs may run in part and the floors are left out: the same in every run, or the
yardstick is another one."""


def main() -> int:
    """Measure and print; 0 when every goal is met."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--plan", type=Path, default=PLAN)
    asked = parser.parse_args()
    tables = read_tables()
    arrays, pulp = others.relaxations(tables)
    if max(abs(arrays - FROZEN), abs(pulp - FROZEN)) > 1e-4:
        raise SystemExit(f"the yardstick has changed: {arrays} from the arrays and {pulp} from PuLP instead of {FROZEN}")
    plan = allocator.load(asked.plan)
    plain: list[Run] = []
    cbc: list[Run] = []
    highs: list[Run] = []
    own: list[Ours] = []
    for seed in range(asked.seeds):
        plain.append(others.plain_highs(tables, seed))
        own.append(ours.search(plan, seed))
        cbc.append(others.through_pulp(tables, "cbc", seed))
        highs.append(others.through_pulp(tables, "highs", seed))
    _tables(others.sizes(tables), {"plain, HiGHS alone": plain, "plain, PuLP + CBC": cbc, "plain, PuLP + HiGHS": highs}, own)
    return _goals(plain, own, ours.peak_megabytes(asked.plan))


def _tables(size: tuple[int, int, int], routes: dict[str, list[Run]], own: list[Ours]) -> None:
    for name, (columns, rows, entries) in (("plain", size), ("ours", own[0].size)):
        print(f"{name}: {columns} columns, {rows} rows, {entries} entries")
    print(f"\n{'to 1%, CPU seconds':24}{'build':>9}{'solve':>9}{'least':>9}{'most':>9}{'points':>10}")
    for name, runs in routes.items():
        solves = [run.solve for run in runs]
        print(f"{name:24}{median(run.build for run in runs):9.3f}{median(solves):9.3f}{min(solves):9.3f}{max(solves):9.3f}"
              f"{median(run.points for run in runs):10.2f}")
    near = [run.near for run in own]
    print(f"{'ours, build included':24}{median(r.build for r in own):9.3f}{median(near):9.3f}{min(near):9.3f}{max(near):9.3f}"
          f"{median(r.points for r in own):10.2f}")
    print(f"{'our matrix, HiGHS alone':24}{'':9}{median(r.bare for r in own):9.3f}{min(r.bare for r in own):9.3f}"
          f"{max(r.bare for r in own):9.3f}")
    for name in ("build", "hand_over", "read_back", "first_budget", "near", "everything"):
        print(f"  ours, {name.replace('_', ' '):18}{median(getattr(run, name) for run in own):9.3f}")


def _goals(plain: list[Run], own: list[Ours], megabytes: float) -> int:
    goals = [
        ("build + hand over + read back / HiGHS alone on the same matrix", median(run.share for run in own), 0.10),
        ("first audited budget / our time to 1%", median(run.first_budget / run.near for run in own), 0.50),
        ("our time to 1% / HiGHS alone on the plain formulation",
         median(run.near for run in own) / median(run.solve for run in plain), 1.00),
        ("peak memory in MB / 500", megabytes / 500, 1.00),
    ]
    print()
    for says, measured, goal in goals:
        print(f"{'met   ' if measured <= goal else 'MISSED'} {says}: {measured:.3f} (goal: at most {goal:.2f})")
    return 0 if all(measured <= goal for _, measured, goal in goals) else 1


if __name__ == "__main__":
    sys.exit(main())
