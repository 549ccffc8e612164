"""What a rule on revisions speaks of: object codes of a source's approved budget, and how far each may move."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from tests.oracle.figures import Piece, below, number
from tests.oracle.reading import Reading


def pieces(plan: Reading, program: str) -> Iterator[Piece]:
    """Everything of a program that could be paid, at any level."""
    for level in plan.levels[program]:
        for item in plan.items(program, level):
            for code in ("5800", "5100") if item.agreement else (item.object,):
                place = plan.programs[program].get("place", "site")
                yield Piece(program, item.line, code, item.tie, item.tags, place)


def revised(plan: Reading, rule: Mapping[str, Any]) -> Iterator[tuple[int, str, int]]:
    """(year, object code, approved dollars) of everything that a rule on revisions speaks of."""
    payable = {piece.object for program in plan.order for piece in pieces(plan, program) if plan.may_pay(rule["source"], piece)}
    if plan.indirect_rule(rule["source"]) is not None:
        payable.add("7310")
    for t in plan.when(rule):
        approved = rule["approved"].get(plan.years[t])
        if approved is not None:
            yield from ((t, code, approved.get(code, 0)) for code in payable | set(approved))


def free(rule: Mapping[str, Any], approved: int) -> int:
    """The most dollars that may be moved without approval: the last whole dollar below the share."""
    share = number(rule.get("share", "1/10")) * approved
    return max(0, below(share) - (share.denominator == 1))
