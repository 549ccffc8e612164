"""Everything that is wrong with a file is told in Spanish too: the same faults, at the same places, without a word of English."""

from __future__ import annotations

import ast
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest

import allocator
from allocator.errors import Fault, InputError, Told
from allocator.load.cell_words import INSTEAD
from allocator.load.csv_text import read_csv
from allocator.load.files import read
from allocator.load.json_text import read_json
from allocator.load.marked import marked_copy
from allocator.load.node import Place, from_tree
from allocator.load.reasons import OF_JSON, OF_XML, OF_YAML
from allocator.load.refusal import WHERE, Refused
from allocator.load.sense import judge
from allocator.load.worker import faults_of
from allocator.load.yaml_text import read_yaml
from allocator.messages import catalogue, say
from tests.load.plans import small
from tests.load.test_plan_faults import CASES
from tests.load.workbooks import small_bytes
from tests.test_messages import placeholders

ENGLISH = {"the", "is", "are", "this", "that", "not", "of", "or", "and", "for", "with", "which", "it", "write", "remove", "got",
           "expected", "line", "sheet", "nothing", "such", "must", "cannot", "there", "has", "one", "in", "add", "file"}
SOURCES = sorted((Path(allocator.__file__).parent).rglob("*.py"))


def english_in(told: Told) -> set[str]:
    """Words of English in what is said, apart from what the file itself holds: quotations, ids and names of files."""
    said = " ".join((told.place, told.says, told.got, told.expected, told.fix))
    said = re.sub(r'"[^"]*"|\ballocator [a-z]+|\w+(?:[_./-]+\w+)+|de: .*|conocen: .*|uno de .*', " ", said)
    return set(re.findall(r"[a-záéíóúñü]+", said.lower())) & ENGLISH


def both(faults: tuple[Fault, ...]) -> None:
    """Each fault is whole in both languages, and stands at one place."""
    for fault in faults:
        english, spanish = fault.told(), fault.told("es")
        assert english_in(spanish) == set(), fault.text("es")
        assert spanish.says != english.says and (spanish.path, spanish.warning) == (english.path, english.warning)
        assert [bool(part) for part in (spanish.got, spanish.expected, spanish.fix)] == [
            bool(part) for part in (english.got, english.expected, english.fix)]
        assert re.findall(r"\d+", spanish.place) == re.findall(r"\d+", english.place)


@pytest.mark.parametrize("name", CASES)
def test_every_fault_of_a_plan_is_told_in_both_languages(name: str) -> None:
    data = small()
    CASES[name][0](data)
    _, found = judge(from_tree(read_json(json.dumps(data, indent=1)), "plan.json"))
    assert found
    both(tuple(fault for _, fault in found))


def test_a_file_full_of_mistakes_is_one_report_in_spanish(tmp_path: Path) -> None:
    plan = tmp_path / "plan.yaml"
    plan.write_text(MISTAKES, encoding="utf-8")
    with pytest.raises(InputError) as refused:
        read(plan)
    faults = refused.value.faults
    both(faults)
    assert all(english_in(fault.told()) for fault in faults), "the words that are looked for are in the English report"
    assert [fault.path for fault in faults] == [
        "years[1]", "needs.shade.pillar", "needs.shade.score", "programs.Club Uno", "programs.Club Uno.meets.sleep",
        "programs.Club Uno.costs.pay.object", "programs.Club Uno.costs.pay.amount", "programs.Club Uno.costs.pay.postion",
        "sources.local.amounts.2025-26", "sources.local.amounts", "rules.keep.program", "rules.top"]
    assert faults[2].text("es") == ("plan.yaml línea 5, needs.shade.score: la puntuación es mayor que 100 (se encontró: 191). "
                                    "Lleve las puntuaciones al intervalo de 0 a 100.")
    assert faults[6].text("es") == (
        "plan.yaml línea 11, programs.Club Uno.costs.pay.amount: este valor no se puede usar (se encontró: 95000.50; "
        "se esperaba: dólares enteros, por ejemplo 48000). Use solo dígitos: sin comillas, centavos, comas ni signo de dólar.")


MISTAKES = """format: 1
name: Escuela
years: [2025-26, 2027-28]
sites: {school: {name: Escuela}}
needs: {shade: {name: Sombra, pillar: sports, score: 191}}
programs:
  Club Uno:
    name: Club
    meets: {sleep: 1.7}
    costs:
      pay: {object: 1200, amount: 95000.50, postion: x}
sources: {local: {name: Local, amounts: {2025-26: -3}}}
rules:
  keep: {kind: must, program: nobody}
  top: {kind: need_floor, top: 2, need: shade, met: 0.5}
"""


def test_a_marked_workbook_speaks_spanish_in_every_cell_and_on_its_list() -> None:
    faults = [Fault("Costs!E2", "", say("fault.wrong"), '"12k"', say("fault.expected.dollars"), say("fault.cells.fix.digits")),
              Fault(Place(sheet="Plan").said, "", say("fault.sheet.missing"), "", "", say("fault.fix.sheet.missing"))]
    book = openpyxl.load_workbook(io.BytesIO(marked_copy(small_bytes(), faults, "es")))
    assert book["Costs"]["E2"].comment.text == (
        'allocator:\nEste valor no se puede usar.\nSe encontró: "12k"\nSe esperaba: dólares enteros, por ejemplo 48000\n'
        "Siguiente paso: Use solo dígitos: sin centavos ni signo de dólar.")
    rows = [[cell.value for cell in row] for row in book.active.iter_rows(min_row=4)]
    assert rows == [
        ["Costs!E2", "Este valor no se puede usar.", '"12k"', "dólares enteros, por ejemplo 48000",
         "Use solo dígitos: sin centavos ni signo de dólar."],
        ["Plan", "Falta esta hoja.", None, None, "Empiece con el libro que hace allocator new."]]


@pytest.mark.parametrize(("text", "reader", "says"), [
    ("a: b: c", read_yaml, "esto no es YAML (hay dos puntos donde no pueden ir)"),
    ("a: [1, 2", read_yaml, "esto no es YAML (a una lista le falta una coma o el ] que la cierra)"),
    ("a: {b: 1", read_yaml, "esto no es YAML (a un registro le falta una coma o el } que lo cierra)"),
    ("%YAML 3\n---\na", read_yaml, "esto no es YAML (en inglés: did not find expected digit or '.' character)"),
    ("a: 1\na: 2", read_yaml, '"a" aparece dos veces, la primera en la línea 1'),
    ('{"a" 1}', read_json, "esto no es JSON (faltan los dos puntos)"),
    ('{"a": "b', read_json, "esto no es JSON (un texto entre comillas no se cierra)"),
    ('{"a": 01}', read_json, "esto no es JSON (falta una coma o el corchete que cierra)"),
    (b'year,source\n"1', read_csv, "las comillas de esta fila no coinciden"),
    (b"\xff\xfea", read_csv, "este texto tiene una forma (UTF-16) que no se lee"),
])
def test_what_the_child_process_finds_survives_the_way_to_the_parent(text: Any, reader: Any, says: str) -> None:
    with pytest.raises(Refused) as refused:
        reader(text)
    faults = faults_of(json.loads(json.dumps(refused.value.problems)), "plan.yaml")
    assert faults[0].told("es").says == says
    assert faults[0].told("es").fix not in ("", faults[0].told().fix)


def calls(tree: ast.Module) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func) in ("refuse", "problem", "Stop", "self.complain", "coded"):
            yield node


@pytest.mark.parametrize("path", [path for path in SOURCES if "refusal import" in path.read_text(encoding="utf-8")],
                         ids=lambda path: path.stem)
def test_every_problem_of_the_child_process_has_its_sentence_and_all_its_values(path: Path) -> None:
    sentences = catalogue("en")
    for call in calls(ast.parse(path.read_text(encoding="utf-8"))):
        given = {keyword.arg for keyword in call.keywords if keyword.arg} - set(WHERE)
        codes = [part.value for part in call.args if isinstance(part, ast.Constant) and isinstance(part.value, str)]
        assert all(placeholders(sentences[code]) <= given for code in codes), ast.unparse(call)


def test_every_code_of_a_fault_is_a_sentence() -> None:
    sentences = catalogue("en")
    codes = {found for path in SOURCES for found in re.findall(r'"(fault\.[a-z_.]+[a-z])"', path.read_text(encoding="utf-8"))}
    assert len(codes) > 300 and codes - sentences.keys() == set()
    for some in (OF_YAML, OF_JSON, OF_XML):
        assert set(some.values()) <= sentences.keys()


def test_what_is_said_of_a_cell_fills_in_what_the_plan_file_is_told() -> None:
    sentences = catalogue("en")
    assert all(placeholders(sentences[cell]) <= placeholders(sentences[file]) for file, cell in INSTEAD.items())
    assert not [cell for cell in INSTEAD.values() if re.search(r'[\[\]{]|"', sentences[cell])], "no syntax of plan files"
