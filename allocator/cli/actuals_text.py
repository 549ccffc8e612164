"""Plan against actual as text: by year, source and object code, what is left of each source, and the years that remain."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from allocator.cli.columns import Columns, paragraph
from allocator.cli.wording import points, quality_words
from allocator.domain.report import Impossible, Report
from allocator.domain.sacs import object_name
from allocator.messages import Message, Names, say, text
from allocator.money import dollars
from allocator.whatif.closing import Closed
from allocator.whatif.replan import OpenYears, Replanned, replanned
from allocator.whatif.shown_accounts import shown_accounts
from allocator.whatif.spending import Spending, Sum, summed, total


def spent_lines(closed: Closed, language: str) -> list[str]:
    """The closed years: plan against actual, vacancy savings, what is left of each source."""
    case = closed.case
    lines = paragraph(text(say("actuals.heading", plan=case.plan.name), language))
    table = _Table(3, language)
    table.heads(("actuals.planned", "actuals.actual", "actuals.left"))
    rows = closed.spending
    table.sums(say("actuals.by_year"), summed(rows, lambda row: row.year), lambda year: year)
    table.sums(say("actuals.by_source"), summed(rows, lambda row: row.source), lambda source: case.plan.sources[source].name)
    table.sums(say("actuals.by_object"), summed(rows, lambda row: row.object), _object)
    table.sum(say("actuals.total"), total(rows))
    table.sums(say("actuals.vacancies"), closed.staff, lambda year: year)
    lines += [*table.columns.lines, *_over(closed, language), *_accounts(closed, language), ""]
    for note in closed.notes:
        lines += paragraph(text(note, language), "- ", "  ")
    for warning in closed.warnings:
        lines += paragraph(text(say("actuals.look", says=warning), language), "! ", "  ")
    return lines


def told_lines(closed: Closed, answer: Report | Impossible | None, language: str) -> list[str]:
    """The years that remain: the adopted budget beside the one that is planned again."""
    if answer is None:
        return [text(say("actuals.all_closed"), language)]
    if isinstance(answer, Impossible):
        return [text(say("actuals.impossible", years=Names(tuple(closed.open))), language)]
    found = replanned(closed, answer)
    table = _Table(2, language)
    lines = ["", *paragraph(text(say("actuals.remaining", years=Names(tuple(closed.open))), language)),
             *paragraph(text(quality_words(answer.status, answer.points, answer.bound), language))]
    table.heads(("actuals.adopted", "actuals.again"))
    table.pair(say("compare.row.points"), found, lambda one: points(one.points))
    table.pair(say("compare.row.cost"), found, lambda one: dollars(one.cost))
    for code, of in MONEY:
        table.pair(say(code), found, lambda one, of=of: dollars(sum(of(one).values())))  # type: ignore[misc]
    return [*lines, *table.columns.lines, "", *_programs(closed, found, language)]


MONEY: tuple[tuple[str, Callable[[OpenYears], Mapping[str, int]]], ...] = (
    ("actuals.carried_in", lambda one: one.carried_in), ("actuals.used", lambda one: one.used),
    ("actuals.lapsed", lambda one: one.lapsed), ("actuals.unspent", lambda one: one.unspent),
)


class _Table:
    """Rows with a cell for each column, in one language."""

    def __init__(self, cells: int, language: str) -> None:
        self.columns, self.language = Columns(cells), language
        self.columns.lines.append("")

    def heads(self, codes: tuple[str, ...]) -> None:
        self.columns.row("", [text(say(code), self.language) for code in codes])

    def sum(self, label: Message | str, one: Sum, indent: int = 0) -> None:
        shown = text(label, self.language) if isinstance(label, Message) else label
        self.columns.row(shown, [dollars(one.planned), dollars(one.actual), dollars(one.left)], indent)

    def sums(self, heading: Message, sums: Mapping[str, Sum], name: Callable[[str], str]) -> None:
        self.columns.heading(text(heading, self.language))
        for word, one in sums.items():
            self.sum(name(word), one, 1)

    def pair(self, label: Message, found: Replanned, cell: Callable[[OpenYears], str]) -> None:
        self.columns.row(text(label, self.language), [cell(found.adopted), cell(found.now)])


def _object(code: str) -> str:
    return f"{code} {object_name(code)}".strip()


def _over(closed: Closed, language: str) -> list[str]:
    """Object codes of a source and year where more was spent than planned, the largest first."""
    over: list[Spending] = sorted((row for row in closed.spending if row.left < 0), key=lambda row: row.left)[:5]
    lines = ["", text(say("actuals.overspent"), language)] if over else []
    for row in over:
        name = closed.case.plan.sources[row.source].name
        lines.append(f" {row.year} {name}, {_object(row.object)}: {dollars(-row.left)}")
    return lines


def _accounts(closed: Closed, language: str) -> list[str]:
    table = Columns(5)
    table.heading(text(say("actuals.accounts", year=closed.years[-1]), language))
    heads = ("actuals.had", "actuals.spent", "actuals.carried", "actuals.lost", "actuals.beyond")
    table.row("", [text(say(code), language) for code in heads])
    for one in shown_accounts(closed):
        cells = (one.had, one.spent, one.carried, one.lost, one.over)
        table.row(closed.case.plan.sources[one.source].name, [dollars(cell) for cell in cells], 1)
    return table.lines


def _programs(closed: Closed, found: Replanned, language: str) -> list[str]:
    """Which programs come in, drop out, or run otherwise."""
    named = {program: record.name for program, record in closed.case.programs.items()}
    groups = (("moves.enters", found.comes_in), ("moves.leaves", found.drops_out), ("moves.resized", found.changes))
    lines: list[str] = []
    for code, programs in groups:
        if programs:
            lines += paragraph(text(say(code, names=Names(tuple(named[one] for one in programs))), language))
    return lines or [text(say("actuals.same"), language)]
