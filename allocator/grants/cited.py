"""A value that somebody read somewhere on some day, or did not: the record that every figure of a grant file is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import Field, TypeAdapter, model_validator

from allocator.domain.base import CodeRange, FiscalYear, Grade, Name, Note, Record, Tag
from allocator.domain.rule import Citation
from allocator.fiscal import first_calendar_year
from allocator.messages import say
from allocator.money import dollars, exact, plain

Scalar = bool | int | Decimal | str
Read = Annotated[str, Field(pattern=r"^20[0-9]{2}-(0[1-9]|1[0-2])(-[0-3][0-9])?$")]
Unit = Literal["dollars", "share", "years", "months", "days", "age", "fiscal_year", "date", "pupils", "fte", "yes_no", "code",
               "codes", "grades", "tags", "factors", "dollars_by_year"]

NOT_READ = "Remembered, no page read"


class Reference(Record):
    """A page or document that values cite."""

    title: Name
    """What it is."""
    href: Annotated[str, Field(pattern=r"^https?://[^ ]+$")] | None = None
    """Its address; left out where none is known."""


class Cited(Record):
    """Something that stands at a source, or is only believed to."""

    source: list[str] = []
    """Ids of references; none for what was remembered."""
    read: Read | None = None
    """The day, or the month, on which a person last read it there."""
    confirmed: bool
    """Whether a person read it at its source."""
    why: Note = ""
    """Why it is not confirmed: secondary, derived, remembered, files disagree."""

    @model_validator(mode="after")
    def _honest(self) -> Cited:
        if self.confirmed and not (self.source and self.read):
            raise ValueError(say("fault.cited.confirmed"))
        if self.confirmed == bool(self.why):
            raise ValueError(say("fault.cited.why"))
        if self.read and not self.source:
            raise ValueError(say("fault.cited.date"))
        return self

    def cite(self, references: Mapping[str, Reference]) -> Citation:
        """Where it comes from. Raises KeyError for a reference that the file does not have."""
        found = [references[name] for name in self.source]
        title = "; ".join(reference.title for reference in found) or NOT_READ
        href = next((reference.href for reference in found if reference.href), "")
        return Citation(title, href, self.read or "", self.confirmed, self.why)


class Entry(Cited):
    """What a value is in some fiscal years."""

    value: Scalar | list[Scalar]
    """The value, in the unit of its record."""
    start: FiscalYear | None = Field(default=None, alias="from")
    """First fiscal year in which it holds; left out: as far back as anyone asks."""
    end: FiscalYear | None = Field(default=None, alias="to")
    """Last fiscal year in which it holds; left out: until further notice."""
    note: Note = ""
    """What a reader should know about it."""

    def covers(self, year: str) -> bool:
        """Whether the value holds in a fiscal year."""
        return (self.start is None or self.start <= year) and (self.end is None or year <= self.end)


class Dated(Record):
    """A named value with its history."""

    what: Name
    """What the value is, in one sentence without a full stop."""
    unit: Unit
    """What it is counted in."""
    dated: Annotated[list[Entry], Field(min_length=1)]
    """The value by fiscal years, oldest first."""

    @model_validator(mode="after")
    def _fits(self) -> Dated:
        for entry in self.dated:
            check_unit(self.unit, entry.value)
        for one, later in zip(self.dated, self.dated[1:], strict=False):
            if one.end is None or later.start is None or not one.end < later.start:
                raise ValueError("dated values must follow each other without overlap, oldest first")
        return self

    def entry(self, year: str) -> Entry | None:
        """The value in force in a fiscal year, or None."""
        return next((entry for entry in self.dated if entry.covers(year)), None)


_FORMS: dict[str, TypeAdapter[Any]] = {
    "codes": TypeAdapter(list[CodeRange]), "grades": TypeAdapter(list[Grade]), "tags": TypeAdapter(list[Tag]),
    "code": TypeAdapter(CodeRange), "years": TypeAdapter(int), "months": TypeAdapter(int), "days": TypeAdapter(int),
    "age": TypeAdapter(int), "pupils": TypeAdapter(int), "yes_no": TypeAdapter(bool),
}


def check_unit(unit: str, value: Scalar | list[Scalar]) -> None:
    """Whether a value has the form of its unit. Raises ValueError."""
    if unit in _FORMS:
        _FORMS[unit].validate_python(value, strict=True)
    elif unit in ("factors", "dollars_by_year"):
        if not isinstance(value, list) or any(exact(part) < 0 for part in value):
            raise ValueError(f"expected a list of numbers, got {value!r}")
    elif unit == "fiscal_year":
        first_calendar_year(str(value))
    elif unit == "date":
        date.fromisoformat(str(value))
    elif exact(value) < 0 or (unit == "share" and exact(value) > 1):
        raise ValueError(f"expected {unit} of 0 or more (a share at most 1), got {value!r}")


def shown(unit: str, value: Scalar | list[Scalar]) -> str:
    """A value as people read it: ``$150,000``, ``15%``, ``1/3``, ``TK, K, 1``."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        each = "dollars" if unit == "dollars_by_year" else unit
        return ", ".join(shown(each, part) for part in value)
    if unit == "dollars":
        return dollars(value) if isinstance(value, int) else f"${value:,}"
    if unit == "share" and "/" not in str(value):
        return f"{plain(exact(value) * 100)}%".replace(".0%", "%")
    return str(value)


def together(citations: Iterable[Citation]) -> Citation:
    """One citation for something that rests on several: confirmed only when all are, as old as the oldest reading."""
    unique = list(dict.fromkeys(citations))
    unique.sort(key=lambda citation: citation.confirmed)
    reads = [citation.read for citation in unique]
    return Citation(
        title="; ".join(dict.fromkeys(part for citation in unique for part in citation.title.split("; "))),
        href=next((citation.href for citation in unique if citation.href), ""),
        read=min(reads, default="") if all(reads) else "",
        confirmed=all(citation.confirmed for citation in unique),
        why="; ".join(dict.fromkeys(citation.why for citation in unique if citation.why)),
    )
