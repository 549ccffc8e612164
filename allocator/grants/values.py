"""Values of grants for people to read: the assumptions of a budget, with their sources."""

from __future__ import annotations

from dataclasses import dataclass

from allocator.domain.rule import Citation
from allocator.grants.cited import Scalar, shown
from allocator.grants.schema import Grant


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
