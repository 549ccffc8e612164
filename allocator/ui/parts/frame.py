"""What stands on top of every page: whose budget it is, how good it is, its few figures, and what can be done with it."""

from __future__ import annotations

import re
from datetime import date
from textwrap import shorten

import streamlit as st

from allocator.domain.report import Report
from allocator.errors import ImpossiblePlan
from allocator.explain.difference import difference
from allocator.grants import unconfirmed_in_use, unconfirmed_words
from allocator.ui import engine
from allocator.ui.desk import Desk, Stopped
from allocator.ui.differ import sentences
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
    years = span(plan.years)
    st.caption(w(code, name=years if title == plan.name else w("caption.name", name=safe(plan.name), years=years)))
    progress.watch(desk)
    _trouble(desk)
    report = desk.shown
    if report is not None:
        if desk.current:
            st.markdown(" ".join(quality(report)))
        else:
            st.markdown(f"**{w('earlier')}**")
            st.caption(" ".join(quality(report)).replace("**", ""))
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
    doubts = unconfirmed_words(unconfirmed_in_use(report.case))
    if doubts:
        said.append(w("unconfirmed.see", says=doubts.removesuffix(".")))
    return said


def _figures(desk: Desk, report: Report) -> None:
    now, first = totals(report), desk.steps[0].report
    before = totals(first) if first is not None and first is not report else None
    by = _deltas(before, now)
    with st.container(horizontal=True, key="figures" if desk.current else "figures-earlier"):
        met, reachable = points(now.met), points(now.reachable)
        _figure("needs", w("metric.needs.value", met=met, reachable=reachable), by.get("met"),
                w("metric.needs.help", met=met, reachable=reachable, possible=points(now.possible)))
        _figure("programs", w("metric.programs.value", run=now.run, all=now.programs), by.get("run"))
        _figure("spent", money(now.spent), by.get("spent"),
                w("metric.spent.help", years=span(report.case.years), money=money(now.money)))
        _figure("left", money(now.left), by.get("left"),
                w("metric.left.help", lapsed=money(now.lapsed), unspent=money(now.unspent)))
    if any(by.values()):
        st.caption(w("metric.compared"))


def _figure(name: str, value: str, by: str | None, more: str | None = None) -> None:
    """One figure and, where it has changed, by how much. More money spent is neither good nor bad."""
    st.metric(w(f"metric.{name}"), value, by, delta_color="off" if name in ("spent", "left") else "normal",
              border=True, help=more)


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
    if error is None or not _stuck(desk):
        return
    if isinstance(error, Stopped):
        st.warning(w("trouble.stopped"))
    elif not trouble.without_budget(error, desk.now.says, desk.yours):
        tell(error)
    if len(desk.steps) > 1 and st.button(w("undo.last"), key="undo-trouble", icon="↩", shortcut="Ctrl+Z"):
        desk.undo()
        st.rerun()


def _stuck(desk: Desk) -> bool:
    return desk.now.trouble is not None and desk.job is None


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
            undo = w("undo", what=shorten(desk.now.says, 80, placeholder=" ..."))
            if not _stuck(desk) and st.button(undo, key="undo", icon="↩", shortcut="Ctrl+Z"):
                desk.undo()
                st.rerun()
            if len(desk.steps) > 2 and st.button(w("restart"), key="restart"):
                desk.restart()
                st.rerun()
        if report is not None and desk.current:
            _downloads(desk, report)
        better = (report is None or report.status != "proved") and not isinstance(desk.now.trouble, ImpossiblePlan)
        if desk.job is None and better and st.button(w("solve.more"), key="longer"):
            desk.longer()
            st.rerun()


def _downloads(desk: Desk, report: Report) -> None:
    st.download_button(
        w("download"), data=lambda: _workbook(report), file_name=file_name(desk), on_click="ignore", key="download",
        mime="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", help=w("download.help"), icon="⬇")
    if desk.now.patch:
        plan = desk.now.plan
        st.download_button(
            w("download.plan"), data=lambda: engine.plan_file(plan), file_name=file_name(desk, "download.plan.file"),
            on_click="ignore", key="download-plan", mime="application/yaml", help=w("download.plan.help"), icon="⬇")


def _workbook(report: Report) -> bytes:
    try:
        return engine.workbook(report)
    except Exception as error:
        logged(error)
        raise


def file_name(desk: Desk, code: str = "download.file") -> str:
    """``CCSPP-budget_oak-grove_changed_2026-11-21.xlsx``, in plain letters only."""
    slug = re.sub(r"[^a-z0-9]+", "-", desk.now.plan.name.lower()).strip("-") or "plan"
    return w(code, name=slug[:60], date=date.today().isoformat())
