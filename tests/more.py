"""Cases of which a few say every day what all of them say in the slower checks."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest


def few_every_day(cases: Iterable[Any], few: int) -> list[Any]:
    """The first ``few`` cases as they are; the others, more of the same, for `make test-all` alone."""
    return [case if at < few else pytest.param(case, marks=pytest.mark.slow) for at, case in enumerate(cases)]


def few_rows_every_day(rows: Iterable[tuple[Any, ...]], few: int) -> list[Any]:
    """The same of cases of which each is a row of several values."""
    return [row if at < few else pytest.param(*row, marks=pytest.mark.slow) for at, row in enumerate(rows)]
