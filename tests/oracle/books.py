"""Who pays what, checked to the dollar: full cost, who may pay, equal shares of a position, awards, shares and match."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from functools import cached_property
from itertools import chain, combinations
from typing import Any

from tests.oracle.figures import Piece, below, number, picks, picks_indirect
from tests.oracle.revisions import free, revised
from tests.oracle.roster import ZERO, Roster

Payments = Mapping[tuple[Piece, int, str], int]


def anything(piece: Piece) -> bool:
    """Every payment."""
    return True


class Books:
    """A roster with whole dollars by piece, year and source."""

    def __init__(self, roster: Roster, payments: Payments) -> None:
        self.roster = roster
        self.plan = roster.plan
        self.payments = {key: dollars for key, dollars in payments.items() if dollars}
        self.by_source: dict[tuple[str, int], dict[Piece, int]] = {}
        for (piece, t, source), dollars in self.payments.items():
            self.by_source.setdefault((source, t), {})[piece] = dollars

    def paid(self, source: str, t: int, pick: Callable[[Piece], bool] = anything) -> int:
        """Dollars that a source pays, without indirect."""
        return sum(dollars for piece, dollars in self.by_source.get((source, t), {}).items() if pick(piece))

    def indirect(self, source: str, t: int) -> int:
        """The source's indirect charge."""
        rule = self.plan.indirect_rule(source)
        if rule is None:
            return 0
        return below(number(rule["rate"]) * self.paid(source, t, lambda piece: self.plan.in_base(source, piece.object)))

    def spent(self, source: str, t: int) -> int:
        """Dollars that leave a source."""
        return self.paid(source, t) + self.indirect(source, t)

    @cached_property
    def accounts(self) -> dict[str, list[dict[str, int]]]:
        """Each source's account in each year; ``overspent`` is what no award can cover."""
        return {source: self._account(source) for source in self.plan.sources}

    def _account(self, source: str) -> list[dict[str, int]]:
        plan = self.plan
        purse = {award: dollars for award, dollars in plan.awards(source).items() if award not in plan.years}
        years = []
        for t, year in enumerate(plan.years):
            brought = sum(purse.values())
            amount = self.roster.available(source, t)
            purse = {award: dollars for award, dollars in purse.items() if plan.last_use(source, award) >= year}
            if plan.last_use(source, year) >= year:
                purse[year] = amount
            due = self.spent(source, t)
            for award in sorted(purse):
                part = min(due, purse[award])
                purse[award] -= part
                due -= part
            purse = {award: dollars for award, dollars in purse.items() if plan.last_use(source, award) > year}
            cap = plan.carry_cap(source, year)
            if cap is not None and year in purse:
                purse[year] = min(cap, purse[year])
            kept = sum(purse.values())
            last = t == len(plan.years) - 1
            figures = {"amount": amount, "carried_in": brought, "paid": self.paid(source, t),
                       "indirect": self.indirect(source, t), "carried_out": 0 if last else kept, "unspent": kept if last else 0}
            gone = figures["paid"] + figures["indirect"] - due
            years.append({**figures, "lapsed": amount + brought - gone - kept, "overspent": due})
        return years

    # verdicts ---------------------------------------------------------------------------------------------------------
    def faults(self) -> Iterator[str]:
        """Everything about payments that breaks a rule that must hold, by the rule's id or kind."""
        drop = self.plan.drop
        if "full_cost" not in drop:
            yield from self._unpaid()
        yield from self._barred()
        yield from self._beyond_share()
        if "same_shares" not in drop:
            yield from self._uneven()
        if "award" not in drop:
            for source, years in self.accounts.items():
                for t, account in enumerate(years):
                    if account["overspent"]:
                        yield f"award:{source}: {account['overspent']} dollars too much in {self.plan.years[t]}"
        for rule in self.plan.rules:
            short = self.shortfall(rule)
            if short and rule.get("prefer") is None:
                yield f"{rule['id']}: short by {short}"
        yield from self._unmatched()

    def shortfall(self, rule: Mapping[str, Any]) -> Fraction | None:
        """How far a rule about payments falls short; None for other kinds."""
        if rule["kind"] == "revision":
            return self._too_far(rule)
        if rule["kind"] not in ("share_cap", "share_floor"):
            return None
        sign = 1 if rule["kind"] == "share_cap" else -1
        return sum((max(ZERO, sign * (self._part(rule, period) - self._whole(rule, period) * number(rule["share"])))
                    for period in self.plan.periods(rule)), ZERO)

    def _too_far(self, rule: Mapping[str, Any]) -> Fraction:
        """Dollars by which object codes leave what needs no approval; where some may, how many too many do."""
        away = []
        for t, code, approved in revised(self.plan, rule):
            now = self.paid(rule["source"], t, lambda piece, code=code: piece.object == code)
            now += self.indirect(rule["source"], t) if code == "7310" else 0
            away.append(max(0, abs(now - approved) - free(rule, approved)))
        if rule.get("at_most"):
            return Fraction(max(0, sum(dollars > 0 for dollars in away) - rule["at_most"]))
        return Fraction(sum(away))

    def _part(self, rule: Mapping[str, Any], period: list[int]) -> int:
        source = rule["source"]
        part = sum(self.paid(source, t, lambda piece: picks(rule, piece)) for t in period)
        if rule["kind"] == "share_cap" and rule.get("indirect") == "in" and picks_indirect(rule):
            part += sum(self.indirect(source, t) for t in period)
        return part

    def _whole(self, rule: Mapping[str, Any], period: list[int]) -> int:
        source = rule["source"]
        if rule.get("of") == "award":
            return sum(self.roster.available(source, t) for t in period)
        return sum(self.spent(source, t) if rule.get("indirect") == "in" else self.paid(source, t) for t in period)

    def _unpaid(self) -> Iterator[str]:
        paid: dict[tuple[Piece, int], int] = {}
        for (piece, t, _), dollars in self.payments.items():
            paid[piece, t] = paid.get((piece, t), 0) + dollars
        for key in paid.keys() | self.roster.bills.keys():
            if paid.get(key, 0) != self.roster.bills.get(key, 0):
                yield f"full-cost: {key[0].program}/{key[0].line} costs {self.roster.bills.get(key, 0)}, paid {paid.get(key, 0)}"

    def _barred(self) -> Iterator[str]:
        for (piece, t, source), dollars in self.payments.items():
            if dollars < 0:
                yield f"full-cost: negative payment of {piece.program}/{piece.line}"
            if not self.plan.may_pay(source, piece):
                yield f"allowable-use: {source} may not pay {piece.program}/{piece.line} in {self.plan.years[t]}"

    def _beyond_share(self) -> Iterator[str]:
        for rule in self.plan.of_kind("allowable_use"):
            for program in self.plan.order:
                share = self.plan.share_allowed(rule, program)
                for t in self.plan.when(rule):
                    paid = self.paid(rule["source"], t, lambda piece, program=program: piece.program == program)
                    if share < 1 and paid > below(share * self.roster.cost(program, t)):
                        yield f"{rule['id']}: {rule['source']} pays {paid} of {program}"

    def _uneven(self) -> Iterator[str]:
        people: dict[tuple[str, str, int], dict[Piece, int]] = {}
        for (piece, t), dollars in self.roster.bills.items():
            if piece.tie:
                people.setdefault((piece.program, piece.tie, t), {})[piece] = dollars
        for (program, tie, t), lines in people.items():
            cost = sum(lines.values())
            for source in self.plan.sources:
                together = sum(self.payments.get((piece, t, source), 0) for piece in lines)
                if together and not all(self.plan.may_pay(source, piece) for piece in lines):
                    yield f"same-shares: {program}/{tie}: {source} pays part of a position and may not pay all of its lines"
                for piece, dollars in lines.items():
                    if abs(self.payments.get((piece, t, source), 0) * cost - together * dollars) >= cost:
                        yield f"same-shares: {program}/{tie}: {source} pays another share of {piece.line}"

    # match ----------------------------------------------------------------------------------------------------------------
    def _unmatched(self) -> Iterator[str]:
        """A dollar counts once: any set of calls for match must find enough dollars that count for one of them."""
        calls = [(rule, period) for rule in self.plan.of_kind("local_match") if number(rule["share"]) > 0
                 for period in self.plan.periods(rule)]
        for some in chain.from_iterable(combinations(calls, size) for size in range(1, len(calls) + 1)):
            asked = sum((number(rule["share"]) * self.matched_amount(rule, period) for rule, period in some), ZERO)
            found = sum(dollars for (piece, t, source), dollars in self.payments.items()
                        if any(t in period and counts(rule, source, piece) for rule, period in some))
            found += sum(number(gift["amounts"].get(year, 0)) for name, gift in self.plan.plan.get("in_kind", {}).items()
                         for t, year in enumerate(self.plan.years)
                         if any(t in period and name in gifts(rule) for rule, period in some))
            if found < asked:
                yield f"{' and '.join(sorted({rule['id'] for rule, _ in some}))}: match {found} of {asked}"

    def matched_amount(self, rule: Mapping[str, Any], period: list[int]) -> int:
        """Dollars of the grant that ask for a match."""
        if rule.get("of", "award") == "award":
            return sum(self.roster.available(rule["source"], t) for t in period)
        return sum(self.spent(rule["source"], t) for t in period)


def counts(rule: Mapping[str, Any], source: str, piece: Piece) -> bool:
    """Whether a source's payment counts as match."""
    said = rule.get("counts") or {}
    if source == rule["source"] or (said.get("sources") is not None and source not in said["sources"]):
        return False
    return said.get("tags") is None or bool(piece.tags & set(said["tags"]))


def gifts(rule: Mapping[str, Any]) -> list[str]:
    """Gifts in kind that count as match."""
    return list((rule.get("counts") or {}).get("in_kind") or [])
