"""Results reach the disk whole or not at all: everything is prepared beside its place, then moved into it."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

from allocator.errors import InputError, SurroundingsError
from allocator.messages import say

STREAM = "-"
"""Stands for standard input or standard output."""


@dataclass(frozen=True)
class Output:
    """One file to be written. ``write`` puts the whole content at the path that it is given."""

    path: str
    write: Callable[[Path], object]


def check_outputs(inputs: Iterable[str], outputs: Iterable[str | None]) -> None:
    """Refuse, before any long work, an output that cannot be written or that would replace an input or another output."""
    taken = {_real(path) for path in inputs if path != STREAM}
    for path in (path for path in outputs if path is not None and path != STREAM):
        place = _real(path)
        if place in taken:
            raise InputError.one(say("fault.output.twice", path=path), fix=say("fault.fix.output"))
        taken.add(place)
        if place.is_dir():
            raise SurroundingsError(say("trouble.out.folder", file=path))
        if not place.parent.is_dir():
            raise SurroundingsError(say("trouble.out.no.folder", folder=str(place.parent)))
        if not os.access(place.parent, os.W_OK):
            raise SurroundingsError(say("trouble.out.closed", folder=str(place.parent)))


def as_json(path: str, data: object) -> Output:
    """A JSON document as an output."""
    document = json.dumps(data, ensure_ascii=False, indent=1, allow_nan=False) + "\n"
    return Output(path, lambda place: place.write_text(document, encoding="utf-8"))


def write_all(outputs: Iterable[Output]) -> None:
    """Write every output, each whole: all are prepared before the first replaces anything. Raises OSError."""
    prepared: list[tuple[Path, Path]] = []
    try:
        for output in outputs:
            prepared += _prepare(output)
        while prepared:
            ready, place = prepared[0]
            os.replace(ready, place)
            del prepared[0]
    finally:
        for ready, _ in prepared:
            ready.unlink(missing_ok=True)


def _prepare(output: Output) -> list[tuple[Path, Path]]:
    place = _real(output.path)
    if output.path == STREAM or (place.exists() and not place.is_file()):  # a stream or a device has nothing to replace
        _stream(output)
        return []
    ready = place.with_name(f".{place.stem[:40]}.{uuid4().hex[:8]}{place.suffix}")
    try:
        output.write(ready)
        with ready.open("rb+") as file:
            os.fsync(file.fileno())
        if place.exists():
            ready.chmod(place.stat().st_mode & 0o777)
    except BaseException:
        ready.unlink(missing_ok=True)
        raise
    return [(ready, place)]


def _stream(output: Output) -> None:
    if output.path != STREAM:
        output.write(Path(output.path))
        return
    with TemporaryDirectory() as folder:
        whole = Path(folder) / "result.yaml"
        output.write(whole)
        sys.stdout.write(whole.read_text(encoding="utf-8"))
        sys.stdout.flush()


def _real(path: str) -> Path:
    return Path(os.path.realpath(path))
