"""YAML and JSON: what is refused before a plan is looked for, and what a plain word means."""

from __future__ import annotations

import time
from decimal import Decimal
from pathlib import Path

import pytest

from allocator.errors import InputError
from allocator.load import read
from allocator.load.json_text import read_json
from allocator.load.refusal import Refused
from allocator.load.yaml_text import read_yaml, scalar
from tests.load.plans import faults_of, one_fault, small, write

PLAN = "format: 1\nname: X\nyears: [2025-26]\nsites: {s: {name: S}}\n"


@pytest.mark.parametrize(
    ("word", "meaning"),
    [
        ("true", ("b", True)),
        ("false", ("b", False)),
        ("null", ("z", None)),
        ("", ("z", None)),
        ("0", ("i", "0")),
        ("-3", ("i", "-3")),
        ("0.60", ("d", "0.60")),
        ("NO", ("t", "NO")),
        ("True", ("t", "True")),
        ("0777", ("t", "0777")),
        ("1e3", ("t", "1e3")),
        ("12:30", ("t", "12:30")),
        ("1_000", ("t", "1_000")),
        ("+5", ("t", "+5")),
        (".nan", ("t", ".nan")),
        ("2025-26", ("t", "2025-26")),
        ("\u0661\u0662", ("t", "\u0661\u0662")),
        ("~", ("t", "~")),
    ],
)
def test_a_plain_word_means_only_what_it_says(word: str, meaning: tuple[str, object]) -> None:
    assert scalar(word) == meaning


def test_quotes_keep_text() -> None:
    assert read_yaml('a: "4300"\nb: \'true\'\nc: |\n  5\n')[1] == [
        ["a", 1, ["t", "4300", 1]], ["b", 2, ["t", "true", 2]], ["c", 3, ["t", "5\n", 3]]]


@pytest.mark.parametrize(("text", "line", "says"), [
    ("a: &x 1\nb: 2\n", 1, "anchors"),
    ("a: 1\nb: *x\n", 2, "aliases"),
    ("a: 1\nb: !!int '3'\n", 2, "tags"),
    ("%TAG ! tag:x,2000:\n---\na: 1\n", 1, "tags"),
    ("a: {x: 1}\nb:\n  <<: {y: 2}\n", 3, "merge keys"),
    ("a: 1\nb: 2\na: 3\n", 3, 'first in line 1'),
    ("a: {x: 1, x: 2}\n", 1, "twice"),
    ("a: 1\n---\nb: 2\n", 2, "second document"),
    ("? [a, b]\n: 1\n", 1, "a record stands where a name should be"),
    ("a: [1, 2\nb: 3\n", 2, "not YAML"),
    ("a:\n\t- 1\n", 2, "not YAML"),
    ("", 1, "empty"),
    ("a: \"\x01\"\n", 1, "not YAML"),
])
def test_yaml_tricks_are_refused_with_their_line(tmp_path: Path, text: str, line: int, says: str) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text(text, encoding="utf-8")
    fault = faults_of(path)[0]
    assert fault.place == f"plan.yaml line {line}"
    assert says in fault.says
    assert fault.fix


@pytest.mark.parametrize(("text", "line", "says"), [
    ('{"a": 1,\n "a": 2}', 2, "first in line 1"),
    ('{"a":\n NaN}', 2, "not a value"),
    ('{"a":\n -Infinity}', 2, "not a value"),
    ('{"a":\n 1e999}', 2, "out of all proportion"),
    ('{"a":\n "\\ud800"}', 2, "lone surrogate"),
    ('{"a": 1,\n "b', 2, "not JSON"),
    ('{"a": 1,\n}', 2, "not JSON"),
    ('{"a": 1}\nx', 2, "not JSON"),
    ('{"a": 01}', 1, "not JSON"),
    ('{"a": "x\ny"}', 1, "not JSON"),
    ("", 1, "not JSON"),
])
def test_json_tricks_are_refused_with_their_line(tmp_path: Path, text: str, line: int, says: str) -> None:
    path = tmp_path / "plan.json"
    path.write_text(text, encoding="utf-8")
    fault = faults_of(path)[0]
    assert fault.place == f"plan.json line {line}"
    assert says in fault.says
    assert fault.fix


def test_json_values_keep_their_digits() -> None:
    assert read_json('{"a": [1, 0.10, 1e3, "x\\u00e9", true, null]}')[1][0][2][1] == [
        ["i", "1", 1], ["d", "0.10", 1], ["d", "1e3", 1], ["t", "x\u00e9", 1], ["b", True, 1], ["z", None, 1]]


@pytest.mark.parametrize(("name", "data", "says"), [
    ("deep.yaml", b"[" * 100_000, "too deep"),
    ("deep.json", b"[" * 100_000, "too deep"),
    ("long.yaml", b"[" + b"1," * 500_000 + b"1]", "far more values"),
    ("long.json", b"[" + b"1," * 500_000 + b"1]", "far more values"),
    ("large.yaml", b"a: " + b"x" * 1_048_576, "larger than 1 MB"),
    ("bytes.yaml", b"a: 1\nb: \xff\xfe\n", "not UTF-8"),
    ("bomb.yaml", b"a: &a [x,x,x]\nb: &b [*a,*a,*a]\nc: [*b,*b,*b]\n", "anchors"),
    ("sixteen.json", "{}".encode("utf-16"), "not UTF-8"),
])
def test_files_made_to_exhaust_are_refused_within_two_seconds(tmp_path: Path, name: str, data: bytes, says: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    began = time.monotonic()
    fault = one_fault(path)
    assert time.monotonic() - began < 2
    assert fault.place.startswith(name)
    assert says in fault.says


def test_all_twins_of_a_file_are_reported_at_once() -> None:
    with pytest.raises(Refused) as caught:
        read_yaml("a: 1\nb: {x: 1, x: 2}\na: 2\n")
    assert [problem["line"] for problem in caught.value.problems] == [2, 3]


def test_a_byte_order_mark_is_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + PLAN.encode())
    assert read(path).plan.name == "X"


def test_decimals_are_exact(tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text(PLAN + "cost_growth: 0.1\n")
    assert read(path).data["cost_growth"] == Decimal("0.1")
    assert read(path).plan.cost_growth * 10 == 1


@pytest.mark.parametrize(
    ("name", "fix"),
    [
        ("plan.xls", "Excel workbook (.xlsx)"),
        ("plan.xlsm", "without macros"),
        ("plan.csv", "allocator new"),
        ("plan.txt", "YAML (.yaml)"),
        ("plan", "YAML (.yaml)"),
    ],
)
def test_other_kinds_of_files_are_refused_by_name(tmp_path: Path, name: str, fix: str) -> None:
    (tmp_path / name).write_text("x")
    assert fix in one_fault(tmp_path / name).fix


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="there is no such file"):
        read(tmp_path / "none.yaml")


def test_a_future_format_is_refused(tmp_path: Path) -> None:
    data = small() | {"format": 2}
    fault = one_fault(write(tmp_path, data))
    assert (fault.place, fault.path, fault.got) == ("plan.json line 2", "format", "2")
    assert "newer program" in fault.fix
