"""Files that a person uploads: read as any file, by the name that the person knows, without a look at anything else."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from allocator.errors import Fault, InputError, Told
from allocator.load import load, plan_data
from allocator.load.marked import marked_copy
from allocator.load.template import workbook_bytes
from allocator.load.uploaded import file_name, read_upload, uploaded
from allocator.load.write import json_text, yaml_text
from tests.load.plans import small
from tests.load.workbooks import small_bytes

SCENARIOS = Path(__file__).resolve().parents[2] / "scenarios"
SAMPLES = {"oak-grove": SCENARIOS / "oak-grove" / "base.yaml", "tiny": SCENARIOS / "tiny" / "plan.yaml"}


def refused(name: str, data: bytes) -> tuple[Told, ...]:
    with pytest.raises(InputError) as caught:
        uploaded(name, data)
    return tuple(fault.told() for fault in caught.value.faults)


def workbook(change: Callable[[Any], Any], data: bytes | None = None) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(data or small_bytes()))
    change(book)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize("sample", SAMPLES)
def test_every_sort_of_file_is_the_same_plan(sample: str) -> None:
    plan = load(SAMPLES[sample])
    data = plan_data(plan)
    files = {"plan.yaml": yaml_text(data).encode(), "Plan.YML": yaml_text(data).encode(), "plan.json": json_text(data).encode(),
             "my plan (2).xlsx": workbook_bytes(data)}
    for name, content in files.items():
        assert uploaded(name, content) == plan, name


@pytest.mark.parametrize(("name", "remedy"), [
    ("plan.xls", "Excel workbook"), ("plan.xlsm", "without macros"), ("plan.csv", "allocator new"),
    ("plan.ods", "Excel workbook"), ("plan.pdf", ".yaml"), ("plan", ".yaml"), ("", ".yaml"),
])
def test_other_sorts_are_refused_with_the_remedy(name: str, remedy: str) -> None:
    (fault,) = refused(name, b"x")
    assert remedy in fault.fix
    assert fault.place == (name or "the file")


def test_a_scenario_is_refused_and_nothing_is_looked_up_for_it() -> None:
    for based_on in ("base.yaml", str(SAMPLES["oak-grove"]), "../../etc/hosts"):
        text = json.dumps({"format": 1, "name": "Cut", "based_on": based_on, "change": {}})
        for name in ("cut.json", "cut.yaml"):
            (fault,) = refused(name, text.encode())
            assert fault.place == name
            assert "scenario" in fault.says
            assert fault.fix.startswith("Upload the plan itself")


@pytest.mark.parametrize(("name", "shown"), [
    ("C:\\fakepath\\plan.json", "plan.json"), ("../../plan.json", "plan.json"), ("pl\u202ean\n.json", "plan.json"),
    ("/tmp/x/plan.json", "plan.json"), ("a" * 300 + ".json", "a" * 95 + ".json"),
])
def test_faults_name_the_file_as_the_person_does(name: str, shown: str) -> None:
    data = small()
    data["needs"]["attendance"]["score"] = "many"
    (fault,) = refused(name, json.dumps(data, indent=1).encode())
    assert fault.place.startswith(f"{shown} line ")
    assert file_name(name) == shown


def test_a_file_that_is_too_large_or_broken_is_refused() -> None:
    (large,) = refused("plan.yaml", b"#" * (1024 * 1024 + 1))
    assert (large.place, large.says) == ("plan.yaml", "the file is larger than 1 MB")
    (broken,) = refused("plan.xlsx", b"not a workbook")
    assert broken.place == "plan.xlsx"
    (budget,) = refused("result.json", b'{"programs": {}, "payments": []}')
    assert "not a plan" in budget.says


def test_warnings_are_handed_on() -> None:
    content = workbook(lambda book: book.create_sheet("Scratch"))
    assert [str(fault.place) for fault in read_upload("plan.xlsx", content).warnings] == ["sheet Scratch"]
    copy = marked_copy(content, [Fault("Costs!E2", "", "no")])
    assert [str(fault.place) for fault in read_upload("plan.xlsx", copy).warnings] == ["sheet Scratch"]


def test_what_only_follows_from_a_name_that_is_lost_is_not_told() -> None:
    """The rows of other sheets name the program; none of them finds it while the name is blank."""
    content = workbook(lambda book: book["Programs"].__setitem__("B2", None))
    (fault,) = refused("plan.xlsx", content)
    assert (fault.place, fault.says) == ("Programs!B2", "this field is missing")
    content = workbook(lambda book: book["Programs"].__setitem__("A3", "social-worker"))
    (fault,) = refused("plan.xlsx", content)
    assert fault.place == "Programs!A3"
    content = workbook(lambda book: book["Costs"].__setitem__("A2", "Nobody"))
    (fault,) = refused("plan.xlsx", content)
    assert fault.says == "no program has this name"
