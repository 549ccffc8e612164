"""The scenarios that stand side by side: which there are, which were chosen, and what is known about each. No screen in here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from string import ascii_uppercase

from allocator.domain.plan import Plan
from allocator.domain.report import Impossible, Report
from allocator.errors import ImpossiblePlan, InputError, NoPlanFound
from allocator.load import fingerprint
from allocator.store import Scenario
from allocator.ui.desk import Desk
from allocator.ui.jobs import Job
from allocator.ui.once import once
from allocator.ui.parts.frame import FAR
from allocator.ui.show import distance
from allocator.ui.words import w

OPENED = "opened"
"""Stands for the plan as it was opened, which is no scenario."""
MOST = 4
"""Scenarios that fit side by side."""
mark_of = once(fingerprint)


@dataclass(frozen=True)
class Side:
    """One of the scenarios, and what is known about it."""

    key: str
    letter: str
    """A for the first, with which the others are compared."""
    name: str
    note: str
    plan: Plan | None
    """None where it cannot be used any more."""
    mark: str
    report: Report | None
    trouble: Exception | None
    job: Job | None
    """The search for its budget, while it runs or waits."""

    @property
    def impossible(self) -> Impossible | None:
        """Why it can have no budget, if that is so."""
        return self.trouble.answer if isinstance(self.trouble, ImpossiblePlan) and self.report is None else None

    @property
    def hopeless(self) -> bool:
        """Whether looking for a budget, now or again, would find none: no budget is possible, or the plan cannot be used."""
        return self.report is None and self.job is None and isinstance(self.trouble, ImpossiblePlan | InputError)

    @property
    def open(self) -> bool:
        """Whether a budget could be looked for, and nobody does."""
        return self.report is None and self.job is None and not self.hopeless

    @property
    def settled(self) -> bool:
        """Whether it has been looked for a budget, with whatever end."""
        return self.plan is not None and self.job is None and (self.report is not None or self.trouble is not None)

    @property
    def label(self) -> str:
        """``A: The award 10% lower``."""
        return w("compare.side", letter=self.letter, name=self.name)


def offered(desk: Desk) -> dict[str, str]:
    """What can be compared, by its name, oldest first; each name once. The plan as it was opened is among it unless a scenario
    is just that."""
    found = desk.scenarios()
    opened = {} if any(not desk.store.head(one.id).patch for one in found) else {OPENED: w("compare.opened")}
    return apart({**opened, **{one.id: one.name for one in found}})


def apart(names: Mapping[str, str]) -> dict[str, str]:
    """Names that can be told from each other: the second of the same name is called ``Name (2)``."""
    found: dict[str, str] = {}
    for key, name in names.items():
        found[key] = free(name, found.values())
    return found


def free(name: str, taken: Iterable[str]) -> str:
    """A name that nothing else has yet."""
    known = {one.casefold() for one in taken}
    made, at = name, 2
    while made.casefold() in known:
        made, at = f"{name} ({at})", at + 1
    return made


def chosen(kept: Sequence[str] | None, names: Mapping[str, str], at_hand: str) -> list[str]:
    """Which of them stand side by side: those that a person chose, as far as they are still there; until then the first ones,
    with the one at hand. Where the plan as it was opened has become a scenario, that stands for it."""
    if kept is None:
        first = list(names)[:MOST]
        return first if at_hand in first or at_hand not in names else [*first[:-1], at_hand]
    stands = next((key for key in names if key not in kept), "")
    here = [stands if key == OPENED and key not in names else key for key in kept]
    return [key for key in here if key in names][:MOST]


def at_hand(desk: Desk) -> str:
    """The one that is at hand on the other pages."""
    return desk.scenario.id if desk.scenario is not None else OPENED


def sides(desk: Desk, keys: Sequence[str], names: Mapping[str, str]) -> list[Side]:
    """Some of them with what is known, in the order in which they were chosen."""
    records = {one.id: one for one in desk.scenarios()}
    return [_side(desk, letter, key, names[key], records.get(key)) for letter, key in zip(ascii_uppercase, keys, strict=False)]


def _side(desk: Desk, letter: str, key: str, name: str, record: Scenario | None) -> Side:
    note = record.note if record is not None else ""
    try:
        plan = desk.plan_of(record) if record is not None else desk.base
    except InputError as error:
        return Side(key, letter, name, note, None, "", None, error, None)
    mark, answers = mark_of(plan), desk.answers
    return Side(key, letter, name, note, plan, mark, answers.report(plan, mark), answers.trouble(mark), answers.job(mark))


def standing(side: Side) -> str:
    """How good its budget is, or why there is none, in a few words."""
    if side.report is not None:
        return _good(side.report)
    if side.job is not None:
        return w("compare.running")
    if side.impossible is not None:
        return w("compare.impossible")
    if side.hopeless:
        return w("compare.unusable")
    if side.trouble is None:
        return w("compare.unknown")
    return w("compare.none" if isinstance(side.trouble, NoPlanFound) else "compare.stopped")


def _good(report: Report) -> str:
    if report.status == "proved":
        how = w("compare.good.proved")
    elif report.gap > FAR:
        how = w("compare.good.far")
    else:
        how = w(f"compare.good.{report.status}", gap=distance(report.gap))
    short = len({finding.rule for finding in report.findings if not finding.holds})
    if not short:
        return how
    return w("compare.good.short.one", how=how) if short == 1 else w("compare.good.short", how=how, count=short)
