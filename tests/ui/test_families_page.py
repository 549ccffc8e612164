"""The page for families: what it says, in both languages, and that nothing on it can change the plan."""

from __future__ import annotations

from copy import deepcopy

from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from allocator.domain.budget import Budget
from allocator.ui import families
from allocator.ui.bars import need_bars
from allocator.ui.words import speaking, w
from tests.ui import school
from tests.ui.conftest import Opener

REPORT = school.report_of(school.plan_of(), school.BEST)


def text(app: AppTest) -> str:
    """Everything that the page says in sentences."""
    parts = [*app.title, *app.header, *app.subheader, *app.markdown, *app.info]
    return "\n".join(part.value for part in parts).replace("\\", "")


def go(app: AppTest) -> AppTest:
    app._page_hash = calc_hash("families")
    return app.run()


def test_what_happens_names_years_and_sizes_only_where_not_every_year_at_full_size_is_meant() -> None:
    """A family that reads of 300 visits must not find 150."""
    assert families.happens(REPORT) == {None: ["Counselor: at full size (2025-26) and Half time (2026-27)", "Tutoring"]}
    later = school.report_of(school.plan_of(), school.GARDEN_LATER)
    assert families.happens(later)[None] == ["Tutoring", "Counselor: only in 2025-26", "Garden: only in 2026-27"]
    half = Budget.of({"counselor": {school.Y1: "half", school.Y2: "half"}}, [])
    assert families.happens(school.report_of(school.plan_of(), half))[None] == ["Counselor: Half time"]
    half = Budget.of({"counselor": {school.Y2: "half"}}, [])
    assert families.happens(school.report_of(school.plan_of(), half))[None] == ["Counselor: Half time (2026-27)"]


def test_what_it_costs_and_who_pays() -> None:
    """56 of 74 points; $130,000 of $175,000."""
    assert "76% of what could be done" in families.message(REPORT) and "2 programs will run" in families.message(REPORT)
    assert families.costs(REPORT).replace("\\", "") == "All of it costs $130,000 over 2 years. $45,000 is not used."
    table = {name: [cell.replace("\\", "") for cell in cells] for name, cells in families.pays(REPORT).items()}
    assert table == {"Source": ["Grant", "Local"], "Pays in all": ["$95,000", "$35,000"], "After the plan": ["ends", "ends"]}


def test_the_bars_have_their_figures_and_show_names_letter_by_letter() -> None:
    """Calm: half, then 3/10; reading: 2/5."""
    html = need_bars(REPORT, ["reading", "calm"])
    assert html.count("<tr><th") == 3 and "width: 40.0%" in html and "<b>40%</b>" in html
    assert "&lt;b&gt;more&lt;/b&gt;" in html and "<b>more</b>" not in html


def test_who_was_asked() -> None:
    record = deepcopy(school.SCHOOL)
    record["needs"]["reading"]["evidence"] = "Question 4: *120* of 200 families"
    report = school.report_of(school.plan_of(record), school.BEST)
    assert families.asked(report) == ["Reading: Question 4\\: \\*120\\* of 200 families"] and families.asked(REPORT) == []


def test_the_page_has_nothing_to_change_and_the_other_language_one_tap_away(app: AppTest) -> None:
    go(app)
    assert not app.exception and "76% of what could be done" in text(app) and w("families.part.says") in text(app)
    assert [header.value for header in app.header] == [
        "What will happen", "What it costs and who pays", "Which needs it meets", "Who was asked", "How to take part"]
    assert [button.key for button in app.button] == ["speak-es"] and not app.expander
    inputs = (app.number_input, app.text_input, app.selectbox, app.radio, app.multiselect, app.checkbox, app.toggle)
    assert not any(len(kind) for kind in inputs)
    app.button("speak-es").click().run()
    with speaking("es"):
        assert app.header[0].value == w("families.happens") == "Qué va a pasar"
    assert app.query_params["lang"] == "es" and [button.key for button in app.button] == ["speak-en"]


def test_while_something_changes_the_plan_before_is_shown_and_said_to_be_so(open_app: Opener) -> None:
    app = open_app(solver=school.slowly)
    go(app)
    assert w("families.soon") in text(app) and not app.exception
    app.session_state["desk"].job.stop()
    assert app.session_state["desk"].job is None or app.session_state["desk"].job.done.wait(5)
    app.run()
    assert w("families.soon") not in text(app)


def test_an_empty_plan_can_be_read(open_app: Opener) -> None:
    plan = school.plan_of(school.EMPTY)
    app = go(open_app(plan, school.report_of(plan, school.Budget())))
    assert not app.exception and w("families.message.none") in text(app) and w("payers.none") in text(app)


def test_many_programs_of_one_pillar_unfold(open_app: Opener) -> None:
    record = deepcopy(school.SCHOOL)
    record["programs"] |= {f"p{at}": {"name": f"P{at}", "costs": {"a": {"object": "4300", "amount": 0}}} for at in range(9)}
    plan = school.plan_of(record)
    roster = {**school.BEST.roster, **{f"p{at}": {school.Y1: "full"} for at in range(9)}}
    app = go(open_app(plan, school.report_of(plan, school.Budget.of(roster, list(school.BEST.payments)))))
    assert [each.label for each in app.expander] == [w("families.more", count=3)] and "P8" in text(app)
