"""What stands on top of every page: whose budget it is, how good it is, its few figures, and what can be done with it."""

from __future__ import annotations

import re
from datetime import date
from textwrap import shorten

import streamlit as st

from allocator.domain.report import Report
from allocator.errors import ImpossiblePlan
from allocator.ui import engine
from allocator.ui.desk import Desk, Stopped
from allocator.ui.differ import difference, sentences
from allocator.ui.figures import Totals, totals
from allocator.ui.guard import logged, tell
from allocator.ui.parts import progress, trouble
from allocator.ui.show import distance, money, points, safe, span
from allocator.ui.state import SAMPLE
from allocator.ui.words import w

CHANGE = "change"
"""Address of the page on which changes are tried."""
FAR = 0.25
"""A distance beyond which a number would only mislead."""


def frame(desk: Desk, title: str, url: str) -> Report | None:
    """Draw the top of a page; the report to show below it, or None while there is none."""
    plan = desk.base
    st.title(title)
    code = "caption.sample" if desk.path == SAMPLE else "caption"
    st.caption(w(code, name=safe(plan.name), years=span(plan.years)))
    progress.watch(desk)
    _trouble(desk)
    report = desk.shown
    if report is not None:
        st.markdown(" ".join(quality(report)))
        _figures(desk, report)
    _changes(desk)
    _actions(desk, report, url)
    return report


def quality(report: Report) -> list[str]:
    """How good a budget is, in sentences that never promise too much."""
    if report.status == "proved":
        said = [w("best.proved")]
    elif report.gap > FAR:
        said = [w("best.stopped.far")]
    else:
        said = [w(f"best.{report.status}", gap=distance(report.gap))]
    said = [f"**{said[0]}**", w("best.audited", checked=f"{report.checked:,}")]
    short = len({f.rule for f in report.findings if not f.holds})
    if short:
        said.append(w("best.short.one") if short == 1 else w("best.short", count=short))
    doubtful = len({f.rule for f in report.findings if not f.cite.confirmed})
    if doubtful:
        said.append(w("unconfirmed.one") if doubtful == 1 else w("unconfirmed.some", count=doubtful))
    return said


def _figures(desk: Desk, report: Report) -> None:
    now, first = totals(report), desk.steps[0].report
    before = totals(first) if first is not None and first is not report else None
    by = _deltas(before, now)
    with st.container(horizontal=True, key="figures"):
        st.metric(
            w("metric.needs"), w("metric.needs.value", met=points(now.met), reachable=points(now.reachable)), by.get("met"),
            border=True, help=w("metric.needs.help", met=points(now.met), reachable=points(now.reachable),
                                possible=points(now.possible)))
        st.metric(w("metric.programs"), w("metric.programs.value", run=now.run, all=now.programs), by.get("run"), border=True)
        st.metric(w("metric.spent"), money(now.spent), by.get("spent"), delta_color="off", border=True,
                  help=w("metric.spent.help", years=span(report.case.years), money=money(now.money)))
        st.metric(w("metric.left"), money(now.left), by.get("left"), delta_color="off", border=True,
                  help=w("metric.left.help", lapsed=money(now.lapsed), unspent=money(now.unspent)))


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
    error = desk.now.trouble
    if error is None or desk.job is not None:
        return
    if isinstance(error, Stopped):
        st.warning(w("trouble.stopped"))
    elif not trouble.without_budget(error, desk.now.says):
        tell(error)


def _changes(desk: Desk) -> None:
    if len(desk.steps) == 1:
        return
    said = "\n".join(f"- {step.says}" for step in desk.steps[1:])
    st.markdown(f"**{w('changes')}**\n\n{said}")
    first, now = desk.steps[0].report, desk.now.report
    if first is not None and now is not None:
        st.markdown(" ".join(sentences(difference(first, now))))


def _actions(desk: Desk, report: Report | None, url: str) -> None:
    with st.container(horizontal=True, key="actions"):
        if url != CHANGE and st.button(w("page.change"), key="to-change", type="primary"):
            st.switch_page(st.session_state["pages"][CHANGE])
        if len(desk.steps) > 1:
            if st.button(w("undo", what=shorten(desk.now.says, 80, placeholder=" ...")), key="undo", icon="↩", shortcut="Ctrl+Z"):
                desk.undo()
                st.rerun()
            if len(desk.steps) > 2 and st.button(w("restart"), key="restart"):
                desk.restart()
                st.rerun()
        if report is not None and desk.current:
            st.download_button(
                w("download"), data=lambda: _workbook(report), file_name=file_name(desk), on_click="ignore", key="download",
                mime="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", help=w("download.help"), icon="⬇")
        better = (report is None or report.status != "proved") and not isinstance(desk.now.trouble, ImpossiblePlan)
        if desk.job is None and better and st.button(w("solve.more"), key="longer"):
            desk.longer()
            st.rerun()


def _workbook(report: Report) -> bytes:
    try:
        return engine.workbook(report)
    except Exception as error:
        logged(error)
        raise


def file_name(desk: Desk) -> str:
    """``CCSPP-budget_oak-grove_changed_2026-11-21.xlsx``, in plain letters only."""
    slug = re.sub(r"[^a-z0-9]+", "-", desk.now.plan.name.lower()).strip("-") or "plan"
    return w("download.file", name=slug[:60], date=date.today().isoformat())
