"""The same questions asked of a real child process."""

from __future__ import annotations

from allocator.domain.variation import Variation
from allocator.solve.rosters import can_be_paid
from allocator.whatif.breaks import breaks
from allocator.whatif.sure import how_sure
from tests.in_process import study
from tests.whatif.test_breaks import PLAN as BREAKS
from tests.whatif.test_breaks import Y
from tests.whatif.test_sure import PLAN as SURE


def test_a_child_draws_as_this_process_does() -> None:
    sure = how_sure(study(SURE), draws=6)
    assert (sure.counted, sure.programs[0].program, sure.programs[0].draws) == (6, "phone", 6)


def test_a_child_finds_what_a_plan_can_bear() -> None:
    assert breaks(study(BREAKS)).limits[0].dollars == 23_000


def test_a_child_says_what_can_be_paid() -> None:
    cuts = [Variation(money={"grant": {Y: -dollars}}) for dollars in (23_000, 23_001)]
    asked = study(BREAKS)
    assert can_be_paid(asked.case, asked.base.roster, cuts) == (True, False)
