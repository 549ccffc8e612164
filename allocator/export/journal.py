"""The budget as journal lines for the district's financial system: one row for each account and fiscal year, as CSV.

Headings are the same in every language, since an import names them. Codes are text with their leading zeros.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from allocator.domain.accounts import AccountStrings
from allocator.domain.plan import Plan
from allocator.domain.report import Report
from allocator.domain.sacs import OBJECTS
from allocator.errors import InputError
from allocator.export.csv_files import Cell, as_csv
from allocator.messages import say

COLUMN = {"py": "project_year"}
"""Parts whose column has another name than the layout gives them."""


def check_journal(plan: Plan) -> None:
    """Raises InputError for a plan that does not say how accounts are written."""
    if plan.accounts is None:
        usual = "{fund}-{resource}-{py}-{goal}-{function}-{object}-{site}"
        raise InputError.one(say("fault.accounts.none"), path="accounts", fix=say("fault.fix.accounts", layout=usual))


def journal_csv(report: Report) -> bytes:
    """The journal lines of a budget: fiscal year, account, each part of it in a column of its own, what it is for, and whole
    dollars. Costs under one account are one line; the lines of a source's accounts add up to what it pays with its indirect
    charge. The same report gives the same bytes. Raises InputError for a plan without accounts."""
    check_journal(report.case.plan)
    accounts = AccountStrings(report.case)
    heads = ["fiscal_year", "account", *(COLUMN.get(part, part) for part in accounts.parts), "description", "debit"]
    return as_csv(heads, _rows(report, accounts))


def _rows(report: Report, accounts: AccountStrings) -> Iterator[list[Cell]]:
    dollars: dict[tuple[str, ...], int] = defaultdict(int)
    words: dict[tuple[str, ...], dict[str, None]] = defaultdict(dict)
    for year, codes, amount, what in _charged(report, accounts):
        key = (year, accounts.text(codes), *(codes[part] for part in accounts.parts))
        dollars[key] += amount
        words[key][what] = None
    for key in sorted(dollars):
        yield [*key, "; ".join(sorted(words[key])), dollars[key]]


def _charged(report: Report, accounts: AccountStrings) -> Iterator[tuple[str, dict[str, str], int, str]]:
    """(fiscal year, codes, dollars, what for) of every payment and every indirect charge."""
    for paid in report.budget.payments:
        codes = accounts.of_payment(paid.program, paid.line, paid.object, paid.source)
        yield paid.year, codes, paid.dollars, report.case.programs[paid.program].name
    for source, years in report.sources.items():
        codes = accounts.of_indirect(source)
        yield from ((year, codes, one.indirect, OBJECTS[codes["object"]]) for year, one in years.items() if one.indirect)
