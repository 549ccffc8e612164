"""What stands on a card as it lies: on its front what it costs and meets and what the rules say, on its back why; below, what
may be chosen. No screen in here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from allocator.ui.meeting import cards, record
from allocator.ui.meeting.cautions import Caution, cautions
from allocator.ui.meeting.hand import CHOICES, RULE, Hand, Pick
from allocator.ui.meeting.minutes import choice_words
from allocator.ui.show import safe
from allocator.ui.words import w

ON_FRONT = 2
"""Cautions on the front of a card; the others are on its back."""


@dataclass(frozen=True)
class Option:
    """A button that turns a card to a choice."""

    key: str
    pick: Pick
    words: str
    chosen: bool


@dataclass(frozen=True)
class Face:
    """The side of a card that is seen."""

    name: str
    lines: Sequence[str]
    """The first line of a front says whether the program is in the budget now."""
    options: Sequence[Option]
    turn: str
    """The words on the button that turns it over."""
    back: bool = False
    votes: bool = False
    """Whether a vote can be written down: on a back, once a choice was made."""


def face(hand: Hand, program: str, back: bool, voted: str = "") -> Face:
    """The front or the back of a card. ``voted``: the vote that counts, in words."""
    name, found = safe(hand.case.programs[program].name), [] if program in hand.locked else cautions(hand, program)
    choices = options(hand, program)
    if back:
        votable = record.votable(hand, program)
        return Face(name, _back(hand, program, found, votable), choices, w("meeting.card.front"), True, votable)
    return Face(name, [*_front(hand, program, found), *([voted] if voted else [])], choices, w("meeting.card.back"))


def _front(hand: Hand, program: str, found: Sequence[Caution]) -> list[str]:
    lines = [f"**{cards.now_words(hand, program)}**", f"**{cards.cost_words(hand, program)}**", cards.meets_words(hand, program)]
    lines += [caution.words for caution in found[:ON_FRONT]]
    if len(found) > ON_FRONT:
        lines.append(w("meeting.caution.more", count=len(found) - ON_FRONT))
    if lock := cards.lock_words(hand, program):
        lines.append(lock)
    return lines


def _back(hand: Hand, program: str, found: Sequence[Caution], votable: bool) -> list[str]:
    written = RULE if program in hand.locked else hand.pick(program).written
    vote = w("meeting.vote.on", choice=safe(choice_words(hand, program, written))) if votable else w("meeting.vote.first")
    return [cards.why_words(hand, program), *(caution.words for caution in found), vote]


def options(hand: Hand, program: str) -> list[Option]:
    """What may be chosen; nothing where a rule has decided. The buttons keep their places and kind, so that who chooses by the
    keyboard stays where they are."""
    if program in hand.locked:
        return []
    pick = hand.pick(program)
    sizes = [option.level for option in hand.case.options[program]]
    level = hand.level(program) if len(sizes) > 1 else ""
    found = []
    for choice in CHOICES:
        wanted = Pick(choice, level if choice in ("fund", "require") else "")
        found.append(_option(f"pick-{program}-{choice}", wanted, w(f"meeting.choice.{choice}"), choice == pick.choice))
    if pick.runs and len(sizes) > 1:
        for size in sizes:
            words = cards.size_words(hand, program, size)
            found.append(_option(f"size-{program}-{size}", Pick(pick.choice, size), words, size == level))
    return found


def _option(key: str, pick: Pick, words: str, chosen: bool) -> Option:
    return Option(key, pick, w("meeting.is", choice=words) if chosen else words, chosen)
