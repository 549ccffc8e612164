"""The layout of a request, as data: which tabs, which columns in which order, and what stands above them."""

from __future__ import annotations

from collections import Counter
from typing import Annotated, Literal

from pydantic import Field, model_validator

from allocator.domain.base import Name, Note, Record
from allocator.errors import InputError
from allocator.export.forms.files import KINDS, layout_files
from allocator.export.forms.files import REQUEST as KIND
from allocator.load.layout import layout, layout_records
from allocator.messages import say
from allocator.nearest import nearest
from allocator.paths import templates

Shown = Literal["year", "object", "object_name", "resource", "approved", "change", "revised", "percent", "needs_approval",
                "justification"]
TabName = Annotated[str, Field(min_length=1, max_length=31, pattern=r"^[^\[\]:*?/\\']+$")]
WORKED_OUT = ("change", "percent", "needs_approval")
"""What formulas work out of the approved and the revised dollars."""
TOTALS = 9


class ContactRow(Record):
    """One line of the contact tab."""

    label: Name
    """What is asked for."""
    shows: Literal["school", "source", "resource", "years"] | None = None
    """What the plan knows of it; left out: a person fills it in."""


class ContactTab(Record):
    """Who asks."""

    tab: TabName
    """Name of the tab."""
    title: Name
    """Stands in its first cell."""
    says: Name
    """Stands below."""
    columns: Annotated[list[Name], Field(min_length=2, max_length=2)]
    """Headings: what is asked, and the answer."""
    rows: Annotated[list[ContactRow], Field(min_length=1)]
    """Its lines, in order."""


class RevisionColumn(Record):
    """One column of the revision tab."""

    shows: Shown
    """What stands in it."""
    heading: Name
    """What stands above it."""


class RevisionTab(Record):
    """What changes: one row for each object code in each year."""

    tab: TabName
    """Name of the tab."""
    title: Name
    """Stands in its first cell."""
    says: Name
    """Stands below."""
    columns: Annotated[list[RevisionColumn], Field(min_length=1)]
    """Its columns, in order."""

    @model_validator(mode="after")
    def _whole(self) -> RevisionTab:
        shown = [column.shows for column in self.columns]
        if twice := [name for name, count in Counter(shown).items() if count > 1]:
            raise ValueError(say("fault.form.twice", name=twice[0]))
        if missing := [name for name in ("year", "object", "approved", "revised") if name not in shown]:
            raise ValueError(say("fault.form.missing", name=missing[0]))
        if "percent" in shown and "change" not in shown or "needs_approval" in shown and "change" not in shown:
            raise ValueError(say("fault.form.change", other="needs_approval"))
        return self


class Totals(Record):
    """Below the rows: does each year's budget tie to the award?"""

    title: Name
    """Stands above."""
    says: Name
    """Stands below: what ties to what."""
    columns: Annotated[list[Name], Field(min_length=TOTALS, max_length=TOTALS)]
    """Headings: year, award, carried in, approved, revised, carried on, lapses, unspent, check."""


class Form(Record):
    """The layout of a request."""

    kind: Literal["revision_request"]
    """Tells it from other layouts of the same folder."""
    name: Name
    """What the form is called."""
    confirmed: bool
    """Whether a person has held it against the agency's own form."""
    why: Note = ""
    """Why it is not confirmed."""
    contact: ContactTab
    revision: RevisionTab
    totals: Totals

    @model_validator(mode="after")
    def _says_why(self) -> Form:
        if not self.confirmed and not self.why:
            raise ValueError(say("fault.form.why"))
        if self.contact.tab.casefold() == self.revision.tab.casefold():
            raise ValueError(say("fault.form.tabs"))
        return self


def form_names() -> list[str]:
    """Every request's form there is, by the name of its file; layouts of another kind are left alone. Raises InputError with
    what is wrong in a file that is no layout."""
    return [path.stem for path in layout_files() if layout_records(path, KINDS).value["kind"].value == KIND]


def request_form(name: str) -> Form:
    """The form with a name. Raises InputError when there is none, or with everything that is wrong in it."""
    names = form_names()
    if name not in names:
        expected = say("fault.expected.one.of.these", names=", ".join(nearest(name, names) or names))
        raise InputError.one(say("fault.form.none"), place="--form", got=name, expected=expected)
    return layout(layout_records(templates() / "export" / f"{name}.yaml", KINDS), Form)
