"""Nothing that fails shows code to a person: it is logged under a reference, and the page says the reference."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

import streamlit as st

from allocator.errors import InputError, SurroundingsError
from allocator.store import Moved
from allocator.ui.parts import trouble
from allocator.ui.show import safe
from allocator.ui.words import w

P = ParamSpec("P")


def guarded(show: Callable[P, None]) -> Callable[P, None]:
    """A part of a page that says so when it fails, and leaves the rest alone. Reruns and stops pass through."""

    @wraps(show)
    def careful(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            show(*args, **kwargs)
        except Exception as error:
            tell(error)

    return careful


def tell(error: Exception) -> bool:
    """Say what people can mend in their own words (a file, a full disk, a change from elsewhere); log anything else under a
    reference and show that. True: it has been dealt with."""
    if isinstance(error, InputError):
        trouble.faults(error)
    elif isinstance(error, SurroundingsError | Moved):
        st.error(safe(error.args[0]))
    else:
        reference = logged(error)
        st.error(f"{w('trouble.defect', id=reference)}\n\n{w('trouble.defect.next')}")
    return True


def logged(error: Exception) -> str:
    """The reference under which a failure stands in the log."""
    reference = secrets.token_hex(4)
    logging.getLogger("allocator.ui").error("reference %s", reference, exc_info=error)
    return reference
