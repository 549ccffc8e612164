"""A plan that a person hands over as a file's bytes: read as any other file, without ever standing on the disk."""

from __future__ import annotations

import re
from collections.abc import Sequence

from allocator.domain.plan import Plan
from allocator.errors import Fault, InputError
from allocator.load.files import Loaded, judged, records
from allocator.load.marking.summary import is_summary
from allocator.load.notes import SECTIONS
from allocator.load.scenario import is_scenario
from allocator.load.sheets import SHEETS
from allocator.load.worker import MB, MOST, sort_of

LONGEST_NAME = 100
RECORDS = {sheet.section: sheet.name for sheet in SHEETS if not sheet.keys[0].refers}
"""Section -> the sheet in which its records stand, one to a row."""
NOT_FOUND = re.compile(r"no ([a-z_-]+) (?:has this name|is called )")
"""What is said of a cell that names a record which is not there."""


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
        raise InputError.one(f"the file is larger than {MOST[sort] // MB} MB", place=called,
                             fix="A plan is far smaller: remove what was copied in.")
    root, found = records(called, sort, data)
    found = [fault for fault in found if not is_summary(fault.place.removeprefix("sheet "))]
    if is_scenario(root):
        raise InputError.one("this is a scenario, a change to a plan in another file", place=called,
                             fix="Upload the plan itself, or the whole plan that allocator convert makes of the scenario.")
    try:
        return judged(root, found)
    except InputError as error:
        raise InputError(_causes(error.faults) if sort == "xlsx" else error.faults) from None


def _causes(faults: Sequence[Fault]) -> list[Fault]:
    """Faults of a workbook without those that only follow from others: where a record has lost its name, or stands twice, no
    cell that names it finds it, and each of them would be told."""
    lost = {section for fault in faults for section in RECORDS
            if re.fullmatch(rf"{section}\.[^.]+\.name", fault.path) or fault.place.startswith(f"{RECORDS[section]}!")
            and fault.says.startswith("this stands in the workbook twice")}
    follows = {fault for fault in faults if (found := NOT_FOUND.match(fault.says))
               and SECTIONS.get(found[1].replace("-", "_")) in lost}
    return [fault for fault in faults if fault not in follows]


def file_name(name: str) -> str:
    """What a person calls a file: without folders, and without what cannot be shown."""
    last = re.split(r"[\\/]", name)[-1]
    return "".join(char for char in last if char.isprintable()).strip()[-LONGEST_NAME:] or "the file"
