"""A file that a person hands over: the plan in it or what is to be mended, what it would change, and files to fill in. No screen
in here."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from allocator.allocate import case_for, faults_in
from allocator.domain.plan import Plan
from allocator.errors import Fault, InputError, Told
from allocator.load.cell_codec import slug
from allocator.load.files import Loaded
from allocator.load.marked import marked_copy
from allocator.load.notes import twin_key
from allocator.load.plain_plan import plan_data
from allocator.load.template import EXAMPLE_YEARS, workbook_bytes
from allocator.load.uploaded import read_upload
from allocator.ui.figures import Table
from allocator.ui.planned import Data
from allocator.ui.show import safe
from allocator.ui.words import language, said, w
from allocator.whatif.changes import SECTIONS
from allocator.whatif.review import Line, Review

ENDINGS = ["xlsx", "yaml", "yml", "json"]
"""Files in which a plan may stand."""
MEGABYTES = 20
"""The largest file that is taken."""
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SHARED = ("needs", "programs", "sources", "staff")
"""Parts of a plan whose ids tell whether two plans are versions of one."""
ALIKE = 0.5
"""The share of ids in common from which on they are."""


@dataclass(frozen=True)
class Brought:
    """What a file held."""

    name: str
    plan: Plan | None
    """The plan; none as long as anything is to be mended."""
    faults: tuple[Fault, ...]
    """What is to be mended; for a good file, what is worth a second look."""
    notes: bytes | None = None
    """A copy of the workbook with the faults in its cells; none for other files, and for one that may not be opened."""


def brought(name: str, data: bytes) -> Brought:
    """The plan in an uploaded file, or everything that is wrong with it. Nothing is changed by it."""
    try:
        found = read_upload(name, data)
        faults = (*found.warnings, *_of_rules(found))
    except InputError as error:
        return Brought(name, None, error.faults, _with_notes(name, data, error.faults))
    return Brought(name, found.plan, faults)


def _of_rules(found: Loaded) -> list[Fault]:
    """What only shows once the grants' rules stand beside the plan's, with its place. Raises InputError."""
    try:
        told = [found.placed(fault) for fault in faults_in(case_for(found.plan))]
    except InputError as error:
        raise InputError(found.placed(fault) for fault in error.faults) from None
    if wrong := [fault for fault in told if not fault.warning]:
        raise InputError(wrong)
    return told


def _with_notes(name: str, data: bytes, faults: Sequence[Fault]) -> bytes | None:
    if not name.lower().endswith(".xlsx") or not any("!" in str(fault.place) for fault in faults):
        return None  # no workbook, or none whose cells are at fault
    try:
        return marked_copy(data, faults, language())
    except InputError:
        return None


def fault_table(faults: Sequence[Fault]) -> Table:
    """One row for each fault: sheet and cell (or line), what is wrong, what stands there, what to do."""
    told = [fault.told(language()) for fault in faults]
    return {
        w("upload.where"): [safe(fault.place or fault.path) or w("not") for fault in told],
        w("upload.wrong"): [safe(fault.says[:1].upper() + fault.says[1:]) for fault in told],
        w("upload.value"): [safe(fault.got) or w("not") for fault in told],
        w("upload.remedy"): [_remedy(fault) for fault in told],
    }


def is_version(at_hand: Plan, new: Plan) -> bool:
    """Whether a plan is a version of the one at hand: it has its name, or most of what either names is in both."""
    if twin_key(at_hand.name) == twin_key(new.name):
        return True
    ids, others = set(_ids(at_hand)), set(_ids(new))
    return bool(ids) and len(ids & others) > ALIKE * max(len(ids), len(others))


def verdict(found: Brought, at_hand: Plan, differs: Review | None) -> str:
    """What a good file is to the plan at hand: another plan (no review), the same, or a version of it."""
    assert found.plan is not None
    values = {"file": safe(found.name), "name": safe(found.plan.name)}
    if differs is None:
        return w("upload.other", here=safe(at_hand.name), **values)
    return w("upload.version", counts=safe(differs.says), **values) if differs else w("upload.same", **values)


def review_table(found: Review) -> Table:
    """One row for each row that differs: what was changed, then what came, then what went."""
    lines = [(w(f"upload.{sort}"), line) for sort, some in (("changed", found.changed), ("added", found.added),
                                                           ("removed", found.removed)) for line in some]
    return {
        w("upload.record"): [_record(line) for _, line in lines],
        w("upload.change"): [sort for sort, _ in lines],
        w("upload.what"): [safe(line.what) or w("upload.whole") for _, line in lines],
        w("upload.old"): [safe(line.old) or w("not") for _, line in lines],
        w("upload.new"): [safe(line.new) or w("not") for _, line in lines],
    }


def section_name(section: str) -> str:
    """A part of a plan as people call it; a field of the plan itself is part of its facts."""
    return w(f"upload.section.{section}" if section in SECTIONS else "upload.section.plan")


def replaced_by(new: Plan) -> Callable[[Data], None]:
    """The change that puts another plan in the place of the one at hand."""
    def edit(data: Data) -> None:
        data.clear()
        data.update(_stated(plan_data(new)))
    return edit


def input_workbook(plan: Plan) -> bytes:
    """The input workbook with a plan in it: changed there and uploaded again, it comes back as the same plan."""
    return workbook_bytes(plan_data(plan))


def empty_workbook() -> bytes:
    """The input workbook for a school to fill in."""
    return workbook_bytes({"format": 1, "years": list(EXAMPLE_YEARS)})


def workbook_name(plan: Plan, today: date) -> str:
    """What the input workbook of a plan is called."""
    return w("upload.file", name=slug(plan.name) or "plan", date=today.isoformat())


def notes_name(name: str) -> str:
    """What the copy of a workbook with notes is called."""
    return w("upload.notes.file", name=slug(name.rsplit(".", 1)[0]) or "plan")


def _remedy(fault: Told) -> str:
    expected = w("upload.expected", expected=fault.expected) if fault.expected else ""
    return safe(f"{expected} {fault.fix}") or w("not")


def _record(line: Line) -> str:
    """``Program: Home visits``; the plan itself by its name."""
    return safe(w("upload.named", sort=said(line.sort), name=line.name)) if line.sort else safe(line.name)


def _ids(plan: Plan) -> Iterator[str]:
    yield from (f"{section}.{record}" for section in SHARED for record in getattr(plan, section))


def _stated(value: Any) -> Any:
    """Data without fields that say that they are left out: in a change, that would mean to take them out."""
    if isinstance(value, dict):
        return {key: _stated(part) for key, part in value.items() if part is not None}
    return [_stated(part) for part in value] if isinstance(value, list) else value
