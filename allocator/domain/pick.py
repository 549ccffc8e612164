"""Which costs a rule speaks of: a tag, object codes, a place."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from allocator.domain.base import CodeRange, Tag
from allocator.domain.charge import Charge
from allocator.domain.rule import Rule
from allocator.messages import Message, Names, say


class PickingRule(Rule):
    """A rule about part of the costs. Every field that is given must fit."""

    tag: Tag | None = None
    """Costs with this tag."""
    not_tag: Tag | None = None
    """Costs without this tag."""
    objects: Annotated[list[CodeRange], Field(min_length=1)] | None = None
    """Costs under these object codes, such as ["1000-3999"]."""
    place: Literal["site", "central"] | None = None
    """Costs at the school site, or at the district office."""

    def picks(self, charge: Charge) -> bool:
        """Whether the rule speaks of the charge."""
        return (
            (self.tag is None or self.tag in charge.tags)
            and (self.not_tag is None or self.not_tag not in charge.tags)
            and (self.objects is None or charge.coded(self.objects))
            and (self.place is None or charge.place == self.place)
        )

    def picks_indirect(self) -> bool:
        """Whether indirect charges (object 7310) count as part of what the rule speaks of."""
        if self.objects is not None:
            return any(part[:4] <= "7310" <= part[-4:] for part in self.objects)
        return self.tag == "administration"

    def picked(self) -> Message:
        """What the rule speaks of, in words."""
        if self.tag is not None:
            return say("pick.tag", tag=tag_words(self.tag))
        if self.not_tag is not None:
            return say("pick.not_tag", tag=tag_words(self.not_tag))
        if self.objects is not None:
            return say("pick.objects", objects=Names(tuple(self.objects)))
        return say(f"pick.place.{self.place or 'any'}")


KNOWN_TAGS = ("administration", "arts", "technology_infrastructure")
"""Tags that rules of grants ask for: they have a name in every language."""


def tag_words(tag: str) -> Message | str:
    """What a tag is called. One that only a plan knows is shown in the plan's own words."""
    return say(f"tag.{tag}") if tag in KNOWN_TAGS else tag.replace("_", " ").replace("-", " ")
