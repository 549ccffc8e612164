"""What went wrong, in words a person can act on."""

from __future__ import annotations

import streamlit as st

from allocator.domain.report import Change, Impossible
from allocator.errors import ImpossiblePlan, InputError, NoPlanFound
from allocator.ui.show import safe
from allocator.ui.words import w


def faults(error: InputError) -> None:
    """Every fault of a plan file, one to a line."""
    lines = "\n".join(f"- {safe(fault)}" for fault in error.faults)
    st.error(f"{w('trouble.faults')}\n\n{lines}")


def without_budget(error: Exception, asked: str) -> bool:
    """Why the plan at hand has no budget; False when the reason is none that people can mend."""
    if isinstance(error, ImpossiblePlan):
        impossible(error.answer, asked)
    elif isinstance(error, NoPlanFound):
        st.warning(w("trouble.none"))
    elif isinstance(error, InputError):
        faults(error)
    else:
        return False
    return True


def impossible(answer: Impossible, asked: str) -> None:
    """Which rules cannot all be kept, and what would have to give, in dollars or FTE. ``asked``: the change, if there is one."""
    said = [w("trouble.impossible"), w("trouble.changed", change=asked)] if asked else [w("trouble.impossible.first")]
    said += [w("trouble.conflict"), "\n".join(f"- {safe(says)}" for _, says in answer.conflict)]
    if answer.ways_out:
        said += [w("trouble.ways"), "\n".join(f"{at}. {_way(way)}" for at, way in enumerate(answer.ways_out, 1))]
    st.error("\n\n".join(said))


def _way(way: tuple[Change, ...]) -> str:
    """Each rule that gives, once, and by how much in which years."""
    by_rule: dict[str, list[str]] = {}
    for change in way:
        by_rule.setdefault(safe(change.says), []).append(safe(change.change))
    return " ".join(w("trouble.way", rule=rule, changes=" ".join(changes)) for rule, changes in by_rule.items())
