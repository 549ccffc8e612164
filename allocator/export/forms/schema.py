"""What the file of an expenditure report holds: its sheet, its columns in order, whose money it reports, who signs."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from allocator.domain.base import Id, Name, Note, Record
from allocator.grants import Cited, Reference
from allocator.messages import say

KIND = "expenditure_report"
Holds = Literal["site", "program", "cost", "object", "object_name", "narrative", "pillar", "budget", "actual", "change_note",
                "match_amount", "match_source"]
BY_YEAR = ("budget", "actual")
"""What is shown in a column for each year of the plan."""
ONCE = ("object", "budget")
"""What every report needs, for its rows are added up by object."""
SheetName = Annotated[str, Field(min_length=1, max_length=24, pattern=r"^[^\[\]:*?/\\']+$")]


class FormColumn(Record):
    """One column, or one for each year."""

    holds: Holds
    """site: the school's name, or the district office for what is spent there. program, cost, object, object_name, pillar: as
    on the sheet Narrative. narrative: what it is, how it is worked out and why. budget: what the grant pays, for each year.
    actual: an empty cell for what was really spent, for each year. change_note: an empty cell. match_amount, match_source: what
    counts as match and who pays it; empty cells where no rule asks for a match."""
    heading: Name
    """Its heading; for budget and actual with {year} in it."""
    width: Annotated[int, Field(ge=5, le=90)] = 14
    """About how many letters wide. Words get narrower where the report then fits on fewer pages."""

    @property
    def least(self) -> float:
        """How narrow it may get: a code or dollars not at all."""
        return self.width if self.holds in ("object", "match_amount", *BY_YEAR) else max(10, round(0.6 * self.width))

    def of(self, year: str) -> str:
        """The heading for a year, with the year on a line of its own."""
        return self.heading.replace(" {year}", "\n{year}").replace("{year}", year)

    @model_validator(mode="after")
    def _says_the_year(self) -> FormColumn:
        if (self.holds in BY_YEAR) != ("{year}" in self.heading):
            raise ValueError(say("fault.form.says.year", one="budget", other="actual", year="{year}"))
        if {"{", "}"} & set(self.heading.replace("{year}", "")):
            raise ValueError(say("fault.form.braces", year="{year}"))
        return self


class Form(Cited):
    """The layout of an expenditure report, and whether a person has compared it with the form itself."""

    kind: Literal["expenditure_report"]
    id: Id
    """The name of its file."""
    sheet: SheetName
    """Name of its sheet."""
    summary_sheet: SheetName
    """Name of the sheet with the sums by object."""
    title: Name
    owner: Name = "funder"
    """Whose form it is, such as department."""
    says: Note = ""
    """A line below the title."""
    summary_says: Note = ""
    grants: Annotated[list[Id], Field(min_length=1)]
    """Which sources it reports: those whose grant begins with one of these."""
    references: dict[str, Reference] = {}
    """Pages that it cites."""
    columns: Annotated[list[FormColumn], Field(min_length=2)]
    """In the order of the form."""
    paper: Literal["letter", "legal", "tabloid"] = "letter"
    """On which paper it is printed, on its side."""
    signatures: list[Name] = []
    """Who signs; empty for none."""

    @model_validator(mode="after")
    def _whole(self) -> Form:
        held = [column.holds for column in self.columns]
        for needed in ONCE:
            if needed not in held:
                raise ValueError(say("fault.form.column", name=needed))
        if twice := sorted({one for one in held if held.count(one) > 1}):
            raise ValueError(say("fault.form.columns.twice", names=", ".join(twice)))
        if self.sheet.casefold() == self.summary_sheet.casefold():
            raise ValueError(say("fault.form.sheets", other="summary_sheet"))
        if unknown := [name for name in self.source if name not in self.references]:
            raise ValueError(say("fault.form.reference", name=unknown[0]))
        return self

    @property
    def kept(self) -> int:
        """How many columns say which cost a row is, and so stand on every page: those up to the narrative, or before the first
        dollars."""
        held = [column.holds for column in self.columns]
        return min(held.index(name) + (name == "narrative") for name in ("narrative", *BY_YEAR, "match_amount") if name in held)

    def reports(self, grant: str | None) -> bool:
        """Whether a source with this grant is reported on it."""
        return grant is not None and any(grant.startswith(prefix) for prefix in self.grants)
