"""Workbooks of plans made up from seeds: another program recalculates every formula and finds what is stored; object codes,
Detail, the result file and the sources say the same to the dollar; read back, the audit finds nothing."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from collections import Counter
from io import BytesIO
from pathlib import Path

import pytest

import allocator
from allocator.allocate import case_for
from allocator.audit import check
from allocator.domain.sacs import INDIRECT_OBJECT
from allocator.domain.settings import Settings
from allocator.export import workbook_bytes
from allocator.export.names import Names
from allocator.load.budget_workbook import read_budget_workbook
from tests.export import sample
from tests.export.recalculated import Dollars, Recalculated
from tests.in_process import Solved, solve, solve_case
from tests.more import few_every_day
from tests.oracle.generator import ATTEMPTS, attempt_at

HOW_MANY = 200
ROOT = Path(__file__).resolve().parents[2]
SAMPLES = sorted({*(ROOT / "scenarios").glob("*/*.yaml")} - {ROOT / "scenarios/tiny/impossible.yaml"})


def possible(seed: int) -> Solved:
    """The first plan of a seed for which a budget is possible."""
    return next(solved for attempt in range(ATTEMPTS) if (solved := solve(attempt_at(seed, attempt))).report is not None)


@pytest.mark.parametrize("seed", few_every_day(range(HOW_MANY), 2))
def test_a_made_up_plan_arrives_in_its_workbook_to_the_dollar(seed: int) -> None:
    arrives(possible(seed))


@pytest.mark.slow
@pytest.mark.parametrize("file", SAMPLES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_every_sample_arrives_in_its_workbook_to_the_dollar(file: Path) -> None:
    plan = allocator.load(file)
    arrives(solve_case(plan, case_for(plan), Settings(gap=0.02, seconds=120)))


def arrives(solved: Solved) -> None:
    """The budget stands in its workbook, to the dollar, and comes back from it."""
    assert solved.report is not None
    found = Recalculated(workbook_bytes(solved.report))
    assert found.faults == []
    ties(found, solved)
    assert [row for row, _ in found.rows("Checks", "checks") if row["Result"] not in ("OK", 0, None)] == []
    budget, claims = read_budget_workbook(Path("budget.xlsx"), found.as_read())
    assert budget == solved.budget
    assert [finding for finding in check(solved.report.case, budget, claims) if finding.fails] == []


@pytest.mark.parametrize(("old", "new"), [(b"<v>275275</v>", b"<v>275276</v>"), (b"SUM(K5:K", b"SUM(K6:K")])
def test_a_wrong_dollar_and_a_wrong_formula_are_seen(old: bytes, new: bytes) -> None:
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(workbook_bytes(sample.report()))) as book, zipfile.ZipFile(out, "w") as other:
        for item in book.infolist():
            other.writestr(item, book.read(item).replace(old, new))
    assert Recalculated(out.getvalue()).faults != []


WRITE = """
import hashlib
from allocator.export import workbook_bytes
from tests.export.handed import oak_grove
print(hashlib.sha256(workbook_bytes(oak_grove())).hexdigest())
"""


@pytest.mark.slow
def test_another_run_writes_the_same_bytes() -> None:
    """Sets have another order in every run of Python; nothing in the workbook may follow it."""
    found = {subprocess.run([sys.executable, "-c", WRITE], env={**os.environ, "PYTHONHASHSEED": seed}, check=True,
                            capture_output=True, text=True, cwd=ROOT).stdout for seed in "1234"}
    assert len(found) == 1


def ties(found: Recalculated, solved: Solved) -> None:
    """Detail has the payments and charges of the result file; objects, series, sources and the total have those of Detail."""
    assert solved.report is not None
    years, result, names = list(solved.report.case.years), solved.json, Names(solved.report.case).source
    payments, indirect = found.paid(years)
    stated: Dollars = Counter()
    for payment in result["payments"]:
        stated[payment["object"], names[payment["source"]], payment["year"]] += payment["dollars"]
    assert payments == +stated
    assert indirect == {(names[source], year): account["indirect"] for source, by_year in result["sources"].items()
                        for year, account in by_year.items() if account["indirect"]}
    by_object, by_series, by_source, in_all = (Counter[tuple[str, ...]]() for _ in range(4))
    charges = {(INDIRECT_OBJECT, *key): dollars for key, dollars in indirect.items()}
    for (code, source, year), dollars in [*payments.items(), *charges.items()]:
        by_object[code, year] += dollars
        by_series[f"{code[0]}000", year] += dollars
        by_source[source, year] += dollars
        in_all["Total", year] += dollars
    shown: Dollars = Counter({(str(row["Object"]), year): row[year] for row, _ in found.rows("Budget by object", "objects")
                              for year in years})
    assert +shown == by_object + by_series + in_all
    spent = {(str(row["Source"]), str(row["Year"])): row["Paid"] + row["Indirect"] for row, _ in found.rows("Sources", "sources")
             if row["Year"] in years}
    assert +Counter(spent) == by_source
