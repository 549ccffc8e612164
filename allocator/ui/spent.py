"""What was spent, held against the signed budget: tables in whole dollars that add up, and files. No screen in here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

from allocator.audit import Ledger
from allocator.domain.actuals import Actuals
from allocator.domain.plan import Plan
from allocator.domain.report import Report
from allocator.domain.sacs import object_name
from allocator.errors import Fault, InputError
from allocator.export.csv_files import as_csv
from allocator.export.text import csv_text
from allocator.load.actual_names import Known
from allocator.load.actual_values import Unfit
from allocator.load.actuals import uploaded_actuals
from allocator.messages import say
from allocator.ui.figures import Table
from allocator.ui.locks import case_of
from allocator.ui.show import money, money_or_none, points, safe
from allocator.ui.signed import Signed
from allocator.ui.words import said, w
from allocator.whatif.closing import Closed, close_years
from allocator.whatif.moves import Moves, told
from allocator.whatif.replan import OpenYears, replanned
from allocator.whatif.shown_accounts import shown_accounts
from allocator.whatif.spending import Spending, Sum, planned, summed, total

ENDINGS = ["csv", "txt", "tsv", "xlsx"]
"""Files in which the district's books may hand over what was spent."""
PARTS = ("carried_in", "used", "lapsed", "unspent")
"""What the years that remain do with money, as OpenYears names it."""


@dataclass(frozen=True)
class Booked:
    """What a file of actual expenditures held, or what is wrong with it."""

    name: str
    mark: str
    """Tells one file from another."""
    actuals: Actuals | None
    faults: tuple[Fault, ...] = ()


def booked(name: str, data: bytes, plan: Plan) -> Booked:
    """Read it, for the plan whose sources and years it speaks of. Nothing is changed by it."""
    mark = sha256(data).hexdigest()
    try:
        return Booked(name, mark, uploaded_actuals(name, data, plan))
    except InputError as error:
        return Booked(name, mark, None, error.faults)


def closable(plan: Plan, actuals: Actuals) -> list[str]:
    """Years that may be closed: from the plan's first on, as long as the books hold something of each."""
    found: list[str] = []
    for year in plan.years:
        if year not in actuals.years:
            break
        found.append(year)
    return found


def closed(signed: Signed, actuals: Actuals, through: str) -> Closed:
    """The years through one of them, closed. Raises InputError with every fault."""
    found = close_years(signed.plan, case_of(signed.plan), signed.budget, actuals, through)
    if signed.other_plan:
        return replace(found, warnings=(say("actuals.other_plan"), *found.warnings))
    return found


def sample(signed: Signed) -> bytes | None:
    """A file to try it with, and to fill in: the plan's own sources and object codes of its first year, each with the dollars
    that were planned. None where nothing was."""
    plan = signed.plan
    dollars = planned(Ledger(case_of(plan), signed.budget), plan.years[:1])
    heads = [w("year"), w("source"), w("grid.object.code"), w("amount"), w("during.sample.description")]
    rows = [(year, _source_word(plan, source), code, amount, object_name(code))
            for (source, year, code), amount in sorted(dollars.items())]
    return as_csv(heads, rows) if rows else None


def _source_word(plan: Plan, source: str) -> str:
    """A source's name where the books' reader takes it for just this source, else its id."""
    name = plan.sources[source].name
    try:
        return name if csv_text(name) == name and Known(plan).source(name) == source else source
    except Unfit:
        return source


def years_of(found: Closed) -> list[str]:
    """Years with figures."""
    return sorted({row.year for row in found.spending})


def rows_of(found: Closed, year: str = "", source: str = "") -> list[Spending]:
    """Plan and actual of a year, of a source, or (none named) of the closed years and every source."""
    kept = [row for row in found.spending if row.year == year] if year else found.closed_spending
    return [row for row in kept if source in ("", row.source)]


def by_source(found: Closed, rows: Sequence[Spending]) -> Table:
    """One row for each source, the plan's order kept; then the sum."""
    sums, names = summed(rows, lambda row: row.source), found.case.plan.sources
    order = [source for source in found.case.sources if source in sums]
    return _sums(w("source"), [safe(names[source].name) for source in order], [sums[source] for source in order], total(rows))


def by_object(rows: Sequence[Spending]) -> Table:
    """One row for each object code; then the sum."""
    sums = summed(rows, lambda row: row.object)
    return _sums(w("during.object"), [object_words(code) for code in sums], list(sums.values()), total(rows))


def by_year(found: Closed) -> Table:
    """One row for each year with figures; then the sum."""
    sums = summed(found.spending, lambda row: row.year)
    return _sums(w("year"), list(sums), list(sums.values()), total(found.spending))


def vacancies(found: Closed) -> Table:
    """One row for each closed year: pay and benefits; then the sum."""
    sums = list(found.staff.values())
    whole = Sum(sum(one.planned for one in sums), sum(one.actual for one in sums))
    return _sums(w("year"), list(found.staff), sums, whole)


def object_words(code: str) -> str:
    """``2900 Other Classified Salaries``."""
    return safe(f"{code} {object_name(code)}".strip())


def _sums(heading: str, labels: Sequence[str], sums: Sequence[Sum], whole: Sum) -> Table:
    every = [*sums, whole]
    return {heading: [*labels, w("total")], w("during.planned"): [money(one.planned) for one in every],
            w("during.spent"): [money(one.actual) for one in every], w("during.left"): [money(one.left) for one in every]}


def left_over(found: Closed) -> Table:
    """One row for each source: had + over = spent + carried on + lost; then the sums."""
    rows = shown_accounts(found)
    names = found.case.plan.sources
    table: Table = {w("source"): [*(safe(names[one.source].name) for one in rows), w("total")]}
    columns = {"had": [one.had for one in rows], "spent": [one.spent for one in rows], "carried": [one.carried for one in rows],
               "lost": [one.lost for one in rows], "over": [one.over for one in rows]}
    for code, column in columns.items():
        table[w(f"during.{code}")] = [*map(money_or_none, column), money(sum(column))]
    return table


def awards(found: Closed) -> Table:
    """One row for each award of which dollars are carried on, with the last year in which they may be used; then the sum."""
    case = found.case
    rows = [(one.source, award, dollars) for one in found.accounts for award, dollars in one.carried.items()]
    return {
        w("source"): [*(safe(case.plan.sources[source].name) for source, _, _ in rows), w("total")],
        w("during.award"): [*(award for _, award, _ in rows), w("not")],
        w("during.until"): [*(case.usable_until(source, award) for source, award, _ in rows), w("not")],
        w("during.carried"): [*(money(dollars) for _, _, dollars in rows), money(sum(dollars for _, _, dollars in rows))],
    }


def key_figures(found: Closed) -> dict[str, str]:
    """The few figures of the closed years, by the code of their name."""
    whole = total(found.closed_spending)
    saved = sum(one.left for one in found.staff.values())
    carried = sum(one.carried for one in shown_accounts(found))
    return {"spent": money(whole.actual), "left": money(whole.left), "vacancies": money(saved), "carried": money(carried)}


def remaining(found: Closed, report: Report) -> tuple[Table, list[str]]:
    """The signed budget's years that remain beside the same years planned again: a table, and what runs otherwise."""
    both = replanned(found, report)
    labels = [w("during.points"), w("during.cost"), *(w(f"during.{part}") for part in PARTS)]
    table = {w("during.remain"): labels, w("during.signed.short"): _open_years(both.adopted),
             w("during.again"): _open_years(both.now)}
    moves = Moves(both.comes_in, both.drops_out, both.changes)
    return table, [safe(said(line)) for line in told(found.case, moves)] or [w("differs.none")]


def _open_years(one: OpenYears) -> list[str]:
    return [points(one.points), money(one.cost), *(money(sum(getattr(one, part).values())) for part in PARTS)]
