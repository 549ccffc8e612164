"""What stands on the compare page: every table adds up, and every figure is that of the scenario's own pages."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook

from allocator.domain.plan import Plan
from allocator.domain.report import Impossible, Report
from allocator.errors import ImpossiblePlan, InputError, NoPlanFound
from allocator.load import fingerprint, plan_data
from allocator.store import Store
from allocator.ui import comparing, edits, engine, pillar_chart, scenarios
from allocator.ui.answers import Answers, Stopped
from allocator.ui.causes import changed, inputs_table, parts_table
from allocator.ui.compared import in_tenths, pillars, pillars_table, sides_table
from allocator.ui.differing import LEFT, SPENT, Pair, lead, needs_table, pairs, programs_table, runs_table, sources_table
from allocator.ui.figures import Table, totals
from allocator.ui.ideas import Idea, ideas
from allocator.ui.opening import opened
from allocator.ui.sides import OPENED, Side, apart, chosen, free, standing
from allocator.ui.speak import one
from allocator.ui.words import speaking
from tests.in_process import SeveralHere, home, solve_case
from tests.ui import school
from tests.whatif.test_changes import with_program
from tests.whatif.tiny import plan_with, tiny

PLAN = school.plan_of()
BEST = school.report_of(PLAN, school.BEST)
ON_GRANT = school.report_of(PLAN, school.ON_GRANT)
LATER = school.report_of(PLAN, school.GARDEN_LATER)


def side(letter: str, name: str, report: Report | None, plan: Plan = PLAN, trouble: Exception | None = None) -> Side:
    return Side(letter.lower(), letter, name, "", plan, fingerprint(plan), report, trouble, None)


def pair(before: Report, now: Report) -> Pair:
    one, other = side("A", "One", before), side("B", "Other", now)
    return Pair(one, other, before, now)


def solved(plan: Plan) -> Report:
    found = solve_case(plan, home.case_for(plan)).report
    assert found is not None
    return found


def dollars(cell: str) -> int:
    return 0 if cell == "–" else int(cell.replace("\\$", "").replace(",", "").replace("+", ""))


def tenths(cell: str) -> int:
    return 0 if cell == "–" else round(10 * float(cell.replace(",", "")))


def bare(cells: list[str]) -> list[str]:
    """Cells as people read them, without the marks that keep markup out."""
    return [cell.replace("\\", "") for cell in cells]


def last(table: Table) -> dict[str, str]:
    return {name: column[-1] for name, column in table.items()}


def adds_up(table: Table, read: Any = dollars, columns: int = 3) -> Mapping[str, int]:
    """The last row, after a look that it is the sum of the others."""
    for name in list(table)[1:1 + columns]:
        assert sum(read(cell) for cell in table[name][:-1]) == read(table[name][-1]), name
    return {name: read(table[name][-1]) for name in list(table)[1:1 + columns]}


# -- side by side --------------------------------------------------------------------------------------------------------
def test_a_side_shows_the_figures_of_its_own_pages() -> None:
    table = sides_table([side("A", "Our *plan*", BEST), side("B", "Later", None)], "b")
    assert bare([column[0] for column in table.values()]) == [
        "A: Our *plan*", "Within 0.4% of the best possible; one rule that may give way falls short", "56 of 74", "2 of 3",
        "$130,000", "$45,000"]
    assert bare([column[1] for column in table.values()]) == ["B: Later (open now)", "Not worked out yet", "–", "–", "–", "–"]


@pytest.mark.parametrize(("trouble", "said"), [
    (school.impossible(), "Impossible: no budget can obey every rule"),
    (NoPlanFound("none"), "None found in the time allowed; there may be one"),
    (Stopped(), "The search ended before a budget was found"),
    (InputError.one("no", fix="Mend it."), "Cannot be used as it stands"),
])
def test_a_side_without_a_budget_says_why(trouble: Exception, said: str) -> None:
    found = side("A", "One", None, trouble=trouble)
    assert standing(found) == said
    assert found.open is isinstance(trouble, NoPlanFound | Stopped) and found.settled


def test_how_good_a_budget_is_never_promises_too_much() -> None:
    def said(**changes: Any) -> str:
        return standing(side("A", "One", replace(BEST, findings=(), **changes)))
    assert said(status="proved") == "Best possible, proved"
    assert said(status="stopped", gap=0.1) == "Search stopped early: within 10.0% of the best possible"
    assert said(status="stopped", gap=0.4) == "Search stopped early: not known how close to the best"


def test_points_by_pillar_add_up_and_the_chart_says_the_same() -> None:
    """Calm rooms bring 60 x (0.5 + 0.3) / 2 = 24 points, reading 80 x 0.4 = 32; on the grant only, reading 16."""
    found = pillars([side("A", "One", BEST), side("B", "Other", ON_GRANT), side("C", "None", None)])
    assert pillars_table(found) == {
        "Pillar": ["Integrated student supports", "Extended learning time", "Total"],
        "A": ["24.0", "32.0", "56.0"], "B": ["24.0", "16.0", "40.0"]}
    spec, alt = pillar_chart.pillars_chart(found, "light")
    assert "Integrated student supports: A 24.0 and B 24.0; Extended learning time: A 32.0 and B 16.0" in alt
    assert "B 16.0" in str(spec) and "C " not in alt


def test_no_pillar_is_shown_only_where_it_brings_points() -> None:
    record = {**school.SCHOOL, "needs": {**school.SCHOOL["needs"], "late": {"name": "Late", "score": 10}}}
    plan = school.plan_of(record)
    assert pillars([side("A", "One", school.report_of(plan, school.BEST), plan)]).pillars == (
        "integrated_supports", "extended_learning")


def test_figures_that_are_shown_add_up() -> None:
    assert in_tenths([Fraction(1, 3)] * 3) == ([4, 3, 3], 10)
    assert in_tenths([Fraction(-1, 3), Fraction(-1, 3), Fraction(1, 6)]) == ([-3, -3, 1], -5)
    assert in_tenths([]) == ([], 0)


# -- what differs ----------------------------------------------------------------------------------------------------------
def test_programs_that_come_in_drop_out_and_move_are_told_apart() -> None:
    two = pair(ON_GRANT, LATER)
    assert programs_table(two) == {
        "Program": ["Garden: comes in", "Counselor: other years or size", "Tutoring: other years or size", "Total"],
        "B minus A": [r"+\$50,000", r"-\$30,000", r"+\$20,000", r"+\$40,000"],
        "A": ["–", r"\$90,000", r"\$20,000", r"\$110,000"],
        "B": [r"\$50,000", r"\$60,000", r"\$40,000", r"\$150,000"]}
    assert "Garden: drops out" in programs_table(pair(LATER, ON_GRANT))["Program"]
    assert runs_table(two)["B"][0] == r"Full 2026-27: \$50,000"
    assert bare(lead(two)) == ["B: Other meets more need than A: One: 13 points more.", "B spends $40,000 more."]
    assert bare(lead(pair(BEST, BEST))) == ["B: Other meets as much need as A: One.", "Both spend the same."]
    assert lead(pair(LATER, BEST))[1] == r"B spends \$20,000 less."


@pytest.mark.parametrize("more", [
    {"local": 37_142}, {"local": 10_000}, {"grant": 30_000}, {"outreach": 2, "local": 57_142}, {"gift": 7_142},
], ids=str)
def test_every_difference_adds_up_to_the_difference_of_the_totals(more: dict[str, int]) -> None:
    """With indirect charges and sources that only one of the two has."""
    before, now = solved(tiny()), solved(plan_with(**more))
    two = pair(before, now)
    old, new = totals(before), totals(now)
    assert adds_up(programs_table(two)) == {"B minus A": new.spent - old.spent, "A": old.spent, "B": new.spent}
    assert adds_up(sources_table(two, SPENT)) == {"B minus A": new.spent - old.spent, "A": old.spent, "B": new.spent}
    assert adds_up(sources_table(two, LEFT)) == {"B minus A": new.left - old.left, "A": old.left, "B": new.left}
    needs = adds_up(needs_table(two), tenths, 1)
    assert abs(Fraction(needs["B minus A, in points"], 10) - (now.points - before.points)) <= Fraction(1, 20)


def test_a_program_that_only_costs_more_is_named() -> None:
    line = tiny().programs["math-tutoring"].costs["contract"].model_copy(update={"amount": 29_000})
    before, now = solved(tiny()), solved(with_program("math-tutoring", costs={"contract": line}))
    table = programs_table(pair(before, now))
    assert next(name for name in table["Program"] if "same years, other cost" in name)
    adds_up(table)


def test_pairs_need_a_budget_on_both_sides() -> None:
    one, none, two = side("A", "One", BEST), side("B", "None", None), side("C", "Two", ON_GRANT)
    assert [found.other.letter for found in pairs([one, none, two])] == ["C"]
    assert pairs([none, one, two]) == []


# -- what was put in, and which change did what ------------------------------------------------------------------------------
TWO_CHANGES = plan_with(local=37_142, rules={"no-visits": {"kind": "must_not", "program": "home-visits"}})


def tiny_pair(plan: Plan = TWO_CHANGES) -> Pair:
    before, now = solved(tiny()), solved(plan)
    return Pair(side("A", "One", before, tiny()), side("B", "Other", now, plan), before, now)


def test_inputs_that_differ_stand_side_by_side_and_rules_are_sentences() -> None:
    two = tiny_pair()
    table = inputs_table([two.first, two.other])
    assert bare(table["In the plan"]) == ["Local money: amount 2025-26", "Home visits must not run in 2025-26."]
    assert table["A"] == [r"\$30,000", "not in it"] and table["B"] == [r"\$37,142", "in it"]
    assert inputs_table([two.first, replace(two.first, letter="B")]) == {}


def run(work: Any, stop: threading.Event | None = None) -> Any:
    return work(lambda news: None, stop or threading.Event())


def test_which_change_did_what_adds_up_to_the_difference_that_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only the two plans in between are worked out; the two themselves are those that are shown."""
    asked: list[int] = []

    class Counting(SeveralHere):
        def _solve(self, cases: Any, briefly: bool, hear: Any) -> None:
            asked.append(len(cases))
            super()._solve(cases, briefly, hear)
    monkeypatch.setattr(comparing, "Several", Counting)
    two = tiny_pair()
    found = run(comparing.split(two))
    assert sum(asked) == 2
    table = parts_table(found, changed(two))
    assert len(table["Change"]) == 3 and table["Change"][-1] == "**Total**"
    bare = {name: [cell.strip("*") for cell in column] for name, column in table.items()}
    points = adds_up({"Change": bare["Change"], "Points": bare["Points"]}, tenths)["Points"]
    assert Fraction(points, 10) == in_tenths([two.now.points - two.before.points])[1] / Fraction(10)
    cost = adds_up({"Change": bare["Change"], "Cost": bare["Cost of the programs, without indirect charges"]})["Cost"]
    programs = programs_table(two)
    indirect = sum(dollars(by) for name, by in zip(*list(programs.values())[:2], strict=True) if name == "Indirect charges")
    assert cost + indirect == dollars(last(programs)["B minus A"])


def test_a_search_for_the_parts_that_was_stopped_tells_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(comparing, "Several", SeveralHere)
    stop = threading.Event()
    stop.set()
    with pytest.raises(Stopped):
        run(comparing.split(tiny_pair()), stop)


def test_the_workbook_holds_what_is_shown_and_nothing_is_worked_out_for_it() -> None:
    two = tiny_pair()
    impossible = replace(two.other, key="c", letter="C", name="None/such", report=None, plan=plan_with(local=1), mark="c",
                         trouble=ImpossiblePlan(Impossible((), {}, (), two.now.provenance)))
    book = load_workbook(BytesIO(comparing.workbook([two.first, two.other, impossible], {})()), data_only=True)
    rows = {str(row[0]): row[1:] for row in book["Results"].iter_rows(values_only=True) if row[0]}
    assert rows["Status"][:3] == ("proved", "proved", "impossible")
    assert rows["Points reached"][:2] == (float(two.before.points), float(two.now.points))
    assert any("(None-such)" in name for name in rows)
    assert "Why B differs from A" not in {row[0] for row in book["Why"].iter_rows(values_only=True)}


# -- which of them, and ideas --------------------------------------------------------------------------------------------------
def test_names_are_told_apart() -> None:
    assert apart({"a": "Plan", "b": "plan", "c": "Plan"}) == {"a": "Plan", "b": "plan (2)", "c": "Plan (3)"}
    assert free("Plan", ["plan", "Plan (2)"]) == "Plan (3)"


def test_what_was_chosen_stays_as_far_as_it_is_there() -> None:
    names = dict.fromkeys("abcde", "")
    assert chosen(None, names, "b") == ["a", "b", "c", "d"]
    assert chosen(None, names, "e") == ["a", "b", "c", "e"], "the one at hand is among them"
    assert chosen(["c", "gone", "a"], names, "e") == ["c", "a"]
    assert chosen([], names, "e") == []
    assert chosen([OPENED, "e"], names, "e") == ["a", "e"], "a scenario has become the plan as it was opened"
    assert chosen([OPENED, "b"], {OPENED: "", **names}, "e") == [OPENED, "b"]


def edited(plan: Plan, key: str) -> Plan:
    data = plan_data(plan)
    next(idea for idea in ideas(plan) if idea.key == key).edit(data)
    return engine.changed(data, {})


def test_ideas_change_what_they_say() -> None:
    assert [idea.name for idea in ideas(PLAN)] == ["10% less of Grant", "Without the floors on top needs"]
    assert edited(PLAN, "less").sources["grant"].amounts == {school.Y1: 63_000, school.Y2: 63_000}
    assert set(edited(PLAN, "floors").rules) == {"counselor-first"}
    assert ideas(school.plan_of(school.EMPTY)) == []


def test_what_runs_already_is_kept_only_where_something_does() -> None:
    programs = {**school.SCHOOL["programs"], "garden": {**school.SCHOOL["programs"]["garden"], "running": "full"}}
    plan = school.plan_of({**school.SCHOOL, "programs": programs})
    assert "Everything that runs already goes on" in [idea.name for idea in ideas(plan)]
    kept = edited(plan, "running")
    assert kept.rules["pin-garden"] == {"kind": "must", "program": "garden"}
    assert "running" not in [idea.key for idea in ideas(kept)]


def test_words_are_in_the_language_of_the_person_who_looks() -> None:
    with speaking("es"):
        assert sides_table([side("A", "Uno", None)], "a")["Qué tan bueno es"] == ["Todavía no se ha calculado"]


def taken_up(origin: str) -> dict[str, Any]:
    """What differs from the plan as it was opened once the first idea is taken up while another change is open."""
    at = opened(Answers(Store("sqlite://"), school.by_hand), PLAN, origin, report=BEST)
    at.change(edits.set_amounts("local", {school.Y1: 0}), one("changes.floors"))
    scenarios.from_idea(at, scenarios.offered(at)[0], {})
    assert at.scenario is not None and at.scenario.name == "10% less of Grant"
    return at.patch


def test_an_idea_is_the_plan_as_it_was_opened_with_what_its_name_says() -> None:
    """A tenth of $70,000 is $7,000; that there is no local money is another scenario."""
    less = {"grant": {"amounts": {school.Y1: 63_000, school.Y2: 63_000}}}
    assert taken_up("file") == {"sources": less}


def test_a_plan_that_was_begun_empty_is_what_has_been_changed_since() -> None:
    less = {"grant": {"amounts": {school.Y1: 63_000, school.Y2: 63_000}}}
    assert taken_up("empty") == {"sources": {**less, "local": {"amounts": {school.Y1: 0}}}}


def test_an_idea_that_makes_no_plan_is_not_kept() -> None:
    at = opened(Answers(Store("sqlite://"), school.by_hand), PLAN, "file", report=BEST)
    idea = Idea("odd", "Odd", edits.set_field("programs", "garden", ["meets"], {"no-such-need": 1}), ())
    with pytest.raises(InputError):
        scenarios.from_idea(at, idea, {})
    assert [each.name for each in at.scenarios()] == ["Maple School"] and at.shown is BEST
