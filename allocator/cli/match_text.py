"""Match and funds as lines of text."""

from __future__ import annotations

from collections.abc import Iterator

from allocator.cli.wording import impossible_lines, shortened
from allocator.domain.case import Case
from allocator.explain.match_parts import Parts
from allocator.explain.match_waived import waived, waived_says
from allocator.explain.payers import instead
from allocator.messages import Message, Money, Names, say, text
from allocator.whatif.match_funds import MatchFunds
from allocator.whatif.match_words import cash_says, counted_names, free_says, instead_says, match_says, missed_says

MOST = 40
"""Programs that are listed on the screen."""
FEW = 5
"""Programs that are named for each match; the JSON has all of them."""


def match_lines(case: Case, found: MatchFunds, language: str = "en") -> list[str]:
    """What is asked and what counts, the least unrestricted money, and what another source may pay."""
    if found.impossible is not None:
        missed = [text(missed_says(case, one), language) for one in found.parts]
        return [*missed, *impossible_lines(found.impossible, language)]
    lines = [text(say("match.heading"), language), *_asked(case, found, language)]
    lines += ["", text(say("match.heading.cash"), language)]
    if not found.sources:
        return [*lines, *(f"  {text(say(code), language)}" for code in ("match.free.none", "match.free.name"))]
    lines += [f"  {text(said, language)}" for said in (free_says(case, found), *cash_says(found))]
    uses = [instead_says(case, one) for one in instead(found.uses)] or [say("match.instead.none")]
    return [*lines, "", text(say("match.heading.uses"), language),
            *shortened([f"  - {text(said, language)}" for said in uses], MOST)]


def _asked(case: Case, found: MatchFunds, language: str) -> Iterator[str]:
    if not found.parts:
        yield f"  {text(say('match.none'), language)}"
    yield from (f"  {text(waived_says(case, one), language)}" for one in waived(case))
    for one in found.parts:
        first, *more = match_says(case, one)
        yield f"  {text(first, language)}"
        yield from (f"    {text(said, language)}" for said in (*more, *_by_name(case, one)))


def _by_name(case: Case, one: Parts) -> Iterator[Message]:
    for name, dollars in counted_names(case, one).items():
        yield say("match.counted", name=name, dollars=Money(dollars))
    most = sorted(one.programs.items(), key=lambda program: (-program[1], program[0]))
    named = [say("match.for.one", program=case.programs[program].name, dollars=Money(dollars)) for program, dollars in most[:FEW]]
    if rest := most[FEW:]:
        named.append(say("match.for.rest", count=len(rest), dollars=Money(sum(dollars for _, dollars in rest))))
    if named:
        yield say("match.for", list=Names(tuple(named)))
