"""The adopted budget's open years beside the same years planned again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from allocator.allocate import case_for
from allocator.audit import Ledger
from allocator.domain.decided import Decided, Roster
from allocator.domain.report import Report
from allocator.money import whole_down
from allocator.whatif.closing import Closed


@dataclass(frozen=True)
class OpenYears:
    """What a budget does in the open years, in whole dollars of all of them."""

    points: Fraction
    """Averaged over the open years, by the new plan."""
    roster: Roster
    cost: int
    spent: Mapping[str, int]
    """Source -> dollars that leave it, with indirect."""
    carried_in: Mapping[str, int]
    """Source -> dollars that come from the closed years."""
    used: Mapping[str, int]
    """Source -> dollars of these that are spent."""
    lapsed: Mapping[str, int]
    unspent: Mapping[str, int]


@dataclass(frozen=True)
class Replanned:
    """Both, and the programs that differ."""

    adopted: OpenYears
    now: OpenYears
    report: Report
    comes_in: tuple[str, ...]
    drops_out: tuple[str, ...]
    changes: tuple[str, ...]
    """Programs that run in both, in other years or at another level."""


def replanned(closed: Closed, report: Report) -> Replanned:
    """The adopted budget's open years beside a budget of the new plan. Raises ValueError when no year is open."""
    if closed.next_plan is None:
        raise ValueError("every year is closed")
    opens = closed.open
    rest = {program: kept for program, years in closed.ledger.roster.items()
            if (kept := {year: level for year, level in years.items() if year in opens})}
    adopted = _open_years(closed.ledger, opens, rest, Decided(case_for(closed.next_plan), rest).points())
    now = _open_years(Ledger(report.case, report.budget), opens, report.budget.roster, report.points)
    both = rest.keys() & now.roster.keys()
    return Replanned(
        adopted, now, report, tuple(sorted(now.roster.keys() - rest.keys())), tuple(sorted(rest.keys() - now.roster.keys())),
        tuple(sorted(program for program in both if dict(rest[program]) != dict(now.roster[program]))),
    )


def _open_years(ledger: Ledger, opens: Sequence[str], roster: Roster, points: Fraction) -> OpenYears:
    case = ledger.case
    money = {source: [ledger.source_year(source, year) for year in opens] for source in case.sources}
    old = {source: [award for award in case.awards(source) if award < opens[0]] for source in case.sources}
    return OpenYears(
        points, roster, sum(ledger.program_cost(program, year) for program in roster for year in opens),
        spent={source: sum(year.paid + year.indirect for year in years) for source, years in money.items()},
        carried_in={source: years[0].carried_in for source, years in money.items()},
        used={source: sum(whole_down(ledger.used(source, award, year).const) for award in awards for year in opens)
              for source, awards in old.items()},
        lapsed={source: sum(year.lapsed for year in years) for source, years in money.items()},
        unspent={source: sum(year.unspent for year in years) for source, years in money.items()},
    )
