"""What the command line says: plain words, and never better than the truth."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from allocator.cli.screen import ProgressLine
from allocator.cli.wording import amount, fault_list, impossible_lines, percent, plain_number, points, progress_line
from allocator.domain.report import Change, Impossible, Provenance
from allocator.domain.rule import Citation
from allocator.domain.settings import Progress
from allocator.errors import Fault
from allocator.messages import Fte, Money, Names, say, text


@pytest.mark.parametrize(("progress", "says"), [
    (Progress(0.4, None, None), "0:00  looking for a first budget"),
    (Progress(61.0, 412.0, None), "1:01  412 of 789 points; looking for a better budget"),
    (Progress(4.0, 400.0, 500.0), "0:04  400 of 789 points, at most 20% below the best possible; looking for a better budget"),
    (Progress(4.0, 412.25, 412.25),
     "0:04  412.2 of 789 points, at most 0% below the best possible; making sure that nothing is better"),
    (Progress(4.0, 412.25, 412.25, "proof"),
     "0:04  412.2 of 789 points, at most 0% below the best possible; making sure that nothing is better"),
])
def test_progress_in_words(progress: Progress, says: str) -> None:
    assert progress_line(progress, 789.0) == says


@pytest.mark.parametrize(("share", "says"), [(0.0, "0%"), (0.2, "20%"), (0.00201, "0.21%"), (1e-6, "0.01%"), (0.005, "0.5%")])
def test_a_distance_is_never_understated(share: float, says: str) -> None:
    assert percent(share) == says


@pytest.mark.parametrize(("value", "unit", "says"), [
    (Fraction(27455, 4), "dollars", "$6,864"), (Fraction(1, 2), "fte", "0.5 FTE"), (Fraction(1, 10), "share", "10%"),
    (Fraction(2), "count", "2"),
])
def test_a_shortfall_in_its_unit(value: Fraction, unit: str, says: str) -> None:
    assert amount(value, unit) == says  # type: ignore[arg-type]


def test_numbers() -> None:
    assert [points(412), points(412.5), points(1234.56)] == ["412", "412.5", "1,234.6"]
    assert [plain_number(Fraction(1, 3)), plain_number(Fraction(20))] == ["0.333", "20"]


def test_errors_come_before_warnings() -> None:
    warning = Fault("", "a", "no program meets this need", warning=True)
    faults = [warning, Fault("p line 2", "b", "wrong", got='"x"', expected="dollars")]
    assert fault_list(faults) == [
        'error: p line 2, b: wrong: got "x"; expected dollars.', "warning: a: no program meets this need", "1 error, 1 warning.",
    ]


def test_a_terminal_gets_one_line_that_is_rewritten(capsys: pytest.CaptureFixture[str]) -> None:
    line = ProgressLine()
    line.terminal = True
    line.show(Progress(61.0, 412.0, None))
    line.show(Progress(61.0, None, None))
    line.close()
    first, second = "1:01  412 points; looking for a better budget", "1:01  looking for a first budget"
    assert capsys.readouterr().err == f"\r{first}\r{second.ljust(len(first))}\n"


def test_elsewhere_a_line_comes_every_other_second(capsys: pytest.CaptureFixture[str]) -> None:
    line = ProgressLine()
    line.terminal = False
    line.show(Progress(0.0, None, None))
    line.show(Progress(0.1, 412.0, None))
    line.close()
    assert capsys.readouterr().err == "0:00  looking for a first budget\n"


def test_a_long_list_is_cut_short() -> None:
    lines = fault_list([Fault("", f"a{number}", "wrong") for number in range(25)])
    assert lines[20:] == ["and 5 more; allocator check PLAN --json OUT lists all.", "25 errors, 0 warnings."]


def impossible(**more: Any) -> Impossible:
    year, money = "2025-26", say("give.from", name="Local money")
    says = say("rule.must", program="Liaison", years=Names((year,)))
    changes = tuple(Change("award:local", money, say("give.money.year", amount=Money(5), year=y), Fraction(5), "dollars", y)
                    for y in (year, "2026-27"))
    out = Change("first", says, say("give.out.year", year=year), Fraction(1), "count", year)
    given = {"conflict": (("first", says), ("second", says)), "shortfalls": {}, "ways_out": ((*changes, out),),
             "provenance": Provenance("", "", "", 0)}
    return Impossible(**{**given, **more})


def test_an_impossible_answer_merges_years_and_names_no_ids() -> None:
    assert impossible_lines(impossible()) == [
        "No budget can obey every rule of this plan. These rules cannot hold together; if one of them gives way, the others can:",
        "  - Liaison must run in 2025-26.",
        "Way out 1 (checked: with it, the plan works):",
        "  - Local money: $5 more in 2025-26 and 2026-27.",
        "  - Liaison must run in 2025-26. Leave this rule out in 2025-26.",
        *(text(say(f"impossible.next{kind}")) for kind in ("", ".money", ".rule")),
    ]


def test_an_impossible_answer_names_sources_and_what_nobody_has_confirmed() -> None:
    cites = {"first": Citation("Board minutes of May"), "second": Citation("Grant letter", confirmed=False, why="remembered")}
    lines = impossible_lines(impossible(cites=cites))
    assert lines[1:3] == ["  - Liaison must run in 2025-26. [Board minutes of May]",
                          "  - Liaison must run in 2025-26. [Grant letter; nobody has confirmed this at its source]"]
    doubtful = impossible_lines(impossible(cites={"first": cites["second"]}))
    assert doubtful[-4].endswith("[Grant letter; nobody has confirmed this at its source] Leave this rule out in 2025-26.")


def test_an_impossible_answer_is_said_in_spanish_with_the_same_numbers() -> None:
    lines = impossible_lines(impossible(), "es")
    assert lines[0].startswith("Ningún presupuesto") and lines[-5] == "  - Local money: $5 más en 2025-26 y 2026-27."


def test_rules_that_are_not_certain_to_conflict_are_not_named() -> None:
    assert impossible_lines(impossible(conflict=(), ways_out=())) == [
        "No budget can obey every rule of this plan. There was no time to be certain which of its rules cannot hold together.",
        "What you could do: ask again with more time, so that ways out can be looked for."]


def test_more_people_are_asked_of_the_personnel_office() -> None:
    more = say("give.fte.more", amount=Fte(1), year="")
    change = Change("staffing:nurse", say("give.from", name="Nurse"), more, Fraction(1), "fte")
    assert impossible_lines(impossible(ways_out=((change,),)))[-1].startswith("For more people: ask the district's personnel")
