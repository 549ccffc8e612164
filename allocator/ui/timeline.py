"""When a budget builds the community school: the framework's four steps with programs and hire dates, as a table. No screen in
here."""

from __future__ import annotations

from babel.dates import get_month_names

from allocator.domain.report import Report
from allocator.explain.timeline import Begins, Hire, StepOf, timeline
from allocator.fiscal import first_calendar_year
from allocator.messages import LANGUAGES
from allocator.ui.figures import Table
from allocator.ui.once import once
from allocator.ui.show import listed, number, safe
from allocator.ui.words import language, said, w

JULY = 7
steps = once(timeline)
"""The four steps of a report, worked out once."""


def timeline_table(report: Report) -> Table:
    """One row for each year of a step in which something begins or somebody is hired; a step without any says so."""
    rows = [row for step in steps(report) for row in _rows(report, step)]
    columns = (w("timeline.step"), w("year"), w("timeline.begins"), w("timeline.hires"))
    return {column: [row[at] for row in rows] for at, column in enumerate(columns)}


def _rows(report: Report, step: StepOf) -> list[tuple[str, str, str, str]]:
    name = w("timeline.step.name", step=step.step, name=safe(said(step.name)))
    known = {*(begins.year for begins in step.programs), *(hire.year for hire in step.hires)}
    years = [year for year in report.case.years if year in known]
    rows = []
    for year in years:
        begins = [_begins(report, one) for one in step.programs if one.year == year]
        hires = [_hire(report, hire) for hire in step.hires if hire.year == year]
        rows.append((name, year, listed(begins) or w("not"), listed(hires) or w("not")))
    return rows or [(name, w("not"), w("timeline.empty"), w("not"))]


def _begins(report: Report, one: Begins) -> str:
    name = safe(report.case.programs[one.program].name)
    return w("timeline.already", program=name) if one.already else name


def _hire(report: Report, hire: Hire) -> str:
    """``1 FTE School nurse (September 2026)``; no month where the plan says none."""
    role = safe(report.case.plan.staff[hire.role].name)
    if hire.month is None:
        return w("timeline.hire", fte=number(hire.fte), role=role)
    return w("timeline.hire.month", fte=number(hire.fte), role=role, month=month(hire.year, hire.month))


def month(year: str, of: int) -> str:
    """A calendar month of a fiscal year in words: ``September 2026``."""
    calendar = first_calendar_year(year) + (of < JULY)
    return w("timeline.month", month=get_month_names("wide", locale=LANGUAGES[language()])[of], year=calendar)
