"""By which headings a table of actual expenditures is known, in English and Spanish. Imports nothing heavy."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

HEADINGS: dict[str, tuple[str, ...]] = {
    "year": ("year", "fiscal year", "school year", "fy", "año", "año fiscal", "año escolar", "ejercicio", "ejercicio fiscal"),
    "source": ("source", "source of money", "source id", "funding source", "resource", "resource code", "fuente",
               "fuente de dinero", "fuente de fondos", "recurso", "código de recurso"),
    "object": ("object", "object code", "obj", "objeto", "código de objeto"),
    "amount": ("amount", "dollars", "actual", "actuals", "actual amount", "actual expenditures", "expenditure", "expenditures",
               "spent", "importe", "monto", "cantidad", "dólares", "gasto", "gastos", "gasto real", "gastos reales", "gastado"),
    "site": ("site", "school", "escuela", "plantel", "sitio"),
    "description": ("description", "detail", "memo", "note", "descripción", "detalle", "concepto", "nota"),
}
REQUIRED = ("year", "source", "object", "amount")
SEARCHED = 20
"""Rows at the top of a table among which its headings may stand."""


def plain_word(text: str) -> str:
    """A heading without capitals, accents, marks and double spaces: ``amount`` for ``Amount ($)``."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    return " ".join(re.sub(r"[^0-9a-z]+", " ", bare).split())


_FIELDS = {plain_word(word): field for field, words in HEADINGS.items() for word in words}


def field_of(heading: str) -> str | None:
    """What a heading stands for, or None."""
    return _FIELDS.get(plain_word(heading))


def is_heading(cells: Iterable[str]) -> bool:
    """Whether a row has a heading for everything that a table of actuals must say."""
    found = {field_of(cell) for cell in cells}
    return all(field in found for field in REQUIRED)
