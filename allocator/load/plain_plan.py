"""A plan as plain data, and the fingerprint by which two files are known to hold the same plan."""

from __future__ import annotations

import hashlib
import json
from decimal import Decimal
from fractions import Fraction
from typing import Any

from pydantic import BaseModel

from allocator.domain.plan import Plan


def plan_data(plan: Plan) -> dict[str, Any]:
    """What the plan states, as plain data: whole numbers, exact decimals, text such as ``1/3``. Fields that were left out stay
    out."""
    data: dict[str, Any] = _plain(plan)
    return data


def fingerprint(plan: Plan) -> str:
    """SHA-256 of the plan in one canonical form: sorted, without fields that say what holds anyway."""
    text = json.dumps(_canonical(plan), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def number(value: Fraction | Decimal) -> int | Decimal | str:
    """A number as a file should show it, exactly: 1, 0.35, or ``1/3`` where no decimal of 12 places is exact."""
    exact = Fraction(value)
    if exact.denominator == 1:
        return int(exact)
    scaled = exact * 10**12
    if scaled.denominator == 1:
        text = f"{abs(int(scaled)):013d}"
        return Decimal(f"{'-' if exact < 0 else ''}{text[:-12]}.{text[-12:]}".rstrip("0"))
    return f"{exact.numerator}/{exact.denominator}"


def _plain(value: Any) -> Any:
    if isinstance(value, BaseModel):
        fields = type(value).model_fields
        return {name: _plain(getattr(value, name)) for name in fields if name in value.model_fields_set}
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, Fraction | Decimal):
        return number(value)
    return value


def _canonical(value: Any) -> Any:
    if isinstance(value, BaseModel):
        return {name: _canonical(getattr(value, name)) for name, field in type(value).model_fields.items()
                if getattr(value, name) != field.get_default(call_default_factory=True)}
    if isinstance(value, dict):
        return {str(key): _canonical(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_canonical(item) for item in value]
    if isinstance(value, Fraction | Decimal):
        return str(number(value))
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value
