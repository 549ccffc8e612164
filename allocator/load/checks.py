"""What only shows once the grants' rules stand beside the plan's: who may pay, what can never run, rules that do nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cached_property
from typing import Any

from allocator.domain.case import Case
from allocator.domain.charge import Charge, Line
from allocator.domain.menu import FULL, Option
from allocator.domain.rule import Rule
from allocator.errors import Fault
from allocator.load.accounts import idle_codes, missing_codes
from allocator.messages import Message, say
from allocator.money import dollars, exact

VETOED = say("fault.never.vetoed")
"""Known to who wrote the rule, and told only where another program waits for the vetoed one."""


def check_case(case: Case, rows: Callable[[Rule], int]) -> list[Fault]:
    """Faults and warnings of a case. ``rows`` counts the inequalities that a rule makes. Faults know their path in the plan,
    not its place; ``Loaded.placed`` adds it."""
    runs = Runs(case)
    found = [*_empty(case), *_idle_rules(case, rows),
             *_needed(case, runs), *_wishes(case), *_idle_records(case, runs), *_old_money(case),
             *idle_codes(case), *missing_codes(case)]
    return sorted(found, key=lambda fault: (fault.warning, fault.path))


class Runs:
    """Which programs can run at all, by simple bounds: who may pay, how much money there is, how many people, what is vetoed."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self.reasons: dict[str, Message] = {}
        for program in case.programs:
            if reason := self._never(program):
                self.reasons[program] = reason
        self._follow()

    @cached_property
    def payable(self) -> dict[str, bool]:
        """Whether some level of a program can be paid by somebody."""
        return {program: any(self._payable(option) for option in options) for program, options in self.case.options.items()}

    def _payable(self, option: Option) -> bool:
        """Whether each line has somebody who may pay it, and each position somebody who may pay all of its lines."""
        tied: dict[str, set[str]] = {}
        for line in option.lines:
            payers = self.payers(line)
            if line.charge.tie:
                tied[line.charge.tie] = tied.get(line.charge.tie, payers) & payers
            if not payers and line.base:
                return False
        return all(tied.values())

    def payers(self, line: Line) -> set[str]:
        """Sources that may pay a line; of an agreement's line, any of its two parts."""
        charge = line.charge
        if not charge.agreement:
            return set(self.case.payers(charge))
        return {source for part in self._parts(charge) for source in self.case.payers(part)}

    def _parts(self, charge: Charge) -> list[Charge]:
        return [c for c in self.case.charges[charge.program] if c.line == charge.line and c.tier]

    def _never(self, program: str) -> Message | None:
        """Why a program can never run, or None."""
        if not self.payable[program]:
            return say("fault.never.unpaid")
        options = self.case.options[program]
        if all(self._vetoed(option, year) for option in options for year in self.case.years):
            return VETOED
        if all(self._too_dear(option, year) for option in options for year in self.case.years):
            cheapest = min(self.case.cost(option.program, option.level, self.case.years[0]) for option in options)
            return say("fault.never.dear", cost=dollars(cheapest))
        if all(self._too_many(option, year) for option in options for year in self.case.years):
            return say("fault.never.people")
        return None

    def _vetoed(self, option: Option, year: str) -> bool:
        return any(rule.kind == "must_not" and rule.prefer is None and getattr(rule, "program", "") == option.program
                   and getattr(rule, "level", None) in (None, option.level) and year in rule.applies(self.case)
                   for rule in self.case.rules)

    def _too_dear(self, option: Option, year: str) -> bool:
        payers = {source for line in option.lines for source in self.payers(line)}
        money = sum(self.case.stated_amount(source, award) for source in payers for award in self.case.usable(source, year))
        return self.case.cost(option.program, option.level, year) > money

    def _too_many(self, option: Option, year: str) -> bool:
        for role, fte in option.staff.items():
            record = self.case.plan.staff.get(role)
            most: Any = record.max if record is not None else None
            limit = most.get(year) if isinstance(most, dict) else most
            if limit is not None and fte > exact(limit):
                return True
        return False

    def _follow(self) -> None:
        """A program that needs one that can never run cannot run either."""
        pairs = [(getattr(rule, "program", ""), getattr(rule, "needs", "")) for rule in self.case.rules
                 if rule.kind == "requires" and rule.prefer is None and rule.years is None]
        for _ in pairs:
            for program, needed in pairs:
                if needed in self.reasons and program not in self.reasons and not self.case.programs[needed].running:
                    self.reasons[program] = say("fault.never.follows", program=needed)


EMPTY = {
    "programs": (say("fault.empty.programs"), say("fault.fix.empty.programs")),
    "needs": (say("fault.empty.needs"), say("fault.fix.empty.needs")),
    "sources": (say("fault.empty.sources"), say("fault.fix.empty.sources")),
}


def _empty(case: Case) -> Iterator[Fault]:
    """Parts of the plan without which there is nothing to decide, and programs that cost nothing."""
    for section, (says, fix) in EMPTY.items():
        if not getattr(case.plan, section):
            yield Fault("", section, says, fix=fix, warning=True)
    for program, options in case.options.items():
        for option in options:
            if not option.lines:
                full = option.level == FULL
                yield Fault("", f"programs.{program}" if full else f"programs.{program}.levels.{option.level}",
                            say("fault.free.program" if full else "fault.free.level"), fix=say("fault.fix.free"), warning=True)


def _idle_rules(case: Case, rows: Callable[[Rule], int]) -> Iterator[Fault]:
    instead = {dict(note.values).get("rule") for note in case.notes}
    for rule in case.rules:
        if rule.origin == "plan" and rule.id not in instead and not _lengthens(case, rule) and rows(rule) == 0:
            yield Fault("", f"rules.{rule.id}", say("fault.rule.idle"), fix=say("fault.fix.rule.idle"))


def _lengthens(case: Case, rule: Rule) -> bool:
    """Whether the rule lets money be spent after the year in which it was awarded: it then does something, though it bars
    nothing."""
    return any((rule.usable_until(source, award) or award) > award for source in case.sources for award in case.awards(source))


def _wishes(case: Case) -> Iterator[Fault]:
    for rule in case.rules:
        if rule.prefer is not None and not rule.may_prefer:
            yield Fault("", f"rules.{rule.id}.prefer", say("fault.rule.no.wish", kind=rule.kind),
                        str(rule.prefer), "", say("fault.fix.no.wish"))


def _needed(case: Case, runs: Runs) -> Iterator[Fault]:
    """Programs that must run although nobody may pay, and programs that nobody may pay otherwise."""
    required = dict(_required(case, runs))
    for program, payable in runs.payable.items():
        if payable:
            continue
        if program in required:
            yield Fault("", f"programs.{program}", say("fault.program.unpaid.needed", rule=required[program]),
                        fix=say("fault.fix.unpaid.needed", field="paid_by"))
        else:
            yield Fault("", f"programs.{program}", say("fault.program.unpaid"),
                        fix=say("fault.fix.unpaid", field="paid_by"), warning=True)
    for program, reason in sorted(runs.reasons.items()):
        if runs.payable[program] and reason != VETOED:
            yield Fault(
                "", f"programs.{program}", say("fault.program.never", reason=reason), fix=say("fault.fix.never"), warning=True
            )


def _required(case: Case, runs: Runs) -> Iterator[tuple[str, str]]:
    """(program, rule) for every program that nobody may pay and that a rule cannot do without."""
    unpaid = {program for program, payable in runs.payable.items() if not payable}
    for rule in case.rules:
        if rule.prefer is not None or not rule.applies(case):
            continue
        if rule.kind == "must" and getattr(rule, "program", "") in unpaid:
            yield getattr(rule, "program", ""), rule.id
        elif rule.kind == "choose":
            group = set(getattr(rule, "programs", ()))
            least = getattr(rule, "exactly", None) or getattr(rule, "at_least", None) or 0
            if len(group - unpaid) < least:
                yield from ((program, rule.id) for program in sorted(group & unpaid))
        elif rule.kind == "required_role":
            yield from _only_with(case, rule, unpaid)
    needed = {getattr(rule, "program", "") for rule in case.rules if rule.kind == "must" and rule.prefer is None}
    for rule in case.rules:
        other = str(getattr(rule, "needs", ""))
        if rule.kind == "requires" and rule.prefer is None and getattr(rule, "program", "") in needed and other in unpaid:
            yield other, rule.id


def _only_with(case: Case, rule: Rule, unpaid: set[str]) -> Iterator[tuple[str, str]]:
    role = getattr(rule, "role", "")
    having = {o.program for options in case.options.values() for o in options if o.staff.get(role)}
    if exact(getattr(rule, "fte", 0)) > 0 and having and having <= unpaid:
        yield from ((program, rule.id) for program in sorted(having))


def _idle_records(case: Case, runs: Runs) -> Iterator[Fault]:
    met = {need for options in case.options.values() for option in options for need, share in option.meets.items() if share}
    used = {role for options in case.options.values() for option in options for role, fte in option.staff.items() if fte}
    named = {line.charge.agreement for options in case.options.values() for option in options for line in option.lines}
    for need in case.needs:
        if need not in met:
            yield Fault(
                "", f"needs.{need}", say("fault.need.unmet"), fix=say("fault.fix.need.unmet"), warning=True
            )
    for role in sorted(case.plan.staff):
        if role not in used:
            yield Fault("", f"staff.{role}", say("fault.role.idle"), fix=say("fault.fix.role.idle"), warning=True)
    for source in case.sources:
        if not case.charges_of(source):
            yield Fault(
                "",
                f"sources.{source}",
                say("fault.source.idle"), fix=say("fault.fix.source.idle", field="paid_by"),
                warning=True,
            )
    for agreement in sorted(set(case.plan.agreements) - named):
        yield Fault(
            "", f"agreements.{agreement}", say("fault.agreement.idle"), fix=say("fault.fix.agreement.idle"), warning=True
        )


def _old_money(case: Case) -> Iterator[Fault]:
    """Money from before the plan that may no longer be spent in it."""
    for source in case.sources:
        for award, amount in sorted(case.plan.sources[source].carried_in.items()):
            if amount and case.usable_until(source, award) < case.years[0]:
                yield Fault("", f"sources.{source}.carried_in.{award}", say("fault.money.old"),
                            dollars(amount), "", say("fault.fix.money.old"), True)
