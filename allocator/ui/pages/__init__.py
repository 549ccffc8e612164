"""The pages of the app, in the order in which they stand in the menu."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from allocator.domain.report import Report
from allocator.ui.desk import Desk
from allocator.ui.pages import compare, during, families, meeting, money, needs, plan, programs, share, start


@dataclass(frozen=True)
class PageOf:
    """One page: its address, which is also the code of its name, its sentence and how it is worked out."""

    url: str
    show: Callable[[Desk, Report], None] | None = None
    """What it shows below the frame, where it needs a budget."""
    plain: Callable[[Desk, Report | None], None] | None = None
    """What it shows below the frame, where it can do without one."""
    figures: bool = False
    """Whether the few figures of the budget stand on top."""
    menu: bool = True
    """Whether it stands in the menu."""
    bare: bool = False
    """Whether it draws its own top and has nothing to change on it."""


PAGES = [
    PageOf("start", plain=start.show, figures=True),
    PageOf("needs", plain=needs.show),
    PageOf("programs", plain=programs.show),
    PageOf("plan", plan.show, figures=True),
    PageOf("money", money.show),
    PageOf("compare", plain=compare.show),
    PageOf("meeting", plain=meeting.plain),
    PageOf("share", show=share.show),
    PageOf("during", plain=during.show),
    PageOf("families", plain=families.plain, menu=False, bare=True),
]
