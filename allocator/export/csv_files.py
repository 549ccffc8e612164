"""The budget as plain tables for any other program: one CSV file for each kind of row, in whole dollars."""

from __future__ import annotations

import csv
import zipfile
from collections.abc import Iterable, Sequence
from fractions import Fraction
from io import BytesIO, StringIO

from allocator.domain.case import Case
from allocator.domain.report import Report
from allocator.export.handout.voice import Voice
from allocator.export.text import csv_text
from allocator.messages import Message, say

Cell = str | int | float
Rows = Iterable[Sequence[Cell]]
PROGRAMS = ("csv.program.id", "csv.program", "csv.pillar", "csv.year", "csv.level", "csv.cost")
PAYMENTS = ("csv.program.id", "csv.program", "csv.line.id", "csv.line", "csv.year", "csv.source.id", "csv.source",
            "csv.resource", "csv.object", "csv.dollars")
SOURCES = ("csv.source.id", "csv.source", "csv.resource", "csv.year", "csv.amount", "csv.carried_in", "csv.paid", "csv.indirect",
           "csv.carried_out", "csv.lapsed", "csv.unspent")
NEEDS = ("csv.need.id", "csv.need", "csv.pillar", "csv.score", "csv.year", "csv.met")
STAFF = ("csv.role.id", "csv.role", "csv.year", "csv.fte")
LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""The day that every file in the archive bears, so that the same report gives the same bytes."""


def csv_files(report: Report, language: str) -> dict[str, bytes]:
    """Name of a file -> its bytes: programs, payments, sources, needs and staff. Headings are in the language; codes are text
    with their leading zeros; the same report gives the same bytes. Raises KeyError for a language without a catalogue."""
    voice = Voice(language)
    tables: dict[str, tuple[Sequence[str], Rows]] = {
        "programs.csv": (PROGRAMS, _programs(report, voice)), "payments.csv": (PAYMENTS, _payments(report)),
        "sources.csv": (SOURCES, _sources(report)), "needs.csv": (NEEDS, _needs(report, voice)),
        "staff.csv": (STAFF, _staff(report)),
    }
    return {name: as_csv([voice(Message(code)) for code in heads], rows) for name, (heads, rows) in tables.items()}


def csv_zip(report: Report, language: str) -> bytes:
    """All of the files as one archive."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in csv_files(report, language).items():
            entry = zipfile.ZipInfo(name, LONG_AGO)
            entry.compress_type, entry.create_system, entry.external_attr = zipfile.ZIP_DEFLATED, 3, 0o644 << 16
            archive.writestr(entry, data)
    return out.getvalue()


def as_csv(heads: Sequence[str], rows: Rows) -> bytes:
    """A table as the bytes of a CSV file: text in quotes and never a formula, numbers without, lines as spreadsheets end them."""
    out = StringIO(newline="")
    writer = csv.writer(out, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
    writer.writerow(heads)
    writer.writerows([csv_text(cell) if isinstance(cell, str) else cell for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def _number(value: Fraction) -> int | float:
    return int(value) if value.denominator == 1 else round(float(value), 6)


def _pillar(voice: Voice, pillar: str | None) -> str:
    return voice(say(f"framework.{pillar}")) if pillar else ""


def _programs(report: Report, voice: Voice) -> Rows:
    for program, years in sorted(report.budget.roster.items()):
        record = report.case.programs[program]
        for year, level in sorted(years.items()):
            yield (program, record.name, _pillar(voice, record.pillar), year, voice.level(record, level),
                   report.costs.get(program, {}).get(year, 0))


def _payments(report: Report) -> Rows:
    plan, names = report.case.plan, _line_names(report.case)
    for paid in sorted(report.budget.payments):
        source = plan.sources[paid.source]
        yield (paid.program, plan.programs[paid.program].name, paid.line, names.get((paid.program, paid.line), ""), paid.year,
               paid.source, source.name, source.resource or "", paid.object, paid.dollars)


def _line_names(case: Case) -> dict[tuple[str, str], str]:
    return {(charge.program, charge.line): charge.name for charge in case.all_charges}


def _sources(report: Report) -> Rows:
    for source, years in sorted(report.sources.items()):
        record = report.case.plan.sources[source]
        for year, one in sorted(years.items()):
            yield (source, record.name, record.resource or "", year, one.amount, one.carried_in, one.paid, one.indirect,
                   one.carried_out, one.lapsed, one.unspent)


def _needs(report: Report, voice: Voice) -> Rows:
    for need, years in sorted(report.needs.items()):
        record = report.case.plan.needs[need]
        for year, met in sorted(years.items()):
            yield need, record.name, _pillar(voice, record.pillar), _number(record.score), year, _number(met)


def _staff(report: Report) -> Rows:
    for role, years in sorted(report.staff.items()):
        for year, fte in sorted(years.items()):
            yield role, report.case.plan.staff[role].name, year, _number(fte)
