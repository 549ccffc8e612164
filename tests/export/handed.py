"""What the tests of the handout and of the CSV files share: the sample school's report, names that give trouble, tables read."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import allocator
from allocator.allocate import case_for
from allocator.domain.program import Program
from allocator.domain.report import Report
from allocator.load.plain_plan import fingerprint
from allocator.ui.stored import stored_report

SCHOOL = Path(__file__).resolve().parents[2] / "scenarios" / "oak-grove"
WORDS = "Tutoring for families who read together after school with mentors, and a long account of it. " * 4
NAMES: dict[str, Callable[[int, str], str]] = {
    "as-they-are": lambda number, name: name,
    "long": lambda number, name: f"{number} {WORDS}"[:300],
    "a-line-and-a-bit": lambda number, name: f"{number} {WORDS}"[:48],
    "short": lambda number, name: f"P{number}",
    "one-word": lambda number, name: "W" * 300,
    "right-to-left": lambda number, name: ("تוכנית קהילתית לתלמידים ולמשפחות " * 12)[:300],
    "chinese": lambda number, name: "社區學校計劃支援家庭與學生" * 23,
    "markup": lambda number, name: ('<script>alert("x")</script> & "quotes" \'one\' ' * 8)[:300],
}


@cache
def oak_grove() -> Report:
    """The sample school's report, from its stored result."""
    case = case_for(allocator.load(SCHOOL / "base.yaml"))
    report = stored_report(SCHOOL / "base.result.json", case, fingerprint(case.plan))
    assert report is not None
    return report


def renamed(report: Report, name: Callable[[int, str], str]) -> Report:
    """The report of a plan in which everything is called otherwise."""
    plan, count = report.case.plan, iter(range(10_000))

    def called(old: str) -> dict[str, str]:
        return {"name": name(next(count), old)}

    def program(record: Program) -> Program:
        sizes = {key: level.model_copy(update=called(level.name or key)) for key, level in record.levels.items()}
        return record.model_copy(update={**called(record.name), "levels": sizes})

    other = plan.model_copy(update={
        **called(plan.name), "programs": {key: program(one) for key, one in plan.programs.items()},
        **{part: {key: one.model_copy(update=called(one.name)) for key, one in getattr(plan, part).items()}
           for part in ("sites", "needs", "sources", "staff")},
    })
    return replace(report, case=replace(report.case, plan=other))


class _Tables(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tables: list[list[list[str]]] = []
        self.inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self.tables.append([])
        elif tag == "tr":
            self.tables[-1].append([])
        elif tag in ("th", "td"):
            self.tables[-1][-1].append("")
            self.inside = True

    def handle_endtag(self, tag: str) -> None:
        if tag in ("th", "td"):
            self.inside = False

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.tables[-1][-1][-1] += data


def tables(html: str) -> list[list[list[str]]]:
    """The words of every cell, by table and row."""
    parser = _Tables()
    parser.feed(html)
    return parser.tables


def dollars(words: str) -> int:
    """``$48,000`` as a number."""
    assert re.fullmatch(r"-?\$[\d,]+", words), words
    return int(re.sub(r"[$,]", "", words))
