"""A plan that was put together from parts of others: is it still one that a file could hold?"""

from __future__ import annotations

from allocator.domain.plan import Plan
from allocator.errors import Fault
from allocator.load.node import in_no_file
from allocator.load.plain_plan import plan_data
from allocator.load.sense import judge


def faults_of(plan: Plan) -> tuple[Fault, ...]:
    """What stops the plan from being read, were it in a file: ids that lead nowhere, amounts of years that it does not have."""
    _, found = judge(in_no_file(plan_data(plan)))
    return tuple(fault for _, fault in found if not fault.warning)
