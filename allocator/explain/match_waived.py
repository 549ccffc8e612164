"""Grants whose file says that a local match is asked, while the plan asks for none: said wherever the match is looked at."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from allocator.constraints.local_match import LocalMatch
from allocator.domain.case import Case
from allocator.domain.rule import Citation
from allocator.grants import GrantValue, values_for
from allocator.messages import Message, Percent, say


@dataclass(frozen=True)
class Waived:
    """A grant with a match by its file and none in the plan."""

    source: str
    share: Fraction | None
    """Dollars of match for each dollar of the award, as the file has it; None where it has no share."""
    cite: Citation
    """Where the share comes from; where the file has none, that a match is asked."""
    because: str
    """Why a rule of the plan asks for none; empty where the plan has no rule or does not say."""


def waived(case: Case) -> tuple[Waived, ...]:
    """Every grant of the plan that asks for a match by its file only, by source."""
    rules = [rule for rule in case.rules if isinstance(rule, LocalMatch)]
    asking = {rule.source for rule in rules if rule.share > 0}
    values = values_for(case.plan)
    return tuple(_waived(value, values, [rule for rule in rules if rule.source == value.source]) for value in values
                 if value.name == "match_required" and value.value is True and value.source not in asking)


def _waived(required: GrantValue, values: tuple[GrantValue, ...], rules: list[LocalMatch]) -> Waived:
    share = next((value for value in values if (value.source, value.name) == (required.source, "match_share")), None)
    because = next((rule.because for rule in rules if rule.because), "")
    if share is None or not isinstance(share.value, str | int | float):
        return Waived(required.source, None, required.cite, because)
    return Waived(required.source, Fraction(str(share.value)), share.cite, because)


def waived_says(case: Case, one: Waived) -> Message:
    """That the file asks for a match and the plan does not, why, and how large it would be."""
    source, because = case.plan.sources[one.source].name, one.because.rstrip(". ")
    says = say("match.waived.because", source=source, because=because) if because else say("match.waived", source=source)
    if one.share is None:
        return says
    code = "match.waived.share" if one.cite.confirmed else "match.waived.share.unconfirmed"
    return say(code, says=says, share=Percent(one.share))
