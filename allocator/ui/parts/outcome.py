"""The last view of the meeting: what the hand comes to, what the group chose, how it voted, and the minutes."""

from __future__ import annotations

from datetime import UTC, datetime

import streamlit as st

from allocator.ui.desk import Desk
from allocator.ui.guard import guarded
from allocator.ui.meeting import cards, minutes, record
from allocator.ui.meeting.hand import Hand
from allocator.ui.meeting.result import result, stand
from allocator.ui.parts import frame, stage
from allocator.ui.parts.table import table
from allocator.ui.scenarios import LONGEST
from allocator.ui.show import safe, zone_of
from allocator.ui.words import w


def outcome(desk: Desk, hand: Hand, view: cards.View) -> None:
    """Draw it."""
    stage.heading(view.title)
    stage.running(hand)
    _result(desk, hand)
    stage.heading(w("meeting.chosen"), above=False)
    rows = minutes.hand_table(hand)
    if rows[w("program")]:
        table({name: [safe(cell) for cell in cells] for name, cells in rows.items()}, w("meeting.chosen"), "text-sum")
        if hand.decided:
            st.button(w("meeting.clear"), key="meeting-clear", on_click=guarded(record.clear), args=(desk, hand))
    else:
        st.markdown(w("meeting.chosen.none"))
    _log(desk, hand)


def _result(desk: Desk, hand: Hand) -> None:
    stage.heading(w("meeting.result"), above=False)
    if stage.full_screen():
        frame.standing(desk)
    lines, how = result(desk, hand), stand(desk, hand)
    if lines:
        st.markdown("  \n".join([f"**{lines[0]}**", *lines[1:], " ".join(frame.quality(hand.report))]))
        return
    st.markdown(w(f"meeting.result.{how}"))
    if how == "open":
        today = datetime.now(zone_of(st.context.timezone)).date()
        with st.form("meeting-save", border=False), st.container(horizontal=True, vertical_alignment="bottom"):
            st.text_input(w("meeting.save.name"), value=record.usual_name(desk, today), key="meeting-name",
                          max_chars=LONGEST, width=420)
            st.form_submit_button(w("meeting.save"), type="primary", on_click=guarded(_save), args=(desk, hand))


def _save(desk: Desk, hand: Hand) -> None:
    record.save(desk, hand, str(st.session_state["meeting-name"]).strip() or w("page.meeting"))


def _log(desk: Desk, hand: Hand) -> None:
    stage.heading(w("meeting.log"), above=False)
    scenario = desk.scenario.name if desk.scenario is not None else desk.base.name
    meeting = minutes.Meeting(hand, scenario, zone_of(st.context.timezone), datetime.now(UTC), result(desk, hand))
    rows = minutes.log_table(meeting)
    if rows[w("program")]:
        table({name: [safe(cell) for cell in cells] for name, cells in rows.items()}, w("meeting.log"))
    else:
        st.markdown(w("meeting.log.none"))
    with st.container(horizontal=True):
        st.download_button(w("meeting.minutes"), minutes.minutes_html(meeting), minutes.file_name(meeting, "html"), "text/html",
                           key="minutes-html", on_click="ignore")
        st.download_button(w("meeting.minutes.csv"), minutes.minutes_csv(meeting), minutes.file_name(meeting, "csv"), "text/csv",
                           key="minutes-csv", on_click="ignore")
        if not stage.full_screen():
            st.page_link(st.session_state["pages"]["families"], label=w("page.families"))
