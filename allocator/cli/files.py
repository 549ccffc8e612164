"""``allocator new``, ``convert`` and ``schema``: plan files, their other forms, and their shape."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from allocator.cli.commands import FaultLanguage, Quiet, check_language
from allocator.cli.screen import tell
from allocator.cli.writing import STREAM, Output, check_outputs, write_all

OUT_HELP = "The same plan as .yaml, .json or .xlsx; - writes YAML to standard output."

NewFile = Annotated[str, typer.Argument(metavar="FILE.xlsx", help="The workbook to be made.")]
In = Annotated[str, typer.Argument(metavar="IN", help="Plan file: YAML, JSON or input workbook; - reads standard input.")]
Out = Annotated[str, typer.Argument(metavar="OUT", help=OUT_HELP)]
PLAN_ENDINGS = (".yaml", ".yml", ".json", ".xlsx")


def new(file: NewFile, quiet: Quiet = False) -> None:
    """Make an empty input workbook, with drop-downs and a sheet of instructions."""
    from allocator.load import new_workbook

    _ending(file, (".xlsx",), "FILE.xlsx")
    check_outputs([], [file])
    if Path(file).exists():
        raise typer.BadParameter(f"{file} is there already; choose another name", param_hint="FILE.xlsx")
    write_all([Output(file, new_workbook)])
    if not quiet:
        tell(f"{file} is ready to be filled in.")


def convert(source: In, out: Out, language: FaultLanguage = "en", quiet: Quiet = False) -> None:
    """Turn a plan file into YAML, JSON or an input workbook, without loss."""
    from allocator.load import convert as convert_plan

    check_language(language)
    if out != STREAM:
        _ending(out, PLAN_ENDINGS, "OUT")
    check_outputs([source], [out])
    write_all([Output(out, lambda place: convert_plan(source, place))])
    if not quiet and out != STREAM:
        tell(f"{out} is written.")


def schema() -> None:
    """Print the JSON Schema of the plan file."""
    from allocator.load import schema as plan_schema

    typer.echo(json.dumps(plan_schema(), ensure_ascii=False, indent=2))


def _ending(path: str, allowed: tuple[str, ...], argument: str) -> None:
    if not path.lower().endswith(allowed):
        raise typer.BadParameter(f"the name must end in {' or '.join(allowed)}", param_hint=argument)
