"""What a plan may not say: each is reported with the place, the value and the next step, all in one report."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from allocator.errors import Fault
from allocator.load import read
from tests.load.plans import faults_of, small, spoiled, write

Spoil = Callable[[dict[str, Any]], Any]


def at(*path: str, value: Any) -> Spoil:
    """Puts a value at a path of the plan."""

    def change(data: dict[str, Any]) -> None:
        for part in path[:-1]:
            data = data.setdefault(part, {})
        data[path[-1]] = value

    return change


WORKER = ("programs", "social-worker")
PAY = (*WORKER, "costs", "pay")
CASES: dict[str, tuple[Spoil, str, str, str]] = {
    # name: change, path, what it says, next step
    "unknown field": (at(*WORKER, "meet", value={}), "programs.social-worker.meet", 'nothing here is called "meet"', '"meets"'),
    "unknown section": (at("program", value={}), "program", 'nothing here is called "program"', '"programs"'),
    "text for dollars": (
        at(*PAY, "amount", value="n/a"),
        "programs.social-worker.costs.pay.amount",
        "cannot be used",
        "digits only",
    ),
    "cents": (at(*PAY, "amount", value=95000.5), "programs.social-worker.costs.pay.amount", "cannot be used", "cents"),
    "negative dollars": (at(*PAY, "amount", value=-1), "programs.social-worker.costs.pay.amount", "cannot be used", "Correct"),
    "true for dollars": (
        at(*PAY, "amount", value=True),
        "programs.social-worker.costs.pay.amount",
        "cannot be used",
        "digits only",
    ),
    "too many dollars": (
        at(*PAY, "amount", value=10**11),
        "programs.social-worker.costs.pay.amount",
        "cannot be used",
        "Correct",
    ),
    "share over 1": (
        at(*WORKER, "meets", "attendance", value=1.01),
        "programs.social-worker.meets.attendance",
        "cannot be used",
        "plain",
    ),
    "share as text": (
        at(*WORKER, "meets", "attendance", value="60%"),
        "programs.social-worker.meets.attendance",
        "cannot be used",
        "percent",
    ),
    "score over 100": (at("needs", "attendance", "score", value=101), "needs.attendance.score", "more than 100", "0 to 100"),
    "score range turned around": (
        at("needs", "attendance", "score_range", value=[90, 80]), "needs.attendance.score_range", "lowest value comes first",
        "Turn"),
    "score range over 100": (
        at("needs", "attendance", "score_range", value=[80, 101]), "needs.attendance.score_range", "more than 100", "Correct"),
    "score range beside the score": (
        at("needs", "attendance", "score_range", value=[85, 90]), "needs.attendance.score_range", "figure, 84, lies outside",
        "Widen"),
    "score range with one end": (
        at("needs", "attendance", "score_range", value=[84]), "needs.attendance.score_range", "cannot be used", "missing"),
    "score range with three ends": (
        at("needs", "attendance", "score_range", value=[80, 84, 90]), "needs.attendance.score_range", "cannot be used",
        "Remove"),
    "negative score range": (
        at("needs", "attendance", "score_range", value=[-1, 90]), "needs.attendance.score_range[0]", "cannot be used", "plain"),
    "score range as a number": (
        at("needs", "attendance", "score_range", value=5), "needs.attendance.score_range", "cannot be used", "brackets"),
    "cost range above the cost": (
        at(*WORKER, "cost_range", value=[1.01, 1.25]), "programs.social-worker.cost_range", "figure, 1, lies outside", "Widen"),
    "cost range over tenfold": (
        at(*WORKER, "cost_range", value=[1, 10.5]), "programs.social-worker.cost_range", "more than 10", "Correct"),
    "cost range from nothing": (
        at(*WORKER, "cost_range", value=[0, 1.5]), "programs.social-worker.cost_range", "would be nothing", "above 0"),
    "cost range of a level": (
        at(*WORKER, "levels", "half", "cost_range", value=[0.9, 1.1]), "programs.social-worker.levels.half.cost_range",
        "nothing here is called", "Remove it"),
    "numeric code": (at(*PAY, "object", value=1200), "programs.social-worker.costs.pay.object", "cannot be used", "quotes"),
    "short code": (at(*PAY, "object", value="120"), "programs.social-worker.costs.pay.object", "cannot be used", "quotes"),
    "wrong word": (at(*PAY, "when", value="monthly"), "programs.social-worker.costs.pay.when", "cannot be used", "Choose"),
    "bad id": (
        at("needs", "Sleep Hygiene", value={"name": "Sleep", "score": 1}),
        "needs.Sleep Hygiene",
        "name cannot be used",
        "without spaces",
    ),
    "missing name": (at("needs", "sleep", value={"score": 1}), "needs.sleep.name", "missing", "Fill it in"),
    "two needs with one name": (
        at("needs", "mh", value={"name": "access  to Mental Health CARE", "score": 1}),
        "needs.mh.name",
        'the need "mental-health"',
        "another name",
    ),
    "returns that grow": (
        at("needs", "attendance", "returns", value=[[0, 0], [0.5, 0.2], [1, 1]]),
        "needs.attendance.returns",
        "ever smaller steps",
        "[0.5, 0.8]",
    ),
    "years out of order": (
        lambda d: d.update(years=["2026-27", "2025-26"]),
        "years[1]",
        "not in order",
        "After 2026-27 comes 2027-28",
    ),
    "a year twice": (lambda d: d["years"].insert(1, "2025-26"), "years[1]", "stands twice", "2026-27"),
    "a gap in the years": (
        lambda d: (d.update(years=["2025-26", "2027-28"]), d["sources"]["ccspp"].update(amounts={"2025-26": 1})),
        "years[1]",
        "not in order",
        "comes 2026-27",
    ),
    "no fiscal year": (lambda d: d["years"].append("2027-29"), "years[2]", "cannot be used", "next one"),
    "amount of another year": (
        at("sources", "ccspp", "amounts", "2030-31", value=5),
        "sources.ccspp.amounts.2030-31",
        "not in the plan",
        "2025-26, 2026-27",
    ),
    "no amounts": (lambda d: d["sources"]["ccspp"].pop("amounts"), "sources.ccspp.amounts", "missing", "whole dollars"),
    "carried in from a year of the plan": (
        lambda d: (
            d["sources"]["ccspp"].update(carried_in={"2025-26": 5}),
            d["rules"].update(c={"kind": "carryover", "source": "ccspp", "life": 3}),
        ),
        "sources.ccspp.carried_in.2025-26",
        "from a year of the plan",
        "2024-25 or earlier",
    ),
    "carried in without a rule": (
        at("sources", "ccspp", "carried_in", value={"2024-25": 5}),
        "sources.ccspp.carried_in",
        "no rule says until when",
        "carryover",
    ),
    "unknown need": (
        at(*WORKER, "meets", "atendance", value=0.1),
        "programs.social-worker.meets.atendance",
        "no need",
        '"attendance"',
    ),
    "unknown role": (at(*WORKER, "staff", "nurse", value=1), "programs.social-worker.staff.nurse", "no role", "Add it to staff"),
    "unknown source": (at(*WORKER, "paid_by", value=["ccsp"]), "programs.social-worker.paid_by[0]", "no source", '"ccspp"'),
    "unknown level": (
        at(*WORKER, "running", value="third"),
        "programs.social-worker.running",
        "no level",
        "levels of social-worker",
    ),
    "unknown site": (at("needs", "attendance", "site", value="x"), "needs.attendance.site", "no site", "sites"),
    "unknown benefit": (at("rates", value={"medicar": 0.0145}), "rates.medicar", "no benefit", '"medicare"'),
    "a rate of the whole pay": (at("rates", value={"oasdi": 6.2}), "rates.oasdi", "more than the whole pay", "0.062"),
    "shares of grades over 1": (
        at(*WORKER, "grades", value={"6": 0.7, "7": "1/3"}),
        "programs.social-worker.grades",
        "more than 1",
        "1 or less",
    ),
    "a level called full": (
        at(*WORKER, "levels", "full", value={}),
        "programs.social-worker.levels.full",
        "own record",
        "another id",
    ),
    "too many FTE": (
        at(*WORKER, "staff", "social_worker", value=51),
        "programs.social-worker.staff.social_worker",
        "more than 50",
        "Count 1",
    ),
    "a position and an agreement": (
        lambda d: d["programs"]["outreach"]["costs"]["mileage"].update(object="5100", position="p", agreement="a"),
        "programs.outreach.costs.mileage",
        "not to both",
        "Leave one",
    ),
    "an agreement under another object": (
        at("programs", "outreach", "costs", "mileage", "agreement", value="a"),
        "programs.outreach.costs.mileage.object",
        "object 5100",
        '"5100"',
    ),
    "one line, two meanings": (
        at(*WORKER, "levels", "half", "costs", "pay", "tags", value=["administration"]),
        "programs.social-worker.levels.half.costs.pay",
        "in tags",
        "another line id",
    ),
    "two schools": (at("sites", "elm", value={"name": "Elm"}), "sites.elm", "one school at a time", "plan file of its own"),
    "control character": (at("programs", "outreach", "name", value="a\x07b"), "programs.outreach.name", "U+0007", "again"),
    "a line break in a name": (at("programs", "outreach", "name", value="a\nb"), "programs.outreach.name", "U+000A", "again"),
    "only space": (at("programs", "outreach", "name", value="  "), "programs.outreach.name", "only space", "Fill it in"),
    "a long name": (at("programs", "outreach", "name", value="x" * 301), "programs.outreach.name", "cannot be used", "Shorten"),
    "too many digits": (
        at("year_weights", value={"2025-26": 100000.00000000001}),
        "year_weights.2025-26",
        "more than 15 digits",
        "Round",
    ),
    "too many decimals": (at("cost_growth", value=0.1234567890123456), "cost_growth", "cannot be used", "1/3"),
    "all years weigh nothing": (at("year_weights", value={"2025-26": 0, "2026-27": 0}), "year_weights", "weight 0", "above 0"),
    "a rule without a kind": (at("rules", "x", value={"program": "outreach"}), "rules.x.kind", "needs a kind", "must"),
    "an unknown kind": (at("rules", "x", value={"kind": "need_flor"}), "rules.x.kind", "no rule of this kind", '"need_floor"'),
    "a kind that always holds": (
        at("rules", "x", value={"kind": "award", "source": "ccspp"}),
        "rules.x.kind",
        "always hold",
        "Remove",
    ),
    "a rule's unknown field": (
        at("rules", "keep", "programs", value=["outreach"]),
        "rules.keep.programs",
        "nothing here is called",
        '"program"',
    ),
    "a rule's own id": (
        at("rules", "keep", "id", value="keep"),
        "rules.keep.id",
        "nothing here is called",
        "name above the rule",
    ),
    "a rule's unknown program": (
        at("rules", "keep", "program", value="outreech"),
        "rules.keep.program",
        "no program",
        '"outreach"',
    ),
    "a rule's unknown level": (
        at("rules", "keep", "level", value="third"),
        "rules.keep.level",
        "no level",
        "levels of social-worker",
    ),
    "a rule's year": (at("rules", "keep", "years", value=["2031-32"]), "rules.keep.years", "not in the plan", "2025-26"),
    "two ways at once": (
        at("rules", "x", value={"kind": "need_floor", "top": 3, "need": "attendance", "met": 0.5}),
        "rules.x",
        "give either top or need",
        "Change",
    ),
    "a wish that must hold": (
        at("rules", "x", value={"kind": "indirect", "source": "ccspp", "rate": 0.06, "prefer": 1}),
        "rules.x.prefer",
        "must hold",
        "Leave prefer out",
    ),
    "a rule's own sense": (
        at("rules", "x", value={"kind": "sustain", "after": "2025-26"}),
        "rules.x.after",
        "cannot be used",
        "Correct",
    ),
    "a program named twice": (
        at("rules", "x", value={"kind": "choose", "programs": ["outreach", "outreach"], "at_most": 1}),
        "rules.x.programs",
        "stands twice",
        "Remove",
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_a_fault_names_its_place_and_the_next_step(name: str) -> None:
    spoil, path, says, fix = CASES[name]
    faults = spoiled(spoil)
    fault = next((fault for fault in faults if fault.path == path), None)
    assert fault is not None, [str(fault) for fault in faults]
    assert says in fault.says
    assert fix in fault.fix
    assert fault.place.startswith("plan.json line ")
    assert len(faults) == 1, [str(fault) for fault in faults]


def test_the_line_is_the_line_of_the_value(tmp_path: Path) -> None:
    data = small()
    data["programs"]["outreach"]["costs"]["mileage"]["amount"] = "n/a"
    path = write(tmp_path, data)
    line = next(at for at, text in enumerate(path.read_text().splitlines(), start=1) if '"n/a"' in text)
    assert faults_of(path)[0].place == f"plan.json line {line}"


def test_a_circle_of_programs_is_named() -> None:
    faults = spoiled(lambda d: d["rules"].update(
        a={"kind": "requires", "program": "outreach", "needs": "social-worker"},
        b={"kind": "requires", "program": "social-worker", "needs": "outreach", "after": True}))
    assert [(fault.path, fault.got) for fault in faults] == [("rules.a", '"outreach needs social-worker needs outreach"')]


def test_a_person_is_described_once() -> None:
    person = {"role": "social_worker", "fte": 1, "salary": 90000, "classification": "certificated", "object": "1200"}
    faults = spoiled(at(*WORKER, "positions", value={"psw": person}))
    assert [fault.path for fault in faults] == [
        "programs.social-worker.levels.half.positions.psw",
        "programs.social-worker.positions.psw",
    ]
    assert all("counted twice" in fault.says for fault in faults)


def test_pay_stands_under_an_object_of_its_class() -> None:
    person = {"role": "social_worker", "fte": 60, "salary": 90000, "classification": "classified", "object": "1200", "months": 10,
              "first_year_months": 11}
    faults = spoiled(lambda d: d["programs"]["outreach"].update(positions={"p": person}))
    assert {fault.path.rpartition(".")[2]: fault.says for fault in faults} == {
        "object": "pay of classified staff has an object from 2000 to 2999", "fte": "this is more than 50 FTE",
        "first_year_months": "the first year has more months than a full year"}


def test_every_problem_is_in_one_report() -> None:
    def spoil(data: dict[str, Any]) -> None:
        data["sitess"] = {}
        data["needs"]["attendance"]["score"] = "high"
        data["programs"]["outreach"]["costs"]["mileage"]["amount"] = -3
        data["programs"]["outreach"]["meets"]["sleep"] = 0.1
        data["rules"]["keep"] = {"kind": "choose", "programs": ["nobody"], "exactly": 1.5}

    faults = spoiled(spoil)
    assert [fault.path for fault in faults] == [
        "needs.attendance.score",
        "programs.outreach.meets.sleep",
        "programs.outreach.costs.mileage.amount",
        "rules.keep.programs[0]",
        "rules.keep.exactly",
        "sitess",
    ]


def test_a_year_without_an_amount_is_a_warning(tmp_path: Path) -> None:
    data = small()
    del data["sources"]["ccspp"]["amounts"]["2026-27"]
    loaded = read(write(tmp_path, data))
    assert [(warning.path, warning.warning) for warning in loaded.warnings] == [("sources.ccspp.amounts", True)]
    assert "2026-27" in str(loaded.warnings[0].says)


def test_a_level_may_leave_the_position_of_a_single_line_out(tmp_path: Path) -> None:
    assert read(write(tmp_path, small())).plan.programs["social-worker"].levels["half"].costs is not None


@pytest.mark.parametrize("data", [[], "x", 5, {"format": 1}, {"programs": 5}, {"rules": []}, {"needs": {"a": None}}])
def test_records_of_any_other_form_are_refused_and_nothing_breaks(tmp_path: Path, data: Any) -> None:
    assert all(isinstance(fault, Fault) and fault.place for fault in faults_of(write(tmp_path, data)))
