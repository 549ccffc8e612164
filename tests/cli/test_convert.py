"""``allocator convert``: YAML, JSON and workbook into each other, and back to the same plan."""

from __future__ import annotations

from pathlib import Path

import pytest

import allocator as package
from tests.cli.conftest import TINY, Allocator


@pytest.mark.parametrize("way", [["a.json", "b.yaml"], ["a.xlsx", "b.json"], ["a.yml", "b.xlsx"]], ids="-".join)
def test_there_and_back_is_the_same_plan(allocator: Allocator, tmp_path: Path, way: list[str]) -> None:
    source = TINY
    for name in way:
        ended = allocator("convert", source, tmp_path / name)
        assert (ended.code, ended.err) == (0, f"{tmp_path / name} is written.\n")
        source = tmp_path / name
    assert package.load(source) == package.load(TINY)


def test_standard_input_and_output(allocator: Allocator, tmp_path: Path) -> None:
    copy = tmp_path / "copy.yaml"
    ended = allocator("convert", "-", "-", stdin=TINY.read_text(encoding="utf-8"))
    assert (ended.code, ended.err) == (0, "")
    copy.write_text(ended.out, encoding="utf-8")
    assert package.load(copy) == package.load(TINY)


def test_quiet(allocator: Allocator, tmp_path: Path) -> None:
    ended = allocator("convert", TINY, tmp_path / "a.json", "-q")
    assert (ended.code, ended.out, ended.err) == (0, "", "")


def test_a_plan_with_errors_is_not_converted(allocator: Allocator, tmp_path: Path) -> None:
    source = tmp_path / "plan.yaml"
    source.write_text(TINY.read_text(encoding="utf-8").replace("score: 90", "score: ninety"), encoding="utf-8")
    ended = allocator("convert", source, tmp_path / "a.xlsx")
    assert ended.code == 2
    assert "needs.attendance.score" in ended.err
    assert [path.name for path in tmp_path.iterdir()] == ["plan.yaml"]


def test_an_unknown_ending_is_refused(allocator: Allocator, tmp_path: Path) -> None:
    assert allocator("convert", TINY, tmp_path / "a.csv").code == 2


def test_a_plan_is_not_converted_onto_itself(allocator: Allocator, tmp_path: Path) -> None:
    source = tmp_path / "plan.yaml"
    source.write_bytes(TINY.read_bytes())
    ended = allocator("convert", source, source)
    assert ended.code == 2
    assert "named twice" in ended.err
    assert source.read_bytes() == TINY.read_bytes()
