"""Several plans solved, each once however often it is asked for. Every budget passes the audit before it is used."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from allocator import solve
from allocator.allocate import audited, case_for
from allocator.domain.case import Case
from allocator.domain.plan import Plan
from allocator.domain.report import Impossible, Quality, Report
from allocator.domain.settings import Settings
from allocator.solve import Answer
from allocator.whatif.mixture import essence
from allocator.whatif.study import PROOF, Best

NOT_ANSWERED = Answer("no_plan_found")


@dataclass
class Several:
    """Plans and how hard to look for each answer. ``hear`` is told (answered, asked) after every answer."""

    settings: Settings = PROOF
    hear: Callable[[int, int], None] | None = None
    stop: threading.Event = field(default_factory=threading.Event)
    _answers: dict[str, Answer] = field(default_factory=dict)
    _asked: int = 0

    def knows(self, plan: Plan, found: Report | Impossible) -> None:
        """Take what is known about a plan: its budget, or why it can have none. It is then not worked out again."""
        origin = found.provenance
        if isinstance(found, Report):
            answer = Answer("found", found.budget, Quality(found.status, found.split, found.bound))
        else:
            answer = Answer("impossible", gives=found.ways_out, conflict=tuple(rule for rule, _ in found.conflict))
        self._asked += essence(plan) not in self._answers
        self._answers[essence(plan)] = replace(answer, engine=origin.engine, seconds=origin.seconds)

    def best(self, plans: Sequence[Plan], briefly: bool = True) -> list[Best]:
        """The best budget of each of some plans, in their order. ``briefly``: of an impossible plan only that it is. After a
        stop, those that are missing are answered "no_plan_found". Raises InputError."""
        cases = [case_for(plan) for plan in plans]
        keys = [essence(plan) for plan in plans]
        new = {key: case for key, case in zip(keys, cases, strict=True) if key not in self._answers}
        if new and not self.stop.is_set():
            names = list(new)
            self._asked += len(new)

            def hear(number: int, answer: Answer) -> None:
                self._answers[names[number]] = answer
                if self.hear is not None:
                    self.hear(len(self._answers), self._asked)

            self._solve(list(new.values()), briefly, hear)
        return [self._best(case, self._answers.get(key, NOT_ANSWERED)) for key, case in zip(keys, cases, strict=True)]

    def _solve(self, cases: Sequence[Case], briefly: bool, hear: Callable[[int, Answer], None]) -> None:
        solve.every(cases, self.settings, hear, self.stop, briefly)

    def _best(self, case: Case, answer: Answer) -> Best:
        return Best(case, answer, audited(case, answer.budget) if answer.budget is not None else ())
