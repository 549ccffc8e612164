"""``allocator solve --beside``: other scenarios of the plan beside its budget, in the workbook."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from allocator.cli.known import counted, take_stored
from allocator.cli.plans import checked_plans
from allocator.domain.settings import Settings

if TYPE_CHECKING:
    from allocator.domain.plan import Plan
    from allocator.domain.report import Report
    from allocator.whatif.comparison import Comparison

MOST = 3
"""Others that fit beside the budget on a page."""
BESIDE_HELP = (f"Put another plan or scenario beside the budget, on a sheet of the workbook; can be given up to {MOST} times. "
               "A solved NAME.result.json beside its file is taken, otherwise it is solved.")

Beside = Annotated[list[str] | None, typer.Option("--beside", metavar="PLAN", help=BESIDE_HELP)]


def check_beside(others: Sequence[str], excel: str | None) -> None:
    """Refuse what makes no sheet."""
    if others and excel is None:
        raise typer.BadParameter("this makes a sheet of the workbook: name the workbook with --excel", param_hint="--beside")
    if len(others) > MOST:
        raise typer.BadParameter(f"name at most {MOST} plans", param_hint="--beside")


def others_of(files: Sequence[str], excel: str | None, quiet: bool) -> dict[str, Plan]:
    """The plans to be put beside the budget, by their files. Raises InputError with every fault of all of them."""
    check_beside(files, excel)
    names = list(dict.fromkeys(files))
    return dict(zip(names, checked_plans(names, quiet), strict=True))


def put_beside(report: Report, plan: Plan, others: Mapping[str, Plan], settings: Settings, quiet: bool) -> Comparison | None:
    """The budget of a plan with those of others; None without others. Ctrl+C takes what is known by then."""
    from allocator.cli.solve import stop_on_ctrl_c
    from allocator.whatif.compare import beside

    if not others:
        return None
    plans = list(others.values())
    with stop_on_ctrl_c(quiet) as stop:
        several, line = counted(settings, len(plans), quiet, stop)
        try:
            several.knows(plan, report)
            take_stored(several, list(others), plans)
            return beside([plan, *plans], several)
        finally:
            line.close()
