"""Rules checked: every rule in a row, what room it leaves in each year, its verdict, and where it comes from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from textwrap import shorten

from allocator.domain.report import Finding
from allocator.domain.rule import PLAN_FILE, Citation
from allocator.export import labels
from allocator.export.book import Book
from allocator.export.facts import Facts
from allocator.export.grid import Column, Grid
from allocator.export.places import finish, start

MANY_COMPARISONS = frozenset({"timing", "full_cost", "same_shares"})
"""Kinds that compare each cost line: their verdicts are shown together, one figure a year."""
UNIT_KINDS = {"dollars": "money", "fte": "fte", "share": "share", "count": "count"}
EVERY_YEAR = ""
"""The year of a finding about all years together."""
NUMBER, SAYS, FIRST = range(3)
"""Columns; the years begin at the last of them."""
COUNTED_SAYS = ("Where a figure above stands for several comparisons, it is the room in the tightest of them.",
                "An empty cell: nothing is compared in that year.")
SHORT = 58
"""Letters of a rule's sentence where it was told above already."""


@dataclass
class Verdict:
    """One figure of the sheet: a finding, or several of one rule and year."""

    tightest: Finding
    comparisons: int

    def add(self, finding: Finding) -> None:
        """Take in another finding; the one with the least room is shown."""
        self.comparisons += finding.count
        if finding.room < self.tightest.room:
            self.tightest = finding


@dataclass
class Judged:
    """One row of the sheet: a rule, what it is about, and its verdict in each year in which it compares something."""

    rule: Finding
    about: str
    years: dict[str, Verdict] = field(default_factory=dict)

    @property
    def holds(self) -> bool:
        """Whether the rule holds in all of its years."""
        return all(verdict.tightest.holds for verdict in self.years.values())

    @property
    def comparisons(self) -> int:
        """How many comparisons stand behind the row."""
        return sum(verdict.comparisons for verdict in self.years.values())

    def takes(self, finding: Finding) -> bool:
        """Takes in a finding of this rule, unless it would hide another: what is broken keeps a figure of its own."""
        here = self.years.get(finding.year)
        if here is None:
            self.years[finding.year] = Verdict(finding, finding.count)
        elif here.tightest.holds and finding.holds:
            here.add(finding)
        else:
            return False
        return True


def judged(findings: Iterable[Finding]) -> list[Judged]:
    """Findings as rows, in their order."""
    rows: dict[tuple[str, ...], list[Judged]] = {}
    for finding in findings:
        about = "" if finding.holds and finding.kind in MANY_COMPARISONS else finding.about
        same = rows.setdefault((finding.rule, about, finding.unit), [])
        if not any(row.takes(finding) for row in same):
            same.append(Judged(finding, about))
            same[-1].takes(finding)
    return [row for same in rows.values() for row in same]


def write(book: Book, facts: Facts) -> None:
    """The whole sheet."""
    rows = list(enumerate(judged(facts.report.findings), 1))
    abouts = Counter(row.rule.rule for _, row in rows)
    years = [*facts.years, EVERY_YEAR]
    columns = _columns(years)
    grid = Grid(book, "rules", len(columns))
    start(facts, grid)
    grid.table("rules", columns)
    for at, row in rows:
        about = facts.names.about(row.about) if abouts[row.rule.rule] > 1 else ""
        _row(grid, years, at, row, about)
    _counted(grid, facts, years, [(at, row) for at, row in rows if row.comparisons > len(row.years)])
    finish(facts, grid, 2)


def _columns(years: Sequence[str]) -> list[Column]:
    return [
        Column("-", "No.", "count", 4), Column("-", "Rule", least=40, most=68),
        *[Column("-", labels.of_year("Room", year or labels.ALL_YEARS), "money") for year in years],
        Column("-", "In", least=7.5), Column("-", "Verdict", most=26), Column("-", "Confirmed", least=12),
    ]


def _row(grid: Grid, years: Sequence[str], at: int, row: Judged, about: str) -> None:
    """A rule's row; ``about``: what it is about, where the same rule has other rows too."""
    rule, after = row.rule, FIRST + len(years)
    grid.number(NUMBER, at)
    grid.text(SAYS, "\n".join(filter(None, (str(rule.says), about and f"About: {about}", _source(rule.cite)))))
    for column, year in enumerate(years, FIRST):
        if year in row.years:
            grid.number(column, row.years[year].tightest.room, kind=UNIT_KINDS[rule.unit])
    grid.text(after, "FTE" if rule.unit == "fte" else rule.unit)
    grid.text(after + 1, words(row))
    badge(grid, after + 2, rule.cite)
    grid.next()


def _source(cite: Citation) -> str:
    """Where a rule comes from, unless it is the plan's own, which the last column says."""
    return "" if cite == PLAN_FILE else f"Source: {cite.title}{', read ' if cite.read else ''}{cite.read}"


def _counted(grid: Grid, facts: Facts, years: Sequence[str], rows: Sequence[tuple[int, Judged]]) -> None:
    """How many comparisons stand behind a figure, where they are several, and how many the audit made in all."""
    total = FIRST + len(years)
    grid.next()
    grid.table("rules_counted", [Column("-", "No.", "count"), Column("-", "Several comparisons"),
                                 *[Column("-", year or labels.ALL_YEARS, "count") for year in years],
                                 Column("-", labels.TOTAL, "count")], repeated=False)
    for at, row in rows:
        grid.number(NUMBER, at)
        grid.text(SAYS, shorten(str(row.rule.says), SHORT, placeholder="\N{HORIZONTAL ELLIPSIS}"))
        for column, year in enumerate(years, FIRST):
            if year in row.years:
                grid.number(column, row.years[year].comparisons)
        grid.number(total, row.comparisons)
        grid.next()
    grid.blank(NUMBER, "grand")
    grid.text(SAYS, "All comparisons of the audit", "grand")
    for column in range(FIRST, total):
        grid.blank(column, "grand")
    grid.number(total, facts.report.checked, "grand")
    grid.next()
    for line in COUNTED_SAYS:
        grid.remark(line)


def words(row: Judged) -> str:
    """The verdict in words; where something is wrong, year by year."""
    if row.holds:
        return labels.OK
    wrong = [verdict.tightest for verdict in row.years.values() if not verdict.tightest.holds]
    return "\n".join(_wrong(finding) for finding in wrong)


def _wrong(finding: Finding) -> str:
    told = f"{finding.year}: " if finding.year else ""
    told += "wish falls short" if finding.prefer is not None else "BROKEN"
    return f"{told}. {finding.problem}" if finding.problem is not None else told


def cited(grid: Grid, column: int, cite: Citation) -> None:
    """Source, day of reading and badge, in three columns."""
    grid.text(column, cite.title)
    grid.text(column + 1, cite.read)
    badge(grid, column + 2, cite)


def badge(grid: Grid, column: int, cite: Citation) -> None:
    """Whether a person has read a source."""
    if cite.confirmed:
        grid.text(column, labels.OWN if cite == PLAN_FILE else labels.CONFIRMED)
    else:
        grid.text(column, labels.UNCONFIRMED, kind="badge")
