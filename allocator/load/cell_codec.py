"""How a value is written in one cell, and read back as the same value."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from allocator.errors import InputError
from allocator.load.notes import twin_key
from allocator.load.plain_plan import number
from allocator.load.sheets import Column
from allocator.load.yaml_text import scalar
from allocator.messages import say

NONE = "-"
"""Stands for an empty list or table; a blank cell is a field that was left out."""


def slug(name: str) -> str:
    """An id made from a name: ``school-social-worker``; empty when no letter of it is ASCII."""
    ascii_only = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode("ascii").lower()
    return re.sub(r"[^a-z0-9]+", "-", ascii_only).strip("-")[:60].strip("-")


def as_id(text: str) -> str:
    """A text that should be an id and that nothing defines: as it is when it has an id's form, else as one."""
    return text if re.fullmatch(r"[a-z0-9][a-z0-9_-]*", text) else slug(text) or text


class Names:
    """Ids and names of the records of each section: people see names, files hold ids."""

    def __init__(self, sections: Mapping[str, Mapping[str, str]]) -> None:
        self.ids = {section: dict(members) for section, members in sections.items()}
        self.by_name: dict[str, dict[str, list[str]]] = {}
        for section, members in self.ids.items():
            table = self.by_name.setdefault(section, {})
            for record_id, name in members.items():
                table.setdefault(twin_key(name), []).append(record_id)

    def resolve(self, section: str, text: str) -> str | None:
        """The id that a cell means: an id, or a name that only one record has."""
        text = text.strip()
        if text in self.ids.get(section, {}):
            return text
        found = self.by_name.get(section, {}).get(twin_key(text), [])
        return found[0] if len(found) == 1 else None

    def shown(self, section: str, record_id: str) -> str:
        """The name of a record where a reader of the cell comes back to the same record, else its id."""
        name = self.ids.get(section, {}).get(record_id, "")
        safe = name == name.strip() and not re.search(r"[;\n]", name) and name not in ("", NONE)
        return name if safe and self.resolve(section, name) == record_id else record_id

    def members(self, section: str, text: str) -> list[str]:
        """The ids of a list, separated by semicolons, lines, or commas where no name holds one."""
        ids: list[str] = []
        for part in (piece.strip() for piece in re.split(r"[;\n]", text)):
            if not part:
                continue
            whole = self.resolve(section, part)
            pieces = [self.resolve(section, piece) for piece in part.split(",")]
            if whole is None and all(pieces):
                ids += [piece for piece in pieces if piece is not None]
            else:
                ids.append(whole or as_id(part))
        return ids


def encode(value: Any, column: Column, names: Names) -> Any:
    """What a cell holds for a value: text, a number, true or false, or None for blank. Raises InputError."""
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, float):
        raise TypeError("numbers of a plan are exact")
    if isinstance(value, Decimal | Fraction):
        return _numeric(value)
    if column.sort == "range" and isinstance(value, list):
        return " to ".join(_word(part) for part in value)
    if isinstance(value, list | tuple):
        return _listed(value, column, names) if value else NONE
    if column.sort == "tables" and isinstance(value, dict):
        value = {f"{outer} {key}": item for outer, inner in value.items() for key, item in inner.items()}
    if isinstance(value, dict):
        return ", ".join(f"{key}: {_word(item)}" for key, item in value.items()) if value else NONE
    return names.shown(column.refers, value) if column.refers else str(value)


def _numeric(value: Decimal | Fraction) -> Any:
    plain = number(value)
    if isinstance(plain, Decimal):
        if Decimal(repr(float(plain))) == plain:
            return float(plain)
        exact = Fraction(plain)
        if exact.numerator < 10**9 and exact.denominator < 10**9:
            return f"{exact.numerator}/{exact.denominator}"
        raise InputError.one(say("fault.number.workbook"), got=str(plain), fix=say("fault.fix.fifteen"))
    return plain


def _word(value: Any) -> str:
    if isinstance(value, Decimal | Fraction):
        plain = number(value)
        return format(plain, "f") if isinstance(plain, Decimal) else str(plain)
    return str(value)


def _listed(value: Any, column: Column, names: Names) -> str:
    if isinstance(value[0], list | tuple):
        return "; ".join(" ".join(_word(part) for part in point) for point in value)
    if column.refers:
        return "; ".join(names.shown(column.refers, member) for member in value)
    return ", ".join(str(member) for member in value)


def decode(value: Any, column: Column, names: Names) -> Any:
    """The value of a cell; what does not fit its column is handed on as it is, to be refused with its place."""
    if not isinstance(value, str):
        return value
    if column.sort == "list":
        if value.strip() == NONE:
            return []
        return names.members(column.refers, value) if column.refers else [
            part.strip() for part in re.split(r"[,;\n]", value) if part.strip()]
    if column.sort == "range":
        return [_scalar(part.strip()) for part in re.split(r"\bto\b|[,;\n\u2013]|(?<=[0-9]) *-", value) if part.strip()]
    if column.sort == "points":
        return [[_scalar(part) for part in point.split()] for point in re.split(r"[;\n]", value) if point.strip()]
    if column.sort == "codes":
        return _pairs(value, str)
    if column.sort == "pairs" or column.sort == "maybe_pairs" and (":" in value or value.strip() == NONE):
        return _pairs(value)
    if column.sort == "tables":
        return _tables(value)
    if column.refers:
        return names.resolve(column.refers, value) or as_id(value)
    return value


def _pairs(value: str, read: Callable[[str], Any] | None = None) -> Any:
    if value.strip() == NONE:
        return {}
    pairs: dict[str, Any] = {}
    for part in (piece.strip() for piece in re.split(r"[,;\n]", value)):
        key, colon, item = (text.strip() for text in part.partition(":"))
        if part and (not colon or key in pairs):
            return value
        if part:
            pairs[key] = (read or _scalar)(item)
    return pairs


def _tables(value: str) -> Any:
    """Pairs whose names are two words, such as ``2025-26 1200: 95000``: tables by the first word, each by the second."""
    pairs = _pairs(value)
    if not isinstance(pairs, dict):
        return value
    tables: dict[str, Any] = {}
    for names, item in pairs.items():
        outer, _, inner = names.partition(" ")
        if inner.strip() in tables.setdefault(outer, {}):
            return value
        tables[outer][inner.strip()] = item
    return tables


def _scalar(text: str) -> Any:
    sort, payload = scalar(text)
    if sort == "i":
        return int(payload)
    return Decimal(payload) if sort == "d" else text
