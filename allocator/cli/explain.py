"""``allocator explain``: why, why not, what it would take, what a rule costs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from allocator.cli.asking import asking
from allocator.cli.commands import JsonOut, Language, PlanPath, Quiet, check_language
from allocator.cli.plans import checked_plan, no_such
from allocator.cli.screen import tell
from allocator.cli.solve import GAP_HELP
from allocator.cli.writing import as_json, check_outputs, write_all
from allocator.domain.settings import Settings
from allocator.errors import Fault, InputError
from allocator.messages import say

if TYPE_CHECKING:
    from allocator.whatif.explanation import Asked, Explanation
    from allocator.whatif.study import Study

ProgramIds = Annotated[list[str] | None, typer.Option("--program", metavar="ID", help="A program, by its id; may be repeated.")]
RuleIds = Annotated[list[str] | None, typer.Option("--rule", metavar="ID", help="A rule, by its id; may be repeated.")]
OTHERS_HELP = "Plans that are equally good, and the most different good one."
SURE_HELP = "If scores and costs were somewhat different; what breaks the plan first."
Alternatives = Annotated[bool, typer.Option("--alternatives", help=OTHERS_HELP)]
HowSure = Annotated[bool, typer.Option("--how-sure", help=SURE_HELP)]
AboutMoney = Annotated[bool, typer.Option("--money", help="What more money buys, and what is left when the grant ends.")]
NEAR = 0.005
"""Good enough for all programs at once; what is asked for by name is exact."""
AnyGap = Annotated[float | None, typer.Option("--gap", min=0, max=1, help=GAP_HELP)]
Seconds = Annotated[float, typer.Option("--seconds", min=0, help="Time limit for each answer.")]


def explain(  # noqa: PLR0913 - one parameter for each option of the command
    plan: PlanPath, program: ProgramIds = None, rule: RuleIds = None, money: AboutMoney = False,
    alternatives: Alternatives = False, how_sure: HowSure = False, json: JsonOut = None,
    gap: AnyGap = None, seconds: Seconds = 60.0, language: Language = "en", quiet: Quiet = False,
) -> None:
    """Say why each program is in the plan or not, what a rule costs, what money buys. Ctrl+C takes what is known so far."""
    from allocator.cli.explain_text import explanation_lines
    from allocator.explain.plain import plain
    from allocator.whatif.explanation import Asked
    from allocator.whatif.study import Study

    check_language(language)
    check_outputs([plan], [json])
    loaded, _ = checked_plan(plan)
    asked = Asked(tuple(program or ()), tuple(rule or ()), money, alternatives, how_sure)
    study = Study.of(loaded, Settings(gap=(NEAR if asked.nothing else 0.0) if gap is None else gap, seconds=seconds))
    if faults := _unknown(study, asked):
        raise InputError(faults)
    found = _explained(study, asked, quiet)
    if json is not None:
        write_all([as_json(json, {"format": 1, **plain(found, language)})])
    lines = explanation_lines(study, found, language)
    if json is None:
        typer.echo("\n".join(lines))
    elif not quiet:
        tell("\n".join(lines))


def _unknown(study: Study, asked: Asked) -> list[Fault]:
    from allocator.whatif.price import removable

    case = study.case
    programs = {key: record.name for key, record in case.programs.items()}
    rules = {key: key for key in removable(case)}
    found = [no_such("program", "--program", one, programs) for one in asked.programs if one not in programs]
    for one in asked.rules:
        if one in {rule.id for rule in case.rules} and one not in rules:
            found.append(Fault("--rule", "", say("fault.rule.standing", rule=one), fix=say("fault.fix.money", option="--money")))
        elif one not in rules:
            found.append(no_such("rule", "--rule", one, rules))
    return found


def _explained(study: Study, asked: Asked, quiet: bool) -> Explanation:
    from allocator.whatif.explanation import explanation

    with asking(study, quiet):
        return explanation(study, asked)
