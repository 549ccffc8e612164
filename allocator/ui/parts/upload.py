"""A file from outside: fill in a workbook, hand it over, see what is to be mended or what it would change, then apply it."""

from __future__ import annotations

from datetime import date

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from allocator.domain.plan import Plan
from allocator.ui import heavy, uploads
from allocator.ui.desk import Desk
from allocator.ui.opening import opened
from allocator.ui.parts import go
from allocator.ui.parts.table import table
from allocator.ui.show import safe
from allocator.ui.speak import one
from allocator.ui.uploads import Brought
from allocator.ui.words import language, w
from allocator.whatif.review import Review, review

FEW = 40
"""Rows of a review that are shown at once; of more, each part of the plan can be unfolded."""
STYLE = """<style>
[data-testid="stFileUploaderDropzoneInstructions"] {display: none}
[data-testid="stFileUploaderDropzone"] button p {font-size: 0}
[data-testid="stFileUploaderDropzone"] button p::after {font-size: .875rem; content: "BUTTON"}
</style>"""
"""The place for a file speaks the language of the page."""
SCRIPT = """<script>
window.uploadPlaces ??= (() => {
  const plain = () => document.querySelectorAll('[data-testid="stFileUploaderDropzone"][role="presentation"]')
    .forEach(place => place.removeAttribute("role"));
  const watch = new MutationObserver(plain);
  watch.observe(document.body, {childList: true, subtree: true});
  plain();
  return watch;
})();
</script>"""
"""It has a name, so it is no mere decoration to those who hear the page."""
ROUND = "upload-round"
"""Counts the files that were dealt with, so that the next one finds an empty place."""


def upload(desk: Desk) -> None:
    """Draw it."""
    st.markdown(w("upload.says"))
    with st.container(horizontal=True, key="upload-files"):
        plan = desk.plan
        st.download_button(w("upload.workbook"), lambda: uploads.input_workbook(plan), uploads.workbook_name(plan, date.today()),
                           uploads.XLSX, key="upload-workbook", on_click="ignore", icon="⬇")
        st.download_button(w("upload.empty"), uploads.empty_workbook, w("upload.empty.file"), uploads.XLSX, key="upload-empty",
                           on_click="ignore", icon="⬇")
    turn = st.session_state.setdefault(ROUND, 0)
    file = place(w("upload.pick"), uploads.ENDINGS, f"upload-{turn}")
    if file is None:
        return
    with st.spinner(w("upload.reading")):
        found = _read(file)
        heavy.ready()
    if found.plan is None:
        _faults(found)
    else:
        _good(desk, found, found.plan)


def place(label: str, endings: list[str], key: str) -> UploadedFile | None:
    """A place for a file, in the language of the page; what was put there."""
    st.html(STYLE.replace("BUTTON", w("upload.button")))
    st.html(SCRIPT, unsafe_allow_javascript=True)
    return st.file_uploader(label, endings, key=key, max_upload_size=uploads.MEGABYTES)


def _read(file: UploadedFile) -> Brought:
    """What the file holds; looked at once for each file and language."""
    about = (file.file_id, language())
    known = st.session_state.get("brought")
    if known is None or known[0] != about:
        known = st.session_state["brought"] = (about, uploads.brought(file.name, file.getvalue()))
    found: Brought = known[1]
    return found


def _faults(found: Brought) -> None:
    count = len(found.faults)
    st.error(w("upload.faults.one" if count == 1 else "upload.faults", count=count, file=safe(found.name)))
    table(uploads.fault_table(found.faults), w("upload.faults.table"))
    if found.notes is not None:
        st.markdown(w("upload.notes.says"))
        st.download_button(w("upload.notes"), found.notes, uploads.notes_name(found.name), uploads.XLSX, key="upload-notes",
                           on_click="ignore", icon="⬇", type="primary")


def _good(desk: Desk, found: Brought, new: Plan) -> None:
    """A file without faults: what it would change, and what to do with it."""
    differs = review(desk.plan, new) if uploads.is_version(desk.plan, new) else None
    st.success(uploads.verdict(found, desk.plan, differs))
    if differs:
        _review(differs)
    if found.faults:
        st.warning(w("upload.warnings"))
        table(uploads.fault_table(found.faults), w("upload.warnings.table"))
    with st.container(horizontal=True, key="upload-do"):
        if differs and st.button(w("upload.apply"), key="upload-apply", type="primary"):
            desk.change(uploads.replaced_by(new), one("changes.upload", file=found.name))
            _done()
            go.go("plan")
        if st.button(w("upload.open"), key="upload-open", type="secondary" if differs else "primary"):
            made = opened(desk.answers, new, "upload")
            made.keep()
            _done()
            go.take_up(made)


def _review(differs: Review) -> None:
    """What differs, row by row: at once where it is little, else by part of the plan."""
    if len([*differs.changed, *differs.added, *differs.removed]) <= FEW:
        table(uploads.review_table(differs), w("upload.review"))
        return
    for section, part in differs.sections.items():
        with st.expander(f"{safe(uploads.section_name(section))}: {safe(part.says)}"):
            table(uploads.review_table(part), f"{w('upload.review')} {section}")


def _done() -> None:
    """The file has been dealt with: an empty place for the next."""
    st.session_state[ROUND] += 1
    st.session_state.pop("brought", None)
