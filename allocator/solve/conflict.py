"""Rules that cannot hold together: few of them, and each needed for the conflict.

What is claimed is claimed of the case itself with some of its rules, never of single rows: a rule also acts by what it forbids
a source to pay, by until when money lasts, by what it charges. To leave out the rule on a source's money means: as much of it
as one likes. Definitions (a program is paid in full, one level at a time, one person in one share) stand beside every
conflict, and so do rules that only allow more, such as those on carrying money over.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from allocator.constraints.full_cost import FullCost
from allocator.constraints.same_shares import SameShares
from allocator.constraints.timing import Timing
from allocator.domain.case import Case
from allocator.domain.rule import Rule
from allocator.solve.leaving import Leaving, goes_deeper
from allocator.solve.possible import Asking, Unsure, some_budget

DEFINITIONS = (Timing, FullCost, SameShares)
DECISIONS = ("must", "must_not", "required_role", "choose", "requires", "continuity", "need_floor", "equity_floor",
             "pillar_floor", "start_limit", "staffing", "award", "paid_by")
"""Kinds that people decide most plainly, those first that are best named; the others come after them."""

FIRST = ((), ("paid_by", "staffing", "award"), ("staffing", "paid_by", "award", "choose", "required_role"))
"""Kinds that are kept for longest, in several orders: other conflicts are found when other rules are left out first."""
QUESTIONS = 50
"""Questions asked at most in looking for a smaller conflict: no limit of time, so that the answer is always the same."""

Ids = Sequence[str]
Together = Callable[[Iterable[str]], bool]
"""Whether these rules can hold together, beside those that stay."""


class _Enough(Exception):
    """Enough was asked."""


def conflict(case: Case, asking: Asking) -> tuple[str, ...]:
    """Ids of rules that cannot hold together, in the order in which they are best read. Leaving out any one of them resolves
    this conflict. Empty when there was no time to be certain of that."""
    rules = _Rules(case, asking)
    try:
        found = rules.quickly()
        if found is None or rules.together(found):
            found = needed_of(rules.named, rules.together)
        return rules.certain(found)
    except Unsure:
        return ()


def needed_of(ids: Ids, together: Together) -> list[str]:
    """Of rules that cannot hold together, some that cannot either, and all of which are needed for that; none when all of
    them can. Halves are left out as a whole where they can be: few questions for few rules. Those that stand last go first."""
    return [] if together(ids) else _needed(frozenset(), False, ids, together)


def fewest_of(orders: Sequence[Ids], together: Together) -> list[str]:
    """The same for the fewest rules that are found: looked for in several orders, and then without one of them."""
    asked = 0

    def counted(some: Iterable[str]) -> bool:
        nonlocal asked
        asked += 1
        if asked > QUESTIONS:
            raise _Enough
        return together(some)

    found = min((needed_of(ids, together) for ids in orders), key=len)
    try:
        for rule in tuple(found):
            if len(found) > 2 and rule in found:
                other = needed_of([one for one in orders[0] if one != rule], counted)
                found = other if other and len(other) < len(found) else found
    except _Enough:
        pass
    return sorted(found, key=orders[0].index)


def _needed(beside: frozenset[str], changed: bool, ids: Ids, together: Together) -> list[str]:
    if changed and not together(beside):
        return []
    if len(ids) <= 1:
        return list(ids)
    first, last = ids[: len(ids) // 2], ids[len(ids) // 2 :]
    of_last = _needed(beside | frozenset(first), True, last, together)
    of_first = _needed(beside | frozenset(of_last), bool(of_last), first, together)
    return of_first + of_last


class _Rules:
    """The rules of an impossible case, and which of them can hold together."""

    def __init__(self, case: Case, asking: Asking) -> None:
        self.case = case
        self.asking = asking
        may_go = [rule for rule in case.rules if not isinstance(rule, DEFINITIONS)]
        self.allowing = [rule.id for rule in may_go if type(rule).usable_until is not Rule.usable_until]
        """Rules that allow more than would hold without them: they stay, unless a conflict needs what they forbid."""
        self.named = [rule.id for rule in sorted(may_go, key=self._place) if rule.id not in self.allowing]
        """Rules that can be left out, those first that are best named."""
        self._may_go = {rule.id for rule in may_go}
        self._known: dict[frozenset[str], bool] = {}

    def _place(self, rule: Rule) -> tuple[bool, int, int, str]:
        """Wishes limit nothing and come last; of rules about a program, the dearest program comes first."""
        rank = DECISIONS.index(rule.kind) if rule.kind in DECISIONS else len(DECISIONS)
        program = str(getattr(rule, "program", ""))
        levels, first = self.case.options.get(program, ()), self.case.years[0]
        cost = max((self.case.cost(program, option.level, first) for option in levels), default=0)
        return rule.prefer is not None, rank, -cost, rule.id

    def without(self, left_out: Iterable[str]) -> Case:
        """The case without some rules."""
        left_out = frozenset(left_out)
        return replace(self.case, rules=tuple(rule for rule in self.case.rules if rule.id not in left_out))

    def together(self, ids: Iterable[str], allowing: Iterable[str] | None = None) -> bool:
        """Whether some budget obeys these rules, beside what stays. Raises Unsure."""
        kept = frozenset(ids) | frozenset(self.allowing if allowing is None else allowing)
        if kept not in self._known:
            case = self.without(self._may_go - kept)
            self._known[kept] = some_budget(case, self.asking) is not None
        return self._known[kept]

    # as quickly as can be ---------------------------------------------------------------------------------------------
    def quickly(self) -> list[str] | None:
        """Rules that cannot hold together, and perhaps one too many; None when that shows in whole dollars only. Rules that
        do more than compare are left out first, as far as they can be."""
        deeper = [rule.id for rule in self.case.rules if rule.id in self.named and goes_deeper(rule, self.case)]
        others = [rule for rule in self.named if rule not in deeper]
        problem, kept = self._leaving_out(deeper), list[str]()
        if problem.together(others):
            problem, kept = self._leaving_out([]), deeper
            if problem.together(others):
                return None
            for rule in deeper:
                fewer = [one for one in kept if one != rule]
                without = self._leaving_out(set(deeper) - set(fewer))
                if not without.together(others):
                    problem, kept = without, fewer
        kind = {rule.id: rule.kind for rule in self.case.rules}
        orders = [[rule for one in first for rule in others if kind[rule] == one]
                  + [rule for rule in others if kind[rule] not in first] for first in FIRST]
        return [*fewest_of(orders, problem.together), *kept]

    def _leaving_out(self, rules: Iterable[str]) -> Leaving:
        return Leaving(self.without(rules), self.asking)

    # for certain ------------------------------------------------------------------------------------------------------
    def certain(self, found: Ids) -> tuple[str, ...]:
        """The conflict once every part of the claim has been seen: its rules cannot hold together, and without any one of
        them the others can. A rule that also allows more is named where the conflict needs what it forbids."""
        if self.together(found):
            return ()
        while loose := next((rule for rule in found if not self.together(set(found) - {rule})), None):
            found = [rule for rule in found if rule != loose]
        forbidding = [rule for rule in self.allowing if self.together(found, set(self.allowing) - {rule})]
        return (*found, *forbidding)
