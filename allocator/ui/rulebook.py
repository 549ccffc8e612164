"""One rule as a card: its sentence, how it came out year by year, whose it is and whether it may be switched off. No screen in
here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from allocator.domain.plan import Plan
from allocator.domain.report import Report
from allocator.domain.rule import Citation, Rule
from allocator.store import Says
from allocator.ui import edits
from allocator.ui.figures import Table
from allocator.ui.planned import Data
from allocator.ui.reasons import EXACT
from allocator.ui.show import room, safe
from allocator.ui.speak import one
from allocator.ui.words import said, w


@dataclass(frozen=True)
class Card:
    """A rule as a person meets it."""

    rule: str
    says: str
    cite: Citation
    because: str
    owner: str
    """``plan``: the school's own and may be switched off; ``grant`` or ``always``: locked; ``off``: switched off here."""

    @property
    def locked(self) -> bool:
        """Whether it may not be switched off."""
        return self.owner in ("grant", "always")


def cards(report: Report, plan: Plan, base: Plan) -> list[Card]:
    """Every rule of the plan and its grants, the school's own first, and last those of its own that were switched off."""
    stated = [_card(report, rule) for rule in report.case.rules if rule.origin != "always"]
    found = sorted(stated, key=lambda card: (card.owner == "grant", not card.cite.confirmed))
    off = [Card(rule, _off_name(record, rule), Citation("The plan file"), str(record.get("because", "")), "off")
           for rule, record in base.rules.items() if rule not in plan.rules]
    return [*found, *off]


def _card(report: Report, rule: Rule) -> Card:
    return Card(rule.id, said(rule.says(report.case)), rule.cite, rule.because, rule.origin)


def _off_name(record: Data, rule: str) -> str:
    return w("rule.off.name", rule=rule.replace("-", " ").replace("_", " "), kind=str(record.get("kind", "")).replace("_", " "))


def years_table(report: Report, rule: str) -> Table:
    """One row for each comparison of a rule that says something: year, what about, room left."""
    found = [f for f in report.findings if f.rule == rule]
    exact = any(f.kind in EXACT for f in found)
    shown = [f for f in found if not f.holds or not exact]
    return {
        w("year"): [f.year or w("rule.all") for f in shown],
        w("rule.about"): [_name(report, f.about) for f in shown],
        w("room"): [w("rules.short", short=room(-f.room, f.unit)) if not f.holds else room(f.room, f.unit) for f in shown],
    } if shown else {}


def _name(report: Report, about: str) -> str:
    plan = report.case.plan
    for records in (plan.programs, plan.needs, plan.sources, plan.staff):
        if about in records:
            return safe(records[about].name)
    return safe(about) or w("not")


def switch(base: Plan, card: Card) -> tuple[Callable[[Data], None], Says]:
    """The change that switches a rule of the school's own off, or on again, and how it is said."""
    if card.owner == "off":
        return edits.add_record("rules", card.rule, dict(base.rules[card.rule])), one("changes.rule.on", rule=card.says)
    return edits.remove_record("rules", card.rule), one("changes.rule.off", rule=card.says)
