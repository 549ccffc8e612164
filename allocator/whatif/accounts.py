"""What is really left of each source once years are closed: award by award, oldest spent first, to the cent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from allocator.audit import Ledger
from allocator.domain.actuals import CENTS, Actuals
from allocator.domain.case import Case
from allocator.fiscal import after
from allocator.money import whole_down


@dataclass(frozen=True)
class Account:
    """A source over the closed years. In cents: had x 100 + over = spent + 100 x carried on + lapsed + too small."""

    source: str
    had: int
    """Whole dollars that it gave in the closed years, with what was carried in from before the plan."""
    spent: int
    """Cents that left it, indirect charge included."""
    carried: Mapping[str, int]
    """Award year -> whole dollars that may be used after the closed years."""
    lapsed: int
    """Cents that may be used no more."""
    too_small: int
    """Cents that are less than a dollar of an award, and are not carried on."""
    over: int
    """Cents spent beyond everything that could be spent."""
    planned: int
    """Whole dollars that the adopted budget carries out of the closed years."""

    @property
    def carried_on(self) -> int:
        """Whole dollars of all awards that may be used after the closed years."""
        return sum(self.carried.values())


def accounts(ledger: Ledger, actuals: Actuals, closed: Sequence[str]) -> tuple[Account, ...]:
    """The account of every source. What a source gives in a closed year is what the plan says, or what was earned of it."""
    return tuple(_account(ledger, source, actuals, closed) for source in ledger.case.sources)


def _account(ledger: Ledger, source: str, actuals: Actuals, closed: Sequence[str]) -> Account:
    case, opens = ledger.case, after(closed[-1])
    before = [award for award in case.awards(source) if award < closed[0]]
    given = {award: case.stated_amount(source, award) for award in before}
    given |= {year: whole_down(ledger.available(source, year).const) for year in closed}
    books = _Books(case, source, {award: CENTS * given[award] for award in before})
    for year in closed:
        books.year(year, CENTS * given[year], actuals.spent(source, year))
    kept = {award: cents for award, cents in books.held.items() if cents and case.usable_until(source, award) >= opens}
    lost = sum(cents for award, cents in books.held.items() if award not in kept)
    carried = {award: cents // CENTS for award, cents in sorted(kept.items()) if cents >= CENTS}
    return Account(
        source, had=sum(given.values()), spent=sum(actuals.spent(source, year) for year in closed), carried=carried,
        lapsed=books.lapsed + lost, too_small=sum(kept.values()) - CENTS * sum(carried.values()), over=books.over,
        planned=sum(whole_down(ledger.kept(source, award, closed[-1]).const) for award in case.awards(source)),
    )


@dataclass
class _Books:
    """One source's awards, in cents."""

    case: Case
    source: str
    held: dict[str, int]
    lapsed: int = 0
    over: int = 0

    def year(self, year: str, given: int, spent: int) -> None:
        """One year: what it gives, what is spent of it, what is kept at its end. Money that came back, more than was spent,
        belongs to the newest award."""
        self.held[year] = given
        usable = self.case.usable(self.source, year)
        for award in usable:
            used = min(self.held[award], spent)
            if spent < 0:
                used = spent if award == usable[-1] else 0
            spent -= used
            self._keep(award, year, self.held[award] - used)
        self.over += max(0, spent)
        self.lapsed += max(0, -spent)

    def _keep(self, award: str, year: str, left: int) -> None:
        most = left
        if self.case.usable_until(self.source, award) == year:
            most = 0
        elif award == year:
            cap = self.case.carry_cap(self.source, self.case.stated_amount(self.source, award))
            most = left if cap is None else min(left, CENTS * cap)
        self.lapsed += left - most
        self.held[award] = most
