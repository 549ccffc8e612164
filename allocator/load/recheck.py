"""A plan that was put together from parts of others: is it still one that a file could hold?"""

from __future__ import annotations

from typing import Any

from allocator.domain.plan import Plan
from allocator.errors import Fault
from allocator.load.node import Node, Place
from allocator.load.plain_plan import plan_data
from allocator.load.sense import judge


def faults_of(plan: Plan) -> tuple[Fault, ...]:
    """What stops the plan from being read, were it in a file: ids that lead nowhere, amounts of years that it does not have."""
    _, found = judge(_node(plan_data(plan)))
    return tuple(fault for _, fault in found if not fault.warning)


def _node(value: Any) -> Node:
    """Plain data as a file's records, which stand nowhere."""
    if isinstance(value, dict):
        return Node({key: _node(part) for key, part in value.items()}, Place())
    if isinstance(value, list):
        return Node([_node(part) for part in value], Place())
    return Node(value, Place())
