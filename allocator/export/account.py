"""Account strings in the workbook: live, so that a row that is moved to another source shows the account of that source."""

from __future__ import annotations

from collections.abc import Mapping

from allocator.domain.accounts import UNKNOWN, AccountStrings, parts_of, written
from allocator.export import labels
from allocator.export.facts import Facts
from allocator.export.grid import Grid

LIST = "List_Account"
OF_SOURCE = {"fund": "Fund", "resource": "Resource", "py": "Project year"}
"""Parts that a source states, and what people call them."""
FILL_IN = "Ask the district's business office, put them into the plan file, and write the workbook again before it is booked."
MOST = 6
NO_SOURCE = dict.fromkeys(("fund", "resource", "py"), UNKNOWN)


def by_source(facts: Facts, accounts: AccountStrings) -> list[str]:
    """The layout with the codes of no source, then with those of each source, in the order of the list of sources."""
    return [written(accounts.layout, NO_SOURCE),
            *(written(accounts.layout, accounts.of_source(source)) for source in facts.sources)]


def formula(facts: Facts, source: str, cells: Mapping[str, str], site: str) -> str:
    """The formula of an account string: ``source`` is the cell with the source's name, ``cells`` hold goal, function and
    object. Without a source it shows a dash, and ???? for a cell that is blank."""
    accounts = facts.accounts
    text = f"INDEX({LIST},1+SUMPRODUCT((List_Source={source})*List_Number))"
    for part in parts_of(accounts.layout) if accounts else ():
        if part in cells:
            text = f'SUBSTITUTE({text},"{{{part}}}",IF({cells[part]}="","{UNKNOWN}",{cells[part]}))'
        elif part == "site":
            text = f'SUBSTITUTE({text},"{{site}}","{site}")'
    return f'IF({source}="","{labels.NONE}",{text})'


def only_site(facts: Facts) -> str:
    """The site code that all programs share; ???? where they differ."""
    found = {facts.accounts.site(program) for program in facts.programs} if facts.accounts else set()
    return found.pop() if len(found) == 1 else UNKNOWN


def gaps_words(facts: Facts) -> str:
    """What the account strings of this budget lack and where to fill it in: "Resource of CYBHI."; empty where nothing is
    missing or the plan has no accounts."""
    if facts.accounts is None:
        return ""
    names, accounts, missing = facts.names, facts.accounts, {part: dict[str, None]() for part in facts.accounts.parts}
    for source in dict.fromkeys([*(row.source for row in facts.detail), *facts.charged]):
        for part in missing.keys() & {part for part, code in accounts.of_source(source).items() if code == UNKNOWN}:
            missing[part][names.source[source]] = None
    for (program, line, code), source in {(row.program, row.line, row.object): row.source for row in facts.detail}.items():
        codes = accounts.of_payment(program, line, code, source)
        for part in (part for part in missing if part not in OF_SOURCE and codes[part] == UNKNOWN):
            missing[part][names.program[program]] = None
    if "site" in missing and facts.charged and accounts.stated.central_site is None:
        missing["site"]["indirect charges"] = None
    told = [f"{OF_SOURCE.get(part, part.capitalize())} of {_some(list(who))}." for part, who in missing.items() if who]
    return f"Not complete: {UNKNOWN} stands where the plan has no code. {' '.join(told)} {FILL_IN}" if told else ""


def _some(names: list[str]) -> str:
    return "; ".join(names[:MOST]) + (f" and {len(names) - MOST} more" if len(names) > MOST else "")


def mark_gaps(grid: Grid, column: int, first: int, last: int) -> None:
    """Account strings that lack a code stand out, besides the ???? in them."""
    grid.sheet.conditional_format(first, column, last, column, {
        "type": "formula", "criteria": f'=ISNUMBER(FIND("{UNKNOWN}",{grid.at(column, first)}))',
        "format": grid.book.file.add_format({"bold": True, "font_color": "#8A4B00"}),
    })
