"""Match and unrestricted money: what counts, the job of finding the least that must be put in, and taking such a budget over. No
screen in here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from threading import Event

from allocator.allocate import sound_case
from allocator.domain.report import Report
from allocator.explain.match import match
from allocator.explain.match_parts import Parts, parts
from allocator.explain.payers import instead, payable, uses
from allocator.load import fingerprint
from allocator.money import dollars
from allocator.ui import edits
from allocator.ui.asking import SOON
from allocator.ui.desk import Desk
from allocator.ui.figures import Table
from allocator.ui.jobs import News, Work
from allocator.ui.show import listed, money, money_or_none, points, safe, stretch
from allocator.ui.speak import one as one_change
from allocator.ui.words import w
from allocator.whatif.cash import Cash
from allocator.whatif.known import study_of
from allocator.whatif.match_funds import MatchFunds, match_funds
from allocator.whatif.take_over import given, taken_over


def question(free: Sequence[str], give_up: Fraction) -> str:
    """The question as ``Answers.ask`` keeps it."""
    return f"match:{','.join(free)}:{give_up}"


def least_money(report: Report, free: Sequence[str], give_up: Fraction) -> Work:
    """The job of finding the least unrestricted money: for no points given up, for some, and for any number. None when it was
    stopped."""
    asked = (*sorted({Fraction(0), give_up}), None)

    def run(progress: Callable[[News], None], stop: Event) -> MatchFunds | None:
        study = study_of(report, SOON)
        study.stop, study.hear = stop, lambda done, every: progress((done, every))
        found = match_funds(study, free, asked)
        return None if stop.is_set() else found
    return run


# what counts -------------------------------------------------------------------------------------------------------------
def asked(report: Report, free: Sequence[str]) -> tuple[Parts, ...]:
    """Each match that is asked, with what counts toward it."""
    return parts(match(report), free)


def asked_table(report: Report, found: Sequence[Parts]) -> Table:
    """One row for each match that is asked: what is asked, what counts, what it is made of."""
    names = report.case.plan.sources
    grants = [listed(list(dict.fromkeys(safe(names[call.source].name) for call in one.asked.calls))) for one in found]
    return {
        w("match.grant"): grants,
        w("match.years"): [stretch(one.years) for one in found],
        w("match.asked"): [money(one.asked.asked) for one in found],
        w("match.reached"): [money(one.asked.reached) for one in found],
        w("room"): [money(one.asked.room) if one.asked.room >= 0 else w("rules.short", short=money(-one.asked.room))
                    for one in found],
        w("match.free"): [money_or_none(one.unrestricted) for one in found],
        w("match.others"): [money_or_none(one.others) for one in found],
        w("match.gifts"): [money_or_none(one.gifts) for one in found],
    }


def counted_table(report: Report, found: Sequence[Parts]) -> Table:
    """One row for each program, or gift, whose dollars count toward a match: who pays it, and how much over all years."""
    about = match(report)
    rules = {call.rule for one in found for call in one.asked.calls}
    sums: dict[tuple[str, str, str], int] = {}
    for one in about.counts:
        if rules.intersection(one.rules):
            key = one.source, one.program, one.gift
            sums[key] = sums.get(key, 0) + sum(one.dollars.values())
    rows = sorted(((dollars, key) for key, dollars in sums.items() if dollars), reverse=True)
    plan, programs = report.case.plan, report.case.programs
    return {
        w("match.use"): [safe(programs[program].name if program else plan.in_kind[gift].name) for _, (_, program, gift) in rows],
        w("match.from"): [safe(plan.sources[source].name) if source else w("match.gift") if not program else
                          w("match.gift.of", gift=safe(plan.in_kind[gift].name)) for _, (source, program, gift) in rows],
        w("total"): [money(dollars) for dollars, _ in rows],
    } if rows else {}


def instead_table(report: Report, free: Sequence[str]) -> Table:
    """One row for what unrestricted money pays of a program and other sources may pay as well."""
    found = instead(uses(report.case, report.budget, free))
    names = report.case.plan.sources
    return {
        w("program"): [safe(report.case.programs[one.program].name) for one in found],
        w("match.objects"): [", ".join(one.objects) for one in found],
        w("match.may"): [listed([safe(names[source].name) for source in one.sources]) for one in found],
        w("match.free"): [money(one.free) for one in found],
    } if found else {}


def payers_table(report: Report, free: Sequence[str]) -> Table:
    """One row for each program and each list of sources that may pay of it: who may, and who does."""
    found = payable(uses(report.case, report.budget, free))
    names = {source: safe(record.name) for source, record in report.case.plan.sources.items()}
    return {
        w("program"): [safe(report.case.programs[one.program].name) for one in found],
        w("match.objects"): [", ".join(one.objects) for one in found],
        w("match.may"): [listed([names[source] for source in one.may]) for one in found],
        w("match.pays"): [listed([w("match.pays.one", source=names[source], dollars=money(dollars))
                                  for source, dollars in one.pays.items()]) for one in found],
    } if found else {}


# what was found ----------------------------------------------------------------------------------------------------------
def answers_table(found: MatchFunds) -> Table:
    """One row for the budget as it is, and one for each answer: points, and unrestricted dollars by year."""
    if found.now is None or found.now.best is None:
        return {}
    rows = [(w("match.row.now"), found.now), *((_given_up(one), one) for one in found.answers if one.best is not None)]
    years = found.now.best.case.years
    return {
        w("match.row"): [name for name, _ in rows],
        w("match.points"): [points(one.best.points) for _, one in rows if one.best is not None],
        **{year: [money(one.years.get(year, 0)) for _, one in rows] for year in years},
        w("total"): [money(one.dollars) for _, one in rows],
    }


def _given_up(one: Cash) -> str:
    if one.give_up is None:
        return w("match.row.any")
    return w("match.row.give", points=points(one.give_up)) if one.give_up else w("match.row.best")


def better(found: MatchFunds) -> list[Cash]:
    """Answers that spend less than the budget as it is, each sum of dollars once."""
    if found.now is None:
        return []
    less = {one.dollars: one for one in reversed(found.answers) if one.best is not None and one.dollars < found.now.dollars}
    return [less[dollars] for dollars in sorted(less, reverse=True)]


def take_over(desk: Desk, found: MatchFunds, one: Cash) -> bool:
    """Let the unrestricted sources give just what a budget spends, and make it the budget at hand; False where it breaks a rule
    of that plan, and then nothing is changed. Raises InputError where the plan cannot be changed so."""
    amounts = given(one, found.sources)
    edit = edits.all_of(edits.set_amounts(source, years) for source, years in amounts.items())
    plan = desk.plan_with(desk.patched(edit))
    report = taken_over(sound_case(plan), one)
    if report is None or found.now is None:
        return False
    desk.answers.take(fingerprint(plan), report)
    desk.change(edit, one_change("changes.match", old=dollars(found.now.dollars), new=dollars(one.dollars)))
    return True
