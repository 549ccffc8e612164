"""``allocator actuals``: what was spent against what was planned, and the years that remain planned again."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from allocator.cli.audit import BudgetPath
from allocator.cli.commands import JsonOut, Language, PlanPath, Quiet, check_language
from allocator.cli.endings import IMPOSSIBLE
from allocator.cli.files import PLAN_ENDINGS
from allocator.cli.plans import changed_rates, checked_plan, read_entered
from allocator.cli.screen import tell
from allocator.cli.solve import Gap, Seconds, allocated
from allocator.cli.writing import STREAM, Output, as_json, check_outputs, write_all
from allocator.domain.report import Impossible, Report
from allocator.domain.settings import Settings
from allocator.errors import InputError
from allocator.messages import say

if TYPE_CHECKING:
    from allocator.whatif.closing import Closed
    from allocator.whatif.replan import Replanned

THROUGH_HELP = "The last year that is closed. Left out: the last one with actuals."

ActualsPath = Annotated[Path, typer.Argument(metavar="ACTUALS", help="What was spent: CSV or workbook with year, source, object, "
                                             "amount.")]
Through = Annotated[str | None, typer.Option("--through", metavar="YEAR", help=THROUGH_HELP)]
ExcelOut = Annotated[str | None, typer.Option("--excel", metavar="OUT", help="Write all tables as an Excel workbook.")]
PlanOut = Annotated[str | None, typer.Option("--plan", metavar="NEXT", help="Write the years that remain as a plan file.")]


def actuals(  # noqa: PLR0913 - one parameter for each option of the command
    plan: PlanPath, budget: BudgetPath, actuals: ActualsPath, through: Through = None, json: JsonOut = None,
    excel: ExcelOut = None, next_plan: PlanOut = None, gap: Gap = 0.005, seconds: Seconds = 60.0, language: Language = "en",
    quiet: Quiet = False,
) -> None:
    """Hold what was spent against the budget that was adopted, and plan the years that remain again."""
    from allocator.cli.actuals_text import spent_lines, told_lines

    if excel is not None and not excel.lower().endswith(".xlsx"):
        raise typer.BadParameter("the name of the workbook must end in .xlsx", param_hint="--excel")
    if next_plan is not None and next_plan != STREAM and not next_plan.lower().endswith(PLAN_ENDINGS):
        raise typer.BadParameter(f"the name must end in {' or '.join(PLAN_ENDINGS)}", param_hint="--plan")
    if json == next_plan == STREAM:
        raise typer.BadParameter("standard output can be written once", param_hint="--plan")
    check_language(language)
    check_outputs([plan, str(budget), str(actuals)], [json, excel, next_plan])
    closed = _closed(plan, budget, actuals, through)
    if next_plan is not None and closed.next_plan is None:
        raise InputError.one(say("fault.plan.closed"), place="--plan", got=closed.years[-1], fix=say("fault.fix.plan.closed"))
    answer = allocated(closed.next_plan, Settings(gap=gap, seconds=seconds), quiet) if closed.next_plan is not None else None
    outputs = [*_files(closed, answer, json, excel, language), *_plan(closed, next_plan)]
    write_all(outputs)
    lines = [*spent_lines(closed, language), *told_lines(closed, answer, language)]
    if not outputs:
        typer.echo("\n".join(lines))
    elif not quiet:
        tell("\n".join(lines))
    if isinstance(answer, Impossible):
        _no_budget(answer, language)


def _closed(plan: str, budget: Path, spent: Path, through: str | None) -> Closed:
    """The closed years of some files. Raises InputError with every fault of the actuals."""
    from allocator.allocate import case_for
    from allocator.domain.stated import BudgetFile
    from allocator.load import fingerprint
    from allocator.load.actuals import read_actuals
    from allocator.messages import say
    from allocator.whatif.closing import close_years

    loaded, _ = checked_plan(plan)
    entered, claims = read_entered(budget)
    case = case_for(loaded)
    closed = close_years(loaded, case, entered, read_actuals(spent, loaded), through)
    closed = replace(closed, warnings=(*changed_rates(case, claims), *closed.warnings))
    file = claims.get("file", BudgetFile())
    if file.plan_sha256 and file.plan_sha256 != fingerprint(loaded):
        return replace(closed, warnings=(say("actuals.other_plan"), *closed.warnings))
    return closed


def _files(closed: Closed, answer: Report | Impossible | None, json: str | None, excel: str | None,
           language: str) -> list[Output]:
    found: Replanned | None = None
    if isinstance(answer, Report):
        from allocator.whatif.replan import replanned

        found = replanned(closed, answer)
    outputs = []
    if excel is not None:
        from allocator.export.spending import write_spending

        if excel == STREAM:
            raise typer.BadParameter("a workbook cannot be written to standard output", param_hint="--excel")
        outputs.append(Output(excel, lambda place: write_spending(closed, found, place)))
    if json is not None:
        from allocator.explain.result import impossible, result
        from allocator.whatif.spending_record import record

        solved = result(answer, language) if isinstance(answer, Report) else None
        solved = impossible(answer, language) if isinstance(answer, Impossible) else solved
        outputs.append(as_json(json, record(closed, found, language) | {"result": solved}))
    return outputs


def _plan(closed: Closed, path: str | None) -> list[Output]:
    from allocator.load import write_plan

    found = closed.next_plan
    return [] if path is None or found is None else [Output(path, lambda place: write_plan(found, place))]


def _no_budget(answer: Impossible, language: str) -> None:
    from allocator.cli.wording import impossible_lines

    tell("\n".join(impossible_lines(answer, language)))
    raise typer.Exit(IMPOSSIBLE)
