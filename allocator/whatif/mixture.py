"""A plan with some of the changes that would make it another one."""

from __future__ import annotations

import json
from collections.abc import Iterable
from hashlib import sha256
from typing import Any

from allocator.allocate import case_for
from allocator.constraints import parse_rule
from allocator.domain.plan import Plan
from allocator.errors import InputError
from allocator.load.recheck import faults_of
from allocator.whatif.changes import InputChange, bare
from allocator.whatif.fields import SILENT


def mixture(plan_a: Plan, plan_b: Plan, chosen: Iterable[InputChange]) -> Plan:
    """The first plan with some of the changes that make it the second."""
    update: dict[str, Any] = {}
    for change in chosen:
        if not change.record:
            update[change.section] = getattr(plan_b, change.section)
            continue
        records = update.setdefault(change.section, dict(getattr(plan_a, change.section)))
        if change.sort == "removed":
            del records[change.record]
        else:
            records[change.record] = getattr(plan_b, change.section)[change.record]
    return plan_a.model_copy(update=update)


def sound(plan: Plan) -> bool:
    """Whether a plan that was put together could stand in a file. A rule that touches nothing is no harm here: it limits
    nothing until what it speaks of is there."""
    if faults_of(plan):
        return False
    try:
        case_for(plan)
    except InputError:
        return False
    return True


def essence(plan: Plan) -> str:
    """A fingerprint of everything that can change a result: names, notes, how money is booked, the order of records and the
    way in which numbers are written leave it as it is."""
    stated = {field: bare(getattr(plan, field), field) for field in Plan.model_fields if field not in SILENT}
    sources = {source: record.model_copy(update={"last_year": {}}) for source, record in plan.sources.items()}
    stated["sources"] = bare(sources, "sources")
    stated["rules"] = {rule: bare(parse_rule(rule, raw)) for rule, raw in sorted(plan.rules.items())}
    return sha256(json.dumps(_heard(stated), sort_keys=True, default=str).encode()).hexdigest()


def _heard(value: Any) -> Any:
    """A value without names and notes. They are texts or lists; what stands under an id of the same word is neither."""
    if isinstance(value, dict):
        return {key: _heard(part) for key, part in value.items() if not (key in SILENT and isinstance(part, str | tuple))}
    return [_heard(part) for part in value] if isinstance(value, tuple) else value
