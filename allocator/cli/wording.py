"""What the command line says, in plain words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from math import ceil

from allocator.domain.report import Impossible, Report, Status
from allocator.domain.rule import PLAN_FILE, Unit
from allocator.domain.settings import Progress
from allocator.errors import Fault
from allocator.explain.ways import steps, told
from allocator.grants import unconfirmed_in_use, unconfirmed_says
from allocator.messages import Message, Money, say, text
from allocator.money import dollars

MOST_LINES = 20
"""Problems that are listed on the screen; files list all of them."""
STEPS = {"search": "looking for a better budget", "split": "deciding which source pays what",
         "proof": "making sure that nothing is better"}


def fault_list(faults: Iterable[Fault], language: str = "en") -> list[str]:
    """Every fault on a line of its own, what stops the work first, and how many there are; a long list is cut short."""
    ordered = sorted(faults, key=lambda fault: fault.warning)
    errors, warnings = sum(not fault.warning for fault in ordered), sum(fault.warning for fault in ordered)
    lines = [say("fault.list.warning" if fault.warning else "fault.list.error", fault=fault.text(language))
             for fault in ordered[:MOST_LINES]]
    if (more := len(ordered) - MOST_LINES) > 0:
        lines.append(say("fault.list.more", count=more))
    lines.append(say("fault.list.end",
                     errors=say("fault.list.errors.one") if errors == 1 else say("fault.list.errors", count=errors),
                     warnings=say("fault.list.warnings.one") if warnings == 1 else say("fault.list.warnings", count=warnings)))
    return [text(line, language) for line in lines]


def summary(report: Report, language: str = "en") -> list[str]:
    """A budget in a few lines: points, how good, what falls short, what is left, what nobody has confirmed yet."""
    return [text(said, language) for said in _summed_up(report)]


def _summed_up(report: Report) -> Iterator[Message]:
    yield say("summary.points", plan=report.case.plan.name, points=points(report.points),
              reachable=points(report.points_reachable), possible=points(report.points_possible))
    yield quality_words(report.status, report.points, report.bound)
    for rule, short in report.shortfalls.items():
        if short:
            yield say("summary.short", rule=rule, amount=plain_number(short))
    for note in report.case.notes:
        yield say("summary.note", note=note)
    yield from _left(report)
    if (doubts := unconfirmed_says(unconfirmed_in_use(report.case))) is not None:
        yield doubts
    yield say("summary.audited", n=report.checked)


def quality_words(status: Status, reached: Fraction, most: Fraction | float) -> Message:
    """How good so many points are when no budget reaches more than ``most``."""
    if status == "proved":
        return say("quality.proved")
    away = percent((float(most) - float(reached)) / float(most) if most else 0.0)
    return say("quality.within" if status == "within" else "quality.stopped", away=away)


def _left(report: Report) -> Iterator[Message]:
    for source, years in report.sources.items():
        name = report.case.plan.sources[source].name
        lapsed, unspent = sum(y.lapsed for y in years.values()), sum(y.unspent for y in years.values())
        if lapsed:
            yield say("summary.lost", source=name, amount=Money(lapsed))
        if unspent:
            yield say("summary.kept", source=name, amount=Money(unspent))


def shortened(lines: list[str], most: int = MOST_LINES) -> list[str]:
    """The first lines, and how many more there are."""
    return lines if len(lines) <= most else [*lines[:most], f"and {len(lines) - most:,} more; --json OUT lists all."]


def impossible_lines(answer: Impossible, language: str = "en") -> list[str]:
    """Why no budget exists, the cheapest ways out, and what a person could do."""
    lines = [text(say("impossible.conflict" if answer.conflict else "impossible.unsure"), language)]
    lines += dict.fromkeys(f"  - {text(_cited(answer, rule, says), language)}" for rule, says in answer.conflict)
    for number, way in enumerate(answer.ways_out, 1):
        lines.append(text(say("impossible.way", number=number), language))
        for rule, says, changes in told(way):
            doubtful = rule in answer.cites and not answer.cites[rule].confirmed
            heading = _cited(answer, rule, says) if doubtful else says
            lines.append(f"  - {' '.join(text(message, language) for message in (heading, *changes))}")
    return [*lines, *(text(step, language) for step in steps(answer))]


def _cited(answer: Impossible, rule: str, says: Message) -> Message:
    """A rule's sentence; with its source where that is not the plan file, and a badge where nobody has confirmed it."""
    cite = answer.cites.get(rule)
    if cite is None or cite == PLAN_FILE:
        return says
    return say("cited.rule" if cite.confirmed else "cited.unconfirmed", rule=says, source=str(cite))


def progress_line(progress: Progress, reachable: float | None) -> str:
    """How far a solve has come: time, points, distance from the best possible."""
    clock = f"{int(progress.seconds) // 60}:{int(progress.seconds) % 60:02d}"
    if progress.points is None:
        return f"{clock}  looking for a first budget"
    line = f"{clock}  {points(progress.points)}{f' of {points(reachable)}' if reachable else ''} points"
    step = progress.step
    if progress.bound:
        step = "proof" if progress.bound <= progress.points and step == "search" else step
        line += f", at most {percent(max(0.0, (progress.bound - progress.points) / progress.bound))} below the best possible"
    return f"{line}; {STEPS.get(step, step)}"


def points(value: Fraction | float) -> str:
    """Points to one decimal, without a decimal where they are whole: 412 or 412.5."""
    return f"{float(value):,.1f}".removesuffix(".0")


def percent(share: float) -> str:
    """A distance as a percentage, rounded up so that it is never understated."""
    return f"{ceil(round(share * 10_000, 6)) / 100:g}%"


def amount(value: Fraction, unit: Unit) -> str:
    """A shortfall in its unit; dollars are rounded up."""
    if unit == "dollars":
        return dollars(ceil(value))
    return {"fte": f"{plain_number(value)} FTE", "share": percent(float(value)), "count": plain_number(value)}[unit]


def plain_number(value: Fraction) -> str:
    """At most three decimals, none where the number is whole."""
    return f"{float(value):,.3f}".rstrip("0").rstrip(".")
