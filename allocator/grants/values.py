"""Values of grants for people to read: the assumptions of a budget, with their sources."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from allocator.domain.case import Case
from allocator.domain.rates import Benefit
from allocator.domain.rule import Citation
from allocator.grants.cited import Scalar, shown
from allocator.grants.schema import Grant
from allocator.messages import Message, Names, say


@dataclass(frozen=True)
class GrantValue:
    """One dated value of a grant that a source of the plan names, or of a rate file."""

    grant: str
    """Id of the grant; ``benefits`` or ``subagreement`` for rates."""
    source: str
    """Id of the plan's source; empty for rates."""
    name: str
    what: str
    """The value in a few words."""
    value: Scalar | list[Scalar]
    unit: str
    first: str
    """First fiscal year in which it holds; empty: as far back as anyone asks."""
    last: str
    """Last fiscal year in which it holds; empty: until further notice."""
    cite: Citation
    decides: bool
    """Whether a rule or an award rests on it."""
    note: str = ""

    @property
    def text(self) -> str:
        """The value as people read it: ``$150,000``, ``15%``."""
        return shown(self.unit, self.value)


def values_of(grant: Grant, source: str, years: list[str]) -> list[GrantValue]:
    """The values of a grant that hold in any of the years."""
    used = grant.used()
    return [
        GrantValue(grant.id, source, name, dated.what, entry.value, dated.unit, entry.start or "", entry.end or "",
                   grant.cite(entry), name in used, entry.note)
        for name, dated in grant.values.items() for entry in dated.dated if any(entry.covers(year) for year in years)
    ]


@dataclass(frozen=True)
class Unconfirmed:
    """Something that a budget rests on and that nobody has confirmed at its source yet."""

    kind: Literal["benefit", "limit", "rule"]
    """A benefit rate that prices a position, a limit that splits an agreement's costs, or a rule that a grant brings."""
    id: str
    """Id of the benefit or the rule; ``first_tier`` for the limit."""
    name: str | Message
    """The benefit's name, or the rule's sentence."""
    cite: Citation


def benefits_in_use(case: Case) -> tuple[Benefit, ...]:
    """Benefits whose rate prices a position of the plan, at any level; health that a position states itself needs no rate."""
    positions = [position for program in case.plan.programs.values()
                 for group in (program.positions, *(level.positions or {} for level in program.levels.values()))
                 for position in group.values()]
    return tuple(benefit for benefit in case.benefits
                 if any(benefit.object_for(position.classification) and (benefit.per == "pay" or position.health is None)
                        for position in positions))


def unconfirmed_in_use(case: Case) -> tuple[Unconfirmed, ...]:
    """Each thing once that a plan rests on and that nobody has confirmed: rates, limits, rules of grants. What the plan's file
    states itself is the plan's own and needs no confirmation."""
    found: dict[tuple[str, str], Unconfirmed] = {}
    for benefit in benefits_in_use(case):
        doubtful = [benefit.cite(year) for year in case.years if not benefit.cite(year).confirmed]
        if doubtful:
            found["benefit", benefit.id] = Unconfirmed("benefit", benefit.id, benefit.name, doubtful[0])
    if any(charge.agreement for charge in case.all_charges):
        for year, cite in case.tier.cites:
            if not cite.confirmed and year in case.years:
                found.setdefault(("limit", ""), Unconfirmed("limit", "first_tier", say("unconfirmed.limit.name"), cite))
    for rule in case.rules:
        if rule.origin == "grant" and not rule.cite.confirmed:
            found["rule", rule.id] = Unconfirmed("rule", rule.id, rule.says(case), rule.cite)
    return tuple(found.values())


def unconfirmed_says(found: Sequence[Unconfirmed]) -> Message | None:
    """What is unconfirmed, in a sentence; none when nothing is."""
    counts = Counter(one.kind for one in found)
    parts = tuple(say(f"unconfirmed.{kind}.one") if count == 1 else say(f"unconfirmed.{kind}", count=count)
                  for kind, count in counts.items())
    if not found:
        return None
    return say("unconfirmed.one" if len(found) == 1 else "unconfirmed.more", what=Names(parts))


def unconfirmed_words(found: Sequence[Unconfirmed]) -> str:
    """What is unconfirmed, in a sentence in English; empty when nothing is."""
    return str(unconfirmed_says(found) or "")
