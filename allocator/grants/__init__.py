"""Grant files in, rules out: what the money that a plan names brings with it, and benefit rates by fiscal year."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from allocator.domain.plan import Plan, Source
from allocator.domain.rule import Rule
from allocator.errors import Fault, InputError
from allocator.grants.attach import met_by_every_pupil, rules_of
from allocator.grants.award import NoUsualAward, usual_award
from allocator.grants.cited import Cited, Dated, Entry, Reference
from allocator.grants.files import grant, grant_ids, nearest
from allocator.grants.rates import benefits_for, rate_values, tier_for
from allocator.grants.schema import Duty, Grant
from allocator.grants.values import (
    GrantValue,
    Unconfirmed,
    benefits_in_use,
    unconfirmed_in_use,
    unconfirmed_says,
    unconfirmed_words,
    values_of,
)
from allocator.messages import Message, Names, say

__all__ = [
    "Cited", "Dated", "Duty", "Entry", "Grant", "GrantRules", "GrantValue", "Reference", "Unconfirmed", "benefits_for",
    "benefits_in_use", "grant", "grant_ids", "rate_values", "rules_for", "tier_for", "unconfirmed", "unconfirmed_in_use",
    "unconfirmed_says", "unconfirmed_words", "values_for",
]


@dataclass(frozen=True)
class GrantRules:
    """What the grants of a plan bring."""

    plan: Plan
    """The plan, with the usual award where a source states no amounts."""
    rules: tuple[Rule, ...]
    """By source, in the order of the grant's file. Ids are ``<source>.<rule of the grant>``."""
    notes: tuple[Message, ...]
    """What a reader should know: a rule of the plan that replaced a grant's, an award that was filled in."""
    assumed: tuple[GrantValue, ...]
    """Awards that were filled in, by source and year."""


def rules_for(plan: Plan) -> GrantRules:
    """The rules of every grant that the plan's sources name. A rule of the plan of the same kind for the same source replaces
    the grant's. Raises InputError, with every fault, for an unknown grant or an award that no file can tell."""
    faults = [_unknown(source_id, source.grant) for source_id, source in sorted(plan.sources.items())
              if source.grant is not None and source.grant not in grant_ids()]
    notes: list[Message] = []
    assumed: list[GrantValue] = []
    sources = dict(plan.sources)
    for source_id, source, found in _named(plan):
        if source.amounts is not None:
            notes += _outside(found, source_id, plan)
            continue
        try:
            amounts, cite = usual_award(found, source_id, source, plan)
        except NoUsualAward as refused:
            faults.append(refused.fault)
            continue
        sources[source_id] = source.model_copy(update={"amounts": amounts})
        notes.append(say("note.grant.award", source=source.name, grant=found.name))
        assumed += [GrantValue(found.id, source_id, f"{source_id}.award", "Usual award, taken because the plan states no amounts",
                               amount, "dollars", year, year, cite, True) for year, amount in amounts.items()]
    if faults:
        raise InputError(faults)
    filled = plan.model_copy(update={"sources": sources})
    rules = [rule for source_id, _, found in _named(filled) for rule in _attached(found, source_id, filled, notes)]
    return GrantRules(filled, tuple(rules), tuple(notes), tuple(assumed))


def values_for(plan: Plan) -> tuple[GrantValue, ...]:
    """Every dated value of the plan's grants that holds in a year of the plan, by source. Unknown grants are left out."""
    return tuple(value for source_id, _, found in _named(plan) for value in values_of(found, source_id, plan.years))


def unconfirmed(plan: Plan) -> tuple[GrantValue, ...]:
    """The values of the plan's grants that nobody confirmed at their source."""
    return tuple(value for value in values_for(plan) if not value.cite.confirmed)


def _named(plan: Plan) -> list[tuple[str, Source, Grant]]:
    known = grant_ids()
    return [(source_id, source, grant(source.grant)) for source_id, source in sorted(plan.sources.items())
            if source.grant is not None and source.grant in known]


def _attached(found: Grant, source_id: str, plan: Plan, notes: list[Message]) -> Iterable[Rule]:
    """Rules of one source, less those that the plan replaces and those that a school meets by its grades."""
    own = {raw.get("kind"): rule_id for rule_id, raw in sorted(plan.rules.items(), reverse=True)
           if raw.get("source") == source_id}
    name = plan.sources[source_id].name
    for key, spec in found.rules.items():
        if spec["kind"] in own:
            notes.append(say("note.grant.replaced", rule=own[spec["kind"]], grant=found.name, replaced=f"{source_id}.{key}"))
            continue
        attached = rules_of(found, key, source_id, plan)
        if open_years := [year for year in plan.years if not any(rule.years is None or year in rule.years for rule in attached)]:
            notes.append(say("note.grant.unknown", rule=f"{source_id}.{key}", grant=found.name, years=Names(tuple(open_years))))
        for rule in attached:
            if met_by_every_pupil(rule, plan):
                notes.append(say("note.grant.grades", source=name, grades=Names(tuple(getattr(rule, "grades", ())))))
            else:
                yield rule


def _outside(found: Grant, source_id: str, plan: Plan) -> list[Message]:
    """A note when the plan states money for years outside the grant's term."""
    if found.term is None:
        return []
    first, last = str(found.only(found.term.first).value), str(found.only(found.term.last).value)
    source = plan.sources[source_id]
    out = sorted(year for year, amount in (source.amounts or {}).items() if amount and not first <= year <= last)
    if not out:
        return []
    return [say("note.grant.term", source=source.name, grant=found.name, first=first, last=last, years=Names(tuple(out)))]


def _unknown(source_id: str, grant_id: str | None) -> Fault:
    near = say("fault.expected.one.of.these", names=", ".join(nearest(grant_id or "")))
    return Fault("", f"sources.{source_id}.grant", say("fault.grant.none"), str(grant_id), near,
                 say("fault.fix.grant", field="grant"))
