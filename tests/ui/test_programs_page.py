"""Programs: costs pasted from a spreadsheet, the library, what meets which need, what the framework lacks, and what goes with a
program that is taken out."""

from __future__ import annotations

from copy import deepcopy
from fractions import Fraction
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from allocator.allocate import case_for
from allocator.domain.plan import Plan
from allocator.library import entries, entry
from allocator.load import plan_data
from allocator.load.edited import edited
from allocator.ui import coverage, library_view, matrix, pasting
from allocator.ui.grid import Refused, Typed, grid_of
from allocator.ui.new_lines import NewLine
from allocator.ui.parts.editor import Editor
from allocator.ui.priced import Running, case_at, first_year
from allocator.ui.programs_edit import add_practices, add_program, change_program, program_grid
from allocator.ui.removing import removal, remove
from allocator.ui.speak import spoken
from allocator.ui.words import speaking
from tests.ui import school
from tests.ui.conftest import Opener
from tests.ui.test_grid import PEOPLE
from tests.ui.test_needs_page import button, changed, section
from tests.ui.test_pages import _go, text

PLAN = school.plan_of(PEOPLE)
REPORT = school.report_of(school.plan_of(), school.BEST)


def read(*lines: str) -> pasting.Pasted:
    return pasting.read("\n".join(lines), PLAN)


# -- pasted from a spreadsheet ---------------------------------------------------------------------------------------

def test_pasted_lines_change_what_is_there_and_add_what_is_not() -> None:
    found = read("Program\tWhat\tObject\tDollars", "Garden\tbeds\t4400\t$52,000", "health\tnurse\t\t95,000", "",
                 "Garden\tSeeds\t4300\t750", "Health  OFFICE\ta desk\t4300\t1000\t\t")
    assert found.heading and not found.faults
    assert [(line.number, line.where.row, line.object, line.dollars, line.old is None) for line in found.lines] == [
        (2, "garden/full/costs/beds", "4400", 52000, False), (3, "health/full/positions/nurse", "1200", 95000, False),
        (5, "garden/full/costs/seeds", "4300", 750, True), (6, "health/full/costs/desk", "4300", 1000, False)]
    edit, says = pasting.change(found, PLAN)
    programs = changed(PLAN, edit)["programs"]
    assert programs["garden"]["costs"] == {"beds": {"object": "4400", "amount": 52000},
                                           "seeds": {"object": "4300", "amount": 750, "name": "Seeds"}}
    assert programs["health"]["positions"]["nurse"]["salary"] == 95000
    assert programs["health"]["costs"]["desk"]["object"] == "4300" and spoken(says).startswith("4 lines pasted")
    assert pasting.total(found) == 2000 + 5000 + 750 + 100
    assert pasting.summary(found).replace("\\", "") == "Lines that change: 3. New lines: 1. All together: +$7,850 a year."
    shown = pasting.preview(found, PLAN)
    assert shown["What"][1].endswith("(full-time pay)") and shown["Now"][2] == "new line"
    assert shown["Object code"][3] == "4400 becomes 4300"


@pytest.mark.parametrize(("line", "says"), [
    ("Gardn\tbeds\t4400\t5", 'perhaps "Garden"'), ("Choir\tx\t4300\t5", "add it first"), ("\tx\t4300\t5", "program is missing"),
    ("Garden\t\t4300\t5", "say what is bought"), ("Garden\tbeds\t4400\t12k", "write 12,000"),
    ("Garden\tbeds\t44\t5", "four digits"),
    ("Garden\tbeds\t4400\t1.234,56", "two ways"), ("Garden\tnew\t\t5", "four digits"), ("Garden beds 4400 5", "it has 1 columns"),
    ("Garden\tbeds\t4400\t5\tx", "it has 5 columns"), ("Health office\tnurse\t2200\t5", "1000 to 1999"),
    ("Garden\tbeds\t4400\t", "amount is missing"),
])
def test_every_fault_is_named_by_its_line(line: str, says: str) -> None:
    found = read("Garden\tSeeds\t4300\t750", "", line)
    assert len(found.lines) == 1 and [number for number, _ in found.faults] == [3]
    assert pasting.faults(found)[0].replace("\\", "").startswith("Line 3: ") and says in found.faults[0][1]


def test_a_line_that_stands_twice_is_refused_the_second_time() -> None:
    found = read("Garden\tbeds\t4400\t5", "garden\tBeds\t\t6", "Garden\tSeeds\t4300\t1", "Garden\tseeds\t4300\t2",
                 "Garden\tSeeds\t5800\t3")
    assert [number for number, _ in found.faults] == [2, 4] and "line 1" in found.faults[0][1]
    assert [line.where.line for line in found.lines] == ["beds", "seeds", "seeds-2"]


def test_lines_with_one_name_are_told_apart_by_their_code_or_their_id() -> None:
    record = deepcopy(PEOPLE)
    record["programs"]["garden"]["costs"] = {
        "a": {"object": "4300", "amount": 1, "name": "Soil"}, "b": {"object": "4400", "amount": 2, "name": "Soil"},
        "c": {"object": "4400", "amount": 3, "name": "Soil"}}
    plan = school.plan_of(record)
    assert pasting.read("Garden\tSoil\t4300\t9", plan).lines[0].where.line == "a"
    assert pasting.read("Garden\tc\t4400\t9", plan).lines[0].where.line == "c"
    assert "b and c" in pasting.read("Garden\tSoil\t4400\t9", plan).faults[0][1]


def test_too_many_lines_are_refused() -> None:
    found = read(*(f"Garden\tSeeds {n}\t4300\t1" for n in range(pasting.MOST_LINES + 5)))
    assert len(found.lines) == pasting.MOST_LINES and [number for number, _ in found.faults] == [pasting.MOST_LINES + 1]


def test_a_program_called_twice_must_be_named_by_its_id() -> None:
    record = deepcopy(PEOPLE)
    record["programs"]["garden-2"] = {"name": "Garden"}
    found = pasting.read("Garden\tbeds\t4400\t1\ngarden-2\tbeds\t4400\t1", school.plan_of(record))
    assert "garden and garden-2" in found.faults[0][1] and found.lines[0].where.program == "garden-2"


# -- the table of programs -------------------------------------------------------------------------------------------

def test_there_is_a_row_for_each_program_with_its_cost_in_the_first_year() -> None:
    """The counselor $60,000; the garden $50,000; tutoring $20,000; a nurse at half of $90,000 with benefits, and $2,400."""
    costs = first_year(PLAN, "people")
    assert (costs["counselor"], costs["garden"], costs["tutoring"]) == (60_000, 50_000, 20_000)
    assert costs["health"] > 45_000 + 2_400 and case_at(PLAN, "people") is case_at(PLAN, "people")
    found = program_grid(PLAN, costs)
    assert found.ids == ("counselor", "garden", "health", "tutoring") and found.columns["dollars"][1] == 50_000


def test_the_total_tells_its_change() -> None:
    assert (Running(1500, 1000).by, Running(900, 1000).by, Running(5, 5).by) == ("+$500", "-$100", "")


@pytest.mark.parametrize(("column", "new", "value"), [
    ("name", "  School garden ", "School garden"), ("pillar", "family_engagement", "family_engagement"), ("note", "x", "x"),
    ("note", None, None), ("pillar", None, None),
])
def test_a_typed_cell_changes_its_program(column: str, new: Any, value: Any) -> None:
    edit, says = change_program(PLAN, Typed("garden", column, None, new))
    assert changed(PLAN, edit)["programs"]["garden"].get(column) == value and spoken(says)


@pytest.mark.parametrize(("row", "new", "remedy"), [("garden", " ", "missing"), ("garden", "COUNSELOR", "already one"),
                                                   ("gone", "x", "no longer")])
def test_a_name_that_cannot_be_used_is_refused(row: str, new: str, remedy: str) -> None:
    with pytest.raises(Refused, match=remedy):
        change_program(PLAN, Typed(row, "name", None, new))


def test_a_program_of_ones_own_begins_with_one_cost() -> None:
    key, edit, says = add_program(PLAN, "Chess club", "extended_learning", NewLine("Boards", "4300", 400))
    assert key == "chess-club" and changed(PLAN, edit)["programs"][key] == {
        "name": "Chess club", "pillar": "extended_learning",
        "costs": {"boards": {"object": "4300", "amount": 400, "name": "Boards"}}}
    assert "$400" in spoken(says).replace("\\", "")
    with pytest.raises(Refused):
        add_program(PLAN, "garden", None, NewLine("Boards", "4300", 400))


# -- the library -----------------------------------------------------------------------------------------------------

@pytest.mark.parametrize("language", ["en", "es"])
def test_every_practice_of_the_library_can_join_a_plan(language: str) -> None:
    ids, edit, says = add_practices(PLAN, [one.id for one in entries()], language)
    data = changed(PLAN, edit)
    assert len(ids) == len(entries()) and set(ids) < set(data["programs"]) and "more" in says[0][1]
    grown = edited(data, {})
    assert all(not grown.programs[key].meets for key in ids), "what a practice does for a need is left to the school"


def test_one_practice_is_named_and_none_is_refused() -> None:
    first = entries()[0]
    _, _, says = add_practices(PLAN, [first.id], "en")
    assert spoken(says) == f"From the library: {first.name.en}"
    with pytest.raises(Refused):
        add_practices(PLAN, [], "en")


def test_practices_show_their_range_their_basis_and_what_they_serve() -> None:
    shown = library_view.table(library_view.shelf("integrated_supports"))
    assert len(shown["Practice"]) == sum(one.pillar == "integrated_supports" for one in entries()) and all(shown["What it is"])
    assert all("$" in cost for cost in shown["Typical cost, not confirmed"])
    said = library_view.about(entry("school-nurse"))
    assert "Not confirmed:" in said and "\\$" in said
    with speaking("es"):
        assert "Sin confirmar:" in library_view.about(entry("school-nurse"))
    assert len(library_view.shelf("")) == len(entries())


def test_other_dollars_than_the_plans_are_said() -> None:
    assert len(library_view.says(PLAN)) == 1 and library_view.dollars_of() == "2025-26"
    later = school.plan_of({**school.SCHOOL, "base_year": "2024-25"})
    assert "2024-25 dollars" in library_view.says(later)[1]


# -- needs and programs ----------------------------------------------------------------------------------------------

def test_the_table_of_shares_marks_what_runs_and_shows_each_size() -> None:
    shown = matrix.share_table(school.plan_of(), REPORT)
    assert shown["Program"] == ["● Counselor", "● Counselor \\(Half time\\)", "● Tutoring", "Garden"]
    assert shown["Reading"] == ["", "", "40%", ""] and list(shown.values())[2] == ["50%", "30%", "", "20%"]
    assert matrix.share_table(school.plan_of(), None)["Program"][0] == "Counselor"


def test_a_share_is_set_at_its_size() -> None:
    edit, says = matrix.set_share(PLAN, ("garden", "full"), "reading", 12.5)
    assert changed(PLAN, edit)["programs"]["garden"]["meets"]["reading"] == Fraction(1, 8)
    assert spoken(says).replace("\\", "") == "Garden meets 13% of Reading (before: 0%)"
    edit, _ = matrix.set_share(PLAN, ("counselor", "half"), "calm", 0)
    assert changed(PLAN, edit)["programs"]["counselor"]["levels"]["half"]["meets"] == {}
    with pytest.raises(Refused):
        matrix.set_share(PLAN, ("garden", "full"), "reading", 101)


def test_a_size_that_inherits_its_shares_gets_its_own() -> None:
    record = deepcopy(PEOPLE)
    del record["programs"]["counselor"]["levels"]["half"]["meets"]
    plan = school.plan_of(record)
    assert matrix.share_of(plan, "counselor", "half", "calm") == Fraction(1, 2)
    edit, _ = matrix.set_share(plan, ("counselor", "half"), "reading", 10)
    meets = Plan.model_validate(changed(plan, edit)).programs["counselor"].levels["half"].meets
    assert meets == {"calm": Fraction(1, 2), "reading": Fraction(1, 10)}


def test_a_third_stays_a_third_while_nobody_touches_it() -> None:
    record = deepcopy(PEOPLE)
    record["programs"]["garden"]["meets"] = {"calm": "1/3"}
    plan = school.plan_of(record)
    edit, _ = matrix.set_shares(plan, "garden", {"calm": float(Fraction(100, 3)), "reading": 20})
    meets = Plan.model_validate(changed(plan, edit)).programs["garden"].meets
    assert meets == {"calm": Fraction(1, 3), "reading": Fraction(1, 5)}


# -- the framework ---------------------------------------------------------------------------------------------------

def test_gaps_of_the_framework_are_named_with_practices_that_could_close_them() -> None:
    record = deepcopy(school.SCHOOL)
    record["programs"]["counselor"] |= {"pillar": "integrated_supports", "conditions": ["sel"]}
    record["programs"]["garden"] |= {"pillar": "family_engagement"}
    plan = school.plan_of(record)
    report = school.report_of(plan, school.BEST)
    found = coverage.parts(plan, report)
    assert len(found) == 16 and len(coverage.gaps(found)) == 14 and "Family and community engagement" in coverage.gaps(found)
    pillars = coverage.group_tables(plan, report, found)[0][1]
    assert pillars["Part"][0] == "✓ Integrated student supports" and pillars["Part"][1].endswith("gap")
    assert pillars["What runs for it"][:2] == ["Counselor", "–"] and pillars["Dollars, all years"][0] == "\\$90,000"
    assert pillars["Left out"][1] == "Garden" and pillars["In the library"][0] == "–" and len(pillars["In the library"][1]) > 5


def test_without_a_budget_it_is_what_could_serve() -> None:
    plan = school.plan_of({**school.SCHOOL, "programs": {"garden": {"name": "Garden", "practices": ["coordinator"]}}})
    found = coverage.parts(plan, None)
    assert len(coverage.gaps(found)) == 15
    assert coverage.group_tables(plan, None, found)[3][1]["Programs of the plan"][1] == "Garden"


# -- taken out -------------------------------------------------------------------------------------------------------

RULES: dict[str, Any] = {
    "garden-first": {"kind": "must", "program": "garden"},
    "one-of-two": {"kind": "choose", "programs": ["garden", "tutoring"], "exactly": 1},
    "two-of-two": {"kind": "choose", "programs": ["garden", "counselor"], "at_least": 2},
    "garden-needs": {"kind": "requires", "program": "tutoring", "needs": "garden"},
    "earned": {"kind": "reimbursement", "source": "local", "any_of": ["garden", "counselor"]},
    "other": {"kind": "must", "program": "tutoring"},
}


def test_a_gift_for_a_program_that_goes_is_given_no_more() -> None:
    gifts = {"tools": {"name": "Tools", "amounts": {"2025-26": 500}, "program": "garden"},
             "room": {"name": "A room", "amounts": {"2025-26": 300}}}
    plan = school.plan_of({**school.SCHOOL, "in_kind": gifts})
    data = changed(plan, remove(removal(case_for(plan), "program", "garden"))[0])
    assert data["in_kind"]["tools"]["amounts"] == {"2025-26": 0} and "program" not in data["in_kind"]["tools"]
    assert data["in_kind"]["room"]["amounts"] == {"2025-26": 300}


def test_a_program_goes_with_its_rules_and_leaves_those_that_name_others_too() -> None:
    plan = school.plan_of({**school.SCHOOL, "rules": RULES})
    found = removal(case_for(plan), "program", "garden")
    assert set(found.rules) == {"garden-first", "two-of-two", "garden-needs"} and set(found.narrowed) == {"one-of-two", "earned"}
    assert found.sentences["garden-first"].startswith("Garden must run")
    edit, says = remove(found)
    data = changed(plan, edit)
    assert "garden" not in data["programs"] and set(data["rules"]) == {"one-of-two", "earned", "other"}
    assert data["rules"]["one-of-two"]["programs"] == ["tutoring"] and data["rules"]["earned"]["any_of"] == ["counselor"]
    assert spoken(says).endswith(": 5") and edited(data, {}).programs


def test_a_program_that_no_rule_names_goes_alone() -> None:
    found = removal(case_for(PLAN), "program", "garden")
    edit, says = remove(found)
    assert changed(PLAN, edit)["rules"] == plan_data(PLAN)["rules"] and spoken(says) == "The program Garden is taken out"


# -- the page --------------------------------------------------------------------------------------------------------

PARTS = {"list": "All programs", "costs": "Costs", "meets": "Needs they meet", "add": "Add or take out", "coverage": "Framework"}


@pytest.mark.parametrize("budget", [True, False], ids=["with a budget", "without"])
def test_the_page_shows_each_of_its_parts_alone(budget: bool, open_app: Opener) -> None:
    plan = school.plan_of()
    app = open_app(plan, school.report_of(plan, school.BEST)) if budget else open_app(plan, solver=school.slowly)
    _go(app, "programs")
    for part, header in PARTS.items():
        section(app, "programs", part)
        assert not app.exception and not app.error and [each.value for each in app.header] == [header]
    assert ("There is no budget yet" in text(app)) is not budget
    if app.session_state["desk"].job is not None:
        app.session_state["desk"].job.stop()


@pytest.mark.parametrize("part", PARTS)
def test_an_empty_plan_is_told_how_to_begin(part: str, open_app: Opener) -> None:
    plan = school.plan_of(school.EMPTY)
    app = open_app(plan, school.report_of(plan, school.Budget()))
    _go(app, "programs")
    section(app, "programs", part)
    assert not app.exception and not app.error and app.header


def test_practices_are_added_and_asked_what_they_meet(app: AppTest) -> None:
    _go(app, "programs")
    section(app, "programs", "add")
    assert "not confirmed" in text(app) and "2025-26 dollars" in text(app) and "left to your school" in text(app)
    app.multiselect("library-picked").set_value(["school-nurse", "social-worker"]).run()
    app.button("library-add").click().run()
    assert not app.exception and {"school-nurse", "social-worker"} < set(app.session_state["desk"].plan.programs)
    assert "School nurse, two days a week is in the plan. Which needs does it meet?" in text(app)
    app.number_input("new-share-school-nurse-calm").set_value(30.0)
    button(app, "Keep").click().run()
    assert app.session_state["desk"].plan.programs["school-nurse"].meets == {"calm": Fraction(3, 10)}
    assert "School social worker is in the plan" in text(app) and app.multiselect("library-picked").value == []
    button(app, "Later").click().run()
    assert "is in the plan" not in text(app)
    app.button("undo").click().run()
    app.button("undo").click().run()
    assert "school-nurse" not in app.session_state["desk"].plan.programs and not app.exception


def test_a_program_of_ones_own_is_added_and_taken_out_again(app: AppTest) -> None:
    _go(app, "programs")
    section(app, "programs", "add")
    button(app, "Add this program").click().run()
    assert "the name is missing" in text(app) and not app.session_state["desk"].patch
    app.text_input("own-name").set_value("Chess club")
    app.text_input("own-what").set_value("Boards")
    app.selectbox("own-object").set_value("4300")
    app.number_input("own-cost").set_value(400)
    button(app, "Add this program").click().run()
    assert app.session_state["desk"].plan.programs["chess-club"].costs["boards"].amount == 400
    assert "Chess club is in the plan" in text(app) and app.text_input("own-name").value == ""
    app.selectbox("remove-program").select("counselor").run()
    assert "Rule that goes: Counselor must run" in text(app)
    app.button("remove-program-now").click().run()
    desk = app.session_state["desk"]
    assert "counselor" not in desk.plan.programs and "counselor-first" not in desk.plan.rules and not app.exception


def test_pasted_lines_are_looked_at_before_they_are_applied(app: AppTest) -> None:
    _go(app, "programs")
    section(app, "programs", "costs")
    app.text_area("paste-text").set_value("Garden\tbeds\t4400\t$52,000\nGarden\tSeeds\t4300\t12k").run()
    assert app.button("paste-apply").disabled and "Line 2: 12k is not a full number; write 12,000." in text(app)
    app.text_area("paste-text").set_value("Garden\tbeds\t4400\t$52,000\nGarden\tSeeds\t4300\t1,200").run()
    app.button("paste-apply").click().run()
    garden = app.session_state["desk"].plan.programs["garden"].costs
    assert garden["beds"].amount == 52_000 and garden["seeds"].amount == 1_200 and app.text_area("paste-text").value == ""
    assert [metric.delta for metric in app.metric if "All programs" in metric.label] == ["+\\$3,200"]
    app.button("undo").click().run()
    assert list(app.session_state["desk"].plan.programs["garden"].costs) == ["beds"] and not app.exception


def test_a_cost_and_a_person_are_added_and_a_line_is_taken_out(app: AppTest) -> None:
    _go(app, "programs")
    section(app, "programs", "costs")
    app.selectbox("costs-program").select("garden").run()
    app.text_input("line-what").set_value("Seeds")
    app.selectbox("line-object").set_value("4300")
    app.number_input("line-cost").set_value(900)
    button(app, "Add a cost").click().run()
    assert app.session_state["desk"].plan.programs["garden"].costs["seeds"].amount == 900
    app.number_input("person-salary").set_value(50_000)
    button(app, "Add a person").click().run()
    assert "choose a role" in text(app)
    app.selectbox("remove-line").select("garden/full/costs/beds").run()
    app.button("remove-line-now").click().run()
    assert list(app.session_state["desk"].plan.programs["garden"].costs) == ["seeds"] and not app.exception


def test_a_share_is_set_on_the_page(app: AppTest) -> None:
    _go(app, "programs")
    section(app, "programs", "meets")
    app.selectbox("programs-share-program").select("garden/full").run()
    app.selectbox("programs-share-need").select("reading").run()
    next(box for box in app.number_input if box.key.startswith("programs-share-garden")).set_value(15.0)
    button(app, "Keep").click().run()
    assert app.session_state["desk"].plan.programs["garden"].meets["reading"] == Fraction(3, 20) and not app.exception


def test_the_table_is_drawn_anew_only_when_the_plan_holds_something_else(app: AppTest) -> None:
    _go(app, "programs")
    section(app, "programs", "costs")
    first = app.session_state["sheet-costs"].key
    app.run()
    assert app.session_state["sheet-costs"].key == first
    app.text_area("paste-text").set_value("Garden\tbeds\t4400\t1").run()
    app.button("paste-apply").click().run()
    changed_key = app.session_state["sheet-costs"].key
    app.button("undo").click().run()
    assert len({first, changed_key, app.session_state["sheet-costs"].key}) == 3
    assert app.session_state["sheet-costs"].grid.columns["dollars"] == (60_000, 30_000, 50_000, 20_000)


def test_rows_are_of_two_lines_where_a_name_would_be_cut() -> None:
    """36 letters fit into a line; 64 pixels and less would not break lines."""
    about = Editor("costs", "", {}, lambda *change: (None, ()), {"what": 36})  # type: ignore[arg-type,return-value]
    assert about.row(grid_of([("a", {"what": "x" * 36, "note": "y" * 99})], ("what", "note"))) == 35
    assert about.row(grid_of([("a", {"what": "x" * 36}), ("b", {"what": "x" * 37})], ("what",))) > 64
    assert about.row(grid_of([("a", {"what": None})], ("what",))) == 35
