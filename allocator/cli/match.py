"""``allocator match``: what a grant asks as match, the least unrestricted money that must be put in, and who may pay what."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from allocator.cli.asking import asking
from allocator.cli.commands import JsonOut, Language, PlanPath, Quiet, check_language
from allocator.cli.endings import IMPOSSIBLE
from allocator.cli.plans import checked_plan, no_such
from allocator.cli.screen import tell
from allocator.cli.solve import Gap
from allocator.cli.writing import as_json, check_outputs, write_all
from allocator.domain.settings import Settings
from allocator.errors import InputError

if TYPE_CHECKING:
    from allocator.whatif.match_funds import MatchFunds
    from allocator.whatif.study import Study

CASH_HELP = "A source of unrestricted money, by its id; may be repeated. Left out: those with resource codes 0000 to 1999."
GIVE_HELP = "Points that may be given up for less unrestricted money; may be repeated. 0 and any number are always asked."
CashIds = Annotated[list[str] | None, typer.Option("--cash", metavar="ID", help=CASH_HELP)]
GiveUp = Annotated[list[str] | None, typer.Option("--give-up", metavar="POINTS", help=GIVE_HELP)]
Seconds = Annotated[float, typer.Option("--seconds", min=0, help="Time limit for each budget that is looked for.")]


def match(  # noqa: PLR0913 - one parameter for each option of the command
    plan: PlanPath, give_up: GiveUp = None, cash: CashIds = None, json: JsonOut = None, gap: Gap = 0.005,
    seconds: Seconds = 60.0, language: Language = "en", quiet: Quiet = False,
) -> None:
    """Find the least unrestricted money that meets the match and the needs, and say which source may pay which cost."""
    from allocator.cli.match_text import match_lines
    from allocator.explain.payers import unrestricted_sources
    from allocator.whatif.study import Study

    check_language(language)
    check_outputs([plan], [json])
    points = [_points(one) for one in give_up or ()]
    loaded, _ = checked_plan(plan)
    named = {key: source.name for key, source in loaded.sources.items()}
    if faults := [no_such("source", "--cash", one, named) for one in cash or () if one not in named]:
        raise InputError(faults)
    study = Study.of(loaded, Settings(gap=gap, seconds=seconds))
    sources = tuple(sorted(set(cash))) if cash else unrestricted_sources(study.case)
    asked = (*sorted({Fraction(0), *points}), None) if sources else ()
    found = _answered(study, sources, asked, quiet)
    if json is not None:
        write_all([as_json(json, _record(study, found, language))])
    lines = match_lines(study.case, found, language)
    if found.impossible is not None:
        _impossible(lines)
    if json is None:
        typer.echo("\n".join(lines))
    elif not quiet:
        tell("\n".join(lines))


def _answered(study: Study, sources: Sequence[str], asked: Sequence[Fraction | None], quiet: bool) -> MatchFunds:
    from allocator.whatif.match_funds import match_funds

    with asking(study, quiet):
        return match_funds(study, sources, asked)


def _points(given: str) -> Fraction:
    """Points that may be given up, exactly as they were typed."""
    try:
        points = Decimal(given)
    except InvalidOperation:
        points = Decimal(-1)
    if not points.is_finite() or not 0 <= points <= 10**6:
        raise typer.BadParameter(f'"{given}" is no number of points: write 5 or 2.5', param_hint="--give-up")
    return Fraction(points)


def _impossible(lines: list[str]) -> NoReturn:
    tell("\n".join(lines))
    raise typer.Exit(IMPOSSIBLE)


def _record(study: Study, found: MatchFunds, language: str) -> dict[str, object]:
    """The answer as other programs read it."""
    from allocator.explain.plain import plain
    from allocator.explain.result import impossible, result
    from allocator.whatif.match_funds import found_report

    record: dict[str, object] = {"format": 1, "unrestricted": list(found.sources), "match": plain(found.parts, language)}
    if found.impossible is not None or found.now is None:
        return record | (impossible(found.impossible, language) if found.impossible is not None else {})
    least = []
    for one in found.answers:
        report = found_report(study, one)
        least.append({
            "give_up": plain(one.give_up), "least": one.least, "dollars": one.dollars if one.best else None, "exact": one.exact,
            "years": dict(one.years), "points": plain(one.best.points) if one.best else None,
            "result": result(report, language) if report is not None else None,
        })
    return record | {
        "points": plain(study.base.points), "dollars": found.now.dollars, "years": dict(found.now.years),
        "same_programs": {"least": found.same.least, "dollars": found.same.dollars} if found.same is not None else None,
        "least": least, "without_match": plain({"least": found.without.least, "dollars": found.without.most})
        if found.without is not None else None, "uses": plain(found.uses, language),
    }
