"""The problem in which programs may run in part. It is solved again within milliseconds, and no budget reaches more points
than its solution: a first estimate of what a change costs, and a bound that holds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction

import highspy

from allocator.domain.case import Case
from allocator.model import Model, Origin, Problem, build
from allocator.model.problem import INFINITY, Entry
from allocator.solve.answer import Stop, Tell
from allocator.solve.highs import hand_over

SHORT = Origin("short")
SUM = Origin("runs")


class Relaxed:
    """A case that is asked again and again what it could reach at most, if one program ran in a year or did not run."""

    def __init__(self, case: Case, short: Mapping[int, Fraction]) -> None:
        self.case = case
        self.model: Model = build(case)
        problem = _kept(self.model, short)
        self._row: dict[tuple[str, str], int] = {}
        """(program, year) -> the row that says whether it runs."""
        rows: list[Entry] = []
        for program, options in case.options.items():
            for year in case.years:
                columns = [self.model.runs[program, option.level, year] for option in options]
                self._row[program, year] = problem.rows + len(rows)
                rows.append(Entry(columns, [1.0] * len(columns), 0.0, 1.0, SUM))
        self._solver = _solver(problem.with_rows(rows))
        self.most = self._value()
        """No budget reaches more points; None when there is none at all."""

    def _value(self) -> float | None:
        self._solver.run()
        if self._solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        return float(self._solver.getInfo().objective_function_value)

    def with_program(self, program: str) -> float | None:
        """No budget in which the program runs in some year reaches more points. None: there is no such budget."""
        found = [value for year in self.case.years if (value := self._asked([(program, year)], 1.0, 1.0)) is not None]
        return max(found, default=None)

    def without_program(self, program: str) -> float | None:
        """No budget in which the program never runs reaches more points."""
        return self._asked([(program, year) for year in self.case.years], 0.0, 0.0)

    def _asked(self, where: Iterable[tuple[str, str]], low: float, high: float) -> float | None:
        rows = [self._row[key] for key in where]
        for row in rows:
            self._solver.changeRowBounds(row, low, high)
        value = self._value()
        for row in rows:
            self._solver.changeRowBounds(row, 0.0, 1.0)
        return value


def _kept(model: Model, short: Mapping[int, Fraction]) -> Problem:
    """Soft rules fall short by no more than they must."""
    rows = [Entry([column for _, column in columns], [1.0] * len(columns), -INFINITY, float(short.get(prefer, 0)) + 1e-6, SHORT)
            for prefer, columns in model.soft.items()]
    return model.problem.with_rows(rows)


def _solver(problem: Problem) -> highspy.Highs:
    lp = hand_over(problem)
    lp.integrality_ = []
    solver = highspy.Highs()
    for option, value in {"output_flag": False, "threads": 1, "presolve": "off"}.items():
        solver.setOptionValue(option, value)
    solver.passModel(lp)
    return solver


def rank(case: Case, short: Mapping[int, Fraction], programs: Mapping[str, bool], tell: Tell, stop: Stop,
         ) -> tuple[float, dict[str, float | None]]:
    """(most points, program -> most points when it is made to run (False: it does not run yet) or left out (True))."""
    relaxed = Relaxed(case, short)
    ask = {False: relaxed.with_program, True: relaxed.without_program}
    return relaxed.most or 0.0, {program: ask[runs](program) for program, runs in programs.items() if not stop()}
