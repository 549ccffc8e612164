"""The year after the plan, worked by hand, and against a witness that shares no code with the program."""

from __future__ import annotations

from fractions import Fraction
from itertools import islice
from typing import Any

import pytest

from allocator.allocate import case_for
from allocator.domain.budget import Budget, Payment
from allocator.explain.cliff import Cliff, cliff
from allocator.explain.plain import plain
from allocator.messages import LANGUAGES, text
from tests.in_process import plan_of
from tests.oracle.generator import attempt_at
from tests.oracle.judges import shortfall
from tests.oracle.notation import written
from tests.oracle.oracle import rosters
from tests.oracle.reading import Reading

# One year, costs that grow 3%. A worker for $40,000 + $10,000 who brings books for $1,000 and, at first, a desk for $500.
# In the year after: $41,200 + $10,300 + $1,030 = $52,530. The grant ends; local money ($30,000) and book money ($5,000) last.
PLAN: dict[str, Any] = {
    "format": 1, "name": "Cliff", "years": ["2025-26"], "cost_growth": "3/100", "sites": {"oak": {"name": "Oak"}},
    "needs": {"reading": {"name": "Reading", "score": 80}, "math": {"name": "Math", "score": 60}},
    "programs": {
        "worker": {
            "name": "Reading worker", "meets": {"reading": "1/2"}, "staff": {"aide": 1},
            "costs": {"pay": {"object": "2100", "amount": 40000, "position": "aide", "name": "Reading aide"},
                      "benefits": {"object": "3202", "amount": 10000, "position": "aide", "name": "CalPERS"},
                      "books": {"object": "4200", "amount": 1000},
                      "desk": {"object": "4400", "amount": 500, "when": "first_year"}},
        },
    },
    "sources": {
        "grant": {"name": "Grant", "amounts": {"2025-26": 100000}},
        "local": {"name": "Local money", "amounts": {"2025-26": 30000}, "lasts": True},
        "shelf": {"name": "Book money", "amounts": {"2025-26": 5000}, "lasts": True},
    },
    "staff": {"aide": {"name": "Aide"}},
    "rules": {"only-books": {"kind": "allowable_use", "source": "shelf", "objects": ["4200"]}},
}


def plan(**changes: Any) -> dict[str, Any]:
    """The plan with some sections added to."""
    return {**PLAN, **{section: {**PLAN.get(section, {}), **records} if isinstance(records, dict) else records
                       for section, records in changes.items()}}


def after(records: dict[str, Any], *payments: Payment, **levels: str) -> Cliff:
    """The cliff when programs run at some levels in every year; unnamed ones do not run."""
    case = case_for(plan_of(records))
    roster = {program: dict.fromkeys(case.years, level) for program, level in levels.items()}
    return cliff(case, Budget.of(roster, payments))


def test_what_recurs_who_may_pay_and_what_is_missing() -> None:
    found = after(plan(), Payment("worker", "pay", "2025-26", "grant", "2100", 40000), worker="full")
    assert (found.year, found.recurs) == ("2026-27", 52_530)
    assert found.paid == 30_000 + 1_030
    assert found.gap == 21_500
    assert found.naive == 52_530 - 35_000 == 17_530
    assert found.ends == 40_000
    assert [(s.source, s.amount, s.paid, s.left) for s in found.sources] == [
        ("local", 30_000, 30_000, 0), ("shelf", 5_000, 1_030, 3_970)]
    (risk,) = found.at_risk
    assert (risk.program, risk.position, risk.name, risk.cost, risk.missing) == ("worker", "aide", "Reading aide", 51_500, 21_500)
    (program,) = found.programs
    assert (program.cost, program.paid, program.missing, program.worth) == (52_530, 31_030, 21_500, 40)


def test_the_sentences_say_it() -> None:
    found = after(plan(), Payment("worker", "pay", "2025-26", "grant", "2100", 40000), worker="full")
    assert [str(says) for says in found.says] == [
        "If everything that runs in 2025-26 simply goes on, it costs $52,530 in 2026-27.",
        "Sources that end with the plan pay $40,000 of the programs in 2025-26, without indirect charges.",
        "Sources that go on may pay $31,030 of it; nobody pays the other $21,500.",
        "Plain subtraction would show $17,530 missing, $3,970 too little: it lets every source pay for everything.",
        "If the programs that add the most points for a dollar are paid first, there is not enough money left for: Reading "
        "worker. Another order leaves the same total unpaid, but perhaps other programs.",
        "Positions at risk: Reading aide.",
        "What you could do before 2026-27: ask the district's budget office for $21,500 of money that goes on, or decide now, "
        "with the people concerned, which of these programs end.",
    ]
    assert str(found.at_risk[0].says) == "Reading aide (Reading worker): $21,500 of $51,500 is not paid."
    every = (*found.says, *(one.says for one in (*found.programs, *found.sources, *found.at_risk)))
    for says in every:
        numbers = [{part.strip(".,:;") for part in text(says, language).split() if part[0] in "$0123456789"}
                   for language in LANGUAGES]
        assert numbers[0] == numbers[1]
    assert plain(found)["at_risk"][0]["missing"] == 21_500


def test_everything_is_paid_to_the_dollar_or_a_dollar_is_missing() -> None:
    enough = {"local": {"name": "Local money", "amounts": {"2025-26": 51_500}, "lasts": True}}
    found = after(plan(sources=enough), worker="full")
    assert (found.gap, found.at_risk) == (0, ())
    assert str(found.says[-1]) == "Sources that go on may pay all of it."
    enough["local"]["amounts"] = {"2025-26": 51_499}
    found = after(plan(sources=enough), worker="full")
    assert (found.gap, [risk.missing for risk in found.at_risk]) == (1, [1])


def test_an_indirect_charge_is_set_aside_first() -> None:
    # $30,000 / 1.06 = $28,301.88: it can pay $28,301 of programs, and its charge takes the rest
    rules = {"charge": {"kind": "indirect", "source": "local", "rate": "6/100"}}
    found = after(plan(rules=rules), worker="full")
    local = found.sources[0]
    assert (local.amount, local.indirect, local.paid, local.left) == (30_000, 1_699, 28_301, 0)
    assert found.gap == 52_530 - 28_301 - 1_030
    assert "$1,699 is set aside" in str(local.says)


def test_the_programs_that_add_the_most_points_for_a_dollar_come_first() -> None:
    # Clubs: 60 x 0.5 = 30 points for $20,600. The worker: 40 points for $52,530. So clubs come first although the worker
    # adds more points, and local money pays $20,600 of them and $9,400 of the worker.
    clubs = {"name": "Math clubs", "meets": {"math": "1/2"}, "costs": {"fees": {"object": "5800", "amount": 20000}}}
    found = after(plan(programs={"clubs": clubs}), worker="full", clubs="full")
    assert [(one.program, one.missing) for one in found.programs] == [("clubs", 0), ("worker", 42_100)]
    assert found.gap == 52_530 + 20_600 - 31_030 == 42_100
    # Worth is what would be lost: where both meet the same half of reading again, each adds only what the other leaves.
    same = {"clubs": {**clubs, "meets": {"reading": "3/4"}}}
    found = after(plan(programs=same), worker="full", clubs="full")
    assert {one.program: one.worth for one in found.programs} == {"clubs": 40, "worker": 20}


def test_money_that_may_pay_for_one_program_only_is_not_wasted_on_the_first() -> None:
    # Clubs come first, and either source may pay them; local money alone may pay the worker. Clubs are paid in full by the
    # club money, so that local money is left for the worker: nothing is given away by the order.
    clubs = {"name": "Math clubs", "meets": {"math": 1}, "costs": {"fees": {"object": "5800", "amount": 20000}}}
    sources = {"fund": {"name": "Club money", "amounts": {"2025-26": 20_600}, "lasts": True}}
    rules = {"only-clubs": {"kind": "allowable_use", "source": "fund", "programs": ["clubs"]}}
    found = after(plan(programs={"clubs": clubs}, sources=sources, rules=rules), worker="full", clubs="full")
    assert [(one.program, one.missing) for one in found.programs] == [("clubs", 0), ("worker", 21_500)]
    assert {s.source: s.paid for s in found.sources} == {"fund": 20_600, "local": 30_000, "shelf": 1_030}


def test_people_come_before_things_within_a_program_and_a_line_alone_can_be_a_person() -> None:
    # One program with a position, an hourly aide on one line, and a bus. $30,000 pay the aide and part of the position.
    mixed = {"name": "Mixed", "meets": {"math": "1/2"}, "costs": {
        "a-bus": {"object": "5800", "amount": 10000}, "hours": {"object": "2100", "amount": 5000, "name": "Hourly aide"}},
        "positions": {"coach": {"role": "aide", "fte": "1/2", "salary": 100000, "classification": "classified",
                                "object": "2200", "health": 0}}}
    rates = dict.fromkeys(("strs", "pers", "oasdi", "medicare", "unemployment", "workers_compensation"), 0)
    found = after(plan(programs={"mixed": mixed}, rates=rates), mixed="full")
    # in id order: coach $51,500 (30,000 paid), hours $5,150, and the bus last
    assert [(risk.position, risk.name, risk.fte, risk.missing) for risk in found.at_risk] == [
        ("coach", "Aide", Fraction(1, 2), 21_500), ("hours", "Hourly aide", None, 5_150)]
    assert str(found.at_risk[0].says) == "Aide, 0.5 FTE (Mixed): $21,500 of $51,500 is not paid."
    assert found.gap == 21_500 + 5_150 + 10_300


def test_the_level_of_the_last_year_counts() -> None:
    levels = {"half": {"meets": {"reading": "1/4"}, "costs": {"pay": {"object": "2100", "amount": 20000}}}}
    records = plan(programs={"worker": {**PLAN["programs"]["worker"], "levels": levels}}, years=["2025-26", "2026-27"])
    case = case_for(plan_of(records))
    found = cliff(case, Budget.of({"worker": {"2025-26": "full", "2026-27": "half"}}, ()))
    assert found.recurs == 21_218  # 20,000 x 1.03 x 1.03
    assert cliff(case, Budget.of({"worker": {"2025-26": "full"}}, ())).recurs == 0


def test_nothing_recurs() -> None:
    found = after(plan())
    assert (found.recurs, found.gap, found.naive, found.programs, found.at_risk) == (0, 0, 0, (), ())
    assert [str(says) for says in found.says] == ["Nothing that runs in the plan's last year costs anything in 2026-27."]


def lasting(seed: int) -> dict[str, Any]:
    """A made-up plan in which the first sources last."""
    records = attempt_at(seed, seed % 3)
    for at, source in enumerate(sorted(records["sources"])):
        records["sources"][source]["lasts"] = at % 3 != 2
    return records


@pytest.mark.parametrize("first", range(0, 40, 10))
def test_the_gap_of_made_up_plans_is_the_witness_s(first: int) -> None:
    gaps = 0
    for seed in range(first, first + 10):
        records = lasting(seed)
        case = case_for(plan_of(records))
        reading = Reading(records)
        for *_, roster in islice(rosters(reading), 0, 40, 13):
            runs = {program: {year: level for t, year in enumerate(case.years) if (level := roster.level(program, t)) is not None}
                    for program in reading.order}
            found = cliff(case, Budget.of(runs, ()))
            rule = {"kind": "sustain", "after": case.years[-1], "gap": 0}
            assert found.gap == shortfall(roster, rule), written(records)
            add_up(found)
            gaps += bool(found.gap)
    assert gaps


def add_up(found: Cliff) -> None:
    """Every dollar stands somewhere, once."""
    assert found.recurs == found.paid + found.gap == sum(one.cost for one in found.programs)
    assert found.paid == sum(one.paid for one in found.programs) == sum(one.paid for one in found.sources)
    assert found.gap == sum(one.missing for one in found.programs) >= found.naive
    assert all(one.left >= 0 and one.paid + one.left + one.indirect == one.amount for one in found.sources)
    assert all(0 < one.missing <= one.cost for one in found.at_risk)
