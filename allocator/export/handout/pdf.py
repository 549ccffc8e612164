"""The page as a PDF that a screen reader can follow, printed by a browser that is on the machine."""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

from allocator.errors import SurroundingsError
from allocator.messages import say
from allocator.paths import browser

ARGUMENTS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-extensions", "--disable-sync",
    "--no-first-run", "--no-default-browser-check", "--host-resolver-rules=MAP * ~NOTFOUND", "--no-pdf-header-footer",
    "--export-tagged-pdf", "--generate-pdf-document-outline",
)
SECONDS = 30.0


def pdf_possible() -> bool:
    """Whether there is a browser that can print a page as a PDF."""
    return browser() is not None


def handout_pdf(html: str, seconds: float = SECONDS) -> bytes:
    """The page as a tagged PDF. The browser gets a folder of its own and reaches no other machine.

    Raises SurroundingsError, whose first argument is a Message, when there is no browser or it does not print in time.
    """
    program = browser()
    if program is None:
        raise SurroundingsError(say("handout.pdf.none"))
    with tempfile.TemporaryDirectory(prefix="handout-", ignore_cleanup_errors=True) as folder:
        page, printed = Path(folder) / "handout.html", Path(folder) / "handout.pdf"
        page.write_text(html, encoding="utf-8")
        own = [f"--user-data-dir={Path(folder) / 'browser'}", f"--print-to-pdf={printed}", page.as_uri()]
        _run([program, *ARGUMENTS, *own], seconds)
        if not printed.is_file() or not (data := printed.read_bytes()).startswith(b"%PDF-"):
            raise SurroundingsError(say("handout.pdf.nothing"))
        return data


def _run(command: list[str], seconds: float) -> None:
    """Let the browser work. What it says is not kept: helpers that outlive it would keep a pipe open."""
    nowhere = subprocess.DEVNULL
    try:
        subprocess.run(command, stdin=nowhere, stdout=nowhere, stderr=nowhere, timeout=seconds, check=False)
    except subprocess.TimeoutExpired as error:
        raise SurroundingsError(say("handout.pdf.late", seconds=round(seconds))) from error
    except OSError as error:
        raise SurroundingsError(say("handout.pdf.refused", reason=error.strerror or str(error))) from error
