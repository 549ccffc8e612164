"""What an employer pays on top of typical pay, from the same dated rate file as everywhere else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from allocator.grants.rate_files import BenefitRecord, benefit_file
from allocator.library.records import Person, Span, Staff
from allocator.money import exact

NOT_BY_THE_HOUR = ("pers",)
"""Benefits that classified staff with fewer than 1,000 hours a year do not have."""


@dataclass(frozen=True)
class OnTop:
    """One benefit on top of pay."""

    id: str
    object: str
    dollars: Span


def by_the_hour(pay: Span, staff: Staff, year: str) -> Iterator[OnTop]:
    """What comes on top of pay by the hour, in the dollars of a fiscal year."""
    for benefit, record, code in _had_by(staff):
        if record.per == "pay" and benefit not in NOT_BY_THE_HOUR:
            yield OnTop(benefit, code, pay.times(_rate(record, year)))


def with_benefits(person: Person, year: str) -> Span:
    """Dollars of a full year of a position with everything on top, health included. The health figure has no range."""
    part = person.fte * Fraction(person.months or 12, 12)
    of_pay, each = Fraction(1), Fraction(0)
    for _, record, _ in _had_by(person.classification):
        if record.per == "pay":
            of_pay += _rate(record, year)
        else:
            each += _rate(record, year)
    return plus([person.salary.times(part * of_pay), Span(low=1, typical=1, high=1).times(part * each)])


def plus(spans: list[Span]) -> Span:
    """Figures added up: the low ones, the typical ones, the high ones."""
    return Span(low=sum(s.low for s in spans), typical=sum(s.typical for s in spans), high=sum(s.high for s in spans))


def _had_by(staff: Staff) -> Iterator[tuple[str, BenefitRecord, str]]:
    for benefit, record in benefit_file().benefits.items():
        code = record.certificated if staff == "certificated" else record.classified
        if code is not None:
            yield benefit, record, code


def _rate(record: BenefitRecord, year: str) -> Fraction:
    entry = record.entry(year)
    assert entry is not None, f"no rate of {record.name} is known for {year}, in whose dollars the library is written"
    return exact(entry.value)
