"""What a browser session holds, and how it begins: the plan named on the command line, or the sample school."""

from __future__ import annotations

import os
import sys
from functools import lru_cache
from pathlib import Path

import streamlit as st

from allocator.domain.plan import Plan
from allocator.domain.report import Report
from allocator.ui import engine
from allocator.ui.desk import Desk

PLAN = "ALLOCATOR_PLAN"
"""Environment variable with the path of the plan to open."""
SAMPLE = Path(__file__).resolve().parents[2] / "scenarios" / "oak-grove" / "base.yaml"


def plan_path() -> Path:
    """The plan to open: from the command line (``streamlit run app.py -- PLAN``), the environment, or the sample."""
    named = [argument for argument in sys.argv[1:] if argument.endswith((".yaml", ".yml", ".json", ".xlsx"))]
    chosen = os.environ.get(PLAN) or (named[0] if named else "")
    return Path(chosen).resolve() if chosen else SAMPLE


def desk() -> Desk:
    """The session's desk; made when the session begins. Raises InputError when the plan cannot be used."""
    if "desk" not in st.session_state:
        path = plan_path()
        plan, report = _opened(path, _stamp(path), _stamp(engine.stored_path(path)))
        st.session_state["desk"] = Desk.opened(path, plan, engine.work, report)
    found: Desk = st.session_state["desk"]
    found.collect()
    return found


@lru_cache(maxsize=4)
def _opened(path: Path, stamp: int, stored_stamp: int) -> tuple[Plan, Report | None]:
    """A plan and its stored result, read once for all sessions; the stamps make it read anew when a file changes."""
    plan = engine.load(path)
    return plan, engine.stored_report(path, plan)


def _stamp(path: Path) -> int:
    return path.stat().st_mtime_ns if path.exists() else 0
