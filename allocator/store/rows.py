"""Records as rows of text and numbers, and back."""

from __future__ import annotations

import json
import secrets
import string
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import RowMapping

from allocator.store.records import Revision, Says, Scenario

SIGNS = string.ascii_lowercase + string.digits
LENGTH = 20


def new_id() -> str:
    """A name that nobody can guess, short enough for an address."""
    return "".join(secrets.choice(SIGNS) for _ in range(LENGTH))


def now() -> str:
    """This moment, written so that later ones sort after it."""
    return datetime.now(UTC).isoformat(timespec="microseconds")


def moment(written: str) -> datetime:
    """A moment that was written by ``now``."""
    return datetime.fromisoformat(written)


def plain(written: str) -> Any:
    """Plain data from its text, with exact decimals."""
    return json.loads(written, parse_float=Decimal)


def says_text(says: Says) -> str:
    """Sentences as text."""
    return json.dumps(says, ensure_ascii=False)


def scenario_of(row: RowMapping) -> Scenario:
    """A scenario from its row."""
    return Scenario(row["id"], row["book"], row["name"], row["note"], row["head"], moment(row["made"]))


def revision_of(row: RowMapping) -> Revision:
    """A revision from its row."""
    says = tuple((code, values) for code, values in plain(row["says"]))
    return Revision(row["number"], row["scenario"], row["parent"], moment(row["at"]), says, plain(row["patch"]))
