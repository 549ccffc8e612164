"""``allocator new``: an empty input workbook that never replaces a full one."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Allocator


def test_an_empty_workbook_says_what_is_missing(allocator: Allocator, tmp_path: Path) -> None:
    file = tmp_path / "plan.xlsx"
    ended = allocator("new", file)
    assert (ended.code, ended.err) == (0, f"{file} is ready to be filled in.\n")
    checked = allocator("check", file)
    assert checked.code == 2
    assert "name" in checked.err


def test_quiet(allocator: Allocator, tmp_path: Path) -> None:
    ended = allocator("new", tmp_path / "plan.xlsx", "--quiet")
    assert (ended.code, ended.out, ended.err) == (0, "", "")


def test_what_is_there_stays(allocator: Allocator, tmp_path: Path) -> None:
    file = tmp_path / "plan.xlsx"
    file.write_text("a year of work")
    ended = allocator("new", file)
    assert ended.code == 2
    assert "is there already" in ended.err
    assert file.read_text() == "a year of work"


def test_another_ending_is_refused(allocator: Allocator, tmp_path: Path) -> None:
    assert allocator("new", tmp_path / "plan.xls").code == 2
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there(allocator: Allocator, tmp_path: Path) -> None:
    ended = allocator("new", tmp_path / "none" / "plan.xlsx")
    assert ended.code == 6
    assert "There is no such folder" in ended.err
