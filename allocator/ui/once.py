"""What follows from one thing and takes a moment to work out: once for each, for everyone who looks. No screen in here."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from functools import wraps
from typing import TypeVar

A = TypeVar("A")
T = TypeVar("T")
MOST = 30
"""Answers that are held; older ones are worked out again."""


def once(work: Callable[[A], T]) -> Callable[[A], T]:
    """The same work, done once for each thing that it is asked about: the thing itself counts, not what is in it."""
    known: OrderedDict[int, tuple[A, T]] = OrderedDict()
    lock = threading.Lock()

    @wraps(work)
    def found(about: A) -> T:
        with lock:
            kept = known.get(id(about))
        if kept is not None:
            return kept[1]
        made = work(about)
        with lock:
            known[id(about)] = about, made
            while len(known) > MOST:
                known.popitem(last=False)
        return made

    return found
