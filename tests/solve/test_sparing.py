"""The fewest dollars of some sources, asked of a process of its own."""

from __future__ import annotations

from fractions import Fraction

from allocator.allocate import case_for
from allocator.solve import Target
from allocator.solve.sparing import Spare, sparing
from tests.in_process import PROOF
from tests.whatif.tiny import tiny


def test_a_process_of_its_own_answers_each_question_in_turn() -> None:
    """The tiny school: 87 points take math tutoring, which only local money may pay ($30,000); home visits alone are paid by the
    grant. No budget reaches 95 points. The attendance worker ($50,000) is paid by the grant as far as its $45,000 go: 42,858, and
    2,142 of indirect, a twentieth of it rounded down."""
    heard: list[int] = []
    asked = [Spare(("local",), target) for target in (Target(Fraction(87), {}), None, Target(Fraction(95), {}))]
    worker = Spare(("local",), None, {"attendance-worker": {"2025-26": "full"}})
    found = sparing(case_for(tiny()), [*asked, worker], PROOF, lambda: heard.append(1))
    assert [(one.least, one.most, one.never) for one in found] == [
        (30_000, 30_000, False), (0, 0, False), (0, None, True), (7_142, 7_142, False)]
    assert len(heard) == 4
