"""No text that a person writes becomes a formula in any file that the program writes, and it arrives as it was written.

A function that writes a file and stands in neither list below is found by the first test.
"""

from __future__ import annotations

import ast
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from allocator import explain
from allocator.allocate import case_for
from allocator.audit import check
from allocator.domain.plan import Plan
from allocator.domain.report import Quality, Report
from allocator.errors import Fault
from allocator.export import workbook_bytes
from allocator.export.comparison import comparison_bytes
from allocator.export.csv_files import csv_files, csv_zip
from allocator.export.deck import deck_bytes
from allocator.export.district import district_bytes
from allocator.export.district.gathered import Brought, District, Without
from allocator.export.extras import Extras
from allocator.export.handout import HandoutDetails
from allocator.export.journal import journal_csv
from allocator.export.request import request_bytes, request_form
from allocator.export.spending import spending_bytes
from allocator.load.actuals import uploaded_actuals
from allocator.load.marked import marked_copy
from allocator.load.plain_plan import plan_data
from allocator.load.template import workbook_bytes as input_workbook
from allocator.whatif.closing import close_years
from allocator.whatif.compare import beside, compare
from allocator.whatif.moved import approved_of
from allocator.whatif.replan import replanned
from allocator.whatif.revise import revise
from tests.export import sample
from tests.export.dirty import SHOWN, Loosely, Words, dirtied, in_archive, in_slides, in_tables, in_workbook
from tests.export.handed import oak_grove
from tests.in_process import PROOF, SeveralHere, StudyHere, solve_case
from tests.whatif.spent_school import ADOPTED, BOOKED, school
from tests.whatif.tiny import YEAR, plan_with, tiny

ROOT = Path(__file__).resolve().parents[2] / "allocator"


def written_plan(words: Words) -> Plan:
    """The small budget's plan with accounts, a match and a gift, so that every sheet has something to show."""
    records = sample.sections()
    records["sources"]["ccspp"]["grant"] = "ccspp-implementation-cohort-3"
    records["sources"]["lcff"]["lasts"] = True
    plan = Plan.model_validate(records | {
        "in_kind": {"rooms": {"name": "Rooms", "amounts": {sample.Y1: 1000}}},
        "accounts": {"layout": "{resource}-{goal}-{function}-{object}"},
        "rules": {"indirect": {"kind": "indirect", "source": "ccspp", "rate": Fraction(1, 20)},
                  "match": {"kind": "local_match", "source": "ccspp", "share": Fraction(1, 3), "counts": {"in_kind": ["rooms"]}}},
    })
    return dirtied(plan, words)


def report(words: Words) -> Report:
    """The report on the small budget of that plan."""
    return judged(written_plan(words), sample.budget())


def judged(plan: Plan, budget: Any) -> Report:
    """The report on any budget of a plan."""
    case = case_for(plan)
    return explain.report(case, budget, check(case, budget), Quality(), explain.provenance(plan, "none", 0))


def budget_workbook(words: Words) -> set[int]:
    return in_workbook(workbook_bytes(report(words), words.next()), words)


def tables(words: Words) -> set[int]:
    return in_tables(csv_files(report(words), "es"), words)


def archive(words: Words) -> set[int]:
    return in_archive(csv_zip(report(words), "en"), words)


def journal(words: Words) -> set[int]:
    return in_tables({"journal": journal_csv(report(words))}, words)


def slides(words: Words) -> set[int]:
    return in_slides(deck_bytes(report(words), "en", HandoutDetails(note=words.next())), words)


def plan_workbook(words: Words) -> set[int]:
    return in_workbook(input_workbook(plan_data(written_plan(words))), words)


def plan_workbook_with_notes(words: Words) -> set[int]:
    data = input_workbook(plan_data(written_plan(words)))
    return in_workbook(marked_copy(data, [Fault("Costs!B5", "", words.next(), words.next())]), Loosely(words))


def comparison(words: Words) -> set[int]:
    plans = [dirtied(plan, words) for plan in (tiny(), plan_with(local=57_142, outreach=2))]
    found = compare(plans, several=SeveralHere(PROOF))
    return in_workbook(comparison_bytes(found, [words.next(), words.next()]), words)


def scenarios_beside(words: Words) -> set[int]:
    plans = [dirtied(plan, words) for plan in (tiny(), plan_with(local=57_142, outreach=2))]
    several = SeveralHere(PROOF)
    best = several.best(plans[:1])[0]
    return in_workbook(workbook_bytes(judged(plans[0], best.budget), extras=Extras(beside(plans, several))), words)


def district(words: Words) -> set[int]:
    """Schools have plain names here: sheets bear them, so that links to them do. test_district.py tries the others."""
    plans = [written_plan(words) for _ in range(2)]
    sites = [{key: site.model_copy(update={"name": f"School {at}"}) for key, site in plan.sites.items()}
             for at, plan in enumerate(plans)]
    told = [judged(plan.model_copy(update={"sites": own}), sample.budget()) for plan, own in zip(plans, sites, strict=True)]
    schools = [Brought(one, words.next(), words.next()) for one in told]
    return in_workbook(district_bytes(District(schools, [Without(words.next(), words.next(), words.next())])), words)


def request(words: Words) -> set[int]:
    before = StudyHere(case_for(tiny()), PROOF)
    after = StudyHere(case_for(dirtied(plan_with(local=20_000), words)), PROOF)
    found = revise(after, approved_of(before.case, before.base.budget, {}), "grant", YEAR)
    return in_workbook(request_bytes(found, request_form("ccspp-budget-revision")), words)


def spending(words: Words) -> set[int]:
    words.ways = SHOWN
    plan = dirtied(school(), words)
    booked = BOOKED.replace("Local money", "local").replace("Community schools grant", "grant")
    closed = close_years(plan, case_for(plan), ADOPTED, uploaded_actuals("spent.csv", booked.encode(), plan))
    assert closed.next_plan is not None
    again = solve_case(closed.next_plan, case_for(closed.next_plan)).report
    assert again is not None
    return in_workbook(spending_bytes(closed, replanned(closed, again)), words)


WRITERS: dict[str, Callable[[Words], set[int]]] = {
    "export/workbook.py workbook_bytes": budget_workbook,
    "export/csv_files.py csv_files": tables,
    "export/csv_files.py csv_zip": archive,
    "export/district/workbook.py district_bytes": district,
    "export/journal.py journal_csv": journal,
    "export/deck/make.py deck_bytes": slides,
    "export/comparison.py comparison_bytes": comparison,
    "export/request/workbook.py request_bytes": request,
    "export/spending.py spending_bytes": spending,
    "load/template.py workbook_bytes": plan_workbook,
    "load/marked.py marked_copy": plan_workbook_with_notes,
}
SOLVED = ("comparison_bytes", "request_bytes", "spending_bytes")
"""Writers whose figures need a search, so that they are tried with fewer texts."""
OTHERS = {
    "export/csv_files.py as_csv": "writes the rows of the tables and of the journal",
    "export/deck/packed.py packed": "packs the slides anew",
    "export/handout/pdf.py handout_pdf": "prints a page",
    "load/worker.py file_bytes": "reads a file",
    "ui/engine.py plan_file": "writes a plan file, which no spreadsheet opens",
    "ui/engine.py repaired": "calls workbook_bytes", "ui/engine.py workbook": "calls workbook_bytes",
    "ui/meeting/minutes.py minutes_csv": "tests/ui/test_meeting.py tries it: it needs a meeting",
    "ui/meeting/minutes.py minutes_html": "writes a page",
    "ui/uploads.py empty_workbook": "calls load/template.py", "ui/uploads.py input_workbook": "calls load/template.py",
}


def test_no_function_that_writes_a_file_is_forgotten() -> None:
    found = {f"{path.relative_to(ROOT).as_posix()} {made.name}"
             for path in ROOT.rglob("*.py") for made in ast.parse(path.read_text(encoding="utf-8")).body
             if isinstance(made, ast.FunctionDef) and not made.name.startswith("_")
             and made.returns is not None and ast.unparse(made.returns) in ("bytes", "dict[str, bytes]")}
    assert found == set(WRITERS) | set(OTHERS)


@pytest.mark.slow  # two searches
@pytest.mark.parametrize("first", range(6))
def test_no_name_of_a_scenario_beside_becomes_a_formula(first: int) -> None:
    assert scenarios_beside(Words(first)), "no text has arrived"


CHEAP = [name for name in WRITERS if not name.endswith(SOLVED)]


@pytest.mark.parametrize("writer", CHEAP)
@settings(max_examples=2, phases=[Phase.generate])
@given(first=st.integers(0, 5), tail=st.text(st.characters(categories=("L", "N", "P", "S", "Zs")), max_size=20))
def test_no_text_becomes_a_formula(writer: str, first: int, tail: str) -> None:
    words = Words(first, tail.replace("SUM", ""))
    assert WRITERS[writer](words), "no text has arrived"


@pytest.mark.parametrize("writer", [name for name in WRITERS if name.endswith(SOLVED)])
@pytest.mark.parametrize("first", [0, *(pytest.param(at, marks=pytest.mark.slow) for at in range(1, 6))])
def test_no_text_becomes_a_formula_where_something_is_solved(writer: str, first: int) -> None:
    words = Words(first)
    assert WRITERS[writer](words), "no text has arrived"


@pytest.mark.slow
@pytest.mark.parametrize("first", range(6))
def test_no_text_of_the_sample_becomes_a_formula(first: int) -> None:
    """The sample has what the small budget has not: positions, levels, tags and long lists."""
    words = Words(first)
    made = judged(dirtied(oak_grove().case.plan, words), oak_grove().budget)
    in_workbook(workbook_bytes(made), words)
    in_slides(deck_bytes(made, "es"), words)
    in_archive(csv_zip(made, "en"), words)
    in_tables({"journal": journal_csv(made)}, words)


def test_every_name_of_a_plan_stands_in_its_workbook() -> None:
    words = Words()
    plan = written_plan(words)
    found = in_workbook(workbook_bytes(judged(plan, sample.budget())), words)
    named = [*plan.programs.values(), *plan.needs.values(), *plan.sources.values(), *plan.staff.values(), *plan.in_kind.values(),
             *(level for program in plan.programs.values() for level in program.levels.values())]
    texts = [str(one.name) for one in (*named, *plan.programs["tutoring"].costs.values())]
    texts += [rule["because"] for rule in plan.rules.values()]
    missing = [text for text in texts if not words.arrived(text) <= found]
    assert missing == []
