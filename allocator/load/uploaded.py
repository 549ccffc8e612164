"""A plan that a person hands over as a file's bytes: read as any other file, without ever standing on the disk."""

from __future__ import annotations

import re
from collections.abc import Sequence

from allocator.domain.plan import Plan
from allocator.errors import Fault, InputError
from allocator.load.files import Loaded, judged, records
from allocator.load.marking.summary import is_summary, sheet_of
from allocator.load.node import NAMELESS, Place
from allocator.load.notes import SECTIONS
from allocator.load.scenario import is_scenario
from allocator.load.sheets import SHEETS
from allocator.load.workbook import TWICE
from allocator.load.worker import MB, MOST, sort_of
from allocator.messages import Message, say

LONGEST_NAME = 100
RECORDS = {sheet.section: sheet.name for sheet in SHEETS if not sheet.keys[0].refers}
"""Section -> the sheet in which its records stand, one to a row."""
NOT_FOUND = {f"fault.no{such}.{what}": section for what, section in SECTIONS.items() for such in ("", ".such")}
"""What is said of a cell that names a record which is not there -> the section that lacks it."""


def uploaded(name: str, data: bytes) -> Plan:
    """The plan in an uploaded plan file (.yaml, .yml, .json) or input workbook (.xlsx). Raises InputError with every fault.

    A scenario is refused: the plan that it changes did not come with it, and nothing on this machine is looked up for it.
    """
    return read_upload(name, data).plan


def read_upload(name: str, data: bytes) -> Loaded:
    """The same, with the records, their places and warnings. ``name`` is what the person calls the file."""
    called = file_name(name)
    sort = sort_of(called)
    if len(data) > MOST[sort]:
        raise InputError.one(say("fault.file.large", most=MOST[sort] // MB), place=Place(called).said,
                             fix=say("fault.fix.copied.in"))
    root, found = records(called, sort, data)
    found = [fault for fault in found if not is_summary(sheet_of(fault))]
    if is_scenario(root):
        raise InputError.one(say("fault.upload.scenario"), place=Place(called).said, fix=say("fault.fix.upload.scenario"))
    try:
        return judged(root, found)
    except InputError as error:
        raise InputError(_causes(error.faults) if sort == "xlsx" else error.faults) from None


def _causes(faults: Sequence[Fault]) -> list[Fault]:
    """Faults of a workbook without those that only follow from others: where a record has lost its name, or stands twice, no
    cell that names it finds it, and each of them would be told."""
    lost = {section for fault in faults for section in RECORDS
            if re.fullmatch(rf"{section}\.[^.]+\.name", fault.path) or str(fault.place).startswith(f"{RECORDS[section]}!")
            and _code(fault) == TWICE}
    return [fault for fault in faults if NOT_FOUND.get(_code(fault)) not in lost]


def _code(fault: Fault) -> str:
    return fault.says.code if isinstance(fault.says, Message) else ""


def file_name(name: str) -> str:
    """What a person calls a file: without folders, and without what cannot be shown."""
    last = re.split(r"[\\/]", name)[-1]
    return "".join(char for char in last if char.isprintable()).strip()[-LONGEST_NAME:] or NAMELESS
