"""Turns what pydantic says about a record into words that a person can act on."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from typing import Any, get_args

from pydantic import BaseModel, ValidationError

from allocator.errors import Fault
from allocator.load.node import Node, Path, dotted
from allocator.nearest import nearest as most_alike

MONEY = {"amount", "amounts", "carried_in", "salary", "health", "counted", "gap", "per_pupil", "dollars", "cost", "budget",
         "actuals"}
CODE_AS_TEXT = "Put the code in quotes, or format the cell as text."
WRONG = "this value cannot be used"
ID = r"^[a-z0-9][a-z0-9_-]*$"
PATTERNS = {
    ID: ("small letters, digits, - and _, such as social-worker", "Write it without spaces, capitals or accents."),
    r"^[0-9]{4}$": ('four digits as text, such as "4300"', CODE_AS_TEXT),
    r"^[0-9]{2}$": ('two digits as text, such as "01"', CODE_AS_TEXT),
    r"^[0-9]$": ('one digit as text, such as "0"', CODE_AS_TEXT),
    r"^[0-9]{3,7}$": ('3 to 7 digits as text, such as "012"', CODE_AS_TEXT),
    r"^[0-9]{4}(-[0-9]{4})?$": ('codes such as "5800" or "1000-3999"', "Put the codes in quotes."),
    r"^[^\[\]:*?/\\']+$": ("a name for a sheet, without [ ] : * ? / \\ and '", "Leave these signs out."),
    r"^(TK|K|[1-9]|1[0-2])$": ("a grade: TK, K or 1 to 12", "Write one grade."),
}


def nearest(word: str, known: Iterable[str]) -> str:
    """``Did you mean "x"?``, or nothing."""
    close = most_alike(word, list(known), most=1)
    return f'Did you mean "{close[0]}"?' if close else ""


def shown(value: Any) -> str:
    """A value as a message quotes it."""
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        return "a record"
    if isinstance(value, list | tuple):
        return "a list"
    if isinstance(value, int | Decimal | Fraction):
        return str(value)[:40]
    text = str(value).encode("unicode_escape", "backslashreplace").decode("ascii") if not str(value).isprintable() else str(value)
    return f'"{text[:60]}{"..." if len(text) > 60 else ""}"'


def faults_in(error: ValidationError, record: type[BaseModel], root: Node, above: Path = ()) -> list[tuple[Path, Fault]]:
    """Every fault of a record, with its path. ``above`` is where the record stands in the file."""
    found: dict[tuple[Path, str], Fault] = {}
    for item in error.errors(include_url=False):
        path, kind = _path(item["loc"], item["type"], root, above)
        if path is None or _other_branch(item, root, path):
            continue
        fault = _fault({**item, "own": path[len(above):]}, kind, record, root, path)
        found.setdefault((path, "" if kind != "extra_forbidden" else "extra"), fault)
    return [(path, fault) for (path, _), fault in found.items()]


def _path(loc: tuple[int | str, ...], kind: str, root: Node, above: Path) -> tuple[Path | None, str]:
    """The path of a fault in the file: without the names that pydantic gives to alternatives."""
    path, node = list(above), root
    for key in above:
        node = node.value[key]
    parts = [part for part in loc if part != "[key]"]
    for at, part in enumerate(parts):
        if has(node.value, part):
            path.append(part)
            node = node.value[part]
        elif kind == "missing" and at == len(parts) - 1:
            path.append(part)
    return tuple(path), "bad_key" if loc and loc[-1] == "[key]" else kind


def has(members: Any, part: int | str) -> bool:
    """Whether a mapping has a name, or a list a position."""
    if isinstance(members, dict):
        return part in members
    return isinstance(members, list) and isinstance(part, int) and part < len(members)


def _other_branch(item: Any, root: Node, path: Path) -> bool:
    """Whether the fault speaks of an alternative that the value does not try to be: a number where a table by year is given."""
    last = item["loc"][-1] if item["loc"] else ""
    parts = [str(part) for part in item["loc"]]
    value = _value(root, path)
    if item["type"] == "dict_type" and str(last).startswith("dict["):
        return True
    scalar = any(part.startswith(("function-", "str")) and "[" in part for part in parts) and str(last).startswith(
        ("function-", "str")
    )
    return scalar and isinstance(value, dict)


def _value(root: Node, path: Path) -> Any:
    node = root
    for part in path:
        try:
            node = node.value[part]
        except (KeyError, IndexError, TypeError):
            return None
    return node.value


def _fault(item: Any, kind: str, record: type[BaseModel], root: Node, path: Path) -> Fault:
    place, text = str(root.at(path)), dotted(path)
    name = next((str(part) for part in reversed(path) if isinstance(part, str)), "")
    got = shown(_value(root, path))
    context = item.get("ctx") or {}
    if kind == "missing":
        return Fault(place, text, "this field is missing", "", _expected(name), "Fill it in.")
    if kind == "extra_forbidden":
        known = _fields(record, item["own"])
        fix = nearest(name, known) or f"Remove it. Known here: {', '.join(sorted(known))}."
        return Fault(place, text, f'nothing here is called "{name}"', fix=fix)
    if kind == "bad_key":
        expected, fix = PATTERNS.get(context.get("pattern", ""), ("", "")) if "pattern" in context else _by_value(item)
        return Fault(place, text, "this name cannot be used", shown(path[-1]), expected, fix)
    if name == "format" and len(path) == 1:
        return Fault(place, text, WRONG, got, "1", "This program reads format 1; a newer file needs a newer program.")
    if kind == "value_error" and isinstance(_value(root, path), dict):
        return Fault(place, text, _by_value(item)[0], fix="Change the record to fit.")
    expected, fix = _rule(item, kind, name, context)
    return Fault(place, text, WRONG, got, expected, fix)


def _rule(item: Any, kind: str, name: str, context: dict[str, Any]) -> tuple[str, str]:
    """(expected, next step) for a value of the wrong kind."""
    if kind == "int_type":
        return _expected(name), "Use digits only: no quotes, cents, commas or dollar sign."
    if kind in ("greater_than_equal", "less_than_equal", "greater_than", "less_than"):
        word = {"ge": "at least", "le": "at most", "gt": "more than", "lt": "less than"}
        bound = next((f"{word[key]} {value:,}" for key, value in context.items() if key in word), "")
        return f"{'whole dollars, ' if name in MONEY else ''}{bound}", "Correct the number."
    if kind == "string_type":
        return "text", "Put it in quotes, or format the cell as text and type it again."
    if kind == "string_pattern_mismatch":
        return PATTERNS.get(context.get("pattern", ""), ("another form", "See the instructions for this field."))
    if kind == "string_too_short":
        return "some text", "Fill it in."
    if kind == "string_too_long":
        return f"at most {context.get('max_length', 0):,} characters", "Shorten it."
    if kind == "literal_error":
        allowed = str(context.get("expected", "")).replace("'", "").replace(" or ", ", ").split(", ")
        return f"one of {', '.join(allowed)}", nearest(str(item["input"]), allowed) or "Choose one of them."
    if kind == "bool_type":
        return "true or false", "Write it without quotes."
    if kind == "list_type":
        return "a list, such as [a, b]", "Put the values in square brackets."
    if kind in ("model_type", "dict_type", "model_attributes_type"):
        return "a record with named fields", "Write the fields below it, indented."
    if kind in ("too_short", "too_long"):
        least, most = context.get("min_length"), context.get("max_length")
        return (
            f"at least {least}" if least is not None else f"at most {most}",
            "Add what is missing." if least else "Remove some.",
        )
    return _by_value(item)


def _by_value(item: Any) -> tuple[str, str]:
    """(expected, next step) from a sentence of the domain's own."""
    says = str((item.get("ctx") or {}).get("error") or item["msg"]).removeprefix("Value error, ")
    if says.endswith("is not a fiscal year such as 2025-26"):
        return "a fiscal year such as 2025-26", "A year is written with the two digits of the next one."
    if says.startswith("expected a number") and isinstance(item["input"], Decimal):
        return "at most 12 decimals", "Round it, or write a fraction such as 1/3."
    if says.startswith("expected "):
        return says.removeprefix("expected "), "Write a plain number without quotes, sign or percent sign."
    return says, "Change the record to fit."


def _expected(name: str) -> str:
    if name in MONEY:
        return "whole dollars such as 48000"
    return {
        "name": "a name",
        "score": "a number from 0 to 100",
        "object": 'an object code such as "4300"',
        "fte": "FTE such as 0.5",
        "years": "fiscal years such as [2025-26, 2026-27]",
        "format": "1",
        "kind": "a kind of rule",
    }.get(name, "a whole number such as 3" if name in WHOLE else "")


WHOLE = {
    "enrollment",
    "months",
    "first_year_months",
    "width",
    "serves",
    "prefer",
    "life",
    "exactly",
    "at_least",
    "at_most",
    "pupils",
    "top",
    "programs",
}


def _fields(record: type[BaseModel], path: Path) -> set[str]:
    """Names of the fields that a record at the path may have."""
    kind: Any = record
    for part in path[:-1]:
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            field = kind.model_fields.get(str(part))
            kind = field.annotation if field is not None else None
        else:
            kind = next((a for a in get_args(kind) if _holds_model(a)), None)
        while kind is not None and not isinstance(kind, type) and _only_optional(kind):
            kind = next(a for a in get_args(kind) if a is not type(None))
    if not (isinstance(kind, type) and issubclass(kind, BaseModel)):
        return set()
    return {name for name, field in kind.model_fields.items() if not field.exclude}


def _holds_model(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, BaseModel) or any(_holds_model(a) for a in get_args(kind))


def _only_optional(kind: Any) -> bool:
    return type(None) in get_args(kind) and len(get_args(kind)) == 2
