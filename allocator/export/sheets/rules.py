"""Rules checked: every rule, its verdict, the room that is left, and where it comes from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from allocator.domain.report import Finding
from allocator.domain.rule import PLAN_FILE, Citation
from allocator.export import labels
from allocator.export.book import Book
from allocator.export.facts import Facts
from allocator.export.grid import Column, Grid
from allocator.export.places import finish, start

MANY_COMPARISONS = frozenset({"timing", "full_cost", "same_shares"})
"""Kinds that compare each cost line: their verdicts are shown together, one row a year."""
UNIT_KINDS = {"dollars": "money", "fte": "fte", "share": "share", "count": "count"}


@dataclass
class Verdict:
    """One row of the sheet: a finding, or several of one rule and year."""

    tightest: Finding
    comparisons: int

    def add(self, finding: Finding) -> None:
        """Take in another finding; the one with the least room is shown."""
        self.comparisons += finding.count
        if (finding.holds, finding.room) < (self.tightest.holds, self.tightest.room):
            self.tightest = finding


def verdicts(findings: Iterable[Finding]) -> list[Verdict]:
    """Findings as rows, in their order. What is broken always has a row of its own."""
    rows: dict[tuple[str, ...], Verdict] = {}
    for at, finding in enumerate(findings):
        about = "" if finding.kind in MANY_COMPARISONS else finding.about
        key = (finding.rule, finding.year, about, finding.unit, "" if finding.holds else str(at))
        if key in rows:
            rows[key].add(finding)
        else:
            rows[key] = Verdict(finding, finding.count)
    return list(rows.values())


def write(book: Book, facts: Facts) -> None:
    """The whole sheet."""
    columns = [
        Column("-", "Rule", least=40, most=92), Column("-", "Year", least=10), Column("-", "About", least=14, most=30),
        Column("-", "Verdict", least=10, most=34), Column("-", "Room left", least=12), Column("-", "In"),
        Column("-", "Comparisons", "count"), Column("-", "Source", least=20, most=44), Column("-", "Last read", least=10),
        Column("-", "Confirmed", least=12),
    ]
    grid = Grid(book, "rules", len(columns))
    start(facts, grid)
    grid.table("rules", columns)
    for verdict in verdicts(facts.report.findings):
        _verdict(grid, facts, verdict)
    finish(facts, grid)


def _verdict(grid: Grid, facts: Facts, verdict: Verdict) -> None:
    finding = verdict.tightest
    grid.text(0, str(finding.says))
    grid.text(1, finding.year or labels.ALL_YEARS)
    grid.text(2, "" if verdict.comparisons > 1 and finding.kind in MANY_COMPARISONS else facts.names.about(finding.about))
    grid.text(3, words(finding))
    grid.number(4, finding.room, kind=UNIT_KINDS[finding.unit])
    grid.text(5, "FTE" if finding.unit == "fte" else finding.unit)
    grid.number(6, verdict.comparisons)
    cited(grid, 7, finding.cite)
    grid.next()


def words(finding: Finding) -> str:
    """The verdict in words."""
    if finding.holds:
        return labels.OK
    told = f": {finding.problem}" if finding.problem is not None else ""
    return f"Wish falls short{told}" if finding.prefer is not None else f"BROKEN{told}"


def cited(grid: Grid, column: int, cite: Citation) -> None:
    """Source, day of reading and badge, in three columns."""
    grid.text(column, cite.title)
    grid.text(column + 1, cite.read)
    if cite.confirmed:
        grid.text(column + 2, labels.OWN if cite == PLAN_FILE else labels.CONFIRMED)
    else:
        grid.text(column + 2, labels.UNCONFIRMED, kind="badge")
