"""The search for the best budget, from the first step to the last. It runs in a process of its own (see ``child``)."""

from __future__ import annotations

import time
from dataclasses import replace
from fractions import Fraction

import numpy as np

from allocator.domain.budget import Budget
from allocator.domain.case import Case
from allocator.domain.decided import Decided, Roster
from allocator.domain.report import Quality, Status
from allocator.domain.settings import Progress, Settings
from allocator.model import Model, Origin, Problem, build
from allocator.model.problem import INFINITY, Entry, Floats
from allocator.solve.answer import Answer, News, Stop, Tell
from allocator.solve.conflict import conflict
from allocator.solve.engine import AGAIN, Limits, Outcome, solve_surely
from allocator.solve.engines import engine
from allocator.solve.payments import Payments, any_payments, pay
from allocator.solve.possible import Asking
from allocator.solve.tidy import same_budget_always, without_waste
from allocator.solve.ways import ways_out
from allocator.solve.wishes import Wishes, wishes_short

TELL_EVERY = 0.1
"""Seconds between two pieces of news."""


def search(case: Case, settings: Settings, tell: Tell = lambda news: None, stop: Stop = lambda: False) -> Answer:
    """Find the best budget of a case: soft rules in their order, then points, then the cheapest of equals, then who pays."""
    return Search(case, settings, tell, stop).run()


class Search:
    """One search. ``better``, ``bound`` and ``stop`` are what the engine calls on its way."""

    def __init__(self, case: Case, settings: Settings, tell: Tell, stop: Stop) -> None:
        self.case = case
        self.settings = settings
        self.engine = engine(settings.engine)
        self.payer = engine("highs")
        """Who pays is always split by the engine that works in process and to the last digit."""
        self._tell = tell
        self._stop = stop
        self.began = time.monotonic()
        self.timings: dict[str, float] = {}
        self.model: Model = build(case)
        self.timings["build"] = self.elapsed()
        self.problem: Problem = self.model.problem
        self.best: tuple[float, Roster] | None = None
        self.least: dict[int, Fraction] = {}
        """prefer -> least that the wishes with this number must fall short."""
        self.latest: Payments | None = None
        self.forbidden: list[Entry] = []
        """Rows that rule out rosters that cannot be paid in whole dollars."""
        self._settled = 0
        """How many of them were known when the wishes were settled."""
        self._bound = INFINITY
        self._told = 0.0
        self.quiet = False
        self._agreed = False

    # what the engine calls ------------------------------------------------------------------------------------------
    def better(self, x: Floats, bound: float) -> None:
        """A better roster was found: keep it, and make a first whole budget of it as soon as there is one."""
        if self.quiet:
            return
        self._better(self.model.roster(x), bound)

    def _better(self, roster: Roster, bound: float) -> None:
        points = float(self._points(roster))
        if self.best is None or points > self.best[0]:
            self.best = points, roster
            if self.latest is None and (payments := any_payments(self.case, roster, self.payer)) is not None:
                self.latest = payments
                self.timings.setdefault("first budget", self.elapsed())
                self._tell(News(self._progress(bound), payments.budget))
        self.bound(bound)

    def bound(self, bound: float) -> None:
        """The bound has moved."""
        if not self.quiet:
            self._bound = min(self._bound, bound)
            if self.elapsed() - self._told > TELL_EVERY:
                self._told = self.elapsed()
                self._tell(News(self._progress(self._bound)))

    def stop(self) -> bool:
        """Whether a person asked to stop."""
        return self._stop()

    # steps ----------------------------------------------------------------------------------------------------------
    def run(self) -> Answer:
        """All steps."""
        if not self._soft_rules():
            return self._impossible()
        while True:
            outcome = self._solve(self.problem, self.settings.gap)
            if outcome.state == "impossible" and self._wished_too_much():
                continue
            if outcome.state == "impossible" and self.latest is None:
                return self._impossible()
            if outcome.x is None and self.best is None:
                return self._answer("no_plan_found")
            answer = self._finish(outcome)
            if answer is not None:
                return answer
            if self.settings.seconds is not None and self.elapsed() > self.settings.seconds:
                return self._out_of_time()

    def _out_of_time(self) -> Answer:
        """No roster that was found can be paid as it should be, and there is no time for more."""
        if self.latest is None:
            return self._answer("no_plan_found")
        return replace(self._answer("found"), budget=self.latest.budget, quality=Quality("stopped", self.latest.quality))

    def _soft_rules(self) -> bool:
        """Make the shortfalls of rules that may give as small as possible, in their order. False: impossible."""
        for prefer in sorted(self.model.soft):
            wishes = Wishes(self, prefer)
            least = wishes.least()
            if least is None:
                return False
            if wishes.in_dollars and wishes.roster is not None:
                self.least[prefer] = least
            self.problem = wishes.kept(least)
            if prefer == max(self.model.soft) and wishes.roster is not None:
                self._better(wishes.roster, INFINITY)
        return True

    def _wished_too_much(self) -> bool:
        """Whether no budget was left because wishes were settled with rosters that cannot be paid in whole dollars. They are then
        settled anew, without these."""
        if not self.model.soft or len(self.forbidden) == self._settled:
            return False
        self._settled = len(self.forbidden)
        self.problem = self.model.problem.with_rows(self.forbidden)
        self.least.clear()
        self.best, self._bound = None, INFINITY
        return self._soft_rules()

    def _finish(self, outcome: Outcome) -> Answer | None:
        """From the search's outcome to a budget; None when its roster cannot be paid in whole dollars and the search must
        go on without it."""
        roster = self.model.roster(outcome.x) if outcome.x is not None else self.best[1]  # type: ignore[index]
        points = self._points(roster)
        status: Status = "within" if outcome.state in ("best", "near") else "stopped"
        bound = max(float(points), min(self._bound, outcome.bound if outcome.bound is not None else INFINITY))
        if outcome.state == "best":
            bound = float(points)
            if not self._second_opinion(points):
                return None
            if self._agreed:
                status = "proved"
                roster = self._no_worse(same_budget_always(self, roster, float(points)), roster)
        if status != "proved" and not self._stop():
            roster = self._no_worse(without_waste(self, roster, float(points)), roster)
        payments = pay(self.case, roster, self.payer)
        if payments is None or self._wishes_less(payments.budget):
            self._forbid(roster)
            return None
        self.timings["all"] = self.elapsed()
        return replace(self._answer("found"), budget=payments.budget, quality=Quality(status, payments.quality, bound))

    def _points(self, roster: Roster) -> Fraction:
        """Exact points of a roster."""
        return Decided(self.case, roster).points()

    def _no_worse(self, tidied: Roster, roster: Roster) -> Roster:
        """A tidied roster, unless tidying has cost points that an engine did not see."""
        return tidied if self._points(tidied) >= self._points(roster) else roster

    def _second_opinion(self, points: Fraction) -> bool:
        """Ask again, without presolve and with another seed, for anything better. False: something better exists after all,
        and the search must go on."""
        limits = replace(self.limits(0.0), presolve=False, seed=self.settings.seed + AGAIN)
        step = max(self.problem.goal_step, 2e-5)  # less is beyond what an engine can tell apart
        columns = np.flatnonzero(self.problem.goal)
        row = Entry(columns.tolist(), self.problem.goal[columns].tolist(), float(points) + step / 2, INFINITY, Origin("better"))
        self.quiet = True
        outcome = self.engine.solve(self.problem.with_rows([row]), limits, self)
        self.quiet = False
        self._agreed = outcome.state == "impossible"
        self.timings["second opinion"] = self.elapsed()
        if outcome.x is not None and self._points(found := self.model.roster(outcome.x)) > points:
            if pay(self.case, found, self.payer) is None:
                self._forbid(found)
                return self._second_opinion(points)
            self.settings = replace(self.settings, seed=self.settings.seed + AGAIN)
            self.problem = self.problem.with_rows([row])
            return False
        return True

    def _wishes_less(self, budget: Budget) -> bool:
        """Whether a budget falls short of wishes by more than it must, now that payments are whole dollars."""
        short = wishes_short(self.case, budget)
        for prefer, least in sorted(self.least.items()):
            if short.get(prefer, Fraction(0)) != least:
                return short.get(prefer, Fraction(0)) > least
        return False

    def _forbid(self, roster: Roster) -> None:
        """Rule a roster out: it cannot be paid in whole dollars."""
        self.forbidden.append(self.model.without(roster))
        self.problem = self.problem.with_rows(self.forbidden[-1:])
        if self.best is not None and self.best[1] == roster:
            self.best = None

    def _impossible(self) -> Answer:
        """Two looks agree that no budget exists: say what would have to give, and which rules cannot hold together."""
        left = 30.0 if self.settings.seconds is None else max(5.0, self.settings.seconds - self.elapsed())
        gives = ways_out(self.case, Asking.of(self.payer, left / 2, self._stop))
        found = conflict(self.case, Asking.of(self.payer, left / 2, self._stop))
        return replace(self._answer("impossible"), gives=gives, conflict=found)

    # helpers ----------------------------------------------------------------------------------------------------------
    def _solve(self, problem: Problem, gap: float) -> Outcome:
        outcome = solve_surely(self.engine, problem, self.limits(gap), self)
        self.timings.setdefault("search", self.elapsed())
        return outcome

    def limits(self, gap: float) -> Limits:
        """What is left of the limits."""
        seconds = self.settings.seconds
        if seconds is not None:
            seconds = max(1.0, seconds - self.elapsed())
        return Limits(gap, seconds, self.settings.nodes, self.settings.seed)

    def _answer(self, ending: str) -> Answer:
        return Answer(ending, engine=self.engine.name, seconds=self.elapsed(), timings=self.timings)  # type: ignore[arg-type]

    def elapsed(self) -> float:
        """Seconds since the search began."""
        return time.monotonic() - self.began

    def _progress(self, bound: float) -> Progress:
        return Progress(self.elapsed(), None if self.best is None else self.best[0], bound if bound < INFINITY else None)
