"""Balances award by award, oldest money first: what stands behind "carried out" on the Sources sheet."""

from __future__ import annotations

from dataclasses import dataclass

from allocator.export.facts import Facts


@dataclass(frozen=True)
class AwardYear:
    """One award of a source in one year, in whole dollars."""

    source: str
    award: str
    year: str
    held: int
    used: int
    kept: int
    cap: int | None
    """Most that may be kept, in the award's own year."""
    ends: bool
    """Whether this is the last year in which the award may be spent."""
    last_payer: bool
    """Whether it is the newest award that may be spent in the year: it takes whatever the older ones could not pay."""


def has_ledger(facts: Facts, source: str) -> bool:
    """Whether any money of the source can be spent in another year than its own."""
    case = facts.case
    return any(award not in case.years or case.usable_until(source, award) > award for award in case.awards(source))


def ledger(facts: Facts, source: str) -> list[AwardYear]:
    """The source's awards, year by year, as far as each may be spent."""
    case = facts.case
    held = {award: case.stated_amount(source, award) for award in case.awards(source) if award not in case.years}
    rows: list[AwardYear] = []
    for year in case.years:
        account = facts.account(source, year)
        held[year] = account.amount
        need = account.paid + account.indirect
        usable = case.usable(source, year)
        for award in usable:
            last_payer = award == usable[-1]
            used = need if last_payer else min(held[award], need)
            need -= used
            ends = case.usable_until(source, award) == year
            cap = case.carry_cap(source, case.stated_amount(source, award)) if award == year else None
            left = 0 if ends else max(0, held[award] - used)
            kept = left if cap is None else min(left, cap)
            rows.append(AwardYear(source, award, year, held[award], used, kept, cap, ends, last_payer))
            held[award] = kept
    return rows
