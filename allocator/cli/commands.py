"""The command line itself, and the arguments that several commands share."""

from __future__ import annotations

from importlib.metadata import version as installed
from typing import Annotated

import typer

app = typer.Typer(
    name="allocator",
    help="From what a school community needs to a budget that obeys every rule, to the dollar.",
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

PLAN_HELP = "Plan or scenario: YAML, JSON or input workbook; - reads standard input."
JSON_HELP = "Write the result as JSON; - writes to standard output."

PlanPath = Annotated[str, typer.Argument(metavar="PLAN", help=PLAN_HELP)]
JsonOut = Annotated[str | None, typer.Option("--json", metavar="OUT", help=JSON_HELP)]
Language = Annotated[str, typer.Option("--language", metavar="en|es", help="Language of the answer.")]
FaultLanguage = Annotated[str, typer.Option("--language", metavar="en|es", help="Language in which mistakes in files are told.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No progress and no messages.")]


def check_language(language: str) -> None:
    """Speak a language from here on. Refuse, before any work, one in which nothing can be said."""
    from allocator.cli.language import speak
    from allocator.messages import LANGUAGES

    if language not in LANGUAGES:
        raise typer.BadParameter(f"one of: {', '.join(LANGUAGES)}", param_hint="--language")
    speak(language)


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"allocator {installed('allocator')}")
        raise typer.Exit


@app.callback()
def every_command(
    debug: Annotated[bool, typer.Option("--debug", help="On a defect, show where it happened.")] = False,
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")] = False,
) -> None:
    """From what a school community needs to a budget that obeys every rule, to the dollar."""
