"""``allocator solve``: one plan in, one budget out."""

from __future__ import annotations

import os
import signal
import threading
from codecs import BOM_UTF8
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from allocator.cli.beside import Beside, others_of, put_beside
from allocator.cli.commands import JsonOut, Language, PlanPath, Quiet, check_language
from allocator.cli.endings import IMPOSSIBLE, NO_PLAN
from allocator.cli.plans import checked_plan
from allocator.cli.screen import ProgressLine, tell
from allocator.cli.writing import STREAM, Output, as_json, check_outputs, write_all
from allocator.domain.report import Impossible
from allocator.domain.settings import Engine, Settings

if TYPE_CHECKING:
    from allocator.domain.plan import Plan
    from allocator.domain.report import Report
    from allocator.whatif.comparison import Comparison

GAP_HELP = "Distance from the best possible that is good enough, as a share of it; 0 asks for proof."
NODES_HELP = "Limit of search steps instead of time: the same run on every machine."

Gap = Annotated[float, typer.Option("--gap", min=0, max=1, help=GAP_HELP)]
Seconds = Annotated[float, typer.Option("--seconds", min=0, help="Time limit.")]
Nodes = Annotated[int | None, typer.Option("--nodes", min=1, help=NODES_HELP)]
EngineName = Annotated[Engine, typer.Option("--engine", help="The engine that searches.")]
ExcelOut = Annotated[str | None, typer.Option("--excel", metavar="OUT", help="Write the budget as an Excel workbook.")]
JournalOut = Annotated[str | None, typer.Option("--journal", metavar="OUT", help="Write the budget as journal lines (CSV).")]
DeckOut = Annotated[str | None, typer.Option("--deck", metavar="OUT", help="Write slides for a meeting (PowerPoint).")]


def solve(  # noqa: PLR0913 - one parameter for each option of the command
    plan: PlanPath, json: JsonOut = None, excel: ExcelOut = None, beside: Beside = None, journal: JournalOut = None,
    deck: DeckOut = None, gap: Gap = 0.005, seconds: Seconds = 60.0, nodes: Nodes = None, engine: EngineName = "highs",
    language: Language = "en", quiet: Quiet = False,
) -> None:
    """Find the budget that meets the most need and obeys every rule. Ctrl+C takes the best budget so far."""
    from allocator.cli.wording import fault_list, summary
    from allocator.explain.result import result

    _check_name(excel, ".xlsx", "--excel")
    _check_name(deck, ".pptx", "--deck")
    if journal != STREAM:
        _check_name(journal, ".csv", "--journal")
    if journal == json == STREAM:
        raise typer.BadParameter("only one result can go to standard output", param_hint="--journal")
    check_language(language)
    check_outputs([plan, *(beside or [])], [json, excel, journal, deck])
    others = others_of(beside or [], excel, quiet)
    loaded, warnings = checked_plan(plan)
    _check_layouts(loaded, excel, journal)
    if warnings and not quiet:
        tell("\n".join(fault_list(warnings, language)))
    settings = Settings(gap=gap, seconds=None if nodes is not None else seconds, nodes=nodes, engine=engine)
    report = allocated(loaded, settings, quiet)
    if isinstance(report, Impossible):
        _no_budget(report, json, language)
    compared = put_beside(report, loaded, others, settings, quiet)
    outputs = [_workbook(report, excel, plan, compared)] if excel is not None else []
    outputs += [_journal(report, journal)] if journal is not None else []
    outputs += [_deck(report, deck, language)] if deck is not None else []
    outputs += [as_json(json, result(report, language))] if json is not None else []
    write_all(outputs)
    lines = summary(report, language)
    if not outputs:
        typer.echo("\n".join(lines))
    elif not quiet:
        tell("\n".join(lines))


def _check_layouts(plan: Plan, excel: str | None, journal: str | None) -> None:
    """What would stop a file from being written is said before anything is searched. Raises InputError."""
    if journal is not None:
        from allocator.export.journal import check_journal

        check_journal(plan)
    if excel is not None:
        from allocator.export.forms import reports

        reports()


def _check_name(path: str | None, ending: str, option: str) -> None:
    """Refuse a name that says something else than the file is."""
    if path == STREAM:
        raise typer.BadParameter("this file cannot be written to standard output", param_hint=option)
    if path is not None and not path.lower().endswith(ending):
        raise typer.BadParameter(f"the name of this file must end in {ending}", param_hint=option)


def allocated(plan: Plan, settings: Settings, quiet: bool) -> Report | Impossible:
    """The best budget of a plan, or why there is none; progress and Ctrl+C as everywhere. Raises NoPlanFound."""
    from allocator.allocate import allocate
    from allocator.errors import ImpossiblePlan

    line = None if quiet else ProgressLine()
    try:
        with stop_on_ctrl_c(quiet) as stop:
            return allocate(plan, settings, progress=line.show if line else None, stop=stop)
    except ImpossiblePlan as error:
        answer: Impossible = error.answer
        return answer
    finally:
        if line:
            line.close()


def _no_budget(answer: Impossible, json: str | None, language: str) -> NoReturn:
    """No budget obeys every rule: say why, and end."""
    from allocator.cli.wording import impossible_lines
    from allocator.explain.result import impossible

    if json is not None:
        write_all([as_json(json, impossible(answer, language))])
    tell("\n".join(impossible_lines(answer, language)))
    raise typer.Exit(IMPOSSIBLE)


def _workbook(report: Report, path: str, plan: str, compared: Comparison | None) -> Output:
    from allocator.export import write_workbook
    from allocator.export.extras import Extras
    from allocator.export.facts import PLAN

    name = PLAN if plan == STREAM else Path(plan).name
    return Output(path, lambda place: write_workbook(report, place, name, Extras(compared=compared)))


def _journal(report: Report, path: str) -> Output:
    from allocator.export.journal import journal_csv

    data = journal_csv(report)
    if path == STREAM:  # the mark by which spreadsheets know the encoding belongs to files
        data = data.removeprefix(BOM_UTF8)
    return Output(path, lambda place: place.write_bytes(data))


def _deck(report: Report, path: str, language: str) -> Output:
    from allocator.export.deck import write_deck

    return Output(path, lambda place: write_deck(report, place, language))


@contextmanager
def stop_on_ctrl_c(quiet: bool) -> Iterator[threading.Event]:
    """An event that the first Ctrl+C sets, so that the best budget so far is taken; the second quits."""
    stop = threading.Event()

    def pressed(number: int, frame: FrameType | None) -> None:
        if stop.is_set():
            os._exit(NO_PLAN)  # nothing is open; the search notices that it is alone, and ends
        stop.set()
        if not quiet:
            tell("\nStopping; the best budget so far is taken. Ctrl+C again quits without it.")

    if threading.current_thread() is not threading.main_thread():
        yield stop
        return
    before = signal.signal(signal.SIGINT, pressed)
    try:
        yield stop
    finally:
        signal.signal(signal.SIGINT, before)
