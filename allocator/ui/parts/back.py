"""A place for a workbook that somebody edited by hand, and the answer to it."""

from __future__ import annotations

from functools import partial

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from allocator.domain.report import Report
from allocator.ui import downloads, engine, heavy, uploads
from allocator.ui.back import CameBack, answer, came_back, changed, edits_table, figures, rates
from allocator.ui.desk import Desk
from allocator.ui.guard import tell
from allocator.ui.parts import progress
from allocator.ui.parts.table import table
from allocator.ui.parts.upload import place
from allocator.ui.words import language, w
from allocator.whatif.argue import Argument


def back(desk: Desk, report: Report, called: str) -> None:
    """Draw it. ``called``: what the files of this budget have in their names."""
    st.header(w("back"))
    st.markdown(w("back.says"))
    file = place(w("back.pick"), ["xlsx"], "back-file")
    if file is None or not desk.current:
        return
    with st.spinner(w("upload.reading")):
        found = _read(desk, file)
        heavy.ready()
    if found.edited is None:
        st.error(w("upload.faults.one" if len(found.faults) == 1 else "upload.faults", count=len(found.faults), file=file.name))
        table(uploads.fault_table(found.faults), w("upload.faults.table"))
        return
    if told := rates(report, found.edited):
        st.warning("\n\n".join(told))
    if typed := figures(report, found.edited):
        st.warning("\n".join([typed[0], "", *typed[1:]]))
    st.markdown(f"**{changed(found.edited, typed)}**")
    if found.edited.edits:
        table(edits_table(report, found.edited.edits, found.edited), w("back.edits"))
    job = desk.answers.ask(desk.mark, f"back:{found.mark}", engine.argued(report, found.edited))
    if not job.done.is_set():
        progress.wait_for(job, "back-search")
    elif job.error is not None:
        tell(job.error)
    elif job.found is None:
        st.markdown(w("back.stopped"))
    else:
        _answer(desk, report, found, job.found, called)


def _answer(desk: Desk, report: Report, found: CameBack, argument: Argument, called: str) -> None:
    assert found.edited is not None
    st.markdown("\n".join(answer(report, argument)))
    if argument.repairs:
        table(edits_table(report, argument.repairs, found.edited), w("back.repairs"))
        make = partial(engine.repaired, desk.plan, report, argument, downloads.plan_name(called))
        st.download_button(w("back.repaired"), downloads.careful(make), w("back.repaired.file", name=called), uploads.XLSX,
                           key="back-repaired", on_click="ignore", icon="⬇")


def _read(desk: Desk, file: UploadedFile) -> CameBack:
    """What the file holds; looked at once for each file, plan and language."""
    about = (file.file_id, desk.mark, language())
    known = st.session_state.get("came-back")
    if known is None or known[0] != about:
        known = st.session_state["came-back"] = (about, came_back(file.name, file.getvalue(), desk.mark))
    found: CameBack = known[1]
    return found
