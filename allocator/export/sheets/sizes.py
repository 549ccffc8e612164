"""At which sizes a program runs, in a few words such as ``1 yr Half time, 4 yr Full``: for the workbook's own budget a formula
that follows the Programs sheet."""

from __future__ import annotations

from collections.abc import Mapping

from allocator.domain.workbook_layout import NOT_RUNNING
from allocator.export.facts import Facts
from allocator.export.places import level_cell

LONGEST = 300


def sizes(runs: Mapping[str, str], labels: Mapping[str, str]) -> str:
    """The years at each size in words; a dash where it does not run. ``runs``: year -> level. ``labels``: what sizes are called,
    in the order in which they are told."""
    ran = list(runs.values())
    return ", ".join(f"{ran.count(level)} yr {label}" for level, label in labels.items() if level in ran) or NOT_RUNNING


def size_labels(facts: Facts, program: str) -> dict[str, str]:
    """Sizes of a program of this budget's plan, and what they are called."""
    return {option.level: facts.names.level[program, option.level] for option in facts.case.options[program]}


def sizes_formula(facts: Facts, program: str) -> str:
    """A formula that says the same of this workbook's Programs sheet."""
    runs = f"{level_cell(facts, program, facts.years[0])}:{level_cell(facts, program, facts.years[-1]).rpartition('!')[2]}"
    levels = f"List_Levels_{facts.programs.index(program) + 1}"
    parts = []
    for at in range(len(facts.case.options[program])):
        level = f"INDEX({levels},{at + 2})"
        years = f"SUMPRODUCT(({runs}={level})*1)"
        parts.append(f'IF({years}=0,"",", "&{years}&" yr "&{level})')
    said = "&".join(parts)
    return f'IF(LEN({said})=0,"{NOT_RUNNING}",MID({said},3,{LONGEST}))'
