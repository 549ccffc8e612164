"""Ways out in sentences: each rule that gives once, equal changes in several years as one, and what a person could do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from allocator.domain.report import Change, Impossible
from allocator.messages import Message, Names, say

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


def steps(answer: Impossible) -> Iterator[Message]:
    """What to do about an impossible plan, and whom to ask about each kind of change that its ways out need."""
    if not answer.ways_out:
        yield say("impossible.next.none")
        return
    yield say("impossible.next")
    kinds = {_kind(change) for way in answer.ways_out for change in way}
    if "money" in kinds:
        yield say("impossible.next.money")
    if "people" in kinds:
        yield say("impossible.next.people")
    if "rule" in kinds:
        yield say("impossible.next.rule")


def _kind(change: Change) -> str:
    if change.says.code != "give.from":
        return "rule"
    return "money" if change.unit == "dollars" else "people"


def _over(same: Message, years: list[str]) -> Message:
    return Message(same.code, tuple(sorted((*same.values, ("year", Names(tuple(dict.fromkeys(years)))))))
                   if any(years) else same.values)
