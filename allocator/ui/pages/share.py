"""What people take with them: files for the district, a page for families, and links to the scenario at hand."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import streamlit as st

from allocator.domain.report import Report
from allocator.export.handout import pdf_possible
from allocator.messages import NAMES
from allocator.ui import alongside, downloads, figures
from allocator.ui.account_gaps import account_gaps
from allocator.ui.desk import Desk
from allocator.ui.downloads import File
from allocator.ui.guard import guarded
from allocator.ui.kept import at_home
from allocator.ui.links import link
from allocator.ui.parts import go, schools
from allocator.ui.parts.back import back
from allocator.ui.parts.beside import pick as pick_beside
from allocator.ui.show import money, points, safe, zone_of
from allocator.ui.words import language, w

HERE = "share"
"""The address of this page."""


def show(desk: Desk, report: Report) -> None:
    """Files, then links."""
    _what(desk, report)
    day = datetime.now(zone_of(st.context.timezone)).date()
    scenario = desk.scenario.name if desk.scenario is not None else ""
    called = downloads.stem(desk.base.name, scenario, day)
    st.header(w("share.district"))
    st.markdown(w("share.district.says"))
    beside = alongside.extras(desk, report, pick_beside(desk))
    workbook, plan = downloads.workbook(report, called, beside), downloads.plan_file(desk.plan, called)
    lines = [] if report.case.plan.accounts is None else [downloads.journal(report, called)]
    _offer(desk, [workbook, downloads.tables(report, called), *lines], workbook.key)
    schools.show(desk, report, called)
    if gaps := account_gaps(report.case):
        st.info(gaps)
    st.header(w("share.council"))
    st.markdown(w("share.council.says"))
    _offer(desk, downloads.decks(report, called, day, scenario if scenario != desk.base.name else ""))
    st.header(w("share.families"))
    st.markdown(w("share.families.says"))
    printed = pdf_possible()
    _offer(desk, downloads.handouts(report, called, day, printed))
    if not printed:
        st.markdown(w("share.pdf.none"))
    st.markdown(w("share.languages"))
    go.link("families", w("share.families.page"))
    st.header(w("share.check"))
    st.markdown(w("share.check.says"))
    _offer(desk, [plan, downloads.figures(report, called)])
    st.markdown(w("share.check.command"))
    st.code(f"allocator audit {plan.name} {workbook.name}", language=None, wrap_lines=True)
    back(desk, report, called)
    _links(desk)


def _what(desk: Desk, report: Report) -> None:
    """What is in all of the files, or why there are none."""
    if desk.current:
        now = figures.totals(report)
        st.markdown(w("share.holds", run=now.run, all=now.programs, spent=money(now.spent), met=points(now.met),
                      reachable=points(now.reachable)))
    else:
        st.info(w("share.nothing") if desk.trouble is not None and desk.job is None else w("share.wait"))


def _offer(desk: Desk, files: Sequence[File], first: str = "") -> None:
    """A button for each file; ``first`` is the key of one that stands out."""
    with st.container(horizontal=True, key=f"files-{files[0].key}"):
        for file in files:
            st.download_button(file.label, file.make, file.name, file.mime, key=f"download-{file.key}", on_click="ignore",
                               icon="⬇", type="primary" if file.key == first else "secondary", help=file.more or None,
                               disabled=not desk.current)


def _links(desk: Desk) -> None:
    st.header(w("share.link"))
    if desk.scenario is None:
        st.markdown(w("share.link.none"))
        st.button(w("share.link.make"), key="share-link", on_click=guarded(desk.keep))
        return
    st.markdown(w("share.link.says", scenario=safe(desk.scenario.name)))
    if at_home(st.context.ip_address, st.context.url, st.context.headers.to_dict()):
        st.info(w("share.link.home"))
    asked = {"plan": desk.book, "scenario": desk.scenario.id, "lang": language()}
    _link(w("share.link.plan"), "plan", asked)
    _link(w("share.link.meeting"), "meeting", {**asked, "present": "1"})
    for spoken, name in NAMES.items():
        _link(w("share.link.families", language=name), "families", {**asked, "lang": spoken})


def _link(label: str, to: str, asked: dict[str, str]) -> None:
    pages = st.session_state["pages"]
    if to in pages:
        st.markdown(label)
        st.code(link(st.context.url, pages[HERE].url_path, pages[to].url_path, asked), language=None, wrap_lines=True)
