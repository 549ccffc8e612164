"""Whether a roster can be paid in whole dollars so that every rule about payments holds, and how."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import chain, combinations, pairwise
from math import inf
from typing import Any

from tests.oracle.books import Books, anything, counts, gifts
from tests.oracle.figures import Piece, below, number, picks, picks_indirect
from tests.oracle.revisions import free, revised
from tests.oracle.roster import Roster
from tests.oracle.rows import Number, Rows, times, total

Sum = dict[int, Number]


def split(roster: Roster) -> Books | None:
    """A way to pay for the roster, proved by counting it again; None when there is none."""
    if hopeless(roster):
        return None
    question = Question(roster)
    found = question.rows.solution()
    if found is None:
        return None
    books = Books(roster, {key: round(found[unknown]) for key, unknown in question.pay.items()})
    if faults := list(books.faults()):
        raise RuntimeError(f"the way to pay that was found does not add up: {faults[:3]}")
    return books


def hopeless(roster: Roster) -> bool:
    """Whether, for some group of sources, what only they may pay is more than all they have: a quick no."""
    plan = roster.plan
    if {"award", "full_cost"} & plan.drop:
        return False
    payers: dict[frozenset[str], list[tuple[int, int]]] = {}
    for (piece, t), dollars in roster.bills.items():
        able = frozenset(source for source in plan.sources if plan.may_pay(source, piece))
        payers.setdefault(able, []).append((t, dollars))
    for some in chain.from_iterable(combinations(sorted(plan.sources), size) for size in range(len(plan.sources) + 1)):
        due = [bill for able, bills in payers.items() if able <= set(some) for bill in bills]
        for last in plan.span:
            money = sum(sum(plan.awards(source)[award] for award in plan.awards(source) if award <= plan.years[last])
                        for source in some)
            if sum(dollars for t, dollars in due if t <= last) > money:
                return True
    return False


@dataclass(frozen=True)
class Held:
    """What is left of an award: an open sum and a fixed part, together at most so much."""

    open: Sum
    fixed: int
    most: int

    def less(self, used: int) -> Held:
        """After some of it is used."""
        return Held(total(self.open, {used: -1}), self.fixed, self.most)


def kindest(roster: Roster) -> tuple[tuple[Fraction, ...], Books] | None:
    """A way to pay for the roster in which the soft rules about payments fall short as little as can be, in their order."""
    question = Question(roster)
    soft = [rule for rule in roster.plan.of_kind("share_cap", "share_floor", "revision") if rule.get("prefer") is not None]
    short: list[Fraction] = []
    books = None
    for order in sorted({rule["prefer"] for rule in soft}):
        slack = {unknown: 1 for rule, unknown in question.slack if rule["prefer"] == order}
        found = question.rows.solution(slack)
        if found is None:
            return None
        books = Books(roster, {key: round(found[unknown]) for key, unknown in question.pay.items()})
        short.append(sum((books.shortfall(rule) or Fraction(0) for rule in soft if rule["prefer"] == order), Fraction(0)))
        question.rows.between(slack, None, short[-1])
    if books is None:
        books = split(roster)
    elif faults := list(books.faults()):
        raise RuntimeError(f"the way to pay that was found does not add up: {faults[:3]}")
    return None if books is None else (tuple(short), books)


class Question:
    """The limits on who pays what, for one roster."""

    def __init__(self, roster: Roster) -> None:
        self.roster = roster
        self.plan = roster.plan
        self.rows = Rows()
        self.pay: dict[tuple[Piece, int, str], int] = {}
        self.charged: dict[tuple[str, int], int] = {}
        self.slack: list[tuple[Mapping[str, Any], int]] = []
        self._payments()
        self._shares_of_programs()
        if "same_shares" not in self.plan.drop:
            self._people()
        for source in self.plan.sources:
            for t in self.plan.span:
                self._indirect(source, t)
            if "award" not in self.plan.drop:
                self._awards(source)
        for rule in self.plan.of_kind("share_cap", "share_floor"):
            self._share(rule)
        for rule in self.plan.of_kind("revision"):
            self._revision(rule)
        self._match()

    # payments -----------------------------------------------------------------------------------------------------------
    def _payments(self) -> None:
        for (piece, t), dollars in self.roster.bills.items():
            able = [source for source in self.plan.sources if self.plan.may_pay(source, piece)]
            for source in able:
                self.pay[piece, t, source] = self.rows.unknown(dollars)
            least = 0 if "full_cost" in self.plan.drop else dollars
            self.rows.between({self.pay[piece, t, source]: 1 for source in able}, least, dollars)

    def paid(self, source: str, t: int, pick: Callable[[Piece], bool] = anything) -> Sum:
        """Dollars that a source pays, without indirect."""
        return {unknown: 1 for (piece, year, payer), unknown in self.pay.items()
                if year == t and payer == source and pick(piece)}

    def spent(self, source: str, t: int) -> Sum:
        """Dollars that leave a source."""
        return total(self.paid(source, t), self.indirect(source, t))

    def indirect(self, source: str, t: int) -> Sum:
        """A source's indirect charge."""
        return {self.charged[source, t]: 1} if (source, t) in self.charged else {}

    def _indirect(self, source: str, t: int) -> None:
        rule = self.plan.indirect_rule(source)
        base = self.paid(source, t, lambda piece: self.plan.in_base(source, piece.object))
        if rule is None or not base:
            return
        rate = number(rule["rate"])
        self.charged[source, t] = self.rows.unknown(sum(self.rows.upper[unknown] for unknown in base))
        left_over = total(times(base, rate), {self.charged[source, t]: -1})
        self.rows.between(left_over, 0, 1 - Fraction(1, rate.denominator))

    def _shares_of_programs(self) -> None:
        for rule in self.plan.of_kind("allowable_use"):
            for program in self.plan.order:
                share = self.plan.share_allowed(rule, program)
                for t in self.plan.when(rule) if share < 1 else ():
                    paid = self.paid(rule["source"], t, lambda piece, program=program: piece.program == program)
                    self.rows.between(paid, None, below(share * self.roster.cost(program, t)))

    def _people(self) -> None:
        people: dict[tuple[str, str, int], dict[Piece, int]] = {}
        for (piece, t), dollars in self.roster.bills.items():
            if piece.tie:
                people.setdefault((piece.program, piece.tie, t), {})[piece] = dollars
        for (_, _, t), lines in people.items():
            cost = sum(lines.values())
            for source in self.plan.sources if len(lines) > 1 else ():
                own = {piece: {self.pay[key]: 1} if (key := (piece, t, source)) in self.pay else {} for piece in lines}
                together = total(*own.values())
                if not all(own.values()):  # its share of a line that it may not pay is nothing, and so of the others
                    self.rows.between(together, 0, 0)
                    continue
                for piece, dollars in lines.items():
                    away = total(times(own[piece], cost), times(together, -dollars))
                    self.rows.between(away, 1 - cost, cost - 1)

    # awards -----------------------------------------------------------------------------------------------------------
    def _awards(self, source: str) -> None:
        """Balances by award. What a year leaves goes on, except beyond a limit; the oldest award is spent first."""
        plan = self.plan
        most = {award: dollars for award, dollars in plan.awards(source).items() if award not in plan.years}
        held = {award: Held({}, dollars, dollars) for award, dollars in most.items()}
        for t, year in enumerate(plan.years):
            amount = self.roster.available(source, t)
            held[year] = Held({}, amount, amount)
            usable = [award for award in sorted(held) if award <= year <= plan.last_use(source, award)]
            used = {award: self.rows.unknown(held[award].most, whole=False) for award in usable}
            for award in usable:
                held[award] = held[award].less(used[award])
                self.rows.between(held[award].open, -held[award].fixed, None)
            self.rows.between(total(self.spent(source, t), dict.fromkeys(used.values(), -1)), 0, 0)
            for older, newer in pairwise(usable):
                self._older_first(held[older], used[newer], held[newer].most)
            cap = plan.carry_cap(source, year)
            if cap is not None and year in usable and cap < amount:
                held[year] = self._kept(held[year], cap)

    def _older_first(self, older: Held, newer: int, most: int) -> None:
        """Nothing of the newer award is used while some of the older is left."""
        empty = self.rows.unknown(1)
        self.rows.between(total(older.open, {empty: older.most}), None, older.most - older.fixed)
        self.rows.between({newer: 1, empty: -most}, None, 0)

    def _kept(self, left: Held, cap: int) -> Held:
        """The smaller of what is left and the limit on what goes on."""
        kept, capped = self.rows.unknown(cap, whole=False), self.rows.unknown(1)
        beyond = total({kept: 1}, times(left.open, -1))
        self.rows.between(beyond, None, left.fixed)
        self.rows.between(total(beyond, {capped: left.most}), left.fixed, None)
        self.rows.between({kept: 1, capped: -cap}, 0, None)
        return Held({kept: 1}, 0, cap)

    # shares and match ---------------------------------------------------------------------------------------------------
    def _share(self, rule: Mapping[str, Any]) -> None:
        source, share = rule["source"], number(rule["share"])
        for period in self.plan.periods(rule):
            part = total(*(self.paid(source, t, lambda piece: picks(rule, piece)) for t in period))
            if rule["kind"] == "share_cap" and rule.get("indirect") == "in" and picks_indirect(rule):
                part = total(part, *(self.indirect(source, t) for t in period))
            if rule.get("of") == "award":
                whole, limit = {}, share * sum(self.roster.available(source, t) for t in period)
            else:
                amount = self.spent if rule.get("indirect") == "in" else self.paid
                whole, limit = total(*(amount(source, t) for t in period)), Fraction(0)
            away = total(part, times(whole, -share))
            sign = 1 if rule["kind"] == "share_cap" else -1
            if rule.get("prefer") is not None:
                away = total(away, self._slack(rule, -sign))
            self.rows.between(times(away, sign), None, sign * limit)

    def _revision(self, rule: Mapping[str, Any]) -> None:
        """Each object code stays near its approved dollars, or is one of the few that need not."""
        few: Sum = {}
        for t, code, approved in revised(self.plan, rule):
            now = self.paid(rule["source"], t, lambda piece, code=code: piece.object == code)
            if code == "7310":
                now = total(now, self.indirect(rule["source"], t))
            most = sum(self.rows.upper[unknown] for unknown in now)
            low, high = approved - free(rule, approved), approved + free(rule, approved)
            more, less = now, now
            if rule.get("at_most"):
                far = self.rows.unknown(1)
                few[far] = 1
                more, less = total(now, {far: -most}), total(now, {far: low})
            elif rule.get("prefer") is not None:
                more, less = total(now, self._slack(rule, -1)), total(now, self._slack(rule, 1))
            self.rows.between(more, None, high)
            self.rows.between(less, low, None)
        if few:
            self.rows.between(few if rule.get("prefer") is None else total(few, self._slack(rule, -1)), None, rule["at_most"])

    def _slack(self, rule: Mapping[str, Any], sign: int) -> Sum:
        self.slack.append((rule, self.rows.unknown(inf, whole=False)))
        return {self.slack[-1][1]: sign}

    def _match(self) -> None:
        """Every dollar that counts is given to one call at most."""
        calls = [(rule, period) for rule in self.plan.of_kind("local_match") if number(rule["share"]) > 0
                 for period in self.plan.periods(rule)]
        given: list[list[int]] = [[] for _ in calls]
        for (piece, t, source), paid in self.pay.items():
            self._give(given, [t in period and counts(rule, source, piece) for rule, period in calls], {paid: 1}, 0)
        for name, gift in self.plan.plan.get("in_kind", {}).items():
            for t, year in enumerate(self.plan.years):
                able = [t in period and name in gifts(rule) for rule, period in calls]
                self._give(given, able, {}, int(gift["amounts"].get(year, 0)))
        for (rule, period), parts in zip(calls, given, strict=True):
            share, source = number(rule["share"]), rule["source"]
            if rule.get("of", "award") == "award":
                asked, fixed = {}, share * sum(self.roster.available(source, t) for t in period)
            else:
                asked, fixed = times(total(*(self.spent(source, t) for t in period)), share), Fraction(0)
            self.rows.between(total(dict.fromkeys(parts, 1), times(asked, -1)), fixed, None)

    def _give(self, given: list[list[int]], able: list[bool], paid: Sum, fixed: int) -> None:
        most = fixed + sum(self.rows.upper[unknown] for unknown in paid)
        parts = []
        for at, counts_here in enumerate(able):
            if counts_here:
                parts.append(self.rows.unknown(most, whole=False))
                given[at].append(parts[-1])
        if parts:
            self.rows.between(total(dict.fromkeys(parts, 1), times(paid, -1)), None, fixed)
