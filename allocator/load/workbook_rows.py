"""From a plan to the rows of the input workbook."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from allocator.load.cell_codec import Names, encode
from allocator.load.sheets import PARTS, SHEETS, Sheet, rule_sorts

Row = dict[str, Any]


def names_in(data: dict[str, Any]) -> Names:
    """Ids and names of a plan's records."""
    sections = {sheet.section for sheet in SHEETS if len(sheet.keys) == 1}
    return Names(
        {
            section: {
                record_id: str(record.get("name", ""))
                for record_id, record in data.get(section, {}).items()
                if isinstance(record, dict)
            }
            for section in sections
            if section not in ("rules", "rates")
        }
    )


def rows_of(sheet: Sheet, data: dict[str, Any], names: Names) -> list[Row]:
    """Rows of one sheet: field -> what the cell holds."""
    return [_encoded(sheet, raw, names) for raw in _raw(sheet, data)]


def _raw(sheet: Sheet, data: dict[str, Any]) -> Iterator[Row]:
    """Rows with values as the plan has them."""
    first, last = sheet.keys[0], sheet.keys[-1]
    if not first.refers:
        for record_id, record in data.get(sheet.section, {}).items():
            yield {last.field: record_id, **_fields(sheet, record)}
        return
    for owner_id, owner in data.get(first.refers, {}).items():
        if sheet.section not in PARTS:
            for record_id, record in owner.get(sheet.section, {}).items():
                yield {first.field: owner_id, last.field: record_id, **_fields(sheet, record)}
            continue
        for level, size in (("", owner), *owner.get("levels", {}).items()):
            for record_id, record in (size.get(sheet.section) or {}).items():
                yield {first.field: owner_id, "level": level or None, last.field: record_id, **_fields(sheet, record)}


def _fields(sheet: Sheet, record: Any) -> Row:
    if sheet.single:
        return {sheet.columns[0].field: record}
    row: Row = {}
    for name, value in record.items():
        if sheet.by_year and name == "amounts":
            row |= {f"amounts.{year}": amount for year, amount in (value or {}).items()}
        elif isinstance(value, dict) and any(column.field.startswith(f"{name}.") for column in sheet.columns):
            row |= {f"{name}.{inner}": item for inner, item in value.items()}
        else:
            row[name] = value
    if sheet.section == "levels":
        empty = [part for part in PARTS if record.get(part) == {}]
        row = {name: value for name, value in row.items() if name not in PARTS} | ({"without": empty} if empty else {})
    return row


def _encoded(sheet: Sheet, raw: Row, names: Names) -> Row:
    columns = {column.field: column for column in sheet.all_columns}
    if sheet.section == "rules":
        columns |= rule_sorts(str(raw.get("kind")))
    return {name: encode(value, columns[name], names) if name in columns else value for name, value in raw.items()
            if name in columns or name.startswith("amounts.")}
