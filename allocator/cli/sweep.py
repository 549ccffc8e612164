"""``allocator sweep``: the most points that can be reached with each amount of a source."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from allocator.cli.commands import FaultLanguage, JsonOut, PlanPath, Quiet, check_language
from allocator.cli.plans import checked_plan, no_such
from allocator.cli.screen import CountLine, tell
from allocator.cli.solve import Gap, stop_on_ctrl_c
from allocator.cli.writing import as_json, check_outputs, write_all
from allocator.domain.settings import Settings
from allocator.errors import Fault, ImpossiblePlan, InputError, NoPlanFound
from allocator.messages import say
from allocator.money import dollars

if TYPE_CHECKING:
    from allocator.domain.plan import Plan
    from allocator.whatif.frontier import Frontier
    from allocator.whatif.study import Study

MOST_AMOUNTS = 200
MOST_DOLLARS = 10_000_000_000

SourceId = Annotated[str, typer.Option("--source", metavar="ID", help="The source of money, by its id.")]
From = Annotated[int, typer.Option("--from", metavar="D", help="The smallest amount, in dollars of a full year.")]
To = Annotated[int, typer.Option("--to", metavar="D", help="The greatest amount.")]
Step = Annotated[int, typer.Option("--step", metavar="D", help="Dollars from one amount to the next.")]
Nested = Annotated[bool, typer.Option("--nested", help="Also when every plan keeps all of the one with the amount before.")]
Seconds = Annotated[float, typer.Option("--seconds", min=0, help="Time limit for each amount.")]


def sweep(  # noqa: PLR0913 - one parameter for each option of the command
    plan: PlanPath, source: SourceId, start: From, end: To, step: Step, json: JsonOut = None, nested: Nested = False,
    gap: Gap = 0.0, seconds: Seconds = 60.0, language: FaultLanguage = "en", quiet: Quiet = False,
) -> None:
    """Find the best points for each amount of a source. Ctrl+C takes the amounts that are done."""
    from allocator.cli.sweep_table import sweep_lines
    from allocator.whatif.study import Study

    check_language(language)
    check_outputs([plan], [json])
    loaded, _ = checked_plan(plan)
    if faults := faults_of(loaded, source, start, end, step):
        raise InputError(faults)
    study = Study.of(loaded, Settings(gap=gap, seconds=seconds))
    found = _frontier(study, source, range(start, end + 1, step), nested, quiet)
    _unless_none(study, found, json)
    if json is not None:
        write_all([as_json(json, as_record(found))])
    lines = sweep_lines(study.case, found)
    if json is None:
        typer.echo("\n".join(lines))
    elif not quiet:
        tell("\n".join(lines))


def faults_of(plan: Plan, source: str, start: int, end: int, step: int) -> list[Fault]:
    """Everything that is wrong with what is asked."""
    found: list[Fault] = []
    if source not in plan.sources:
        found.append(no_such("source", "--source", source, {one: record.name for one, record in plan.sources.items()}))
    for option, amount in (("--from", start), ("--to", end)):
        if not 0 <= amount <= MOST_DOLLARS:
            found.append(Fault(option, "", say("fault.step.amount"), dollars(amount),
                               say("fault.expected.dollars.to", most=dollars(MOST_DOLLARS))))
    if step <= 0:
        found.append(Fault("--step", "", say("fault.step"), dollars(step), say("fault.expected.one.dollar")))
    if start > end:
        found.append(Fault("--from", "", say("fault.step.order"), dollars(start),
                           say("fault.expected.at.most", bound=dollars(end)),
                           say("fault.fix.step.order", one="--from", other="--to")))
    elif step > 0 and (count := (end - start) // step + 1) > MOST_AMOUNTS:
        least = -(-(end - start + 1) // MOST_AMOUNTS)
        found.append(Fault("--step", "", say("fault.step.many"), f"{count:,}",
                           say("fault.expected.at.most", bound=MOST_AMOUNTS), say("fault.fix.step", least=dollars(least))))
    return found


def as_record(found: Frontier) -> dict[str, object]:
    """The frontier as other programs read it, with the words of the result file."""
    from allocator.explain.plain import plain

    named = {"least": "points", "most": "bound", "short": "shortfalls", "roster": "programs"}
    record = plain(found)
    record["frontier"] = [{named.get(key, key): value for key, value in row.items()} for row in record.pop("points")]
    return {"format": 1, **record}


def _frontier(study: Study, source: str, amounts: range, nested: bool, quiet: bool) -> Frontier:
    from allocator.whatif.frontier import frontier

    line = None if quiet else CountLine(len(amounts), "amounts")
    try:
        with stop_on_ctrl_c(quiet) as stop:
            study.stop = stop
            return frontier(study, source, amounts, nested, line.show if line else lambda done: None)
    finally:
        if line:
            line.close()


def _unless_none(study: Study, found: Frontier, json: str | None) -> None:
    """Raises ImpossiblePlan when no amount makes a budget possible, NoPlanFound when none was found."""
    from allocator.explain import impossible, provenance
    from allocator.explain.result import impossible as impossible_record
    from allocator.whatif.amounts import at_amount

    if any(point.least is not None for point in found.points):
        return
    if any(point.status != "impossible" for point in found.points):
        raise NoPlanFound
    last = study.ask([at_amount(study.case, found.source, found.points[-1].amount)])[0]
    origin = provenance(last.case.plan, last.answer.engine, last.answer.seconds)
    answer = impossible(last.case, last.answer.conflict, last.answer.gives, origin)
    if json is not None:
        write_all([as_json(json, {**as_record(found), **impossible_record(answer)})])
    raise ImpossiblePlan(answer)
