"""The usual award of a grant, for plans that state no amounts. An award letter's figures always win over it."""

from __future__ import annotations

from allocator.domain.plan import Plan, Source
from allocator.domain.rule import Citation
from allocator.errors import Fault
from allocator.fiscal import between
from allocator.grants.cited import Entry, together
from allocator.grants.schema import Award, Grant, Ref
from allocator.messages import say
from allocator.money import exact, whole_down


class NoUsualAward(Exception):
    """The grant file cannot say what the source gets; ``fault`` says why."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(str(fault))
        self.fault = fault


def usual_award(grant: Grant, source_id: str, source: Source, plan: Plan) -> tuple[dict[str, int], Citation]:
    """Whole dollars for each year of the plan, 0 outside the award's years, and where they come from. Raises NoUsualAward."""
    path = f"sources.{source_id}.amounts"
    award = grant.award
    if award is None:
        raise NoUsualAward(Fault("", path, say("fault.award.none", grant=grant.name), say("fault.got.none"),
                                 say("fault.expected.dollars.each.year"), say("fault.fix.award")))
    used: list[Entry] = []

    def read(ref: Ref) -> Entry:
        used.append(grant.only(ref))
        return used[-1]

    first = str(read(award.first_year).value) if award.first_year else plan.years[0]
    if award.amounts is not None:
        each = [exact(amount) for amount in _items(read(award.amounts))]
    else:
        assert award.year_factors is not None  # a band table has factors: the schema says so
        cuts, amount = _band(grant, award, source_id, source, plan)
        used += [grant.only(cut) for cut in cuts]
        annual = exact(read(amount).value)
        each = [annual * exact(factor) for factor in _items(read(award.year_factors))]
    at = {year: between(first, year) for year in plan.years}
    amounts = {year: whole_down(each[place]) if 0 <= place < len(each) else 0 for year, place in at.items()}
    return amounts, together(grant.cite(entry) for entry in used)


def _items(entry: Entry) -> list[object]:
    return list(entry.value) if isinstance(entry.value, list) else [entry.value]


def _band(grant: Grant, award: Award, source_id: str, source: Source, plan: Plan) -> tuple[list[Ref], Ref]:
    """The cut points on both sides of the school's band, and the value that holds its annual amount."""
    path = f"sources.{source_id}"
    fix = say("fault.fix.award.or")
    if source.site is None and len(plan.sites) > 1:
        raise NoUsualAward(Fault("", f"{path}.site", say("fault.award.by.school"), say("fault.got.no.site"),
                                 say("fault.expected.one.school"), fix))
    site_id = source.site or next(iter(plan.sites))
    site = plan.sites.get(site_id)
    if site is None or site.enrollment is None:
        raise NoUsualAward(Fault("", f"sites.{site_id}.enrollment", say("fault.award.enrollment", grant=grant.name),
                                 say("fault.got.none"), say("fault.expected.enrollment"), fix))
    below: list[Ref] = []
    for band in award.bands or ():
        if band.up_to is None or site.enrollment <= int(str(grant.only(band.up_to).value)):
            if band.annual is None:
                raise NoUsualAward(Fault("", f"{path}.amounts", say("fault.award.small", grant=grant.name),
                                         say("fault.got.pupils", count=site.enrollment), say("fault.expected.dollars.each.year"),
                                         say("fault.fix.award")))
            return [*below, *([band.up_to] if band.up_to else [])], band.annual
        below = [band.up_to]
    raise AssertionError("the last band has no upper end")
