"""What fits on one page: how wide words run in print, where a long name is cut, and how many rows there is room for."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Callable, Sequence
from typing import TypeVar

from allocator.export.text import cell_text

One = TypeVar("One")
Wide = Callable[[str], float]
"""How much room a character takes."""
DOTS = "\N{HORIZONTAL ELLIPSIS}"
_SLIM, _BROAD = frozenset("iljtfrI.,;:'!|()[]- "), frozenset("mwMW@%\N{HORIZONTAL ELLIPSIS}")


def _wide(character: str) -> float:
    if character in _SLIM:
        return 0.65
    if unicodedata.east_asian_width(character) in "WF":
        return 2.0
    if character in _BROAD:
        return 1.9 if character == "W" else 1.7
    return 1.35 if character.isupper() else 1.1 if character.isdigit() else 1.0


def width(words: str, wide: Wide = _wide) -> float:
    """How much room words take on a line: in ordinary small letters, or in what ``wide`` says of each character."""
    return sum(map(wide, words))


def clean(words: str) -> str:
    """A person's words on one line, without characters that no page can show."""
    return " ".join(cell_text(words).split())


def cut(words: str, most: float, wide: Wide = _wide) -> str:
    """The words as far as there is room for them, cut after a whole word if that loses little; dots say that more follows."""
    words = clean(words)
    if width(words, wide) <= most:
        return words
    room, kept = most - width(DOTS, wide), ""
    for character in words:
        room -= wide(character)
        if room < 0:
            break
        kept += character
    whole = kept.rpartition(" ")[0]
    return (whole if len(whole) * 4 > len(kept) * 3 else kept).rstrip(" ,;:(-") + DOTS


def lines(words: str, line: float, wide: Wide = _wide) -> int:
    """How many lines of a width the words take, broken between words; a word that is longer than a line is broken."""
    taken, used = 1, 0.0
    for word in clean(words).split(" "):
        room = width(word, wide)
        if used and used + width(" ", wide) + room > line:
            taken, used = taken + 1, 0.0
        taken += max(0, math.ceil(room / line) - 1)
        used += (width(" ", wide) if used else 0.0) + min(room, line)
    return taken


def fitting(rows: Sequence[One], tall: Callable[[One], float], room: float, rest: float = 1.25) -> int:
    """How many of the first rows there is room for. Where not all fit, room is kept for a line that counts the rest."""
    if sum(map(tall, rows)) <= room:
        return len(rows)
    left = room - rest
    for at, row in enumerate(rows):
        left -= tall(row)
        if left < 0:
            return at
    return len(rows)
