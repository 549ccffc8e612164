"""What stands on top of a page below the bar: its name and one sentence, how the search stands, how good the budget is, and its
few figures."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from allocator.domain.report import Report
from allocator.errors import AllocatorError, ImpossiblePlan
from allocator.ui.answers import Stopped
from allocator.ui.desk import Desk
from allocator.ui.figures import Totals, first_totals, totals
from allocator.ui.guard import guarded, tell
from allocator.ui.parts import fixing, progress, trouble
from allocator.ui.reasons import doubts_line
from allocator.ui.show import distance, money, points, safe, span
from allocator.ui.words import w

FAR = 0.25
"""A distance beyond which a number would only mislead."""


def frame(desk: Desk, url: str, figures: bool, budget: bool = True) -> Report | None:
    """Draw the top of a page; the report to show below it, or None while there is none. ``figures``: whether they stand on top;
    ``budget``: whether the page is about the budget at all."""
    st.title(w(f"page.{url}"))
    name = w("caption.name", name=safe(desk.base.name), years=span(desk.base.years))
    sample = f" {w('caption.sample')}" if desk.origin == "sample" else ""
    st.caption(f"{name}.{sample} {w(f'page.{url}.says')}")
    standing(desk)
    report = desk.shown
    if report is None or not (figures or budget):
        return report
    if not desk.current:
        _first(desk, report)
    elif figures:
        st.markdown(" ".join(quality(report)))
        _figures(totals(report), _before(desk, report))
    if not desk.current and not figures:  # the page with the figures says it where the budget begins
        st.markdown(f"**{w('earlier')}**")
    return report


def standing(desk: Desk) -> None:
    """How the search for the plan at hand stands, or why there is no budget for it."""
    progress.watch(desk)
    _trouble(desk)


def quality(report: Report) -> list[str]:
    """How good a budget is, in sentences that never promise too much."""
    if not report.points_reachable:
        how = w("best.nothing")
    elif report.status == "proved":
        how = w("best.proved")
    elif report.gap > FAR:
        how = w("best.stopped.far")
    else:
        how = w(f"best.{report.status}", gap=distance(report.gap))
    found = [f"**{how}**", w("best.audited", checked=f"{report.checked:,}")]
    short = len({f.rule for f in report.findings if not f.holds})
    if short:
        found.append(w("best.short.one") if short == 1 else w("best.short", count=short))
    doubts = doubts_line(report)
    if doubts:
        found.append(w("unconfirmed.see", says=doubts.removesuffix(".")))
    return found


def _before(desk: Desk, report: Report) -> Totals | None:
    """What the figures are compared with: the plan as it was opened."""
    first = desk.as_opened if desk.patch else None
    return totals(first) if first is not None and first is not report else None


def _first(desk: Desk, report: Report) -> None:
    """The answer at once, marked as such; the budget to the dollar follows."""
    if desk.first is None or desk.trouble is not None:
        return
    gap = w("first.away", gap=distance(desk.first.away)) if desk.first.away <= FAR else ""
    st.markdown(f"**{w('first')}** {gap}")
    costs = sum(dollars for by_year in report.costs.values() for dollars in by_year.values())
    _figures(first_totals(desk.first, report), replace(totals(report), spent=costs), "metric.compared.step")


def _figures(now: Totals, before: Totals | None, compared: str = "metric.compared") -> None:
    """The few figures. Before the money is divided there are no indirect charges: then only what the programs cost counts."""
    by = _deltas(before, now)
    with st.container(horizontal=True, key="figures"):
        met, reachable = points(now.met), points(now.reachable)
        _figure("needs", w("metric.needs.value", met=met, reachable=reachable), by.get("met"),
                w("metric.needs.help", met=met, reachable=reachable, possible=points(now.possible)))
        _figure("programs", w("metric.programs.value", run=now.run, all=now.programs), by.get("run"))
        spent = "spent" if now.divided else "costs"
        _figure(spent, money(now.spent), by.get("spent"), w(f"metric.{spent}.help", money=money(now.money)))
        if now.divided:
            _figure("left", money(now.left), by.get("left"),
                    w("metric.left.help", lapsed=money(now.lapsed), unspent=money(now.unspent)))
    if any(by.values()):
        st.caption(w(compared))


def _figure(name: str, value: str, by: str | None, more: str | None = None) -> None:
    """One figure and, where it has changed, by how much. More money spent is neither good nor bad."""
    st.metric(w(f"metric.{name}"), value, by, delta_color="off" if name in ("spent", "costs", "left") else "normal",
              border=True, height="stretch", help=more)


def _deltas(before: Totals | None, now: Totals) -> dict[str, str]:
    if before is None:
        return {}
    change = now.met - before.met
    met = f"{'-' if change < 0 else ''}{points(abs(change))}"
    run = now.run - before.run
    return {
        "met": met if points(abs(change)) != "0" else "", "run": str(run) if run else "",
        "spent": money(now.spent - before.spent) if now.spent != before.spent else "",
        "left": money(now.left - before.left) if now.left != before.left else "",
    }


def _trouble(desk: Desk) -> None:
    error = desk.trouble
    if error is None or desk.job is not None:
        return
    asked = desk.said_last()
    if isinstance(error, Stopped):
        st.warning(w("trouble.stopped"))
    elif not trouble.without_budget(error, asked, desk.yours):
        tell(error)
    fixing.offer(desk)
    with st.container(horizontal=True, key="trouble"):
        if desk.undoable() is not None:
            st.button(w("undo.last"), key="undo-trouble", icon="↩", on_click=guarded(desk.undo))
        if not isinstance(error, ImpossiblePlan) and isinstance(error, AllocatorError | Stopped):
            st.button(w("solve.again"), key="again", on_click=guarded(desk.work_out), args=("longer",))
