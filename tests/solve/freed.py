"""The witness of small plans, asked about part of a plan's rules: a limit on a source's money, too, can be left out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from copy import deepcopy
from itertools import chain, combinations
from typing import Any
from unittest.mock import patch

from tests.oracle import oracle
from tests.oracle import split as paying
from tests.oracle.books import Books
from tests.oracle.reading import Reading
from tests.oracle.roster import Roster

Plan = dict[str, Any]


def possible(plan: Plan, left_out: Iterable[str] = ()) -> bool:
    """Whether the witness finds a budget when some rules are left out."""
    with _free_sources():
        return oracle.best(without(plan, left_out)).possible


def without(plan: Plan, left_out: Iterable[str]) -> Plan:
    """The plan's records without some rules; a source without a limit is noted under ``free``."""
    plan = deepcopy(plan)
    for rule in left_out:
        kind, _, about = rule.partition(":")
        if not about:
            del plan["rules"][rule]
        elif kind == "award":
            plan["free"] = [*plan.get("free", ()), about]
        elif kind == "staffing":
            plan["staff"][about] = {key: value for key, value in plan["staff"][about].items() if key not in ("min", "max")}
        elif kind == "paid-by":
            del plan["programs"][about]["paid_by"]
        else:
            raise KeyError(rule)
    return plan


def can_be_left_out(plan: Plan) -> set[str]:
    """Every rule that a conflict could name."""
    return {*plan["rules"], *(f"award:{source}" for source in plan["sources"]), *(f"staffing:{role}" for role in plan["staff"]),
            *(f"paid-by:{name}" for name, record in plan["programs"].items() if record.get("paid_by") is not None)}


def _free(plan: Reading) -> tuple[str, ...]:
    return tuple(plan.plan.get("free", ()))


class FreeQuestion(paying.Question):
    """A free source spends what it likes in every year in which its money may be used at all."""

    def _awards(self, source: str) -> None:
        if source not in _free(self.plan):
            super()._awards(source)
            return
        for t, year in enumerate(self.plan.years):
            if not any(award <= year <= self.plan.last_use(source, award) for award in self.plan.awards(source)):
                self.rows.between(self.spent(source, t), 0, 0)


class FreeBooks(Books):
    """A free source is never overspent."""

    def _account(self, source: str) -> list[dict[str, int]]:
        years = super()._account(source)
        return [{**figures, "overspent": 0} for figures in years] if source in _free(self.plan) else years


def hopeless(roster: Roster) -> bool:
    """As the witness says it; a free source has money for anything."""
    plan: Any = roster.plan
    payers: dict[frozenset[str], list[tuple[int, int]]] = {}
    for (piece, t), dollars in roster.bills.items():
        able = frozenset(source for source in plan.sources if plan.may_pay(source, piece))
        payers.setdefault(able, []).append((t, dollars))
    limited = sorted(set(plan.sources) - set(_free(plan)))
    for some in chain.from_iterable(combinations(limited, size) for size in range(len(limited) + 1)):
        due = [bill for able, bills in payers.items() if able <= set(some) for bill in bills]
        for last in plan.span:
            awards: Mapping[str, Mapping[str, int]] = {source: plan.awards(source) for source in some}
            money = sum(dollars for own in awards.values() for award, dollars in own.items() if award <= plan.years[last])
            if sum(dollars for t, dollars in due if t <= last) > money:
                return True
    return False


@contextmanager
def _free_sources() -> Iterator[None]:
    with (patch.object(paying, "Question", FreeQuestion), patch.object(paying, "Books", FreeBooks),
          patch.object(paying, "hopeless", hopeless), patch.object(oracle, "hopeless", hopeless)):
        yield
