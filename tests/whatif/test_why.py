"""Reasons are true: an independent witness, or the plan edited accordingly and solved again, says the same."""

from __future__ import annotations

from copy import deepcopy
from fractions import Fraction

import pytest

from allocator.messages import text
from allocator.whatif.estimate import estimates
from allocator.whatif.price import prices
from allocator.whatif.why import Why, reasons, with_gift
from tests.in_process import StudyHere, study
from tests.more import few_every_day
from tests.oracle.generator import attempt_at
from tests.oracle.oracle import Answer, best
from tests.whatif.here import here
from tests.whatif.plans import ATTENDANCE, TUTORING, VISITS, Records, tiny

__all__ = ["here"]
FEW, MANY = range(10), range(10, 110)


pytestmark = pytest.mark.usefixtures("here")


def why(records: Records, program: str) -> Why:
    asked = study(records)
    return with_gift(asked, reasons(asked, [program])[0])


def english(told: Why) -> list[str]:
    return [text(message) for message in told.says]


# the tiny school, worked out on its page -------------------------------------------------------------------------------
def test_a_program_that_is_out_names_its_rivals_and_what_it_would_take() -> None:
    told = why(tiny(), ATTENDANCE)
    assert not told.funded and told.code == "rivals" and told.proved
    assert told.points is not None and told.points.exact and told.points.least == 33
    assert told.moves.leaves == (VISITS, TUTORING)
    assert told.paid_by == {"grant": 42_858, "local": 7_142}
    assert told.people == (("outreach", Fraction(1), Fraction(1, 2)),)
    assert told.gift is not None and (told.gift.least, told.gift.most) == (7_142, 7_142)
    assert english(told) == [
        "Attendance worker is not in the plan: the best plan that runs it in at least one year reaches 33 points fewer.",
        "If it ran, the best plan would otherwise change like this:",
        "Drops out: Home visits and Math tutoring.",
        "It needs 1 FTE of Outreach worker; the rest of the plan leaves 0.5 FTE free.",
        "Who would pay for it, all its years together: Staffing grant ($42,858) and Local money ($7,142).",
        "What you could do: find $7,142 a year of new money for this program alone, such as a donor's. "
        "With less, a plan without it is at least as good.",
        "Or, without new money: ask your leadership team whether it matters more than the programs above that would drop out "
        "or change for it.",
    ]


def test_a_program_that_is_in_says_what_would_be_lost() -> None:
    told = why(tiny(), TUTORING)
    assert told.funded and told.code == "worth" and told.points is not None and told.points.least == 33
    assert english(told)[0] == "Math tutoring is in the plan: the best plan without it reaches 33 points fewer."
    assert told.gift is None


def test_a_required_program_names_the_rule() -> None:
    told = why(tiny(keep={"kind": "must", "program": ATTENDANCE}), ATTENDANCE)
    assert told.funded and told.code == "required"
    assert [one.rule for one in told.conflict] == ["keep"]
    assert english(told)[1:3] == [
        "Keeps it in: Attendance worker must run in 2025-26. [your plan]",
        "Who can change it: the rule is part of your plan. Ask those who decide on the plan, such as the leadership team or the "
        "school site council, whether it should stay.",
    ]


def test_a_vetoed_program_names_the_veto_and_no_amount_of_money_helps() -> None:
    told = why(tiny(veto={"kind": "must_not", "program": VISITS}), VISITS)
    assert not told.funded and told.code == "cannot" and told.gift is None
    assert [one.rule for one in told.conflict] == ["veto"]


def test_a_promise_that_would_be_kept_less_well_comes_before_points() -> None:
    told = why(tiny(math={"kind": "need_floor", "need": "math", "met": "1/2", "prefer": 1}), TUTORING)
    assert told.code == "floors" and told.short["math"] > 0
    assert "would be kept less well without it" in english(told)[0]


def test_a_rule_that_costs_nothing_says_so_and_one_that_costs_says_what() -> None:
    either = {"kind": "choose", "programs": [ATTENDANCE, VISITS], "at_most": 1}
    records = tiny(veto={"kind": "must_not", "program": TUTORING, "because": "Tried last year."}, idle=either)
    asked = study(records)
    veto, idle = prices(asked, [["veto"], ["idle"]], dollars=True)
    assert idle.points is not None and idle.points.nothing and text(idle.says[0]).startswith("It costs nothing")
    assert text(idle.says[-1]) == "What you could do: keep it. Leaving it out wins nothing."
    assert 'with the reason "Tried last year".' in text(veto.says[-1])
    assert veto.points is not None and veto.points.least == 33 and veto.moves.enters == (TUTORING, VISITS)[::-1]


# made-up plans -----------------------------------------------------------------------------------------------------------
def forced(records: Records, program: str) -> Answer:
    """The witness's best with the program in some year."""
    answers = [best(with_rule(records, {"kind": "must", "program": program, "years": [year]})) for year in records["years"]]
    return min(answers, key=lambda found: (not found.possible, found.short, -found.points))


def with_rule(records: Records, rule: Records) -> Records:
    records = deepcopy(records)
    records["rules"]["asked"] = rule
    return records


def gifted(records: Records, program: str, dollars: int) -> Records:
    """The plan with a gift for one program."""
    records = deepcopy(records)
    records["sources"]["gift"] = {"name": "gift", "resource": "0000", "amounts": dict.fromkeys(records["years"], dollars)}
    if records["programs"][program].get("paid_by") is not None:
        records["programs"][program]["paid_by"].append("gift")
    return with_rule(records, {"kind": "allowable_use", "source": "gift", "programs": [program]})


def enters(records: Records, program: str, dollars: int, base: Answer) -> bool:
    """Whether a gift makes the plan better, so that the program is in every best plan."""
    found = best(gifted(records, program, dollars))
    return (found.short, -found.points) < (base.short, -base.points)


def judge(seed: int) -> int:
    """Every reason for a made-up plan is what the witness finds; returns how many gifts were checked."""
    records = attempt_at(seed, 0)
    base, asked = best(records), study(records)
    if not base.possible:
        return 0
    gifts = 0
    for told in reasons(asked, sorted(records["programs"])):
        if told.funded:
            other = best(with_rule(records, {"kind": "must_not", "program": told.program}))
        else:
            other = forced(records, told.program)
        assert (told.code in ("required", "cannot")) == (not other.possible), told.program
        if not other.possible or other.short != base.short:
            assert not other.possible or told.code == "floors", told.program
            continue
        assert told.points is not None and told.points.least == told.points.most == base.points - other.points, told.program
        full = with_gift(asked, told).gift
        if full is not None and full.most is not None and not base.short:
            gifts += 1
            assert enters(records, told.program, full.most, base), told.program
            assert full.least == 0 or not enters(records, told.program, full.least - 1, base), told.program
    return gifts


@pytest.mark.parametrize("seed", few_every_day(FEW, 3))
def test_reasons_are_what_a_witness_finds(seed: int) -> None:
    judge(seed)


@pytest.mark.slow  # a hundred plans, each solved for every program, by us and by the witness
def test_hundreds_of_reasons_are_what_a_witness_finds() -> None:
    assert sum(judge(seed) for seed in MANY) >= 12


@pytest.mark.parametrize("seed", few_every_day(FEW, 3))
def test_what_a_rule_costs_is_what_a_witness_finds(seed: int) -> None:
    records = attempt_at(seed, 0)
    asked, base = study(records), best(records)
    rules = [rule for rule in sorted(records["rules"]) if records["rules"][rule].get("prefer") is None]
    for rule, price in zip(rules, prices(asked, [[rule] for rule in rules]), strict=True):
        without = deepcopy(records)
        del without["rules"][rule]
        other = best(without)
        if base.possible and other.possible and base.short == other.short:
            assert price.points is not None and price.points.least == price.points.most == other.points - base.points, rule


@pytest.mark.parametrize("seed", few_every_day(range(8), 3))
def test_an_estimate_never_calls_a_program_impossible_that_is_not(seed: int) -> None:
    records = attempt_at(seed, 0)
    asked: StudyHere = study(records)
    if not asked.base.possible:
        return
    exact = {told.program: told for told in reasons(asked, sorted(records["programs"]))}
    for one in estimates(asked, sorted(records["programs"])):
        assert one.points is not None or exact[one.program].code in ("required", "cannot", "floors"), one.program
