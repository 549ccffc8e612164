"""Any answer as other programs read it: plain records, numbers unrounded, sentences in one language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from fractions import Fraction
from typing import Any

from allocator.explain.result import number
from allocator.messages import Message, text


def plain(value: Any, language: str = "en") -> Any:
    """The value for JSON: a record becomes an object with a key for each field, an exact number the nearest plain one, a
    message its sentence. Raises TypeError for what has no plain form."""
    if isinstance(value, Message):
        return text(value, language)
    if isinstance(value, Fraction):
        return number(value)
    if value is None or isinstance(value, str | int | float):
        return value
    if is_dataclass(value):
        return {one.name: plain(getattr(value, one.name), language) for one in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): plain(one, language) for key, one in value.items()}
    if isinstance(value, tuple | list):
        return [plain(one, language) for one in value]
    if isinstance(value, frozenset | set):
        return sorted(plain(one, language) for one in value)
    raise TypeError(f"{type(value).__name__} has no plain form")
