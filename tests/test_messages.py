"""Every sentence exists in both languages, says the same numbers, and is used."""

from __future__ import annotations

import ast
import importlib
import re
import string
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from pathlib import Path
from typing import Any, get_args

import pytest

import allocator
from allocator.messages import LANGUAGES, Fte, Message, Money, Names, Percent, catalogue, say, text

ROOT = Path(allocator.__file__).parent
ENGLISH, SPANISH = catalogue("en"), catalogue("es")
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
    """One ``say(...)`` in the source: the codes it can give and the values it passes."""

    where: str
    codes: frozenset[str]
    values: frozenset[str]
    patterns: tuple[str, ...]
    """For codes that are put together from what is not known here, what they look like."""
    open_ended: bool
    """Whether codes or values come from elsewhere, so that nothing can be said about them here."""


def placeholders(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None}


def words(sentence: str) -> set[str]:
    plain = re.sub(r"\{[a-z_]+\}", " ", sentence)
    return set(re.findall(r"[^\W\d_]+(?:'s)?", plain.lower()))


def _literals(annotation: Any) -> set[str]:
    if isinstance(annotation, str):
        return {annotation}
    return {found for part in get_args(annotation) for found in _literals(part)}


def _choices(node: ast.expr, owner: Any) -> set[str]:
    """What an expression inside an f-string can be: the words that the fields it names may hold, and its constants."""
    found: set[str] = set()
    for part in ast.walk(node):
        if isinstance(part, ast.Constant) and isinstance(part.value, str):
            found.add(part.value)
        elif isinstance(part, ast.Attribute) and isinstance(part.value, ast.Name) and part.value.id == "self":
            field = getattr(owner, "model_fields", {}).get(part.attr)
            found |= _literals(field.annotation) if field else set()
    return found


def _codes(node: ast.expr, owner: Any) -> set[str] | None:
    """The codes that an expression can be; None when that is decided elsewhere."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return {node.value}
    if isinstance(node, ast.JoinedStr):
        parts = [{str(p.value)} if isinstance(p, ast.Constant) else _choices(p, owner) for p in node.values]
        return {"".join(choice) for choice in product(*parts)} if all(parts) else None
    return None


def _pattern(node: ast.expr) -> str | None:
    if not isinstance(node, ast.JoinedStr):
        return None
    return "".join(re.escape(str(p.value)) if isinstance(p, ast.Constant) else "[a-z_]+" for p in node.values)


def _spoken(node: ast.expr, function: ast.AST) -> list[ast.expr]:
    """The expressions that the first argument of ``say`` may be: both of a choice, all that a name is given."""
    if isinstance(node, ast.IfExp):
        return [*_spoken(node.body, function), *_spoken(node.orelse, function)]
    if isinstance(node, ast.Name):
        given = [part.value for part in ast.walk(function) if isinstance(part, ast.Assign)
                 and any(isinstance(target, ast.Name) and target.id == node.id for target in part.targets)]
        return [found for value in given for found in _spoken(value, function)] or [node]
    return [node]


def _calls(tree: ast.Module) -> Iterator[tuple[ast.Call, ast.AST, str]]:
    """Every ``say(...)`` with the function and the top-level class that it stands in."""
    inside = {id(node): function for function in ast.walk(tree) if isinstance(function, ast.FunctionDef)
              for node in ast.walk(function)}
    owners = {id(node): top.name for top in tree.body if isinstance(top, ast.ClassDef) for node in ast.walk(top)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "say" and node.args:
            yield node, inside.get(id(node), tree), owners.get(id(node), "")


def _uses(path: Path) -> Iterator[Use]:
    name = ".".join(path.relative_to(ROOT.parent).with_suffix("").parts).removesuffix(".__init__")
    for node, function, owner_name in _calls(ast.parse(path.read_text(encoding="utf-8"))):
        spoken = _spoken(node.args[0], function)
        composed = any(isinstance(part, ast.JoinedStr) for part in spoken)
        owner = getattr(importlib.import_module(name), owner_name) if composed and owner_name else None
        resolved = [_codes(part, owner) for part in spoken]
        patterns = [_pattern(part) for part, codes in zip(spoken, resolved, strict=True) if codes is None]
        values = frozenset(keyword.arg for keyword in node.keywords if keyword.arg)
        open_ended = None in resolved or any(keyword.arg is None for keyword in node.keywords)
        yield Use(f"{path.relative_to(ROOT)}:{node.lineno}", frozenset(code for codes in resolved if codes for code in codes),
                  values, tuple(pattern for pattern in patterns if pattern), open_ended)


SOURCES = sorted(path for path in ROOT.rglob("*.py") if path.parent != ROOT / "messages")
USES = [use for path in SOURCES for use in _uses(path)]
SPOKEN = {
    node.value for path in SOURCES for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    if isinstance(node, ast.Constant) and isinstance(node.value, str)
}


def test_the_scan_sees_plain_chosen_and_composed_codes() -> None:
    found = {code for use in USES for code in use.codes}
    assert {"rule.award", "rule.requires.after", "rule.share_cap.award.term", "pick.place.any"} <= found
    assert {"framework.sel", "framework.coordinator", "framework.family_engagement"} <= found


def test_both_languages_have_the_same_codes() -> None:
    assert set(ENGLISH) == set(SPANISH)


@pytest.mark.parametrize("code", sorted(ENGLISH))
def test_both_languages_fill_in_the_same_values(code: str) -> None:
    assert placeholders(ENGLISH[code]) == placeholders(SPANISH[code])


@pytest.mark.parametrize("use", USES, ids=lambda use: use.where)
def test_what_the_source_says_exists_and_gets_its_values(use: Use) -> None:
    for code in use.codes:
        assert code in ENGLISH, f"{use.where} says {code}, which has no sentence"
        if not use.open_ended:
            assert placeholders(ENGLISH[code]) <= use.values, f"{use.where} does not give {code} all its values"
    for pattern in use.patterns:
        assert any(re.fullmatch(pattern, code) for code in ENGLISH), f"{use.where}: no sentence is like {pattern}"
    like = [code for code in ENGLISH for pattern in use.patterns if re.fullmatch(pattern, code)]
    assert not like or any(placeholders(ENGLISH[code]) <= use.values for code in like), f"{use.where}: values are missing"


def test_no_sentence_is_unused() -> None:
    used = {code for use in USES for code in use.codes} | SPOKEN
    patterns = [pattern for use in USES for pattern in use.patterns]
    used |= {code for code in ENGLISH if any(re.fullmatch(pattern, code) for pattern in patterns)}
    assert sorted(set(ENGLISH) - used) == []


@pytest.mark.parametrize("code", sorted(SPANISH))
def test_spanish_is_spanish(code: str) -> None:
    left = words(SPANISH[code]) & (ENGLISH_WORDS | INFORMAL)
    assert not left, f"{code} in Spanish says {sorted(left)}"
    if words(ENGLISH[code]):
        assert SPANISH[code] != ENGLISH[code], f"{code} is not translated"


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_rules_are_whole_sentences_without_loose_blanks(language: str) -> None:
    for code, sentence in catalogue(language).items():
        assert sentence == " ".join(sentence.split()), code
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
    ("es", "Social worker: al menos 0.5 equivalentes de tiempo completo (FTE) en cada año."),
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


def test_a_sentence_within_a_sentence_keeps_the_language() -> None:
    message = say("rule.share_cap.spent.year", source="ASES", share=Percent(Fraction(3, 20)),
                  what=say("pick.tag", tag="administration"))
    assert text(message, "en") == 'In each year at most 15% of what ASES spends may be costs tagged "administration".'
    assert text(message, "es") == ('En cada año, como máximo el 15% de lo que gasta ASES puede destinarse a '
                                   'costos con la etiqueta "administration".')


def test_an_unknown_code_is_an_error() -> None:
    with pytest.raises(KeyError):
        text(Message("no.such.code"))
