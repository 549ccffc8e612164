"""Why a figure is what it is: what the totals are made of, and the facts about one need, one source or one role. No screen in
here."""

from __future__ import annotations

from fractions import Fraction

from allocator.domain.report import Report
from allocator.ui.figures import average_met, needs_in_order, roster, source_totals, totals
from allocator.ui.reasons import rule_lines
from allocator.ui.show import listed, money, number, percent, points, safe, stretch
from allocator.ui.staffing import NONE, in_year
from allocator.ui.words import w

NAMED = 3
"""Parts of a total that are named; the others are added up."""


def why_figures(report: Report) -> list[str]:
    """One sentence for each of the few figures on top: what it is made of."""
    found = [_met(report), _run(report)]
    if report.sources:
        found += [_spent(report), _left(report)]
    return found


def why_need(report: Report, need: str) -> list[str]:
    """How much of a need is met, by which programs, and what could meet more of it."""
    case, record = report.case, report.case.plan.needs[need]
    met = report.needs.get(need, {})
    years = [w("why.need.year", share=percent(met.get(year, NONE)), year=year) for year in case.years]
    share = average_met(report, need)
    lines = [w("why.need.met", share=percent(share), score=number(record.score), points=points(share * record.score),
               list=listed(years))]
    by = {program: max(case.option(program, level).meets.get(need, NONE) for level in report.budget.roster[program].values())
          for program in roster(report)}
    some = sorted(((share, program) for program, share in by.items() if share), reverse=True)
    lines.append(w("why.need.by", list=listed([_meets(report, *one) for one in some])) if some else w("why.need.nobody"))
    if sum((share for share, _ in some), NONE) > 1:
        lines.append(w("why.need.whole"))
    out = sorted(((option.meets[need], program) for program, options in case.options.items() if program not in by
                  for option in options[-1:] if option.meets.get(need)), reverse=True)
    if out:
        lines.append(w("why.need.could", list=listed([_meets(report, *one) for one in out])))
        lines.append(w("why.need.ask"))
    return lines


def why_source(report: Report, source: str) -> list[str]:
    """Where the money of a source goes, over all years."""
    parts = source_totals(report, source)
    paid: dict[str, int] = {}
    for payment in report.budget.payments:
        if payment.source == source:
            paid[payment.program] = paid.get(payment.program, 0) + payment.dollars
    shown = {part: money(amount) for part, amount in parts.items()}
    lines = [w("why.source.totals", money=money(sum(parts.values())), **shown)]
    by = sorted(paid.items(), key=lambda one: (-one[1], one[0]))
    named = [w("why.amount", name=safe(report.case.programs[program].name), amount=money(amount)) for program, amount in by]
    lines.append(w("why.source.pays", list=listed(named)) if named else w("why.source.nothing"))
    return lines


def why_role(report: Report, role: str) -> list[str]:
    """Who needs a role, when, and how much of it can be had."""
    case, record = report.case, report.case.plan.staff[role]
    users: dict[str, list[str]] = {}
    for program in roster(report):
        for year in case.years:
            level = report.budget.level(program, year)
            fte = case.option(program, level).staff.get(role, NONE) if level is not None else NONE
            if fte:
                users.setdefault(w("why.role.one", fte=number(fte), program=safe(case.programs[program].name)), []).append(year)
    said = [w("why.role.years", what=what, years=stretch(years)) for what, years in users.items()]
    lines = [w("why.role.needed", list=listed(said)) if said else w("why.role.none")]
    limits: dict[Fraction, list[str]] = {}
    for year in case.years:
        most = in_year(record.max, year)
        if most is not None:
            limits.setdefault(most, []).append(year)
    most_said = [w("why.role.most", fte=number(fte), years=stretch(years)) for fte, years in limits.items()]
    lines.append(w("why.role.limit", list=listed(most_said)) if most_said else w("why.role.no_limit"))
    return lines


def rules_for(report: Report, what: str, name: str) -> list[str]:
    """A line for each rule that speaks of it; for a program also those that ask for its people."""
    lines = rule_lines(report, what, name)
    if what == "program":
        roles = {role for option in report.case.options[name] for role in option.staff}
        lines += [line for role in sorted(roles) for line in rule_lines(report, "role", role)]
    return list(dict.fromkeys(lines))


def _meets(report: Report, share: Fraction, program: str) -> str:
    return w("why.amount", name=safe(report.case.programs[program].name), amount=percent(share))


def _met(report: Report) -> str:
    needs = report.case.plan.needs
    worth = {need: average_met(report, need) * needs[need].score for need in needs_in_order(report)}
    best = sorted(worth, key=lambda need: (-worth[need], need))
    parts = [w("why.figures.need", name=safe(needs[need].name), points=points(worth[need]), score=number(needs[need].score))
             for need in best[:NAMED]]
    rest = sum((worth[need] for need in best[NAMED:]), NONE)
    if rest:
        parts.append(w("why.figures.rest", count=len(best) - NAMED, amount=points(rest)))
    return w("why.figures.met", points=points(report.points), list=listed(parts)) if parts else w("why.figures.met.none")


def _run(report: Report) -> str:
    by_year = [w("why.figures.year", count=sum(report.budget.level(program, year) is not None for program in roster(report)),
                 year=year) for year in report.case.years]
    return w("why.figures.run", run=len(roster(report)), all=len(report.case.programs), list=listed(by_year))


def _spent(report: Report) -> str:
    parts = {source: source_totals(report, source) for source in report.sources}
    out = {source: part["paid"] + part["indirect"] for source, part in parts.items()}
    indirect, spent = sum(part["indirect"] for part in parts.values()), sum(out.values())
    best = sorted((source for source in out if out[source]), key=lambda source: (-out[source], source))
    names = report.case.plan.sources
    named = [w("why.amount", name=safe(names[source].name), amount=money(out[source])) for source in best[:NAMED]]
    rest = sum(out[source] for source in best[NAMED:])
    if rest:
        named.append(w("why.figures.rest", count=len(best) - NAMED, amount=money(rest)))
    return w("why.figures.spent", spent=money(spent), programs=money(spent - indirect), indirect=money(indirect),
             list=listed(named) or w("not"))


def _left(report: Report) -> str:
    found = totals(report)
    parts = {source: source_totals(report, source) for source in report.sources}
    left = {source: part["lapsed"] + part["unspent"] for source, part in parts.items()}
    names = report.case.plan.sources
    by = [w("why.amount", name=safe(names[source].name), amount=money(left[source]))
          for source in sorted(left, key=lambda source: (-left[source], source)) if left[source]]
    return w("why.figures.left", left=money(found.left), lapsed=money(found.lapsed), unspent=money(found.unspent),
             list=listed(by) or w("not"))
