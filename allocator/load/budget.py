"""Reads a budget that this program or a person wrote: what a person may enter, and the figures that follow from it."""

from __future__ import annotations

import pathlib
from collections import Counter
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Any

from pydantic import BeforeValidator, ConfigDict, Field

from allocator.domain.base import Code, FiscalYear, Id, Record
from allocator.domain.budget import Budget, Payment
from allocator.domain.stated import BudgetFile
from allocator.errors import Fault, InputError
from allocator.load.node import Node, Path, dotted, from_tree
from allocator.load.shape import model_faults
from allocator.load.worker import MOST, ask_child, file_bytes, sort_of
from allocator.messages import say

JSON_FORM = say("fault.fix.result")


FILE = "file"
"""Beside the figures: what the file says about itself (BudgetFile)."""


def _figure(value: Any) -> Fraction:
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return Fraction(value)
    raise ValueError(say("fault.expected.figure"))


Dollars = Annotated[int, Field(ge=0, le=10_000_000_000)]
Money = Annotated[int, Field(ge=-100_000_000_000, le=100_000_000_000)]
Figure = Annotated[Fraction, BeforeValidator(_figure)]
LineId = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_.-]*$", max_length=200)]


class Runs(Record):
    """A program in a year."""

    level: Id
    """The level at which it runs."""
    cost: Money | None = None
    """Whole dollars of all its lines."""
    site: Id | None = None
    """The school, where there are several."""


class Paid(Record):
    """Whole dollars of one line that one source pays in one year."""

    program: Id
    """The program."""
    line: LineId
    """The cost line, such as pay or psw.strs."""
    year: FiscalYear
    """The fiscal year."""
    source: Id
    """The source of money."""
    object: Code
    """Four-digit SACS object code, as text."""
    dollars: Dollars
    """Whole dollars."""
    site: Id | None = None
    """The school, where there are several."""


class Balance(Record):
    """A source in a year, in whole dollars."""

    amount: Money
    carried_in: Money
    paid: Money
    indirect: Money
    carried_out: Money
    lapsed: Money
    unspent: Money
    site: Id | None = None


class Result(Record):
    """A budget as JSON. Parts that this program does not compare are passed over."""

    model_config = ConfigDict(extra="ignore")
    format: Annotated[int, Field(ge=1, le=1)]
    programs: dict[Id, dict[FiscalYear, Runs]]
    payments: list[Paid]
    points: Figure | None = None
    points_reachable: Figure | None = None
    points_possible: Figure | None = None
    shortfalls: dict[str, Figure] = {}
    needs: dict[Id, dict[FiscalYear, Figure]] = {}
    sources: dict[Id, dict[FiscalYear, Balance]] = {}
    staff: dict[Id, dict[FiscalYear, Figure]] = {}


def read_budget(path: str | pathlib.Path) -> tuple[Budget, dict[str, Any]]:
    """The roster and payments of a budget in JSON, and its derived figures as they stand in the file.

    The figures: ``points``, ``points_reachable``, ``points_possible`` (exact numbers), ``shortfalls`` (by rule), ``programs``
    (by id and year, ``cost``), ``needs`` and ``staff`` (by id and year), ``sources`` (by id and year, a dict of dollars): the
    shape of the result file. What the file leaves out is left out. ``file`` beside them is the BudgetFile.
    Raises InputError with every fault that was found.
    """
    file = pathlib.Path(path)
    if sort_of(file) != "json":
        raise InputError.one(say("fault.budget.sort"), place=file.name, fix=JSON_FORM)
    return budget_in(file_bytes(file, MOST["result"]), file.name)


def budget_in(data: bytes, file: str) -> tuple[Budget, dict[str, Any]]:
    """The same from a file's bytes; ``file`` is what people call it. Raises InputError."""
    return budget_of(from_tree(ask_child("result", data, file)["tree"], file), file)


def budget_of(root: Node, file: str) -> tuple[Budget, dict[str, Any]]:
    """The budget and the figures in a result's records. Raises InputError."""
    status = root.get("status")
    if status is not None and status.value == "impossible":
        raise InputError.one(
            say("fault.budget.impossible"), place=status.place.said, path="status", fix=JSON_FORM
        )
    if isinstance(root.value, dict) and ("based_on" in root.value or "sites" in root.value and "payments" not in root.value):
        raise InputError.one(say("fault.budget.plan"), place=file, fix=JSON_FORM)
    faults = [fault for _, fault in model_faults(Result, root)]
    if faults:
        raise InputError(faults)
    result = Result.model_validate(root.plain())
    twice = _twice(result, root)
    if twice:
        raise InputError(twice)
    roster = {program: {year: runs.level for year, runs in years.items()} for program, years in result.programs.items()}
    payments = [Payment(p.program, p.line, p.year, p.source, p.object, p.dollars) for p in result.payments]
    figures = _figures(result)
    if (made := root.get("provenance", "plan_sha256")) is not None and isinstance(made.value, str):
        figures[FILE] = BudgetFile(plan_sha256=made.value)
    return Budget.of(roster, payments), figures


def _twice(result: Result, root: Node) -> list[Fault]:
    """Payments that stand in the file more than once."""
    keys = [(p.program, p.line, p.year, p.source, p.object) for p in result.payments]
    counts = Counter(keys)
    faults = []
    for at, key in enumerate(keys):
        if counts[key] > 1 and at != keys.index(key):
            path: Path = ("payments", at)
            faults.append(Fault(root.at(path).said, dotted(path), say("fault.payment.twice"),
                                " / ".join(key), "", say("fault.fix.payment.twice")))
    return faults


def _figures(result: Result) -> dict[str, Any]:
    """The derived figures, without those that the file leaves out."""
    figures: dict[str, Any] = {
        name: getattr(result, name)
        for name in ("points", "points_reachable", "points_possible", "shortfalls", "needs", "staff")
        if name in result.model_fields_set
    }
    figures["programs"] = {program: {year: {"cost": runs.cost} for year, runs in years.items() if runs.cost is not None}
                           for program, years in result.programs.items()}
    if "sources" in result.model_fields_set:
        figures["sources"] = {source: {year: balance.model_dump(exclude={"site"}) for year, balance in years.items()}
                              for source, years in result.sources.items()}
    return figures
