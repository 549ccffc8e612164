"""A layout of a district's own that cannot be read: the command says so before it searches."""

from __future__ import annotations

from pathlib import Path

import pytest

from allocator.paths import templates
from tests.cli.conftest import Allocator
from tests.export.test_layouts import DISTRICT, file


def test_the_command_says_so_before_it_searches_and_ends_with_2(allocator: Allocator, tmp_path: Path,
                                                                monkeypatch: pytest.MonkeyPatch) -> None:
    plan = templates().parent / "scenarios" / "tiny" / "plan.yaml"
    monkeypatch.setattr("allocator.export.forms.files.layout_files", lambda: [path])
    path = file(tmp_path, DISTRICT.replace("title:", "titel:"))
    ended = allocator("solve", plan, "--excel", tmp_path / "b.xlsx")
    assert ended.code == 2 and not (tmp_path / "b.xlsx").exists()
    assert 'our-district.yaml line 5, titel: nothing here is called "titel". Did you mean "title"?' in ended.err
    assert "Traceback" not in ended.err and "pydantic" not in ended.err
