"""What a budget holds on to: for each program that runs what would be missing if it alone were taken out of this budget.

These are facts about the budget as it stands, found without a search: nothing takes the program's place and its money stays
unspent. What the best budget without it would look like is a search of its own (``docs/decisions/0013-reasons.md``).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from allocator.domain.case import Case
from allocator.domain.decided import Decided, Roster
from allocator.domain.report import Report
from allocator.domain.rule import Rule, rows_of
from allocator.messages import Fte, Message, Names, say

BY_WHAT_RUNS = ("must", "choose", "requires", "required_role", "staffing", "continuity", "need_floor", "pillar_floor",
                "equity_floor")
"""Kinds of rules that ask for something to run, in the order in which they are named. What they ask follows from what runs
alone, whoever pays."""


@dataclass(frozen=True)
class KeptIn:
    """A program that runs."""

    program: str
    needs: Mapping[str, Fraction]
    """Need -> points that this budget would lose without it; needs that lose none are left out."""
    rules: tuple[str, ...]
    """Ids of rules that must hold and would be broken without it."""
    wishes: tuple[str, ...]
    """Ids of rules that may fall short and would fall short by more without it."""
    says: tuple[Message, ...]
    """The same in sentences."""

    @property
    def points(self) -> Fraction:
        """Points that this budget would lose without it."""
        return sum(self.needs.values(), Fraction(0))


class _Asked(Decided):
    """What runs, and which programs somebody asked about."""

    def __init__(self, case: Case, roster: Roster) -> None:
        super().__init__(case, roster)
        self.programs: set[str] = set()

    def level(self, program: str, year: str) -> str | None:
        self.programs.add(program)
        return super().level(program, year)


def kept_in(report: Report) -> tuple[KeptIn, ...]:
    """Programs that run: first those that a rule asks for, then by the points that would be missing. A rule is looked at again
    only without the programs that it asks about: without any other it comes to the same."""
    roster = {program: years for program, years in report.budget.roster.items() if years}
    whole = Decided(report.case, roster)
    rules = sorted((rule for rule in report.case.rules if rule.kind in BY_WHAT_RUNS), key=lambda r: BY_WHAT_RUNS.index(r.kind))
    short: dict[str, Fraction] = {}
    asking: dict[str, list[Rule]] = defaultdict(list)
    for rule in rules:
        asked = _Asked(report.case, roster)
        short[rule.id] = _short(rule, report.case, asked)
        for program in asked.programs:
            asking[program].append(rule)
    met = {(need, year): whole.met_share(need, year) for need in report.case.needs for year in report.case.years}
    found = []
    for program in roster:
        without = Decided(report.case, {key: years for key, years in roster.items() if key != program})
        more = [rule for rule in asking[program] if _short(rule, report.case, without) > short[rule.id]]
        found.append(_kept_in(report.case, program, _lost(program, met, without), more))
    return tuple(sorted(found, key=lambda one: (not one.rules, -one.points, one.program)))


def _short(rule: Rule, case: Case, view: Decided) -> Fraction:
    """By how much a rule is missed, over all that it compares."""
    return sum((max(Fraction(0), -Fraction(row.room)) for row in rows_of(rule, case, view)), Fraction(0))


def _lost(program: str, met: Mapping[tuple[str, str], Fraction], without: Decided) -> dict[str, Fraction]:
    """Need -> points that are missing, the most first. ``met`` is the share of each need that is met with the program."""
    case, found = without.case, {}
    for need in {need for option in case.options[program] for need, share in option.meets.items() if share}:
        less = sum((case.weights[year] * (met[need, year] - without.met_share(need, year)) for year in case.years), Fraction(0))
        if less:
            found[need] = case.plan.needs[need].score * less / len(case.years)
    return dict(sorted(found.items(), key=lambda item: (-item[1], item[0])))


def _kept_in(case: Case, program: str, needs: Mapping[str, Fraction], more: list[Rule]) -> KeptIn:
    firm, wished = ([rule for rule in more if (rule.prefer is not None) is may] for may in (False, True))
    return KeptIn(program, needs, tuple(rule.id for rule in firm), tuple(rule.id for rule in wished),
                  tuple(_says(case, needs, firm, wished)))


def _says(case: Case, needs: Mapping[str, Fraction], firm: list[Rule], wished: list[Rule]) -> Iterator[Message]:
    for rule in firm:
        yield say("kept.rule", rule=rule.says(case))
    if needs:
        yield say("kept.needs", needs=Names(tuple(
            say("kept.need", need=case.plan.needs[need].name, points=Fte(round(points, 1))) for need, points in needs.items())))
    else:
        yield say("kept.nothing")
    for rule in wished:
        yield say("kept.wish", rule=rule.says(case))
