"""The budget workbook: figures worked by hand, live formulas that another program finds right, and how it looks."""

from __future__ import annotations

import dataclasses
import re
import shutil
import zipfile
from fractions import Fraction
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from allocator import explain
from allocator.audit import check
from allocator.constraints import parse_rule
from allocator.domain.budget import Budget
from allocator.domain.case import Case
from allocator.domain.report import Quality, Report
from allocator.errors import SurroundingsError
from allocator.export import workbook_bytes, write_workbook
from allocator.export.sheets import SHEETS
from tests.export import sample
from tests.export.calc import recalculated_by_calc
from tests.export.helpers import edited, opened, recalculated, row, stale, written

NAMES = ["Read me", "Summary", "By pillar", "Why",
         "Budget by object", "Narrative", "Detail", "Costs", "Programs", "Levels",
         "Staffing", "Staff by program", "Needs met", "Needs by program", "Sources", "Awards", "Match",
         "Framework", "Roll-out", "After the plan",
         "Rules checked", "Assumptions", "Checks", "Lists", "_meta"]
SEVERAL_TABLES = ("Rules checked", "Why", "Assumptions", "Match", "After the plan")
VOLATILE_OR_NEW = re.compile(r"\b(NOW|TODAY|RAND|RANDBETWEEN|OFFSET|INDIRECT|CELL|INFO|LET|LAMBDA|FILTER|XLOOKUP|SEQUENCE|SORT"
                             r"|UNIQUE|TEXTJOIN|CONCAT|IFS|SWITCH|MAXIFS|MINIFS)\(")


@pytest.fixture(scope="module")
def book() -> Workbook:
    return opened(sample.report())


def report_of(case: Case, budget: Budget) -> Report:
    """A report on any budget of a case."""
    findings = check(case, budget)
    assert [f for f in findings if f.fails] == []
    return explain.report(case, budget, findings, Quality("stopped", "stopped", None), explain.provenance(case.plan, "none", 0))


def test_totals_are_those_worked_by_hand(book: Workbook) -> None:
    assert row(book, "Summary", "Programs")[:3] == [105095, 161906, 267001]
    assert row(book, "Summary", "Indirect charges")[:3] == [2754, 5520, 8274]
    assert row(book, "Summary", "Spent in all")[:3] == [107849, 167426, 275275]
    assert row(book, "Summary", "CCSPP implementation grant")[:3] == [62849, 115926, 178775]
    assert row(book, "Summary", "Reached by this budget")[0] == 85.5
    for sheet in ("Budget by object", "Detail"):
        assert [value for value in row(book, sheet, "Total") if isinstance(value, int)][:3] == [107849, 167426, 275275]
    assert row(book, "Detail", "Total")[-3:-1] == [107849, 167426]  # on the right: the same, while no rate is changed


def test_objects_have_names_and_subtotals(book: Workbook) -> None:
    assert row(book, "Budget by object", "1200")[:4] == ["Certificated pupil support salaries", 45000, 92700, 137700]
    assert row(book, "Budget by object", "3000")[:4] == ["Employee benefits", 8595, 17706, 26301]
    assert row(book, "Budget by object", "4300")[1:4] == [0, 0, 0]  # the garden does not run
    assert row(book, "Budget by object", "7310")[1:4] == [2754, 5520, 8274]


def test_sources_balance(book: Workbook) -> None:
    ccspp = ("CCSPP implementation grant", "6332")
    assert row(book, "Sources", *ccspp, "2025-26")[:8] == [120000, 0, 60095, 2754, 57151, 0, 0, "OK"]
    assert row(book, "Sources", *ccspp, "2026-27")[:8] == [120000, 57151, 110406, 5520, 0, 0, 61225, "OK"]
    assert row(book, "Sources", *ccspp, "All years")[:8] == [240000, 0, 170501, 8274, 0, 0, 61225, "OK"]
    assert row(book, "Sources", "LCFF supplemental", "0000", "2025-26")[:8] == [60000, 0, 45000, 0, 0, 15000, 0, "OK"]
    assert row(book, "Awards", "CCSPP implementation grant", "2025-26", "2026-27")[:3] == [57151, 57151, 0]
    assert row(book, "Awards", "CCSPP implementation grant", "2026-27", "2026-27")[:3] == [120000, 58775, 61225]


def test_roster_people_and_needs(book: Workbook) -> None:
    assert row(book, "Programs", "School social worker")[1:7] == ["Half time", "Full", 55095, 110406, 165501, "OK"]
    assert row(book, "Programs", "School garden")[1:6] == ["\N{EM DASH}", "\N{EM DASH}", 0, 0, 0]
    assert row(book, "Levels", "School social worker", "Half time")[:6] == [53595, 55203, 1500, 1545, 55095, 0]
    assert row(book, "Staffing", "School social worker")[:2] == [0.5, 1]
    assert row(book, "Needs met", "Access to mental health care")[1:6] == [90, 0.4, 0.7, 0.55, 49.5]


def test_another_program_finds_every_figure_as_written(tmp_path: Path) -> None:
    assert stale(written(sample.report(), tmp_path)) == "" and stale(written(sample.fuller_report(), tmp_path)) == ""


def test_another_program_notices_a_wrong_figure(tmp_path: Path) -> None:
    path = written(sample.report(), tmp_path)
    other = tmp_path / "wrong.xlsx"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(other, "w") as new:
        for item in old.infolist():
            new.writestr(item, old.read(item).replace(b"<v>275275</v>", b"<v>275276</v>"))
    assert "cached values changed" in stale(other)


def test_carry_limit_and_money_from_before(tmp_path: Path) -> None:
    # 57,151 are left of 2025-26, at most a quarter of 120,000 may be carried: 30,000; 27,151 lapse. 2026-27: 150,000 less
    # 115,926 leaves 34,074, of which 30,000 may be kept and 4,074 lapse. LCFF brings 10,000 from 2024-25, used in its year
    # or not at all, so it lapses.
    sources = {
        "ccspp": {"name": "Grant", "resource": "6332", "amounts": {"2025-26": 120000, "2026-27": 120000}},
        "lcff": {"name": "LCFF", "amounts": {"2025-26": 60000, "2026-27": 60000}, "carried_in": {"2024-25": 10000}},
    }
    base = sample.case(sources=sources)
    limit = parse_rule("limit", {"kind": "carryover", "source": "ccspp", "last_use": "2027-28", "carry_limit": Fraction(1, 4)})
    case = dataclasses.replace(base, rules=(*(rule for rule in base.rules if rule.kind != "carryover"), limit))
    report = report_of(case, sample.budget())
    found = opened(report)
    assert row(found, "Sources", "Grant", "6332", "2025-26")[:7] == [120000, 0, 60095, 2754, 30000, 27151, 0]
    assert row(found, "Sources", "Grant", "6332", "2026-27")[:7] == [120000, 30000, 110406, 5520, 0, 4074, 30000]
    assert row(found, "Sources", "LCFF")[1:9] == ["2025-26", 60000, 10000, 45000, 0, 0, 25000, 0]
    assert stale(written(report, tmp_path)) == ""


def test_year_weights_returns_and_a_program_that_runs_already(tmp_path: Path) -> None:
    # Returns (0, 0) (1/2, 3/4) (1, 1): 0.4 served counts 0.6, 0.7 counts 0.85. Weights 1 and 3 become 1/2 and 3/2:
    # (90 x (0.6 x 0.5 + 0.85 x 1.5) + 60 x 0.6 x 2) / 2 = (141.75 + 72) / 2 = 106.875. No laptop: it ran before.
    programs = sample.sections()["programs"]
    programs["social-worker"]["running"] = "full"
    returns = [(Fraction(0), Fraction(0)), (Fraction(1, 2), Fraction(3, 4)), (Fraction(1), Fraction(1))]
    needs = {"mental-health": {"name": "Care", "score": Fraction(90), "returns": returns},
             "literacy": {"name": "Reading", "score": Fraction(60)}}
    case = sample.case(programs=programs, needs=needs, year_weights={"2025-26": Fraction(1), "2026-27": Fraction(3)})
    payments = [payment for payment in sample.budget().payments if payment.line != "laptop"]
    report = report_of(case, Budget.of(sample.budget().roster, payments))
    found = opened(report)
    assert row(found, "Summary", "Reached by this budget")[0] == 106.875
    assert row(found, "Needs met", "Care")[2:4] == [0.6, 0.85]
    assert row(found, "Levels", "School social worker", "Half time")[4:6] == [53595, 0]
    assert stale(written(report, tmp_path)) == ""


def test_formulas_follow_a_change_by_hand(tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        sheet = book["Detail"]
        at = next(cells[0].row for cells in sheet.iter_rows() if cells[1].value == "Pay" and cells[10].value == 45000)
        sheet.cell(at, 11).value = 45100

    changed = recalculated(edited(written(sample.report(), tmp_path), change))
    assert row(changed, "Summary", "Programs")[0] == 105195
    assert row(changed, "Summary", "Indirect charges")[0] == 2759  # 5% of 55,195 is 2,759.75
    assert row(changed, "Programs", "School social worker")[6] == "Payments and cost differ by $100"
    assert row(changed, "Costs", 3, "School social worker", "Pay")[6:8] == [137700, "$100 paid too much"]
    assert row(changed, "Read me", "Checks")[0] == "2 checks fail: see the Checks sheet."


def test_a_level_by_hand_moves_people_needs_and_points(tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        sheet = book["Programs"]
        at = next(cells[0].row for cells in sheet.iter_rows() if cells[0].value == "School social worker")
        sheet.cell(at, 3).value = "Full"

    changed = recalculated(edited(written(sample.report(), tmp_path), change))
    assert row(changed, "Staffing", "School social worker")[:2] == [1, 1]
    assert row(changed, "Needs met", "Access to mental health care")[2:4] == [0.7, 0.7]
    assert row(changed, "Summary", "Reached by this budget")[0] == pytest.approx(99)  # 63 + 36


def test_sheets_titles_and_print(book: Workbook) -> None:
    assert book.sheetnames == NAMES and len(SHEETS) == len(NAMES) + 3  # "Last year", reports of grants, "Scenario compare"
    assert book["_meta"].sheet_state == "veryHidden" and book["Lists"].sheet_state == "hidden"
    for sheet in book:
        assert isinstance(sheet["A1"].value, str) and not sheet.merged_cells.ranges
        if sheet.sheet_state == "visible":
            page = sheet.page_setup
            assert page.orientation == "landscape" and int(page.paperSize) == 1  # letter
            if sheet.row_breaks.brk:  # a chart or a table begins a page
                assert (page.scale or 100) >= 80 and sheet.title in ("Read me", "Summary", *SEVERAL_TABLES)
            else:
                assert sheet.sheet_properties.pageSetUpPr.fitToPage and page.fitToWidth in (None, 1)
                tall = {"By pillar": 1}.get(sheet.title, 0)
                assert (1 if page.fitToHeight is None else page.fitToHeight) == tall
            assert sheet.protection.sheet and sheet.protection.password is None
    for name in NAMES[2:-2]:
        if name not in SEVERAL_TABLES:
            assert book[name].freeze_panes is not None and book[name].print_title_rows == "$4:$4"


def test_codes_are_text_and_inputs_are_open(book: Workbook) -> None:
    detail = book["Detail"]
    for cells in detail.iter_rows(min_row=5, max_row=10):
        assert cells[2].data_type == "s" and re.fullmatch("[0-9]{4}", cells[2].value)
        assert cells[2].protection.locked and not cells[10].protection.locked and cells[12].protection.locked
        assert not cells[7].protection.locked and cells[7].fill.fgColor.rgb != cells[2].fill.fgColor.rgb
        assert cells[10].fill.fgColor.rgb != cells[12].fill.fgColor.rgb
    assert {rule.type for rule in detail.data_validations.dataValidation} == {"whole", "list"}


def test_formulas_are_old_and_calm() -> None:
    formulas = [cell.value for sheet in opened(sample.report(), values=False) for cells in sheet.iter_rows() for cell in cells
                if cell.data_type == "f"]
    assert len(formulas) > 150
    assert [formula for formula in formulas if VOLATILE_OR_NEW.search(formula)] == []


def test_unconfirmed_travels(book: Workbook) -> None:
    assert "unconfirmed" in row(book, "Assumptions", "CCSPP implementation grant")
    assert row(book, "Read me", "Sources of rules")[0] == (
        "1 rule rests on a value that nobody has confirmed at its source. See Rules checked and Assumptions.")
    assert all("1 rule rests on a value" in str(book[sheet]["A2"].value) for sheet in ("Rules checked", "Assumptions"))
    assert sum("unconfirmed" in cells for cells in book["Rules checked"].iter_rows(values_only=True)) == 1  # all years in a row


def test_the_steps_name_the_plan_file_where_it_is_known(tmp_path: Path) -> None:
    for name, shown in (("PLAN", "PLAN"), ("oak.yaml", "oak.yaml"), ("my plan.xlsx", '"my plan.xlsx"')):
        write_workbook(sample.report(), tmp_path / "b.xlsx", name)
        found = row(load_workbook(tmp_path / "b.xlsx"), "Read me", "Step 3")[0]
        assert f"with allocator review {shown} THIS-WORKBOOK.xlsx, which" in str(found)


@pytest.mark.parametrize(("status", "gap", "says"), [
    ("proved", 0.0, "Best possible budget, proved twice."), ("within", 0.005, "Within 0.5% of the best possible."),
    ("within", 0.00001, "Within 0.01% of the best possible."),
    ("stopped", 0.034, "The search was stopped; within 3.4% of the best possible."),
])
def test_status_in_words(status: str, gap: float, says: str) -> None:
    report = dataclasses.replace(sample.report(), status=status, gap=gap)  # type: ignore[arg-type]
    assert row(opened(report), "Read me", "How good it is")[0] == says


def test_properties_chart_and_no_macros(tmp_path: Path) -> None:
    path = written(sample.report(), tmp_path)
    book = load_workbook(path)
    assert book.properties.title == "Community school budget: Oak & Elm Middle School"
    assert {prop.name: prop.value for prop in book.custom_doc_props.props}["plan_sha256"] == sample.SHA
    with zipfile.ZipFile(path) as parts:
        assert not [name for name in parts.namelist() if "vba" in name.lower() or "external" in name.lower()]
        drawing = parts.read("xl/drawings/drawing1.xml").decode()
    assert "share of each need that is met" in drawing and "Access to mental health care 55%" in drawing


def test_the_same_report_gives_the_same_bytes() -> None:
    assert workbook_bytes(sample.report()) == workbook_bytes(sample.report())


def test_a_plan_without_anything_still_opens(tmp_path: Path) -> None:
    case = Case(sample.plan(needs={}, programs={}, sources={}, staff={}))
    report = report_of(case, Budget())
    path = written(report, tmp_path)
    assert stale(path) == "" and row(load_workbook(path, data_only=True), "Summary", "Spent in all")[:3] == [0, 0, 0]


def test_what_cannot_be_written_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "budget.xlsx"
    path.write_bytes(b"old")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(SurroundingsError, match="No space left on device"):
        write_workbook(sample.report(), path)
    assert path.read_bytes() == b"old" and list(tmp_path.iterdir()) == [path]
    with pytest.raises(SurroundingsError):
        write_workbook(sample.report(), tmp_path / "no folder" / "budget.xlsx")


def test_where_temporary_files_have_no_room_a_person_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "no folder"))
    with pytest.raises(SurroundingsError, match="could not be put together"):
        workbook_bytes(sample.report())


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not on this machine")
@pytest.mark.parametrize("fuller", [False, True], ids=["plain", "with match and expenditure report"])
def test_libreoffice_recalculates_the_same_figures(tmp_path: Path, fuller: bool) -> None:
    path = written(sample.fuller_report() if fuller else sample.report(), tmp_path)
    # A canary: one stored value is made wrong first, so that a file that nobody recalculated would show it.
    canary = tmp_path / "canary.xlsx"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(canary, "w") as new:
        for item in old.infolist():
            new.writestr(item, old.read(item).replace(b"<v>275275</v>", b"<v>1</v>"))
    ours, theirs = load_workbook(path, data_only=True), recalculated_by_calc(canary)
    for sheet in ours:
        for cells in sheet.iter_rows():
            for cell in cells:
                other = theirs[sheet.title][cell.coordinate].value
                if isinstance(cell.value, int | float):
                    assert other == pytest.approx(cell.value, abs=1e-9), (sheet.title, cell.coordinate)
                elif cell.value:
                    assert other == cell.value, (sheet.title, cell.coordinate)
