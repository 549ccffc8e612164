"""The answer to an edited budget in words: what was changed, what it breaks, what it costs in need, how to mend it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from allocator.audit.rates import rate_words
from allocator.domain.case import Case
from allocator.domain.edits import Edit, Entry, lines_of
from allocator.domain.report import Finding
from allocator.domain.stated import Stated
from allocator.export.names import Names
from allocator.messages import Fte, Message, Money, say
from allocator.messages import Names as Listed
from allocator.whatif.argue import Argument


def edit_words(names: Names, edit: Edit, places: Mapping[Entry, str]) -> Message:
    """One change, with its cell where it has one: ``Detail!K7: Nurse, pay (object 1200): Title I pays $40,000 ...``"""
    says = _payment(names, edit) if edit.entry.line else _level(names, edit)
    place = places.get(edit.entry, "")
    return say("argue.at", place=place, says=says) if place else says


def _payment(names: Names, edit: Edit) -> Message:
    entry, was, now = edit.entry, Money(int(edit.was)), Money(int(edit.now))
    code = "argue.pays" if edit.was and edit.now else "argue.pays.new" if edit.now else "argue.pays.gone"
    line = names.line.get((entry.program, entry.line), entry.line)
    return say(code, program=names.program.get(entry.program, entry.program), line=line, object=entry.object,
               source=names.source.get(entry.source, entry.source), year=entry.year, was=was, now=now)


def _level(names: Names, edit: Edit) -> Message:
    entry = edit.entry
    code = "argue.level" if edit.was and edit.now else "argue.level.starts" if edit.now else "argue.level.stops"
    was, now = (names.level.get((entry.program, str(level)), str(level)) for level in (edit.was, edit.now))
    return say(code, program=names.program.get(entry.program, entry.program), year=entry.year, was=was, now=now)


def rates_words(case: Case, rates: Sequence[Stated]) -> Iterator[Message]:
    """Every rate that was changed on Assumptions, and what that means for what follows."""
    yield from (rate_words(case, stated) for stated in rates)
    if rates:
        yield say("argue.rates")


def figures_words(figures: Sequence[Finding]) -> tuple[Message, ...]:
    """Figures that nobody may enter but somebody changed: a heading, then each with its cell; nothing where there is none."""
    if not figures:
        return ()
    return say("argue.figures.one") if len(figures) == 1 else say("argue.figures", count=len(figures)), *map(_figure, figures)


def _figure(finding: Finding) -> Message:
    said = {} if finding.problem is None else dict(finding.problem.values)
    code = "argue.figure" if "got" in said else "argue.figure.unreadable"
    return say(code, place=finding.year, **{key: value for key, value in said.items() if key != "figure"})


def count_words(edits: Sequence[Edit], beside: Sequence[object]) -> Message:
    """How many entries were changed by hand; ``beside``: rates and figures that were."""
    if not edits:
        return say("argue.none.else" if beside else "argue.none")
    return say("argue.one") if len(edits) == 1 else say("argue.count", count=len(edits))


def broken_words(names: Names, findings: Sequence[Finding]) -> Iterator[Message]:
    """Every rule that is broken, once for each thing that it speaks of and each amount, with the years."""
    yield from _costs(names, [finding for finding in findings if finding.kind == "full_cost"])
    years: dict[tuple[str, Message, str, Message | None], list[str]] = {}
    for finding in _worst([one for one in findings if one.kind != "full_cost"]):
        found = years.setdefault((finding.rule, finding.says, finding.about, finding.problem), [])
        if finding.year and finding.year not in found:
            found.append(finding.year)
    for (_, says, about, problem), when in years.items():
        heading = say("argue.about", about=names.about(about), says=says) if about else says
        told = problem if problem is not None else say("argue.broken")
        yield _with_years(say("argue.rule", rule=heading, problem=told), when)


def _worst(findings: Sequence[Finding]) -> list[Finding]:
    """The findings; of the lines of one position in a year, which are wrong together, only the one that is furthest off."""
    found: dict[object, Finding] = {}
    for at, one in enumerate(findings):
        key: object = (one.about, one.year) if one.kind == "same_shares" else at
        if key not in found or one.room < found[key].room:
            found[key] = one
    return list(found.values())


def _with_years(says: Message, years: Sequence[str]) -> Message:
    return say("argue.years", says=says, years=Listed(tuple(years))) if years else says


def _costs(names: Names, findings: Sequence[Finding]) -> Iterator[Message]:
    """Costs that are not paid as the plan has them, once for each amount, with the years."""
    years: dict[tuple[str, str, int], list[str]] = {}
    for finding in findings:
        program, _, line = finding.about.partition("/")
        years.setdefault((program, line, -int(finding.room)), []).append(finding.year)
    for (program, line, dollars), when in years.items():
        yield _with_years(say("argue.cost", program=names.program.get(program, program),
                              line=names.line.get((program, line), line), amount=Money(dollars)), when)


def points_words(found: Argument) -> Message:
    """How much need it meets against the best budget that is known."""
    points, best = (Fte(round(value, 1)) for value in (found.points, found.best))
    less = found.best - found.points
    code = "argue.points.less" if less > 0 else "argue.points.more" if less < 0 else "argue.points.best"
    return say(code, points=points, best=best, away=Fte(round(abs(less), 1)))


def repair_words(found: Argument) -> Message:
    """How much has to be changed so that every rule holds."""
    if not found.findings:
        return say("argue.holds")
    if found.repair.budget is None:
        return say("argue.repair.none" if found.repair.complete else "argue.repair.unknown")
    count, points = lines_of(found.repairs), Fte(round(found.repaired_points, 1))
    code = "argue.repair.one" if count == 1 else "argue.repair" if found.repair.complete else "argue.repair.small"
    return say(code, count=count, points=points)
