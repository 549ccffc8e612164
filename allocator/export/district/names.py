"""Names of sheets that Excel takes: short, without some characters, and each only once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from allocator.export.text import FORMULA

LONGEST = 31
RESERVED = "History"
"""A name that Excel keeps for itself."""
_REFUSED = re.compile(r"[\[\]:*?/\\\x00-\x1f]")


def sheet_names(labels: Sequence[str], taken: Iterable[str] = ()) -> list[str]:
    """A sheet's name for each label, in their order: what Excel refuses becomes a hyphen, signs with which a formula begins are
    left out in front, what is too long is cut, and a name that stands already gets a number. Excel takes capital and small
    letters for the same."""
    used = {name.casefold() for name in (*taken, RESERVED)}
    found = []
    for label in labels:
        clean = " ".join(_REFUSED.sub("-", label).replace("'", "\N{RIGHT SINGLE QUOTATION MARK}").split())
        clean = clean.lstrip("".join(FORMULA) + " ") or "School"
        name, number = _cut(clean, LONGEST), 2
        while name.casefold() in used:
            ending = f" ({number})"
            name, number = _cut(clean, LONGEST - len(ending)) + ending, number + 1
        used.add(name.casefold())
        found.append(name)
    return found


def _cut(text: str, longest: int) -> str:
    """The text within so many characters, as Excel counts them: those outside the basic plane count twice."""
    while len(text.encode("utf-16-le")) // 2 > longest:
        text = text[:-1]
    return text.strip()
