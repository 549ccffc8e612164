"""The tables of the page: rows in words, as many as fit, and one row that counts the rest, so that every total is whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from allocator.domain.base import Pillar
from allocator.domain.menu import FULL
from allocator.export.handout.figures import Figures
from allocator.export.handout.fit import cut, fitting, lines
from allocator.export.handout.voice import Voice, whole
from allocator.messages import say

PILLARS: tuple[Pillar | None, ...] = (
    "integrated_supports", "family_engagement", "collaborative_leadership", "extended_learning", None,
)
LINE, NEED, SOURCE, ROLE, NOTE = 45.0, 25.0, 30.0, 50.0, 50.0
"""How wide a line is, in small letters: of a program, a need, a source, a role, and of what stands below a program's name."""
BESIDE = 10.0
"""What the years beside a size take of such a line."""
EDGE, NOTE_LINE = 0.25, 0.9
"""How tall the edges of a row and a line of small letters are, in lines."""
LEFT, RIGHT, ROLES, NEEDS = 36.5, 31.5, 6.5, 6
"""How many lines the rows of the left and the right column may take, how many of them the roles, and how many needs there are."""


@dataclass(frozen=True)
class Row:
    """One row: a name, what stands below it in small letters, and figures in words."""

    name: str
    cells: tuple[str, ...]
    note: str = ""
    share: float = 0.0
    """Length of its bar, from 0 to 100."""


@dataclass(frozen=True)
class Group:
    """Programs of one pillar that are shown, and those that are only counted."""

    name: str
    cost: str
    rows: tuple[Row, ...]
    more: Row | None


@dataclass(frozen=True)
class Table:
    """Rows that are shown, those that are only counted, and the total."""

    rows: tuple[Row, ...]
    more: Row | None = None
    total: Row | None = None


def programs(figures: Figures, voice: Voice, beside: Table) -> list[Group]:
    """What runs, by pillar: longest running first, then the dearest. The first of every pillar come before the second of any."""
    case = figures.case
    rows = {p: _program(figures, voice, p) for p in figures.programs}
    pillars = {pillar: [p for p in rows if case.programs[p].pillar == pillar] for pillar in PILLARS}
    pillars = {pillar: found for pillar, found in pillars.items() if found}
    names = {pillar: pillar_name(voice, pillar) for pillar in pillars}
    order = sorted(rows, key=lambda p: pillars[case.programs[p].pillar].index(p))
    room = LEFT - _height(beside, ROLE) - sum(lines(name, LINE) + EDGE for name in names.values())
    count = fitting(order, lambda p: _tall(rows[p], LINE), room, rest=(1 + EDGE) * len(pillars))
    shown = set(order[:max(count, len(pillars))])
    return [_group(figures, voice, names[pillar], found, {p: rows[p] for p in found if p in shown})
            for pillar, found in pillars.items()]


def pillar_name(voice: Voice, pillar: Pillar | None) -> str:
    """What a pillar is called; programs of none are the others."""
    return voice(say("handout.pillar.none") if pillar is None else say(f"framework.{pillar}"))


def _tall(row: Row, line: float) -> float:
    """Lines that a row takes with its edges."""
    return lines(row.name, line) + (NOTE_LINE * lines(row.note, NOTE) if row.note else 0.0) + EDGE


def _height(table: Table, line: float) -> float:
    """Lines that the rows of a table take beside another."""
    return sum(_tall(row, line) for row in table.rows) + (1 + EDGE if table.more else 0.0)


def _group(figures: Figures, voice: Voice, name: str, found: Sequence[str], rows: dict[str, Row]) -> Group:
    costs = figures.costs
    rest = [program for program in found if program not in rows]
    more = Row(more_rows(voice, len(rest)), (voice.money(sum(costs.get(p, 0) for p in rest)),)) if rest else None
    return Group(name, voice.money(sum(costs.get(p, 0) for p in found)), tuple(rows.values()), more)


def _program(figures: Figures, voice: Voice, program: str) -> Row:
    roster = figures.report.budget.roster[program]
    cells = voice.count(len(roster)), voice.money(figures.costs.get(program, 0))
    note = _size(figures, voice, program)
    return Row(cut(figures.case.programs[program].name, LINE * (1.4 if note else 1.8)), cells, note)


def _size(figures: Figures, voice: Voice, program: str) -> str:
    """The size at which a program runs, with its years where it changes; nothing for one that always runs in full."""
    record, levels = figures.case.programs[program], list(figures.report.budget.roster[program].values())
    sizes = list(dict.fromkeys(levels))
    if sizes == [FULL]:
        return ""
    if len(sizes) == 1:
        return cut(voice.level(record, sizes[0]), NOTE)
    names = {level: cut(voice.level(record, level), 1.8 * NOTE / len(sizes) - BESIDE) for level in sizes}
    counts = {level: levels.count(level) for level in sizes}
    return voice.listed([say("handout.size.one", level=names[level]) if counts[level] == 1 else
                         say("handout.size", level=names[level], count=counts[level]) for level in sizes])


def needs(figures: Figures, voice: Voice) -> Table:
    """How much of the needs with the highest scores is met, and between which shares the others lie."""
    plan = figures.case.plan
    rows = tuple(Row(cut(plan.needs[need].name, NEED * 1.8), (voice.percent(figures.met(need)),),
                     share=round(100 * float(figures.met(need)), 2)) for need in figures.needs[:NEEDS])
    rest = [figures.met(need) for need in figures.needs[NEEDS:]]
    if not rest:
        return Table(rows)
    if len(rest) == 1:
        return Table(rows, Row(voice(say("handout.needs.more.one", share=whole(rest[0]))), ()))
    said = say("handout.needs.more", count=len(rest), low=whole(min(rest)), high=whole(max(rest)))
    return Table(rows, Row(voice(said), ()))


def money(figures: Figures, voice: Voice, beside: Table) -> Table:
    """Who pays how much over all years, and whether the money goes on afterwards."""
    plan, spent = figures.case.plan, figures.spent_by
    rows = [Row(cut(plan.sources[s].name, SOURCE * 1.8),
                (voice.money(spent[s]), voice(say("handout.lasts" if plan.sources[s].lasts else "handout.ends"))))
            for s in figures.sources]
    count = fitting(rows, lambda row: _tall(row, SOURCE), RIGHT - _height(beside, NEED))
    rest = figures.sources[count:]
    more = Row(more_rows(voice, len(rest)), (voice.money(sum(spent[s] for s in rest)),)) if rest else None
    return Table(tuple(rows[:count]), more, Row(voice(say("handout.total")), (voice.money(figures.spent),)))


def staff(figures: Figures, voice: Voice) -> Table:
    """Who is hired, in full-time equivalents of the first and the last year."""
    plan = figures.case.plan

    def cells(roles: Sequence[str]) -> tuple[str, ...]:
        return tuple(voice.fte(sum((figures.fte(role, year) for role in roles), Fraction(0))) for year in figures.ends)

    rows = [Row(cut(plan.staff[role].name, ROLE * 1.8), cells([role])) for role in figures.roles]
    count = fitting(rows, lambda row: _tall(row, ROLE), ROLES)
    rest = figures.roles[count:]
    return Table(tuple(rows[:count]), Row(more_rows(voice, len(rest)), cells(rest)) if rest else None,
                 Row(voice(say("handout.staff.total")), cells(figures.roles)))


def more_rows(voice: Voice, count: int) -> str:
    """What stands for rows that are only counted."""
    return voice(say("handout.more.one") if count == 1 else say("handout.more", count=count))
