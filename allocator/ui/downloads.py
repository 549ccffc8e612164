"""The files in which people take a budget with them, each made when it is asked for. No screen in here."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial

from allocator.domain.plan import Plan
from allocator.domain.report import Report
from allocator.explain.result import result
from allocator.export.csv_files import csv_zip
from allocator.export.extras import Extras
from allocator.export.handout import HandoutDetails, handout_html, handout_pdf
from allocator.export.journal import journal_csv
from allocator.load.cell_codec import slug
from allocator.messages import NAMES
from allocator.ui import engine
from allocator.ui.guard import logged
from allocator.ui.words import language, w

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
SHORT = 40
"""Letters of a plan's or a scenario's name that are part of the name of a file."""
Make = Callable[[], bytes]
_printer = threading.Lock()
"""One page is printed at a time: a browser takes as much of the machine as a search."""


@dataclass(frozen=True)
class File:
    """A file to take away. It holds the budget that was on the page, whatever is changed meanwhile."""

    key: str
    label: str
    name: str
    mime: str
    make: Make
    more: str = ""
    """What is in it."""


def stem(plan: str, scenario: str, day: date) -> str:
    """What all files of one budget have in their names: ``oak-grove_more-tutoring_2026-11-22``, in plain small letters."""
    own = slug(scenario) if scenario != plan else ""
    named = "_".join(filter(None, (slug(plan)[:SHORT].strip("-") or "plan", own[:SHORT].strip("-"))))
    return dated(named, day)


def dated(name: str, day: date) -> str:
    """The name of a file with the day, which stands in it once: ``oak-grove_choices-of-2026-11-22`` has it already."""
    return name if day.isoformat() in name else f"{name}_{day.isoformat()}"


def workbook(report: Report, called: str, extras: Callable[[], Extras] = Extras) -> File:
    """The budget as an Excel workbook, whose instructions name the plan's file. ``extras`` makes what stands beside it."""
    name = plan_name(called)
    return File("workbook", w("download"), w("download.file", name=called), XLSX,
                careful(lambda: engine.workbook(report, name, extras())), w("download.help"))


def tables(report: Report, called: str) -> File:
    """The same rows as CSV files in one archive, with headings in the language of the person who looks."""
    return File("tables", w("download.tables"), w("download.tables.file", name=called), "application/zip",
                careful(partial(csv_zip, report, language())), w("download.tables.help"))


def journal(report: Report, called: str) -> File:
    """The same dollars as journal lines, for a plan that says how accounts are written."""
    return File("journal", w("download.journal"), w("download.journal.file", name=called), "text/csv",
                careful(partial(journal_csv, report)), w("download.journal.help"))


def decks(report: Report, called: str, day: date, scenario: str = "") -> list[File]:
    """Slides for a meeting in every language that there is. ``scenario``: its name, for the first slide."""
    return [File(f"deck-{spoken}", w("download.deck", language=name), w("download.deck.file", name=called, language=spoken), PPTX,
                 careful(partial(_slides, report, spoken, HandoutDetails(day=day, note=scenario))), w("download.deck.help"))
            for spoken, name in NAMES.items()]


def handouts(report: Report, called: str, day: date, printed: bool) -> list[File]:
    """The page for families in every language that there is, and printed where that can be done."""
    found: list[File] = []
    for spoken, name in NAMES.items():
        html = partial(handout_html, report, spoken, HandoutDetails(day=day))
        kinds: list[tuple[str, str, Make]] = [("html", "text/html", partial(_encoded, html))]
        if printed:
            kinds.append(("pdf", "application/pdf", partial(_printed, html)))
        for ending, mime, make in kinds:
            file = w("download.handout.file", name=called, language=spoken, ending=ending)
            found.append(File(f"handout-{ending}-{spoken}", w(f"download.handout.{ending}", language=name), file, mime,
                              careful(make)))
    return found


def plan_file(plan: Plan, called: str) -> File:
    """The file of the plan at hand, with every change in it; what grants fill in stays out."""
    return File("plan", w("download.plan"), plan_name(called), "application/yaml",
                careful(partial(engine.plan_file, plan)), w("download.plan.help"))


def plan_name(called: str) -> str:
    """What the plan's file is called."""
    return w("download.plan.file", name=called)


def figures(report: Report, called: str) -> File:
    """The result for other programs, its sentences in the language of the person who looks."""
    return File("result", w("download.result"), w("download.result.file", name=called), "application/json",
                careful(partial(_json, report, language())), w("download.result.help"))


def careful(make: Make) -> Make:
    """The same; a failure is logged, since it happens where no page can show it."""
    def made() -> bytes:
        try:
            return make()
        except Exception as error:
            logged(error)
            raise
    return made


def _json(report: Report, spoken: str) -> bytes:
    return (json.dumps(result(report, spoken), ensure_ascii=False, indent=1, allow_nan=False) + "\n").encode("utf-8")


def _slides(report: Report, spoken: str, details: HandoutDetails) -> bytes:
    from allocator.export.deck import deck_bytes  # read when it is needed: it takes a while

    return deck_bytes(report, spoken, details)


def _encoded(html: Callable[[], str]) -> bytes:
    return html().encode("utf-8")


def _printed(html: Callable[[], str]) -> bytes:
    page = html()
    with _printer:
        return handout_pdf(page)
