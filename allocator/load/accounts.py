"""Whether what a plan says of its account strings can be used, and which codes they still lack."""

from __future__ import annotations

import re
from collections.abc import Iterator

from allocator.domain.accounts import PARTS, UNKNOWN, AccountStrings, parts_of, tagged, written
from allocator.domain.case import Case
from allocator.domain.plan import Accounts, Plan
from allocator.errors import Fault
from allocator.load.node import Path
from allocator.load.notes import Notes
from allocator.load.references import lines_of_plan
from allocator.load.words import nearest

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
        notes.add(LAYOUT, f'no part of an account is called "{part}"', nearest(part, PARTS) or f"The parts are {KNOWN}.",
                  got=layout)
    for part in dict.fromkeys(part for part in parts if part in PARTS and parts.count(part) > 1):
        notes.add(LAYOUT, f"{{{part}}} stands twice", "Write each part once.", got=layout)
    if "object" not in parts:
        notes.add(LAYOUT, "an account string without an object cannot be booked", "Add {object} where the district has it.",
                  got=layout)
    between = written(layout, dict.fromkeys(parts, ""))
    if re.search(r"[^A-Za-z0-9 ._/:-]", between) or not re.match(r"[A-Za-z0-9{]", layout):
        notes.add(LAYOUT, "between its parts an account string has letters, digits, spaces and . - / : _, and it begins with a "
                  "part, a letter or a digit", "Correct what stands between the parts.", got=layout)


def _check_tags(plan: Plan, accounts: Accounts, notes: Notes) -> None:
    """A line's tags must agree where the line does not say itself."""
    found = [(path, line, plan.programs[str(path[1])].tags) for path, line in lines_of_plan(plan)]
    for name, codes in _by_tag(accounts):
        for path, line, tags in found:
            asked = tagged(codes, frozenset(line.tags) - frozenset(tags), frozenset(tags))
            one = name.removesuffix("s")
            if getattr(line, one) is None and len(asked) > 1:
                notes.add(path, f"the tags of this line ask for different {name}: {', '.join(sorted(asked))}",
                          f"Give the line a {one} of its own.")


def _by_tag(accounts: Accounts) -> tuple[tuple[str, dict[str, str]], ...]:
    return ("functions", accounts.functions), ("goals", accounts.goals)


def idle_codes(case: Case) -> Iterator[Fault]:
    """Warnings of codes by tag that do nothing. They stop nobody: a district gives its schools one list, and a school that tries
    a plan without some program keeps it."""
    carried = {tag for charge in case.all_charges for tag in charge.tags}
    for name, codes in _by_tag(case.plan.accounts) if case.plan.accounts else ():
        for tag in sorted(set(codes) - carried):
            yield Fault("", f"accounts.{name}.{tag}", "this code does nothing: no cost carries the tag",
                        fix=nearest(tag, carried) or "Correct the tag, or leave it for other plans.", warning=True)


def missing_codes(case: Case) -> Iterator[Fault]:
    """A warning for each part of the account strings that lacks codes. It knows its path, not its place."""
    accounts = AccountStrings.of(case)
    for part, without in accounts.gaps().items() if accounts else ():
        more = f" and {len(without) - MOST_NAMED} more" if len(without) > MOST_NAMED else ""
        yield Fault("", "accounts", f"{PARTS[part]} missing for: {', '.join(without[:MOST_NAMED])}{more}",
                    fix=f"{FIXES[part]} Until then the account strings show {UNKNOWN}.", warning=True)


FIXES = {
    "fund": "Add fund to accounts, or to each source.",
    "resource": "Add the resource code of each source.",
    "py": "Add project_year to accounts, or to each source.",
    "goal": "Add the goal of each line, or goals by tag or one goal for all to accounts.",
    "function": "Add the function of each line, or functions by tag or one function for all to accounts.",
    "site": "Add the code of the school to sites, and central_site to accounts.",
}
