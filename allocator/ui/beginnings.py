"""How a plan of one's own begins: with nothing but a school and its first money, or with practices of the library. No screen in
here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Literal, get_args

from allocator import library
from allocator.domain.base import Pillar
from allocator.domain.plan import Plan
from allocator.errors import InputError
from allocator.fiscal import after, fiscal_year
from allocator.grants import grant, grant_ids, rules_for
from allocator.grants.rate_files import benefit_file
from allocator.library import Entry, Span
from allocator.load.cell_codec import slug
from allocator.load.plain_plan import number
from allocator.messages import joined
from allocator.money import dollars, exact
from allocator.ui import engine
from allocator.ui.figures import Table, pillar_name
from allocator.ui.planned import Data
from allocator.ui.show import money, safe, stretch
from allocator.ui.words import language, w

NO_GRANT = ""
"""Stands for money without a grant file."""
OWN = "local"
"""The id of money without a grant file."""
NEW_YEAR = 7
"""The month in which a fiscal year begins."""


@dataclass(frozen=True)
class New:
    """What a person says of a school whose plan begins."""

    school: str
    first: str
    """The first fiscal year."""
    count: int
    """How many years."""
    enrollment: int | None = None
    grant: str = NO_GRANT
    """Id of the grant file that the first money comes with."""
    amount: int | None = None
    """Dollars a year; left out: the grant's usual award."""

    @property
    def years(self) -> list[str]:
        """Its fiscal years in order."""
        return [after(self.first, at) for at in range(self.count)]


def first_years(today: date) -> list[str]:
    """Years with which a plan may begin, from two years back; the third is the one that runs on this day."""
    now = today.year if today.month >= NEW_YEAR else today.year - 1
    return [fiscal_year(now + at) for at in range(-2, 4)]


@cache
def grants() -> Mapping[str, str]:
    """Grants and entitlements by name."""
    return dict(sorted(((key, grant(key).name) for key in grant_ids()), key=lambda pair: pair[1].casefold()))


def has_usual_award(new: New) -> bool:
    """Whether the chosen grant gives a usual award by the size of the school."""
    return new.grant != NO_GRANT and grant(new.grant).award is not None


def usual_award(new: New) -> dict[str, int]:
    """What the chosen grant usually gives such a school, by year; nothing where that is not known."""
    if not has_usual_award(new):
        return {}
    try:
        plan = Plan.model_validate(data_of(New("-", new.first, new.count, new.enrollment, new.grant)))
        return dict(rules_for(plan).plan.sources[new.grant].amounts or {})
    except InputError:
        return {}


def term_note(new: New) -> str:
    """The years in which the grant gives money, where those are not all; else nothing."""
    years = term_of(new.grant, new.years)
    return w("start.term", years=stretch(years)) if len(years) < len(new.years) else ""


def lacks(new: New) -> Literal["", "name", "amount"]:
    """What a person has still to say before the plan can begin."""
    if not new.school.strip():
        return "name"
    return "amount" if new.grant != NO_GRANT and new.amount is None and not any(usual_award(new).values()) else ""


def data_of(new: New) -> Data:
    """The plan's data: the school, its years, and its first money, if any is named."""
    name = " ".join(new.school.split())
    site: Data = {"name": name} if new.enrollment is None else {"name": name, "enrollment": new.enrollment}
    data: Data = {"format": 1, "name": name, "years": new.years, "sites": {slug(name) or "school": site}}
    if going_on := rates_going_on(new.years):
        data |= {"rates": going_on, "note": rates_note(new.years)}
    if new.grant != NO_GRANT:
        source: Data = {"name": grants()[new.grant], "grant": new.grant}
        if new.amount is not None:
            given = term_of(new.grant, new.years)
            source["amounts"] = {year: new.amount if year in given else 0 for year in new.years}
        data["sources"] = {new.grant: source}
    elif new.amount is not None:
        amounts = dict.fromkeys(new.years, new.amount)
        data["sources"] = {OWN: {"name": w("start.own"), "resource": "0000", "amounts": amounts}}
    return data


def begun(new: New, practices: Sequence[str] = ()) -> Plan:
    """The plan with which a school begins, with practices of the library as programs. Raises InputError with every fault."""
    data = data_of(new)
    plan = engine.changed(data, {})
    if not practices:
        return plan
    return engine.changed(data, library.as_patch([library.entry(one) for one in practices], plan, language()))


def rates_going_on(years: Sequence[str]) -> dict[str, dict[str, int | Decimal | str]]:
    """Benefit rates for years that are not published yet: those of the last known year go on, so that people can be hired."""
    found: dict[str, dict[str, int | Decimal | str]] = {}
    for benefit, record in benefit_file().benefits.items():
        last = record.dated[-1]
        open_years = [year for year in years if last.end is not None and year > last.end]
        if record.per == "pay" and open_years:
            found[benefit] = dict.fromkeys(open_years, number(exact(last.value)))
    return found


def rates_note(years: Sequence[str]) -> str:
    """The same in a sentence; nothing where every rate is known."""
    going_on = rates_going_on(years)
    names = joined([benefit_file().benefits[benefit].name.partition(",")[0] for benefit in going_on], language())
    open_years = dict.fromkeys(year for by_year in going_on.values() for year in by_year)
    return w("start.rates", names=names, years=stretch(list(open_years))) if going_on else ""


def shelf() -> dict[Pillar, list[Entry]]:
    """The practices of the library by pillar."""
    return {pillar: [entry for entry in library.entries() if entry.pillar == pillar] for pillar in get_args(Pillar)}


def label(entry: str) -> str:
    """``School social worker: $134,470``: a practice with what a full year typically costs, where no markup counts."""
    found = library.entry(entry)
    return w("start.practice", name=found.name.spoken(language()), cost=dollars(found.dollars(True).typical))


def picked_table(practices: Sequence[str]) -> Table:
    """One row for each practice that was picked, and their sum."""
    found = [library.entry(one) for one in practices]
    costs = [entry.dollars(True) for entry in found]
    total = Span(low=sum(c.low for c in costs), typical=sum(c.typical for c in costs), high=sum(c.high for c in costs))
    return {
        w("program"): [*(safe(entry.name.spoken(language())) for entry in found), w("start.sum")],
        w("pillar"): [*(pillar_name(entry.pillar) for entry in found), ""],
        w("start.typical"): [money(cost.typical) for cost in (*costs, total)],
        w("start.range"): [w("start.from_to", low=money(cost.low), high=money(cost.high)) for cost in (*costs, total)],
    }


def term_of(grant_id: str, years: Sequence[str]) -> list[str]:
    """The years in which a grant is awarded; all of them where it has no term, or none within the plan."""
    term = None if grant_id == NO_GRANT else grant(grant_id).term
    if term is None:
        return list(years)
    first, last = str(grant(grant_id).only(term.first).value), str(grant(grant_id).only(term.last).value)
    return [year for year in years if first <= year <= last] or list(years)
