"""A signed budget that has to change in mid-year: what moves, what needs approval, what asking is worth. No screen in here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from threading import Event

from allocator.domain.budget import Budget
from allocator.domain.case import Case
from allocator.domain.plan import Plan
from allocator.domain.report import Impossible, Report
from allocator.domain.settings import Settings
from allocator.errors import InputError
from allocator.explain.ways import told as told_way
from allocator.messages import Names, say
from allocator.ui.figures import Table, totals
from allocator.ui.jobs import News, Work
from allocator.ui.locks import case_of
from allocator.ui.show import distance, money, percent, points, safe
from allocator.ui.signed import Signed
from allocator.ui.spent import object_words
from allocator.ui.words import said, w
from allocator.whatif.moved import Approved, Moved, moved
from allocator.whatif.moves import moves, told
from allocator.whatif.revise import Revised, Side, approved_rule, approving_source, revise, settled_rule
from allocator.whatif.revise_words import move_says, reasons, too_little_says
from allocator.whatif.study import Study

SEARCH = Settings(gap=0.005, seconds=60)
"""How hard to look for each of the two plans."""
LONGER = Settings(gap=0.005, seconds=300)
"""When someone asks for better."""


@dataclass(frozen=True)
class Asked:
    """The question: which budget was signed, for which source, and from which year on it may change."""

    signed: Signed
    source: str
    first: str
    longer: bool = False
    """Whether to look longer."""

    @property
    def question(self) -> str:
        """The question as ``Answers.ask`` keeps it."""
        return f"revise:{self.signed.mark}:{self.source}:{self.first}:{'longer' if self.longer else ''}"


def usual_source(plan: Plan) -> str | None:
    """The source whose grant asks for approval; None where none does, or several do."""
    try:
        return approving_source(plan, None)
    except InputError:
        return None


def checked(asked: Asked, plan: Plan) -> Approved:
    """The budget as it was approved. Raises InputError where the question makes no sense for a plan as it is now: the source pays
    nothing from that year on, or a year that is over does not fit the plan."""
    case = case_of(plan)
    approved = asked.signed.approved(case)
    approved_rule(case, approved, asked.source, asked.first)
    settled_rule(case, approved, asked.first)
    return approved


def moves_now(asked: Asked, approved: Approved, report: Report) -> tuple[Moved, ...]:
    """What a budget moves in the source's object codes, against what was signed."""
    rule = approved_rule(report.case, approved, asked.source, asked.first)
    return moved(report.case, rule, approved, report.budget)


def search(plan: Plan, asked: Asked) -> Work:
    """The job of finding both plans. None when it was stopped before it knew one."""
    def run(progress: Callable[[News], None], stop: Event) -> Revised | None:
        study = Study.of(plan, LONGER if asked.longer else SEARCH)
        study.stop, study.hear = stop, lambda done, every: progress((done, every))
        found = revise(study, asked.signed.approved(study.case), asked.source, asked.first)
        return None if stop.is_set() and found.asked.report is None else found
    return run


def large(found: Sequence[Moved]) -> list[Moved]:
    """Moves that need approval."""
    return [one for one in found if one.needs_approval]


def years_table(found: Sequence[Moved]) -> Table:
    """One row for each year: signed, now, the change, and how many object codes need approval; then the sums."""
    years = sorted({one.year for one in found})
    parts = [*([one for one in found if one.year == year] for year in years), found]
    return {w("year"): [*years, w("total")], **_dollars(parts), w("during.count"): [str(len(large(part))) for part in parts]}


def moves_table(found: Sequence[Moved]) -> Table:
    """One row for each object code of a year: signed, now, the change in dollars and percent, whether it needs approval; then the
    sums."""
    return {
        w("during.object"): [*(object_words(one.object) for one in found), w("total")],
        **_dollars([*([one] for one in found), found]),
        w("during.share"): [*(_share(one) for one in found), w("not")],
        w("during.needs"): [*(w("during.yes" if one.needs_approval else "during.no") for one in found), w("not")],
    }


def _dollars(parts: Sequence[Sequence[Moved]]) -> Table:
    """What was signed, what is paid now, and the change, of some moves together."""
    sums = [(sum(one.approved for one in part), sum(one.now for one in part)) for part in parts]
    return {w("during.signed.short"): [money(was) for was, _ in sums], w("now"): [money(now) for _, now in sums],
            w("during.more"): [money(now - was) for was, now in sums]}


def _share(one: Moved) -> str:
    """Tenths of a percent, as far from nothing as it is: 9.96% is not shown as 10%."""
    if one.share is None:
        return w("during.new")
    tenths = int(abs(one.share) * 1000)
    return f"{'-' if one.share < 0 and tenths else ''}{tenths // 10}.{tenths % 10}%"


def why(case: Case, found: Sequence[Moved]) -> list[str]:
    """For each of them, its move and its reasons, as in the request."""
    return [f"{safe(said(move_says(one)))} {' '.join(safe(said(reason)) for reason in reasons(case, one))}" for one in found]


def sides_table(found: Revised) -> Table:
    """The plan that needs no approval beside the best one when approval is asked."""
    both = [found.under, found.asked]
    none = w("not")
    known = [None if side.report is None else totals(side.report) for side in both]
    return {
        w("during.way"): [w("during.under"), w("during.asked")],
        w("metric.needs"): [none if t is None else w("metric.needs.value", met=points(t.met), reachable=points(t.reachable))
                            for t in known],
        w("metric.programs"): [none if t is None else w("metric.programs.value", run=t.run, all=t.programs) for t in known],
        w("metric.spent"): [none if t is None else money(t.spent) for t in known],
        w("during.count"): [none if side.report is None else str(len(side.large)) for side in both],
        w("compare.good"): [_good(side) for side in both],
    }


def _good(side: Side) -> str:
    if side.report is None:
        return w("during.none" if side.status == "impossible" else "during.unknown")
    if side.report.status == "proved":
        return w("compare.good.proved")
    return w(f"compare.good.{side.report.status}", gap=distance(side.report.gap))


def under_says(case: Case, found: Revised) -> list[str]:
    """Why there is no plan that needs no approval; nothing where there is one."""
    if found.under.report is not None:
        return []
    if (little := too_little_says(case, found)) is not None:
        return [safe(said(little))]
    if found.under.impossible is None:
        return [w("during.under.unknown", share=percent(found.share))]
    return [w("during.under.none", share=percent(found.share)), *_ways(found.under.impossible)]


def _ways(answer: Impossible) -> list[str]:
    """What would have to give, one way to a line."""
    return [" ".join(safe(said(part)) for _, head, changes in told_way(way) for part in (head, *changes))
            for way in answer.ways_out]


def programs(signed: Budget, report: Report) -> list[str]:
    """Which programs come in, drop out or run otherwise than was signed."""
    known = {program: years for program, years in signed.roster.items() if program in report.case.programs}
    lines = [safe(said(line)) for line in told(report.case, moves(known, report.budget.roster))]
    gone = sorted(signed.roster.keys() - known.keys())
    return [*lines, *([safe(said(say("moves.leaves", names=Names(tuple(gone)))))] if gone else [])] or [w("differs.none")]
