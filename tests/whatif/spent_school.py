"""A school of two years and two sources whose actual spending is worked out by hand. Costs grow 10% a year.

Adopted for both years: the helper (paid by the grant) and tutoring (paid by local money, then by the grant).

    2025-26   grant: pay 30,000 + payroll taxes 3,000 + desk 1,000 (first year) = 34,000; 5% indirect 1,700; in all 35,700
              local: tutoring 20,000
    2026-27   grant: pay 33,000 + payroll taxes 3,300 = 36,300 and 2,000 of tutoring; 5% of 38,300 = 1,915; in all 40,215
              local: 20,000 of the tutoring, which now costs 22,000

The library (8,800 of books, then 9,680) cannot be paid: the grant has 40,000 + 4,300 carried in - 40,215 = 4,085 left.

Booked in 2025-26: the helper came late.

    grant   pay 22,750.40 + payroll taxes 2,275.04 + desk 998.67 + indirect 1,301.20 = 27,325.31
    local   tutoring 19,950.10 less a refund of 150.60 = 19,799.50
    both    47,124.81, shown as 47,125: of the parts 27,325.31 and 19,799.50 the second has the larger remainder, so
            27,325 + 19,800. Of the grant's 27,325 the remainders are .40, .04, .67 and .20: 22,750 + 2,275 + 999 + 1,301.

Left: the grant has 40,000 - 27,325.31 = 12,674.69, of which 12,674 are carried on. Local money keeps nothing: 200.50 lapse.

Planned again, 2026-27: the helper goes on without a new desk (36,300), with tutoring (22,000) and the library (9,680): 67,980.
Local money is unrestricted and comes last: the grant pays 50,166 and 5% of it, 2,508, which is all of its 40,000 + 12,674; local
money pays the other 17,814.

Points: attendance 100 x 0.5 + reading 60 x 0.5 = 80 as adopted; with the library reading is met 0.9: 50 + 54 = 104.
"""

from __future__ import annotations

from typing import Any

from allocator.domain.budget import Budget, Payment
from allocator.domain.plan import Plan
from tests.in_process import plan_of

FIRST, SECOND = "2025-26", "2026-27"

RECORDS: dict[str, Any] = {
    "format": 1, "name": "Two years", "years": [FIRST, SECOND], "cost_growth": "1/10",
    "sites": {"elm": {"name": "Elm School"}},
    "needs": {"attendance": {"name": "Attendance", "score": 100}, "reading": {"name": "Reading", "score": 60}},
    "programs": {
        "helper": {"name": "Attendance helper", "meets": {"attendance": "1/2"}, "paid_by": ["grant"], "staff": {"helper": 1},
                   "costs": {
            "pay": {"object": "2900", "amount": 30_000, "position": "helper"},
            "taxes": {"object": "3302", "amount": 3_000, "position": "helper"},
            "desk": {"object": "4400", "amount": 1_000, "when": "first_year"}}},
        "library": {"name": "Classroom libraries", "meets": {"reading": "2/5"}, "paid_by": ["grant"],
                    "costs": {"books": {"object": "4200", "amount": 8_800}}},
        "tutoring": {"name": "Tutoring", "meets": {"reading": "1/2"}, "paid_by": ["grant", "local"],
                     "costs": {"contract": {"object": "5800", "amount": 20_000}}},
    },
    "sources": {
        "grant": {"name": "Community schools grant", "resource": "6332", "amounts": {FIRST: 40_000, SECOND: 40_000}},
        "local": {"name": "Local money", "resource": "0000", "amounts": {FIRST: 20_000, SECOND: 20_000}, "lasts": True},
    },
    "staff": {"helper": {"name": "Helper", "max": {FIRST: 1, SECOND: 1}}},
    "rules": {
        "grant-indirect": {"kind": "indirect", "source": "grant", "rate": "1/20"},
        "grant-lasts": {"kind": "carryover", "source": "grant", "last_use": SECOND},
        "helper-first": {"kind": "must", "program": "helper", "years": [FIRST]},
    },
}

ADOPTED = Budget.of(
    {"helper": {FIRST: "full", SECOND: "full"}, "tutoring": {FIRST: "full", SECOND: "full"}},
    [Payment("helper", "pay", FIRST, "grant", "2900", 30_000), Payment("helper", "taxes", FIRST, "grant", "3302", 3_000),
     Payment("helper", "desk", FIRST, "grant", "4400", 1_000), Payment("tutoring", "contract", FIRST, "local", "5800", 20_000),
     Payment("helper", "pay", SECOND, "grant", "2900", 33_000), Payment("helper", "taxes", SECOND, "grant", "3302", 3_300),
     Payment("tutoring", "contract", SECOND, "local", "5800", 20_000),
     Payment("tutoring", "contract", SECOND, "grant", "5800", 2_000)],
)

BOOKED = """Fiscal year,Resource,Object,Amount,Description
2025-26,6332,2900,"22,750.40",Helper from October
2025-26,6332,3302,"2,275.04",
2025-26,grant,4400,998.67,
2025-26,6332,7310,"$1,301.20",
2025-26,0000,5800,"19,950.10",
2025-26,Local money,5800,(150.60),Lessons that were not given
"""


def school(**changes: Any) -> Plan:
    """The plan, with some of its sections replaced."""
    return plan_of({**RECORDS, **changes})
