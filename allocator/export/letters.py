"""How wide letters of Arial are, in parts of their size; those of Helvetica and Liberation Sans are the same."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import cache

FONT = "Arial"
PLAIN: Mapping[int, str] = {
    191: "'", 222: "ijl‘’", 260: "|", 278: " !,./:;I[\\]ft", 333: "()-`r¡“”{}", 355: '"', 389: "*", 469: "^",
    500: "Jcksvxyz", 556: "#$0123456789?L_abdeghnopqu–", 584: "+<=>~", 604: "●○", 611: "FTZ¿", 667: "&ABEKPSVXY",
    722: "CDHNRUw", 778: "GOQ", 833: "Mm", 889: "%", 944: "W", 1000: "—…", 1015: "@",
}
BOLD: Mapping[int, str] = {
    238: "'", 278: " ,./I\\ijl‘’|", 333: "!()-:;[]`ft¡", 389: "*r{}", 474: '"', 500: "z“”", 556: "#$0123456789J_aceksvxy–",
    584: "+<=>^~", 604: "●○", 611: "?FLTZbdghnopqu¿", 667: "EPSVXY", 722: "&ABCDHKNRU", 778: "GOQw", 833: "M", 889: "%m",
    944: "W", 975: "@", 1000: "—…",
}
"""Thousandths of the size, and the letters that take so many."""
_PLAIN = {letter: wide / 1000 for wide, letters in PLAIN.items() for letter in letters}
_BOLD = {letter: wide / 1000 for wide, letters in BOLD.items() for letter in letters}
_OTHER, _FULL, _PICTURE = 0.75, 1.0, 1.4
"""What a letter that is not listed takes at most: of other alphabets, of Chinese and the like, small pictures."""


@cache
def plain(letter: str) -> float:
    """Width of a letter."""
    return _width(letter, _PLAIN)


@cache
def bold(letter: str) -> float:
    """Width of a bold letter."""
    return _width(letter, _BOLD)


def lent(letter: str) -> bool:
    """Whether the font has no such letter, so that a taller one stands in."""
    return letter > "\u0530" and not "\u1e00" <= letter <= "\u26ff"


def _width(letter: str, known: Mapping[str, float]) -> float:
    if letter in known:
        return known[letter]
    if unicodedata.combining(letter):
        return 0.0
    base = unicodedata.normalize("NFD", letter)[0]
    if base in known:
        return known[base]
    if unicodedata.category(letter) == "So":
        return _PICTURE
    return _FULL if unicodedata.east_asian_width(letter) in "WF" else _OTHER
