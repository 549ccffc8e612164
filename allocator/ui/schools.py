"""Plans of other schools that are kept on this computer, with the budgets that are known for them. No screen in here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from allocator.domain.plan import Plan
from allocator.domain.report import Report
from allocator.errors import InputError
from allocator.load import fingerprint
from allocator.ui import engine
from allocator.ui.desk import Desk
from allocator.ui.once import once
from allocator.ui.planned import planned
from allocator.ui.sides import apart
from allocator.ui.words import w
from allocator.whatif.schools import School, schools, schools_twice
from allocator.whatif.several import Several

BOOKS, MOST = 20, 20
"""Plans that are listed, the newest; schools beside the one at hand."""
_mark = once(fingerprint)


@dataclass(frozen=True)
class Kept:
    """A scenario of another plan that was chosen."""

    label: str
    plan: Plan | None
    """None where it cannot be used any more."""
    report: Report | None


def offered(desk: Desk) -> dict[str, str]:
    """Scenarios of the other plans that are kept, by what people call them, the plan that was changed last first."""
    found: dict[str, str] = {}
    for book in desk.store.books(BOOKS):
        if book.id != desk.book:
            for one in desk.store.scenarios(book.id):
                found[one.id] = book.name if one.name == book.name else w("share.schools.one", plan=book.name, scenario=one.name)
    return apart(found)


def chosen(desk: Desk, keys: Sequence[str], names: dict[str, str]) -> list[Kept]:
    """What is known of those that were chosen and are still there."""
    return [_kept(desk, key, names[key]) for key in keys if key in names][:MOST]


def _kept(desk: Desk, key: str, label: str) -> Kept:
    record = desk.store.scenario(key)
    book = desk.store.book(record.book) if record is not None else None
    if record is None or book is None:
        return Kept(label, None, None)
    try:
        plan = planned(book.id, book.base, desk.store.head(key).patch)
    except InputError:
        return Kept(label, None, None)
    return Kept(label, plan, desk.answers.report(plan, _mark(plan)))


def twice(desk: Desk, found: Sequence[Kept]) -> list[str]:
    """Names of plans that are of a school which another plan has already."""
    known = [(desk.base.name, desk.plan), *((one.label, one.plan) for one in found if one.plan is not None)]
    return [second for _, second, _ in schools_twice(known)]


def gather(desk: Desk, report: Report, found: Sequence[Kept]) -> Callable[[], bytes]:
    """What makes the district workbook of the plan at hand and others that have a budget; nothing is worked out for it."""
    known = [(desk.base.name, desk.plan, report),
             *((one.label, one.plan, one.report) for one in found if one.plan is not None and one.report is not None)]

    def make() -> bytes:
        from allocator.export.district import district_bytes  # read when it is needed: it takes a while
        from allocator.export.district.gathered import gathered

        return district_bytes(gathered(_schools(known)))
    return make


def _schools(known: Sequence[tuple[str, Plan, Report]]) -> list[School]:
    several = Several(engine.QUESTION)
    several.stop.set()
    for _, plan, report in known:
        several.knows(plan, report)
    return schools([(label, plan) for label, plan, _ in known], several, {})
