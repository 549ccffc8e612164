"""The sheets of the input workbook: which record stands in which row, and which field in which column.

Columns follow from the fields of the records, so that a new field or a new kind of rule has its column at once.
"""

from __future__ import annotations

import types
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel

from allocator.constraints import STATED
from allocator.domain.plan import Agreement, InKind, LastYear, Need, Plan, Role, Site, Source
from allocator.domain.program import CostLine, Level, Position, Program
from allocator.domain.rule import Rule
from allocator.load.cell_words import in_cells
from allocator.load.headings import head

Sort = Literal["text", "whole", "number", "yes_no", "list", "range", "points", "pairs", "codes", "maybe_pairs", "tables",
               "record"]


@dataclass(frozen=True)
class Column:
    """One field of a record."""

    field: str
    head: str
    sort: Sort = "text"
    refers: str = ""
    """The section whose ids the field holds."""
    options: tuple[str, ...] = ()
    help: str = ""


@dataclass(frozen=True)
class Sheet:
    """One sheet: rows of records. ``keys`` name what a row belongs to; the last of them is the row's own id."""

    name: str
    section: str
    """Where the records stand in the plan: ``needs``, or ``costs`` of programs and their levels."""
    keys: tuple[Column, ...]
    columns: tuple[Column, ...]
    about: str = ""
    by_year: bool = False
    """Whether ``amounts`` stand in one column for each fiscal year."""
    single: bool = False
    """Whether a row holds one value and not a record."""

    @property
    def all_columns(self) -> tuple[Column, ...]:
        """Keys, then fields."""
        return (*self.keys, *self.columns)


REFERS = {
    "source": "sources", "sources": "sources", "paid_by": "sources", "spend_order": "sources", "program": "programs",
    "programs": "programs", "any_of": "programs", "needs": "programs", "need": "needs", "role": "staff", "in_kind": "in_kind",
    "site": "sites", "agreement": "agreements",
}
"""Field -> the section whose ids it holds."""


def sort_of(annotation: Any) -> Sort:
    """How a field is written in a cell."""
    kinds = [kind for kind in (get_args(annotation) if _is_union(annotation) else (annotation,)) if kind is not type(None)]
    while any(hasattr(kind, "__metadata__") or _is_union(kind) for kind in kinds):
        kinds = [inner for kind in kinds for inner in (get_args(kind) if _is_union(kind) else (getattr(kind, "__origin__", kind),)
                                                       if hasattr(kind, "__metadata__") else (kind,)) if inner is not type(None)]
    origins = [get_origin(kind) or kind for kind in kinds]
    if dict in origins and len(kinds) == 1 and sort_of(get_args(kinds[0])[1]) == "text":
        return "codes"
    if dict in origins:
        if sort_of(get_args(kinds[origins.index(dict)])[-1]) == "pairs":
            return "tables"
        return "pairs" if len(kinds) == 1 else "maybe_pairs"
    if list in origins:
        inner = get_args(kinds[0])[0]
        return "points" if get_origin(inner) is tuple else "range" if sort_of(inner) == "number" else "list"
    first = origins[0]
    if isinstance(first, type) and issubclass(first, BaseModel):
        return "record"
    named: dict[Any, Sort] = {bool: "yes_no", int: "whole", Fraction: "number"}
    return named.get(first, "text")


def _is_union(annotation: Any) -> bool:
    return get_origin(annotation) in (Union, types.UnionType)


def options_of(annotation: Any) -> tuple[str, ...]:
    """The words that a field may hold, where they are few."""
    if get_origin(annotation) is Literal:
        return tuple(str(word) for word in get_args(annotation))
    return next((found for part in get_args(annotation) if (found := options_of(part))), ())


def columns_of(record: type[BaseModel], skip: tuple[str, ...] = (), prefix: str = "") -> tuple[Column, ...]:
    """One column for each field of a record; records within are spread out."""
    columns: list[Column] = []
    for name, field in record.model_fields.items():
        if field.exclude or name in skip:
            continue
        sort = sort_of(field.annotation)
        if sort == "record":
            inner = next(kind for kind in (field.annotation, *get_args(field.annotation))
                         if isinstance(kind, type) and issubclass(kind, BaseModel))
            columns += columns_of(inner, prefix=f"{name}.")
            continue
        refers = REFERS.get(name, "") if sort in ("text", "list") and not (record is Site and name == "grades") else ""
        options = () if name in ("kind",) else options_of(field.annotation)
        columns.append(Column(prefix + name, head(prefix + name), sort, refers, options, in_cells(field.description or "")))
    return tuple(columns)


def rule_columns() -> tuple[Column, ...]:
    """One column for each field that any kind of rule has; what all kinds share comes last."""
    shared = tuple(name for name in Rule.model_fields if name != "kind")
    found: dict[str, Column] = {}
    for kind in STATED.values():
        for column in columns_of(kind, skip=("kind", *shared)):
            found.setdefault(column.field, column)
    return (Column("kind", "Kind", options=tuple(sorted(STATED)), help="What the rule limits."), *found.values(),
            *columns_of(Rule, skip=("kind",)))


def rule_sorts(kind: str) -> dict[str, Column]:
    """Field -> column, as one kind of rule writes it."""
    return {column.field: column for column in columns_of(STATED[kind])} if kind in STATED else {}


def _key(field: str, refers: str = "", text: str = "") -> Column:
    return Column(field, text or head(field), "text", refers)


ID = Column("id", "Id", help="Made from the name when it is left blank. Clear it in a row that you copied.")
PROGRAM = _key("program", "programs")
LEVEL = Column("level", "Level", help="Left blank: the program's own size (full). Other sizes are listed on the sheet Levels.")
PARTS = ("meets", "costs", "positions", "staff")
WITHOUT = Column("without", "Has none of", "list", help="costs, positions, meets or staff that the level does without although "
                 "the program has them.")

PLAN_COLUMNS = tuple(column for column in columns_of(Plan) if column.field.partition(".")[0] in (
    "format", "name", "years", "cost_growth", "base_year", "year_weights", "spend_order", "accounts", "note"))

SHEETS: list[Sheet] = [
    Sheet("Sites", "sites", (ID,), columns_of(Site), "The school."),
    Sheet("Needs", "needs", (ID,), columns_of(Need), "What the Assets and Needs Assessment found."),
    Sheet("Programs", "programs", (ID,), columns_of(Program, skip=(*PARTS, "levels")), "What could be done."),
    Sheet(
        "Levels",
        "levels",
        (PROGRAM, Column("level", "Level", help="A short word such as half.")),
        (*columns_of(Level, skip=PARTS), WITHOUT),
        "Other sizes at which a program can run.",
    ),
    Sheet(
        "Meets",
        "meets",
        (PROGRAM, LEVEL, _key("need", "needs")),
        (Column("share", "Share met (0 to 1)", "number", help="Share of the need that the program meets at this level."),),
        "Which program meets which need.",
        single=True,
    ),
    Sheet("Costs", "costs", (PROGRAM, LEVEL, ID), columns_of(CostLine), "What each program costs, line by line."),
    Sheet("Positions", "positions", (PROGRAM, LEVEL, ID), columns_of(Position), "People to be hired."),
    Sheet(
        "Program staff",
        "staff",
        (PROGRAM, LEVEL, _key("role", "staff")),
        (Column("fte", "FTE", "number", help="FTE of the role, where the people stand as cost lines and not as positions."),),
        "People behind cost lines.",
        single=True,
    ),
    Sheet("Sources", "sources", (ID,), columns_of(Source, skip=("amounts", "carried_in", "last_year")), "Who pays.",
          by_year=True),
    Sheet(
        "Carried in",
        "carried_in",
        (_key("source", "sources"), Column("year", "Awarded in")),
        (
            Column(
                "amount",
                "Amount (whole dollars)",
                "whole",
                help="Money left from before the plan, by the year in which it was awarded.",
            ),
        ),
        "Money from before.",
        single=True,
    ),
    Sheet(
        "Last year",
        "last_year",
        (_key("source", "sources"), Column("object", head("object"), help="Four-digit SACS object code.")),
        columns_of(LastYear),
        "What each source had in the year before the plan.",
    ),
    Sheet("Roles", "staff", (ID,), columns_of(Role), "Kinds of positions and how many can be had."),
    Sheet("Rules", "rules", (Column("id", "Rule"),), rule_columns(), "Anything else that limits the plan."),
    Sheet("In kind", "in_kind", (ID,), columns_of(InKind, skip=("amounts",)), "Gifts that count toward a match.", by_year=True),
    Sheet("Agreements", "agreements", (ID,), columns_of(Agreement), "Contracts with outside providers."),
    Sheet(
        "Rates",
        "rates",
        (Column("id", "Benefit"),),
        (
            Column(
                "rate",
                "Rate (share of pay, or dollars for health)",
                "maybe_pairs",
                help="One rate for all years, or 2025-26: 0.062, 2026-27: 0.063.",
            ),
        ),
        "Benefit rates of your own.",
        single=True,
    ),
]
PLAN_SHEET = "Plan"
SHEET_NAMES = [PLAN_SHEET, *(sheet.name for sheet in SHEETS)]
OURS = {"instructions", "lists", "_meta", "what to mend", "qué corregir"}
"""Sheets of ours that hold no plan."""
