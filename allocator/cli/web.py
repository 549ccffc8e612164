"""``allocator app``: the web app, on this machine only."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from allocator.errors import InputError
from allocator.messages import say

AppPlan = Annotated[str | None, typer.Argument(metavar="[PLAN]", help="The plan to open; left out, the sample school.")]
Port = Annotated[int | None, typer.Option("--port", min=1, max=65535, help="The port to listen on.")]


def open_app(plan: AppPlan = None, port: Port = None) -> None:
    """Start the web app."""
    if plan is not None and not Path(plan).is_file():
        raise InputError.one(say("fault.no.plan.file"), place=plan, fix=say("fault.fix.name.folder"))
    from allocator.ui.serve import serve

    serve(plan, port)
