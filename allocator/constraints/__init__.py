"""Every kind of rule, one file each. This list is the answer to "what can limit a budget?"."""

from __future__ import annotations

from typing import Any

from allocator.constraints.allowable_use import AllowableUse
from allocator.constraints.award import Award
from allocator.constraints.carryover import Carryover
from allocator.constraints.choose import Choose
from allocator.constraints.continuity import Continuity
from allocator.constraints.equity_floor import EquityFloor
from allocator.constraints.fte_steps import FteSteps
from allocator.constraints.full_cost import FullCost
from allocator.constraints.indirect import Indirect
from allocator.constraints.local_match import LocalMatch
from allocator.constraints.must import Must
from allocator.constraints.must_not import MustNot
from allocator.constraints.need_floor import NeedFloor
from allocator.constraints.paid_by import PaidBy
from allocator.constraints.pillar_floor import PillarFloor
from allocator.constraints.reimbursement import Reimbursement
from allocator.constraints.required_role import RequiredRole
from allocator.constraints.requires import Requires
from allocator.constraints.revision import Revision
from allocator.constraints.same_shares import SameShares
from allocator.constraints.share_cap import ShareCap
from allocator.constraints.share_floor import ShareFloor
from allocator.constraints.staffing import Staffing
from allocator.constraints.start_limit import StartLimit
from allocator.constraints.sustain import Sustain
from allocator.constraints.timing import Timing
from allocator.domain.plan import Plan
from allocator.domain.rule import Rule

KINDS: list[type[Rule]] = [
    # always
    Timing, FullCost, SameShares, PaidBy, Award, Staffing,
    # money
    Carryover, AllowableUse, Indirect, ShareCap, ShareFloor, LocalMatch, Reimbursement, Revision,
    # people
    RequiredRole, FteSteps,
    # choices
    Choose, Requires, Must, MustNot, Continuity, StartLimit,
    # fairness and purpose
    NeedFloor, PillarFloor, EquityFloor, Sustain,
]
ALWAYS: tuple[type[Rule], ...] = (Timing, FullCost, SameShares, PaidBy, Award, Staffing)


def kind_name(kind: type[Rule]) -> str:
    """The word that a plan file uses for a kind."""
    return str(kind.model_fields["kind"].default)


STATED: dict[str, type[Rule]] = {kind_name(kind): kind for kind in KINDS if kind not in ALWAYS}
"""Kinds that a plan file or a grant file may state, by name. The others always hold."""


def parse_rule(rule_id: str, raw: dict[str, Any], **origin: Any) -> Rule:
    """A rule from its record in a plan or grant file. Raises KeyError for a kind that does not exist and pydantic's
    ValidationError for a record of the wrong shape."""
    rule = STATED[raw["kind"]].model_validate({key: value for key, value in raw.items() if key not in ("id", "cite", "origin")})
    return rule.model_copy(update={"id": rule_id, **origin})


def standing_rules(plan: Plan) -> list[Rule]:
    """The rules that always hold, filled in for a plan."""
    rules: list[Rule] = [Timing(id="timing"), FullCost(id="full-cost"), SameShares(id="same-shares")]
    rules += [Award(id=f"award:{source}", source=source) for source in sorted(plan.sources)]
    rules += [Staffing(id=f"staffing:{role}", role=role) for role in sorted(plan.staff)]
    rules += [
        PaidBy(id=f"paid-by:{program}", program=program, sources=sorted(record.paid_by))
        for program, record in sorted(plan.programs.items()) if record.paid_by is not None
    ]
    return [rule.model_copy(update={"origin": "always"}) for rule in rules]


def stated_rules(plan: Plan) -> list[Rule]:
    """The plan's own rules, in the order of their ids. The plan has been checked when it was loaded."""
    return [parse_rule(rule_id, raw) for rule_id, raw in sorted(plan.rules.items())]
