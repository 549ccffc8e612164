"""What the budget achieves: how much of each need is met."""

from __future__ import annotations

from allocator.export.colours import BLUE
from allocator.export.deck.charts import SHARE, Series, bars
from allocator.export.deck.room import BOTTOM, CONTENT, SMALL, Box, fitted, leading
from allocator.export.deck.talk import Talk
from allocator.export.handout import sentences
from allocator.export.handout.voice import whole
from allocator.messages import Message, say

MOST = 10
"""Needs that have a bar."""
CHART = Box(CONTENT.left, CONTENT.top, 8.5, CONTENT.high)
BESIDE = Box(9.4, CONTENT.top, 3.33, CONTENT.high)
NAME = 4.3
"""Inches for the name of a need."""


def write(talk: Talk) -> None:
    """The whole slide, where there are needs."""
    if not talk.figures.needs:
        return
    voice, figures = talk.voice, talk.figures
    page = talk.page(sentences.message(talk.report, voice))
    shown, rest = figures.needs[:MOST], figures.needs[MOST:]
    step = CHART.high / len(shown)
    names = [fitted(talk.facts.names.need[need], NAME, 2 if step > 2.2 * leading(SMALL) else 1) for need in shown]
    met = Series(voice(say("handout.met")), tuple(float(figures.met(need)) for need in shown), BLUE, SHARE)
    high = CHART.high - (leading(SMALL) + 0.1 if rest else 0)
    box = Box(CHART.left, CHART.top, CHART.wide, min(high, 0.6 + 0.85 * len(shown)))
    drawn = bars(page.slide, box, names, met, talk.made, NAME)
    told = [voice(say("deck.need", need=name, share=whole(figures.met(need)))) for name, need in zip(names, shown, strict=True)]
    page.describe(drawn, voice(say("handout.needs")), voice(say("deck.alt.needs", list=" ".join(told))))
    if rest:
        line = Box(CHART.left, BOTTOM - leading(SMALL) - 0.05, CHART.wide, leading(SMALL))
        page.say([voice(_others(talk, rest))], line, sizes=(SMALL,))
    share = voice.percent(sentences.share(talk.report))
    page.figure(share, Box(BESIDE.left, BESIDE.top, BESIDE.wide, 1.0))
    share_says = say("deck.needs.share") if len(talk.years) > 1 else say("deck.needs.share.year")
    said = [voice(share_says), sentences.spending(figures, voice), sentences.left(figures, voice)]
    page.say(said, Box(BESIDE.left, BESIDE.top + 1.1, BESIDE.wide, BESIDE.high - 1.1))
    every = [voice(say("deck.need", need=talk.facts.names.need[need], share=whole(figures.met(need)))) for need in figures.needs]
    page.finish([voice(say("deck.notes.needs")), voice(say("handout.points")), *every], talk.footer)


def _others(talk: Talk, rest: list[str]) -> Message:
    met = [talk.figures.met(need) for need in rest]
    if len(rest) == 1:
        return say("handout.needs.more.one", share=whole(met[0]))
    return say("handout.needs.more", count=len(rest), low=whole(min(met)), high=whole(max(met)))
