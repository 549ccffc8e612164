"""A way out in sentences: each rule that gives once, and equal changes in several years as one."""

from __future__ import annotations

from collections.abc import Iterable

from allocator.domain.report import Change
from allocator.messages import Message, Names

Told = tuple[tuple[str, Message, tuple[Message, ...]], ...]
"""Rule id, what gives, and what is done with it."""


def told(way: Iterable[Change]) -> Told:
    """The changes of a way out, by what gives."""
    heads: dict[tuple[str, Message], dict[Message, list[str]]] = {}
    for change in way:
        same = Message(change.change.code, tuple(pair for pair in change.change.values if pair[0] != "year"))
        heads.setdefault((change.rule, change.says), {}).setdefault(same, []).append(change.year)
    return tuple((rule, says, tuple(_over(same, years) for same, years in changes.items()))
                 for (rule, says), changes in heads.items())


def _over(same: Message, years: list[str]) -> Message:
    return Message(same.code, tuple(sorted((*same.values, ("year", Names(tuple(dict.fromkeys(years)))))))
                   if any(years) else same.values)
