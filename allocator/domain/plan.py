"""The plan file: what a person wrote. One class for each noun; nothing is worked out here."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, WithJsonSchema

from allocator.domain.base import (
    Amount,
    Code,
    Dollars,
    FiscalYear,
    FundCode,
    Growth,
    Id,
    Name,
    Note,
    Pillar,
    ProjectYear,
    Record,
    SchoolCode,
    Score,
    Share,
    Tag,
)
from allocator.domain.program import Program

ByYear = Amount | dict[FiscalYear, Amount]
LAYOUT_SCHEMA: dict[str, Any] = {
    "type": "string", "maxLength": 200,
    "pattern": r"^(?=.*\{object\})(?=[A-Za-z0-9{])([A-Za-z0-9 ._/:-]|\{(fund|resource|py|goal|function|object|site)\})+$",
}


class Site(Record):
    """A school."""

    name: Name
    """The school's name as it stands on its forms."""
    enrollment: Annotated[int, Field(ge=1, le=20_000)] | None = None
    """Pupils enrolled. Some grants set their award by it."""
    grades: Annotated[str, Field(pattern=r"^(TK|K|[1-9]|1[0-2])(-(K|[1-9]|1[0-2]))?$")] | None = None
    """Grades served, such as "6-8" or "TK-5"."""
    unduplicated: Share | None = None
    """Share of pupils who are English learners, from low-income families or in foster care."""
    code: SchoolCode | None = None
    """The school's own code in account strings, as text: "012"."""
    note: Note = ""
    """Anything worth remembering."""


class Need(Record):
    """One priority that came out of the Assets and Needs Assessment."""

    name: Name
    """The need in the words people used."""
    score: Score
    """How much it matters, 0 to 100."""
    score_range: Annotated[list[Score], Field(min_length=2, max_length=2)] | None = None
    """The lowest and the highest score that it could just as well have, such as [70, 95]. It changes no budget; it is for the
    question how sure the plan is. Left out: the score is taken as certain."""
    pillar: Pillar | None = None
    """The pillar of the California Community Schools Framework that it belongs to."""
    returns: list[tuple[Share, Share]] | None = None
    """How the share of the need that is served turns into the share that counts as met, as points from [0, 0] to [1, 1]
    with ever smaller steps. Left out: one to one."""
    evidence: Note = ""
    """Where the need shows: questions, groups, response rates."""
    site: Id | None = None
    """The school it belongs to; left out with one school."""
    note: Note = ""
    """Anything worth remembering."""


class LastYear(Record):
    """What a source had under one object code in the year before the plan, to stand beside it."""

    budget: Dollars | None = None
    """Whole dollars that were budgeted in the year before the plan."""
    actuals: Dollars | None = None
    """Whole dollars that were spent in the year before the plan."""


class Source(Record):
    """Money with rules: a grant, an entitlement, a local fund."""

    name: Name
    """The source's name."""
    resource: Code | None = None
    """Four-digit SACS resource code, as text: "6332". 0000 is unrestricted."""
    fund: FundCode | None = None
    """Two-digit SACS fund code of this source's account strings, as text: "01". Left out: the fund of all accounts."""
    project_year: ProjectYear | None = None
    """One-digit project year of this source's account strings, as text: "0". Left out: that of all accounts."""
    grant: Id | None = None
    """Brings in the rules of the grant file with this id."""
    amounts: dict[FiscalYear, Dollars] | None = None
    """Whole dollars for each year of the plan. An award letter's figures always win over a grant's usual award; left out, the
    grant's usual award for the school's enrollment is taken and marked as unconfirmed."""
    carried_in: dict[FiscalYear, Dollars] = {}
    """Money left from before the plan, by the year in which it was awarded."""
    last_year: dict[Code, LastYear] = {}
    """Budget and actuals of the year before the plan, by object code. They change no budget; they stand beside it."""
    lasts: bool = False
    """Whether it goes on after the plan's last year, at its last amount."""
    site: Id | None = None
    """The school it belongs to; left out with one school."""
    note: Note = ""
    """Anything worth remembering."""


class Role(Record):
    """A kind of position, counted in FTE."""

    name: Name
    """What the position is called."""
    min: ByYear = Field(default=0, validate_default=True)
    """Least FTE in use, for every year or by year."""
    max: ByYear | None = None
    """Most FTE that can be in use: on hand plus what can be hired; for every year or by year. Left out: no limit."""
    site: Id | None = None
    """The school it belongs to; left out with one school."""
    note: Note = ""
    """Anything worth remembering."""


class InKind(Record):
    """Something given instead of money that counts toward a local match."""

    name: Name
    """What is given, and by whom."""
    amounts: dict[FiscalYear, Dollars]
    """Its worth in whole dollars, by year."""
    program: Id | None = None
    """The program for which it is given: it counts in the years in which that runs; left out: for the school as a whole."""
    site: Id | None = None
    """The school it belongs to; left out with one school."""


class Agreement(Record):
    """A contract with an outside provider that carries part of the school's work (object 5100)."""

    name: Name
    """The provider."""
    starts: FiscalYear | None = None
    """The year in which it began; decides its first tier. Left out: the plan's first year."""
    counted: Dollars = 0
    """Dollars of its first tier that were used up before the plan."""


class Accounts(Record):
    """How the district writes account strings, and the codes that hold unless a cost line or a source states its own."""

    layout: Annotated[str, Field(min_length=1, max_length=200), WithJsonSchema(LAYOUT_SCHEMA)]
    """The parts of an account string in the district's own order, with what stands between them, such as
    "{fund}-{resource}-{py}-{goal}-{function}-{object}-{site}"; py is the project year. Parts may be left out, but not object."""
    fund: FundCode | None = None
    """Two-digit SACS fund code, as text: "01". A source may have its own."""
    project_year: ProjectYear | None = None
    """One-digit SACS project year, as text: "0". A source may have its own."""
    goal: Code | None = None
    """Four-digit SACS goal code of cost lines for which nothing else says one, as text."""
    function: Code | None = None
    """Four-digit SACS function code of cost lines for which nothing else says one, as text."""
    goals: dict[Tag, Code] = {}
    """Goal codes by tag, for cost lines without a goal of their own. A line's tag comes before its program's."""
    functions: dict[Tag, Code] = {}
    """Function codes by tag, for cost lines without a function of their own. A line's tag comes before its program's."""
    central_site: SchoolCode | None = None
    """Site code of what the district office spends and of indirect charges, as text: "000"."""


class Plan(Record):
    """Everything a person wrote: needs, programs, sources, staff, rules."""

    format: Literal[1]
    """Version of this file format: 1."""
    name: Name
    """What the plan is called."""
    years: Annotated[list[FiscalYear], Field(min_length=1, max_length=10)]
    """Fiscal years in order, such as [2025-26, 2026-27]."""
    cost_growth: Growth = Field(default=0, validate_default=True)
    """Growth of costs a year, such as 0.03. Amounts of sources do not grow."""
    base_year: FiscalYear | None = None
    """The year whose dollars the costs are given in; left out: the plan's first year."""
    year_weights: dict[FiscalYear, Amount] = {}
    """How much each year counts; left out: all the same."""
    sites: Annotated[dict[Id, Site], Field(min_length=1)]
    """Schools."""
    needs: dict[Id, Need] = {}
    """Priorities from the Assets and Needs Assessment."""
    programs: dict[Id, Program] = {}
    """Candidate programs."""
    sources: dict[Id, Source] = {}
    """Money."""
    staff: dict[Id, Role] = {}
    """Roles and how many FTE of each can be had."""
    rules: dict[Id, dict[str, Any]] = {}
    """Anything else that limits the plan, by kind."""
    in_kind: dict[Id, InKind] = {}
    """Gifts of goods and services that count toward a local match."""
    agreements: dict[Id, Agreement] = {}
    """Contracts with outside providers."""
    rates: dict[Id, ByYear] = {}
    """Benefit rates that replace those of the rate file, by id: strs, pers, oasdi, medicare, unemployment,
    workers_compensation, health."""
    spend_order: list[Id] = []
    """Sources in the order in which they are to be spent; the others follow in the usual order."""
    accounts: Accounts | None = None
    """How account strings are written. Left out: the budget has none."""
    note: Note = ""
    """Anything worth remembering."""
