"""Writes a plan as YAML, JSON or input workbook, so that reading it back gives the same plan."""

from __future__ import annotations

import json
import re
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from allocator.domain.plan import Plan
from allocator.errors import InputError
from allocator.load.files import STDIN, load
from allocator.load.plain_plan import plan_data
from allocator.load.save import save
from allocator.load.worker import sort_of
from allocator.load.yaml_text import scalar
from allocator.messages import say

LIKE_NUMBER = re.compile(r"[-+.]?[0-9][0-9_.,:eE+-]*")


def convert(in_path: str | Path, out_path: str | Path) -> None:
    """A plan file, scenario or input workbook into another form. A scenario becomes the whole plan that it stands for.

    Raises InputError for a file that cannot be used and SurroundingsError when the new one cannot be written.
    """
    if str(out_path) != STDIN:
        sort_of(out_path)
    write_plan(load(in_path), out_path)


def write_plan(plan: Plan, path: str | Path) -> None:
    """Writes a plan in the form that the file's ending names; ``-`` is standard output, in YAML."""
    data = plan_data(plan)
    if str(path) == STDIN:
        sys.stdout.write(yaml_text(data))
        return
    sort = sort_of(path)
    if sort == "xlsx":
        from allocator.load.template import workbook_bytes

        save(path, workbook_bytes(data))
    else:
        save(path, (yaml_text(data) if sort == "yaml" else json_text(data)).encode("utf-8"))


def json_text(data: dict[str, Any]) -> str:
    """Plain data as JSON, with exact decimals."""
    return json.dumps(data, ensure_ascii=False, indent=2, default=_as_float) + "\n"


def _as_float(value: Any) -> float:
    if isinstance(value, Decimal) and Decimal(repr(float(value))) == value:
        return float(value)
    raise InputError.one(say("fault.number.file"), got=str(value), fix=say("fault.fix.fifteen"))


def yaml_text(data: dict[str, Any]) -> str:
    """Plain data as YAML: one field to a line, short lists in brackets, codes in quotes."""
    text: str = yaml.dump(data, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=120)
    return text


class _Dumper(yaml.SafeDumper):
    """Writes what our reader, and any other, reads back as the same."""

    def ignore_aliases(self, data: Any) -> bool:
        return True

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)


def _text(dumper: _Dumper, value: str) -> yaml.Node:
    number = scalar(value)[0] != "t" or LIKE_NUMBER.fullmatch(value) and not re.fullmatch(r"20[0-9]{2}-[0-9]{2}", value)
    style = '"' if number else "|" if "\n" in value and not re.search(r"\t|[ ]\n|^[ \n]|[ ]$", value) else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=style)


def _decimal(dumper: _Dumper, value: Decimal) -> yaml.Node:
    return dumper.represent_scalar("tag:yaml.org,2002:float", format(value, "f"))


def _list(dumper: _Dumper, value: list[Any]) -> yaml.Node:
    return dumper.represent_sequence("tag:yaml.org,2002:seq", value, flow_style=not any(isinstance(item, dict) for item in value))


_Dumper.add_representer(str, _text)
_Dumper.add_representer(Decimal, _decimal)
_Dumper.add_representer(list, _list)
