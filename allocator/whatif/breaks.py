"""What breaks a plan first: how much less each source may give, and how much more each program may cost, while everything
that runs can still be paid."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from allocator.domain.case import Case
from allocator.domain.decided import Decided, Roster
from allocator.messages import Message, Money, Percent, say
from allocator.solve import rosters
from allocator.solve.rosters import Bend
from allocator.whatif.study import Study

MOST_RISE = 9_000
"""Tenths of a percent: costs are tried up to ten times what the plan states."""
ONE_PERCENT = Fraction(1, 100)
NAMED = 3
"""So many of the tightest are named in the opening sentences."""


@dataclass(frozen=True)
class Limit:
    """How far one thing may get worse while everything that runs can still be paid, its rules obeyed, to the dollar. Who pays
    what may change; what runs does not."""

    kind: Literal["source", "program"]
    id: str
    dollars: int
    """A source: dollars less in every year. A program: dollars more in all years together."""
    share: Fraction
    """The same as a share of the source's money, or of the program's cost."""
    all: bool
    """Whether the plan holds even without any of the source's money, or at the most that was tried of a cost."""
    says: Message


@dataclass(frozen=True)
class Breaks:
    """What a plan can bear, the tightest first. Each is tried alone, everything else as the plan states it."""

    limits: tuple[Limit, ...]
    missing: tuple[str, ...]
    """Ids of sources and programs that were not looked at because somebody stopped."""
    says: tuple[Message, ...]


def breaks(study: Study) -> Breaks:
    """What breaks the plan as it is first: to the dollar a year for sources, to 0.1% for costs. A stated limit was seen to
    hold, and the next dollar (or 0.1%) to break the plan. Without a budget there is nothing to break."""
    if not study.base.possible:
        return Breaks((), (), (say("breaks.no_plan"),))
    case, roster = study.case, study.base.roster
    bends = [Bend("source", source, max(money.values())) for source in case.sources if (money := money_of(case, source))]
    bends += [Bend("program", program, MOST_RISE) for program in sorted(roster) if cost_of(case, roster, program)]
    found: list[Limit] = []

    def hear(bent: rosters.Bent) -> None:
        bend = bends[bent.number]
        limit = _source(case, bend, bent.steps) if bend.kind == "source" else _program(case, roster, bend, bent.steps)
        found.append(limit)
        if study.hear is not None:
            study.hear(len(found), len(bends))

    rosters.bent(case, roster, bends, hear, study.stop)
    limits = tuple(sorted(found, key=lambda one: (one.all, one.share, one.kind, one.id)))
    seen = {(one.kind, one.id) for one in limits}
    missing = tuple(bend.id for bend in bends if (bend.kind, bend.id) not in seen)
    return Breaks(limits, missing, tuple(_opening(limits, missing)))


def money_of(case: Case, source: str) -> Mapping[str, int]:
    """Year -> dollars that the source is to give; years without money are left out."""
    return {year: dollars for year in case.years if (dollars := case.stated_amount(source, year))}


def _source(case: Case, bend: Bend, steps: int) -> Limit:
    money, name = money_of(case, bend.id), case.plan.sources[bend.id].name
    lost = sum(min(steps, dollars) for dollars in money.values())
    share = Fraction(lost, sum(money.values()))
    if steps == bend.most:
        says = say("breaks.source.all", source=name)
    elif not steps:
        says = say("breaks.source.nothing", source=name)
    else:
        shown = round(share, 3 if share > ONE_PERCENT else 4)
        says = say("breaks.source", source=name, amount=Money(steps), share=Percent(shown), next=Money(steps + 1))
    return Limit("source", bend.id, steps, share, steps == bend.most, says)


def _program(case: Case, roster: Roster, bend: Bend, steps: int) -> Limit:
    name, share = case.programs[bend.id].name, Fraction(steps, 1000)
    dollars = cost_of(bend.variation(steps, case.years).of(case), roster, bend.id) - cost_of(case, roster, bend.id)
    if steps == bend.most:
        says = say("breaks.program.all", program=name, share=Percent(share))
    elif not steps:
        says = say("breaks.program.nothing", program=name)
    else:
        says = say("breaks.program", program=name, share=Percent(share), amount=Money(dollars),
                   next=Percent(share + Fraction(1, 1000)))
    return Limit("program", bend.id, dollars, share, steps == bend.most, says)


def cost_of(case: Case, roster: Roster, program: str) -> int:
    """Dollars of all years of a program as it runs."""
    view = Decided(case, roster)
    return sum(view.program_cost(program, year) for year in roster[program])


def _opening(limits: tuple[Limit, ...], missing: tuple[str, ...]) -> list[Message]:
    found = [say("breaks.first")] if limits else []
    found += [one.says for one in limits[:NAMED]]
    if missing:
        found.append(say("breaks.missing", n=len(missing)))
    return found
