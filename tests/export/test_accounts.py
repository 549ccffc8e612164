"""Account strings, journal lines and last year's figures, worked by hand from the small budget of sample.py.

The plan says: fund 01 (LCFF has its own, 62), project year 0, goal 1110, and function 1000 for what is tagged tutor. The social
worker's pay states function 3130 itself; the benefits, the laptop and the garden state none, so theirs shows as ????.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from allocator.allocate import case_for
from allocator.domain.accounts import AccountStrings
from allocator.domain.plan import Plan
from allocator.domain.report import Report
from allocator.errors import InputError
from allocator.export.account import gaps_words
from allocator.export.facts import Facts
from allocator.export.journal import check_journal, journal_csv
from allocator.load.budget_workbook import read_budget_workbook
from tests.export import sample
from tests.export.helpers import broken, cells_of, edited, opened, recalculated, stale, written
from tests.export.sample import TUTORING, Y1, Y2

SACS = "{fund}-{resource}-{py}-{goal}-{function}-{object}-{site}"
GRANT, LCFF = "CCSPP implementation grant", "LCFF supplemental"


def sections(layout: str = SACS, **accounts: Any) -> dict[str, Any]:
    """What the plan says of its accounts and of last year."""
    data = sample.sections()
    data["sites"]["oak"]["code"] = "012"
    data["programs"]["tutoring"]["tags"] = ["tutor"]
    data["sources"]["lcff"]["fund"] = "62"
    data["accounts"] = {"layout": layout, "fund": "01", "project_year": "0", "goal": "1110", "functions": {"tutor": "1000"},
                        "central_site": "000", **accounts}
    return data


def with_last_year() -> dict[str, Any]:
    data = sections()
    data["sources"]["ccspp"]["last_year"] = {"1200": {"budget": 40000, "actuals": 38250}, "7310": {"budget": 2500},
                                             "5200": {"budget": 900, "actuals": 0}}
    data["sources"]["lcff"]["last_year"] = {"1200": {"actuals": 5000}, "2100": {"budget": 19000, "actuals": 19500}}
    return data


def report(data: dict[str, Any]) -> Report:
    return sample.report(**{name: data[name] for name in ("sites", "programs", "sources", "accounts") if name in data})


def lines(data: bytes) -> list[dict[str, str]]:
    """Journal lines as another program reads them."""
    return list(csv.DictReader(StringIO(data.decode("utf-8-sig"), newline="")))


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(report(with_last_year()), tmp_path_factory.mktemp("book"))


@pytest.fixture(scope="module")
def book() -> Workbook:
    return opened(report(with_last_year()))


def rows(book: Workbook, sheet: str) -> list[tuple[Any, ...]]:
    return list(book[sheet].iter_rows(values_only=True))


def row(book: Workbook, sheet: str, *first: str) -> list[Any]:
    """The rest of the first row that begins with these words."""
    return next(list(cells[len(first):]) for cells in rows(book, sheet) if cells[:len(first)] == first)


# the string -----------------------------------------------------------------------------------------------------------------
FIRST_YEAR = {
    "01-6332-0-1110-3130-1200-012": 45000, "01-6332-0-1110-????-3101-012": 8595, "01-6332-0-1110-????-4400-012": 1500,
    "01-6332-0-1110-1000-5100-012": 5000, "01-6332-0-0000-7210-7310-000": 2754, "62-0000-0-1110-1000-2100-012": 20000,
    "62-0000-0-1110-1000-5100-012": 25000,
}


def test_the_journal_has_one_line_for_each_account_and_year() -> None:
    found = lines(journal_csv(report(sections())))
    assert {line["account"]: int(line["debit"]) for line in found if line["fiscal_year"] == Y1} == FIRST_YEAR
    assert sum(FIRST_YEAR.values()) == 107849  # all that is spent in the year, indirect included
    keys = [(line["fiscal_year"], line["account"]) for line in found]
    assert len(set(keys)) == len(keys) and keys == sorted(keys)


@pytest.mark.parametrize(("layout", "account"), [
    (SACS, "01-6332-0-1110-3130-1200-012"),
    ("{fund}{resource}{py}{goal}{function}{object}{site}", "0163320111031301200012"),
    ("{site}.{object} {function}/{goal}:0000", "012.1200 3130/1110:0000"),
    ("{object}", "1200"),
])
def test_a_district_has_its_own_order_separators_and_fixed_parts(layout: str, account: str) -> None:
    found = lines(journal_csv(report(sections(layout))))
    assert account in [line["account"] for line in found]


def test_every_part_of_the_layout_has_its_column_in_the_districts_order() -> None:
    line = next(line for line in lines(journal_csv(report(sections("{site}-{object}-{py}-{fund}")))) if line["fund"] == "62")
    assert line == {"fiscal_year": Y1, "account": "012-2100-0-62", "site": "012", "object": "2100", "project_year": "0",
                    "fund": "62", "description": f"'{TUTORING}", "debit": "20000"}


def test_costs_under_one_account_are_one_line() -> None:
    # In 2025-26 tutoring costs 20,000 + 30,000 and the social worker 55,095; by site alone that is one line with the indirect
    # charge of 2,754 under the district office.
    found = lines(journal_csv(report(sections("{site}-{object}", central_site="012"))))
    subagreements = [line for line in found if (line["fiscal_year"], line["object"]) == (Y1, "5100")]
    assert [(line["account"], line["debit"]) for line in subagreements] == [("012-5100", "30000")]


def test_the_first_tier_of_an_agreement_and_the_rest_have_accounts_of_their_own() -> None:
    data = sections()
    data["programs"]["tutoring"]["costs"]["contract"] |= {"agreement": "provider", "function": "1010"}
    accounts = AccountStrings(case_for(Plan.model_validate(data)))
    first, rest = (accounts.text(accounts.of_payment("tutoring", "contract", code, "ccspp")) for code in ("5800", "5100"))
    assert (first, rest) == ("01-6332-0-1110-1010-5800-012", "01-6332-0-1110-1010-5100-012")


def codes(change: dict[str, Any], line: dict[str, Any] | None = None, **accounts: Any) -> tuple[str, ...]:
    """Goal, function and site of the tutoring aides."""
    data = sections(**accounts)
    data["programs"]["tutoring"] |= change
    data["programs"]["tutoring"]["costs"]["aides"] |= line or {}
    found = AccountStrings(case_for(Plan.model_validate(data))).of_payment("tutoring", "aides", "2100", "lcff")
    return found["goal"], found["function"], found["site"]


def test_a_line_comes_before_its_tags_its_tags_before_its_programs_and_those_before_what_holds_for_all() -> None:
    by_tag = {"functions": {"tutor": "1000", "arts": "4000"}, "goals": {"arts": "8500"}, "function": "2700"}
    assert codes({}, **by_tag) == ("1110", "1000", "012")
    assert codes({}, {"tags": ["arts"]}, **by_tag) == ("8500", "4000", "012")
    assert codes({}, {"tags": ["arts"], "function": "3900", "goal": "0000"}, **by_tag) == ("0000", "3900", "012")
    assert codes({"tags": []}, **by_tag) == ("1110", "2700", "012")


def test_what_the_district_office_spends_has_the_district_offices_site() -> None:
    assert codes({"place": "central"})[2] == "000"
    assert codes({"place": "central"}, central_site=None)[2] == "????"


def test_what_nobody_states_is_a_gap_and_every_gap_is_named() -> None:
    data = sections(fund=None, project_year=None, goal=None, central_site=None)
    del data["sources"]["ccspp"]["resource"], data["sites"]["oak"]["code"]
    accounts = AccountStrings(report(data).case)
    benefits = accounts.of_payment("social-worker", "benefits", "3101", "ccspp")
    assert accounts.text(benefits) == "????-????-????-????-????-3101-????"
    assert accounts.gaps() == {
        "fund": ["ccspp"], "resource": ["ccspp"], "py": ["ccspp", "lcff"],
        "goal": ["garden/supplies", "social-worker/benefits", "social-worker/laptop", "tutoring/aides", "tutoring/contract"],
        "function": ["garden/supplies", "social-worker/benefits", "social-worker/laptop"],
        "site": ["garden", "social-worker", "tutoring", "indirect charges"]}
    assert AccountStrings(report(sections("{fund}-{object}")).case).gaps() == {}


def test_a_cost_that_the_plan_does_not_know_has_no_function() -> None:
    accounts = AccountStrings(report(sections(function="1000")).case)
    assert accounts.text(accounts.of_payment("tutoring", "aides", "2900", "lcff")) == "62-0000-0-????-????-2900-012"


# the journal ----------------------------------------------------------------------------------------------------------------
def test_lines_add_up_to_what_each_source_spends_in_each_year() -> None:
    made = report(sections())
    spent: dict[tuple[str, str], int] = defaultdict(int)
    for line in lines(journal_csv(made)):
        spent[line["resource"], line["fiscal_year"]] += int(line["debit"])
    assert spent == {(made.case.plan.sources[source].resource, year): one.paid + one.indirect
                     for source, years in made.sources.items() for year, one in years.items()}
    assert spent["6332", Y2] == 115926


def test_codes_are_text_and_dollars_are_numbers() -> None:
    data = journal_csv(report(sections()))
    assert data.startswith(b'\xef\xbb\xbf"fiscal_year","account","fund","resource","project_year","goal","function","object",'
                           b'"site","description","debit"\r\n')
    assert b'"2025-26","01-6332-0-0000-7210-7310-000","01","6332","0","0000","7210","7310","000",' \
           b'"Transfers of indirect costs",2754\r\n' in data
    assert journal_csv(report(sections())) == data


@pytest.mark.parametrize("begins", ["=", "+", "-", "@", "\t", "\r"])
def test_no_description_begins_as_a_formula_does(begins: str) -> None:
    data = sections()
    data["programs"]["tutoring"]["name"] = f"{begins}1+1"
    said = {line["description"] for line in lines(journal_csv(report(data)))}
    assert f"'{begins}1+1" in said and not any(one.startswith(begins) for one in said)


def test_a_plan_without_accounts_has_no_journal() -> None:
    with pytest.raises(InputError, match="how account strings are written"):
        check_journal(sample.plan())


# the workbook ---------------------------------------------------------------------------------------------------------------
def test_each_row_of_the_detail_sheet_has_its_account_as_text(book: Workbook) -> None:
    heads = next(cells for cells in rows(book, "Detail") if cells[0] == "Program")
    assert heads.index("Account") == 14 - 1 and heads[10:13] == (Y1, Y2, "All years")  # no other column moves
    pay = next(cells for cells in rows(book, "Detail") if cells[1] == "Pay")
    assert (pay[4], pay[5], pay[13]) == ("3130", "1110", "01-6332-0-1110-3130-1200-012")
    laptop = next(cells for cells in rows(book, "Detail") if cells[1] == "Laptop")
    assert (laptop[4], laptop[5], laptop[13]) == ("????", "1110", "01-6332-0-1110-????-4400-012")
    indirect = next(cells for cells in rows(book, "Detail") if cells[0] == "Indirect charge")
    assert indirect[13] == "01-6332-0-0000-7210-7310-000"
    cell = next(cell for line in opened(report(with_last_year()), values=False)["Detail"].iter_rows() for cell in line
                if cell.value == indirect[13])
    assert cell.quotePrefix and cell.data_type == "s"


def test_another_program_finds_every_account_and_last_years_figures_as_written(path: Path) -> None:
    assert stale(path) == ""


def test_a_row_that_is_moved_to_another_source_shows_the_account_of_that_source(path: Path) -> None:
    def move(found: Workbook) -> None:
        sheet = found["Detail"]
        at = next(cells[0].row for cells in sheet.iter_rows() if cells[1].value == "Tutoring aides")
        sheet.cell(at, 8).value = GRANT
        spare = next(cells[0].row for cells in sheet.iter_rows(min_row=5) if cells[0].value is None)
        for column, value in ((1, "School garden"), (2, "Supplies"), (3, "4300"), (8, LCFF), (11, 8000)):
            sheet.cell(spare, column).value = value

    changed = rows(recalculated(edited(path, move)), "Detail")
    assert next(cells[13] for cells in changed if cells[1] == "Tutoring aides") == "01-6332-0-1110-1000-2100-012"
    assert next(cells[13] for cells in changed if cells[0] == "School garden") == "62-0000-0-????-????-4300-012"


def test_last_year_stands_beside_the_plan_by_object(book: Workbook) -> None:
    heads = next(cells for cells in rows(book, "Budget by object") if cells[0] == "Object")
    assert heads[2:7] == ("Budget\n2024-25", "Actuals\n2024-25", Y1, Y2, "All years")
    assert row(book, "Budget by object", "1200")[1:6] == [40000, 43250, 45000, 92700, 137700]
    assert row(book, "Budget by object", "5200")[1:6] == [900, 0, 0, 0, 0]  # nothing of it in the plan
    assert row(book, "Budget by object", "7310")[1:4] == [2500, 0, 2754]
    assert row(book, "Budget by object", "2000")[1:4] == [19000, 19500, 20000]
    assert row(book, "Budget by object", "Total")[1:6] == [62400, 62750, 107849, 167426, 275275]


def test_last_year_by_source_and_object_has_a_sheet(book: Workbook) -> None:
    pay = ("1200", "Certificated pupil support salaries")
    assert row(book, "Last year", GRANT, *pay)[:4] == [40000, 38250, 45000, 5000]
    assert row(book, "Last year", LCFF, *pay)[:4] == [None, 5000, 0, 0]
    assert row(book, "Last year", GRANT, "7310", "Transfers of indirect costs")[:4] == [2500, None, 2754, 254]
    assert row(book, "Last year", GRANT, "4400", "Noncapitalized equipment")[:4] == [None, None, 1500, 1500]
    totals = [cells[3:7] for cells in rows(book, "Last year") if cells[1] is None and cells[5] is not None]
    assert totals == [(43400, 38250, 62849, 19449), (19000, 24500, 45000, 26000), (None, None, 0, 0),
                          (62400, 62750, 107849, 45449)]


def test_only_what_is_known_of_last_year_has_a_column() -> None:
    data = with_last_year()
    for source in data["sources"].values():
        source["last_year"] = {code: {"actuals": had["actuals"]} for code, had in source["last_year"].items() if "actuals" in had}
    found = opened(report(data))
    heads = next(cells for cells in rows(found, "Budget by object") if cells[0] == "Object")
    assert heads[2:5] == ("Actuals\n2024-25", Y1, Y2)
    assert row(found, "Last year", "Source")[2:5] == ["Actuals\n2024-25", "Plan\n2025-26", "Change from actuals"]
    assert "Last year" not in opened(report(sections())).sheetnames


def test_a_payment_entered_for_a_source_and_object_that_stood_nowhere_still_ties(path: Path) -> None:
    def add(found: Workbook) -> None:
        sheet = found["Detail"]
        spare = next(cells[0].row for cells in sheet.iter_rows(min_row=5) if cells[0].value is None)
        for column, value in ((1, "School garden"), (2, "Supplies"), (3, "4300"), (8, LCFF), (11, 8000)):
            sheet.cell(spare, column).value = value

    changed = recalculated(edited(path, add))
    assert row(changed, "Last year", "What is not listed above")[4] == 8000
    assert row(changed, "Last year", "Total")[4] == 115849


def test_the_same_budget_comes_back_and_nothing_disagrees(path: Path) -> None:
    made = report(with_last_year())
    assert read_budget_workbook(path, cells_of(path))[0] == sample.budget()
    assert broken(made.case, path) == []
    again = edited(path, lambda found: None)
    assert broken(made.case, again) == []


def test_a_change_beside_last_year_is_still_judged(path: Path) -> None:
    def change(found: Workbook) -> None:
        sheet = found["Budget by object"]
        at = next(cells[0].row for cells in sheet.iter_rows() if cells[0].value == "Total")
        sheet.cell(at, 5).value = 107850

    assert any("totals / sources / 2025-26" in one for one in broken(report(with_last_year()).case, edited(path, change)))


def test_the_read_me_says_whose_codes_are_missing_and_what_to_do() -> None:
    data = sections()
    said = row(opened(report(data)), "Read me", "Account strings")[0]
    assert said == ("Not complete: ???? stands where the plan has no code. Function of School social worker. Ask the district's "
                    "business office, put them into the plan file, and write the workbook again before it is booked.")
    data["sources"]["ccspp"]["resource"] = None
    del data["accounts"]["central_site"]
    said = gaps_words(Facts(report(data)))
    assert "Resource of CCSPP implementation grant." in said and "Site of indirect charges." in said
    assert gaps_words(Facts(report(sections(function="1000")))) == ""
    assert gaps_words(Facts(sample.report())) == "", "a plan without accounts"
