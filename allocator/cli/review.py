"""``allocator review``: what a person changed in a workbook, what it breaks, and the smallest repair."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from allocator.cli.commands import JsonOut, Language, PlanPath, Quiet, check_language
from allocator.cli.plans import checked_plan
from allocator.cli.screen import tell
from allocator.cli.solve import Seconds, stop_on_ctrl_c
from allocator.cli.wording import MOST_LINES
from allocator.cli.writing import Output, as_json, check_outputs, write_all
from allocator.domain.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from allocator.domain.case import Case
    from allocator.domain.edits import Edit
    from allocator.load.edited_budget import EditedBudget
    from allocator.messages import Message
    from allocator.whatif.argue import Argument

EditedPath = Annotated[Path, typer.Argument(metavar="WORKBOOK", help="The budget workbook, as it was edited.")]
RepairOut = Annotated[str | None, typer.Option("--excel", metavar="OUT", help="Write the repaired budget as an Excel workbook.")]


def review(  # noqa: PLR0913 - one parameter for each option of the command
    plan: PlanPath, workbook: EditedPath, json: JsonOut = None, excel: RepairOut = None, seconds: Seconds = 60.0,
    language: Language = "en", quiet: Quiet = False,
) -> None:
    """Read an edited workbook back: what was changed by hand, cell by cell, which rules it breaks, how much less need it meets,
    and the repair with the fewest changed lines."""
    from allocator.allocate import case_for
    from allocator.export import write_workbook
    from allocator.load import fingerprint
    from allocator.load.edited_budget import read_edited
    from allocator.whatif.argue import argue, report_of

    if excel is not None and not excel.lower().endswith(".xlsx"):
        raise typer.BadParameter("the name of the workbook must end in .xlsx", param_hint="--excel")
    check_language(language)
    check_outputs([plan, str(workbook)], [json, excel])
    loaded, _ = checked_plan(plan)
    case = case_for(loaded)
    edited = read_edited(workbook, fingerprint(loaded))
    with stop_on_ctrl_c(quiet) as stop:
        found = argue(case, edited.written, edited.budget, Settings(seconds=seconds), stop)
    outputs = []
    if excel is not None and found.repair.budget is not None:
        report = report_of(loaded, case, found.repair.budget)
        outputs.append(Output(excel, lambda place: write_workbook(report, place, Path(plan).name)))
    if json is not None:
        outputs.append(as_json(json, _record(case, edited, found, language)))
    write_all(outputs)
    lines = list(_told(case, edited, found, language))
    if json is None:
        typer.echo("\n".join(lines))
    elif not quiet:
        tell("\n".join(lines))


def _record(case: Case, edited: EditedBudget, found: Argument, language: str) -> dict[str, Any]:
    """The answer as other programs read it."""
    from allocator.audit.figures import wrong_figures
    from allocator.audit.rates import rate_words
    from allocator.explain.plain import plain
    from allocator.export.argued import figures_words

    rates = [{"figure": list(one.figure), "place": one.place, "says": rate_words(case, one)} for one in edited.rates]
    wrong = wrong_figures(case, edited.budget, edited.stated, found.findings)
    figures = [{"figure": one.about.split("/"), "place": one.year, "says": says}
               for one, says in zip(wrong, figures_words(wrong)[1:], strict=True)]
    broken = [{"rule": one.rule, "kind": one.kind, "year": one.year, "about": one.about, "says": one.says, "problem": one.problem,
               "room": one.room, "unit": one.unit} for one in found.findings]
    return {
        "format": 1, "edits": _listed(edited.edits, edited), "rates": plain(rates, language),
        "figures": plain(figures, language), "broken": plain(broken, language),
        **plain({"points": found.points, "points_before": found.before, "points_best": found.best}),
        "repair": {"found": found.repair.budget is not None, "complete": found.repair.complete,
                   "points": plain(found.repaired_points), "edits": _listed(found.repairs, edited)},
    }


def _listed(edits: Sequence[Edit], edited: EditedBudget) -> list[dict[str, object]]:
    """Every change as a record of its own, with its cell."""
    return [{**entry._asdict(), "was": was, "now": now, "place": edited.places.get(entry, "")} for entry, was, now in edits]


def _told(case: Case, edited: EditedBudget, found: Argument, language: str) -> Iterator[str]:
    from allocator.audit.figures import wrong_figures
    from allocator.export.argued import (
        broken_words,
        count_words,
        edit_words,
        figures_words,
        points_words,
        rates_words,
        repair_words,
    )
    from allocator.export.names import Names
    from allocator.messages import say, text

    names, edits = Names(case), edited.edits
    yield from (text(line, language) for line in rates_words(case, edited.rates))
    figures = wrong_figures(case, edited.budget, edited.stated, found.findings)
    if figures:
        heading, *lines = figures_words(figures)
        yield text(heading, language)
        yield from _listed_words(lines, language)
    yield text(count_words(edits, [*edited.rates, *figures]), language)
    yield from _listed_words([edit_words(names, edit, edited.places) for edit in edits], language)
    broken = list(broken_words(names, found.findings))
    if broken:
        yield text(say("argue.breaks.one") if len(broken) == 1 else say("argue.breaks", count=len(broken)), language)
        yield from _listed_words(broken, language)
    yield text(points_words(found), language)
    yield text(repair_words(found), language)
    yield from _listed_words([edit_words(names, edit, edited.places) for edit in found.repairs], language)


def _listed_words(lines: list[Message], language: str) -> Iterator[str]:
    from allocator.messages import say, text

    yield from (f"  - {text(line, language)}" for line in lines[:MOST_LINES])
    if len(lines) > MOST_LINES:
        yield f"  {text(say('argue.more', count=len(lines) - MOST_LINES), language)}"
