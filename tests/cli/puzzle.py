"""A plan that takes minutes to prove: sixty programs that differ little, and five things that all run short."""

from __future__ import annotations

import json
import random
from pathlib import Path

YEAR = "2025-26"
ROLES = ["aide", "coach", "nurse", "tutor"]


def write_puzzle(path: Path) -> Path:
    """Write the plan; the same one every time."""
    dice = random.Random(7)
    costs = {f"p{number:02d}": dice.randrange(20_000, 90_000) for number in range(60)}
    staff = {program: {role: dice.randrange(2, 20) / 20 for role in ROLES} for program in costs}
    plan = {
        "format": 1, "name": "Puzzle", "years": [YEAR],
        "sites": {"school": {"name": "School"}},
        "needs": {program: {"name": f"Need {program}", "score": round(cost / 1000 + 9, 3)} for program, cost in costs.items()},
        "programs": {
            program: {"name": f"Program {program}", "meets": {program: 1}, "staff": staff[program],
                      "costs": {"contract": {"object": "5800", "amount": cost}}}
            for program, cost in costs.items()
        },
        "sources": {"local": {"name": "Local money", "amounts": {YEAR: sum(costs.values()) // 2}}},
        "staff": {role: {"name": role, "max": round(sum(needs[role] for needs in staff.values()) / 2, 2)} for role in ROLES},
    }
    path.write_text(json.dumps(plan), encoding="utf-8")
    return path
