"""An approved budget that was made again, as lines of text."""

from __future__ import annotations

from collections.abc import Iterator

from allocator.cli.wording import impossible_lines, points, quality_words, shortened
from allocator.domain.case import Case
from allocator.domain.report import Report
from allocator.messages import Message, Percent, say, text
from allocator.whatif.revise import Revised
from allocator.whatif.revise_words import move_says, reasons, threshold_says, too_little_says, worth_says


def revised_lines(case: Case, found: Revised, language: str = "en") -> list[str]:
    """The plan without approval, the plan with it, what asking is worth, and each change that needs it with its reasons."""
    lines = [text(threshold_says(case, found), language), *_under(case, found, language)]
    if found.asked.report is None:
        return lines
    if found.asked.large:
        asked = say("revise.asked", points=points(found.asked.report.points), count=len(found.asked.large))
        lines += _told(asked, found.asked.report, language)
        if (worth := worth_says(found)) is not None:
            lines.append(text(worth, language))
        lines += shortened([line for one in found.asked.large for line in (
            f"  - {text(move_says(one), language)}",
            *(f"      {text(why, language)}" for why in reasons(case, one)))], 60)
    else:
        lines += _told(say("revise.asked.same", points=points(found.asked.report.points)), found.asked.report, language)
    return lines


def _under(case: Case, found: Revised, language: str) -> Iterator[str]:
    share = Percent(found.share)
    if (little := too_little_says(case, found)) is not None:
        yield text(little, language)
        return
    if found.under.report is not None:
        if found.asked.large:
            yield from _told(say("revise.under", points=points(found.under.report.points), share=share), found.under.report,
                             language)
    elif found.under.impossible is not None:
        yield text(say("revise.under.none", share=share), language)
        yield from (f"  {line}" for line in impossible_lines(found.under.impossible, language))
    else:
        yield text(say("revise.under.unknown", share=share), language)


def _told(said: Message, report: Report, language: str) -> list[str]:
    """A sentence about a plan, and how good the plan is known to be."""
    return [f"{text(said, language)} {text(quality_words(report.status, report.points, report.bound), language)}"]
