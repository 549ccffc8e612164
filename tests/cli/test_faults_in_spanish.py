"""What a command says of a bad file, in the language that the person asked for; programs read codes and values beside it."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import TINY, Allocator, edited


def spoiled(folder: Path) -> Path:
    return edited(TINY, folder / "plan.yaml", ("score: 90", "score: ninety"))


def test_check_lists_every_mistake_in_spanish_and_the_next_command_speaks_english(allocator: Allocator, tmp_path: Path) -> None:
    plan = spoiled(tmp_path)
    ended = allocator("check", plan, "--language", "es")
    assert ended.code == 2
    assert ended.err.endswith(
        'se puede usar (se encontró: "ninety"; se esperaba: un número como 0.6 o 1/3). Escriba un número sencillo, sin comillas, '
        "signo ni porcentaje.\n1 error, 0 avisos.\n")
    assert ended.err.startswith("error: plan.yaml línea ")
    assert allocator("check", plan).err.endswith("1 error, 0 warnings.\n")


def test_a_command_that_ends_early_says_why_in_the_language_it_was_given(allocator: Allocator, tmp_path: Path) -> None:
    ended = allocator("solve", spoiled(tmp_path), "--language", "es")
    assert ended.code == 2 and "se esperaba: un número" in ended.err
    ended = allocator("convert", tmp_path / "none.yaml", tmp_path / "out.yaml", "--language", "es")
    assert "no existe ese archivo. Revise el nombre y la carpeta." in ended.err
    ended = allocator("audit", TINY, tmp_path / "none.json", "--language", "es")
    assert "no existe ese archivo" in ended.err
    assert "entrada estándar línea 1: esto no es YAML" in allocator("check", "-", "--language", "es", stdin="a: b: c").err


def test_an_option_that_names_nothing_is_told_in_spanish(allocator: Allocator) -> None:
    ended = allocator("explain", TINY, "--program", "liason", "--language", "es")
    assert ended.code == 2 and ended.err.startswith('error: --program: el plan no tiene el programa "liason". ')


def test_json_keeps_code_and_values_beside_the_words(allocator: Allocator, tmp_path: Path) -> None:
    plan = spoiled(tmp_path)
    (english,), (spanish,) = (allocator("check", plan, "--json", "-", "--language", language).json["faults"]
                              for language in ("en", "es"))
    assert english["says"] == "this value cannot be used" and spanish["says"] == "este valor no se puede usar"
    assert english["codes"] == spanish["codes"] == {
        "place": {"code": "fault.place.line", "values": {"file": "plan.yaml", "line": english["place"].split()[-1]}},
        "says": {"code": "fault.wrong", "values": {}},
        "expected": {"code": "fault.expected.number", "values": {}},
        "fix": {"code": "fault.fix.plain.number", "values": {}}}
    assert (english["path"], english["got"]) == (spanish["path"], spanish["got"])
