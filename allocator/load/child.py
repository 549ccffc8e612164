"""The process that opens files. It has little memory, little time and no network to speak of, and it knows no plan: it reads
a file's bytes from standard input and writes plain records to standard output. A file that brings it down harms nobody.
"""

from __future__ import annotations

import json
import sys
from typing import Any

from allocator.load.refusal import NODES, Refused, problem, refuse

MB = 1024 * 1024
MEMORY = 1024 * MB
CPU_SECONDS, CPU_SECONDS_A_MB = 10, 2
"""A small file has little time, whatever it unpacks to; a large one has more."""


def limit(size: int) -> None:
    """Takes memory and time away from this process, where the system can. ``size`` is that of the file, in bytes."""
    try:
        import resource
    except ImportError:
        return
    seconds = CPU_SECONDS + CPU_SECONDS_A_MB * size // MB
    for what, most in ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CPU, seconds), (resource.RLIMIT_CORE, 0)):
        try:
            hard = resource.getrlimit(what)[1]
            least = most if hard == resource.RLIM_INFINITY else min(most, hard)
            resource.setrlimit(what, (least, least))
        except (OSError, ValueError):
            continue


def decoded(data: bytes) -> str:
    """The text of a YAML or JSON file. Raises Refused when it is not UTF-8."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[:error.start].count(b"\n") + 1
        raise refuse("fault.text.utf", "fault.fix.utf", line=line) from None


def answer(sort: str, wanted: list[str], data: bytes) -> dict[str, Any]:
    """What the file holds, or what is wrong with it."""
    try:
        if sort == "xlsx":
            from allocator.load.cells import read_tables

            return {"tables": read_tables(data, wanted)}
        if sort == "budget":
            from allocator.load.budget_cells import read_cells

            return {"cells": read_cells(data)}
        if sort == "csv":
            from allocator.load.csv_text import read_csv

            return {"tables": read_csv(data)}
        if sort == "yaml":
            from allocator.load.yaml_text import read_yaml

            return {"tree": read_yaml(decoded(data))}
        from allocator.load.json_text import read_json

        return {"tree": read_json(decoded(data), NODES if sort == "json" else 4 * NODES)}
    except Refused as refused:
        return {"problems": refused.problems}
    except (MemoryError, RecursionError):
        return {"problems": [problem("fault.file.memory", "fault.fix.repeated")]}


def main() -> None:
    """Standard input to standard output. Arguments: the sort of file (yaml, json, result, xlsx, budget, csv), names of sheets."""
    data = sys.stdin.buffer.read()
    limit(len(data))
    said = answer(sys.argv[1], sys.argv[2:], data)
    sys.stdout.buffer.write(json.dumps(said, separators=(",", ":")).encode("ascii"))


if __name__ == "__main__":
    main()
