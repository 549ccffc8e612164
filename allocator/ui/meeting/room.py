"""How large the letters of the cards may be on the wall: as large as they can while all cards of a view are seen at once. All is
counted in letters of the usual size, as the browser counts. No screen in here."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from allocator.ui.meeting.faces import Face

WIDE, NARROW, HEIGHT = 67.6, 60.5, 26.6
"""What the cards of a view have on a screen of 16 to 9, and how much narrower they are on one of 16 to 10."""
GAP, EDGE = 0.7, 1.9
"""Between two cards; what a card's own edges and the spaces within it take from its height."""
LETTER, LINE = 0.44, 1.25
"""How wide a letter is on average, and how high a line, for each unit of their size."""
TITLE, COST = 1.15, 1.3
"""The name of a program and its cost in comparison to the other letters of a card."""
BUTTON, FRAME, SMALL = 2.3, 2.55, 0.33
"""How high a row of buttons is, with the space above it; how wide a button is without its words, and each of its letters. Their
letters do not grow: all choices stay in one row."""
FORM = 9.5
"""How high the form for votes is."""
SIZES = [size / 20 for size in range(36, 19, -1)]


def letters(faces: Sequence[Face], width: float, reserved: float = 0) -> float:
    """The size of the letters in comparison to the usual one, from 1 up. ``reserved``: height that something else takes."""
    return next((size for size in SIZES if _height(faces, size, width) <= HEIGHT - reserved), SIZES[-1])


def _height(faces: Sequence[Face], size: float, width: float) -> float:
    """What all cards need, two side by side; a last one alone takes the whole width."""
    pairs = [faces[at:at + 2] for at in range(0, len(faces), 2)]
    rows = [max(_card(face, size, (width - GAP) / 2 if len(pair) == 2 else width) for face in pair) for pair in pairs]
    return sum(rows) + GAP * max(len(rows) - 1, 0)


def _card(face: Face, size: float, width: float) -> float:
    inner = width - EDGE
    first, *more = face.lines
    larger = 1 if face.back else COST
    text = _lines(face.name, inner, size * TITLE) * TITLE + _lines(first, inner, size * larger) * larger
    text += sum(_lines(line, inner, size) for line in more)
    buttons = _rows([*(option.words for option in face.options), face.turn], inner)
    return EDGE + text * size * LINE + buttons * BUTTON + (FORM if face.back else 0)


def _lines(words: str, width: float, size: float) -> int:
    """How many lines words take, broken as people expect it."""
    plain = words.replace("\\", "").replace("*", "")
    return len(textwrap.wrap(plain, max(8, int(width / (LETTER * size)))))


def _rows(buttons: Sequence[str], width: float) -> int:
    """How many rows buttons take side by side."""
    rows, left = 0, 0.0
    for words in buttons:
        needed = len(words) * SMALL + FRAME
        if needed > left:
            rows, left = rows + 1, width
        left -= needed
    return rows
