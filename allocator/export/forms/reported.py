"""Which reports a plan asks for: one for each source whose grant a form reports."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from allocator.domain.case import Case
from allocator.export.forms.files import reports
from allocator.export.forms.schema import Form
from allocator.export.names import range_name


@dataclass(frozen=True)
class Reported:
    """A form, the source that it reports, and the names of its two sheets."""

    form: Form
    source: str
    number: int
    """Counted from 1 through all reports of a workbook."""
    sheet: str
    summary: str

    def name(self, *parts: str) -> str:
        """Name of a range of this report."""
        return range_name(f"Report_{self.number}", *filter(None, parts))

    @property
    def doubt(self) -> str:
        """That the layout is not confirmed; empty when it is."""
        return "" if self.form.confirmed else f"Layout not confirmed with the {self.form.owner}'s form."


def reported(case: Case, sources: Sequence[str], taken: Iterable[str]) -> list[Reported]:
    """The reports of a plan, by form and then by source. Sheets get names that no other sheet has."""
    found: list[Reported] = []
    used = {name.casefold() for name in taken}
    for form in reports():
        mine = [source for source in sources if form.reports(case.plan.sources[source].grant)]
        for source in mine:
            sheet, summary = (next(name for name in _names(wanted, len(mine) > 1) if name.casefold() not in used)
                              for wanted in (form.sheet, form.summary_sheet))
            used |= {sheet.casefold(), summary.casefold()}
            found.append(Reported(form, source, len(found) + 1, sheet, summary))
    return found


def _names(wanted: str, several: bool) -> Iterator[str]:
    if not several:
        yield wanted
    yield from (f"{wanted} {number}" for number in range(1, 1000))
