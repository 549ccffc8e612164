"""The budget that was signed, against which a year is held: one that the app knows, or a file. No screen in here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from allocator.domain.budget import Budget
from allocator.domain.case import Case
from allocator.domain.plan import Plan
from allocator.domain.stated import BudgetFile
from allocator.errors import Fault, InputError
from allocator.load.budget import FILE as ABOUT
from allocator.load.uploaded_budget import uploaded_budget
from allocator.ui import engine
from allocator.ui.desk import Desk
from allocator.ui.sides import OPENED, at_hand, mark_of, offered, sides
from allocator.ui.words import w
from allocator.whatif.moved import Approved, approved_of

FILE = "file"
"""Stands for a budget in a file."""
ENDINGS = ["xlsx", "json"]
"""Files in which a budget may stand."""


@dataclass(frozen=True)
class Signed:
    """A budget that was signed, with the plan that it was made from as far as that is known."""

    name: str
    mark: str
    """Tells one budget from another."""
    plan: Plan
    budget: Budget
    stated: Mapping[str, Any]
    """Figures that come with it, in the shape of the result file."""
    other_plan: bool = False
    """Whether it was made from a plan that the app does not know; ``plan`` is then the one at hand."""

    def approved(self, case: Case) -> Approved:
        """The budget as it was approved, for a plan as it is now."""
        return approved_of(case, self.budget, self.stated)


@dataclass(frozen=True)
class Handed:
    """A budget's file that a person handed over: what it holds, or what is wrong with it."""

    name: str
    mark: str
    budget: Budget | None = None
    stated: Mapping[str, Any] = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()


def choices(desk: Desk) -> dict[str, str]:
    """Budgets that may be the signed one, by name: those of the scenarios, then a file."""
    here = at_hand(desk)
    return {key: w("compare.at_hand", name=name) if key == here else name for key, name in offered(desk).items()} | {
        FILE: w("during.signed.file")}


def usual(desk: Desk) -> str:
    """Which of them it most likely is: the plan as it was opened; of a plan that was begun empty, the one at hand."""
    here = at_hand(desk)
    if OPENED in offered(desk) and desk.origin != "empty":
        return OPENED
    untouched = (one.id for one in desk.scenarios() if not desk.store.head(one.id).patch)
    return here if desk.origin == "empty" else next(untouched, here)


def known(desk: Desk, key: str) -> Signed | None:
    """The budget of a scenario, or of the plan as it was opened; None as long as there is none."""
    names = offered(desk)
    side = sides(desk, [key], names)[0] if key in names else None
    if side is None or side.plan is None or side.report is None:
        return None
    charged = {source: {year: {"indirect": one.indirect} for year, one in years.items()}
               for source, years in side.report.sources.items()}
    mark = sha256(engine.kept(side.report).encode("utf-8")).hexdigest()
    return Signed(side.name, mark, side.plan, side.report.budget, {"sources": charged})


def handed(name: str, data: bytes) -> Handed:
    """Read a budget's file. Nothing is changed by it."""
    mark = sha256(data).hexdigest()
    try:
        budget, stated = uploaded_budget(name, data)
    except InputError as error:
        return Handed(name, mark, faults=error.faults)
    return Handed(name, mark, budget, stated)


def of_file(desk: Desk, found: Handed) -> Signed:
    """The budget of a file, with the plan that it was made from where the app has that. Raises ValueError for a file that holds
    no budget."""
    if found.budget is None:
        raise ValueError("the file holds no budget")
    about = found.stated.get(ABOUT, BudgetFile())
    plan = next((plan for plan in _plans(desk) if mark_of(plan) == about.plan_sha256), None)
    return Signed(found.name, found.mark, plan or desk.plan, found.budget, found.stated,
                  other_plan=plan is None and bool(about.plan_sha256))


def _plans(desk: Desk) -> Iterator[Plan]:
    """Every plan that the app knows of this one: as it stands, as it was opened, and its scenarios."""
    yield desk.plan
    yield desk.base
    for scenario in desk.scenarios():
        try:
            yield desk.plan_of(scenario)
        except InputError:
            continue  # a scenario that cannot be used any more was no plan of this budget
