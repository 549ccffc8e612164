"""Reads the input workbook: from the rows of its sheets to the records of a plan, each with its cell."""

from __future__ import annotations

from itertools import repeat
from typing import Any

from allocator.errors import Fault
from allocator.load.cell_codec import Names, as_id, decode, slug
from allocator.load.node import Node, Place, of_plain
from allocator.load.sheets import OURS, PARTS, PLAN_COLUMNS, PLAN_SHEET, SHEET_NAMES, SHEETS, Sheet, rule_sorts
from allocator.load.table_rows import Reader, Row, cells_of, rows_of
from allocator.load.words import nearest
from allocator.messages import say

__all__ = ["SHEET_NAMES", "TWICE", "plan_records"]

TWICE = "fault.workbook.twice"
"""Said of a record that stands in two rows."""


def plan_records(tables: dict[str, Any]) -> tuple[Node, list[Fault]]:
    """The plan's records and what is wrong with the tables themselves."""
    reader = Reader(Node({}, Place(sheet=PLAN_SHEET)))
    reader.root.blanks |= {sheet.section: Place(sheet=sheet.name) for sheet in SHEETS if not sheet.keys[0].refers}
    given = {sheet["name"].casefold(): sheet for sheet in tables["sheets"]}
    for name, sheet in given.items():
        if name not in OURS and name not in {known.casefold() for known in SHEET_NAMES}:
            reader.fault(Place(sheet=sheet["name"]), say("fault.sheet.unread"), nearest(sheet["name"], SHEET_NAMES)
                         or say("fault.fix.sheet.unread"), warning=True)
        elif name not in OURS and sheet["state"] != "visible":
            reader.fault(Place(sheet=sheet["name"]), say("fault.sheet.hidden"), say("fault.fix.sheet.hidden"), warning=True)
    rows = {sheet.name: rows_of(reader, sheet, given.get(sheet.name.casefold()), at) for at, sheet in enumerate(SHEETS, start=1)}
    for sheet in SHEETS:
        if _has_names(sheet):
            _give_ids(reader, rows[sheet.name])
    reader.names = Names({sheet.section: {row.text("id"): _name(row) for row in reversed(rows[sheet.name])}
                          for sheet in SHEETS if _has_names(sheet)})
    _plan_sheet(reader, given.get(PLAN_SHEET.casefold()))
    for sheet in SHEETS:
        for row in rows[sheet.name]:
            _record(reader, row)
    return reader.root, reader.faults


def _has_names(sheet: Sheet) -> bool:
    """Whether the sheet's rows are records that others refer to by name."""
    return len(sheet.keys) == 1 and any(column.field == "name" for column in sheet.columns)


def _name(row: Row) -> str:
    return str(row.cells["name"][0]) if "name" in row.cells else ""


def _plan_sheet(reader: Reader, given: dict[str, Any] | None) -> None:
    """Fields of the plan itself: one to a row, its name in a hidden column A and in words in column B, its value in C."""
    known = {column.field: column for column in PLAN_COLUMNS}
    known_heads = {column.head.casefold(): column for column in PLAN_COLUMNS}
    if given is None:
        reader.fault(Place(sheet=PLAN_SHEET), say("fault.sheet.missing"), say("fault.fix.sheet.missing"))
        return
    homes: dict[str, Node] = {}
    for number, raw in given["rows"]:
        cells = cells_of(raw)
        column = known.get(str(cells.get(1, ""))) or known_heads.get(str(cells.get(2, "")).casefold())
        place = Place(sheet=PLAN_SHEET, cell=f"C{number}", order=(0, number, 3))
        if column is None:
            if 3 in cells and number > 1:
                reader.fault(place, say("fault.sheet.plan.name"), say("fault.fix.sheet.plan.name"), str(cells.get(2, "")))
            continue
        outer, dot, inner = column.field.partition(".")
        home = homes.setdefault(outer, Node({}, place)) if dot else reader.root
        home.blanks[inner or outer] = place
        if 3 in cells:
            home.value[inner or outer] = of_plain(decode(cells[3], column, reader.names), repeat(place))
            if dot:
                reader.root.value[outer] = home


def _give_ids(reader: Reader, rows: list[Row]) -> None:
    """An id for each record that has none yet, made from its name."""
    taken = {row.text("id") for row in rows}
    for row in rows:
        if not row.text("id"):
            row.cells["id"] = (_new_id(slug(_name(row)) or f"{slug(row.sheet.name)}-{row.number}", taken), row.place("name"))


def _new_id(wanted: str, taken: set[str]) -> str:
    chosen, count = wanted, 1
    while chosen in taken:
        count += 1
        chosen = f"{wanted}-{count}"
    taken.add(chosen)
    return chosen


def _home(reader: Reader, row: Row) -> Node | None:
    """The mapping to which a row belongs; None once its fault is noted."""
    sheet = row.sheet
    if sheet.keys[0].refers:
        key = sheet.keys[0]
        owner_id = reader.names.resolve(key.refers, row.text(key.field))
        owners = reader.root.get(key.refers)
        owner = owners.value.get(owner_id) if owners is not None and owner_id is not None else None
        if owner is None:
            near = nearest(row.text(key.field), reader.names.by_name.get(key.refers, {}))
            reader.fault(row.place(key.field), say(f"fault.no.such.{key.field}"), near or say(f"fault.fix.no.such.{key.field}"),
                         row.text(key.field) or say("fault.got.nothing"))
            return None
        level = row.text("level")
        if sheet.section in PARTS and level not in ("", "full"):
            levels = owner.value.get("levels")
            if levels is None or level not in levels.value:
                reader.fault(
                    row.place("level"), say("fault.level.none"), say("fault.fix.level.none"), level
                )
                return None
            owner = levels.value[level]
        parent: Node = owner
    else:
        parent = reader.root
    home: Node = parent.value.setdefault(sheet.section, Node({}, row.place()))
    return home


def _record(reader: Reader, row: Row) -> None:
    """Puts a row where it belongs."""
    sheet = row.sheet
    home = _home(reader, row)
    if home is None:
        return
    own = sheet.keys[-1]
    key = row.text(own.field)
    if own.refers and key:
        key = reader.names.resolve(own.refers, key) or as_id(key)
    if not key and own.field == "id":
        said = slug(_name(row)) or row.text("kind") or row.text("role") or row.text("object")
        key = _new_id(said or f"{slug(sheet.name)}-{row.number}", set(home.value))
    if not key or key in home.value:
        first = home.value[key].place if key else None
        if first is None:
            reader.fault(row.place(own.field), say("fault.key.missing", column=own.head.lower()), say("fault.fix.key.missing"))
        else:
            fix = say("fault.fix.hidden.id" if own.head == "Id" else "fault.fix.remove.one")
            reader.fault(row.place(own.field), say(TWICE, first=first.said), fix, key)
        return
    if sheet.single:
        column = sheet.columns[0]
        place = row.place(column.field)
        value = decode(row.cells[column.field][0], column, reader.names) if column.field in row.cells else None
        home.value[key] = of_plain(value, repeat(place))
        return
    record = Node(_fields(reader, row), row.place("name"), dict(row.blanks))
    home.value[key] = record


def _fields(reader: Reader, row: Row) -> dict[str, Node]:
    """The fields of a row's record; ``amounts.2025-26`` stands inside ``amounts``."""
    columns = {column.field: column for column in row.sheet.columns}
    if row.sheet.section == "rules":
        columns |= rule_sorts(row.text("kind"))
    record: dict[str, Node] = {}
    keys = {column.field for column in row.sheet.keys}
    for name, (value, place) in row.cells.items():
        if name in keys:
            continue
        if name == "without":
            for part in decode(value, columns[name], reader.names) if isinstance(value, str) else ():
                record[part] = Node({}, place)
            continue
        outer, dot, inner = name.partition(".")
        node = of_plain(decode(value, columns[name], reader.names) if name in columns else value, repeat(place))
        if dot:
            record.setdefault(outer, Node({}, place)).value[inner] = node
        else:
            record[name] = node
    return record
