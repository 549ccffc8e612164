"""The answer to why: what the figures on top are made of, and facts and rules about one program, need, source or role; for a
program also, on demand, what the plan would lose if it were decided the other way."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Literal

import streamlit as st

from allocator.domain.report import Report
from allocator.ui import asking
from allocator.ui.desk import Desk
from allocator.ui.facts import rules_for, why_figures, why_need, why_role, why_source
from allocator.ui.guard import tell
from allocator.ui.jobs import Job
from allocator.ui.parts import progress
from allocator.ui.reasons import why_program
from allocator.ui.show import safe
from allocator.ui.words import said, w

What = Literal["program", "need", "source", "role"]
FACTS: dict[What, Callable[[Report, str], list[str]]] = {
    "program": why_program, "need": why_need, "source": why_source, "role": why_role,
}


def figures(report: Report) -> None:
    """What the few figures on top are made of, a sentence for each."""
    with st.popover(w("why.figures"), icon="❓"):
        st.markdown("\n".join(f"- {line}" for line in why_figures(report)))


def ask(report: Report, what: Literal["program", "need", "source", "role"], desk: Desk | None = None) -> None:
    """A list to pick from, and what is known about the one picked. ``desk``: where more can be worked out."""
    names = _names(report, what)
    if not names:
        return
    with st.expander(w(f"why.{what}"), icon="❓"):
        picked = st.selectbox(w(what), list(names), index=None, format_func=lambda key: names.get(key, key),
                              key=f"why-{what}", placeholder=w("why.pick"))
        if picked is None or picked not in names:
            return
        st.markdown(" ".join(FACTS[what](report, picked)))
        lines = rules_for(report, what, picked)
        st.markdown(w("why.rules") if lines else w("why.rules.none"))
        if lines:
            st.markdown("\n".join(f"- {line}" for line in lines))
        if what == "program" and desk is not None and desk.report is report:
            _exactly(desk, report, picked)


def _names(report: Report, what: What) -> Mapping[str, str]:
    plan = report.case.plan
    names = {
        "program": {key: program.name for key, program in plan.programs.items()},
        "need": {key: need.name for key, need in plan.needs.items()},
        "source": {key: source.name for key, source in plan.sources.items()},
        "role": {key: role.name for key, role in plan.staff.items()},
    }[what]
    return dict(sorted(names.items(), key=lambda one: one[1]))


def _exactly(desk: Desk, report: Report, program: str) -> None:
    """The exact answer once it is asked for, and an estimate until it is there."""
    asked = desk.answers.asked(desk.mark, asking.question(program))
    if asked is not None and asked.found is not None:
        for sentences in asked.found:
            first, *more = (safe(said(sentence)) for sentence in sentences)
            st.markdown("\n".join([f"**{first}**", "", *(f"- {sentence}" for sentence in more)]))
        return
    guessed = desk.answers.asked(desk.mark, asking.ESTIMATES)
    if guessed is not None and guessed.found is not None and program in guessed.found:
        st.markdown(safe(said(guessed.found[program])))
    if asked is not None and not asked.done.is_set():
        estimating = guessed is not None and not guessed.done.is_set()
        progress.wait_for(guessed if guessed is not None and estimating else asked, "why-progress")
        return
    if asked is not None:
        _failed(asked)
    if st.button(w("why.exactly"), key="why-exactly", help=w("why.exactly.help")):
        desk.answers.ask(desk.mark, asking.ESTIMATES, asking.estimate(report))
        desk.answers.ask(desk.mark, asking.question(program), asking.why(report, program))
        st.rerun()


def _failed(job: Job) -> None:
    """Say so when the answer was stopped or could not be found."""
    if job.error is not None:
        tell(job.error)
    else:
        st.info(w("why.stopped"))
