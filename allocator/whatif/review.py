"""What a plan that somebody brings would change, before anything is applied: one line for each row that differs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial, reduce
from textwrap import shorten
from typing import Literal

from allocator.domain.plan import Plan
from allocator.load.sheets import SHEETS
from allocator.messages import Message, say
from allocator.whatif.changes import MOST_TOLD, FieldChange, InputChange, bare, changes, differences, name_of
from allocator.whatif.fields import LONG, Words, called, keyed, shown

Path = tuple[str, ...]
Sort = Literal["added", "changed", "removed"]
ROWS = {sheet.section for sheet in SHEETS if sheet.keys[0].refers}
"""Parts of a record that stand in rows of their own: costs, positions, levels, what is met, money from before."""
LONGEST = 160
"""Characters of a note that are shown."""
NONE: Words = ""


@dataclass(frozen=True)
class Line:
    """One row that differs: a record, or a part of one that has a row of its own in the workbook, such as a cost."""

    section: str
    """The part of the plan: ``programs``; for a field of the plan itself its own name, such as ``years``."""
    id: str
    """``programs.liaison.costs.pay``."""
    name: str
    """What people call the record."""
    what: Words
    """What differs within it: "cost pay, amount"; empty where the record as a whole comes or goes."""
    old: Words
    new: Words
    """The values, in the order of ``what``. Empty where there is none."""
    sort: Words
    """What people call a record of the section: Program. Empty for the plan itself."""


@dataclass(frozen=True)
class Review:
    """Everything that differs between two plans."""

    added: tuple[Line, ...]
    changed: tuple[Line, ...]
    removed: tuple[Line, ...]

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed)

    @property
    def says(self) -> Message:
        """``1 changed, 1 added, 0 removed``."""
        return say("review.counts", changed=len(self.changed), added=len(self.added), removed=len(self.removed))

    @property
    def sections(self) -> Mapping[str, Review]:
        """The same by part of the plan, in the order of the plan file."""
        found = {line.section for line in (*self.added, *self.changed, *self.removed)}
        return {section: Review(*(tuple(line for line in lines if line.section == section)
                                  for lines in (self.added, self.changed, self.removed)))
                for section in Plan.model_fields if section in found}


def review(old: Plan, new: Plan) -> Review:
    """What the second plan has otherwise than the first, row by row, in the words of every comparison."""
    found: dict[Sort, list[Line]] = {"added": [], "changed": [], "removed": []}
    for change in changes(old, new):
        for sort, line in _lines(change, old, new):
            found[sort].append(line)
    return Review(*(tuple(found[sort]) for sort in ("added", "changed", "removed")))


def _lines(change: InputChange, old: Plan, new: Plan) -> Iterator[tuple[Sort, Line]]:
    """The rows that one changed record makes: its own, and those of its parts."""
    here = partial(Line, section=change.section, sort=called(f"of_{change.section}") if change.record else NONE,
                   name=name_of(new if change.sort == "added" else old, change.section, change.record) if change.record
                   else old.name)
    said = dict(change.says.values)
    if change.section == "rules" and change.says.code != "change.record":
        before = {"removed": said.get("says"), "changed": said.get("before")}.get(change.sort)
        after = {"added": said.get("says"), "changed": said.get("after")}.get(change.sort)
        yield change.sort, here(id=change.id, what=NONE, old=_words(before), new=_words(after))
    elif change.sort != "changed":
        whole = _whole(new if change.sort == "added" else old, change)
        yield change.sort, here(id=change.id, what=NONE, old=whole if change.sort == "removed" else NONE,
                                new=whole if change.sort == "added" else NONE)
    else:
        rows: dict[Path, list[FieldChange]] = {}
        for field in (part for found in change.fields for part in _parts(found)):
            rows.setdefault(row_of(field.path), []).append(field)
        for row, fields in rows.items():
            yield _sort(row, fields), here(
                id=".".join((change.id, *row)), what=_joined([field.what for field in fields]),
                old=_joined([_value(field, field.before, "before", row) for field in fields]),
                new=_joined([_value(field, field.after, "after", row) for field in fields]))


def row_of(path: Path) -> Path:
    """The part of a path below a record that leads to its innermost row: ``("levels", "half", "costs", "pay")``; empty for what
    stands in the record's own row."""
    at = 0
    while len(path) >= at + 2 and path[at] in ROWS:
        at += 2
    return path[:at]


def _parts(field: FieldChange) -> Iterator[FieldChange]:
    """A field; instead of a table of rows that comes or goes as a whole, each of its rows."""
    before, after = ({} if value is None else value for value in (field.before, field.after))
    if field.path and field.path[-1] in ROWS and row_of(field.path) != field.path and before != after and isinstance(
            before, Mapping) and isinstance(after, Mapping):
        for key in sorted({*before, *after}):
            yield from differences(before.get(key), after.get(key), (*field.path, key), keyed(field.what, key), field.path[-1])
    else:
        yield field


def _sort(row: Path, fields: Sequence[FieldChange]) -> Sort:
    if row and fields[0].path == row and None in (fields[0].before, fields[0].after):
        return "added" if fields[0].before is None else "removed"
    return "changed"


def _value(field: FieldChange, value: object, side: Literal["before", "after"], row: Path) -> Words:
    """One side of a field that differs, as comparisons say it."""
    if value is None:
        return NONE if row and field.path == row else say("value.none")
    if isinstance(value, Mapping):
        return _described(value, "" if field.path == row else field.path[-1]) if value else say("review.empty")
    if field.says.code == "change.part.words":
        return shorten(str(value), LONGEST, placeholder=" ...") or say("value.none")
    return _words(dict(field.says.values)[side])


def _whole(plan: Plan, change: InputChange) -> Words:
    """What a record that comes or goes holds."""
    field = "health" if change.id == "rates.health" else change.section
    value = bare(getattr(plan, change.section)[change.record], field)
    return _described(value, field if change.section == "rates" else "") if isinstance(value, Mapping) else _words(
        shown(value, field))


def _described(record: Mapping[str, object], table: str = "") -> Words:
    """The fields of a record, the first few of them; of the parts with rows of their own the ids. ``table``: the field whose
    values by year or group these are."""
    told: list[Words] = []
    for key, value in record.items():
        if key == "name" or key in LONG or not table and isinstance(value, tuple):
            continue
        shorter = shown(tuple(value) if isinstance(value, Mapping) else value, table or key)
        told.append(say("field.keyed", field=key if table else called(key), key=shorter))
    some = _joined(told[:MOST_TOLD])
    return say("change.more", some=some, n=len(told) - MOST_TOLD) if len(told) > MOST_TOLD else some


def _joined(words: Sequence[Words]) -> Words:
    return reduce(lambda some, more: say("review.parts", some=some, more=more), words) if words else NONE


def _words(value: object) -> Words:
    if value is None:
        return NONE
    return value if isinstance(value, Message | str) else say("input.plan", what=value)
