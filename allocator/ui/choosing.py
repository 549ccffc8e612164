"""What a person chooses on the page as a change of the plan: what it does, and how it reads among the changes. No screen in
here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from allocator.domain.case import Case
from allocator.domain.menu import FULL
from allocator.domain.plan import Plan
from allocator.money import dollars
from allocator.store import Says
from allocator.ui import edits
from allocator.ui.desk import Edit
from allocator.ui.edits import Choice
from allocator.ui.locks import ANY, Locks, case_of
from allocator.ui.speak import CODE, one
from allocator.ui.words import w


@dataclass(frozen=True)
class Made:
    """A change that was chosen."""

    edit: Edit
    says: Says


def about_program(case: Case, base: Plan, program: str, choice: Choice, years: Sequence[str], size: str = ANY) -> Made:
    """A program kept in, at one size if one is named; left out; or free again. No year named: every year."""
    name = case.programs[program].name
    edit = edits.choose(base, program, choice, years, size)
    if choice == "free":
        return Made(edit, one("changes.free", program=name))
    when = ", ".join(sorted(years)) if years and len(years) < len(case.years) else f"{CODE}changes.every"
    if choice == "pin" and size:
        return Made(edit, one("changes.pin.size", program=name, size=_kept_size(case, program, size), years=when))
    return Made(edit, one(f"changes.{choice}", program=name, years=when))


def about_money(plan: Plan, source: str, typed: Mapping[str, int]) -> Made | None:
    """A source that gives other amounts; None where nothing differs. What the plan leaves to a grant is then stated for every
    year."""
    now = amounts_of(plan, source)
    different = {year: new for year, new in typed.items() if new != now.get(year, 0)}
    if not different:
        return None
    stated = plan.sources[source].amounts is not None
    edit = edits.set_amounts(source, different if stated else {**now, **typed})
    return Made(edit, amounts_said(plan.sources[source].name, now, different))


def amounts_said(name: str, now: Mapping[str, int], new: Mapping[str, int]) -> Says:
    """New amounts of a source in a sentence: what they were and what they become, years with the same change together."""
    years: dict[tuple[str, str], list[str]] = {}
    for year, amount in new.items():
        years.setdefault((dollars(now.get(year, 0)), dollars(amount)), []).append(year)
    if len(years) == 1:
        [((old, amount_now), same)] = years.items()
        return one("changes.amount", source=name, year=", ".join(same), old=old, new=amount_now)
    return one("changes.amounts", source=name,
               list=", ".join(f"{old} → {amount_now} ({', '.join(same)})" for (old, amount_now), same in years.items()))


def amounts_of(plan: Plan, source: str) -> dict[str, int]:
    """What a source gives in each year, also where the plan leaves that to its grant."""
    return dict(case_of(plan).plan.sources[source].amounts or {})


def sizes_of(case: Case, locks: Locks, program: str, now: str) -> list[str]:
    """Sizes at which a program may be kept in, any size first; and the one that is chosen now."""
    every = [ANY, *(option.level for option in reversed(case.options[program]))]
    return [size for size in every if locks.keep.get(size) or size == now]


def size_name(case: Case, program: str, size: str) -> str:
    """What a size of a program is called."""
    return w("change.size.any") if size == ANY else _spoken(_kept_size(case, program, size))


def _kept_size(case: Case, program: str, size: str) -> str:
    record = case.programs[program].levels.get(size)
    if record is not None and record.name:
        return record.name
    return f"{CODE}level.full" if size == FULL else size.replace("-", " ").replace("_", " ")


def _spoken(value: str) -> str:
    return w(value[len(CODE):]) if value.startswith(CODE) else value
