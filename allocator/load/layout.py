"""Reads the layout of a form that somebody laid out in a file of their own, and says all that is wrong in it, line by line."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from allocator.errors import InputError
from allocator.load.node import Node, Place, from_tree
from allocator.load.refusal import Refused
from allocator.load.shape import model_faults
from allocator.load.words import nearest, shown
from allocator.load.worker import MOST, faults_of, file_bytes
from allocator.load.yaml_text import read_yaml
from allocator.messages import say

KIND = "kind"
WRITE_RECORD = say("fault.fix.layout")
Layout = TypeVar("Layout", bound=BaseModel)


def layout_records(path: Path, kinds: Collection[str]) -> Node:
    """The records of a layout's file, each with its line. ``kinds`` are the kinds of layout there are. Raises InputError when the
    file is no YAML, names a field twice, or is of no kind that is known."""
    data = file_bytes(path, MOST["yaml"])
    try:
        root = from_tree(read_yaml(data.decode("utf-8-sig")), path.name)
    except UnicodeDecodeError as error:
        line = data[:error.start].count(b"\n") + 1
        raise InputError.one(say("fault.text.utf"), place=Place(path.name, line).said, fix=say("fault.fix.utf")) from None
    except Refused as refused:
        raise InputError(faults_of(refused.problems, path.name)) from None
    if not isinstance(root.value, dict):
        raise InputError.one(say("fault.layout"), place=root.place.said, got=shown(root.plain()),
                             expected=say("fault.expected.record"), fix=WRITE_RECORD)
    known = say("fault.expected.one.of", names=", ".join(sorted(kinds)))
    kind = root.value.get(KIND)
    if kind is None:
        raise InputError.one(say("fault.missing"), place=root.place.said, path=KIND, expected=known,
                             fix=say("fault.fix.layout.kind"))
    if kind.value not in kinds:
        fix = nearest(str(kind.value), kinds) or say("fault.fix.choose")
        raise InputError.one(say("fault.layout.kind"), place=kind.place.said, path=KIND, got=shown(kind.plain()),
                             expected=known, fix=fix)
    return root


def layout(root: Node, record: type[Layout]) -> Layout:
    """The layout in the records of a file. Raises InputError with everything that is wrong in it."""
    try:
        return record.model_validate(root.plain())
    except ValidationError:
        raise InputError(fault for _, fault in model_faults(record, root)) from None
