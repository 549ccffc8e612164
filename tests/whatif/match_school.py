"""A school whose grant asks for a match, small enough to work by hand.

The grant gives $900 and asks for a third of it, $300. Tutoring costs $900 for 40 points. Health, 30 points, is met by a nurse
($300), whom Medi-Cal money may pay, or just as well by an aide ($250), whom only the grant and local money may pay. There is $200
of Medi-Cal money and $1,000 of local money, which is unrestricted. A room worth $50 is given.

The cheapest budget with 70 points takes the aide: 1,150 - 900 of the grant = 250 of local money, and 250 + 50 = 300 of match.
With the nurse 1,200 - 900 - 200 = 100 of local money would do: the least for 70 points.
"""

from __future__ import annotations

from typing import Any

YEAR = "2025-26"


def school(local: int = 1_000, gift: int = 50, share: str = "1/3", medi: int = 200) -> dict[str, Any]:
    """The plan's records, with other amounts where they are named."""
    def program(name: str, code: str, dollars: int, need: str) -> dict[str, Any]:
        return {"name": name, "meets": {need: "1/2"}, "costs": {"cost": {"object": code, "amount": dollars, "name": "All of it"}}}

    return {
        "format": 1, "name": "A school with a match", "years": [YEAR],
        "sites": {"school": {"name": "School", "enrollment": 100}},
        "needs": {"math": {"name": "Math", "score": 80}, "health": {"name": "Health", "score": 60}},
        "programs": {
            "tutoring": program("Tutoring", "5800", 900, "math"), "nurse": program("Nurse", "1200", 300, "health"),
            "aide": program("Health aide", "2200", 250, "health"),
        },
        "sources": {
            "ccspp": {"name": "The grant", "resource": "6332", "amounts": {YEAR: 900}},
            "medi": {"name": "Medi-Cal", "resource": "5640", "amounts": {YEAR: medi}},
            "local": {"name": "Local money", "resource": "0000", "amounts": {YEAR: local}},
        },
        "in_kind": {"room": {"name": "A room", "amounts": {YEAR: gift}}},
        "rules": {
            "match": {"kind": "local_match", "source": "ccspp", "share": share, "counts": {"in_kind": ["room"]}},
            "one": {"kind": "choose", "programs": ["nurse", "aide"], "at_most": 1},
            "medi-pays": {"kind": "allowable_use", "source": "medi", "programs": ["nurse"]},
        },
    }
