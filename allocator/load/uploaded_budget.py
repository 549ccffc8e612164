"""A budget that a person hands over as a file's bytes: the workbook of this program, or its JSON."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from allocator.domain.budget import Budget
from allocator.errors import InputError
from allocator.load.budget import JSON_FORM, budget_in
from allocator.load.budget_workbook import open_bytes, read_budget_workbook
from allocator.load.node import Place
from allocator.load.uploaded import file_name
from allocator.load.worker import MB, MOST
from allocator.messages import say


def uploaded_budget(name: str, data: bytes) -> tuple[Budget, dict[str, Any]]:
    """A budget's roster and payments, and the figures that the file states. ``name`` is what the person calls the file.
    Raises InputError with every fault."""
    called = file_name(name)
    ending = Path(called).suffix.lower()
    if ending == ".xlsx":
        return read_budget_workbook(called, open_bytes(data, called))
    if ending != ".json":
        raise InputError.one(say("fault.upload.budget"), place=Place(called).said,
                             got=ending or say("fault.got.no.ending"), fix=JSON_FORM)
    if len(data) > MOST["result"]:
        raise InputError.one(say("fault.file.large", most=MOST['result'] // MB), place=Place(called).said, fix=JSON_FORM)
    return budget_in(data, called)
