"""The years that remain as a plan of their own, with what is spent fixed: data that every other part of the program can use."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from allocator import grants
from allocator.allocate import case_for, faults_in
from allocator.audit import Ledger
from allocator.domain.case import Case
from allocator.domain.plan import Plan
from allocator.errors import InputError
from allocator.load import plan_data
from allocator.load.edited import edited
from allocator.messages import Money, say, text
from allocator.money import whole_down
from allocator.whatif.accounts import Account
from allocator.whatif.history import Data, History
from allocator.whatif.next_rules import Notes, rules_after

LONGEST_NAME = 300


def next_plan(plan: Plan, ledger: Ledger, left: Sequence[Account], closed: Sequence[str], told: Notes) -> Plan:
    """The plan of the open years. ``plan`` is as its file has it, ``ledger`` that of the adopted budget, ``left`` what is left of
    each source. What changes, and what the plan cannot say, goes to ``told``. Raises InputError."""
    case = ledger.case
    history = History(case, ledger.roster, closed, [year for year in case.years if year not in closed])
    data = plan_data(plan)
    data |= {"name": _name(plan, closed[-1]), "years": list(history.open), "base_year": case.base_year}
    data["note"] = "\n".join(filter(None, [text(say("actuals.plan.note", plan=plan.name, year=closed[-1])), plan.note]))[:10_000]
    _programs(data, history)
    _sources(data, ledger, left, history, told)
    _by_year(data, history, case)
    _agreements(data, ledger, closed, told)
    data["rules"] = rules_after(data.get("rules", {}), history, {one.source: one.carried for one in left}, told)
    data = _with_usual_awards(data, plan, case, history.open, told)
    found = _without_idle_rules(data, told)
    _compare(case, found, history, told)
    return found


def _name(plan: Plan, year: str) -> str:
    ending = text(say("actuals.plan.name", plan="", year=year))
    return plan.name[:LONGEST_NAME - len(ending)] + ending


def _programs(data: Data, history: History) -> None:
    """What ran in the last closed year runs when the new plan begins; what ran before has paid its first-year costs."""
    for program, record in data.get("programs", {}).items():
        record.pop("running", None)
        if program in history.going:
            record["running"] = history.going[program]
        if program in history.costs_paid():
            history.forget_first_year(record)


def _sources(data: Data, ledger: Ledger, left: Sequence[Account], history: History, told: Notes) -> None:
    case, first = ledger.case, history.open[0]
    for account in left:
        record = data["sources"][account.source]
        name = case.plan.sources[account.source].name
        record.pop("carried_in", None)
        if account.carried:
            record["carried_in"] = dict(account.carried)
        if record.get("amounts") is not None:
            record["amounts"] = {year: case.stated_amount(account.source, year) for year in history.open}
        earned = whole_down(ledger.available(account.source, first).const)
        if earned != case.stated_amount(account.source, first):
            record["amounts"] = {year: case.stated_amount(account.source, year) for year in history.open} | {first: earned}
            told.notes.append(say("actuals.earned", source=name, year=first, amount=Money(earned)))
            if case.carry_cap(account.source, case.stated_amount(account.source, first)) is not None:
                told.warnings.append(say("actuals.earned.cap", source=name, year=first))


def _by_year(data: Data, history: History, case: Case) -> None:
    """Figures that are given by year, for the open years alone."""
    last, opens = case.next_year, history.open

    def only(record: Data, name: str, years: Collection[str]) -> None:
        if isinstance(record.get(name), dict):
            record[name] = {year: value for year, value in record[name].items() if year in years}
            if not record[name]:
                del record[name]

    only(data, "year_weights", opens)
    for role in data.get("staff", {}).values():
        for name in ("min", "max"):
            only(role, name, opens)
    for gift in data.get("in_kind", {}).values():
        only(gift, "amounts", opens)
        gift.setdefault("amounts", {opens[0]: 0})
    for benefit in list(data.get("rates", {})):
        only(data["rates"], benefit, [*opens, last, case.base_year])


def _agreements(data: Data, ledger: Ledger, closed: Iterable[str], told: Notes) -> None:
    """What closed years used of an agreement's first tier is used; when the agreement began stays as it was."""
    case = ledger.case
    used: dict[str, int] = {}
    for year in closed:
        for charge in case.all_charges:
            if charge.tier == "first":
                dollars = whole_down(ledger.first_tier(charge, year).const)
                used[charge.agreement] = used.get(charge.agreement, 0) + dollars
    for agreement, dollars in sorted(used.items()):
        record = data.setdefault("agreements", {}).setdefault(agreement, {"name": agreement})
        record.setdefault("starts", case.years[0])
        record["counted"] = record.get("counted", 0) + dollars
        told.notes.append(say("actuals.agreement", agreement=record["name"], amount=Money(dollars)))


def _with_usual_awards(data: Data, plan: Plan, case: Case, opens: Sequence[str], told: Notes) -> Data:
    """States the amounts of sources that take their grant's usual award, where the grant's file would now say another."""
    usual = [source for source, record in plan.sources.items() if record.amounts is None]
    if not usual:
        return data
    try:
        filled: Mapping[str, Any] = grants.rules_for(edited(data, {})).plan.sources
        amounts = {source: filled[source].amounts or {} for source in usual}
    except InputError:
        amounts = {source: {} for source in usual}
    for source in usual:
        wanted = {year: case.stated_amount(source, year) for year in opens}
        if "amounts" not in data["sources"][source] and amounts[source] != wanted:
            data["sources"][source]["amounts"] = wanted
            told.notes.append(say("actuals.award", source=plan.sources[source].name))
    return data


def _without_idle_rules(data: Data, told: Notes) -> Plan:
    """The plan, less the rules that touch nothing any more."""
    while True:
        found = edited(data, {})
        faults = [fault for fault in faults_in(case_for(found)) if not fault.warning]
        idle = [rule for rule in data["rules"] if any(fault.path == f"rules.{rule}" for fault in faults)]
        if not idle:
            return found
        for rule in idle:
            told.notes.append(say("actuals.rule.idle", rule=rule))
            record = data["rules"].pop(rule)
            source = found.sources.get(record.get("source", ""))
            if record["kind"] == "reimbursement" and source is not None and source.lasts:
                told.warnings.append(say("actuals.earned.lasts", source=source.name, year=found.years[-1]))


def _compare(case: Case, found: Plan, history: History, told: Notes) -> None:
    """Levels stand in the order of their cost in the plan's first year: where another first year turns them around, tells it."""
    turned = case_for(found)
    for program, options in turned.options.items():
        if [option.level for option in options] != [option.level for option in case.options[program]]:
            told.warnings.append(say("actuals.levels", program=case.programs[program].name, year=history.open[0]))
