"""What went wrong, in words a person can act on."""

from __future__ import annotations

from collections.abc import Container

import streamlit as st

from allocator.domain.report import Change, Impossible
from allocator.domain.rule import PLAN_FILE
from allocator.errors import ImpossiblePlan, InputError, NoPlanFound
from allocator.explain.ways import steps
from allocator.messages import Message
from allocator.store import Says
from allocator.ui.reasons import badge, cited
from allocator.ui.show import safe, stretch
from allocator.ui.speak import spoken
from allocator.ui.words import language, w
from allocator.ui.words import said as words


def faults(error: InputError) -> None:
    """Every fault of a plan file, one to a line."""
    lines = "\n".join(f"- {safe(fault.text(language()))}" for fault in error.faults)
    st.error(f"{w('trouble.faults')}\n\n{lines}")


def without_budget(error: Exception, asked: Says, yours: Container[str]) -> bool:
    """Why the plan at hand has no budget; False when the reason is none that people can mend. ``yours``: rules that the changes
    brought or moved."""
    if isinstance(error, ImpossiblePlan):
        impossible(error.answer, asked, yours)
    elif isinstance(error, NoPlanFound):
        st.warning(w("trouble.none"))
    elif isinstance(error, InputError):
        faults(error)
    else:
        return False
    return True


def impossible(answer: Impossible, asked: Says, yours: Container[str]) -> None:
    """Which rules cannot all be kept, and what would have to give, in dollars or FTE. ``asked``: the change, if there is one."""
    said = [w("trouble.impossible"), w("trouble.changed", change=spoken(asked))] if asked else [w("trouble.impossible.first")]
    lines = dict.fromkeys(f"{_rule(rule, says, yours)}{_source(answer, rule)}" for rule, says in answer.conflict)
    if lines:
        said += [w("trouble.conflict"), "\n".join(f"- {line}" for line in lines)]
    if answer.ways_out:
        said += [w("trouble.ways"), "\n".join(f"{at}. {_way(way, yours)}" for at, way in enumerate(answer.ways_out, 1))]
    said.append(" ".join(safe(words(step)) for step in steps(answer) if step.code != "impossible.next"))
    st.error("\n\n".join(said))


def _source(answer: Impossible, rule: str) -> str:
    """Where a rule that a grant brings comes from, with a badge where nobody has confirmed it there."""
    cite = answer.cites.get(rule, PLAN_FILE)
    if cite == PLAN_FILE:
        return ""
    return f" ({cited(cite)})" if cite.confirmed else f" ({cited(cite)}; {badge(cite)})"


def _rule(rule: str, says: Message, yours: Container[str]) -> str:
    return w("trouble.yours", says=safe(says)) if rule in yours else safe(says)


def _way(way: tuple[Change, ...], yours: Container[str]) -> str:
    """Each rule that gives, once, and by how much in which years; years with the same amount together."""
    by_rule: dict[str, dict[Message, list[str]]] = {}
    for change in way:
        same = Message(change.change.code, tuple(pair for pair in change.change.values if pair[0] != "year"))
        by_rule.setdefault(_rule(change.rule, change.says, yours), {}).setdefault(same, []).append(change.year)
    return " ".join(
        w("trouble.way", rule=rule, changes=" ".join(_gives(same, years) for same, years in gives.items()))
        for rule, gives in by_rule.items()
    )


def _gives(same: Message, years: list[str]) -> str:
    known = sorted({year for year in years if year})
    return safe(Message(same.code, (*same.values, ("year", stretch(known)))) if known else same)
