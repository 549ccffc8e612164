"""Money that people add to a plan: a grant of the library of grants, or money of their own. No screen in here."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from allocator.domain.plan import Plan
from allocator.grants import grant, rules_for
from allocator.load.cell_codec import slug
from allocator.load.edited import merged
from allocator.load.notes import twin_key
from allocator.load.plain_plan import plan_data
from allocator.money import dollars
from allocator.store import Says
from allocator.ui import engine
from allocator.ui.amount_text import MOST
from allocator.ui.beginnings import NO_GRANT, grants, term_of
from allocator.ui.edits import add_record
from allocator.ui.grid import Refused, tidy
from allocator.ui.lines import CODE, Edit
from allocator.ui.planned import Data
from allocator.ui.speak import one
from allocator.ui.words import w


@dataclass(frozen=True)
class NewSource:
    """Money as a person fills it in."""

    grant: str = NO_GRANT
    """Id of the grant file that it comes with."""
    name: str = ""
    """What it is called; empty: as the grant is."""
    resource: str = ""
    """Four-digit resource code; empty: none, or the grant's."""
    amount: int | None = None
    """Dollars a year; left out: the grant's usual award."""
    lasts: bool = False
    """Whether it goes on after the plan."""


def add_source(plan: Plan, new: NewSource) -> tuple[Edit, Says]:
    """A source more, and how it is said. Raises Refused."""
    name = tidy(new.name) or grants().get(new.grant, "")
    if not name:
        raise Refused(w("grid.name.missing"))
    if any(twin_key(record.name) == twin_key(name) for record in plan.sources.values()):
        raise Refused(w("source.twice", name=name))
    if new.amount is not None and not 0 <= new.amount <= MOST:
        raise Refused(w("grid.amount.most", got=dollars(new.amount), most=dollars(MOST)))
    record = _record(plan, new, name)
    key = _free(plan, new.grant or slug(name) or "source")
    if new.amount is None and not any(_usual(plan, key, record).values()):
        raise Refused(w("source.amount.missing"))
    edit = partial(_put_in, key, record)
    return edit, one("changes.source.added", source=name)


def usual(plan: Plan, grant_id: str) -> dict[str, int]:
    """What a grant usually gives the plan's school, by year; nothing where that is not known."""
    if grant_id == NO_GRANT:
        return {}
    new = NewSource(grant_id)
    return _usual(plan, _free(plan, grant_id), _record(plan, new, grants()[grant_id]))


def _put_in(key: str, record: Data, data: Data) -> None:
    add_record("sources", key, record)(data)


def _record(plan: Plan, new: NewSource, name: str) -> Data:
    record: Data = {"name": name}
    if new.grant != NO_GRANT:
        record["grant"] = new.grant
    if new.resource.strip():
        if not CODE.fullmatch(new.resource.strip()):
            raise Refused(w("source.resource.wrong", got=new.resource.strip()))
        record["resource"] = new.resource.strip()
    if new.amount is not None:
        given = term_of(new.grant, plan.years)
        record["amounts"] = {year: new.amount if year in given else 0 for year in plan.years}
    if new.lasts:
        record["lasts"] = True
    return record


def _usual(plan: Plan, key: str, record: Data) -> dict[str, int]:
    """The amounts that the grant fills in where none are stated."""
    if "grant" not in record or grant(str(record["grant"])).award is None:
        return {}
    data = merged(plan_data(plan), {"sources": {key: record}})
    return dict(rules_for(engine.changed(data, {})).plan.sources[key].amounts or {})


def _free(plan: Plan, wanted: str) -> str:
    """An id that no source has."""
    taken = plan.sources
    return next(key for n in range(1, len(taken) + 2) if (key := wanted if n == 1 else f"{wanted}-{n}") not in taken)
