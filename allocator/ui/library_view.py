"""The library of practices as tables and sentences, ready to be picked from. No screen in here."""

from __future__ import annotations

from collections.abc import Iterable

from allocator.domain.plan import Plan
from allocator.explain.framework import name_of
from allocator.library import Entry, Span, entries
from allocator.ui.figures import Table
from allocator.ui.show import listed, money, safe
from allocator.ui.words import language, said, w


def shelf(pillar: str) -> list[Entry]:
    """Practices that serve a pillar most; all of them where none is named."""
    return [entry for entry in entries() if pillar in ("", entry.pillar)]


def name(entry: Entry) -> str:
    """What a practice is called."""
    return entry.name.spoken(language())


def table(found: Iterable[Entry]) -> Table:
    """One row for each practice: what it is, what it typically costs a year, what it serves."""
    rows = list(found)
    return {
        w("library.practice"): [safe(name(entry)) for entry in rows],
        w("library.what"): [safe(entry.what.spoken(language())) for entry in rows],
        w("library.cost"): [cost(entry) for entry in rows],
        w("library.serves"): [serves(entry) for entry in rows],
    }


def cost(entry: Entry) -> str:
    """What a practice typically costs in a year, from low to high, and in its first year where that is more."""
    yearly, first = entry.dollars(), entry.dollars(first_year=True)
    if not yearly.typical:
        return w("library.cost.once", range=_range(first))
    if first == yearly:
        return w("library.cost.year", range=_range(yearly))
    return w("library.cost.first", range=_range(yearly), first=money(first.typical))


def _range(span: Span) -> str:
    if span.low == span.high:
        return money(span.typical)
    return w("library.cost.range", low=money(span.low), high=money(span.high), typical=money(span.typical))


def serves(entry: Entry) -> str:
    """Conditions, commitments and practices of the framework that it serves."""
    return listed([safe(said(name_of(part))) for part in (*entry.conditions, *entry.commitments, *entry.practices)]) or w("not")


def about(entry: Entry) -> str:
    """A practice in a few sentences: what it is, what it costs, and where the figures come from."""
    return w("library.about", name=safe(name(entry)), what=safe(entry.what.spoken(language())), cost=cost(entry),
             basis=safe(entry.basis.spoken(language())))


def dollars_of() -> str:
    """The fiscal year whose dollars the library's figures are."""
    return entries()[0].year


def says(plan: Plan) -> list[str]:
    """What everybody should know before picking."""
    year, own = dollars_of(), plan.base_year or plan.years[0]
    said = [w("library.says", count=len(entries()), year=year)]
    if own != year:
        said.append(w("library.other_year", year=year, own=own))
    return said
