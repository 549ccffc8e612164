"""What takes longer than a look: splitting a difference among its changes, and the workbook of a comparison. No screen here."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from threading import Event

from allocator.export.comparison import comparison_bytes
from allocator.ui import engine
from allocator.ui.answers import Stopped
from allocator.ui.differing import Pair
from allocator.ui.jobs import News, Work
from allocator.ui.sides import Side
from allocator.whatif.attribute import attribute
from allocator.whatif.attribution import Attribution
from allocator.whatif.compare import beside
from allocator.whatif.comparison import Comparison
from allocator.whatif.several import Several


def asked(pair: Pair) -> tuple[str, str]:
    """(mark, question) under which it is kept which change did what between two scenarios."""
    return f"{pair.first.mark}+{pair.other.mark}", f"compare:{pair.first.key}:{pair.other.key}"


def split(pair: Pair) -> Work:
    """The job of finding which change did what. The two budgets themselves are those that are shown; only the plans in between
    are worked out."""
    def run(progress: Callable[[News], None], stop: Event) -> Attribution:
        several = Several(engine.QUESTION, lambda done, of: progress((done, of)), stop)
        assert pair.first.plan is not None and pair.other.plan is not None
        several.knows(pair.first.plan, pair.before)
        several.knows(pair.other.plan, pair.now)
        found = attribute(pair.first.plan, pair.other.plan, several=several)
        if stop.is_set():
            raise Stopped
        return found
    return run


def workbook(sides: Sequence[Side], why: Mapping[str, Attribution]) -> Callable[[], bytes]:
    """What makes the workbook of some scenarios from what is known about them; nothing is worked out for it. ``why``: by the key
    of a scenario, which change did what between the first and it."""
    known = [side for side in sides if side.plan is not None]

    def make() -> bytes:
        compared = replace(together(known), why=tuple(why.get(side.key) for side in known))
        return comparison_bytes(compared, [side.name.replace("/", "-").replace("\\", "-") for side in known])
    return make


def together(sides: Sequence[Side]) -> Comparison:
    """Two or more scenarios compared by what is known about them; nothing is worked out for it."""
    several, plans = Several(engine.QUESTION), []
    several.stop.set()
    for side in sides:
        if side.plan is None:
            continue
        plans.append(side.plan)
        found = side.report if side.report is not None else side.impossible
        if found is not None:
            several.knows(side.plan, found)
    return beside(plans, several)
