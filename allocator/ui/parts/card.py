"""One card of the meeting: a program, its price, what it meets, what the rules say, the choice; on its back why, and votes."""

from __future__ import annotations

import streamlit as st

from allocator.ui.desk import Desk
from allocator.ui.guard import guarded
from allocator.ui.meeting import cards, record
from allocator.ui.meeting.cautions import Caution, cautions
from allocator.ui.meeting.hand import CHOICES, RULE, Hand, Pick
from allocator.ui.meeting.minutes import choice_words, standing
from allocator.ui.parts import bar, stage
from allocator.ui.show import safe
from allocator.ui.words import w

ON_FRONT = 2
"""Cautions on the front of a card; the others are on its back."""
WIDTH = 150
"""Pixels for a number with its name and its buttons for less and more."""
TURNED = "meeting-turned"
"""Where a session keeps which card shows its back."""
COUNTS = ("for", "against", "abstaining")
"""What is counted."""


def card(desk: Desk, hand: Hand, program: str) -> None:
    """Draw it."""
    locked, back = program in hand.locked, st.session_state.get(TURNED) == program
    found = [] if locked else cautions(hand, program)
    with st.container(border=True, key=f"card-{program}"):
        stage.heading(safe(hand.case.programs[program].name), above=False)
        if back:
            _back(desk, hand, program, found)
        else:
            _front(hand, program, found)
        with st.container(horizontal=True, gap="xsmall", key=f"choices-{program}"):
            if not locked:
                _choices(desk, hand, program)
            st.button(w("meeting.card.front" if back else "meeting.card.back"), key=f"turn-{program}",
                      on_click=_turn, args=("" if back else program,))


def _front(hand: Hand, program: str, found: list[Caution]) -> None:
    lines = [f"**{cards.now_words(hand, program)}**", f"**{cards.cost_words(hand, program)}** {cards.meets_words(hand, program)}"]
    lines += [caution.words for caution in found[:ON_FRONT]]
    if len(found) > ON_FRONT:
        lines.append(w("meeting.caution.more", count=len(found) - ON_FRONT))
    if lock := cards.lock_words(hand, program):
        lines.append(lock)
    if (vote := standing(hand.decisions).get(program)) is not None and vote.at is not None:
        lines.append(w("meeting.voted", time=bar.clock(vote.at), votes_for=vote.votes_for, against=vote.votes_against,
                       abstaining=vote.abstaining))
    st.markdown("  \n".join(lines))


def _choices(desk: Desk, hand: Hand, program: str) -> None:
    """The buttons keep their places and kind, so that who chooses by the keyboard stays where they are."""
    pick = hand.pick(program)
    sizes = [option.level for option in hand.case.options[program]]
    level = hand.level(program) if len(sizes) > 1 else ""
    for choice in CHOICES:
        wanted = Pick(choice, level if choice in ("fund", "require") else "")
        _option(desk, hand, program, wanted, f"pick-{program}-{choice}", w(f"meeting.choice.{choice}"), choice == pick.choice)
    if pick.runs and len(sizes) > 1:
        for size in sizes:
            words = cards.size_words(hand, program, size)
            _option(desk, hand, program, Pick(pick.choice, size), f"size-{program}-{size}", words, size == level)


def _option(desk: Desk, hand: Hand, program: str, wanted: Pick, key: str, words: str, chosen: bool) -> None:  # noqa: PLR0913
    st.button(w("meeting.is", choice=words) if chosen else words, key=key, on_click=guarded(record.turn),
              args=(desk, hand, program, wanted))
    if chosen:
        stage.chosen(key)


def _back(desk: Desk, hand: Hand, program: str, found: list[Caution]) -> None:
    st.markdown("  \n".join([cards.why_words(hand, program), *(caution.words for caution in found)]))
    if not record.votable(hand, program):
        st.markdown(w("meeting.vote.first"))
        return
    written = RULE if program in hand.locked else hand.pick(program).written
    st.markdown(w("meeting.vote.on", choice=safe(choice_words(hand, program, written))))
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
