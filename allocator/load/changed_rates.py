"""Which rates a person changed on the sheet Assumptions of a budget workbook."""

from __future__ import annotations

from collections.abc import Iterable

from allocator.domain.rate_figures import NEAR
from allocator.domain.stated import Stated
from allocator.load.budget_tables import Meta

SHEET = "Assumptions"
"""Where a rate is looked for by a person whose cell is gone."""


def changed_rates(meta: Meta, stated: Iterable[Stated]) -> tuple[Stated, ...]:
    """Every rate that is no longer the one with which the budget was written, with its cell; without a value where there is no
    number any more."""
    found = {figure: [one for one in stated if one.figure == figure] for figure in meta.rates}
    gone = (Stated(figure, None, SHEET) for figure, cells in found.items() if not cells)
    there = (one for figure, cells in found.items() for one in cells
             if one.value is None or abs(one.value - meta.rates[figure]) > NEAR)
    return (*there, *gone)
