"""Reading the layouts of expenditure reports, and what kinds of layout a file in templates/export may hold."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from allocator.errors import Fault, InputError
from allocator.export.forms.schema import KIND, Form
from allocator.grants import grant_ids
from allocator.load.layout import layout, layout_records
from allocator.load.node import Node
from allocator.load.words import nearest, shown
from allocator.messages import say
from allocator.paths import templates

REQUEST = "revision_request"
KINDS = (KIND, REQUEST)
"""An expenditure report, and a request for approval of a changed budget."""


def layout_files() -> list[Path]:
    """Every layout there is, by the name of its file."""
    return sorted((templates() / "export").glob("*.yaml"))


def reports() -> tuple[Form, ...]:
    """Every expenditure report in templates/export, by the names of their files; files of another kind are left alone. Raises
    InputError with everything that is wrong in any of them."""
    found: list[Form | None] = []
    faults: list[Fault] = []
    for path in layout_files():
        try:
            found.append(_kept(path, path.stat().st_mtime_ns))
        except InputError as error:
            faults += error.faults
    if faults:
        raise InputError(faults)
    return tuple(form for form in found if form is not None)


@lru_cache(maxsize=64)
def _kept(path: Path, changed: int) -> Form | None:
    return read_form(path)


def read_form(path: Path) -> Form | None:
    """The report of one file; None for a file of another kind. Raises InputError with everything that is wrong in it."""
    root = layout_records(path, KINDS)
    if root.value["kind"].value != KIND:
        return None
    form = layout(root, Form)
    if form.id != path.stem:
        raise InputError.one(say("fault.layout.id"), place=root.value["id"].place.said, path="id",
                             got=shown(form.id), expected=shown(path.stem), fix=say("fault.fix.rename.one"))
    _refuse_grants(root)
    return form


def _refuse_grants(root: Node) -> None:
    """A report of a grant that no grant file is called would never be written. Raises InputError."""
    known = grant_ids()
    idle = [node for node in root.value["grants"].value if not any(name.startswith(node.value) for name in known)]
    if idle:
        other = say("fault.fix.layout.grants", folder="templates/grants")
        raise InputError(Fault(node.place.said, "grants", say("fault.layout.grants"), shown(node.value), "",
                               nearest(node.value, known) or other) for node in idle)
