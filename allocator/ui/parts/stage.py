"""The meeting on a wall: letters that everyone can read from their seat, nothing around it, and a way through by arrow keys."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from allocator.ui import state
from allocator.ui.guard import guarded
from allocator.ui.meeting import balance
from allocator.ui.meeting.cards import View
from allocator.ui.meeting.hand import Hand
from allocator.ui.parts import languages
from allocator.ui.show import safe
from allocator.ui.words import w

AT = "meeting-view"
"""Where a session keeps which view it is at."""
PAGE = {"light": "#FFFFFF", "dark": "#171614"}
"""Background of a page, as in the theme: what scrolls passes beneath it."""
PRIMARY = {"light": "#0B5E8A", "dark": "#2476AE"}
"""What is chosen, as in the theme."""
CARDS = """<style>
.st-key-cards {display: grid; gap: .7rem; grid-template-columns: repeat(auto-fit, minmax(min(100%, 26rem), 1fr))}
.st-key-cards > div {height: 100%}
[class*="st-key-card-"] h3 {font-size: 1.25rem; padding: 0 0 .3rem}
[data-testid="stLayoutWrapper"]:has(> [class*="st-key-choices-"]) {margin-top: auto}
[data-testid="stLayoutWrapper"]:has(> :is(.st-key-balance, .st-key-balance-line)) {
  position: sticky; top: 3.75rem; z-index: 3; background: PAGE; padding-bottom: .3rem}
[data-testid="stLayoutWrapper"]:has(> .st-key-balance-line) {display: none}
[data-testid="stMain"] [data-testid="stLayoutWrapper"]:has(> .st-key-search-in-view) {position: static}
.balance {width: 100%; border-collapse: collapse; font-variant-numeric: tabular-nums}
.balance :is(th, td) {border: 0; border-bottom: 1px solid #7A7A7A; padding: .1em .4em; text-align: right; font-weight: 400}
.balance tr :first-child {text-align: left; padding-left: 0}
.balance :is(thead th, tbody tr:last-child > *, td:nth-child(2)) {font-weight: 600}
@media (max-width: 640px) {
[data-testid="stLayoutWrapper"]:has(> .st-key-balance) {position: static}
[data-testid="stLayoutWrapper"]:has(> .st-key-balance-line) {display: block; padding-top: .3rem}
.balance {display: grid; grid-auto-flow: column; grid-template-rows: repeat(var(--lines), auto)}
.balance :is(thead, tbody, tr) {display: contents}
.balance :is(th, td) {padding: .2em .15em !important; font-size: .8rem !important}
}
</style>"""
WALL = """<style>
html {font-size: max(18px, 2.52vh) !important}
:is([data-testid="stHeader"], [data-testid="stToolbar"], [data-testid="stDecoration"]) {display: none !important}
[data-testid="stMainBlockContainer"] {padding: .4rem 1.5rem 2.8rem; max-width: none}
[data-testid="stMain"] :is(p, li, button, input, textarea, label, summary, td, th) {font-size: 1rem !important; line-height: 1.25}
[data-testid="stMain"] [data-testid="stMarkdownContainer"] {margin-bottom: 0}
[data-testid="stMain"] [data-testid="stMarkdownContainer"] p {margin: 0}
[data-testid="stMain"] h1 {font-size: 1.9rem; padding: 0; line-height: 1.15}
[data-testid="stMain"] h2 {font-size: 1.15rem; padding: 0; line-height: 1.2}
[data-testid="stMain"] [data-testid="stVerticalBlock"] {gap: .5rem}
[data-testid="stMain"] button :is(kbd, span) {font-size: 1rem !important}
[data-testid="stMain"] button {min-height: 1.9rem; padding: .1rem .55rem}
.st-key-opening {min-height: 86vh; justify-content: center}
[data-testid="stMain"] .st-key-opening {gap: 1.6rem}
.st-key-opening h1 {font-size: 3.2rem}
.st-key-message p {font-size: 2rem !important}
[data-testid="stMetricLabel"] :is(p, div) {font-size: 1.2rem !important; white-space: normal; overflow: visible}
[data-testid="stMetricValue"] :is(p, div) {font-size: 2.8rem !important; overflow: visible; white-space: normal; line-height: 1.2}
.bars :is(th, td) {font-size: 1.2rem !important; padding: .24em 0}
.bars {height: min(100vh - 8.4rem, var(--rows) * 4rem)}
[data-testid="stLayoutWrapper"]:has(> :is(.st-key-balance, .st-key-balance-line)) {top: 0}
.balance :is(th, td) {padding: 0 .4em}
.st-key-wall {position: fixed; bottom: 0; left: 0; right: 0; z-index: 5; padding: .3rem 1.5rem; background: PAGE}
[data-testid="stMain"] [class*="st-key-card-"] {gap: .25rem; padding: .45rem .8rem}
[data-testid="stMain"] [class*="st-key-choices-"] {gap: .4rem}
[data-testid="stMain"] .st-key-cards {grid-template-columns: 1fr 1fr; min-height: calc(100vh - var(--above))}
.st-key-cards > :last-child:nth-child(odd) {grid-column: 1 / -1}
[data-testid="stMain"] .st-key-cards h2 {font-size: calc(1.15rem * var(--letters))}
[data-testid="stMain"] .st-key-cards [data-testid="stMarkdownContainer"] p {font-size: calc(1rem * var(--letters)) !important}
[data-testid="stMain"] [class*="st-key-front-"] p > strong:first-child {font-size: 1.3em}
[data-testid="stMain"] .st-key-cards :is(button, form) [data-testid="stMarkdownContainer"] p {font-size: 1rem !important}
@media (max-aspect-ratio: 3/2) {
[data-testid="stMain"] .st-key-cards {
  --letters: 1 !important; grid-template-columns: repeat(auto-fit, minmax(min(100%, 26rem), 1fr))}
}
</style>"""
ABOVE = 13
"""How much of the wall the heading, the balance and the bar below take, in letters."""


def full_screen() -> bool:
    """Whether the meeting is on the wall."""
    return bool(st.session_state.get(state.PRESENT))


def style() -> None:
    """How the meeting looks, on the wall and off it."""
    page = PAGE.get(st.context.theme.type or "light", PAGE["light"])
    st.html((CARDS + (WALL if full_screen() else "")).replace("PAGE", page))


def chosen(key: str) -> None:
    """Have a button look chosen without becoming another one: it keeps the keyboard's place."""
    colour = PRIMARY.get(st.context.theme.type or "light", PRIMARY["light"])
    st.html(f"<style>.st-key-{key} button {{"
            f"background: {colour} !important; border-color: {colour}; color: #FFFFFF !important}}</style>")


def letters(wide: float, narrow: float, notice: float) -> None:
    """How large the letters of the cards are on the wall, on a screen of 16 to 9 and on a narrower one, and how high what stands
    above them besides heading and balance."""
    st.html(f"<style>.st-key-cards {{--letters: {wide}; --above: {ABOVE + notice}rem}}"
            f"@media (max-aspect-ratio: 17/10) {{.st-key-cards {{--letters: {narrow}}}}}</style>")


def heading(words: str, above: bool = True) -> None:
    """A heading at its level: on the wall there is no page title above it."""
    high, low = (st.title, st.header) if full_screen() else (st.header, st.subheader)
    (high if above else low)(words, anchor=False)


def running(hand: Hand) -> None:
    """The running balance, which stays in view."""
    with st.container(key="balance-line"):
        st.markdown(safe(balance.line_words(hand)))
    with st.container(key="balance"):
        st.html(balance.table_html(hand))


def at(views: Sequence[View]) -> int:
    """The place of the view at which the session is."""
    return min(int(st.session_state.get(AT, 0)), len(views) - 1)


def way(views: Sequence[View]) -> None:
    """Back and on, where one is, and the way out; on the wall also by the arrow keys and Esc."""
    here, wall = at(views), full_screen()
    with st.container(horizontal=True, vertical_alignment="center", key="wall" if wall else "way"):
        st.button(w("meeting.back"), key="meeting-back", icon="◀️", shortcut="Left" if wall else None, disabled=here == 0,
                  on_click=_go, args=(here - 1,))
        st.button(w("meeting.next"), key="meeting-next", icon="▶️", shortcut="Right" if wall else None,
                  disabled=here == len(views) - 1, on_click=_go, args=(here + 1,))
        st.markdown(w("meeting.at", at=here + 1, of=len(views)), width="content")
        if wall:
            languages.others()
            st.button(w("meeting.leave"), key="meeting-leave", shortcut="Esc", on_click=guarded(_present), args=(False,))
        else:
            st.button(w("meeting.full"), key="meeting-full", icon="🖥️", type="primary", on_click=guarded(_present), args=(True,))
            _jump(views, here)


def _jump(views: Sequence[View], here: int) -> None:
    st.session_state["meeting-jump"] = here
    st.selectbox(w("meeting.jump"), range(len(views)), format_func=lambda index: views[index].title, key="meeting-jump",
                 label_visibility="collapsed", width=320, on_change=lambda: _go(int(st.session_state["meeting-jump"])))


def _go(to: int) -> None:
    st.session_state[AT] = max(0, to)


def _present(on: bool) -> None:
    st.session_state[state.PRESENT] = on
