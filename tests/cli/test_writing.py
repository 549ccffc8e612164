"""Results reach the disk whole or not at all, whatever fails and whenever."""

from __future__ import annotations

import errno
import json
import os
from pathlib import Path
from typing import Any

import pytest

from allocator.cli import writing
from allocator.cli.writing import Output, as_json, check_outputs, write_all
from allocator.errors import InputError


def text(path: Path, content: str) -> Output:
    """A text file as an output."""
    return Output(str(path), lambda place: place.write_text(content, encoding="utf-8"))


def broken(path: Path) -> Output:
    """An output that fills the disk half-way through."""

    def write(place: Path) -> None:
        place.write_text("half")
        raise OSError(errno.ENOSPC, "No space left on device", str(place))

    return Output(str(path), write)


def test_all_are_written(tmp_path: Path) -> None:
    write_all([text(tmp_path / "a", "one"), as_json(str(tmp_path / "b.json"), {"name": "Niños", "dollars": 5})])
    assert (tmp_path / "a").read_text() == "one"
    assert json.loads((tmp_path / "b.json").read_text(encoding="utf-8")) == {"name": "Niños", "dollars": 5}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "b.json"]


def test_a_failure_of_the_second_leaves_the_first_as_it_was(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("old")
    with pytest.raises(OSError, match="No space left"):
        write_all([text(tmp_path / "a", "new"), broken(tmp_path / "b")])
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("a", "old")]


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_failure_at_each_step_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    def fail(*arguments: Any) -> None:
        raise PermissionError(13, "Permission denied", "a")

    (tmp_path / "a").write_text("old")
    monkeypatch.setattr(writing.os, step, fail)
    with pytest.raises(PermissionError):
        write_all([text(tmp_path / "a", "new")])
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("a", "old")]


def test_a_number_that_json_does_not_have_is_refused() -> None:
    with pytest.raises(ValueError, match="JSON"):
        as_json("b.json", {"points": float("nan")})


@pytest.mark.skipif(os.name == "nt", reason="links and modes are different on Windows")
def test_links_and_modes_stay(tmp_path: Path) -> None:
    (tmp_path / "real").write_text("old")
    (tmp_path / "real").chmod(0o600)
    (tmp_path / "link").symlink_to(tmp_path / "real")
    write_all([text(tmp_path / "link", "new")])
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_text() == "new"
    assert (tmp_path / "real").stat().st_mode & 0o777 == 0o600


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_a_device_is_written_and_never_replaced() -> None:
    with pytest.raises(OSError, match="No space left"):
        write_all([text(Path("/dev/full"), "new")])
    assert Path("/dev/full").is_char_device()


def test_one_file_is_not_named_twice(tmp_path: Path) -> None:
    plan = tmp_path / "plan.yaml"
    plan.write_text("x")
    check_outputs([str(plan), "-"], ["-", "-", None, str(tmp_path / "b.json")])
    with pytest.raises(InputError, match="named twice"):
        check_outputs([str(plan)], [str(tmp_path / "." / "plan.yaml")])
