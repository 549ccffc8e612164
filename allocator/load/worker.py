"""Hands a file's bytes to the child process and takes plain records back."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from allocator.errors import Fault, InputError, SurroundingsError
from allocator.load.node import Place
from allocator.messages import say

SECONDS, SECONDS_A_MB = 20, 4
"""Time by the clock that reading a file may take, and more for each MB of it."""
MB = 1024 * 1024
MOST = {"yaml": MB, "json": MB, "result": 8 * MB, "xlsx": 20 * MB, "budget": 20 * MB, "csv": 4 * MB}
SORTS = {".yaml": "yaml", ".yml": "yaml", ".json": "json", ".xlsx": "xlsx"}
OTHERS = {
    ".xls": say("fault.fix.old.excel"),
    ".xlsm": say("fault.fix.macros"),
    ".csv": say("fault.fix.csv.plan"),
    ".ods": say("fault.fix.as.workbook"),
}


def sort_of(path: str | Path) -> str:
    """yaml, json or xlsx, by the ending of a file's name. Raises InputError."""
    ending = Path(path).suffix.lower()
    if ending not in SORTS:
        fix = OTHERS.get(ending, say("fault.fix.plan.file"))
        raise InputError.one(say("fault.file.sort"), place=Path(path).name, got=ending or say("fault.got.no.ending"), fix=fix)
    return SORTS[ending]


def file_bytes(path: Path, most: int) -> bytes:
    """The bytes of a file, once its size was looked at. Raises InputError."""
    try:
        if not path.is_file():
            raise InputError.one(say("fault.no.file"), place=str(path), fix=say("fault.fix.name.folder"))
        with path.open("rb") as stream:
            data = stream.read(most + 1)
    except PermissionError as error:
        raise SurroundingsError(say("trouble.file.closed", file=str(path))) from error
    except (OSError, ValueError) as error:
        raise InputError.one(
            say("fault.file.unopened"), place=str(path), got=type(error).__name__, fix=say("fault.fix.name")
        ) from None
    if len(data) > most:
        raise InputError.one(say("fault.file.large", most=most // MB), place=path.name, fix=say("fault.fix.copied.in"))
    return data


def ask_child(sort: str, data: bytes, file: str, wanted: Sequence[str] = ()) -> dict[str, Any]:
    """What the child process found: {tree} or {tables}. Raises InputError with all of its problems."""
    root = str(Path(__file__).resolve().parents[2])
    paths = dict.fromkeys([root, *(entry for entry in sys.path if entry and not entry.startswith("__editable__"))])
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(paths), "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, "-S", "-P", "-B", "-W", "ignore", "-m", "allocator.load.child", sort, *wanted]
    seconds = SECONDS + SECONDS_A_MB * len(data) / MB
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=seconds, env=environment, check=False)
        said = json.loads(done.stdout)
    except subprocess.TimeoutExpired:
        raise _brought_down(file) from None
    except OSError as error:
        raise SurroundingsError(say("trouble.file.no.process", file=file, reason=str(error))) from error
    except ValueError:
        if b"ModuleNotFoundError" in done.stderr:
            last = done.stderr.decode("utf-8", "replace").splitlines()[-1]
            raise SurroundingsError(say("trouble.file.unread", file=file, reason=last)) from None
        raise _brought_down(file) from None
    if "problems" in said:
        raise InputError(faults_of(said["problems"], file))
    return dict(said)


def _brought_down(file: str) -> InputError:
    return InputError.one(say("fault.file.time"), place=Place(file).said, fix=say("fault.fix.repeated"))


def faults_of(problems: list[dict[str, Any]], file: str) -> list[Fault]:
    """Faults from the child's records, in the order of the file."""
    faults = []
    for found in problems:
        place = (
            Place(file, found.get("line") or 0) if "sheet" not in found else Place("", 0, found["sheet"], found.get("cell", ""))
        )
        says, fix = (say(code, **_values(found["values"])) for code in (found["says"], found["fix"]))
        faults.append(Fault(place.said, "", says, _quoted(found.get("got", "")), "", fix, found.get("warning", False)))
    return faults


def _values(plain: dict[str, Any]) -> dict[str, Any]:
    """The values of a problem, with the sentences among them."""
    return {name: say(value["code"], **_values(value["values"])) if isinstance(value, dict) else value
            for name, value in plain.items()}


def _quoted(got: str) -> str:
    return f'"{got}"' if got else ""
