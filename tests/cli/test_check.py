"""``allocator check``: every problem at once, and nothing solved."""

from __future__ import annotations

from pathlib import Path

from openpyxl import load_workbook

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


def test_a_plan_without_anything_to_decide_is_told_so(allocator: Allocator) -> None:
    plan = "format: 1\nname: Empty\nyears: [2025-26]\nsites: {oak: {name: Oak}}\n"
    ended = allocator("check", "-", stdin=plan)
    assert ended.code == 0
    for words in ("no program is filled in, so there is nothing to budget", "no need is filled in",
                  "no source of money is filled in"):
        assert words in ended.err


def test_a_program_without_costs_is_taken_as_free(allocator: Allocator) -> None:
    sources = "sources: {local: {name: Local, amounts: {2025-26: 5}}}\n"
    plan = ("format: 1\nname: Free\nyears: [2025-26]\nsites: {oak: {name: Oak}}\nneeds: {a: {name: A, score: 1}}\n"
            "programs: {club: {name: Club, meets: {a: 1}}}\n" + sources)
    ended = allocator("check", "-", stdin=plan)
    assert ended.code == 0
    assert "programs.club: this program has no costs; it is taken as free." in ended.err


def test_an_unknown_grant_is_placed_in_its_cell(allocator: Allocator, tmp_path: Path) -> None:
    assert allocator("convert", TINY, tmp_path / "plan.xlsx").code == 0
    book = load_workbook(tmp_path / "plan.xlsx")
    at = next(cell for cell in book["Sources"][1] if cell.value == "Grant")
    book["Sources"].cell(2, at.column).value = "title-one"
    book.save(tmp_path / "plan.xlsx")
    ended = allocator("check", tmp_path / "plan.xlsx")
    assert ended.code == 2
    assert f"Sources!{at.column_letter}2" in ended.err
    assert "no grant file has this name" in ended.err
