"""What sheets look up again and again, found in one pass: dollars by what they are paid for, levels by what they bring."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction

from allocator.domain.budget import Payment
from allocator.domain.case import Case
from allocator.domain.menu import Option

Sums = Counter[tuple[str, str]]
"""(program, year) -> dollars; ("", year) -> all dollars of the year."""


def summed(payments: Iterable[Payment]) -> Sums:
    """Dollars by program and of everything, in each year."""
    found: Sums = Counter()
    for payment in payments:
        for key in (payment.program, ""):
            found[key, payment.year] += payment.dollars
    return found


def levels_by(case: Case, programs: Iterable[str],
              parts: Callable[[Option], Mapping[str, Fraction]]) -> dict[str, list[tuple[str, str]]]:
    """Role or need -> each (program, level) that has any of it, in the order of the programs."""
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for program in programs:
        for option in case.options[program]:
            for key in (key for key, value in parts(option).items() if value):
                found[key].append((program, option.level))
    return found
