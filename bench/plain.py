"""The plain formulation, frozen: what a competent person would write for the sample school, straight into HiGHS.

Five years; a program runs or not in a year, starts once and runs without a gap; every cost line is paid in full by
sources that may pay it; money is used by award year; soft floors on the three highest needs come first, then points.
Dollars are in thousands, so that coefficients are of one size. There is no cleverness here on purpose: it is the
yardstick, and it must not change when the program gets better.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import highspy
import numpy as np

from bench.tables import BILLING, COORDINATORS, FLOOR, INDIRECT, REQUIRED, Tables, read_tables

INF = highspy.kHighsInf
YEARS = range(5)
K = 1000.0


@dataclass
class Matrix:
    """Columns and rows under construction; ``column`` finds a column by what it means."""

    column: dict[tuple[object, ...], int] = field(default_factory=dict)
    lower: list[float] = field(default_factory=list)
    upper: list[float] = field(default_factory=list)
    whole: list[bool] = field(default_factory=list)
    row_lower: list[float] = field(default_factory=list)
    row_upper: list[float] = field(default_factory=list)
    starts: list[int] = field(default_factory=lambda: [0])
    index: list[int] = field(default_factory=list)
    value: list[float] = field(default_factory=list)

    def add(self, *key: object, upper: float = INF, whole: bool = False) -> None:
        """A column from 0 to ``upper``."""
        self.column[key] = len(self.lower)
        self.lower.append(0.0)
        self.upper.append(upper)
        self.whole.append(whole)

    def row(self, low: float, high: float, terms: Sequence[tuple[tuple[object, ...], float]]) -> None:
        """low <= sum of coefficient x column <= high."""
        merged: dict[int, float] = {}
        for key, value in terms:
            at = self.column[key]
            merged[at] = merged.get(at, 0.0) + value
        self.index.extend(merged)
        self.value.extend(merged.values())
        self.starts.append(len(self.index))
        self.row_lower.append(low)
        self.row_upper.append(high)

    def lp(self, cost: np.ndarray) -> highspy.HighsLp:
        """The arrays as HiGHS wants them, to be minimized."""
        lp = highspy.HighsLp()
        lp.num_col_, lp.num_row_ = len(self.lower), len(self.row_lower)
        lp.col_cost_ = cost
        lp.col_lower_, lp.col_upper_ = np.array(self.lower), np.array(self.upper)
        lp.row_lower_, lp.row_upper_ = np.array(self.row_lower), np.array(self.row_upper)
        lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        lp.a_matrix_.num_col_, lp.a_matrix_.num_row_ = lp.num_col_, lp.num_row_
        lp.a_matrix_.start_ = np.array(self.starts, dtype=np.int32)
        lp.a_matrix_.index_ = np.array(self.index, dtype=np.int32)
        lp.a_matrix_.value_ = np.array(self.value)
        kinds = (highspy.HighsVarType.kContinuous, highspy.HighsVarType.kInteger)
        lp.integrality_ = [kinds[whole] for whole in self.whole]
        return lp


def _columns(m: Matrix, t: Tables) -> None:
    for y in YEARS:
        for p in t.programs:
            m.add("run", p, y, upper=1, whole=True)
        for g in sorted(set(t.group.values())):
            m.add("start", g, y, upper=1, whole=True)
        for need in t.scores:
            m.add("met", need, y, upper=1)
        for need in t.top_needs:
            m.add("short", need, y, upper=FLOOR)
        for line in t.lines:
            for source in t.payers[line.program]:
                m.add("pay", line.program, line.name, source, y)
    for source, amounts in t.amounts.items():
        for award in YEARS:
            if amounts[award]:
                for y in range(award, t.last_use(source, award) + 1):
                    m.add("use", source, award, y, upper=amounts[award] / K)


def _timing(m: Matrix, t: Tables) -> None:
    members: dict[str, list[str]] = {}
    for p, g in t.group.items():
        members.setdefault(g, []).append(p)
    for g, programs in members.items():
        m.row(-INF, 1, [(("start", g, y), 1.0) for y in YEARS])
        for y in YEARS:
            now = [(("run", p, y), 1.0) for p in programs]
            before = [(("run", p, y - 1), -1.0) for p in programs] if y else []
            m.row(-INF, 0, [*now, *before, (("start", g, y), -1.0)])
            m.row(0, INF, [*now, (("start", g, y), -1.0)])
            if len(programs) > 1:
                m.row(-INF, 1, now)


def _choices(m: Matrix, t: Tables) -> None:
    for y in YEARS:
        m.row(1, 1, [(("run", p, y), 1.0) for p in COORDINATORS])
        m.row(1, 1, [(("run", REQUIRED, y), 1.0)])
        for p, other in t.needs_program.items():
            m.row(-INF, 0, [(("run", p, y), 1.0), (("run", other, y), -1.0)])
        for role, (first, later) in t.staff.items():
            m.row(-INF, later if y else first, [(("run", p, y), fte) for p, (r, fte) in t.fte.items() if r == role])
    for p in COORDINATORS:
        for y in YEARS[1:]:
            m.row(0, 0, [(("run", p, y), 1.0), (("run", p, 0), -1.0)])


def _needs(m: Matrix, t: Tables) -> None:
    for y in YEARS:
        for need in t.scores:
            m.row(-INF, 0, [(("met", need, y), 1.0), *((("run", p, y), -share) for p, share in t.effects[need].items())])
        for need in t.top_needs:
            m.row(FLOOR, INF, [(("met", need, y), 1.0), (("short", need, y), 1.0)])


def _costs(m: Matrix, t: Tables) -> None:
    """Every line is paid in full, and ELO-P pays at most its share of a program."""
    for y in YEARS:
        cost: dict[str, list[tuple[tuple[object, ...], float]]] = {}
        for line in t.lines:
            p = line.program
            column = ("start", t.group[p], y) if line.first_year else ("run", p, y)
            cost.setdefault(p, []).append((column, line.cost(y) / K))
            m.row(0, 0, [*((("pay", p, line.name, s, y), 1.0) for s in t.payers[p]), (column, -line.cost(y) / K)])
        for p, share in t.elop_share.items():
            paid = [(("pay", p, line.name, "elop", y), 1.0) for line in t.lines if line.program == p]
            m.row(-INF, 0, [*paid, *((column, -share * dollars) for column, dollars in cost[p])])


def _money(m: Matrix, t: Tables) -> None:
    for source, amounts in t.amounts.items():
        lines = [line for line in t.lines if source in t.payers[line.program]]
        for y in YEARS:
            charge = [1 + (INDIRECT * line.share_in("1000", "5999", "5100") if source == "ccspp" else 0) for line in lines]
            spent = [(("pay", line.program, line.name, source, y), rate) for line, rate in zip(lines, charge, strict=True)]
            used = [(("use", source, a, y), -1.0) for a in YEARS if ("use", source, a, y) in m.column]
            m.row(0, 0, [*spent, *used])
            if source == "prop28":
                staff = [line.share_in("1000", "3999") - 0.8 for line in lines]
                m.row(0, INF, [(key, rate) for (key, _), rate in zip(spent, staff, strict=True)])
            if source == "ases":
                overhead = [line.administration - 0.15 for line in lines]
                m.row(-INF, 0, [(key, rate) for (key, _), rate in zip(spent, overhead, strict=True)])
            if source in BILLING and y and amounts[y]:
                earlier = [(("run", p, y - 1), -amounts[y] / K) for p in BILLING[source]]
                m.row(-INF, 0, [(("use", source, y, y), 1.0), *earlier])
        for award in YEARS:
            if amounts[award]:
                years = range(award, t.last_use(source, award) + 1)
                m.row(-INF, amounts[award] / K, [(("use", source, award, y), 1.0) for y in years])


def build(t: Tables | None = None) -> Matrix:
    """The whole matrix, without an objective."""
    t = t or read_tables()
    m = Matrix()
    _columns(m, t)
    for part in (_timing, _choices, _needs, _costs, _money):
        part(m, t)
    return m


def shortfall_cost(m: Matrix) -> np.ndarray:
    """The first objective: the sum of the shortfalls of the floors."""
    return np.array([1.0 if key[0] == "short" else 0.0 for key in m.column])


def points_cost(m: Matrix, t: Tables) -> np.ndarray:
    """The second objective: points, the mean over the years, as a cost (so negative)."""
    return np.array([-t.scores[str(key[1])] / len(YEARS) if key[0] == "met" else 0.0 for key in m.column])
