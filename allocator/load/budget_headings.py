"""Are the headings of a table of a budget workbook still those that say what is entered where?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from allocator.domain.workbook_layout import DETAIL, JOIN, LEVEL, NAME_COLUMNS, NOT_READ, PROGRAMS
from allocator.errors import Fault
from allocator.load.budget_tables import Meta, Row
from allocator.messages import say

_YEAR = re.compile(r"20[0-9]{2}-[0-9]{2}")


def heading_faults(table: str, rows: Sequence[Row], meta: Meta) -> Iterator[Fault]:
    """Every column in which something is entered must be there, once, and a year must be one of the plan's."""
    if not rows:
        return
    sheet, heads = rows[0].sheet, rows[0].heads
    wanted = {DETAIL: [*NAME_COLUMNS, *meta.years], PROGRAMS: ["program", *(f"{LEVEL}{JOIN}{year}" for year in meta.years)]}
    names = {code: _plain(heading) for heading, code in meta.headings[table].items()}
    if gone := [names.get(code, code) for code in wanted.get(table, []) if code not in {code for _, _, code in heads}]:
        yield Fault(f"{sheet}!A{rows[0].heading}", "", say("fault.column.gone"),
                    expected=", ".join(f'"{name}"' for name in gone),
                    fix=say("fault.fix.column.gone"))
    first: dict[str, str] = {}
    for address, text, code in heads:
        if code not in ("", NOT_READ) and first.setdefault(code, address) != address:
            yield Fault(f"{sheet}!{address}", "", say("fault.heading.twice"), f'"{_plain(text)}"',
                        say("fault.expected.heading.once", cell=first[code]), say("fault.fix.heading.twice"))
        if table == DETAIL and not code and _YEAR.fullmatch(text.strip()):
            yield Fault(f"{sheet}!{address}", "", say("fault.heading.year"), f'"{_plain(text)}"',
                        ", ".join(meta.years), say("fault.fix.heading.year"))


def _plain(text: str) -> str:
    return " ".join(text.split())
