"""How much of each need is met, as a table with bars in it: words that wrap and grow with the letters of the page, no label cut,
nothing to translate for those who hear the page. No screen in here."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from allocator.domain.report import Report
from allocator.ui.figures import average_met
from allocator.ui.show import percent
from allocator.ui.words import w

STYLE = """<style>
.bars {width: 100%; border-collapse: collapse}
.bars :is(th, td) {border: 0; padding: .3em 0; text-align: left; font-weight: 400; vertical-align: middle}
.bars thead :is(th, td) {font-weight: 600}
.bars tbody th {width: 45%; padding-right: 1em; overflow-wrap: anywhere}
.bars .both {display: flex; align-items: center; gap: .6em}
.bars .bar {flex: 1; height: 1.05em; border: 1px solid #7A7A7A}
.bars .bar i {display: block; height: 100%; background: #0072B2}
.bars b {min-width: 3.2em; text-align: right; font-variant-numeric: tabular-nums}
</style>"""


def need_bars(report: Report, needs: Sequence[str]) -> str:
    """A row for each need: its name, a bar as long as the share that is met, and the share in figures."""
    rows = "".join(_row(report, need) for need in needs)
    heads = "".join(f'<th scope="col">{escape(head)}</th>' for head in (w("need"), w("bars.met")))
    return (f'{STYLE}<table class="bars" style="--rows: {len(needs)}" aria-label="{escape(w("needs"))}">'
            f'<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>')


def _row(report: Report, need: str) -> str:
    met = average_met(report, need)
    name, share = escape(report.case.plan.needs[need].name), escape(percent(met))
    bar = f'<span class="bar"><i style="width: {float(met) * 100:.1f}%"></i></span>'
    return f'<tr><th scope="row">{name}</th><td><div class="both">{bar}<b>{share}</b></div></td></tr>'
