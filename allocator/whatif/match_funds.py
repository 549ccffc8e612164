"""Match and funds: what a match asks for and what counts, the least unrestricted money that must be put in, and which source may
pay which cost."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from allocator import explain
from allocator.allocate import audited
from allocator.constraints.local_match import LocalMatch
from allocator.domain.report import Impossible, Quality, Report
from allocator.domain.variation import Variation
from allocator.errors import NoPlanFound
from allocator.explain.match import match
from allocator.explain.match_parts import Parts, parts
from allocator.explain.payers import Use, uses
from allocator.solve.sparing import Sparing
from allocator.whatif.cash import Cash, as_it_is, least
from allocator.whatif.study import Best, Study

USUAL: tuple[Fraction | None, ...] = (Fraction(0), None)
"""No points given up; and any number of them."""
FIRST = 0
"""Before every wish of a plan, which count from 1."""


@dataclass(frozen=True)
class MatchFunds:
    """The answer for one plan. Where the plan is impossible, only why, and by how much each match is missed at least."""

    sources: tuple[str, ...]
    """What counts as unrestricted money."""
    parts: tuple[Parts, ...] = ()
    """Each match that is asked, and what counts toward it in the plan's budget; in an impossible plan, in the budget that comes
    nearest to the matches."""
    impossible: Impossible | None = None
    now: Cash | None = None
    """What the plan's budget spends of unrestricted money."""
    uses: tuple[Use, ...] = ()
    """Every cost of the plan's budget, who may pay it and who does."""
    same: Cash | None = None
    """The same programs, paid with as little unrestricted money as can be."""
    answers: tuple[Cash, ...] = ()
    """For each number of points that may be given up."""
    without: Sparing | None = None
    """The least unrestricted money for as many points if nobody asked for a match; None where nobody does."""


def match_funds(study: Study, sources: Sequence[str], give_up: Sequence[Fraction | None] = USUAL) -> MatchFunds:
    """Answer it for a plan. Raises NoPlanFound when the plan itself is neither solved nor known to be impossible."""
    free, rules = tuple(sources), match_rules(study)
    with _Steps(study, 2 + 2 * len(give_up) + bool(rules)):
        return _found(study, free, rules, give_up)


def _found(study: Study, free: tuple[str, ...], rules: frozenset[str], give_up: Sequence[Fraction | None]) -> MatchFunds:
    base = study.base
    if base.impossible:
        origin = explain.provenance(study.case.plan, base.answer.engine, base.answer.seconds)
        why = explain.impossible(study.case, base.answer.conflict, base.answer.gives, origin)
        return MatchFunds(free, tuple(_missed(study, free)), why)
    if not base.possible:
        raise NoPlanFound
    found = least(study, free, give_up, rules) if give_up else None
    return MatchFunds(
        free, parts(match(_as_report(base)), free), None, as_it_is(study, free), uses(study.case, base.budget, free),
        found.same if found else None, found.answers if found else (), found.without if found else None,
    )


def match_rules(study: Study) -> frozenset[str]:
    """Ids of the rules that ask for a match."""
    return frozenset(rule.id for rule in _matches(study))


def _matches(study: Study) -> Iterator[LocalMatch]:
    return (rule for rule in study.case.rules if isinstance(rule, LocalMatch) and rule.share > 0)


def _missed(study: Study, sources: Sequence[str]) -> Iterator[Parts]:
    """By how much matches are missed at least, where no budget reaches them: they are first among the wishes. Nothing where no
    budget exists even so."""
    wishes = tuple(rule.model_copy(update={"prefer": FIRST}) for rule in _matches(study) if rule.prefer is None)
    if not wishes:
        return
    near = study.ask([Variation(without=frozenset(rule.id for rule in wishes), rules=wishes)])[0]
    if near.possible:
        yield from (one for one in parts(match(_as_report(near)), sources) if one.asked.room < 0)


def found_report(study: Study, cash: Cash) -> Report | None:
    """A budget with little unrestricted money as a report on the plan as it is: all its rules hold, and other budgets may reach
    more points with more of that money."""
    if cash.best is None:
        return None
    budget = cash.best.budget
    origin = explain.provenance(study.case.plan, cash.best.answer.engine, cash.best.answer.seconds)
    quality = Quality("stopped", cash.best.answer.quality.split, float(study.base.most))
    return explain.report(study.case, budget, audited(study.case, budget), quality, origin)


def _as_report(best: Best) -> Report:
    """A budget of a case with all its figures."""
    origin = explain.provenance(best.case.plan, best.answer.engine, best.answer.seconds)
    return explain.report(best.case, best.budget, best.findings, best.answer.quality, origin)


class _Steps:
    """Counts what is done while several questions are asked of a study, and tells whoever hears the study."""

    def __init__(self, study: Study, every: int) -> None:
        self.study = study
        self.every = every
        self.done = 0
        self.hear = study.hear

    def __enter__(self) -> None:
        self.study.hear = self.one

    def __exit__(self, *ended: object) -> None:
        self.study.hear = self.hear

    def one(self, done: int, every: int) -> None:
        """One more is done."""
        self.done = min(self.done + 1, self.every)
        if self.hear is not None:
            self.hear(self.done, self.every)
