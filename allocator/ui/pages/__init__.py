"""The pages of the app, in the order in which they stand in the menu."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from allocator.domain.report import Report
from allocator.ui.desk import Desk
from allocator.ui.pages import budget, change, money, rules


@dataclass(frozen=True)
class PageOf:
    """One page: the code of its name, its address, what it shows below the frame."""

    name: str
    url: str
    show: Callable[[Desk, Report], None]


PAGES = [
    PageOf("page.budget", "budget", budget.show),
    PageOf("page.change", "change", change.show),
    PageOf("page.money", "money", money.show),
    PageOf("page.rules", "rules", rules.show),
]
