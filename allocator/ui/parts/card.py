"""One card of the meeting: a program, its price, what it meets, what the rules say, the choice; on its back why, and votes."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from allocator.ui.desk import Desk
from allocator.ui.guard import guarded
from allocator.ui.meeting import record, room
from allocator.ui.meeting.faces import Face, Option, face
from allocator.ui.meeting.hand import Hand
from allocator.ui.meeting.minutes import standing
from allocator.ui.parts import bar, stage
from allocator.ui.words import w

WIDTH = 185
"""Pixels for a number with its name, on the wall too, and its buttons for less and more."""
TURNED = "meeting-turned"
"""Where a session keeps which card shows its back."""
COUNTS = ("for", "against", "abstaining")
"""What is counted."""
NOTICE = 2
"""How high a line above the cards is, in letters, with the space below it."""


def some(desk: Desk, hand: Hand, programs: Sequence[str]) -> None:
    """Draw the cards of a view; on the wall in letters that fill it."""
    faces = {program: face(hand, program, st.session_state.get(TURNED) == program, _voted(hand, program)) for program in programs}
    if stage.full_screen():
        notice, shown = 0 if desk.current else NOTICE, list(faces.values())
        stage.letters(room.letters(shown, room.WIDE, notice), room.letters(shown, room.NARROW, notice), notice)
    with st.container(key="cards"):
        for program, side in faces.items():
            _card(desk, hand, program, side)


def _card(desk: Desk, hand: Hand, program: str, shown: Face) -> None:
    with st.container(border=True, key=f"card-{program}"):
        stage.heading(shown.name, above=False)
        with st.container(key=f"{'back' if shown.back else 'front'}-{program}"):
            st.markdown("  \n".join(shown.lines))
            if shown.votes:
                _votes(desk, hand, program)
        with st.container(horizontal=True, gap="xsmall", key=f"choices-{program}"):
            for option in shown.options:
                _option(desk, hand, program, option)
            st.button(shown.turn, key=f"turn-{program}", on_click=_turn, args=("" if shown.back else program,))


def _voted(hand: Hand, program: str) -> str:
    """The vote on a card that counts; empty where there is none."""
    vote = standing(hand.decisions).get(program)
    if vote is None or vote.at is None:
        return ""
    return w("meeting.voted", time=bar.clock(vote.at), votes_for=vote.votes_for, against=vote.votes_against,
             abstaining=vote.abstaining)


def _option(desk: Desk, hand: Hand, program: str, option: Option) -> None:
    st.button(option.words, key=option.key, on_click=guarded(record.turn), args=(desk, hand, program, option.pick))
    if option.chosen:
        stage.chosen(option.key)


def _votes(desk: Desk, hand: Hand, program: str) -> None:
    row = st.form(f"vote-{program}", clear_on_submit=True, enter_to_submit=False, border=False)
    with row, st.container(horizontal=True):
        for name in COUNTS:
            st.number_input(w(f"meeting.{name}"), min_value=0, max_value=record.MOST_VOTES, value=0, step=1,
                            key=f"vote-{name}-{program}", width=WIDTH)
    with row, st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input(w("meeting.note"), key=f"vote-note-{program}", max_chars=record.LONGEST)
        st.form_submit_button(w("meeting.vote"), on_click=guarded(_cast), args=(desk, hand, program))


def _cast(desk: Desk, hand: Hand, program: str) -> None:
    votes_for, against, abstaining = (int(st.session_state[f"vote-{name}-{program}"] or 0) for name in COUNTS)
    note = str(st.session_state[f"vote-note-{program}"] or "")
    if record.voted(desk, hand, program, record.Vote(votes_for, against, abstaining, note)):
        _turn("")
    else:
        st.toast(w("meeting.vote.empty"))


def _turn(program: str) -> None:
    st.session_state[TURNED] = program
