"""How many lines words take in a cell, and how wide a column they ask for, measured in the letters that the workbook uses."""

from __future__ import annotations

from functools import lru_cache

from allocator.export.letters import bold, plain

DIGIT = 7.0
"""Pixels of a digit: the unit of a column's width."""
SIZE = 10 * 96 / 72
"""Pixels of the size of a letter."""
EDGE = 14.0
"""Pixels of a cell that stay empty: its indent and both edges."""
CAREFUL = 1.03
"""Programs place letters a little differently; no word may be cut."""


@lru_cache(maxsize=8192)
def pixels(words: str, strong: bool = False) -> float:
    """How wide a line of words is."""
    letter = bold if strong else plain
    return CAREFUL * SIZE * sum(letter(one) for one in words)


@lru_cache(maxsize=8192)
def asked(words: str, strong: bool = False) -> float:
    """Width, in digits, of a column that holds words without breaking a line of theirs."""
    return (max(pixels(line, strong) for line in words.splitlines() or [""]) + EDGE) / DIGIT


@lru_cache(maxsize=8192)
def longest_word(words: str, strong: bool = False) -> float:
    """Width, in digits, of a column that breaks no word."""
    return (max((pixels(word, strong) for word in words.split()), default=0.0) + EDGE) / DIGIT


def lines(words: str, width: float, strong: bool = False) -> int:
    """How many lines words take in a column that is so many digits wide."""
    room = max(width * DIGIT + 5 - EDGE, SIZE)
    return sum(_lines(line, room, strong) for line in words.splitlines() or [""])


def _lines(line: str, room: float, strong: bool) -> int:
    count, filled, space = 1, 0.0, pixels(" ", strong)
    for word in line.split():
        wide = pixels(word, strong)
        if filled and filled + space + wide <= room:
            filled += space + wide
            continue
        count += bool(filled)
        over = int((wide - 1e-9) // room)  # a word that is longer than a line runs on
        count += over
        filled = wide - over * room
    return count
