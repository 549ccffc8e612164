"""Judges a result file against its plan file, figure by figure, with none of the program's code."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from tests.oracle.books import Books
from tests.oracle.figures import Piece, curve, number
from tests.oracle.judges import shortfall
from tests.oracle.oracle import in_time
from tests.oracle.reading import Reading
from tests.oracle.roster import ZERO, Roster

CLOSE = Fraction(1, 10**9)


def check(plan: Mapping[str, Any], result: Mapping[str, Any], rates: Mapping[str, Any] | None = None) -> list[str]:
    """Everything that is wrong with a result, in words. Nothing: every rule holds and every figure adds up."""
    reading = Reading(plan, rates=rates)
    strange = list(_strange(reading, result))
    if strange:
        return strange
    roster = Roster.of(reading, {program: {year: run["level"] for year, run in years.items()}
                                 for program, years in result["programs"].items()})
    books = Books(roster, _payments(roster, result))
    return [*_rules(books, result), *_figures(books, result), *_points(roster, result), *_verdicts(reading, result)]


def _strange(plan: Reading, result: Mapping[str, Any]) -> Iterator[str]:
    """Ids, years and amounts that no plan knows."""
    for program, years in result["programs"].items():
        for year, run in years.items():
            if program not in plan.programs or year not in plan.years or run["level"] not in plan.levels[program]:
                yield f"programs: {program} {year} {run}"
    for payment in result["payments"]:
        if type(payment["dollars"]) is not int or payment["dollars"] <= 0:
            yield f"payments: not whole dollars: {payment}"
        if payment["source"] not in plan.sources or payment["year"] not in plan.years or payment["program"] not in plan.programs:
            yield f"payments: unknown: {payment}"
    keys = ("program", "line", "year", "source", "object")
    twice = Counter(tuple(payment[key] for key in keys) for payment in result["payments"])
    yield from (f"payments: twice: {key}" for key, count in twice.items() if count > 1)


def _payments(roster: Roster, result: Mapping[str, Any]) -> dict[tuple[Piece, int, str], int]:
    known = {(piece.program, piece.line, piece.object, t): piece for piece, t in roster.bills}
    found = {}
    for payment in result["payments"]:
        t = roster.plan.years.index(payment["year"])
        key = (payment["program"], payment["line"], payment["object"], t)
        piece = known.get(key, Piece(payment["program"], payment["line"], payment["object"]))
        found[piece, t, payment["source"]] = payment["dollars"]
    return found


def _rules(books: Books, result: Mapping[str, Any]) -> Iterator[str]:
    """Rules that must hold, and what soft rules fall short by."""
    roster, plan = books.roster, books.plan
    for program, pattern in zip(plan.order, roster.patterns, strict=True):
        if not in_time(plan.programs[program], pattern):
            yield f"timing: {program} {pattern}"
    if not roster.staffed():
        yield "staffing: too few or too many FTE"
    yield from books.faults()
    for rule in plan.rules:
        short = shortfall(roster, rule)
        if short is None:
            short = books.shortfall(rule)
        if rule.get("prefer") is not None:
            if abs((short or ZERO) - number(result["shortfalls"].get(rule["id"], 0))) > CLOSE:
                yield f"shortfalls: {rule['id']} is {short}, not {result['shortfalls'].get(rule['id'], 0)}"
        elif short and rule["kind"] not in ("share_cap", "share_floor", "revision"):
            yield f"{rule['id']}: short by {short}"


def _figures(books: Books, result: Mapping[str, Any]) -> Iterator[str]:
    """Costs, needs, people and the sources' accounts."""
    roster, plan = books.roster, books.plan
    for program, years in result["programs"].items():
        for year, run in years.items():
            if run["cost"] != (cost := roster.cost(program, plan.years.index(year))):
                yield f"programs: {program} {year} costs {cost}, not {run['cost']}"
    for t, year in enumerate(plan.years):
        for need, met in roster.met(t).items():
            if abs(number(result["needs"].get(need, {}).get(year, 0)) - met) > CLOSE:
                yield f"needs: {need} {year} is met {met}"
        for role in plan.roles:
            if abs(number(result["staff"].get(role, {}).get(year, 0)) - roster.fte(role, t)) > CLOSE:
                yield f"staff: {role} {year} is {roster.fte(role, t)}"
        for source, accounts in books.accounts.items():
            account = {name: dollars for name, dollars in accounts[t].items() if name != "overspent"}
            if (said := dict(result["sources"][source][year])) != account:
                yield f"sources: {source} {year} is {account}, not {said}"


def _points(roster: Roster, result: Mapping[str, Any]) -> Iterator[str]:
    plan = roster.plan
    scores = {need: number(record["score"]) for need, record in plan.needs.items()}
    reach = ZERO
    for need, score in scores.items():
        largest = sum((max(number(plan.stated(program, level, "meets").get(need, 0)) for level in plan.levels[program])
                       for program in plan.order), ZERO)
        reach += score * curve(plan.needs[need].get("returns"), min(Fraction(1), largest))
    right = {"points": roster.points(), "points_possible": sum(scores.values(), ZERO), "points_reachable": reach}
    for name, value in right.items():
        if abs(number(result[name]) - value) > CLOSE:
            yield f"{name} is {float(value)}, not {result[name]}"
    bound, points = number(result["bound"]), number(result["points"])
    gap = (bound - points) / bound if bound else ZERO
    if bound < points - CLOSE or abs(number(result["gap"]) - gap) > CLOSE:
        yield f"gap: {result['gap']} with bound {bound}"
    if result["status"] == "proved" and gap > CLOSE:
        yield "status: proved, with a gap"


def _verdicts(plan: Reading, result: Mapping[str, Any]) -> Iterator[str]:
    """What the result itself says about its rules."""
    soft = {rule["id"] for rule in plan.rules if rule.get("prefer") is not None}
    if not result["audit"]["ok"]:
        yield "audit: not ok"
    for verdict in result["rules"]:
        if not verdict["holds"] and verdict["id"] not in soft:
            yield f"rules: {verdict['id']} does not hold"
