"""One person's work at hand: a scenario of a plan, every change kept as it is made, and the budget found for it. No screen in
here; a session of the app holds one desk."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path

from allocator.domain.plan import Plan
from allocator.domain.report import Report
from allocator.errors import SurroundingsError
from allocator.load import fingerprint, plan_data
from allocator.load.edited import merged, patch_between
from allocator.messages import say
from allocator.store import Moved, Revision, Says, Scenario, Store
from allocator.ui import engine
from allocator.ui.answers import Answers, Stopped
from allocator.ui.jobs import Job, Purpose
from allocator.ui.once import once
from allocator.ui.planned import Data, Patch, planned
from allocator.whatif.instant import Instant

_mark = once(fingerprint)
Edit = Callable[[Data], None]
"""What a change does to the plan's data at hand, in place, whatever else has changed meanwhile."""


@dataclass
class Desk:
    """A scenario at hand. Until something is changed nothing is kept: a visitor who only looks leaves no trace."""

    answers: Answers
    base: Plan
    origin: str
    """Where the plan comes from: ``sample``, ``file``, ``empty``, ``upload``."""
    book: str = ""
    """Id in the store; empty as long as nothing is kept."""
    scenario: Scenario | None = None
    head: Revision | None = None
    report: Report | None = None
    """The best budget known for the plan at hand."""
    earlier: Report | None = None
    """The budget before the last change, or else what was shown last; to be shown while there is none for the plan at hand."""
    first: Instant | None = None
    """A first answer for the plan at hand, until there is a report."""
    trouble: Exception | None = None
    version: int = 0
    """Goes up whenever the plan at hand changes, so that inputs know when to show new figures."""
    plan: Plan = field(init=False)
    mark: str = field(init=False)
    path: Path | None = None
    _data: Data = field(init=False)
    _base_mark: str = field(init=False)

    def __post_init__(self) -> None:
        self.plan, self._data = self.base, plan_data(self.base)
        self._base_mark = self.mark = fingerprint(self.base)

    # -- what is at hand ---------------------------------------------------------------------------------------
    @property
    def store(self) -> Store:
        """Where changes are kept."""
        return self.answers.store

    @property
    def patch(self) -> Patch:
        """What differs from the plan as it was opened."""
        return self.head.patch if self.head is not None else {}

    @property
    def shown(self) -> Report | None:
        """The report for the plan at hand, or the one before it while it is being worked out."""
        return self.report or self.earlier

    @property
    def current(self) -> bool:
        """Whether the report that is shown belongs to the plan at hand."""
        return self.report is not None

    @property
    def job(self) -> Job | None:
        """The search for the plan at hand, if one runs or waits."""
        return self.answers.job(self.mark)

    @property
    def as_opened(self) -> Report | None:
        """The report of the plan as it was opened, if one is known."""
        return self.answers.report(self.base, self._base_mark)

    @property
    def before_last(self) -> Report | None:
        """The budget before the last change, where one is known."""
        if self.head is None or self.head.parent is None:
            return None
        parent = self.store.revision(self.head.parent)
        if parent is None or parent.patch == self.patch:
            return None
        if not parent.patch:
            return self.as_opened
        plan = planned(self.book, self._data, parent.patch)
        return self.answers.report(plan, _mark(plan))

    @property
    def yours(self) -> set[str]:
        """Ids of the rules that the changes brought, and of those by which a source pays no more than there is."""
        return {*self.patch.get("rules", {}), *(f"award:{source}" for source in self.patch.get("sources", {}))}

    def said_last(self) -> Says:
        """The last change, as it was said."""
        return self.head.says if self.head is not None else ()

    # -- changing it -------------------------------------------------------------------------------------------
    def change(self, edit: Edit, says: Says) -> bool:
        """Keep a change and take the changed plan to work; False when nothing differs. Raises InputError when the changed plan
        cannot be used, SurroundingsError when others change it without pause: then nothing is kept."""
        self.keep()
        assert self.scenario is not None and self.head is not None
        for _ in range(5):
            patch = self.patched(edit)
            if patch == self.head.patch:
                return False
            try:
                self._at(self.store.save(self.scenario.id, self.head.number, patch, says))
                return True
            except Moved as moved:
                self._at(moved.head)
        raise SurroundingsError(say("store.restless"))

    def patched(self, edit: Edit, fresh: bool = False) -> Patch:
        """What would differ from the plan as it was opened if the plan at hand were changed; ``fresh``: if nothing but this were.
        Raises InputError when that makes no plan that can be used."""
        self.keep()
        data = deepcopy(self._data if fresh else merged(self._data, self.patch))
        edit(data)
        patch = patch_between(self._data, data)
        planned(self.book, self._data, patch)
        return patch

    def undo(self) -> None:
        """Take back the last change."""
        if self.scenario is not None and (head := self.store.undo(self.scenario.id)) is not None:
            self._at(head)

    def redo(self) -> None:
        """Make the change again that was taken back last."""
        if self.scenario is not None and (head := self.store.redo(self.scenario.id)) is not None:
            self._at(head)

    def undoable(self) -> Revision | None:
        """The change that undo would take back."""
        return self.store.undoable(self.scenario.id) if self.scenario is not None else None

    def redoable(self) -> Revision | None:
        """The change that redo would make again."""
        return self.store.redoable(self.scenario.id) if self.scenario is not None else None

    def restart(self, says: Says) -> None:
        """Back to the plan as it was opened, as one more change that can be taken back."""
        def opened(data: Data) -> None:
            data.clear()
            data.update(deepcopy(self._data))

        self.change(opened, says)

    def snapshot(self, name: str) -> None:
        """Keep the plan at hand under a name."""
        self.keep()
        assert self.scenario is not None
        self.store.snapshot(self.scenario.id, name)

    def restore(self, snapshot: int, says: Says) -> None:
        """Back to a snapshot, as one more change that can be taken back."""
        assert self.scenario is not None
        self._at(self.store.restore(self.scenario.id, snapshot, says))

    # -- scenarios ---------------------------------------------------------------------------------------------
    def scenarios(self) -> list[Scenario]:
        """All scenarios of the plan, oldest first; none as long as nothing is kept."""
        return self.store.scenarios(self.book) if self.book else []

    def branch(self, name: str, patch: Patch | None = None, says: Says = ()) -> Scenario:
        """A new scenario that goes on from the plan at hand, or begins with a patch of its own; it is then at hand."""
        self.keep()
        made = self.store.add_scenario(self.book, name, self.patch if patch is None else patch, says,
                                       origin=self.head.number if self.head is not None else None)
        self.turn_to(made.id)
        return made

    def turn_to(self, scenario: str) -> bool:
        """Take up another scenario of the plan; False when there is none of that id."""
        found = self.store.scenario(scenario)
        if found is None or found.book != self.book:
            return False
        self.scenario = found
        self._at(self.store.head(found.id))
        return True

    def plan_of(self, scenario: Scenario) -> Plan:
        """The plan of any scenario as it stands."""
        return self.plan_with(self.store.head(scenario.id).patch)

    def plan_with(self, patch: Patch) -> Plan:
        """The plan as it was opened with some changes. Raises InputError when that is no plan that can be used."""
        return planned(self.book, self._data, patch) if patch else self.base

    def refresh(self) -> None:
        """See what happened meanwhile: a job that ended, a change from another window."""
        if self.scenario is not None:
            head = self.store.head(self.scenario.id)
            if self.head is None or head.number != self.head.number:
                self._at(head)
        self.collect()

    # -- working it out ----------------------------------------------------------------------------------------
    def work_out(self, purpose: Purpose = "change") -> None:
        """Have the plan at hand worked out, unless that is known or under way."""
        self.trouble = None
        self.answers.start(self.plan, self.mark, purpose)

    def collect(self) -> None:
        found = self.answers.report(self.plan, self.mark)
        if found is not None:
            self.report, self.first, self.trouble = found, None, None
        else:
            self.trouble = self.answers.trouble(self.mark)

    def _at(self, head: Revision) -> None:
        """Take up a revision: its plan, what is known about it, and a first answer when nothing is."""
        if (left := self.job) is not None and left.purpose == "change":
            left.stop()  # nobody waits in line behind a plan that has changed since
        shown, self.report, self.first = self.shown, None, None
        self.head = head
        self.version += 1
        self.plan = self.plan_with(head.patch)
        self.mark = fingerprint(self.plan)
        self.collect()
        self.earlier = shown if self.report is not None else self.before_last or shown
        if self.report is None and (self.trouble is None or isinstance(self.trouble, Stopped)):
            self.work_out("change")
            known = [report for report in (self.earlier, self.as_opened) if report is not None]
            self.first = engine.instant(self.plan, known) if known else None

    def keep(self) -> None:
        """Begin to keep the plan, which its first change does by itself."""
        if self.book:
            return
        book, self.scenario = self.store.add_book(self.base.name, self._data, self.origin, self.base.name)
        self.book, self.head = book.id, self.store.head(self.scenario.id)
