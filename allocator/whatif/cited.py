"""A rule as an explanation names it: its sentence, its source, and whether anybody has confirmed it there."""

from __future__ import annotations

from dataclasses import dataclass

from allocator.domain.case import Case
from allocator.domain.rule import PLAN_FILE
from allocator.messages import Message, say


@dataclass(frozen=True)
class Cited:
    """One rule."""

    rule: str
    says: Message
    source: str
    read: str
    confirmed: bool

    @property
    def words(self) -> Message:
        """Its sentence with its source, and a badge where nobody has confirmed it."""
        if self.source == PLAN_FILE.title:
            return say("cited.plan", rule=self.says)
        return say("cited.rule" if self.confirmed else "cited.unconfirmed", rule=self.says, source=self.source)


def cited(case: Case, rule_id: str) -> Cited:
    """The rule with an id. Raises KeyError."""
    rule = case.rule(rule_id)
    return Cited(rule.id, rule.says(case), str(rule.cite), rule.cite.read, rule.cite.confirmed)
