"""An explanation as lines for people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from allocator.cli.wording import impossible_lines, points, quality_words
from allocator.messages import Message, say, text
from allocator.whatif.step_words import money_step

if TYPE_CHECKING:
    from allocator.whatif.explanation import Explanation
    from allocator.whatif.study import Study


def explanation_lines(study: Study, found: Explanation, language: str = "en") -> list[str]:
    """Everything that was found out, the plan's own result first."""
    if found.impossible is not None:
        return impossible_lines(found.impossible, language)
    base = study.base
    quality = quality_words(base.status, base.points, base.most)
    first = say("explain.plan", plan=study.case.plan.name, points=points(base.points), quality=quality)
    lines = [text(first, language), text(say("explain.points"), language)]
    for heading, blocks in _parts(study, found):
        said = [_block(block, language) for block in blocks]
        if said:
            lines += ["", text(heading, language), *(line for block in said for line in block)]
    for step in _next(found):
        lines += ["", text(step, language)]
    return lines


def _next(found: Explanation) -> Iterator[Message]:
    """How to go on from here."""
    if any(why.gift is None and why.code == "rivals" and why.level is None for why in found.programs):
        yield say("explain.next")
    if found.programs:
        yield say("explain.try")
    if found.rules:
        yield say("explain.try.rule")
    if found.money:
        yield say("explain.next.money")


def _parts(study: Study, found: Explanation) -> Iterator[tuple[Message, Iterable[Sequence[Message]]]]:
    yield say("explain.in"), [why.says for why in found.programs if why.funded]
    yield say("explain.out"), [why.says for why in found.programs if not why.funded]
    yield say("explain.estimates"), [(one.says,) for one in found.estimates]
    yield say("explain.rules"), [(*(rule.words for rule in price.rules), *price.says) for price in found.rules]
    if found.money:
        gains = [gain.says for source in found.money for gain in source.gains]
        yield say("explain.money"), [*gains, (money_step(study.case, found.money),)]
    if found.cliff is not None:
        yield say("explain.cliff"), [found.cliff.says]
    if found.ties is not None and found.different is not None:
        yield say("explain.alternatives"), [found.ties.says, found.different.says]
    if found.sure is not None:
        yield say("explain.sure"), [found.sure.says, *((one.says,) for one in found.sure.programs)]
    if found.breaks is not None and found.survives is not None:
        yield say("explain.breaks"), [found.breaks.says, found.survives.says]


def _block(says: Sequence[Message], language: str) -> list[str]:
    return [f"{'  - ' if at == 0 else '      '}{text(message, language)}" for at, message in enumerate(says)]
