"""Made-up plans as files: YAML that a person could have written."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import yaml


def plain(value: Any) -> Any:
    """A record without exact decimals: 0.6 as a file shows it, thirds as text."""
    if isinstance(value, dict):
        return {key: plain(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [plain(part) for part in value]
    if isinstance(value, Fraction):
        return int(value) if value.denominator == 1 else str(value)
    return float(value) if isinstance(value, Decimal) else value


def exact(value: Any) -> Any:
    """Records as a file wrote them, 0.6 as six tenths again."""
    if isinstance(value, dict):
        return {key: exact(part) for key, part in value.items()}
    if isinstance(value, list):
        return [exact(part) for part in value]
    return Decimal(repr(value)) if isinstance(value, float) else value


def read(path: Path) -> dict[str, Any]:
    """The records of a plan file."""
    records: dict[str, Any] = exact(yaml.load(path.read_text(encoding="utf-8"), yaml.SafeLoader))
    return records


def written(plan: Any) -> str:
    """A plan as YAML, in the order of its records."""
    return yaml.safe_dump(plain(plan), sort_keys=False, allow_unicode=True)
