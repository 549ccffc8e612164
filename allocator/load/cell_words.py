"""Words for people who fill in cells: what a plan file writes with brackets and quotes, a cell holds without them."""

from __future__ import annotations

import re
from dataclasses import replace

from allocator.errors import Fault
from allocator.messages import Message, Said

INSTEAD = {
    "fault.fix.text": "fault.fix.as.text",
    "fault.fix.code.text": "fault.fix.as.text",
    "fault.fix.codes.text": "fault.fix.as.text",
    "fault.fix.brackets": "fault.cells.fix.list",
    "fault.fix.below": "fault.cells.fix.pairs",
    "fault.fix.no.quotes": "fault.cells.fix.yes.no",
    "fault.fix.digits": "fault.cells.fix.digits",
    "fault.fix.plain.number": "fault.cells.fix.number",
    "fault.fix.returns": "fault.cells.fix.returns",
    "fault.fix.line.agreement": "fault.cells.fix.line.agreement",
    "fault.expected.list": "fault.cells.list",
    "fault.expected.pair": "fault.cells.pair",
    "fault.expected.record": "fault.cells.pairs",
    "fault.expected.code.four": "fault.expected.four.digits",
    "fault.expected.code.two": "fault.cells.code.two",
    "fault.expected.code.one": "fault.cells.code.one",
    "fault.expected.code.school": "fault.cells.code.school",
    "fault.expected.codes": "fault.cells.codes",
    "fault.expected.object": "fault.cells.object",
    "fault.expected.years": "fault.cells.years",
}
"""What is said to who edits a plan file -> what is said to who fills in cells."""
_PAIRS = re.compile(r"\{([^{}]*:[^{}]*)\}")
_TABLES = re.compile(r"\{([0-9-]+): \{([^{}]*)\}\}")
_POINTS = re.compile(r"\[\[(.*)\]\]")
_POINT = re.compile(r"\[([0-9.]+), ([0-9.]+)\]")
_LIST = re.compile(r"\[([^\[\]]*)\]")
_CODE = re.compile(r'"([0-9A-Z][0-9A-Z/-]*)"')


def in_cells(text: str) -> str:
    """A help text, as it looks in a cell: ``[2025-26, 2026-27]`` is 2025-26, 2026-27."""
    text = " ".join(text.split()).replace("`", "")
    text = _TABLES.sub(r"\1 \2", text)
    text = _POINTS.sub(lambda found: found[1].replace("], [", "; ").replace(",", ""), text)
    text = _POINT.sub(r"\1 \2", text)
    text = _LIST.sub(r"\1", _PAIRS.sub(r"\1", text))
    return _CODE.sub(r"\1", text)


def fault_in_cells(fault: Fault) -> Fault:
    """A fault in a workbook, without the syntax of plan files."""
    return replace(fault, expected=_instead(fault.expected), fix=_instead(fault.fix))


def _instead(said: Said) -> Said:
    return replace(said, code=INSTEAD[said.code]) if isinstance(said, Message) and said.code in INSTEAD else said
