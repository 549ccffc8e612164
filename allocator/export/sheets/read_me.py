"""Read me: what this workbook is, how good the budget is, what may be changed."""

from __future__ import annotations

from allocator.export import labels
from allocator.export.account import gaps_words
from allocator.export.book import Book
from allocator.export.facts import Facts
from allocator.export.grid import Column, Grid
from allocator.export.places import finish

SHOWN = (
    "summary", "pillars", "why", "beside", "objects", "narrative", "last_year", "detail", "costs", "programs", "levels",
    "staffing", "staff_levels", "needs", "need_levels", "sources", "awards", "match", "framework", "rollout", "cliff", "rules",
    "assumptions", "checks",
)
STEPS = (
    "Change tinted cells only: levels on the Programs sheet; source and dollars on the Detail sheet. Rates on the Assumptions "
    "sheet show what every cost would be; a rate that shall stay is changed in the plan, which is then solved again.",
    "Look at the Checks sheet: it says at once whether the workbook still adds up.",
    "Save, then have the budget judged by every rule: on the page Share of the app, or with allocator review {plan} "
    "THIS-WORKBOOK.xlsx, which says what was changed and how to mend it. With allocator audit it is judged only.",
)
ALL_HOLD = "All checks of this workbook hold."
NOT_FOR = ("It ranks programs against needs that people named. It does not judge staff, schools or pupils, and it does not "
           "decide: a council decides.")


def write(book: Book, facts: Facts) -> None:
    """The whole sheet."""
    report, case = facts.report, facts.case
    grid = Grid(book, "read_me", 2)
    grid.title(f"{labels.TITLES['read_me']}: {case.plan.name}", "A budget by object, source and year, and the rules it obeys.")
    grid.table("read_me", [Column("-", "This budget", least=24, most=30), Column("-", "What it says", least=96, most=96)])
    _facts(grid, facts)
    grid.next()
    _legend(grid)
    grid.next()
    grid.table("read_me_steps", [Column("-", "To correct it by hand"), Column("-", "What to do")])
    for number, step in enumerate(STEPS, 1):
        grid.text(0, f"Step {number}")
        grid.text(1, step.format(plan=facts.plan_file))
        grid.next()
    grid.next()
    grid.table("read_me_made", [Column("-", "Made by"), Column("-", "Details")])
    made = report.provenance
    _pair(grid, "Program", f"allocator {made.allocator}, {made.engine}, {made.seconds:.1f} seconds")
    _pair(grid, "Plan", made.plan_sha256)
    _pair(grid, "Not for", NOT_FOR)
    grid.next()
    grid.table("read_me_sheets", [Column("-", "Sheet"), Column("-", "What it shows")])
    for sheet, says in _sheets(facts):
        grid.link(0, sheet)
        grid.text(1, says)
        grid.next()
    finish(facts, grid)


def _sheets(facts: Facts) -> list[tuple[str, str]]:
    """Each sheet with what it shows; reports of grants before what the budget rests on."""
    absent = {"last_year": not facts.had, "beside": facts.extras.compared is None}
    shown = [key for key in SHOWN if not absent.get(key)]
    found = [(labels.SHEETS[key], labels.SAYS[key]) for key in shown]
    reports = [(sheet, f"{facts.names.source[one.source]}: {says}") for one in facts.reports for sheet, says in (
        (one.sheet, f"{one.form.says} {one.doubt} {one.form.why[:1].upper()}{one.form.why[1:]}".strip()),
        (one.summary, one.form.summary_says))]
    at = shown.index("rules")
    return [*found[:at], *reports, *found[at:]]


def _pair(grid: Grid, name: str, value: str) -> None:
    grid.text(0, name)
    grid.text(1, value)
    grid.next()


def _facts(grid: Grid, facts: Facts) -> None:
    report, case = facts.report, facts.case
    _pair(grid, "School", ", ".join(site.name for _, site in sorted(case.plan.sites.items())))
    _pair(grid, "Years", facts.years[0] if len(facts.years) == 1 else f"{facts.years[0]} to {facts.years[-1]}")
    _pair(grid, "How good it is", labels.status(report))
    _pair(grid, "Need met", labels.points(report))
    _pair(grid, "Rules", f"When this workbook was written: {_rules(facts)}")
    grid.text(0, "Checks")
    fail = 'Checks_Failed&IF(Checks_Failed=1," check fails"," checks fail")&": see the Checks sheet."'
    grid.formula(1, f'IF(Checks_Failed=0,"{ALL_HOLD}",{fail})', ALL_HOLD, kind="text")
    grid.next()
    told = "Every value was confirmed at its source."
    if facts.unconfirmed:
        told = f"{facts.unconfirmed} See Rules checked and Assumptions."
    _pair(grid, "Sources of rules", told)
    if gaps := gaps_words(facts):
        _pair(grid, "Account strings", gaps)


def _rules(facts: Facts) -> str:
    short = sum(not finding.holds and finding.prefer is not None for finding in facts.report.findings)
    broken = sum(finding.fails for finding in facts.report.findings)
    told = "every rule that must hold holds" if not broken else f"{broken} broken"
    wishes = f"; {short} {'wish falls' if short == 1 else 'wishes fall'} short" if short else ""
    return f"{facts.report.checked:,} comparisons: {told}{wishes}."


def _legend(grid: Grid) -> None:
    grid.table("read_me_legend", [Column("-", "Cell"), Column("-", "Meaning")])
    for words, look, kind, meaning in (
        ("48,000", "input", "text", "Tinted: may be changed by hand."),
        ("48,000", "", "text", "Plain: follows from the tinted cells, or comes from the plan. Protected without a password."),
        ("48,000", "total", "text", "Shaded and bold: a total."),
        (labels.UNCONFIRMED, "", "badge", "No person has read this value or rule at its source yet. Ask before relying on it."),
    ):
        grid.text(0, words, look, kind)
        grid.text(1, meaning)
        grid.next()
