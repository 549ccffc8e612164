"""The meeting: a leadership team looks at the needs, turns the cards, votes, and sees what its choices come to."""

from __future__ import annotations

import streamlit as st

from allocator.domain.report import Report
from allocator.ui import figures
from allocator.ui.bars import need_bars
from allocator.ui.desk import Desk
from allocator.ui.meeting import cards, record
from allocator.ui.meeting.hand import Hand
from allocator.ui.parts import card, frame, hints, outcome, stage
from allocator.ui.show import money, percent, points, safe
from allocator.ui.words import w


def plain(desk: Desk, report: Report | None) -> None:
    """One view at a time, with the way to the others."""
    stage.style()
    hints.style()
    hand = record.hand_of(desk)
    if hand is None:
        if stage.full_screen():
            frame.standing(desk)
        stage.way([cards.View("title")])
        return
    views = cards.views(hand)
    view = views[stage.at(views)]
    if not stage.full_screen():
        stage.way(views)
    elif not desk.current and view.kind != "end":
        st.markdown(f"**{w('earlier')}**")
    _view(desk, hand, view)
    if stage.full_screen():
        stage.way(views)


def _view(desk: Desk, hand: Hand, view: cards.View) -> None:
    if view.kind == "title":
        _title(desk, hand)
    elif view.kind == "needs":
        stage.heading(view.title)
        st.html(need_bars(hand.report, view.items))
    elif view.kind == "cards":
        stage.heading(view.title)
        stage.running(hand)
        card.some(desk, hand, view.items)
    else:
        outcome.outcome(desk, hand, view)


def _title(desk: Desk, hand: Hand) -> None:
    with st.container(key="opening"):
        _opening(desk, hand)


def _opening(desk: Desk, hand: Hand) -> None:
    stage.heading(safe(hand.base.name))
    if stage.full_screen():
        frame.standing(desk)
    now = figures.totals(hand.report)
    with st.container(key="message"):
        share = percent(now.met / now.reachable) if now.reachable else percent(0)
        st.markdown(w("meeting.message", run=now.run, all=now.programs, share=share))
    with st.container(horizontal=True, key="big"):
        st.metric(w("metric.needs"), w("metric.needs.value", met=points(now.met), reachable=points(now.reachable)), border=True)
        st.metric(w("metric.programs"), w("metric.programs.value", run=now.run, all=now.programs), border=True)
        st.metric(w("meeting.money"), money(now.money), border=True)
    st.markdown(" ".join(frame.quality(hand.report)))
    st.markdown(w("meeting.choices"))
    st.markdown(w("meeting.rules.full") if stage.full_screen() else w("meeting.rules"))
