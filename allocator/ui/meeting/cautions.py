"""What the rules have to say to a choice, before anything is worked out: cautions, and what cannot be as it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from allocator.domain.rule import Rule
from allocator.ui.meeting.balance import money_of
from allocator.ui.meeting.hand import Hand, Pick
from allocator.ui.show import listed, money, number, safe, stretch
from allocator.ui.words import w

FEW = 2
"""So few sources that may pay for a program are worth a caution."""


@dataclass(frozen=True)
class Caution:
    """One sentence, safe to show, and whether the hand cannot stay as it is because of it."""

    says: str
    stop: bool = False

    @property
    def words(self) -> str:
        """The sentence behind its sign; what cannot stay is also said."""
        return w("meeting.stop", says=self.says) if self.stop else w("meeting.caution", says=self.says)


def cautions(hand: Hand, program: str) -> list[Caution]:
    """All there is to say to a program, the gravest first."""
    pick = hand.pick(program)
    found = [*_companions(hand, program, pick), *_groups(hand, program), *_roles(hand, program, pick),
             *_people(hand, program, pick), *_payers(hand, program, pick), *_partly(hand, program)]
    return sorted(dict.fromkeys(found), key=lambda caution: not caution.stop)


def _about(hand: Hand, kind: str, program: str) -> Iterator[Rule]:
    for rule in hand.rules:
        if rule.kind == kind and any(name == program for _, what, name in rule.names() if what == "program"):
            yield rule


def _name(hand: Hand, program: str) -> str:
    return safe(hand.case.programs[program].name)


def _companions(hand: Hand, program: str, pick: Pick) -> Iterator[Caution]:
    """Programs that run only where another does."""
    for rule in _about(hand, "requires", program):
        ids = {field: name for field, _, name in rule.names()}
        one, other = ids["program"], ids["needs"]
        if one == program and not hand.pick(other).runs:
            skipped = hand.pick(other).choice == "skip"
            code = "meeting.caution.needs.skipped" if skipped else "meeting.caution.needs"
            yield Caution(w(code, other=_name(hand, other)), stop=skipped and pick.runs and rule.prefer is None)
        elif other == program and pick.choice == "skip" and hand.pick(one).runs:
            yield Caution(w("meeting.caution.needed", other=_name(hand, one)), stop=rule.prefer is None)


def _groups(hand: Hand, program: str) -> Iterator[Caution]:
    """Groups of programs of which only so many may run, or so many must."""
    for rule in _about(hand, "choose", program):
        group = sorted({name for _, what, name in rule.names() if what == "program"})
        names = listed([_name(hand, one) for one in group])
        exactly = getattr(rule, "exactly", None)
        most = exactly if exactly is not None else getattr(rule, "at_most", None)
        least = exactly if exactly is not None else getattr(rule, "at_least", None)
        runs = [one for one in group if hand.pick(one).runs]
        open_ = [one for one in group if hand.pick(one).choice != "skip"]
        if least and len(open_) < least:
            yield Caution(w("meeting.caution.least", count=least, list=names), stop=rule.prefer is None)
        elif most is not None and most < len(group):
            others = listed([_name(hand, one) for one in group if one != program])
            says = w("meeting.caution.one", list=others) if most == 1 else w("meeting.caution.most", count=most, list=names)
            yield Caution(says, stop=rule.prefer is None and len(runs) > most)
        elif least:
            yield Caution(w("meeting.caution.least", count=least, list=names))


def _roles(hand: Hand, program: str, pick: Pick) -> Iterator[Caution]:
    """Positions that a rule asks for and that this program fills."""
    for rule in hand.rules:
        role = next((name for _, what, name in rule.names() if what == "role"), "") if rule.kind == "required_role" else ""
        if not role or not any(option.staff.get(role) for option in hand.case.options[program]):
            continue
        asked = getattr(rule, "fte", 0)
        had = sum(max(option.staff.get(role, 0) for option in options) for other, options in hand.case.options.items()
                  if other in hand.programs and hand.pick(other).choice != "skip")
        says = w("meeting.caution.role", fte=number(asked), role=safe(hand.case.plan.staff[role].name))
        yield Caution(says, stop=pick.choice == "skip" and had < asked and rule.prefer is None)


def _people(hand: Hand, program: str, pick: Pick) -> Iterator[Caution]:
    """Positions for which there are not enough people."""
    together = hand.ledger(program)
    size = hand.level(program)
    for role, fte in hand.case.option(program, size).staff.items():
        name = safe(hand.case.plan.staff[role].name)
        alone = [year for year in hand.case.years if role in hand.beyond(program, size, year)]
        if alone:
            says = w("meeting.caution.hire", fte=number(fte), role=name, years=stretch(alone))
            yield Caution(says, stop=pick.choice == "require")
        for year in hand.case.years:
            used, most = together.fte(role, year).const, hand.most(role, year)
            if most is not None and used > most and year not in alone:
                says = w("meeting.caution.people", fte=number(used), role=name, year=year, most=number(most))
                yield Caution(says, stop=pick.runs)
                break


def _payers(hand: Hand, program: str, pick: Pick) -> Iterator[Caution]:
    """Who may pay at all, and whether these sources have enough for all that only they may pay."""
    if pick.choice == "skip":
        return
    case, every = hand.case, {p: {s for c in hand.case.charges[p] for s in hand.case.payers(c)} for p in hand.programs}
    payers = every[program]
    if not case.charges[program] or len(payers) == len(case.sources):
        return
    names = listed([safe(case.plan.sources[source].name) for source in sorted(payers)])
    if not payers:
        yield Caution(w("meeting.caution.nobody"), stop=pick.runs)
        return
    costs, there, asked = hand.ledger(program).costs(), 0, 0
    for year in case.years:
        there += money_of(hand, payers, year)
        asked += sum(of.get(year, 0) for other, of in costs.items() if every[other] <= payers)
        if asked > there:
            short, few = money(asked - there), len(payers) <= FEW
            says = (w("meeting.caution.short", list=names, short=short, year=year) if few else
                    w("meeting.caution.short.many", count=len(payers), short=short, year=year))
            yield Caution(says, stop=pick.runs)
            return
    if len(payers) <= FEW:
        yield Caution(w("meeting.caution.only", list=names))


def _partly(hand: Hand, program: str) -> Iterator[Caution]:
    """Rules that decide in some years or about some size, or that may give."""
    for kind in ("must", "must_not"):
        for rule in _about(hand, kind, program):
            if hand.locked.get(program) is not rule:
                yield Caution(safe(rule.says(hand.case)))
