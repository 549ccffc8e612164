"""Turns what pydantic says about a record into words that a person can act on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any, get_args

from pydantic import BaseModel, ValidationError

from allocator.errors import Fault
from allocator.load.expectations import BOUNDS, BY_KIND, MONEY, NUMBERS, PATTERNS, wanted
from allocator.load.node import Node, Path, dotted
from allocator.messages import Message, Said, say
from allocator.nearest import nearest as most_alike

WRONG = say("fault.wrong")
CHANGE_RECORD = say("fault.fix.record")


def nearest(word: str, known: Iterable[str]) -> Said:
    """``Did you mean "x"?``, or nothing."""
    close = most_alike(word, list(known), most=1)
    return say("fault.fix.mean", name=close[0]) if close else ""


def either(names: Sequence[str]) -> Said:
    """``a or b or c``."""
    said: Said = names[-1]
    for name in reversed(names[:-1]):
        said = say("fault.either", one=name, other=said)
    return said


def quoted(got: object) -> Said:
    """What stands in a cell, in quotation marks; empty where nothing does."""
    if isinstance(got, Message):
        return got
    return f'"{got}"' if got != "" else ""


def shown(value: Any) -> Said:
    """A value as a message quotes it."""
    if isinstance(value, Message):
        return value
    if value is None:
        return say("fault.got.nothing")
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        return say("fault.got.record")
    if isinstance(value, list | tuple):
        return say("fault.got.list")
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
    place, text = root.at(path).said, dotted(path)
    name = next((str(part) for part in reversed(path) if isinstance(part, str)), "")
    got = shown(_value(root, path))
    context = item.get("ctx") or {}
    expected: Said
    fix: Said
    if kind == "missing":
        return Fault(place, text, say("fault.missing"), "", wanted(name), say("fault.fix.fill"))
    if kind == "extra_forbidden":
        known = _fields(record, item["own"])
        fix = nearest(name, known) or say("fault.fix.remove.known", names=", ".join(sorted(known)))
        return Fault(place, text, say("fault.unknown.field", field=name), fix=fix)
    if kind == "bad_key":
        expected, fix = PATTERNS.get(context.get("pattern", ""), ("", "")) if "pattern" in context else _by_value(item)
        return Fault(place, text, say("fault.name"), shown(path[-1]), expected, fix)
    if name == "format" and len(path) == 1:
        return Fault(place, text, WRONG, got, say("fault.expected.format"), say("fault.fix.format"))
    expected, fix = _rule(item, kind, name, context)
    if fix == CHANGE_RECORD:
        return Fault(place, text, expected, fix=fix)
    return Fault(place, text, WRONG, got, expected, fix)


def _rule(item: Any, kind: str, name: str, context: dict[str, Any]) -> tuple[Said, Said]:
    """(expected, next step) for a value of the wrong kind."""
    if kind in BY_KIND:
        return BY_KIND[kind]
    if kind == "int_type":
        return wanted(name), say("fault.fix.digits")
    if kind in ("greater_than_equal", "less_than_equal", "greater_than", "less_than"):
        bound: Said = next((say(BOUNDS[key], bound=f"{value:,}") for key, value in context.items() if key in BOUNDS), "")
        return say("fault.expected.dollars.bound", bound=bound) if name in MONEY else bound, say("fault.fix.number")
    if kind == "string_pattern_mismatch":
        return PATTERNS.get(context.get("pattern", ""), (say("fault.expected.form"), say("fault.fix.form")))
    if kind == "string_too_long":
        return say("fault.expected.characters", most=context.get("max_length", 0)), say("fault.fix.shorten")
    if kind == "literal_error":
        allowed = str(context.get("expected", "")).replace("'", "").replace(" or ", ", ").split(", ")
        return say("fault.expected.one.of", names=", ".join(allowed)), nearest(str(item["input"]), allowed) or say(
            "fault.fix.choose")
    if kind in ("too_short", "too_long"):
        least, most = context.get("min_length"), context.get("max_length")
        return (
            say("fault.expected.at.most", bound=str(most)) if least is None else say("fault.expected.least", bound=str(least)),
            say("fault.fix.add.missing") if least else say("fault.fix.remove.some"),
        )
    return _by_value(item)


def _by_value(item: Any) -> tuple[Said, Said]:
    """(expected, next step) from a sentence of the domain's own."""
    error = (item.get("ctx") or {}).get("error")
    says = error.args[0] if isinstance(error, ValueError) and error.args else None
    if not isinstance(says, Message):
        return (say("fault.expected.form"), say("fault.fix.form")) if error is None else (str(error), CHANGE_RECORD)
    if says.code == "fault.expected.fiscal.year":
        return says, say("fault.fix.fiscal.year")
    if says.code in NUMBERS and isinstance(item["input"], Decimal):
        return say("fault.expected.decimals"), say("fault.fix.decimals")
    return says, say("fault.fix.plain.number" if says.code.startswith("fault.expected.") else CHANGE_RECORD.code)


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
