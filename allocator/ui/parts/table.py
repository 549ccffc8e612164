"""A table that shows every row, reads well aloud, and scrolls within itself where the screen is narrow."""

from __future__ import annotations

import re

import streamlit as st

from allocator.ui.figures import Table
from allocator.ui.words import w

NARROW = "@media (max-width: 640px)"
"""A phone, or a window of half a small screen."""
COLOURS = {
    "light": {"PAGE": "#FFFFFF", "QUIET": "#545B62", "CHOSEN": "#0B5E8A"},
    "dark": {"PAGE": "#171614", "QUIET": "#C4BFB8", "CHOSEN": "#8FC4EA"},
}
"""Background of a page, as in the theme; small print and what is chosen, with enough contrast to be read."""
STYLE = """<style>
[data-testid="stMainBlockContainer"] {padding-top: 4.2rem}
[data-testid="stCaptionContainer"], [data-testid="stCaptionContainer"] p {color: QUIET; opacity: 1}
:is(button[data-selected="true"], [data-testid="stTab"][aria-selected="true"]) p {color: CHOSEN}
kbd, [data-testid="stMain"] button kbd * {color: QUIET !important; opacity: 1 !important}
[class*="st-key-figures-earlier"] [data-testid="stMetric"] {opacity: .7}
[data-testid="stLayoutWrapper"]:has(> .st-key-search-in-view) {position: sticky; top: 3.75rem; z-index: 4; background: PAGE}
[class*="st-key-table-"] td:first-child {min-width: 9rem}
[class*="st-key-table-"] th {vertical-align: bottom}
[class*="st-key-table-figures"] th:not(:first-child) {white-space: nowrap !important}
[class*="st-key-table-figures"] td:not(:first-child) {min-width: 5.2rem}
[class*="st-key-table-figures-money"] :is(td, th):not(:first-child),
[class*="st-key-table-figures-money"] :is(td, th):not(:first-child) *,
[class*="st-key-table-figures-roster"] :is(td, th):last-child,
[class*="st-key-table-figures-roster"] :is(td, th):last-child *,
[class*="st-key-table-figures-needs"] :is(td, th):is(:nth-child(2), :nth-child(n+4)),
[class*="st-key-table-figures-needs"] :is(td, th):is(:nth-child(2), :nth-child(n+4)) * {text-align: right !important}
[class*="st-key-table-figures-money"] td:not(:first-child) {white-space: nowrap !important; min-width: 0}
[class*="st-key-table-figures-money-sum"] th:not(:first-child) {white-space: normal !important}
[class*="st-key-table-figures-money-sum"] tbody tr:last-child td {font-weight: 600}
[class*="st-key-table-figures-shares"] :is(td, th):not(:first-child) {min-width: 0; padding-left: .3rem; padding-right: .3rem}
[class*="st-key-table-figures-shares"] td:first-child {min-width: 9rem; width: 28%}
[class*="st-key-table-text"] td {min-width: 7rem; vertical-align: top}
[class*="st-key-table-text"] td:first-child {min-width: 14rem; width: 30%}
a[data-testid="stPageLink-NavLink"] {border: 1px solid #7A7A7A; border-radius: .5rem; padding: .3rem .75rem}
@media (min-width: 641px) {
[class*="st-key-table-text-sum"] :is(td, th):last-child, [class*="st-key-table-text-sum"] :is(td, th):last-child *,
[class*="st-key-table-text-sums"] :is(td, th):nth-last-child(2),
[class*="st-key-table-text-sums"] :is(td, th):nth-last-child(2) * {text-align: right !important}
}
NARROW {
button[data-variant="segmented_control"] {margin-right: .25rem; border-radius: .5rem}
button[data-variant="segmented_control"]:not([data-selected="true"]) {border: 1px solid #7A7A7A !important}
[class*="st-key-table-figures"] :is(td, th):first-child {
  position: sticky; left: 0; z-index: 1; background: PAGE; max-width: 9rem; box-shadow: 6px 0 6px -6px #7A7A7A}
[class*="st-key-table-text"] thead {display: none}
[class*="st-key-table-text"] :is(table, tbody, tr) {display: block}
[class*="st-key-table-text"] td, [class*="st-key-table-text"] td:first-child {
  display: block; white-space: normal; width: auto; min-width: 0; border: 0; padding-top: .15rem; padding-bottom: .15rem}
[class*="st-key-table-text"] td * {display: inline !important}
[class*="st-key-table-text"] tr {border-bottom: 1px solid #7A7A7A; padding: .5rem 0}
}
</style>"""
"""How tables are set: figures to the right and unbroken (of words, one or two sums at the end), the last row of sums in bold. On
a phone the first column of figures stays in sight while the others scroll, rows of text stand below each other as cards, and so
may the buttons of a choice."""
KINDS = ("figures-needs", "figures-roster", "figures-money", "figures-money-sum", "figures-shares", "text", "text-sum",
         "text-sums")
FITS = 3
"""Columns of figures that a phone shows without scrolling."""


SCRIPT = """<script>
document.documentElement.lang = 'LANGUAGE';
window.tablesThatScroll ??= (() => {
  const reach = () => document.querySelectorAll('[data-testid="stTable"], [data-testid="stTable"] div').forEach(box => {
    const scrolls = box.scrollWidth > box.clientWidth + 1 && getComputedStyle(box).overflowX !== 'visible';
    if (scrolls && box.tabIndex !== 0) box.tabIndex = 0;
  });
  new MutationObserver(reach).observe(document.body, {childList: true, subtree: true});
  addEventListener('resize', reach);
  reach();
  return reach;
})();
</script>"""
"""Tells screen readers the language of the page, and lets the keyboard reach tables that scroll within themselves."""


def style(language: str) -> None:
    """Once on each page: how things look, and which language the page is in."""
    css = STYLE.replace("NARROW", NARROW)
    for name, colour in COLOURS.get(st.context.theme.type or "light", COLOURS["light"]).items():
        css = css.replace(name, colour)
    st.html(css)
    st.html(SCRIPT.replace("LANGUAGE", language), unsafe_allow_javascript=True)


def table(rows: Table, alt: str, kind: str = "text") -> None:
    """Show a table under the name by which it is read aloud; ``kind`` is one of KINDS."""
    slug = re.sub(r"[^a-z]+", "-", alt.lower())
    key = f"table-{kind}-{slug}"
    st.html(f"<style>{NARROW} {{{_on_a_phone(list(rows), key, kind)}}}</style>")
    with st.container(key=key):
        st.table(rows, hide_index=True, border="horizontal", alt=alt)


def _on_a_phone(columns: list[str], key: str, kind: str) -> str:
    """Cards name each cell after the first; figures say that there are more to the side."""
    if not kind.startswith("text"):
        hint = f'.st-key-{key}::before {{content: "{w("scroll")}"; font-size: .875rem; opacity: .8}}'
        return hint if len(columns) > FITS else ""
    return "".join(
        f'.st-key-{key} td:nth-child({at})::before {{content: "{name}: "; font-weight: 600}}'
        for at, name in enumerate(columns[1:], 2)
    )
