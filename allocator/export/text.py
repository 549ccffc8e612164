"""A person's words on their way into a cell: the same text, never a formula, never a file that will not open."""

from __future__ import annotations

import re

LONGEST = 32_767
"""Most characters that a cell can hold."""
CUT = " [cut: the text is too long for a cell]"
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""What a cell of a table in plain text may not begin with: a spreadsheet would run it. The last four are their wide twins."""
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def cell_text(value: str) -> str:
    """The text as a cell can hold it: characters that a workbook cannot store are shown as a replacement mark, and what is
    too long is cut, visibly. Characters outside the basic plane count twice, as they do in a spreadsheet."""
    clean = _NOT_XML.sub("\N{REPLACEMENT CHARACTER}", value)
    if _length(clean) <= LONGEST:
        return clean
    kept = clean[:LONGEST - len(CUT)]
    while _length(kept) + len(CUT) > LONGEST:
        kept = kept[:-max(1, (_length(kept) + len(CUT) - LONGEST) // 2)]
    return kept + CUT


def csv_text(words: str) -> str:
    """A person's words in a table of plain text (CSV): an apostrophe before what a spreadsheet would take for a formula."""
    clean = cell_text(words)
    return f"'{clean}" if clean.startswith(FORMULA) or clean.lstrip().startswith(FORMULA) else clean


def _length(text: str) -> int:
    return len(text) if text.isascii() else len(text) + sum(character > "\uffff" for character in text)


def width(text: str) -> float:
    """About how many columns of a fixed-width line the longest line of a text takes."""
    lines = text.splitlines() or [""]
    return max(float(len(line)) if line.isascii() else sum(2.0 if character > "\u2e80" else 1.0 for character in line)
               for line in lines)


def print_text(value: str, most: int = 80) -> str:
    """A text for a page header, where an ampersand starts a command."""
    line = " ".join(cell_text(value).split())
    line = line if len(line) <= most else line[: most - 1] + "\N{HORIZONTAL ELLIPSIS}"
    return line.replace("&", "&&")
