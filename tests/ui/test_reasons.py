"""Rules with their verdicts, sources and badges."""

from __future__ import annotations

from dataclasses import replace

from allocator.domain.rule import PLAN_FILE, Citation
from allocator.ui.reasons import badge, cited, doubts_table, rule_lines, verdict_table, verdicts, why_program
from tests.ui import school

REPORT = school.report_of(school.plan_of(), school.BEST)


def test_each_rule_once_the_worst_first() -> None:
    found = verdicts(REPORT)
    assert len({v.rule for v in found}) == len(found)
    assert found[0].rule == "reading-half" and not found[0].always
    assert found[0].outcome == "Falls short by 10 percentage points"


def test_unconfirmed_values_carry_their_badge_and_source() -> None:
    assert badge(school.DOUBTFUL) == "⚠ Not confirmed: secondary"
    assert badge(PLAN_FILE) == "The plan's own rule"
    assert badge(Citation("A page", read="2026-05")) == "Confirmed 2026\\-05"
    assert cited(school.DOUBTFUL) == "[A page that quotes the letter](https://example.org/letter)"
    [line] = rule_lines(REPORT, "program", "counselor")
    assert "Counselor must run in 2025" in line.replace("\\", "") and line.endswith("⚠ Not confirmed: secondary)")
    [plain] = rule_lines(REPORT, "need", "reading")
    assert plain.endswith("(The plan file)"), "the plan's own rules need no badge"


def test_the_table_has_a_sign_and_a_word_for_every_verdict() -> None:
    table = verdict_table(verdicts(REPORT))
    assert table["Result"][0].startswith("✗ Falls short")
    assert all(cell.startswith(("✓ Kept", "✗ Falls short")) for cell in table["Result"])


def test_why_a_program_is_in_or_out() -> None:
    assert why_program(REPORT, "tutoring") == [
        r"It runs at full size (2025-26 to 2026-27), and costs \$40,000 in all.", 'At full size it meets 40% of "Reading".',
        "Paid by Grant and Local."]
    assert why_program(REPORT, "garden")[0] == (
        r"It does not run in any year. At full size it would cost \$50,000 in 2025-26.")


def test_a_program_in_two_sizes_says_when_each_runs_and_what_each_meets() -> None:
    said = why_program(REPORT, "counselor")
    assert said[0] == (
        'It runs at full size (2025-26) and at the size "Half time" (2026-27), and costs \\$90,000 in all.')
    assert said[1].startswith("At full size it meets 50% of ") and said[2].startswith('At the size "Half time" it meets 30% of ')


def test_what_nobody_confirmed_stands_in_a_table_of_its_own() -> None:
    table = doubts_table(REPORT)
    assert [cell.replace("\\", "") for cell in table["What rests on it"]] == ["Rule: Counselor must run in 2025-26."]
    assert table["Why not confirmed"] == ["secondary"]


def test_code_words_in_a_reason_are_words_in_quotes() -> None:
    own = next(v for v in verdicts(REPORT) if v.rule == "reading-half")
    [shown] = verdict_table([replace(own, because="Tag them `arts_music`.")])["Where it comes from"]
    assert shown == 'The plan file: Tag them "arts music"\\.'
