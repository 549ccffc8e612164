"""Which year, source and school of a plan a cell of the actuals means. What could mean two is refused."""

from __future__ import annotations

from collections import defaultdict

from allocator.domain.plan import Plan
from allocator.load.actual_values import Unfit
from allocator.load.notes import twin_key
from allocator.load.words import either
from allocator.messages import say
from allocator.nearest import nearest


class Known:
    """Years, sources and schools of a plan, by every word that names them."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self._sources: dict[str, set[str]] = defaultdict(set)
        for source, record in plan.sources.items():
            for word in (source, record.name, record.resource or source):
                self._sources[twin_key(word)].add(source)
        self._sites = {twin_key(word) for site, record in plan.sites.items() for word in (site, record.name)}

    def year(self, year: str) -> str:
        """The year, which must be one of the plan's. Raises Unfit."""
        if year not in self.plan.years:
            known = say("fault.expected.from.to", first=self.plan.years[0], last=self.plan.years[-1])
            raise Unfit(say("fault.year.not.plan"), known, say("fault.fix.row.year", field="carried_in"))
        return year

    def source(self, text: str) -> str:
        """The id of the source with this id, name or resource code; 0 is the code 0000. Raises Unfit."""
        found = self._sources.get(twin_key(text), set())
        if not found and text.isdecimal() and len(text) < 4:  # a spreadsheet drops zeros at the front of a code
            found = self._sources.get(text.zfill(4), set())
        if len(found) == 1:
            return next(iter(found))
        if found:
            raise Unfit(say("fault.actuals.two.sources"), say("fault.expected.one.id", names=", ".join(sorted(found))))
        near = nearest(text, {source: record.name for source, record in self.plan.sources.items()})
        ids = ", ".join(sorted(self.plan.sources))
        raise Unfit(say("fault.actuals.source"),
                    either(near) if near else say("fault.expected.one.of.these", names=ids))

    def site(self, text: str) -> None:
        """Refuses a school that is not the plan's. Raises Unfit."""
        if twin_key(text) not in self._sites:
            raise Unfit(say("fault.actuals.school"), ", ".join(site.name for site in self.plan.sites.values()),
                        say("fault.fix.rows.schools"))
