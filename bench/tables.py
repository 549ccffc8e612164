"""The sample school as plain tables, read with the standard library alone: what a person would start from.

The files in ``data`` are frozen. Nothing here uses the program that is being measured.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

DATA = Path(__file__).parent / "data"
YEARS = ["2025-26", "2026-27", "2027-28", "2028-29", "2029-30"]
GROWTH = 3  # percent a year, for costs
SMALLER = {"P04": "P03", "P06": "P05", "P14": "P15", "P16": "P17"}  # a smaller level of another program
COORDINATORS = ["P01", "P02"]
REQUIRED = "P39"
KEPT = {"ccspp": 4, "lrebg": 2, "prop28": 2, "elop": 1}  # years after its own in which an award may be used, at most
ENDS = {"lrebg": 2}  # no award may be used after this year
BILLING = {"cybhi": ["P05", "P06", "P07", "P08"], "lea_bop": ["P05", "P06", "P07", "P08", "P27", "P28"]}
INDIRECT = 0.06
FLOOR = 0.6


def _read(name: str) -> list[dict[str, str]]:
    with (DATA / f"{name}.csv").open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def grown(dollars: int, years: int) -> int:
    """Whole dollars after so many years of growth, rounded half up."""
    scale = int(100**years)
    return (2 * dollars * int((100 + GROWTH) ** years) + scale) // (2 * scale)


@dataclass(frozen=True)
class Line:
    """One cost line of a program, in dollars of the first year."""

    program: str
    name: str
    objects: tuple[tuple[str, int], ...]
    first_year: bool
    administration: bool

    def cost(self, year: int) -> int:
        """Dollars in the year (0 is the plan's first)."""
        return sum(grown(dollars, year) for _, dollars in self.objects)

    def share_in(self, low: str, high: str, without: str = "") -> float:
        """The share of the line's dollars whose object code lies in the range."""
        inside = sum(dollars for code, dollars in self.objects if low <= code <= high and code != without)
        return inside / sum(dollars for _, dollars in self.objects)


@dataclass(frozen=True)
class Tables:
    """Everything that the plain formulation needs."""

    programs: list[str]
    group: dict[str, str]
    fte: dict[str, tuple[str, float]]
    needs_program: dict[str, str]
    payers: dict[str, list[str]]
    elop_share: dict[str, float]
    lines: list[Line]
    effects: dict[str, dict[str, float]]
    scores: dict[str, float]
    amounts: dict[str, list[int]]
    staff: dict[str, tuple[float, float]]

    @property
    def sources(self) -> list[str]:
        """Ids of the sources."""
        return list(self.amounts)

    @property
    def top_needs(self) -> list[str]:
        """The three needs with the highest scores."""
        return sorted(self.scores, key=lambda need: -self.scores[need])[:3]

    def last_use(self, source: str, award: int) -> int:
        """The last year in which an award may be used."""
        return min(award + KEPT.get(source, 0), ENDS.get(source, len(YEARS) - 1))


def _lines(programs: list[dict[str, str]]) -> list[Line]:
    """Cost lines; the salary and the benefits of a position are one line, since they are paid in the same shares."""
    posts = {row["id"] for row in programs if row["fte"]}
    lines: list[Line] = []
    pay: dict[str, list[tuple[str, int]]] = {}
    for number, row in enumerate(_read("costs")):
        code, dollars, program = row["object_code"], int(row["dollars"]), row["program"]
        first = row["when"] == "first year only"
        if first and program in SMALLER:
            continue  # the larger level has the same line
        if program in posts and code < "4000" and not first:
            pay.setdefault(program, []).append((code, dollars))
        else:
            lines.append(Line(program, f"l{number}", ((code, dollars),), first, row["tag"] == "administration"))
    return lines + [Line(program, "position", tuple(objects), False, False) for program, objects in pay.items()]


def read_tables() -> Tables:
    """The frozen tables of the sample."""
    programs = _read("programs")
    effects: dict[str, dict[str, float]] = {}
    for row in _read("effects"):
        effects.setdefault(row["need"], {})[row["program"]] = float(row["share_of_need_met"])
    staff = {}
    for row in _read("staff"):
        hand, first, later = (float(row[key]) for key in list(row)[2:])
        staff[row["role"]] = (hand + first, hand + later)
    share = {"1/3": 1 / 3, "1": 1.0}
    return Tables(
        programs=[row["id"] for row in programs],
        group={row["id"]: SMALLER.get(row["id"], row["id"]) for row in programs},
        fte={row["id"]: (row["role"], float(row["fte"])) for row in programs if row["fte"]},
        needs_program={row["id"]: row["needs_program"] for row in programs if row["needs_program"]},
        payers={row["id"]: row["sources_that_may_pay"].split() for row in programs},
        elop_share={row["id"]: share[text] for row in programs if (text := row["share_that_elop_may_pay"])},
        lines=_lines(programs),
        effects=effects,
        scores={row["id"]: float(row["score_0_to_100"]) for row in _read("needs")},
        amounts={row["id"]: [int(row[year]) for year in YEARS] for row in _read("sources")},
        staff=staff,
    )
