"""What a grant file holds. Values are dated and cited; rules are kinds with names of values in them; nothing is computed."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from allocator.constraints import STATED, parse_rule
from allocator.domain.base import Id, Name, Note, Record
from allocator.domain.rule import Citation
from allocator.grants.cited import Cited, Dated, Entry, Reference

BY_YEAR = ("share_cap", "share_floor", "local_match")
"""Kinds that hold year by year, so that their values may change from year to year. The others take values of one entry."""

FILLED_IN = ("source", "years", "site", "prefer", "id", "cite", "origin")
"""Fields of a rule that the plan fills in, never the grant."""


class Ref(Record):
    """The name of a value of this file, in place of a figure."""

    value: Id


class Band(Record):
    """Schools of some size, and what one gets in a full year."""

    up_to: Ref | None = None
    """Largest enrollment of the band; left out in the last."""
    annual: Ref | None = None
    """Dollars of a full year; left out where no amount is known."""


class Award(Record):
    """The usual award, for plans that state no amounts. An award letter's figures always win."""

    first_year: Ref | None = None
    """First fiscal year of the award; left out: the plan's first year."""
    year_factors: Ref | None = None
    """Part of the annual amount in each year of the award, with bands."""
    bands: list[Band] | None = None
    """By enrollment, smallest first."""
    amounts: Ref | None = None
    """Dollars in each year of the award, whatever the enrollment. Instead of bands."""

    @model_validator(mode="after")
    def _one_way(self) -> Award:
        if (self.bands is None) == (self.amounts is None) or (self.bands is None) != (self.year_factors is None):
            raise ValueError("give bands and year_factors, or amounts")
        if self.bands is not None and [band.up_to is None for band in self.bands] != [False] * (len(self.bands) - 1) + [True]:
            raise ValueError("every band but the last says up_to")
        return self

    def refs(self) -> list[Ref]:
        """Every value that it names."""
        named = [self.first_year, self.year_factors, self.amounts]
        named += [ref for band in self.bands or () for ref in (band.up_to, band.annual)]
        return [ref for ref in named if ref is not None]


class Term(Record):
    """The fiscal years for which a grant is awarded."""

    first: Ref
    last: Ref


class Duty(Cited):
    """Something that the grant asks or allows and that no rule can check: a report, an assessment, a use of funds."""

    says: Annotated[str, Field(min_length=1, max_length=1000)]
    """The fact, in a sentence."""
    tags: list[Id] = []
    """Words for uses that it names."""


class Grant(Record):
    """A grant, an entitlement or another kind of money, with everything known about it."""

    id: Id
    """The name of its file, and what a plan's ``grant:`` says."""
    name: Name
    """What it is called."""
    statute: list[Name] = []
    """The law that it stands on, such as EC 8902."""
    status: Literal["open", "closed", "proposed", "unknown"]
    """open: schools hold or receive this money; closed: no more is given; proposed: not enacted; unknown: no page was found."""
    note: Note = ""
    """How it is modelled here, and what is left to the plan."""
    references: dict[str, Reference] = {}
    """Pages that the values cite."""
    values: dict[Id, Dated] = {}
    """Dated values."""
    term: Term | None = None
    """Its fiscal years, where they are fixed."""
    award: Award | None = None
    """The usual award; left out where a plan must state the amounts."""
    rules: dict[Id, dict[str, Any]] = {}
    """What limits a budget: rule records without ``source``, with values by name. ``rests_on`` names further values on which
    the rule depends."""
    duties: list[Duty] = []
    """What no rule can check."""

    @model_validator(mode="after")
    def _whole(self) -> Grant:
        for cited in (*(entry for value in self.values.values() for entry in value.dated), *self.duties):
            cite = cited.cite(self.references)
            if cite.confirmed and not cite.href:
                raise ValueError(f"{cite.title} has no address, so nothing can be confirmed by it")
        for name in self.used():
            if name not in self.values:
                raise ValueError(f"no value is called {name}")
        for name in self._fixed():
            if len(self.values[name].dated) > 1:
                raise ValueError(f"{name} stands in the award or the term and cannot change from year to year")
        for key, spec in self.rules.items():
            self._check(key, spec)
        return self

    def _check(self, key: str, spec: dict[str, Any]) -> None:
        if spec.get("kind") not in STATED or any(name in spec for name in FILLED_IN):
            raise ValueError(f"rule {key}: needs a known kind, and none of {', '.join(FILLED_IN)}")
        names = refs_of(spec)
        if not names:
            raise ValueError(f"rule {key}: must rest on at least one dated value")
        if any(isinstance(given, int | float) and not isinstance(given, bool) for given in spec.values()):
            raise ValueError(f"rule {key}: figures belong into values")
        if spec["kind"] not in BY_YEAR and any(len(self.values[name].dated) > 1 for name in names):
            raise ValueError(f"rule {key}: a {spec['kind']} rule cannot change from year to year")
        parse_rule(key, {**resolved(spec, {name: self.values[name].dated[0] for name in names}), "source": "source"})

    def used(self) -> set[str]:
        """Names of values that decide something: those in rules, in the award and in the term."""
        named = {name for spec in self.rules.values() for name in refs_of(spec)}
        return named | self._fixed()

    def _fixed(self) -> set[str]:
        named = {ref.value for ref in self.award.refs()} if self.award else set()
        return named | ({self.term.first.value, self.term.last.value} if self.term else set())

    def only(self, ref: Ref) -> Entry:
        """The one entry of a value that never changes."""
        return self.values[ref.value].dated[0]

    def cite(self, entry: Cited) -> Citation:
        """Where one of its entries or duties comes from."""
        return entry.cite(self.references)


def ref_name(given: Any) -> str | None:
    """The name in ``{value: name}``; None for anything else."""
    return str(given["value"]) if isinstance(given, dict) and set(given) == {"value"} else None


def refs_of(spec: dict[str, Any]) -> list[str]:
    """Names of all values on which a rule depends."""
    return [*(name for given in spec.values() if (name := ref_name(given))), *spec.get("rests_on", ())]


def resolved(spec: dict[str, Any], entries: dict[str, Entry]) -> dict[str, Any]:
    """A rule record with values in place of their names."""
    return {
        field: given if (name := ref_name(given)) is None else entries[name].value
        for field, given in spec.items() if field != "rests_on"
    }
