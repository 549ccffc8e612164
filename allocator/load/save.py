"""Writes a file in one step: the old one stays whole until the new one is."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path

from allocator.errors import SurroundingsError
from allocator.messages import say


def save(path: str | Path, data: bytes) -> None:
    """Puts bytes where a file stands or will stand. Raises SurroundingsError and leaves what was there."""
    target = Path(path)
    spare = ""
    try:
        handle, spare = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        umask = os.umask(0)
        os.umask(umask)
        os.chmod(spare, target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~umask)
        os.replace(spare, target)
    except OSError as error:
        if spare:
            with suppress(OSError):
                os.unlink(spare)
        raise SurroundingsError(say("trouble.file.unwritten", file=str(target), reason=error.strerror or str(error))) from error
