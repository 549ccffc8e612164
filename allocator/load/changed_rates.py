"""Which rates a person changed on the sheet Assumptions of a budget workbook."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from allocator.domain.rate_figures import NEAR
from allocator.domain.stated import Stated
from allocator.load.budget_tables import Meta

SHEET = "Assumptions"
"""Where a person looks for a rate whose row is gone."""


def changed_rates(meta: Meta, stated: Iterable[Stated], cells: Mapping[tuple[str, ...], str]) -> tuple[Stated, ...]:
    """Every rate that is no longer the one with which the budget was written, with its cell; without a value where there is no
    number any more. ``cells``: where each rate stands."""
    found = {figure: [one for one in stated if one.figure == figure] for figure in meta.rates}
    gone = (Stated(figure, None, cells.get(figure, SHEET)) for figure, there in found.items() if not there)
    changed = (one for figure, there in found.items() for one in there
             if one.value is None or abs(one.value - meta.rates[figure]) > NEAR)
    return (*changed, *gone)
