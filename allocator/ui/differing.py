"""What differs between two scenarios that have a budget, in tables whose last row is the sum of the others. No screen in here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from allocator.domain.report import Report
from allocator.explain.difference import Difference, difference
from allocator.ui.compared import in_tenths
from allocator.ui.differ import difference_table
from allocator.ui.figures import Table, average_met, source_totals, sources_in_order
from allocator.ui.show import money, money_or_none, percent, points, safe
from allocator.ui.sides import Side
from allocator.ui.words import w

SPENT, LEFT = ("paid", "indirect"), ("lapsed", "unspent")
"""What leaves a source, and what of it buys nothing."""


@dataclass(frozen=True)
class Pair:
    """Two scenarios with a budget each."""

    first: Side
    other: Side
    before: Report
    now: Report

    @property
    def between(self) -> str:
        """The heading of their differences: ``B - A``."""
        return w("compare.minus", other=self.other.letter, first=self.first.letter)

    @property
    def cases(self) -> tuple[Report, Report]:
        """Where names are looked up, first in the one that is compared."""
        return self.now, self.before


def pairs(sides: Sequence[Side]) -> list[Pair]:
    """The first scenario with each of the others, as far as both have a budget."""
    first, *others = sides
    if first.report is None:
        return []
    return [Pair(first, other, first.report, other.report) for other in others if other.report is not None]


def lead(pair: Pair) -> list[str]:
    """How much more need is met, and how much more is spent, in two sentences."""
    names = {"first": safe(pair.first.label), "other": safe(pair.other.label)}
    tenths = in_tenths([pair.now.points - pair.before.points])[1]
    spent = _sum(pair.now, SPENT) - _sum(pair.before, SPENT)
    by = points(abs(pair.now.points - pair.before.points))
    if tenths:
        met = w("compare.met.more" if tenths > 0 else "compare.met.less", by=by, **names)
    else:
        met = w("compare.met.equal", **names)
    if not spent:
        return [met, w("compare.spent.equal")]
    return [met, w("compare.spent.more" if spent > 0 else "compare.spent.less", by=money(abs(spent)), other=pair.other.letter)]


def programs_table(pair: Pair) -> Table:
    """Programs whose dollars differ, each with its difference, the others in one row, indirect charges, and the totals: what is
    spent in each of the two and the difference between them."""
    diff = difference(pair.before, pair.now)
    old, new = _costs(pair.before), _costs(pair.now)
    groups = (diff.added, diff.dropped, diff.moved, _repriced(diff, old, new))
    differ = [key for some in groups for key in sorted(some, key=lambda key: (-abs(new.get(key, 0) - old.get(key, 0)), key))]
    names = {key: _program(pair, diff, key) for key in differ}
    rows = [(names[key], old.get(key, 0), new.get(key, 0)) for key in names]
    same = [key for key in old if key not in names]
    if same:
        told = w("compare.same.one") if len(same) == 1 else w("compare.same", count=len(same))
        rows.append((told, sum(old[key] for key in same), sum(new[key] for key in same)))
    charged = _sum(pair.before, ("indirect",)), _sum(pair.now, ("indirect",))
    if any(charged):
        rows.append((w("compare.indirect"), charged[0], charged[1]))
    return _money_table(pair, w("program"), rows)


def _costs(report: Report) -> dict[str, int]:
    """Dollars of each program that runs, over all years."""
    return {program: sum(years.values()) for program, years in report.costs.items()}


def _repriced(diff: Difference, old: Mapping[str, int], new: Mapping[str, int]) -> list[str]:
    """Programs that run alike and cost otherwise."""
    return sorted(key for key in {*old, *new} if key not in diff.programs and old.get(key, 0) != new.get(key, 0))


def _program(pair: Pair, diff: Difference, program: str) -> str:
    """A program with what happens to it."""
    name = next(safe(report.case.programs[program].name) for report in pair.cases if program in report.case.programs)
    if program in diff.added:
        return w("compare.added", name=name)
    if program in diff.dropped:
        return w("compare.dropped", name=name)
    return w("compare.moved" if program in diff.moved else "compare.repriced", name=name)


def runs_table(pair: Pair) -> Table:
    """One row for each program that runs otherwise: its years, size and cost in each of the two."""
    names, before, now = difference_table(difference(pair.before, pair.now)).values()
    return {w("program"): names, pair.first.letter: before, pair.other.letter: now}


def sources_table(pair: Pair, parts: Sequence[str]) -> Table:
    """One row for each source: its dollars in each of the two and the difference; then the totals. ``parts``: SPENT or LEFT."""
    order = dict.fromkeys(source for report in pair.cases for source in sources_in_order(report))
    rows = [(_source(pair, source), _of(pair.before, source, parts), _of(pair.now, source, parts)) for source in order]
    return _money_table(pair, w("source"), rows)


def _source(pair: Pair, source: str) -> str:
    return next(safe(report.case.plan.sources[source].name) for report in pair.cases if source in report.case.plan.sources)


def _of(report: Report, source: str, parts: Sequence[str]) -> int:
    found = source_totals(report, source) if source in report.sources else {}
    return sum(found.get(part, 0) for part in parts)


def _sum(report: Report, parts: Sequence[str]) -> int:
    return sum(_of(report, source, parts) for source in report.sources)


def _money_table(pair: Pair, what: str, rows: Sequence[tuple[str, int, int]]) -> Table:
    """Rows of dollars in both, their differences, and a last row of sums."""
    before, now = sum(row[1] for row in rows), sum(row[2] for row in rows)
    every = [*rows, (w("total"), before, now)]
    return {
        what: [row[0] for row in every],
        pair.between: [more_money(row[2] - row[1]) for row in every],
        pair.first.letter: [money_or_none(row[1]) for row in every],
        pair.other.letter: [money_or_none(row[2]) for row in every],
    }


def more_money(amount: int) -> str:
    """``+$48,000``, ``-$48,000``, or a dash for nothing."""
    return f"+{money(amount)}" if amount > 0 else money_or_none(amount)


def needs_table(pair: Pair) -> Table:
    """Needs that are met otherwise: the share met in each of the two, the difference in points; then their sum."""
    known = {need: record for report in pair.cases for need, record in report.case.plan.needs.items()}
    brings = {need: _brings(pair.now, need) - _brings(pair.before, need) for need in known}
    order = sorted((need for need in brings if brings[need]), key=lambda need: (-abs(brings[need]), need))
    tenths, whole = in_tenths([brings[need] for need in order])
    return {
        w("need"): [*(safe(known[need].name) for need in order), w("total")],
        w("compare.points", between=pair.between): [*map(more_points, tenths), more_points(whole)],
        pair.first.letter: [*(_met(pair.before, need) for need in order), ""],
        pair.other.letter: [*(_met(pair.now, need) for need in order), ""],
    }


def _met(report: Report, need: str) -> str:
    return percent(average_met(report, need)) if need in report.case.plan.needs else w("not")


def _brings(report: Report, need: str) -> Fraction:
    record = report.case.plan.needs.get(need)
    return record.score * average_met(report, need) if record is not None else Fraction(0)


def more_points(tenths: int) -> str:
    """``+1.5`` of 15 tenths, or a dash for nothing."""
    return f"{tenths / 10:+,.1f}" if tenths else w("not")
