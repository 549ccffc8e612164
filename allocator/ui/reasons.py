"""Why: the rules that speak of a program or a source, each in its sentence, with its source and its badge."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from allocator.domain.case import Case
from allocator.domain.menu import FULL
from allocator.domain.report import Finding, Report
from allocator.domain.rule import PLAN_FILE, Citation, Rule
from allocator.grants import unconfirmed_in_use, unconfirmed_says
from allocator.grants.cited import NOT_READ
from allocator.ui.figures import Table
from allocator.ui.show import level_name, listed, money, percent, room, safe, stretch
from allocator.ui.words import said, w

CODE_WORD = re.compile(r"`([^`]*)`")
"""A word of the files where rules are written, with the marks that set it off."""
SILENT = {"timing", "full_cost", "same_shares"}
"""Kinds that hold for every program alike: no answer to why this one."""
EXACT = {"timing", "full_cost", "same_shares", "must", "must_not", "choose", "requires", "paid_by", "fte_steps", "award",
         "allowable_use", "carryover", "indirect", "continuity"}
"""Kinds that are kept or not, with nothing worth calling room."""


COMPARED = {"need": {"need_floor"}, "role": {"staffing"}}
"""Kinds that speak of several needs or roles without naming each."""


@dataclass(frozen=True)
class Verdict:
    """One rule over all years: its sentence, how it came out, the least that is left, its source."""

    rule: str
    kind: str
    says: str
    cite: Citation
    always: bool
    worst: Finding
    because: str = ""
    """Why a rule of the plan is there, if the plan says so."""

    @property
    def outcome(self) -> str:
        """Kept, kept with nothing to spare, falls short, or broken; in words."""
        if not self.worst.holds:
            code = "rules.broken" if self.worst.fails else "rules.short"
            return w(code, short=room(-self.worst.room, self.worst.unit))
        return w("rules.at" if self.worst.room == 0 and self.kind not in EXACT else "rules.kept")

    @property
    def spare(self) -> str:
        """The least room in any year, where room means something."""
        if self.kind in EXACT or not self.worst.holds:
            return w("not")
        return room(self.worst.room, self.worst.unit)


def verdicts(report: Report) -> list[Verdict]:
    """One verdict for each rule, worst first: broken, falling short, then the plan's own order."""
    worst: dict[str, Finding] = {}
    for finding in report.findings:
        known = worst.get(finding.rule)
        if known is None or (finding.holds, finding.room) < (known.holds, known.room):
            worst[finding.rule] = finding
    rules = {rule.id: rule for rule in report.case.rules}
    always = {rule.id for rule in report.case.rules if rule.origin == "always"}
    found = [
        Verdict(finding.rule, finding.kind, said(finding.says), finding.cite, finding.rule in always, finding,
                rules[finding.rule].because if finding.rule in rules else "")
        for finding in worst.values()
    ]
    return sorted(found, key=lambda v: v.worst.holds)


def cited(cite: Citation) -> str:
    """Where a rule comes from, as a link where there is an address that can be opened."""
    title = safe("; ".join(_title(part) for part in cite.title.split("; ")))
    return f"[{title}]({cite.href})" if cite.href.startswith(("https://", "http://")) else title


def _title(title: str) -> str:
    """What a source is called; in the language of the person who looks where the name is ours."""
    if title == PLAN_FILE.title:
        return w("cite.plan")
    return w("cite.unread") if title == NOT_READ else title


def badge(cite: Citation) -> str:
    """Whether a person confirmed a rule's values at their source, in words."""
    if cite == PLAN_FILE:
        return w("confirmed.own")
    if cite.confirmed:
        return w("confirmed.read", read=safe(cite.read)) if cite.read else w("confirmed.yes")
    return f"⚠ {w('confirmed.no.why', why=safe(cite.why)) if cite.why else w('confirmed.no')}"


def verdict_table(found: list[Verdict]) -> Table:
    """One row for each rule."""
    return {
        w("rule"): [safe(v.says) for v in found],
        w("verdict"): [f"{'✓' if v.worst.holds else '✗'} {v.outcome}" for v in found],
        w("room"): [v.spare for v in found],
        w("cite"): [w("cite.always") if v.always else _cite(v) for v in found],
        w("confirmed"): [w("not") if v.always else badge(v.cite) for v in found],
    }


def _cite(verdict: Verdict) -> str:
    """The source, and why a rule is there; code words of files in plain words, without the marks that set them off."""
    because = safe(CODE_WORD.sub(lambda word: f'"{word[1].replace("_", " ")}"', verdict.because))
    return f"{cited(verdict.cite)}: {because}" if because else cited(verdict.cite)


def doubts_line(report: Report) -> str:
    """What nobody has confirmed at its source, in a sentence with its full stop; empty when everything is confirmed."""
    says = unconfirmed_says(unconfirmed_in_use(report.case))
    return said(says) if says else ""


def doubts_table(report: Report) -> Table:
    """One row for each value in use that nobody has confirmed at its source: what rests on it, its source, why."""
    found = unconfirmed_in_use(report.case)
    return {
        w("doubts.what"): [w(f"doubts.kind.{one.kind}", name=safe(one.name)) for one in found],
        w("cite"): [cited(one.cite) for one in found],
        w("doubts.why"): [safe(one.cite.why) or w("not") for one in found],
    }


def rules_about(report: Report, what: str, name: str) -> Iterator[Rule]:
    """Rules that name a program, a source, a need or a role, and those that were compared for this very need or role."""
    compared = {finding.rule for finding in report.findings if what in COMPARED and finding.about == name}
    for rule in report.case.rules:
        named = any(kind == what and found == name for _, kind, found in rule.names())
        if rule.kind not in SILENT and (named or (rule.kind in COMPARED.get(what, ()) and rule.id in compared)):
            yield rule


def rule_lines(report: Report, what: str, name: str) -> list[str]:
    """One line for each rule that speaks of a program, a source, a need or a role: its sentence, its source, its badge."""
    return [rule_line(report.case, rule) for rule in rules_about(report, what, name)]


def rule_line(case: Case, rule: Rule) -> str:
    """A rule: its sentence, and where it comes from; with a badge where nobody has confirmed it there."""
    if rule.origin == "always":
        return safe(rule.says(case))
    because = ": " + safe(rule.because.replace("`", '"').rstrip(". ")) if rule.because else ""
    doubt = "" if rule.cite.confirmed else f"; {badge(rule.cite)}"
    return f"{safe(rule.says(case))} ({cited(rule.cite)}{because}{doubt})"


def why_program(report: Report, program: str) -> list[str]:
    """What is known about a program: when and at which size it runs, what it costs, what that size meets, who pays."""
    case, sizes = report.case, _sizes(report, program)
    total = money(sum(report.costs.get(program, {}).values()))
    if sizes:
        runs = [_runs(report, program, level, years) for level, years in sizes.items()]
        lines = [w("why.runs", sizes=listed(runs), cost=total)]
    else:
        first = case.years[0]
        lines = [w("why.runs.not", year=first, cost=money(case.cost(program, FULL, first, True)))]
    lines += [_meets(report, program, level) for level in sizes or {FULL: []}]
    sources = sorted({payment.source for payment in report.budget.payments if payment.program == program})
    if sources:
        lines.append(w("why.paid", list=listed([safe(case.plan.sources[s].name) for s in sources])))
    return lines


def _sizes(report: Report, program: str) -> dict[str, list[str]]:
    """The years in which a program runs, by its size then."""
    sizes: dict[str, list[str]] = {}
    for year in report.case.years:
        level = report.budget.level(program, year)
        if level is not None:
            sizes.setdefault(level, []).append(year)
    return sizes


def _runs(report: Report, program: str, level: str, years: list[str]) -> str:
    if level == FULL:
        return w("why.runs.full", years=stretch(years))
    return w("why.runs.level", level=safe(level_name(report, program, level)), years=stretch(years))


def _meets(report: Report, program: str, level: str) -> str:
    meets = [
        w("why.meets.one", share=percent(share), need=safe(report.case.plan.needs[need].name))
        for need, share in sorted(report.case.option(program, level).meets.items(), key=lambda item: -item[1])
    ]
    if not meets:
        return w("why.meets.none")
    if level == FULL:
        return w("why.meets", list=listed(meets))
    return w("why.meets.level", level=safe(level_name(report, program, level)), list=listed(meets))
