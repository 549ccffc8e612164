"""Rules with their verdicts, sources and badges."""

from __future__ import annotations

from allocator.ui.reasons import badge, cited, rule_lines, verdict_table, verdicts, why_program
from tests.ui import school

REPORT = school.report_of(school.plan_of(), school.BEST)


def test_each_rule_once_the_worst_first() -> None:
    found = verdicts(REPORT)
    assert len({v.rule for v in found}) == len(found)
    assert found[0].rule == "reading-half" and not found[0].always
    assert found[0].outcome == "Falls short by 10 points of 100"


def test_unconfirmed_values_carry_their_badge_and_source() -> None:
    assert badge(school.DOUBTFUL) == "⚠ Unconfirmed: secondary"
    assert cited(school.DOUBTFUL) == "[A page that quotes the letter](https://example.org/letter)"
    [line] = rule_lines(REPORT, "program", "counselor")
    assert "Counselor must run in 2025" in line.replace("\\", "") and line.endswith("⚠ Unconfirmed: secondary)")


def test_the_table_has_a_sign_and_a_word_for_every_verdict() -> None:
    table = verdict_table(verdicts(REPORT))
    assert table["Verdict"][0].startswith("✗ Falls short")
    assert all(cell.startswith(("✓ Kept", "✗ Falls short")) for cell in table["Verdict"])


def test_why_a_program_is_in_or_out() -> None:
    assert why_program(REPORT, "tutoring") == [
        r"It runs in 2025-26 to 2026-27 and costs \$40,000 in all.", 'At full size it meets 40% of "Reading".',
        "Paid by Grant and Local."]
    assert why_program(REPORT, "garden")[0] == (
        r"It does not run in any year. What it would cost at full size in 2025-26: \$50,000.")
