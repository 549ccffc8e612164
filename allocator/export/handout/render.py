"""From a report to one page that stands alone: it asks no other machine for anything and runs no script."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources

from jinja2 import Environment, StrictUndefined, Template

from allocator.domain.report import Report
from allocator.export.handout import sentences, tables
from allocator.export.handout.figures import Figures
from allocator.export.handout.fit import cut, width
from allocator.export.handout.voice import Voice
from allocator.messages import Message, say


@dataclass(frozen=True)
class HandoutDetails:
    """What the page says of itself."""

    day: date | None = None
    """The day on which it is made; left out, the page names none, and the same report always gives the same page."""
    note: str = ""
    """A line of one's own, such as the meeting for which it is made."""


DETAILS = HandoutDetails()
SHORT = 12
"""Letters of the plan's fingerprint that are shown."""
HEADINGS: dict[str, Message] = {
    "runs": say("handout.runs"), "runs_says": say("handout.runs.says"), "program": say("handout.program"),
    "years_run": say("handout.years.run"), "cost": say("handout.cost"), "indirect": say("handout.indirect"),
    "staff": say("handout.staff"), "staff_says": say("handout.staff.says"), "role": say("handout.role"),
    "needs": say("handout.needs"), "needs_says": say("handout.needs.says"), "need": say("handout.need"),
    "met": say("handout.met"), "points": say("handout.points"),
    "money": say("handout.money"), "money_says": say("handout.money.says"), "source": say("handout.source"),
    "spent": say("handout.spent"), "then": say("handout.then"),
    "good": say("handout.good"), "unconfirmed": say("handout.unconfirmed.title"), "council": say("handout.council"),
    "total": say("handout.total"), "none": say("handout.none"),
}


def handout_html(report: Report, language: str, details: HandoutDetails = DETAILS) -> str:
    """A report on one page in a language, for families and councils: US Letter in print, readable on a phone and in greyscale.

    Raises KeyError for a language without a catalogue.
    """
    voice, figures = Voice(language), Figures(report)
    words = {name: voice(message) for name, message in HEADINGS.items()}
    return _template().render(
        lang=language, dir=voice.direction, words=words, **_head(report, figures, voice), **_tables(figures, voice),
        after_title=voice(say("handout.after", year=figures.years[-1])), after=sentences.after(figures, voice),
        unconfirmed=sentences.unconfirmed(report, voice), good=sentences.good(report, voice),
        origin=origin(report, voice, details), note=cut(details.note, sentences.LARGE),
    )


def _head(report: Report, figures: Figures, voice: Voice) -> dict[str, object]:
    school, share = sentences.school(report), sentences.share(report)
    return {
        "title": voice(say("handout.title", school=school, years=voice.years(figures.years))), "school": school,
        "long": width(school) > sentences.LARGE,
        "kind": sentences.kind(report, voice), "message": sentences.message(report, voice),
        "share": round(100 * float(share), 2), "share_words": voice.percent(share),
        "spending": sentences.spending(figures, voice),
    }


def _tables(figures: Figures, voice: Voice) -> dict[str, object]:
    needs, staff = tables.needs(figures, voice), tables.staff(figures, voice)
    return {
        "programs": tables.programs(figures, voice, staff), "staff": staff, "ends": figures.ends,
        "indirect": voice.money(figures.indirect) if figures.indirect else "", "spent": voice.money(figures.spent),
        "needs": needs, "money": tables.money(figures, voice, needs), "left": sentences.left(figures, voice),
    }


def origin(report: Report, voice: Voice, details: HandoutDetails) -> str:
    """Of which plan it is made, by which version and, where that is said, on which day."""
    made = report.provenance
    said = {"plan": made.plan_sha256[:SHORT], "version": made.allocator}
    if details.day is None:
        return voice(say("handout.origin", **said))
    return voice(say("handout.origin.day", day=voice.day(details.day), **said))


@cache
def _template() -> Template:
    source = (resources.files(__package__) / "handout.html.j2").read_text(encoding="utf-8")
    return Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True).from_string(source)
