"""Words for people who fill in cells: what a plan file writes with brackets and quotes, a cell holds without them."""

from __future__ import annotations

import re
from dataclasses import replace

from allocator.errors import Fault

AGAIN = "Format the cell as text and type it again."
INSTEAD = {
    "Put it in quotes, or format the cell as text and type it again.": AGAIN,
    "Put the code in quotes, or format the cell as text.": AGAIN,
    "Put the codes in quotes.": AGAIN,
    "Put the values in square brackets.": "Separate the values by semicolons.",
    "Write the fields below it, indented.": "Write pairs such as 2025-26: 2, separated by commas.",
    "Write it without quotes.": "Choose TRUE or FALSE.",
    "Use digits only: no quotes, cents, commas or dollar sign.": "Use digits only: no cents and no dollar sign.",
    "Write a plain number without quotes, sign or percent sign.": "Write a plain number without a percent sign.",
    "a list, such as [a, b]": "values separated by semicolons",
    "a record with named fields": "pairs such as 2025-26: 2",
    'four digits as text, such as "4300"': "four digits such as 4300",
    'two digits as text, such as "01"': "two digits such as 01",
    'one digit as text, such as "0"': "one digit such as 0",
    '3 to 7 digits as text, such as "012"': "3 to 7 digits such as 012",
}
_PAIRS = re.compile(r"\{([^{}]*:[^{}]*)\}")
_TABLES = re.compile(r"\{([0-9-]+): \{([^{}]*)\}\}")
_POINTS = re.compile(r"\[\[(.*)\]\]")
_POINT = re.compile(r"\[([0-9.]+), ([0-9.]+)\]")
_LIST = re.compile(r"\[([^\[\]]*)\]")
_CODE = re.compile(r'"([0-9A-Z][0-9A-Z/-]*)"')


def in_cells(text: str) -> str:
    """A help text or an expectation, as it looks in a cell: ``[2025-26, 2026-27]`` is 2025-26, 2026-27."""
    text = INSTEAD.get(text, " ".join(text.split())).replace("`", "")
    text = _TABLES.sub(r"\1 \2", text)
    text = _POINTS.sub(lambda found: found[1].replace("], [", "; ").replace(",", ""), text)
    text = _POINT.sub(r"\1 \2", text)
    text = _LIST.sub(r"\1", _PAIRS.sub(r"\1", text))
    return _CODE.sub(r"\1", text)


def fault_in_cells(fault: Fault) -> Fault:
    """A fault in a workbook, without the syntax of plan files."""
    return replace(fault, expected=in_cells(fault.expected), fix=in_cells(fault.fix))
