"""What a plan file says, read a second time from its plain records: who can run when, what it costs, what it meets.

Nothing here comes from the program that is judged. Numbers are whole numbers or fractions; a year is its place in the plan.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from functools import cache
from typing import Any

from tests.oracle.figures import BENEFITS, HEALTH_GROWTH, Item, Piece, among, below, curve, later, number


class Reading:
    """A plan file's records, as numbers. ``drop``: kinds of rules to leave out."""

    def __init__(self, plan: Mapping[str, Any], drop: frozenset[str] = frozenset(),
                 rates: Mapping[str, Any] | None = None) -> None:
        self.plan = plan
        self.drop = drop
        self.years: list[str] = [str(year) for year in plan["years"]]
        self.span = range(len(self.years))
        self.base: str = plan.get("base_year") or self.years[0]
        self.growth = number(plan.get("cost_growth", 0))
        self.programs: dict[str, Any] = dict(sorted(plan.get("programs", {}).items()))
        self.order = list(self.programs)
        self.sources: dict[str, Any] = dict(sorted(plan.get("sources", {}).items()))
        self.needs: dict[str, Any] = dict(sorted(plan.get("needs", {}).items()))
        self.roles: dict[str, Any] = plan.get("staff", {})
        self.rates = {**(rates or {}), **plan.get("rates", {})}
        self.rules: list[dict[str, Any]] = [
            {"id": rule_id, **rule} for rule_id, rule in sorted(plan.get("rules", {}).items()) if rule["kind"] not in drop]
        raw = [number(plan.get("year_weights", {}).get(year, 1)) for year in self.years]
        self.weights = [weight * len(raw) / sum(raw) for weight in raw]
        self.items = cache(self._items)
        self.cost = cache(self._cost)
        self.met = cache(self._met)
        self.fte = cache(self._fte)
        self.points_in_year = cache(self._points_in_year)
        self.levels = {program: self._ordered(program) for program in self.programs}

    # rules ---------------------------------------------------------------------------------------------------------
    def of_kind(self, *kinds: str, source: str | None = None) -> list[dict[str, Any]]:
        """Rules of some kinds, of one source if one is named."""
        return [rule for rule in self.rules if rule["kind"] in kinds and (source is None or rule.get("source") == source)]

    def when(self, rule: Mapping[str, Any]) -> list[int]:
        """Years in which a rule applies."""
        named = rule.get("years")
        return [t for t in self.span if named is None or self.years[t] in named]

    def periods(self, rule: Mapping[str, Any]) -> list[list[int]]:
        """Stretches of years over which a rule adds up."""
        when = self.when(rule)
        return ([when] if when else []) if rule.get("over") == "term" else [[t] for t in when]

    # levels and costs ------------------------------------------------------------------------------------------------
    def stated(self, program: str, level: str, field: str) -> Any:
        """A field of a level; what the level leaves out is the program's."""
        record = self.programs[program]
        own = None if level == "full" else record["levels"][level].get(field)
        return record.get(field, {}) if own is None else own

    def _ordered(self, program: str) -> list[str]:
        """Levels from the smallest: by FTE, then by cost."""
        names = ["full", *self.programs[program].get("levels", {})]
        return sorted(names, key=lambda level: (
            sum(self.staff(program, level).values()), self.cost(program, level, self.years[0], False), level))

    def staff(self, program: str, level: str) -> dict[str, Fraction]:
        """FTE by role at a level."""
        found = {role: number(fte) for role, fte in self.stated(program, level, "staff").items()}
        for position in self.stated(program, level, "positions").values():
            found[position["role"]] = found.get(position["role"], Fraction(0)) + number(position["fte"])
        return found

    def _items(self, program: str, level: str) -> tuple[Item, ...]:
        tags = frozenset(self.programs[program].get("tags", []))
        found = [
            Item(line, str(cost["object"]), number(cost["amount"]), self.growth, tie=cost.get("position") or "",
                 agreement=cost.get("agreement") or "", tags=tags | frozenset(cost.get("tags", [])),
                 once=cost.get("when") == "first_year")
            for line, cost in self.stated(program, level, "costs").items()
        ]
        for name, position in self.stated(program, level, "positions").items():
            found += self._person(name, position, tags | frozenset(position.get("tags", [])))
        return tuple(sorted(found, key=lambda item: item.line))

    def _person(self, name: str, position: Mapping[str, Any], tags: frozenset[str]) -> list[Item]:
        months = position.get("months", 12)
        part = Fraction(position["first_year_months"], months) if position.get("first_year_months") else Fraction(1)
        year = number(position["fte"]) * Fraction(months, 12)
        pay = number(position["salary"]) * year
        found = [Item(f"{name}.pay", str(position["object"]), pay, self.growth, name, "", tags, False, part)]
        for benefit, per, certificated, classified in BENEFITS:
            code = certificated if position["classification"] == "certificated" else classified
            if code is None:
                continue
            if per == "fte":  # a figure of the position's own grows as costs do, the usual one as premiums do
                own = position.get("health")
                each, growth = (self.rates[benefit], HEALTH_GROWTH) if own is None else (own, self.growth)
                found.append(Item(f"{name}.{benefit}", code, number(each) * year, growth, name, "", tags, False, part))
            else:
                by_year = tuple((y, self._rate(benefit, y)) for y in [*self.years, later(self.years[-1])])
                found.append(Item(f"{name}.{benefit}", code, pay, self.growth, name, "", tags, False, part, by_year))
        return found

    def _rate(self, benefit: str, year: str) -> Fraction:
        said = self.rates[benefit]
        if not isinstance(said, Mapping):
            return number(said)
        return number(said[year] if year in said else said[self.years[-1]])

    def _cost(self, program: str, level: str, year: str, first: bool) -> int:
        return sum(item.dollars(year, self.base, first) for item in self.items(program, level))

    # needs and people --------------------------------------------------------------------------------------------------
    def _met(self, levels: tuple[str | None, ...]) -> dict[str, Fraction]:
        """Share of each need that is met when the programs, in order, run at these levels."""
        shares = {need: Fraction(0) for need in self.needs}
        for program, level in zip(self.order, levels, strict=True):
            if level is not None:
                for need, share in self.stated(program, level, "meets").items():
                    shares[need] += number(share)
        return {need: curve(self.needs[need].get("returns"), min(Fraction(1), share)) for need, share in shares.items()}

    def _fte(self, levels: tuple[str | None, ...]) -> dict[str, Fraction]:
        found: dict[str, Fraction] = {}
        for program, level in zip(self.order, levels, strict=True):
            if level is not None:
                for role, fte in self.staff(program, level).items():
                    found[role] = found.get(role, Fraction(0)) + fte
        return found

    def _points_in_year(self, levels: tuple[str | None, ...]) -> Fraction:
        met = self.met(levels)
        return sum((number(self.needs[need]["score"]) * met[need] for need in met), Fraction(0))

    # money --------------------------------------------------------------------------------------------------------------
    def awards(self, source: str) -> dict[str, int]:
        """Dollars by the year in which they were awarded, oldest first, before anything has to be earned."""
        record = self.sources[source]
        amounts = record.get("amounts") or {}
        found = {**record.get("carried_in", {}), **{year: amounts.get(year, 0) for year in self.years}}
        return dict(sorted(found.items()))

    def last_use(self, source: str, award: str) -> str:
        """Last fiscal year in which an award may be spent."""
        said = []
        for rule in self.of_kind("carryover", source=source):
            if rule.get("life") is not None:
                said.append(later(award, rule["life"] - 1))
            else:
                last = rule["last_use"]
                said.append(last.get(award, award) if isinstance(last, Mapping) else last)
        return min(said, default=award)

    def carry_cap(self, source: str, award: str) -> int | None:
        """Most dollars of an award that go beyond its own year; None: all."""
        amount = self.awards(source)[award]
        return min((below(number(rule["carry_limit"]) * amount) for rule in self.of_kind("carryover", source=source)
                    if rule.get("carry_limit") is not None), default=None)

    def indirect_rule(self, source: str) -> dict[str, Any] | None:
        """The rule that charges a source indirect costs."""
        return next(iter(self.of_kind("indirect", source=source)), None)

    def in_base(self, source: str, code: str) -> bool:
        """Whether an object code counts in a source's indirect base."""
        rule = self.indirect_rule(source)
        return rule is not None and among(code, rule.get("objects", ["1000-5999"])) and not among(
            code, rule.get("not_objects", ["4700", "5100", "5700"]))

    def share_allowed(self, rule: Mapping[str, Any], program: str) -> Fraction:
        """Most of a program's cost that a rule on allowable use lets its source pay."""
        share = Fraction(1) if rule.get("share") is None else number(rule["share"])
        if rule.get("grades") is None:
            return share
        served = self.programs[program].get("grades", {})
        return min(share, sum((number(part) for grade, part in served.items() if grade in rule["grades"]), Fraction(0)))

    def may_pay(self, source: str, piece: Piece) -> bool:
        """Whether the program's list and every rule on allowable use let a source pay."""
        named = self.programs[piece.program].get("paid_by")
        if named is not None and source not in named and "paid_by" not in self.drop:
            return False
        return all(self._fits(rule, piece) for rule in self.of_kind("allowable_use", source=source))

    def _fits(self, rule: Mapping[str, Any], piece: Piece) -> bool:
        def said(field: str) -> Any:
            return rule.get(field)

        return not (
            (said("programs") is not None and piece.program not in rule["programs"])
            or (said("tags") is not None and not piece.tags & set(rule["tags"]))
            or (said("not_tags") is not None and piece.tags & set(rule["not_tags"]))
            or (said("objects") is not None and not among(piece.object, rule["objects"]))
            or (said("not_objects") is not None and among(piece.object, rule["not_objects"]))
            or self.share_allowed(rule, piece.program) <= 0
        )
