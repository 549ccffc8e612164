"""``allocator compare``: plans side by side, and which change did what."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from allocator.cli.commands import PLAN_HELP, JsonOut, Language, Quiet, check_language
from allocator.cli.endings import IMPOSSIBLE, NO_PLAN
from allocator.cli.known import counted
from allocator.cli.plans import checked_plans
from allocator.cli.screen import tell
from allocator.cli.solve import Gap, stop_on_ctrl_c
from allocator.cli.writing import STREAM, Output, as_json, check_outputs, write_all
from allocator.domain.settings import Settings

if TYPE_CHECKING:
    from allocator.domain.plan import Plan
    from allocator.whatif.comparison import Comparison

FEWEST, MOST = 2, 6
PLANS_HELP = f"{FEWEST} to {MOST} plans; the others are compared with the first. {PLAN_HELP}"

Plans = Annotated[list[str], typer.Argument(metavar="PLAN PLAN...", help=PLANS_HELP)]
Seconds = Annotated[float, typer.Option("--seconds", min=0, help="Time limit for each plan that is solved.")]
ExcelOut = Annotated[str | None, typer.Option("--excel", metavar="OUT", help="Write the comparison as an Excel workbook.")]


def compare(  # noqa: PLR0913 - one parameter for each option of the command
    plans: Plans, json: JsonOut = None, excel: ExcelOut = None, gap: Gap = 0.005, seconds: Seconds = 60.0,
    language: Language = "en", quiet: Quiet = False,
) -> None:
    """Put plans side by side: what differs in them and in their budgets, and which change did what. Ctrl+C takes what is
    known by then."""
    from allocator.cli.compare_text import compared

    if not FEWEST <= len(plans) <= MOST:
        raise typer.BadParameter(f"name {FEWEST} to {MOST} plans", param_hint="PLAN")
    if plans.count(STREAM) > 1:
        raise typer.BadParameter("standard input can be read once", param_hint="PLAN")
    if excel is not None and not excel.lower().endswith(".xlsx"):
        raise typer.BadParameter("the name of the workbook must end in .xlsx", param_hint="--excel")
    check_language(language)
    check_outputs(plans, [json, excel])
    found = _compared(checked_plans(plans, quiet), Settings(gap=gap, seconds=seconds), quiet)
    if not any(column.reached for column in found.plans):
        _no_budget(found, json, language)
    files = ["standard input" if plan == STREAM else plan for plan in plans]
    outputs = [_workbook(found, excel, files)] if excel is not None else []
    outputs += [as_json(json, _plain(found, language))] if json is not None else []
    write_all(outputs)
    lines = compared(found, files, language)
    if not outputs:
        typer.echo("\n".join(lines))
    elif not quiet:
        tell("\n".join(lines))


def _compared(plans: Sequence[Plan], settings: Settings, quiet: bool) -> Comparison:
    from allocator.whatif.compare import compare as compare_plans

    with stop_on_ctrl_c(quiet) as stop:
        several, line = counted(settings, len(plans), quiet, stop)
        try:
            return compare_plans(plans, settings, several)
        finally:
            line.close()


def _no_budget(found: Comparison, json: str | None, language: str) -> None:
    """Every plan is impossible, or nothing was found in time: say why, plan by plan, and end."""
    from allocator.cli.wording import impossible_lines
    from allocator.messages import text

    for column in found.plans:
        tell(f"{column.letter}  {column.name}")
        lines = impossible_lines(column.impossible, language) if column.impossible else [text(column.says, language)]
        tell("\n".join(f"   {line}" for line in lines))
    if not all(column.impossible for column in found.plans):
        raise typer.Exit(NO_PLAN)
    if json is not None:
        write_all([as_json(json, _plain(found, language))])
    raise typer.Exit(IMPOSSIBLE)


def _plain(found: Comparison, language: str) -> dict[str, object]:
    from allocator.explain.plain import plain
    from allocator.explain.result import impossible

    data: dict[str, object] = {"format": 1, **plain(found, language)}
    data["plans"] = [
        {**plain(column, language), "impossible": None if column.impossible is None else impossible(column.impossible, language)}
        for column in found.plans]
    return data


def _workbook(found: Comparison, path: str, files: Sequence[str]) -> Output:
    from allocator.export.comparison import write_comparison

    if path == STREAM:
        raise typer.BadParameter("a workbook cannot be written to standard output", param_hint="--excel")
    return Output(path, lambda place: write_comparison(found, place, files))
