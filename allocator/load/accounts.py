"""Whether what a plan says of its account strings can be used, and which codes they still lack."""

from __future__ import annotations

import re
from collections.abc import Iterator

from allocator.domain.accounts import INDIRECT, PARTS, UNKNOWN, AccountStrings, parts_of, tagged, written
from allocator.domain.case import Case
from allocator.domain.plan import Accounts, Plan
from allocator.errors import Fault
from allocator.load.node import Path
from allocator.load.notes import Notes
from allocator.load.references import lines_of_plan
from allocator.load.words import nearest
from allocator.messages import Said, say

LAYOUT: Path = ("accounts", "layout")
KNOWN = ", ".join(f"{{{part}}}" for part in PARTS)
MOST_NAMED = 6
"""Lines, programs or sources without a code that a warning names."""


def check_accounts(plan: Plan, notes: Notes) -> None:
    """Notes a layout that cannot be written, and codes by tag that contradict each other."""
    if plan.accounts is None:
        return
    _check_layout(plan.accounts.layout, notes)
    _check_tags(plan, plan.accounts, notes)


def _check_layout(layout: str, notes: Notes) -> None:
    parts = parts_of(layout)
    for part in dict.fromkeys(part for part in parts if part not in PARTS):
        notes.add(LAYOUT, say("fault.accounts.part", part=part), nearest(part, PARTS) or say("fault.fix.parts", parts=KNOWN),
                  got=layout)
    for part in dict.fromkeys(part for part in parts if part in PARTS and parts.count(part) > 1):
        notes.add(LAYOUT, say("fault.accounts.part.twice", part=part), say("fault.fix.part.once"), got=layout)
    if "object" not in parts:
        notes.add(LAYOUT, say("fault.accounts.object"), say("fault.fix.accounts.object"), got=layout)
    between = written(layout, dict.fromkeys(parts, ""))
    if re.search(r"[^A-Za-z0-9 ._/:-]", between) or not re.match(r"[A-Za-z0-9{]", layout):
        notes.add(LAYOUT, say("fault.accounts.between"), say("fault.fix.accounts.between"), got=layout)


def _check_tags(plan: Plan, accounts: Accounts, notes: Notes) -> None:
    """A line's tags must agree where the line does not say itself."""
    found = [(path, line, plan.programs[str(path[1])].tags) for path, line in lines_of_plan(plan)]
    for name, codes in _by_tag(accounts):
        for path, line, tags in found:
            asked = tagged(codes, frozenset(line.tags) - frozenset(tags), frozenset(tags))
            one = name.removesuffix("s")
            if getattr(line, one) is None and len(asked) > 1:
                notes.add(path, say(f"fault.accounts.{name}", codes=", ".join(sorted(asked))), say(f"fault.fix.accounts.{name}"))


def _by_tag(accounts: Accounts) -> tuple[tuple[str, dict[str, str]], ...]:
    return ("functions", accounts.functions), ("goals", accounts.goals)


def idle_codes(case: Case) -> Iterator[Fault]:
    """Warnings of codes by tag that do nothing. They stop nobody: a district gives its schools one list, and a school that tries
    a plan without some program keeps it."""
    carried = {tag for charge in case.all_charges for tag in charge.tags}
    for name, codes in _by_tag(case.plan.accounts) if case.plan.accounts else ():
        for tag in sorted(set(codes) - carried):
            yield Fault("", f"accounts.{name}.{tag}", say("fault.accounts.idle"),
                        fix=nearest(tag, carried) or say("fault.fix.tag"), warning=True)


def missing_codes(case: Case) -> Iterator[Fault]:
    """A warning for each part of the account strings that lacks codes. It knows its path, not its place."""
    accounts = AccountStrings.of(case)
    for part, without in accounts.gaps().items() if accounts else ():
        yield Fault("", "accounts", say("fault.accounts.missing", part=say(f"fault.part.{part}"), names=_some(without)),
                    fix=say("fault.fix.accounts.missing", what=FIXES[part], unknown=UNKNOWN), warning=True)


def _some(names: list[str]) -> Said:
    """The first of some lines, programs or sources, and how many more there are."""
    plain = ", ".join(name for name in names[:MOST_NAMED] if name != INDIRECT)
    some: Said = plain
    if INDIRECT in names[:MOST_NAMED]:
        some = say("fault.names.indirect", names=plain) if plain else say("fault.names.only.indirect")
    return say("fault.names.more", names=some, count=len(names) - MOST_NAMED) if len(names) > MOST_NAMED else some


FIXES = {
    "fund": say("fault.fix.part.fund"),
    "resource": say("fault.fix.part.resource"),
    "py": say("fault.fix.part.py", field="project_year"),
    "goal": say("fault.fix.part.goal"),
    "function": say("fault.fix.part.function"),
    "site": say("fault.fix.part.site"),
}
