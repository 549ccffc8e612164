"""The minutes: what the group chose, how it voted, and what the budget makes of it; as a page to print and as a table."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape
from io import StringIO
from zoneinfo import ZoneInfo

from allocator.export.handout.voice import Voice
from allocator.export.text import csv_text
from allocator.money import dollars
from allocator.store import Decision
from allocator.ui.downloads import dated
from allocator.ui.figures import Table
from allocator.ui.meeting.balance import line_words
from allocator.ui.meeting.hand import RULE, Hand, read_pick
from allocator.ui.show import level_name, span, stretch
from allocator.ui.words import language, w

STYLE = """:root{color-scheme:light}body{font:16px/1.45 system-ui,sans-serif;color:#1B1F23;background:#FFFFFF;max-width:60rem;
margin:2rem auto;padding:0 1rem}h1{font-size:1.7rem}h2{font-size:1.2rem;margin-top:2rem}table{border-collapse:collapse;width:100%}
th,td{text-align:left;vertical-align:top;border-bottom:1px solid #C9D1D9;padding:.35rem .6rem .35rem 0}
th,td{overflow-wrap:break-word;hyphens:manual}th:last-child,td:last-child{padding-right:0}
.named{min-width:8rem}.own{min-width:9rem;overflow-wrap:anywhere}.whole{white-space:nowrap}.count{text-align:right}
@media print{body{margin:0;max-width:none;font-size:13px}th,td{padding-right:.45rem}.named,.own{min-width:7.5rem}}"""
"""Words are never broken, but for those of notes, which may hold anything, and have room of their own."""

COLUMNS = {"named": ("program",), "own": ("meeting.note",), "whole": ("meeting.years",),
           "count": ("meeting.for", "meeting.against", "meeting.abstaining", "cost")}
"""How columns of the tables look: names, what people wrote, what stays on one line, and numbers."""
_MARK = re.compile(r"\\(?=[^\w\s])")
"""What makes a sign safe on a page, and has no place in a file."""


@dataclass(frozen=True)
class Meeting:
    """All that the minutes say."""

    hand: Hand
    scenario: str
    """The name of the scenario at hand."""
    zone: ZoneInfo
    now: datetime
    result: Sequence[str] = ()
    """What the budget makes of the hand, in sentences; empty as long as it is not worked out."""

    def time(self, at: datetime) -> str:
        """``November 22, 2026, 10:42``."""
        there = at.astimezone(self.zone)
        return w("meeting.time", day=Voice(language()).day(there.date()), time=f"{there:%H:%M}")


def choice_words(hand: Hand, program: str, written: str) -> str:
    """A choice as people say it, with the size if it names one."""
    if written == RULE:
        return w("meeting.choice.rule")
    pick = read_pick(written)
    if pick is None:
        return written
    name = w(f"meeting.choice.{pick.choice}")
    known = pick.level and (program, pick.level) in hand.case.levels
    return w("meeting.choice.size", choice=name, size=level_name(hand.report, program, pick.level)) if known else name


def votes(decisions: Sequence[Decision]) -> list[Decision]:
    """The entries that the group made on purpose, with votes or a note; not every turn of a card."""
    return [one for one in decisions if one.votes_for or one.votes_against or one.abstaining or one.note]


def standing(decisions: Sequence[Decision]) -> dict[str, Decision]:
    """The last such entry about each program: a later one corrects those before it."""
    return {one.program: one for one in votes(decisions)}


def hand_table(hand: Hand) -> Table:
    """One row for each program about which something was chosen or a rule decides."""
    rows = [program for program in hand.programs if hand.pick(program).choice != "free"]
    costs = hand.chosen.costs()
    table: Table = {w("program"): [], w("meeting.choice"): [], w("meeting.years"): [], w("cost"): []}
    for program in rows:
        pick = hand.pick(program)
        written = RULE if program in hand.locked else pick.written
        cells = (hand.case.programs[program].name, choice_words(hand, program, written),
                 stretch(hand.years(program, pick)) if pick.runs else w("not"),
                 dollars(sum(costs.get(program, {}).values())) if pick.runs else w("not"))
        for column, cell in zip(table.values(), cells, strict=True):
            column.append(cell)
    return table


def log_table(meeting: Meeting) -> Table:
    """One row for each entry, the oldest first, and whether it still stands."""
    entries, names = votes(meeting.hand.decisions), meeting.hand.case.programs
    last = standing(meeting.hand.decisions)
    return {
        w("meeting.when"): [meeting.time(one.at) if one.at is not None else w("not") for one in entries],
        w("program"): [names[one.program].name if one.program in names else one.program for one in entries],
        w("meeting.choice"): [choice_words(meeting.hand, one.program, one.choice) for one in entries],
        w("meeting.for"): [str(one.votes_for) for one in entries],
        w("meeting.against"): [str(one.votes_against) for one in entries],
        w("meeting.abstaining"): [str(one.abstaining) for one in entries],
        w("meeting.note"): [one.note for one in entries],
        w("meeting.stands"): [w("meeting.stands.yes" if last[one.program] is one else "meeting.stands.no") for one in entries],
    }


def file_name(meeting: Meeting, ending: str) -> str:
    """What a file of the minutes is called."""
    name = re.sub(r"[^\w-]+", "-", meeting.hand.base.name).strip("-")[:40]
    return f"{dated(w('meeting.minutes.file', name=name), meeting.now.astimezone(meeting.zone).date())}.{ending}"


def minutes_html(meeting: Meeting) -> bytes:
    """The minutes as a page that stands alone: it asks no other machine for anything and runs no script."""
    hand = meeting.hand
    title = w("meeting.minutes.title", name=hand.base.name)
    facts = [
        w("meeting.minutes.made", time=meeting.time(meeting.now), years=span(hand.case.years), scenario=meeting.scenario),
        *([] if meeting.result else [line_words(hand)]),
        w("meeting.minutes.council"),
    ]
    parts = [
        f"<h1>{escape(title)}</h1>", *(f"<p>{escape(fact)}</p>" for fact in facts),
        f"<h2>{escape(w('meeting.chosen'))}</h2>", _table(hand_table(hand), w("meeting.chosen.none")),
        f"<h2>{escape(w('meeting.result'))}</h2>",
        *(f"<p>{escape(_MARK.sub('', line))}</p>" for line in meeting.result or [w("meeting.minutes.open")]),
        f"<h2>{escape(w('meeting.log'))}</h2>", _table(log_table(meeting), w("meeting.minutes.none")),
    ]
    return (f'<!DOCTYPE html>\n<html lang="{language()}"><head><meta charset="utf-8">'
            '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; style-src \'unsafe-inline\'">'
            '<meta name="viewport" content="width=device-width, initial-scale=1">'
            f"<title>{escape(title)}</title><style>{STYLE}</style></head><body><main>{''.join(parts)}</main></body></html>\n"
            ).encode()


def minutes_csv(meeting: Meeting) -> bytes:
    """Every entry as a row of a table that a spreadsheet opens, in which no words become a formula."""
    out, table = StringIO(newline=""), log_table(meeting)
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(table)
    writer.writerows([csv_text(cell) for cell in row] for row in zip(*table.values(), strict=True))
    return out.getvalue().encode("utf-8-sig")


def _table(rows: Table, none: str) -> str:
    count = len(next(iter(rows.values())))
    if not count:
        return f"<p>{escape(none)}</p>"
    kinds = {name: kind for kind, codes in COLUMNS.items() for name in map(w, codes)}
    looks = {name: f' class="{kinds[name]}"' if name in kinds else "" for name in rows}
    heads = "".join(f'<th scope="col"{looks[name]}>{escape(name)}</th>' for name in rows)
    body = "".join("<tr>" + "".join(f"<td{looks[name]}>{escape(cells[at])}</td>" for name, cells in rows.items()) + "</tr>"
                   for at in range(count))
    return f"<table><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>"
