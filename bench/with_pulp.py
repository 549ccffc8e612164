"""The plain formulation once more, as its authors would write it with PuLP: for CBC, and for HiGHS through PuLP."""

from __future__ import annotations

from dataclasses import dataclass, field

import pulp

from bench.tables import BILLING, COORDINATORS, FLOOR, INDIRECT, REQUIRED, Line, Tables

YEARS = range(5)
K = 1000.0


@dataclass
class Model:
    """The problem and its variables."""

    tables: Tables
    problem: pulp.LpProblem = field(default_factory=lambda: pulp.LpProblem("school", pulp.LpMaximize))
    run: dict[tuple[str, int], pulp.LpVariable] = field(default_factory=dict)
    start: dict[tuple[str, int], pulp.LpVariable] = field(default_factory=dict)
    met: dict[tuple[str, int], pulp.LpVariable] = field(default_factory=dict)
    short: dict[tuple[str, int], pulp.LpVariable] = field(default_factory=dict)
    pay: dict[tuple[str, str, str, int], pulp.LpVariable] = field(default_factory=dict)
    use: dict[tuple[str, int, int], pulp.LpVariable] = field(default_factory=dict)

    @property
    def shortfall(self) -> pulp.LpAffineExpression:
        """The first objective."""
        return pulp.lpSum(self.short.values())

    @property
    def points(self) -> pulp.LpAffineExpression:
        """The second objective."""
        return pulp.lpSum(self.tables.scores[need] * var for (need, _), var in self.met.items()) / len(YEARS)


def _variables(m: Model) -> None:
    t = m.tables
    groups = sorted(set(t.group.values()))
    m.run = pulp.LpVariable.dicts("run", [(p, y) for p in t.programs for y in YEARS], cat="Binary")
    m.start = pulp.LpVariable.dicts("start", [(g, y) for g in groups for y in YEARS], cat="Binary")
    m.met = pulp.LpVariable.dicts("met", [(n, y) for n in t.scores for y in YEARS], 0, 1)
    m.short = pulp.LpVariable.dicts("short", [(n, y) for n in t.top_needs for y in YEARS], 0, FLOOR)
    m.pay = pulp.LpVariable.dicts(
        "pay", [(ln.program, ln.name, s, y) for ln in t.lines for s in t.payers[ln.program] for y in YEARS], 0)
    for source, amounts in t.amounts.items():
        for award in YEARS:
            for y in range(award, t.last_use(source, award) + 1):
                if amounts[award]:
                    m.use[source, award, y] = pulp.LpVariable(f"use_{source}_{award}_{y}", 0, amounts[award] / K)


def _timing(m: Model) -> None:
    t = m.tables
    for g in sorted(set(t.group.values())):
        programs = [p for p in t.programs if t.group[p] == g]
        m.problem += pulp.lpSum(m.start[g, y] for y in YEARS) <= 1
        for y in YEARS:
            now = pulp.lpSum(m.run[p, y] for p in programs)
            before = pulp.lpSum(m.run[p, y - 1] for p in programs) if y else 0
            m.problem += now - before <= m.start[g, y]
            m.problem += m.start[g, y] <= now
            if len(programs) > 1:
                m.problem += now <= 1


def _choices(m: Model) -> None:
    t = m.tables
    for y in YEARS:
        m.problem += pulp.lpSum(m.run[p, y] for p in COORDINATORS) == 1
        m.problem += m.run[REQUIRED, y] == 1
        for p, other in t.needs_program.items():
            m.problem += m.run[p, y] <= m.run[other, y]
        for role, (first, later) in t.staff.items():
            fte = pulp.lpSum(share * m.run[p, y] for p, (r, share) in t.fte.items() if r == role)
            m.problem += fte <= (later if y else first)
    for p in COORDINATORS:
        for y in YEARS[1:]:
            m.problem += m.run[p, y] == m.run[p, 0]


def _needs(m: Model) -> None:
    t = m.tables
    for y in YEARS:
        for need in t.scores:
            m.problem += m.met[need, y] <= pulp.lpSum(share * m.run[p, y] for p, share in t.effects[need].items())
        for need in t.top_needs:
            m.problem += m.met[need, y] + m.short[need, y] >= FLOOR


def _cost(m: Model, line: Line, y: int) -> pulp.LpAffineExpression:
    runs = m.start[m.tables.group[line.program], y] if line.first_year else m.run[line.program, y]
    return line.cost(y) / K * runs


def _costs(m: Model) -> None:
    t = m.tables
    for y in YEARS:
        for ln in t.lines:
            m.problem += pulp.lpSum(m.pay[ln.program, ln.name, s, y] for s in t.payers[ln.program]) == _cost(m, ln, y)
        for p, share in t.elop_share.items():
            lines = [ln for ln in t.lines if ln.program == p]
            cost = pulp.lpSum(_cost(m, ln, y) for ln in lines)
            m.problem += pulp.lpSum(m.pay[p, ln.name, "elop", y] for ln in lines) <= share * cost


def _money(m: Model) -> None:
    t = m.tables
    for source, amounts in t.amounts.items():
        for y in YEARS:
            paid = [(ln, m.pay[ln.program, ln.name, source, y]) for ln in t.lines if source in t.payers[ln.program]]
            spent = pulp.lpSum(var for _, var in paid)
            base = pulp.lpSum(ln.share_in("1000", "5999", "5100") * var for ln, var in paid)
            indirect = INDIRECT * base if source == "ccspp" else 0
            used = [m.use[source, a, y] for a in YEARS if (source, a, y) in m.use]
            m.problem += spent + indirect == pulp.lpSum(used)
            if source == "prop28":
                m.problem += pulp.lpSum(ln.share_in("1000", "3999") * var for ln, var in paid) >= 0.8 * spent
            if source == "ases":
                m.problem += pulp.lpSum(ln.administration * var for ln, var in paid) <= 0.15 * spent
            if source in BILLING and y and amounts[y]:
                earlier = pulp.lpSum(m.run[p, y - 1] for p in BILLING[source])
                m.problem += m.use[source, y, y] <= amounts[y] / K * earlier
        for a in YEARS:
            if amounts[a]:
                years = range(a, t.last_use(source, a) + 1)
                m.problem += pulp.lpSum(m.use[source, a, y] for y in years) <= amounts[a] / K


def build(tables: Tables) -> Model:
    """The whole problem, without an objective."""
    m = Model(tables)
    for part in (_variables, _timing, _choices, _needs, _costs, _money):
        part(m)
    return m
