"""One language to speak in: sentences of the catalogue, and figures and names as that language writes them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from babel import Locale
from babel.dates import format_date

from allocator.domain.menu import FULL
from allocator.domain.program import Program
from allocator.messages import LANGUAGES, Fte, Message, Money, Names, Percent, say, text


def half_up(value: Fraction) -> int:
    """The nearest whole number; exactly half goes up."""
    return math.floor(value + Fraction(1, 2))


def whole(share: Fraction) -> Percent:
    """A share in whole percent, half up, for a sentence."""
    return Percent(Fraction(half_up(share * 100), 100))


@dataclass(frozen=True)
class Voice:
    """Speaks one language. Raises KeyError for a language without a catalogue."""

    language: str

    def __call__(self, message: Message) -> str:
        return text(message, self.language)

    @property
    def direction(self) -> str:
        """``ltr`` or ``rtl``: to which side the language is written."""
        return str(Locale.parse(LANGUAGES[self.language]).text_direction)

    def _figure(self, value: object) -> str:
        return self(say("handout.figure", value=value))

    def money(self, dollars: int) -> str:
        """``$48,000``."""
        return self._figure(Money(dollars))

    def count(self, number: int) -> str:
        """``1,200``."""
        return self._figure(number)

    def fte(self, value: Fraction) -> str:
        """``0.5``."""
        return self._figure(Fte(value))

    def percent(self, share: Fraction) -> str:
        """A share in whole percent: ``77%``."""
        return self._figure(whole(share))

    def points(self, values: Sequence[Fraction]) -> list[str]:
        """Points as whole numbers; with one decimal below a hundred, or where figures that differ would look the same."""
        whole = [half_up(value) for value in values]
        if min(values) >= 100 and len(set(whole)) == len(set(values)):
            return [self.count(value) for value in whole]
        return [self.fte(Fraction(half_up(value * 10), 10)) for value in values]

    def years(self, years: Sequence[str]) -> str:
        """``2025-26 to 2029-30``, or the one year."""
        return years[0] if len(years) == 1 else self(say("handout.years", first=years[0], last=years[-1]))

    def day(self, day: date) -> str:
        """``November 22, 2026``."""
        return format_date(day, "long", locale=LANGUAGES[self.language])

    def listed(self, names: Sequence[str | Message]) -> str:
        """``a, b and c``."""
        return self._figure(Names(tuple(names)))

    def level(self, program: Program, level: str) -> str:
        """What a size of a program is called: the name a person gave it, or its id in words."""
        record = program.levels.get(level)
        if record is not None and record.name:
            return record.name
        return self(say("handout.full")) if level == FULL else level.replace("-", " ").replace("_", " ")
