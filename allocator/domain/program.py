"""A program of the plan file: what it costs, whom it needs, what it meets, at which sizes."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from allocator.domain.base import (
    Amount,
    Code,
    Commitment,
    Condition,
    Dollars,
    Grade,
    Id,
    Name,
    Note,
    Pillar,
    Practice,
    Range,
    Record,
    Share,
    Tag,
)


class CostLine(Record):
    """One cost of a program."""

    object: Code
    """Four-digit SACS object code, as text: "4300"."""
    amount: Dollars
    """Whole dollars in the plan's first year (or its base year), such as 48000."""
    when: Literal["each_year", "first_year"] = "each_year"
    """each_year, or first_year for a cost that comes once, in the first year the program runs."""
    position: Id | None = None
    """Ties this line to the others with the same name: one person, paid in the same shares by the same sources."""
    agreement: Id | None = None
    """A contract with an outside provider whose first dollars belong to object 5800 and the rest to object 5100."""
    function: Code | None = None
    """Four-digit SACS function code, as text."""
    goal: Code | None = None
    """Four-digit SACS goal code, as text."""
    tags: list[Tag] = []
    """Words that rules refer to, such as administration. They add to the program's tags."""
    name: Note = ""
    """What is bought, for the narrative."""


class Position(Record):
    """A person to be hired: pay and each benefit follow from the year's rates."""

    role: Id
    """The role in the staff section."""
    fte: Annotated[Amount, Field(json_schema_extra={"maximum": 50})]
    """Full-time equivalents, such as 0.5."""
    salary: Dollars
    """Yearly pay of a full-time position in the plan's first year (or its base year), in whole dollars."""
    classification: Literal["certificated", "classified"]
    """certificated (teachers, counselors; pays into CalSTRS) or classified (pays into CalPERS)."""
    object: Code
    """Object code of the pay, as text: 1000 to 1999 certificated, 2000 to 2999 classified."""
    months: Annotated[int, Field(ge=1, le=12)] = 12
    """Months paid in a full year. Scales the dollars, not the FTE that rules count."""
    first_year_months: Annotated[int, Field(ge=1, le=12)] | None = None
    """Months paid in the first year it runs, where the person starts part-way through the year."""
    health: Dollars | None = None
    """Health and welfare cost of a full-time position in the base year; left out, the rate file's figure
    is used, with its own growth. A stated figure grows with the plan's costs."""
    function: Code | None = None
    """Four-digit SACS function code, as text."""
    goal: Code | None = None
    """Four-digit SACS goal code, as text."""
    tags: list[Tag] = []
    """Words that rules refer to. They add to the program's tags."""
    name: Note = ""
    """Who it is, for the narrative."""


class Level(Record):
    """A smaller or larger size at which a program can run. What it states replaces the program's own; the rest is inherited."""

    name: Name | None = None
    """What this size is called."""
    meets: dict[Id, Share] | None = None
    """Share of each need that the program meets at this level."""
    costs: dict[Id, CostLine] | None = None
    """Cost lines at this level; replaces all of the program's lines."""
    positions: dict[Id, Position] | None = None
    """Positions at this level; replaces all of the program's positions."""
    staff: dict[Id, Amount] | None = None
    """FTE of each role at this level; replaces the program's."""
    serves: dict[Tag, Annotated[int, Field(ge=0, le=100_000)]] | None = None
    """Pupils served, by group; replaces the program's."""


class Program(Record):
    """A candidate way to meet needs."""

    name: Name
    """The program's name."""
    pillar: Pillar | None = None
    """The pillar that it serves most."""
    conditions: list[Condition] = []
    """Key conditions for learning that it serves."""
    commitments: list[Commitment] = []
    """Cornerstone commitments that it serves."""
    practices: list[Practice] = []
    """Proven practices that it carries."""
    meets: dict[Id, Share] = {}
    """Share of each need that the program meets at level full."""
    costs: dict[Id, CostLine] = {}
    """Cost lines at level full."""
    positions: dict[Id, Position] = {}
    """People to be hired at level full, with pay and benefits worked out from the year's rates."""
    cost_range: Range | None = None
    """What its costs may turn out to be, as the lowest and the highest multiple of them, such as [0.9, 1.25]: from 10% less to
    25% more. It changes no budget; it is for the question how sure the plan is. Left out: its costs are taken as certain."""
    staff: dict[Id, Amount] = {}
    """FTE of each role at level full, where the people stand as cost lines and not as positions."""
    paid_by: list[Id] | None = None
    """Sources that may pay; left out: any source whose rules allow it."""
    levels: dict[Id, Level] = {}
    """Other sizes at which it can run; left out: all or nothing."""
    tags: list[Tag] = []
    """Words that rules refer to, such as arts."""
    grades: dict[Grade, Share] = {}
    """Share of the program's cost that serves each grade, such as {"6": "1/3"}."""
    serves: dict[Tag, Annotated[int, Field(ge=0, le=100_000)]] = {}
    """Pupils served, by group; all is everyone."""
    place: Literal["site", "central"] = "site"
    """site, or central for what the district office spends."""
    running: Id | None = None
    """The level at which it already runs when the plan begins."""
    timing: Literal["once", "all_years", "free"] = "once"
    """once: starts once and runs without a gap until it stops; all_years: every year or never; free: starts and stops."""
    restart_cost: bool = False
    """Whether first-year costs come again when a program restarts after a gap."""
    site: Id | None = None
    """The school it belongs to; left out with one school."""
    note: Note = ""
    """Anything worth remembering."""

    def positions_at(self, level: str) -> dict[Id, Position]:
        """People to be hired at a level: the level's own, or the program's where the level says nothing of them."""
        own = self.levels[level].positions if level in self.levels else None
        return self.positions if own is None else own
