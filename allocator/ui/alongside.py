"""What goes into the workbook beside the budget: other scenarios, and answers that somebody asked for. No screen in here."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from allocator.domain.report import Report
from allocator.export.extras import Extras
from allocator.messages import Message
from allocator.ui import asking
from allocator.ui.comparing import together
from allocator.ui.desk import Desk
from allocator.ui.sides import MOST, Side, at_hand, offered, sides
from allocator.whatif.comparison import Comparison


def others(desk: Desk) -> dict[str, str]:
    """The scenarios that can stand beside the one at hand, by name, oldest first."""
    return {key: name for key, name in offered(desk).items() if key != at_hand(desk)}


def chosen(desk: Desk, keys: Sequence[str]) -> list[Side]:
    """The scenario at hand, then those that were chosen and are still there, with what is known of each."""
    here, names = at_hand(desk), others(desk)
    own = desk.scenario.name if desk.scenario is not None else desk.base.name
    picked = [key for key in keys if key in names][:MOST - 1]
    return sides(desk, [here, *picked], {**names, here: own})


def ready(found: Sequence[Side]) -> list[Side]:
    """Those of which it is known what they reach, or that nothing can."""
    return [side for side in found if side.plan is not None and (side.report is not None or side.impossible is not None)]


def extras(desk: Desk, report: Report, found: Sequence[Side]) -> Callable[[], Extras]:
    """What makes it, once the workbook is asked for. ``found``: the scenario at hand first."""
    why, beside = answered(desk, report), ready(found[1:])
    own = [side for side in found[:1] if side.report is report]

    def make() -> Extras:
        return Extras(_called([*own, *beside]) if own and beside else None, why)
    return make


def _called(found: Sequence[Side]) -> Comparison:
    """The scenarios compared, by the names that people gave them."""
    compared = together(found)
    plans = (replace(column, name=side.name) for column, side in zip(compared.plans, found, strict=True))
    return replace(compared, plans=tuple(plans))


def answered(desk: Desk, report: Report) -> Mapping[str, Sequence[Message]]:
    """Program -> the exact answer why it is in or out, for programs of which somebody asked."""
    told: dict[str, Sequence[Message]] = {}
    for program in report.case.programs if desk.report is report else ():
        job = desk.answers.asked(desk.mark, asking.question(program))
        if job is not None and job.found:
            told[program] = job.found[0]
    return told


def unknown(found: Sequence[Side]) -> list[str]:
    """Names of those that were chosen and are not worked out."""
    known = {side.key for side in ready(found)}
    return [side.name for side in found[1:] if side.key not in known]
