"""The budgets of several schools laid side by side: every cost with the school and the place at which it is spent.

Nothing is shared out by a guess. What a plan says of a school is the school's; what the district office spends for it stands
under a heading of its own; what a plan of several schools says of none of them stands on a sheet of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from allocator.domain.report import Report
from allocator.domain.sacs import INDIRECT_OBJECT
from allocator.export import labels
from allocator.export.district.names import sheet_names
from allocator.export.facts import Facts
from allocator.export.names import distinct
from allocator.messages import text
from allocator.whatif.schools import School

SCHOOL, OFFICE = "School", "District / shared"
"""Places: at the school; at the district office, with indirect charges."""
OWN_SHEETS = ("Read me", "District", "Detail", "Checks")


@dataclass(frozen=True)
class Entry:
    """What one source pays of one cost, in whole dollars by year."""

    site: str
    """Key of the sheet on which it stands."""
    place: str
    program: str
    cost: str
    object: str
    source: tuple[str, str]
    """(name, resource): what the district calls it, whichever plan it stands in."""
    dollars: dict[str, int]


@dataclass(frozen=True)
class Brought:
    """A budget, and the file of its plan."""

    report: Report
    file: str
    says: str
    """How good it is, in a sentence."""


@dataclass(frozen=True)
class Without:
    """A plan that has no budget, and why, in a sentence."""

    name: str
    file: str
    says: str


@dataclass(frozen=True)
class Part:
    """A school, or what a plan of several schools says of none of them: what one sheet shows."""

    key: str
    label: str
    sheet: str
    facts: Facts
    brought: Brought
    site: str | None
    """Id in the plan; None for what belongs to no one school."""

    @property
    def pupils(self) -> int | None:
        """Pupils enrolled, where the plan says so."""
        return None if self.site is None else self.facts.case.plan.sites[self.site].enrollment

    @property
    def programs(self) -> list[str]:
        """Programs of the school that run, in the order of the other sheets."""
        return [program for program in self.facts.programs if self.facts.budget.roster.get(program)
                and site_of(self.facts, self.facts.case.programs[program].site) == self.site]


@dataclass
class District:
    """Several budgets as one."""

    brought: Sequence[Brought]
    without: Sequence[Without] = ()
    _facts: list[Facts] = field(init=False)

    def __post_init__(self) -> None:
        self._facts = [Facts(one.report) for one in self.brought]

    @cached_property
    def years(self) -> list[str]:
        """Fiscal years of any of the plans."""
        return sorted({year for facts in self._facts for year in facts.years})

    @cached_property
    def parts(self) -> list[Part]:
        """Schools in the order of their plans; what belongs to no one school after those of its plan."""
        found: list[tuple[str, str, Facts, Brought, str | None]] = []
        for at, (facts, one) in enumerate(zip(self._facts, self.brought, strict=True)):
            sites = facts.case.plan.sites
            found += [(f"{at}/{site}", sites[site].name, facts, one, site) for site in sites]
            if any(entry.site == f"{at}/" for entry in self._of(at)):
                found.append((f"{at}/", f"{OFFICE}: {facts.case.plan.name}", facts, one, None))
        told = distinct({key: label for key, label, *_ in found})
        sheets = sheet_names([told[key] for key, *_ in found], OWN_SHEETS)
        return [Part(key, told[key], sheet, facts, one, site)
                for (key, _, facts, one, site), sheet in zip(found, sheets, strict=True)]

    @cached_property
    def entries(self) -> list[Entry]:
        """Everything that is spent, school by school."""
        order = {part.key: at for at, part in enumerate(self.parts)}
        every = [entry for at in range(len(self._facts)) for entry in self._of(at)]
        return sorted(every, key=lambda entry: (order[entry.site], entry.place != SCHOOL))

    def _of(self, at: int) -> list[Entry]:
        facts = self._facts[at]
        found = []
        for row in facts.detail:
            program = facts.case.programs[row.program]
            found.append(Entry(
                f"{at}/{site_of(facts, program.site) or ''}", OFFICE if program.place == "central" else SCHOOL,
                facts.names.program[row.program], facts.names.line.get((row.program, row.line), row.line), row.object,
                _named(facts, row.source), row.dollars))
        for source in facts.charged:
            charged = {year: facts.account(source, year).indirect for year in facts.years}
            if any(charged.values()):
                site = site_of(facts, facts.case.plan.sources[source].site) or ""
                found.append(Entry(f"{at}/{site}", OFFICE, labels.INDIRECT, labels.NONE, INDIRECT_OBJECT, _named(facts, source),
                                   charged))
        return found

    def spent(self, year: str, site: str | None = None, place: str | None = None, code: str | None = None,
              source: tuple[str, str] | None = None) -> int:
        """Whole dollars of a year, of all or of one school, place, object code or source."""
        return sum(entry.dollars.get(year, 0) for entry in self.entries
                   if site in (None, entry.site) and place in (None, entry.place) and code in (None, entry.object)
                   and source in (None, entry.source))

    def objects(self, site: str | None = None, place: str | None = None) -> list[str]:
        """Object codes under which something is spent, in order."""
        return sorted({entry.object for entry in self.entries if site in (None, entry.site) and place in (None, entry.place)})

    def sources(self, site: str | None = None) -> list[tuple[str, str]]:
        """Sources that pay something, the largest first."""
        found = {entry.source for entry in self.entries if site in (None, entry.site)}
        total = {source: sum(self.spent(year, site=site, source=source) for year in self.years) for source in found}
        return sorted(found, key=lambda source: (-total[source], source[0].casefold(), source))


def site_of(facts: Facts, stated: str | None) -> str | None:
    """The school to which a record belongs: the one that it names, or the only one; None where it belongs to no one school."""
    sites = facts.case.plan.sites
    return stated or (next(iter(sites)) if len(sites) == 1 else None)


def _named(facts: Facts, source: str) -> tuple[str, str]:
    record = facts.case.plan.sources[source]
    return facts.names.source[source], record.resource or labels.NONE


def gathered(schools: Sequence[School]) -> District:
    """What was found for several schools, as one. At least one has a budget."""
    return District([Brought(one.report, one.file, text(one.says)) for one in schools if one.report is not None],
                    [Without(one.name, one.file, text(one.says)) for one in schools if one.report is None])
