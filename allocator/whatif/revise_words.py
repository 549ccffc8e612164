"""What is said of an approved budget that was made again: what needs approval, what asking is worth, why each object moves."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from allocator.domain.case import Case
from allocator.domain.plan import Plan
from allocator.domain.rule import Citation
from allocator.messages import Message, Money, Percent, say
from allocator.whatif.moved import Moved
from allocator.whatif.revise import Revised, share_of


def reasons(case: Case, one: Moved) -> Iterator[Message]:
    """Why an object code moves, program by program, those that move most first: the justification of a request."""
    for cause in one.causes:
        program = case.programs[cause.program].name if cause.program in case.programs else cause.program
        amount = Money(abs(cause.dollars))
        if cause.what == "base":
            yield say(f"revise.why.base.{_way(cause.dollars)}", amount=amount)
        elif cause.what == "begins":
            yield say("revise.why.begins.more", program=program, amount=amount)
        elif cause.what == "ends":
            yield say("revise.why.ends.less", program=program, amount=amount)
        else:
            yield say(f"revise.why.{cause.what}.{_way(cause.dollars)}", program=program, amount=amount)


def move_says(one: Moved) -> Message:
    """One object code in one year: approved, now, and by how much it moves."""
    if one.share is None:
        return say("revise.move.new", year=one.year, object=one.object, now=Money(one.now))
    return say(f"revise.move.{_way(one.change)}", year=one.year, object=one.object, approved=Money(one.approved),
               now=Money(one.now), amount=Money(abs(one.change)), share=Percent(abs(one.share)))


def threshold_says(case: Case, found: Revised) -> Message:
    """From which share on a change needs approval, and whether anybody has confirmed that."""
    return _share(found.share, found.cite, case.plan.sources[found.source].name)


def share_says(plan: Plan, source: str) -> Message:
    """The same for a source of a plan, before anything is asked."""
    return _share(*share_of(plan, source), plan.sources[source].name)


def _share(share: Fraction, cite: Citation, source: str) -> Message:
    code = "revise.share" if cite.confirmed else "revise.share.unconfirmed"
    return say(code, share=Percent(share), source=source)


def too_little_says(case: Case, found: Revised) -> Message | None:
    """Why no plan can do without approval, where plain sums say so."""
    little = found.under.too_little
    if little is None:
        return None
    return say("revise.under.too_little", source=case.plan.sources[found.source].name, least=Money(little.least),
               most=Money(little.most), amount=Money(little.least - little.most), first=little.first, last=little.last)


def worth_says(found: Revised) -> Message | None:
    """What asking for approval is worth; None where one of the plans is not known."""
    if found.worth is None:
        return None
    if found.worth.nothing:
        return say("revise.worth.nothing")
    least, most = found.worth.words
    if found.worth.exact:
        return say("revise.worth", points=least)
    return say("revise.worth.between", least=least, most=most)


def _way(dollars: int) -> str:
    return "more" if dollars > 0 else "less"
