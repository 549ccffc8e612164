"""Changes that a person could make on a made-up plan: each touches one record, and any of them can be left out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from copy import deepcopy
from random import Random
from typing import Any

from tests.oracle.oracle import best

Records = dict[str, Any]
Edit = Callable[[Records], None]


def with_edits(records: Records, edits: Iterable[Edit]) -> Records:
    """A copy of the records with some edits made."""
    changed = deepcopy(records)
    for edit in edits:
        edit(changed)
    return changed


def replaced(section: str, record: str, value: Mapping[str, Any] | None) -> Edit:
    """The edit that puts a record in its place, or takes it out."""
    def edit(records: Records) -> None:
        if value is None:
            del records[section][record]
        else:
            records[section][record] = deepcopy(value)
    return edit


def some_edits(rng: Random, plan: Records) -> dict[str, Edit]:
    """Two to four edits by the id of the change that they make."""
    makers = [money, score, cost, staffing, freedom, promise, newcomer, together]
    found: dict[str, Edit] = {}
    wanted = rng.randint(2, 4)
    for maker in rng.choices(makers, k=8):
        for change, edit in maker(rng, plan).items():
            if len(found) < wanted or maker is together and len(found) < 4:
                found.setdefault(change, edit)
    return found


def money(rng: Random, plan: Records) -> dict[str, Edit]:
    """A source gives more or less."""
    source = rng.choice(sorted(plan["sources"]))
    record = plan["sources"][source]
    factor = rng.choice((0.5, 0.8, 1.3, 2))
    amounts = {year: int(amount * factor) + 1 for year, amount in record.get("amounts", {}).items()}
    return {f"sources.{source}": replaced("sources", source, {**record, "amounts": amounts})} if amounts else {}


def score(rng: Random, plan: Records) -> dict[str, Edit]:
    """A need matters more or less."""
    need = rng.choice(sorted(plan["needs"]))
    return {f"needs.{need}": replaced("needs", need, {**plan["needs"][need], "score": rng.choice((10, 45, 90))})}


def cost(rng: Random, plan: Records) -> dict[str, Edit]:
    """A program gets dearer or cheaper."""
    program = rng.choice(sorted(plan["programs"]))
    record = deepcopy(plan["programs"][program])
    for line in record["costs"].values():
        line["amount"] = line["amount"] * rng.choice((1, 3, 5)) // 2 + 1
    return {f"programs.{program}": replaced("programs", program, record)}


def staffing(rng: Random, plan: Records) -> dict[str, Edit]:
    """More or fewer people can be hired."""
    role = rng.choice(sorted(plan["staff"]))
    return {f"staff.{role}": replaced("staff", role, {**plan["staff"][role], "max": rng.choice((0, 1, 2, 7))})}


def freedom(rng: Random, plan: Records) -> dict[str, Edit]:
    """A rule is left out."""
    if not plan["rules"]:
        return {}
    rule = rng.choice(sorted(plan["rules"]))
    return {f"rules.{rule}": replaced("rules", rule, None)}


def promise(rng: Random, plan: Records) -> dict[str, Edit]:
    """A program must run in one year."""
    rule = {"kind": "must", "program": rng.choice(sorted(plan["programs"])), "years": [rng.choice(plan["years"])]}
    return {"rules.promised": replaced("rules", "promised", rule)}


def newcomer(rng: Random, plan: Records) -> dict[str, Edit]:
    """There is one more program to choose from."""
    record = deepcopy(plan["programs"][rng.choice(sorted(plan["programs"]))])
    record.update(levels={}, meets={rng.choice(sorted(plan["needs"])): "1/2"})
    record.pop("running", None)
    return {"programs.newcomer": replaced("programs", "newcomer", record)}


def together(rng: Random, plan: Records) -> dict[str, Edit]:
    """A new source, and a program that names it: the second makes no sense without the first."""
    program = rng.choice(sorted(plan["programs"]))
    dollars = rng.choice((5, 40, 40_000))
    return {
        "sources.gift": replaced("sources", "gift", {"name": "Gift", "amounts": dict.fromkeys(plan["years"], dollars)}),
        f"programs.{program}": replaced("programs", program, {**plan["programs"][program], "paid_by": ["gift"]}),
    }


def bargain(rng: Random, plan: Records) -> dict[str, Edit]:
    """A promise that cannot be kept with the plan's money, ten times the money of one source that keeps it, and a score."""
    for program in sorted(plan["programs"]):
        rule = {"kind": "must", "program": program, "years": [plan["years"][-1]]}
        promised = {"rules.promised": replaced("rules", "promised", rule)}
        if best(with_edits(plan, promised.values())).possible:
            continue
        for source, record in sorted(plan["sources"].items()):
            amounts = {year: 10 * amount + 100 for year, amount in record.get("amounts", {}).items()}
            edits = {**promised, f"sources.{source}": replaced("sources", source, {**record, "amounts": amounts})}
            if best(with_edits(plan, edits.values())).possible:
                return {**edits, **score(rng, plan)}
    return {}
