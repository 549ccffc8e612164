"""A name that somebody mistyped: what was probably meant."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import get_close_matches


def nearest(word: str, known: Mapping[str, str] | Iterable[str], most: int = 3, like: float = 0.6) -> list[str]:
    """Ids that look like a word, the most alike first; with names beside the ids (id -> name), also those whose name does.
    ``like``: how much they must have in common, from 0 to 1."""
    names = known if isinstance(known, Mapping) else {one: one for one in known}
    spelled: dict[str, str] = {}
    for one in sorted(names):
        for form in (one, names[one]):
            spelled.setdefault(form.casefold(), one)
    close = get_close_matches(word.casefold(), spelled, n=2 * most, cutoff=like)
    return list(dict.fromkeys(spelled[form] for form in close))[:most]
