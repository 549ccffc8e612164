"""``allocator district``: the budgets of several schools in one workbook, a sheet for each school."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from allocator.cli.commands import PLAN_HELP, JsonOut, Language, Quiet, check_language
from allocator.cli.endings import IMPOSSIBLE, NO_PLAN
from allocator.cli.known import brought, counted, take_stored
from allocator.cli.plans import checked_plans
from allocator.cli.screen import tell
from allocator.cli.solve import Gap, stop_on_ctrl_c
from allocator.cli.writing import STREAM, Output, as_json, check_outputs, write_all
from allocator.domain.settings import Settings

if TYPE_CHECKING:
    from allocator.domain.plan import Plan
    from allocator.whatif.schools import School

MOST = 40
PLANS_HELP = f"The plan of each school, up to {MOST}. {PLAN_HELP}"
BUDGET_HELP = ("A school's budget, as JSON or as its workbook, also one edited by hand; can be given several times. Its plan is "
               "found by the fingerprint in the file. Other plans take a solved NAME.result.json beside their file, or else are "
               "solved.")

Plans = Annotated[list[str], typer.Argument(metavar="PLAN...", help=PLANS_HELP)]
Budgets = Annotated[list[Path] | None, typer.Option("--budget", metavar="BUDGET", help=BUDGET_HELP)]
Seconds = Annotated[float, typer.Option("--seconds", min=0, help="Time limit for each plan that is solved.")]
ExcelOut = Annotated[str | None, typer.Option("--excel", metavar="OUT", help="Write the district workbook.")]


def district(  # noqa: PLR0913 - one parameter for each option of the command
    plans: Plans, excel: ExcelOut = None, budget: Budgets = None, json: JsonOut = None, gap: Gap = 0.005,
    seconds: Seconds = 60.0, language: Language = "en", quiet: Quiet = False,
) -> None:
    """Put the budgets of several schools into one workbook: a sheet for each school, and what the district spends in all. A
    school without a budget is named and does not stop the others."""
    from allocator.cli.district_text import district_lines

    _check(plans, excel)
    check_language(language)
    check_outputs([*plans, *map(str, budget or [])], [excel, json])
    found = _schools(plans, budget or [], Settings(gap=gap, seconds=seconds), quiet)
    if not any(school.report for school in found):
        _no_budget(found, language)
    outputs = [_workbook(found, excel)] if excel is not None else []
    outputs += [as_json(json, _plain(found, language))] if json is not None else []
    write_all(outputs)
    lines = district_lines(found, language)
    if not outputs:
        typer.echo("\n".join(lines))
    elif not quiet:
        tell("\n".join(lines))
    elif missing := [school for school in found if school.report is None]:
        tell("\n".join(district_lines(missing, language)[:-1]))


def _check(plans: Sequence[str], excel: str | None) -> None:
    if len(plans) > MOST:
        raise typer.BadParameter(f"name at most {MOST} plans", param_hint="PLAN")
    if plans.count(STREAM) > 1:
        raise typer.BadParameter("standard input can be read once", param_hint="PLAN")
    if len(set(plans)) < len(plans):
        raise typer.BadParameter("a plan is named twice: its school would be counted twice", param_hint="PLAN")
    if excel is not None and not excel.lower().endswith(".xlsx"):
        raise typer.BadParameter("the name of the workbook must end in .xlsx", param_hint="--excel")


def _schools(files: Sequence[str], budgets: Sequence[Path], settings: Settings, quiet: bool) -> list[School]:
    """Each plan with its budget, or why there is none. Raises InputError."""
    from allocator.whatif.schools import each_once, schools

    plans: list[Plan] = checked_plans(files, quiet)
    each_once(list(zip(files, plans, strict=True)))
    found = brought(budgets, plans)
    names = ["standard input" if file == STREAM else Path(file).name for file in files]
    with stop_on_ctrl_c(quiet) as stop:
        several, line = counted(settings, len(plans), quiet, stop)
        try:
            for at, (report, solved) in found.items():
                if solved:
                    several.knows(plans[at], report)
            left = [at for at in range(len(plans)) if at not in found]
            take_stored(several, [files[at] for at in left], [plans[at] for at in left])
            given = {at: report for at, (report, solved) in found.items() if not solved}
            return schools(list(zip(names, plans, strict=True)), several, given)
        finally:
            line.close()


def _workbook(found: Sequence[School], path: str) -> Output:
    from allocator.export.district import write_district
    from allocator.export.district.gathered import gathered

    if path == STREAM:
        raise typer.BadParameter("a workbook cannot be written to standard output", param_hint="--excel")
    return Output(path, lambda place: write_district(gathered(found), place))


def _plain(found: Sequence[School], language: str) -> dict[str, object]:
    from allocator.explain.objects import spent_by_object
    from allocator.explain.result import result
    from allocator.messages import text

    schools = []
    for school in found:
        objects: dict[str, dict[str, int]] = {}
        for (code, year), dollars in sorted(spent_by_object(school.report).items() if school.report else ()):
            objects.setdefault(code, {})[year] = dollars
        schools.append({"name": school.name, "file": school.file, "says": text(school.says, language), "objects": objects,
                        "result": result(school.report, language) if school.report else None})
    return {"format": 1, "schools": schools}


def _no_budget(found: Sequence[School], language: str) -> NoReturn:
    """No school has a budget: say why, one by one, and end."""
    from allocator.cli.wording import impossible_lines
    from allocator.messages import text

    for school in found:
        tell(f"{school.name} ({school.file})")
        lines = impossible_lines(school.impossible, language) if school.impossible else [text(school.says, language)]
        tell("\n".join(f"   {line}" for line in lines))
    raise typer.Exit(IMPOSSIBLE if all(school.impossible for school in found) else NO_PLAN)
