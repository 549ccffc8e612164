"""Reading the layouts of expenditure reports."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from pydantic import ValidationError

from allocator.errors import Fault, InputError
from allocator.export.forms.schema import KIND, Form
from allocator.grants.files import read_yaml
from allocator.paths import templates


def reports() -> tuple[Form, ...]:
    """Every expenditure report in templates/export, by the names of their files; files of another kind are left alone. Raises
    InputError with everything that is wrong in one of them."""
    return _reports(templates() / "export")


@cache
def _reports(folder: Path) -> tuple[Form, ...]:
    found = (read_form(path) for path in sorted(folder.glob("*.yaml")))
    return tuple(form for form in found if form is not None)


def read_form(path: Path) -> Form | None:
    """The report of one file; None for a file of another kind. Raises InputError with everything that is wrong in it."""
    raw = read_yaml(path)
    if raw.get("kind") != KIND:
        return None
    try:
        form = Form.model_validate(raw)
    except ValidationError as error:
        raise InputError(
            Fault(path.name, ".".join(str(part) for part in one["loc"]), one["msg"].removeprefix("Value error, "),
                  fix="See allocator/export/forms/schema.py.") for one in error.errors()) from error
    if form.id != path.stem:
        raise InputError.one("the id is not the name of the file", place=path.name, path="id", got=form.id, expected=path.stem)
    return form
