"""``allocator check``: every problem at once, and nothing solved."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import TINY, Allocator, edited


def test_a_sound_plan_passes(allocator: Allocator) -> None:
    ended = allocator("check", TINY)
    assert (ended.code, ended.out, ended.err) == (0, "", "0 errors, 0 warnings.\n")
    assert allocator("check", TINY, "--quiet").err == ""


def test_every_error_is_listed_with_its_line_also_when_quiet(allocator: Allocator, tmp_path: Path) -> None:
    plan = edited(TINY, tmp_path / "plan.yaml", ("score: 90", "score: ninety"), ("amount: 30000,", "amount: 95000.50,"))
    written = plan.read_text(encoding="utf-8").splitlines()
    lines = [number for number, line in enumerate(written, 1) if "ninety" in line or "95000.50" in line]
    ended = allocator("check", plan, "--quiet")
    assert ended.code == 2
    assert all(f"line {line}" in ended.err for line in lines)
    assert ended.err.endswith("2 errors, 0 warnings.\n")


def test_a_warning_does_not_stop_the_work(allocator: Allocator, tmp_path: Path) -> None:
    """A need that no program meets."""
    need = "  families: {name: Families feel welcome, score: 50, pillar: family_engagement}"
    plan = edited(TINY, tmp_path / "plan.yaml", (need, f"{need}\n  shade: {{name: Shade, score: 1}}"))
    ended = allocator("check", plan)
    assert ended.code == 0
    assert "warning: " in ended.err
    assert "shade" in ended.err
    assert allocator("check", plan, "--quiet").err == ""


def test_the_faults_are_written_as_json(allocator: Allocator, tmp_path: Path) -> None:
    plan = edited(TINY, tmp_path / "plan.yaml", ("score: 90", "score: ninety"))
    ended = allocator("check", plan, "--json", "-")
    assert ended.code == 2
    assert ended.json["ok"] is False
    assert [fault["path"] for fault in ended.json["faults"]] == ["needs.attendance.score"]
    assert allocator("check", TINY, "--json", "-").json == {"format": 1, "ok": True, "faults": []}


def test_a_file_that_is_not_there(allocator: Allocator, tmp_path: Path) -> None:
    ended = allocator("check", tmp_path / "none.yaml")
    assert ended.code == 2
    assert "none.yaml" in ended.err


def test_standard_input(allocator: Allocator) -> None:
    assert allocator("check", "-", stdin=TINY.read_text(encoding="utf-8")).code == 0
    ended = allocator("check", "-", stdin="format: 1\nname: x\n")
    assert ended.code == 2
    assert "years" in ended.err
