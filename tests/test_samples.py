"""The sample plans: tiny as it is worked by hand on its page, Oak Grove as its tables say."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from allocator import ImpossiblePlan, Report, allocate, audit, load
from allocator.allocate import case_for
from allocator.domain.budget import Budget, Payment
from allocator.domain.case import Case
from allocator.domain.plan import Plan

SCENARIOS = Path(__file__).resolve().parent.parent / "scenarios"
OAK_GROVE = SCENARIOS / "oak-grove"
YEAR = "2025-26"
FILES = sorted(SCENARIOS.rglob("*.yaml"))

# Whole 2025-26 dollars: (in each year, in addition in the first year it runs), as in the table the sample was drawn from.
FIRST_YEAR = {
    "coordinator-certificated": (143_148, 2_500), "coordinator-classified": (129_478, 2_500), "bilingual-liaison": (80_795, 0),
    "bilingual-liaison/half": (40_397, 0), "social-worker": (134_470, 0), "social-worker/half": (67_235, 0),
    "agency-clinician": (140_000, 0), "wellness-coach": (97_176, 0), "attendance-counselor": (133_244, 0),
    "re-engagement": (27_520, 0), "restorative-training": (22_712, 32_712), "restorative-facilitator": (94_446, 0),
    "wellness-room": (3_000, 25_000), "home-visits/visits-150": (29_085, 6_000), "home-visits": (58_170, 6_000),
    "math-ela-tutoring/math-60": (96_000, 0), "math-ela-tutoring": (180_000, 0), "teacher-tutoring": (32_650, 0),
    "summer-bridge": (44_586, 0), "after-school": (193_000, 0), "after-school-grade-6": (115_000, 0),
    "arts-teacher": (110_634, 0), "arts-residency": (24_000, 0),
    "clubs-intramurals": (34_650, 0), "mentoring": (45_000, 0), "student-voice": (12_356, 0),
    "school-nurse": (55_259, 0), "dental-vision-clinic": (5_114, 0), "basic-needs-hub": (17_228, 9_000),
    "interpretation": (25_746, 0), "family-center": (3_000, 25_000), "parent-academy": (24_000, 0), "family-classes": (13_744, 0),
    "collaboration-time": (20_303, 0), "community-based-learning": (40_260, 0), "site-coach": (26_158, 0),
    "cost-mtss-lead": (20_034, 5_000), "grade-transitions": (15_356, 0), "ana-refresh": (12_000, 0),
    "restrooms": (41_762, 12_000),
}


@pytest.fixture(scope="module")
def tiny() -> Plan:
    return load(SCENARIOS / "tiny" / "plan.yaml")


@pytest.fixture(scope="module")
def answer(tiny: Plan) -> Report:
    return allocate(tiny)


@pytest.fixture(scope="module")
def oak_grove() -> Case:
    return case_for(load(OAK_GROVE / "base.yaml"))


def runs(*programs: str) -> dict[str, dict[str, str]]:
    return {program: {YEAR: "full"} for program in programs}


def paid(program: str, source: str, **dollars: int) -> list[Payment]:
    codes = {"pay": "2900", "pension": "3202", "payroll-taxes": "3302", "contract": "5800"}
    return [Payment(program, line.replace("_", "-"), YEAR, source, codes[line.replace("_", "-")], amount)
            for line, amount in dollars.items()]


# ------------------------------------------------------------------------------------------------------------ tiny
def test_tiny_chooses_home_visits_and_tutoring(answer: Report) -> None:
    assert dict(answer.budget.roster) == runs("home-visits", "math-tutoring")
    assert answer.status == "proved"
    assert [answer.points, answer.points_reachable, answer.points_possible] == [Fraction(87), Fraction(141), Fraction(220)]


def test_tiny_is_paid_as_on_the_page(answer: Report) -> None:
    assert set(answer.budget.payments) == {
        *paid("home-visits", "grant", pay=16_000, pension=3_200, payroll_taxes=800),
        *paid("math-tutoring", "local", contract=30_000),
    }
    grant, local = answer.sources["grant"][YEAR], answer.sources["local"][YEAR]
    assert (grant.amount, grant.paid, grant.indirect, grant.lapsed) == (45_000, 20_000, 1_000, 24_000)
    assert (local.amount, local.paid, local.indirect, local.lapsed) == (30_000, 30_000, 0, 0)


def test_tiny_meets_the_needs_of_the_page(answer: Report) -> None:
    met = {need: years[YEAR] for need, years in answer.needs.items()}
    assert met == {"attendance": Fraction(3, 10), "families": Fraction(2, 5), "math": Fraction(1, 2)}


WORKER = [  # the grant pays 42,858 of 50,000: 34,286.40, 6,857.28 and 1,714.32, and the dollar left over goes to .40
    *paid("attendance-worker", "grant", pay=34_287, pension=6_857, payroll_taxes=1_714),
    *paid("attendance-worker", "local", pay=5_713, pension=1_143, payroll_taxes=286),
]
VISITS = paid("home-visits", "grant", pay=16_000, pension=3_200, payroll_taxes=800)
TUTORING = paid("math-tutoring", "local", contract=30_000)


@pytest.mark.parametrize(("programs", "payments", "broken"), [
    ([], [], set()),
    (["attendance-worker"], WORKER, set()),
    (["home-visits"], VISITS, set()),
    (["math-tutoring"], TUTORING, set()),
    (["home-visits", "math-tutoring"], VISITS + TUTORING, set()),
    (["attendance-worker", "math-tutoring"], WORKER + TUTORING, {"award:local"}),
    (["attendance-worker", "home-visits"], WORKER + VISITS, {"award:grant", "staffing:outreach"}),
    (["attendance-worker", "home-visits", "math-tutoring"], WORKER + VISITS + TUTORING,
     {"award:grant", "award:local", "staffing:outreach"}),
], ids=["nothing", "A", "B", "C", "B C", "A C", "A B", "A B C"])
def test_tiny_every_combination_is_judged_as_on_the_page(
        tiny: Plan, programs: list[str], payments: list[Payment], broken: set[str]) -> None:
    findings = audit(tiny, Budget.of(runs(*programs), payments))
    assert {finding.rule for finding in findings if finding.fails} == broken


def test_tiny_the_grant_pays_at_most_42858_of_the_worker(tiny: Plan) -> None:
    dearer = [*paid("attendance-worker", "grant", pay=34_287, pension=6_858, payroll_taxes=1_714),
              *paid("attendance-worker", "local", pay=5_713, pension=1_142, payroll_taxes=286)]
    fits = {f.rule: f.room for f in audit(tiny, Budget.of(runs("attendance-worker"), WORKER)) if f.rule == "award:grant"}
    short = [f.room for f in audit(tiny, Budget.of(runs("attendance-worker"), dearer)) if f.rule == "award:grant"]
    assert fits == {"award:grant": 0}
    assert min(short) == -1


def test_both_promises_are_7142_dollars_short(tiny: Plan) -> None:
    with pytest.raises(ImpossiblePlan) as caught:
        allocate(load(SCENARIOS / "tiny" / "impossible.yaml"))
    short = [sum(change.amount for change in way) for way in caught.value.answer.ways_out
             if all(change.unit == "dollars" for change in way)]
    assert 7_142 in short
    raised = tiny.sources["local"].model_copy(update={"amounts": {YEAR: 37_142}})
    richer = tiny.model_copy(update={
        "sources": {**tiny.sources, "local": raised},
        "rules": {**tiny.rules, "a": {"kind": "must", "program": "attendance-worker"},
                  "c": {"kind": "must", "program": "math-tutoring"}},
    })
    assert allocate(richer).points == 94


# ------------------------------------------------------------------------------------------------------- Oak Grove
@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_every_sample_loads_and_explains_itself(path: Path) -> None:
    plan = load(path)
    assert len(plan.note.split()) >= 10, "a note that a principal can read"
    assert path.name in (path.parent / "README.md").read_text(encoding="utf-8")


def test_oak_grove_costs_what_its_tables_say(oak_grove: Case) -> None:
    costs = {}
    for program, options in oak_grove.options.items():
        for option in options:
            name = program if option.level == "full" else f"{program}/{option.level}"
            each = oak_grove.cost(program, option.level, YEAR)
            costs[name] = (each, oak_grove.cost(program, option.level, YEAR, starting=True) - each)
    assert costs == FIRST_YEAR


def test_oak_grove_has_36_programs_four_of_them_in_two_sizes(oak_grove: Case) -> None:
    assert len(oak_grove.programs) == 36
    assert sorted(program for program, options in oak_grove.options.items() if len(options) == 2) == [
        "bilingual-liaison", "home-visits", "math-ela-tutoring", "social-worker"]
    assert (len(oak_grove.needs), len(oak_grove.sources)) == (12, 11)


def test_oak_grove_benefits_stand_under_four_digit_objects(oak_grove: Case) -> None:
    codes = {charge.object for charge in oak_grove.all_charges if charge.object.startswith("3")}
    assert codes == {"3101", "3202", "3301", "3302", "3401", "3402", "3501", "3502", "3601", "3602"}


def test_oak_grove_brings_the_rules_of_its_grants_and_its_own_where_they_differ(oak_grove: Case) -> None:
    last = {source: oak_grove.usable_until(source, YEAR) for source in oak_grove.sources}
    assert {source: year for source, year in last.items() if year != YEAR} == {
        "ccspp": "2029-30", "lrebg": "2027-28", "prop28": "2027-28", "elop": "2026-27"}
    assert {s for s in oak_grove.sources if oak_grove.indirect_rate(s)} == {"ccspp"}
    assert oak_grove.indirect_rate("ccspp") == Fraction(6, 100)
    shares = {program: min(rule.share_of(oak_grove, "elop", program) for rule in oak_grove.rules)
              for program in ("after-school", "after-school-grade-6", "summer-bridge", "mentoring")}
    assert shares == {"after-school": Fraction(1, 3), "after-school-grade-6": 1, "summer-bridge": 1, "mentoring": 0}


def test_the_cut_lowers_the_award_by_a_tenth_from_the_second_year() -> None:
    base, cut = (load(OAK_GROVE / f"{name}.yaml").sources["ccspp"].amounts or {} for name in ("base", "award-cut-10"))
    assert [cut[year] for year in sorted(cut)] == [300_000, 270_000, 270_000, 270_000, 202_500]
    assert [base[year] for year in sorted(base)] == [300_000, 300_000, 300_000, 300_000, 225_000]


@pytest.mark.parametrize(("name", "added", "removed"), [
    ("no-floors", set(), {"top-needs"}),
    ("award-cut-10", set(), set()),
    ("certificated-coordinator", {"certificated-coordinator", "no-classified-coordinator"}, {"one-coordinator"}),
    ("classified-coordinator", {"classified-coordinator", "no-certificated-coordinator"}, {"one-coordinator"}),
    ("keep-after-grant", {"keep"}, set()),
])
def test_a_scenario_is_a_small_difference(name: str, added: set[str], removed: set[str]) -> None:
    base, scenario = load(OAK_GROVE / "base.yaml"), load(OAK_GROVE / f"{name}.yaml")
    assert set(scenario.rules) - set(base.rules) == added
    assert set(base.rules) - set(scenario.rules) == removed
    assert scenario.programs == base.programs and scenario.name != base.name
