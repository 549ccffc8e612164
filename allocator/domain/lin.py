"""Sums of unknowns with exact whole or fractional factors: what rules are written in.

The same expression is read three ways. To plan, its terms are unknowns of a problem. To check, it has no terms left and is
an exact number. To explain, the number is the room that is left.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

Number = int | Fraction


class Lin:
    """A number plus a sum of factor x unknown. Unknowns are small whole numbers that a view hands out. Never changed once
    made, so that expressions may share their terms."""

    __slots__ = ("const", "terms")

    def __init__(self, const: Number = 0, terms: dict[int, Number] | None = None) -> None:
        self.const: Number = const
        self.terms: dict[int, Number] = terms if terms is not None else {}

    @classmethod
    def unknown(cls, column: int) -> Lin:
        """One unknown, once."""
        return cls(0, {column: 1})

    def __add__(self, other: Lin | Number) -> Lin:
        return total((self, other)) if isinstance(other, Lin) else Lin(self.const + other, self.terms)

    __radd__ = __add__

    def __neg__(self) -> Lin:
        return self * -1

    def __sub__(self, other: Lin | Number) -> Lin:
        if not isinstance(other, Lin):
            return Lin(self.const - other, self.terms)
        terms = dict(self.terms)
        for column, value in other.terms.items():
            if column not in terms:
                terms[column] = -value
            elif left := terms[column] - value:
                terms[column] = left
            else:
                del terms[column]
        return Lin(self.const - other.const, terms)

    def __rsub__(self, other: Number) -> Lin:
        return total((other, -self))

    def __mul__(self, factor: Number) -> Lin:
        if factor == 0:
            return Lin()
        if factor == 1:
            return self
        return Lin(self.const * factor, {c: factor if value == 1 else value * factor for c, value in self.terms.items()})

    __rmul__ = __mul__

    @property
    def is_number(self) -> bool:
        """Whether nothing is unknown."""
        return not self.terms

    def __repr__(self) -> str:
        return f"Lin({self.const}, {self.terms})"


def total(parts: Iterable[Lin | Number]) -> Lin:
    """The sum of expressions and numbers."""
    const: Number = 0
    terms: dict[int, Number] = {}
    for part in parts:
        if not isinstance(part, Lin):
            const += part
            continue
        if part.const:
            const += part.const
        if not terms:
            terms = dict(part.terms)
            continue
        for column, value in part.terms.items():
            if column not in terms:
                terms[column] = value
            elif together := terms[column] + value:
                terms[column] = together
            else:
                del terms[column]
    return Lin(const, terms)
