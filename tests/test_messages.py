"""Every sentence exists in every language, says the same numbers, and is used."""

from __future__ import annotations

import ast
import importlib
import re
import string
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any, get_args

import pytest

import allocator
from allocator.messages import LANGUAGES, NAMES, Fte, Message, Money, Names, Percent, catalogue, joined, say, text

ROOT = Path(allocator.__file__).parent
SAYERS = {"say": "", "w": "ui.", "one": "ui."}
"""Functions that take a code first, and what stands before it in the catalogue."""
ENGLISH, SPANISH = catalogue("en"), catalogue("es")
TRANSLATED = [language for language in LANGUAGES if language != "en"]
SAME = {"es": {"total", "plan", "yaml", "fte", "error"}}
"""Words that a language writes as English does: an entry that has no others need not differ."""
ENGLISH_WORDS = {
    "an", "and", "any", "are", "at", "be", "by", "can", "cost", "costs", "each", "for", "from", "grant", "in", "is",
    "it", "least", "level", "may", "money", "most", "must", "need", "needs", "not", "of", "on", "only", "or",
    "over", "paid", "pays", "plan's", "program's", "runs", "school", "share", "source", "than", "that", "the",
    "these", "this", "to", "what", "when", "which", "with", "year", "years", "nothing", "every", "students",
    "pupils",
}
INFORMAL = {"tú", "tu", "tus", "te", "puedes", "debes", "tienes", "vosotros"}


@dataclass(frozen=True)
class Use:
    """One ``say(...)`` or ``w(...)`` in the source: the codes it can give and the values it passes."""

    where: str
    codes: frozenset[str]
    values: frozenset[str]
    patterns: tuple[str, ...]
    """For codes that are put together from what is not known here, what they look like."""
    open_ended: bool
    """Whether codes or values come from elsewhere, so that nothing can be said about them here."""
    unknown: bool
    """Whether nothing at all is known here of a code."""


def placeholders(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None}


def words(sentence: str) -> set[str]:
    plain = re.sub(r"\{[a-z_]+\}", " ", sentence)
    return set(re.findall(r"[^\W\d_]+(?:'s)?", plain.lower()))


def _literals(annotation: Any) -> set[str]:
    if isinstance(annotation, str):
        return {annotation}
    return {found for part in get_args(annotation) for found in _literals(part)}


def _choices(node: ast.expr, owner: Any, function: ast.AST) -> set[str] | None:
    """What an expression can be: a constant, one of several, what the field or the argument it names may hold; None when that is
    decided elsewhere."""
    if isinstance(node, ast.FormattedValue):
        return _choices(node.value, owner, function)
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return {node.value}
    if isinstance(node, ast.IfExp | ast.BoolOp):
        parts = [node.body, node.orelse] if isinstance(node, ast.IfExp) else node.values
        found = [_choices(part, owner, function) for part in parts]
        return None if None in found else {choice for choices in found if choices for choice in choices}
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "self":
        field = getattr(owner, "model_fields", {}).get(node.attr)
        return _literals(field.annotation) or None if field else None
    if isinstance(node, ast.Name) and isinstance(function, ast.FunctionDef):
        notes = [each.annotation for each in function.args.args if each.arg == node.id]
        return {str(part.value) for note in notes if isinstance(note, ast.Subscript) and ast.unparse(note.value) == "Literal"
                for part in ast.walk(note.slice) if isinstance(part, ast.Constant)} or None
    return None


def _codes(node: ast.expr, owner: Any, function: ast.AST) -> set[str] | None:
    """The codes that an expression can be; None when that is decided elsewhere."""
    if not isinstance(node, ast.JoinedStr):
        return _choices(node, owner, function)
    parts = [_choices(part, owner, function) for part in node.values]
    return None if None in parts else {"".join(choice) for choice in product(*(part for part in parts if part))}


def _pattern(node: ast.expr) -> str | None:
    if not isinstance(node, ast.JoinedStr):
        return None
    return "".join(re.escape(str(p.value)) if isinstance(p, ast.Constant) else "[a-z_]+" for p in node.values)


def _spoken(node: ast.expr, function: ast.AST) -> list[ast.expr]:
    """The expressions that a first argument may be: both of a choice, all that a name is given."""
    if isinstance(node, ast.IfExp):
        return [*_spoken(node.body, function), *_spoken(node.orelse, function)]
    if isinstance(node, ast.Name):
        given = [part.value for part in ast.walk(function) if isinstance(part, ast.Assign)
                 and any(isinstance(target, ast.Name) and target.id == node.id for target in part.targets)]
        return [found for value in given for found in _spoken(value, function)] or [node]
    return [node]


def _says(node: ast.AST) -> str | None:
    """Which of the functions that take a code a call is: ``w(...)`` or ``words.w(...)``."""
    if not isinstance(node, ast.Call) or not node.args:
        return None
    name = node.func.id if isinstance(node.func, ast.Name) else node.func.attr if isinstance(node.func, ast.Attribute) else ""
    if isinstance(node.func, ast.Attribute) and ast.unparse(node.func.value) not in ("words", "speak", "messages"):
        return None
    return name if name in SAYERS else None


def _calls(tree: ast.Module) -> Iterator[tuple[ast.Call, ast.AST, str]]:
    """Every call that takes a code, with the function and the top-level class that it stands in."""
    inside = {id(node): function for function in ast.walk(tree) if isinstance(function, ast.FunctionDef)
              for node in ast.walk(function)}
    owners = {id(node): top.name for top in tree.body if isinstance(top, ast.ClassDef) for node in ast.walk(top)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _says(node):
            yield node, inside.get(id(node), tree), owners.get(id(node), "")


def _uses(path: Path) -> Iterator[Use]:
    name = ".".join(path.relative_to(ROOT.parent).with_suffix("").parts).removesuffix(".__init__")
    for node, function, owner_name in _calls(_tree(path)):
        before = SAYERS[_says(node) or "say"]
        spoken = _spoken(node.args[0], function)
        composed = any(isinstance(part, ast.JoinedStr) for part in spoken)
        owner = getattr(importlib.import_module(name), owner_name) if composed and owner_name else None
        resolved = [_codes(part, owner, function) for part in spoken]
        patterns = [_pattern(part) for part, codes in zip(spoken, resolved, strict=True) if codes is None]
        known = frozenset(before + code for codes in resolved if codes for code in codes)
        values = frozenset(keyword.arg for keyword in node.keywords if keyword.arg)
        open_ended = None in resolved or any(keyword.arg is None for keyword in node.keywords)
        yield Use(f"{path.relative_to(ROOT)}:{node.lineno}:{node.col_offset}", known, values,
                  tuple(re.escape(before) + pattern for pattern in patterns if pattern), open_ended, None in patterns)


@cache
def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def _constants(node: ast.AST) -> set[str]:
    return {part.value for part in ast.walk(node) if isinstance(part, ast.Constant) and isinstance(part.value, str)}


def _handed_on(path: Path) -> set[str]:
    """Codes of the app that a module may hand on: whatever looks like one, and, where a call leaves its code to others or a
    constant is shared, single words as well."""
    tree = _tree(path)
    shared = {text for top in tree.body if isinstance(top, ast.Assign | ast.AnnAssign) for text in _constants(top)}
    single = _constants(tree) if any(use.unknown for use in uses()[path]) else shared
    return {f"ui.{code.removeprefix('@')}" for code in single | {text for text in _constants(tree) if "." in text}}


EVERY = sorted(ROOT.rglob("*.py"))
SOURCES = [path for path in EVERY if path.parent != ROOT / "messages"]
ROOMS = sorted({path.relative_to(ROOT).parts[0] for path in SOURCES})


@cache
def uses() -> dict[Path, list[Use]]:
    """Every use in the source, by file. Reading it all takes seconds: only tests that need it do."""
    return {path: list(_uses(path)) for path in SOURCES}


@cache
def spoken() -> set[str]:
    """Every text that stands in the source, and the codes of the app that its modules may hand on."""
    handed = {code for path in SOURCES if ROOT / "ui" in path.parents for code in _handed_on(path)}
    return handed | {constant for path in EVERY for constant in _constants(_tree(path))}


def test_the_scan_sees_plain_chosen_and_composed_codes() -> None:
    found = {code for of_file in uses().values() for use in of_file for code in use.codes}
    assert {"rule.award", "rule.requires.after", "rule.share_cap.award.term", "pick.place.any"} <= found
    assert {"framework.sel", "framework.coordinator", "framework.family_engagement"} <= found
    assert {"ui.needs", "ui.why.program", "ui.why.source", "ui.rules.short"} <= found, "words of the app"


def test_every_language_has_a_locale_a_name_and_the_same_codes() -> None:
    assert list(NAMES) == list(LANGUAGES) and len(set(NAMES.values())) == len(NAMES)
    for language in TRANSLATED:
        assert sorted(set(ENGLISH) ^ set(catalogue(language))) == [], language


def test_every_file_of_sentences_is_a_language() -> None:
    assert {path.stem for path in (ROOT / "messages").glob("*.po")} == set(LANGUAGES)


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_language_fills_in_the_same_values(language: str) -> None:
    spoken = catalogue(language)
    assert [code for code in ENGLISH if placeholders(ENGLISH[code]) != placeholders(spoken[code])] == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_everything_is_translated(language: str) -> None:
    """Placeholders and signs may stay as they are, and words that are the same in both."""
    spoken, same = catalogue(language), SAME.get(language, set())
    assert [code for code in ENGLISH if not spoken[code]] == []
    assert [code for code in ENGLISH if words(ENGLISH[code]) - same and spoken[code] == ENGLISH[code]] == []


@pytest.mark.parametrize("room", ROOMS)
def test_what_the_source_says_exists_and_gets_its_values(room: str) -> None:
    here = [path for path in SOURCES if path.relative_to(ROOT).parts[0] == room]
    wrong = [fault for path in here for use in uses()[path] for fault in _faults(use)]
    assert wrong == []


def _faults(use: Use) -> Iterator[str]:
    for code in use.codes:
        if code not in ENGLISH:
            yield f"{use.where} says {code}, which has no sentence"
        elif not use.open_ended and not placeholders(ENGLISH[code]) <= use.values:
            yield f"{use.where} does not give {code} all its values"
    for pattern in use.patterns:
        if not any(re.fullmatch(pattern, code) for code in ENGLISH):
            yield f"{use.where}: no sentence is like {pattern}"
    like = [code for code in ENGLISH for pattern in use.patterns if re.fullmatch(pattern, code)]
    if like and not any(placeholders(ENGLISH[code]) <= use.values for code in like):
        yield f"{use.where}: values are missing"


def test_no_sentence_is_unused() -> None:
    everywhere = [use for of_file in uses().values() for use in of_file]
    used = {code for use in everywhere for code in use.codes} | spoken()
    patterns = [pattern for use in everywhere for pattern in use.patterns]
    used |= {code for code in ENGLISH if any(re.fullmatch(pattern, code) for pattern in patterns)}
    assert sorted(set(ENGLISH) - used) == []


def test_spanish_is_spanish() -> None:
    wrong = {}
    for code, sentence in SPANISH.items():
        spoken = re.sub(r"\ballocator [a-z]+(?: -*[A-Za-z.]+)*", " ", sentence)  # a command stays as it is typed
        if left := words(spoken) & (ENGLISH_WORDS | INFORMAL):
            wrong[code] = sorted(left)
    assert wrong == {}


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_rules_are_whole_sentences_without_loose_blanks(language: str) -> None:
    for code, sentence in catalogue(language).items():
        lines = sentence.split("\n") if code.startswith("ui.serve") else [sentence]  # what a terminal shows may have several
        assert lines == [" ".join(line.split()) for line in lines], code
        fragment = code.startswith("rule.carryover.") and code != "rule.carryover.limited"
        if code.startswith("rule.") and not fragment:
            assert sentence.endswith("."), code


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_money_is_written_the_same_way_in_both_languages(language: str) -> None:
    assert text(say("rule.sustain", year="2030-31", gap=Money(90_000)), language).count("$90,000") == 1
    assert text(say("rule.equity_floor.per_pupil", dollars=Money(1_234)), language).count("$1,234") == 1
    assert text(say("rule.equity_floor.per_pupil", dollars=Money(-5)), language).count("-$5") == 1


@pytest.mark.parametrize(("language", "expected"), [
    ("en", "Social worker: at least 0.5 FTE in each year."),
    ("es", "Social worker: al menos 0.5 de tiempo completo (FTE) en cada año."),
])
def test_a_name_with_braces_or_quotes_stays_as_it_is(language: str, expected: str) -> None:
    assert text(say("rule.required_role", role="Social worker", fte=Fte(Fraction(1, 2))), language) == expected
    odd = '{role} "x" =1+1 \N{GRINNING FACE}'
    assert text(say("rule.required_role", role=odd, fte=Fte(1)), language).startswith(odd)


def test_shares_and_lists_read_as_people_write_them() -> None:
    third = say("rule.local_match.award", source="CCSPP", share=Percent(Fraction(1, 3)))
    assert "33.33%" in text(third, "en") and "33.33%" in text(third, "es")
    must = say("rule.must", program="Liaison", years=Names(("2025-26", "2026-27")))
    assert text(must, "en") == "Liaison must run in 2025-26 and 2026-27."
    assert text(must, "es") == "Liaison debe funcionar en 2025-26 y 2026-27."


def test_a_list_has_the_conjunction_of_its_language() -> None:
    assert joined(["a", "b", "c"]) == "a, b and c" and joined(["a, x", "b"]) == "a, x; and b" and joined([]) == ""
    assert joined(["Artes", "Inglés"], "es") == "Artes e Inglés" and joined(["agua", "hielo"], "es") == "agua y hielo"


def test_a_sentence_within_a_sentence_keeps_the_language() -> None:
    message = say("rule.share_cap.spent.year", source="ASES", share=Percent(Fraction(3, 20)),
                  what=say("pick.tag", tag="administration"))
    assert text(message, "en") == 'In each year at most 15% of what ASES spends may be costs tagged "administration".'
    assert text(message, "es") == ('En cada año, como máximo el 15% de lo que gasta ASES puede destinarse a '
                                   'costos con la etiqueta "administration".')


def test_an_unknown_code_is_an_error() -> None:
    with pytest.raises(KeyError):
        text(Message("no.such.code"))
