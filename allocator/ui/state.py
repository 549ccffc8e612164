"""What a browser session holds and how it begins: by its link, with the plan named on the command line, or with the sample."""

from __future__ import annotations

import os
import sys
from functools import lru_cache
from pathlib import Path

import streamlit as st

from allocator.domain.plan import Plan
from allocator.domain.report import Report
from allocator.errors import SurroundingsError
from allocator.messages import LANGUAGES
from allocator.store import Store
from allocator.ui import engine
from allocator.ui.answers import Answers
from allocator.ui.desk import Desk
from allocator.ui.opening import opened, reopened
from allocator.ui.words import SESSION, language
from allocator.whatif.stored import stored_path

PLAN = "ALLOCATOR_PLAN"
"""Environment variable with the path of the plan to open."""
SAMPLE = Path(__file__).resolve().parents[2] / "scenarios" / "oak-grove" / "base.yaml"
PRESENT = "present"
"""Where a session keeps whether it shows the meeting full screen."""


def plan_path() -> Path:
    """The plan to open: from the command line (``streamlit run app.py -- PLAN``), the environment, or the sample."""
    named = [argument for argument in sys.argv[1:] if argument.endswith((".yaml", ".yml", ".json", ".xlsx"))]
    chosen = os.environ.get(PLAN) or (named[0] if named else "")
    return Path(chosen).resolve() if chosen else SAMPLE


@lru_cache(maxsize=1)
def answers() -> Answers:
    """What all sessions share: the store and the budgets that are known."""
    try:
        return Answers(Store())
    except SurroundingsError as error:
        return Answers(Store("sqlite://"), not_kept=error.args[0])


def desk() -> Desk:
    """The session's desk; made when the session begins. Raises InputError when the plan cannot be used."""
    if "desk" not in st.session_state:
        st.session_state["desk"] = _linked() or first_desk()
    found: Desk = st.session_state["desk"]
    found.refresh()
    return found


def put(desk: Desk) -> None:
    """Put another plan before the session."""
    st.session_state["desk"] = desk


def first_desk() -> Desk:
    """A desk with the plan that the app was started with."""
    path = plan_path()
    plan, report = _opened(path, _stamp(path), _stamp(stored_path(path)))
    return opened(answers(), plan, "sample" if path == SAMPLE else "file", path, report)


def take_link() -> None:
    """Read what the link says about this session, once, when it begins."""
    if "linked" in st.session_state:
        return
    asked = st.query_params
    st.session_state["linked"] = (asked.get("plan", ""), asked.get("scenario", ""))
    spoken = asked.get("lang", "") or (st.context.locale or "en")[:2]
    st.session_state[SESSION] = spoken if spoken in LANGUAGES else "en"
    st.session_state[PRESENT] = asked.get("present", "") == "1"


def keep_link() -> None:
    """Have the address say where this session is, so that it can be sent, marked and opened again."""
    wanted = {"lang": language()} if language() != "en" or "lang" in st.query_params else {}
    found: Desk | None = st.session_state.get("desk")
    if found is not None and found.book and found.scenario is not None:
        wanted = {"plan": found.book, "scenario": found.scenario.id, **wanted}
    if st.session_state.get(PRESENT):
        wanted["present"] = "1"
    if st.query_params.to_dict() != wanted:
        st.query_params.from_dict(wanted)


def _linked() -> Desk | None:
    book, scenario = st.session_state.get("linked", ("", ""))
    return reopened(answers(), book, scenario) if book else None


@lru_cache(maxsize=4)
def _opened(path: Path, stamp: int, stored_stamp: int) -> tuple[Plan, Report | None]:
    """A plan and its stored result, read once for all sessions; the stamps make it read anew when a file changes."""
    plan = engine.load(path)
    return plan, engine.stored_report(path, plan)


def _stamp(path: Path) -> int:
    return path.stat().st_mtime_ns if path.exists() else 0
