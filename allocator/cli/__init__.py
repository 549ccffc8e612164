"""The command line: plans in, budgets out, with an exit code that a script can trust.

    0  done; a budget that passed the audit          4  a limit was hit, or Ctrl+C came, before any budget was found
    2  bad input; nothing was written                5  audit only: a rule is broken or a figure disagrees
    3  impossible: what must give is printed         6  disk full, file open elsewhere, no permission
    1  anything else: a defect
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextvars import copy_context

from allocator.cli import actuals, audit, check, compare, district, explain, files, match, review, revise, solve, sweep, web
from allocator.cli.commands import app
from allocator.cli.endings import ending

__all__ = ["app", "main", "run"]

COMMANDS: dict[str, Callable[..., None]] = {
    "solve": solve.solve,
    "check": check.check,
    "audit": audit.audit,
    "review": review.review,
    "actuals": actuals.actuals,
    "explain": explain.explain,
    "compare": compare.compare,
    "district": district.district,
    "sweep": sweep.sweep,
    "match": match.match,
    "revise": revise.revise,
    "new": files.new,
    "convert": files.convert,
    "schema": files.schema,
    "app": web.open_app,
}

for _name, _command in COMMANDS.items():
    app.command(_name)(_command)


def run(arguments: list[str]) -> int:
    """Run one command and return its exit code; whatever goes wrong is told on standard error."""
    def work() -> object:
        return app(arguments, prog_name="allocator", standalone_mode=False)

    return copy_context().run(ending, work, "--debug" in arguments)


def main() -> None:
    """The console script."""
    sys.exit(run(sys.argv[1:]))
