"""The order in which people put names with numbers in them: school 2 before school 10."""

from __future__ import annotations

import re
from functools import lru_cache

_DIGITS = re.compile(r"([0-9]+)")


@lru_cache(maxsize=8192)
def natural(name: str) -> tuple[tuple[str | int, ...], str]:
    """A key to sort names by, in which a number counts as one; the name itself decides between ``a1`` and ``a01``."""
    return tuple(int(part) if at % 2 else part for at, part in enumerate(_DIGITS.split(name))), name
