"""``allocator revise``: an approved budget made again in the middle of its term, and the request for approval of the change."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from allocator.cli.asking import asking
from allocator.cli.commands import JsonOut, Language, PlanPath, Quiet, check_language
from allocator.cli.endings import IMPOSSIBLE, NO_PLAN
from allocator.cli.plans import changed_rates, checked_plan, read_entered
from allocator.cli.screen import tell
from allocator.cli.solve import Gap
from allocator.cli.writing import Output, as_json, check_outputs, write_all
from allocator.domain.settings import Settings

if TYPE_CHECKING:
    from allocator.domain.plan import Plan
    from allocator.whatif.revise import Revised
    from allocator.whatif.study import Study

APPROVED_HELP = "The approved budget: the JSON result or the workbook."
SOURCE_HELP = "The source whose budget was approved; left out: the one whose grant file asks for approval."
YEAR_HELP = "The first fiscal year that may change; left out: the plan's first year. Earlier years stay as they were approved."
FORM_HELP = "The form of the request, by the name of its file in templates/export."

ApprovedPath = Annotated[Path, typer.Option("--approved", metavar="BUDGET", help=APPROVED_HELP)]
SourceId = Annotated[str | None, typer.Option("--source", metavar="ID", help=SOURCE_HELP)]
FirstYear = Annotated[str | None, typer.Option("--year", metavar="YEAR", help=YEAR_HELP)]
FormName = Annotated[str, typer.Option("--form", metavar="NAME", help=FORM_HELP)]
ExcelOut = Annotated[str | None, typer.Option("--excel", metavar="OUT", help="Write the request as an Excel workbook.")]
Seconds = Annotated[float, typer.Option("--seconds", min=0, help="Time limit for each plan that is solved.")]
USUAL_FORM = "ccspp-budget-revision"


def revise(  # noqa: PLR0913 - one parameter for each option of the command
    plan: PlanPath, approved: ApprovedPath, source: SourceId = None, year: FirstYear = None, excel: ExcelOut = None,
    json: JsonOut = None, form: FormName = USUAL_FORM, gap: Gap = 0.005, seconds: Seconds = 60.0, language: Language = "en",
    quiet: Quiet = False,
) -> None:
    """Change an approved budget in the middle of its term: what needs approval, what asking is worth, and the request."""
    from allocator.cli.revise_text import revised_lines
    from allocator.export.request import request_form

    if excel is not None and not excel.lower().endswith(".xlsx"):
        raise typer.BadParameter("the name of the workbook must end in .xlsx", param_hint="--excel")
    check_language(language)
    check_outputs([plan, str(approved)], [json, excel])
    layout = request_form(form)
    loaded, _ = checked_plan(plan)
    study, found = _revised(loaded, approved, (source, year), Settings(gap=gap, seconds=seconds), quiet, language)
    if found.asked.report is None:
        _no_budget(found, json, language)
    outputs = []
    if excel is not None:
        from allocator.export.request import write_request

        outputs.append(Output(excel, lambda place: write_request(found, place, layout)))
    outputs += [as_json(json, _plain(study, found, language))] if json is not None else []
    write_all(outputs)
    lines = revised_lines(study.case, found, language)
    if not outputs:
        typer.echo("\n".join(lines))
    elif not quiet:
        tell("\n".join(lines))


def _revised(plan: Plan, approved: Path, named: tuple[str | None, str | None], settings: Settings,
             quiet: bool, language: str) -> tuple[Study, Revised]:
    from allocator.messages import Names, say, text
    from allocator.whatif.moved import approved_of
    from allocator.whatif.revise import approving_source, revise
    from allocator.whatif.study import Study

    source, year = named
    study = Study.of(plan, settings)
    entered, claims = read_entered(approved)
    budget = approved_of(study.case, entered, claims)
    for told in changed_rates(study.case, claims):
        tell(text(told, language))
    if gone := sorted({*entered.roster, *(paid.program for paid in entered.payments)} - {*plan.programs}):
        tell(text(say("revise.gone", programs=Names(tuple(gone))), language))
    with asking(study, quiet, 3, "plans"):
        return study, revise(study, budget, approving_source(plan, source), year or study.case.years[0])


def _no_budget(found: Revised, json: str | None, language: str) -> NoReturn:
    """There is no budget even when approval is asked: say why, and end."""
    from allocator.cli.wording import impossible_lines
    from allocator.explain.result import impossible

    if found.asked.impossible is None:
        tell("A limit was reached before any budget was found. Allow more time with --seconds.")
        raise typer.Exit(NO_PLAN)
    if json is not None:
        write_all([as_json(json, impossible(found.asked.impossible, language))])
    tell("\n".join(impossible_lines(found.asked.impossible, language)))
    raise typer.Exit(IMPOSSIBLE)


def _plain(study: Study, found: Revised, language: str) -> dict[str, object]:
    from allocator.explain.plain import plain
    from allocator.explain.result import impossible, result
    from allocator.messages import text
    from allocator.whatif.revise_words import reasons

    sides = {}
    for name, side in (("under", found.under), ("asked", found.asked)):
        moves = [plain(one, language) | {
            "change": one.change, "change_share": plain(one.share),
            "justification": " ".join(text(why, language) for why in reasons(study.case, one)),
        } for one in side.moved]
        sides[name] = {
            "status": side.status, "objects": moves, "too_little": plain(side.too_little),
            "result": result(side.report, language) if side.report is not None else
            impossible(side.impossible, language) if side.impossible is not None else None,
        }
    return {"format": 1, "source": found.source, "years": list(found.years), "share": plain(found.share),
            "share_confirmed": found.cite.confirmed, "worth": plain(found.worth), **sides}
