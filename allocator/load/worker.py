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

SECONDS, SECONDS_A_MB = 20, 4
"""Time by the clock that reading a file may take, and more for each MB of it."""
MB = 1024 * 1024
MOST = {"yaml": MB, "json": MB, "result": 8 * MB, "xlsx": 20 * MB, "budget": 20 * MB, "csv": 4 * MB}
SORTS = {".yaml": "yaml", ".yml": "yaml", ".json": "json", ".xlsx": "xlsx"}
OTHERS = {
    ".xls": "Open it in Excel and save it as an Excel workbook (.xlsx).",
    ".xlsm": "Save it as an Excel workbook without macros (.xlsx).",
    ".csv": "Copy the table into the workbook that allocator new makes.",
    ".ods": "Save it as an Excel workbook (.xlsx).",
}


def sort_of(path: str | Path) -> str:
    """yaml, json or xlsx, by the ending of a file's name. Raises InputError."""
    ending = Path(path).suffix.lower()
    if ending not in SORTS:
        fix = OTHERS.get(ending, "Use a plan file in YAML (.yaml), JSON (.json) or an input workbook (.xlsx).")
        raise InputError.one("files of this kind are not read", place=Path(path).name, got=ending or "no ending", fix=fix)
    return SORTS[ending]


def file_bytes(path: Path, most: int) -> bytes:
    """The bytes of a file, once its size was looked at. Raises InputError."""
    try:
        if not path.is_file():
            raise InputError.one("there is no such file", place=str(path), fix="Check the name and the folder.")
        with path.open("rb") as stream:
            data = stream.read(most + 1)
    except PermissionError as error:
        raise SurroundingsError(f"{path}: the file may not be read. Check its permissions.") from error
    except (OSError, ValueError) as error:
        raise InputError.one(
            "the file cannot be opened", place=str(path), got=type(error).__name__, fix="Check the name."
        ) from None
    if len(data) > most:
        raise InputError.one(f"the file is larger than {most // MB} MB", place=path.name,
                             fix="A plan is far smaller: remove what was copied in.")
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
        raise SurroundingsError(f"No process could be started to read {file}: {error}.") from error
    except ValueError:
        if b"ModuleNotFoundError" in done.stderr:
            raise SurroundingsError(f"{file} cannot be read: {done.stderr.decode('utf-8', 'replace').splitlines()[-1]}") from None
        raise _brought_down(file) from None
    if "problems" in said:
        raise InputError(faults_of(said["problems"], file))
    return dict(said)


def _brought_down(file: str) -> InputError:
    return InputError.one("this file needs far more memory or time than a plan", place=file,
                          fix="Remove what was repeated or copied in.")


def faults_of(problems: list[dict[str, Any]], file: str) -> list[Fault]:
    """Faults from the child's records, in the order of the file."""
    faults = []
    for found in problems:
        place = (
            Place(file, found.get("line") or 0) if "sheet" not in found else Place("", 0, found["sheet"], found.get("cell", ""))
        )
        faults.append(Fault(str(place), found.get("path", ""), found["says"], _quoted(found.get("got", "")),
                            found.get("expected", ""), found["fix"], found.get("warning", False)))
    return faults


def _quoted(got: str) -> str:
    return f'"{got}"' if got else ""
