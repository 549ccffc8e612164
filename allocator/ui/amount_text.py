"""Dollars as people type or paste them: whole dollars are taken, everything else is refused with what to write instead, because
a guess at what ``1.234,56`` means could be wrong a thousandfold. No screen in here."""

from __future__ import annotations

import re

from allocator.money import dollars
from allocator.ui.grid import Refused
from allocator.ui.words import w

MOST = 100_000_000
"""Dollars that no line of a school's budget reaches: a slip of the keyboard stops here."""
_DIGITS = r"(?:[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)"
_WHOLE = re.compile(rf"\$? ?({_DIGITS})(?:\.00?)?")
_CENTS = re.compile(rf"\$? ?({_DIGITS})\.[0-9]{{1,2}}")
_NEGATIVE = re.compile(rf"\$? ?[-−] ?\$? ?({_DIGITS})(?:\.[0-9]+)?|\( ?\$? ?({_DIGITS})(?:\.[0-9]+)? ?\)|({_DIGITS})-")
_SHORT = re.compile(r"\$? ?([0-9]+(?:\.[0-9]+)?) ?([kKmM])")
_DASH = re.compile(r"\$? ?[-–—]")
_ELSEWHERE = re.compile(r"\$? ?[0-9]{1,3}(?:[. ’'][0-9]{3})+(?:,[0-9]{1,2})?|\$? ?[0-9]+,[0-9]{1,2}|\$? ?[0-9]+(?:\.[0-9]{3,})")
_TIMES = {"k": 1_000, "m": 1_000_000}


def amount(text: str) -> int:
    """Whole dollars: ``5000``, ``5,000``, ``$5,000`` or ``$5,000.00``. Raises Refused with the remedy for anything else."""
    raw = " ".join(text.replace("\N{NO-BREAK SPACE}", " ").split())
    if whole := _WHOLE.fullmatch(raw):
        found = _number(whole[1])
        if found > MOST:
            raise Refused(w("grid.amount.most", got=raw, most=dollars(MOST)))
        return found
    raise Refused(_remedy(raw))


def _remedy(raw: str) -> str:
    """Why a text is no amount, and what to write."""
    if not raw:
        return w("grid.amount.missing")
    if raw.startswith("="):
        return w("grid.amount.formula", got=raw)
    if _DASH.fullmatch(raw):
        return w("grid.amount.dash", got=raw)
    if negative := _NEGATIVE.fullmatch(raw):
        return w("grid.amount.negative", got=raw, instead=f"{_number(next(part for part in negative.groups() if part)):,}")
    if short := _SHORT.fullmatch(raw):
        return w("grid.amount.short", got=raw, instead=f"{round(float(short[1]) * _TIMES[short[2].lower()]):,}")
    if cents := _CENTS.fullmatch(raw):
        return w("grid.amount.cents", got=raw, instead=f"{_number(cents[1]):,}")
    if _ELSEWHERE.fullmatch(raw):
        return w("grid.amount.commas", got=raw)
    return w("grid.amount.other", got=raw)


def _number(digits: str) -> int:
    return int(digits.replace(",", ""))
