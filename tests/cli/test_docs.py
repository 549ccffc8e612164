"""docs/cli.md tells of every command, every option and every exit code, and of no other."""

from __future__ import annotations

import re
import shlex

import pytest
import typer.main

from allocator.cli import app, endings
from tests.cli.conftest import ROOT, Allocator

PAGE = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
COMMANDS = dict(sorted(typer.main.get_command(app).commands.items()))  # type: ignore[attr-defined]


def section(command: str) -> str:
    """What the page says of a command."""
    return PAGE.split(f"\n## allocator {command}\n")[1].split("\n## ")[0]


def examples(command: str) -> list[list[str]]:
    """The command lines that the page shows."""
    lines = re.findall(r"^allocator .*$", "\n".join(re.findall(r"```\n(.*?)```", section(command), re.S)), re.M)
    return [shlex.split(line.split(" > ")[0])[1:] for line in lines]


def test_every_command_has_its_section_and_no_other() -> None:
    assert sorted(re.findall(r"^## allocator (\S+)$", PAGE, re.M)) == list(COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_option_is_told(command: str) -> None:
    told = section(command) + PAGE.split("## Exit codes")[0]
    for parameter in COMMANDS[command].params:
        if parameter.param_type_name == "option" and parameter.name != "help":
            assert parameter.opts[0] in told, parameter.name


@pytest.mark.parametrize("command", COMMANDS)
def test_every_example_is_one_that_the_command_takes(command: str) -> None:
    shown = examples(command)
    assert shown
    for words in shown:
        assert words[0] == command
        COMMANDS[command].make_context(command, words[1:])
        for word in words[1:]:
            if word.startswith("scenarios/"):
                assert (ROOT / word).is_file()


def test_every_exit_code_is_told() -> None:
    told = {int(code) for code in re.findall(r"^\| (\d) \|", PAGE, re.M)}
    ours = {endings.DEFECT, endings.BAD_INPUT, endings.IMPOSSIBLE, endings.NO_PLAN, endings.BROKEN, endings.SURROUNDINGS}
    assert told == {0} | ours


def test_help_names_every_command(allocator: Allocator) -> None:
    ended = allocator("--help")
    assert ended.code == 0
    assert all(re.search(rf"^  {command} ", ended.out, re.M) for command in COMMANDS)
    assert allocator().code == 2
    assert allocator("--version").out.startswith("allocator ")

