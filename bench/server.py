"""The app as it is started for people, on a port and a data folder of its own, and what it needs of the machine."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

HOME = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Server:
    """A running app."""

    port: int
    began: float
    """When the command was given (monotonic seconds)."""
    process: subprocess.Popen[bytes]

    @property
    def url(self) -> str:
        """Its address."""
        return f"http://127.0.0.1:{self.port}"

    def megabytes(self) -> float:
        """Memory of the server's own process; searches run in others."""
        status = Path(f"/proc/{self.process.pid}/status").read_text(encoding="ascii")
        return int(next(line for line in status.splitlines() if line.startswith("VmRSS")).split()[1]) / 1024


@contextmanager
def running() -> Iterator[Server]:
    """The app on the sample, from the command until the block ends."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    with tempfile.TemporaryDirectory() as folder:
        began = time.monotonic()
        process = subprocess.Popen(
            [sys.executable, "-m", "allocator", "app", "--port", str(port)], cwd=HOME,
            env={**os.environ, "ALLOCATOR_DATA": folder}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        server = Server(port, began, process)
        try:
            _wait(server)
            yield server
        finally:
            process.terminate()
            process.wait(10)


def _wait(server: Server) -> None:
    while True:
        if server.process.poll() is not None or time.monotonic() - server.began > 60:
            raise SystemExit("the app did not start")
        try:
            if urllib.request.urlopen(f"{server.url}/_stcore/health", timeout=1).status == 200:  # noqa: S310 - our own address
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
