"""How much room there is on a slide and how much words take, in inches. No letter is smaller than 18 points."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from allocator.export.handout.fit import clean, cut, lines, width
from allocator.export.letters import bold, lent, plain

WIDE, HIGH = 13.333, 7.5
"""A slide, 16 to 9."""
EDGE, TOP, BOTTOM, FOOT = 0.6, 1.45, 6.86, 6.96
"""Left and right margin; where the content begins and ends; where the footer begins."""
SMALL = 18
TITLE, LARGE, BODY = (30, 28, 26, 24, 22), (40, 36, 32, 28, 24), (24, 22, 20, SMALL)
"""Sizes of letters, the first that fits is taken."""
_SPARE, _LEADING, _LENT = 0.98, 1.18, 1.5
"""The part of a line that may be filled; how far apart lines stand, as a part of the size of their letters, in the font and in
others."""


@dataclass(frozen=True)
class Box:
    """A part of a slide."""

    left: float
    top: float
    wide: float
    high: float

    @property
    def bottom(self) -> float:
        """Where it ends."""
        return self.top + self.high


HEAD = Box(EDGE, 0.3, WIDE - 2 * EDGE, 1.05)
CONTENT = Box(EDGE, TOP, WIDE - 2 * EDGE, BOTTOM - TOP)


@lru_cache(maxsize=8192)
def taken(words: str, wide: float, points: float, strong: bool = False) -> int:
    """How many lines of so many inches the words take."""
    return lines(words, wide * 72 * _SPARE / points, bold if strong else plain)


def leading(points: float, words: str = "") -> float:
    """From one line to the next; more where the words are in letters that another font has to lend."""
    return points * (_LENT if not words.isascii() and any(map(lent, words)) else _LEADING) / 72


def across(words: str, points: float = SMALL, strong: bool = False) -> float:
    """Inches that a line has to be wide so that it holds the words."""
    return width(clean(words), bold if strong else plain) * points / (72 * _SPARE) + 0.01


def fitted(words: str, wide: float, most: int, points: float = SMALL, strong: bool = False) -> str:
    """The words, cut where they would take more lines than ``most``."""
    room, said = wide * most * 72 * _SPARE / points, clean(words)
    while taken(said, wide, points, strong) > most:
        said = cut(words, room, bold if strong else plain)
        room *= 0.96
    return said


def size(paragraphs: Sequence[str], box: Box, sizes: Sequence[int], between: float = 0.0, strong: bool = False) -> int:
    """The largest letters in which the paragraphs fit into a box; the smallest where none do."""
    return next((points for points in sizes if tall(paragraphs, box.wide, points, between, strong) <= box.high), sizes[-1])


def tall(paragraphs: Sequence[str], wide: float, points: float, between: float = 0.0, strong: bool = False) -> float:
    """Inches that paragraphs take from top to bottom."""
    high = sum(taken(words, wide, points, strong) * leading(points, words) for words in paragraphs)
    return high + between * (len(paragraphs) - 1)
