"""Small forms: what a person fills in becomes a change; what cannot be used is said beside the form and nothing is kept."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from allocator.domain.base import Pillar
from allocator.domain.sacs import OBJECTS
from allocator.errors import InputError
from allocator.explain.framework import PARTS
from allocator.store import Says
from allocator.ui.desk import Desk, Edit
from allocator.ui.figures import pillar_name
from allocator.ui.grid import Refused
from allocator.ui.parts import trouble
from allocator.ui.show import safe
from allocator.ui.words import w


def pillar_words(part: object) -> str:
    """What a pillar is called in a cell of a table."""
    return pillar_name(str(part) if part else None)


PILLARS: tuple[Pillar, ...] = PARTS["pillar"]  # type: ignore[assignment]


def keep(desk: Desk, make: Callable[[], tuple[Edit, Says]]) -> bool:
    """Keep a change that a form makes; whether it was kept. Says why not where it cannot be."""
    try:
        edit, says = make()
        desk.change(edit, says)
    except Refused as why:
        st.error(safe(str(why)))
        return False
    except InputError as error:
        trouble.faults(error)
        return False
    return True


def pillar(key: str) -> str | None:
    """A list of the framework's pillars to choose from, none first."""
    picked: str = st.selectbox(w("pillar"), ["", *PILLARS], key=key, format_func=lambda part: pillar_name(part or None))
    return picked or None


def object_input(key: str, first: str) -> str:
    """A list of object codes by name, in which another can be typed; the code."""
    codes = list(OBJECTS) if first in ("", *OBJECTS) else [first, *OBJECTS]
    picked = st.selectbox(w("grid.object.code"), codes, codes.index(first) if first else None, key=key, accept_new_options=True,
                          placeholder=w("grid.object.pick"), help=w("grid.object.help"), format_func=_object_words)
    return str(picked or "")


def _object_words(code: str) -> str:
    return f"{code} {OBJECTS[code]}" if code in OBJECTS else code


def section(name: str, parts: list[str], label: str) -> str:
    """Which part of a page to show: only that one is worked out. ``parts``: the first is shown at first."""
    key = f"{name}-section"
    first = None if key in st.session_state else parts[0]
    picked = st.segmented_control(label, parts, key=key, required=True, persist_state="session", default=first,
                                  format_func=lambda part: w(f"{name}.section.{part}"), label_visibility="collapsed")
    return str(picked or parts[0])
