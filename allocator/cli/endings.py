"""How a command ends: one exit code for each kind of ending, and one plain message for each kind of failure."""

from __future__ import annotations

import hashlib
import os
import sys
import traceback
from collections.abc import Callable
from typing import Any

import typer

from allocator.cli.language import language
from allocator.cli.screen import tell
from allocator.cli.wording import fault_list, impossible_lines
from allocator.errors import AllocatorError, ImpossiblePlan, InputError, NoPlanFound
from allocator.messages import Message, in_words, say, text

USAGE: Any = typer.BadParameter.__bases__[0]
"""A command line that makes no sense; releases of Typer keep it under different names."""
INTERRUPTED = 130
"""What Typer makes of Ctrl+C."""
DEFECT, BAD_INPUT, IMPOSSIBLE, NO_PLAN, BROKEN, SURROUNDINGS = 1, 2, 3, 4, 5, 6


def ending(work: Callable[[], object], debug: bool = False) -> int:
    """Do the work and return the exit code; a failure is told on standard error."""
    try:
        code = work()
        sys.stdout.flush()
        if code == INTERRUPTED:
            raise KeyboardInterrupt
        return code if isinstance(code, int) else 0
    except USAGE as error:
        error.show()
        return BAD_INPUT
    except (KeyboardInterrupt, typer.Abort):
        tell(text(say("ending.stopped"), language()))
        return NO_PLAN
    except SystemExit:  # what Typer makes of a reader that went away
        return SURROUNDINGS
    except AllocatorError as error:
        for line in _lines(error):
            tell(line)
        return error.exit_code
    except OSError as error:
        return _surroundings(error)
    except Exception as error:  # the last door: a person gets a sentence, not a traceback
        return _defect(error, debug)


def _lines(error: AllocatorError) -> list[str]:
    if isinstance(error, InputError):
        return fault_list(error.faults, language())
    if isinstance(error, ImpossiblePlan):
        return impossible_lines(error.answer, language())
    if isinstance(error, NoPlanFound):
        return [_sentence(error) or text(say("ending.limit"), language())]
    return [_sentence(error)]


def _sentence(error: AllocatorError) -> str:
    """What an error says of itself: a message in the language of the command, or plain words."""
    return in_words(error.args[0], language()) if error.args and isinstance(error.args[0], Message) else str(error)


def _surroundings(error: OSError) -> int:
    where = f"{error.filename}: " if error.filename else ""
    tell(text(say("ending.surroundings", says=f"{where}{error.strerror or error}"), language()))
    if isinstance(error, BrokenPipeError):  # keep the interpreter from writing to the closed pipe again at its end
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return SURROUNDINGS


def _defect(error: Exception, debug: bool) -> int:
    steps = "".join(f"{step.filename}:{step.name}" for step in traceback.extract_tb(error.__traceback__))
    number = hashlib.sha256(f"{type(error).__name__}{steps}".encode()).hexdigest()[:8]
    tell(text(say("ending.defect", number=number, sort=type(error).__name__), language()))
    if debug:
        tell("".join(traceback.format_exception(error)))
    return DEFECT
