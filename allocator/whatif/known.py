"""Questions about a budget that is known already: nothing is solved again that has been, and the answer speaks of just this
budget."""

from __future__ import annotations

from allocator.domain.report import Quality, Report
from allocator.domain.settings import Settings
from allocator.solve import Answer
from allocator.whatif.study import Best, Study


def study_of(report: Report, settings: Settings) -> Study:
    """The study of a report's plan, with the report's budget as the plan as it is."""
    study = Study(report.case, settings)
    answer = Answer("found", report.budget, Quality(report.status, report.split, report.bound))
    study.base = Best(report.case, answer, report.findings)
    return study
