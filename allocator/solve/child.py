"""A process of its own for each search: it can be stopped or crash without taking anything along.

The parent sends a pickled job (its name and what it works on) on standard input; the child answers with pickled news and, at
last, an answer on standard output. When the parent goes away, standard input ends and so does the child.
"""

from __future__ import annotations

import gc
import os
import pickle
import queue
import signal
import struct
import subprocess
import sys
import threading
import time
import traceback
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import IO, Any, Literal

from allocator.domain.settings import Settings
from allocator.errors import AllocatorError
from allocator.solve.answer import Last

GRACE = 60.0
"""Seconds beyond twice the time limit after which a child is given up."""
PATIENCE = 1.8
"""Seconds a child gets to answer after it was asked to stop."""

Job = Literal["search", "each", "alike", "unlike", "draws", "held", "bends", "least_money", "rank", "several",
              "repair", "least_spent"]
JOBS: dict[Job, str] = {
    "search": "allocator.solve.search:search",
    "each": "allocator.solve.several:each",
    "alike": "allocator.solve.beside:alike",
    "unlike": "allocator.solve.beside:unlike",
    "draws": "allocator.solve.draws:draws",
    "held": "allocator.solve.held:held",
    "bends": "allocator.solve.held:bends",
    "least_money": "allocator.solve.toward:least_money",
    "rank": "allocator.solve.relaxed:rank",
    "several": "allocator.solve.several:several",
    "repair": "allocator.solve.repair:repair",
    "least_spent": "allocator.solve.least_spent:least_spent",
}
"""What a child can do: functions that take the job's parts, then a way to tell news and a way to see whether to stop."""


def patience(settings: Settings, questions: int = 1) -> float | None:
    """Seconds after which a child that works on some questions is given up: an engine can lose track of time."""
    return None if settings.seconds is None else questions * 2 * settings.seconds + GRACE


def answered(job: Job, parts: tuple[object, ...], hear: Callable[[Any], None] = lambda news: None,
             stop: threading.Event | None = None, limit: float | None = None) -> Any:
    """The answer of a job in a child process; None when it gave none before it was given up. Raises AllocatorError when it
    died."""
    answer, words = run(job, parts, hear, stop, limit)
    if words is not None:
        raise AllocatorError(f"The search ended unexpectedly. {words}".strip())
    return answer


def run(job: Job, parts: tuple[object, ...], hear: Callable[[Any], None], stop: threading.Event | None = None,
        limit: float | None = None) -> tuple[Any, str | None]:
    """(the answer, None) of a job in a child process. Without an answer: (None, its last words) when it died,
    (None, None) when it did not answer after it was asked to stop, or not within ``limit`` seconds."""
    child = _Child(job, parts)
    asked: float | None = None
    try:
        while True:
            try:
                told = child.told(0.1)
                if isinstance(told, Last):
                    return told.answer, None
                if told is not None:
                    hear(told)
                if asked is None and stop is not None and stop.is_set():
                    asked = child.ask_to_stop()
                if told is None and child.ended():
                    return None, child.last_words()
                if asked is not None and time.monotonic() - asked > PATIENCE:
                    return None, None
                if limit is not None and time.monotonic() - child.began > limit:
                    return None, None
            except KeyboardInterrupt:
                asked = asked or child.ask_to_stop()
    finally:
        child.close()


class _Child:
    """The parent's side."""

    def __init__(self, job: Job, parts: tuple[object, ...]) -> None:
        home = str(Path(__file__).parents[2])
        env = dict(os.environ, PYTHONPATH=os.pathsep.join([home, *filter(None, [os.environ.get("PYTHONPATH")])]))
        self.began = time.monotonic()
        self._process = subprocess.Popen(
            [sys.executable, "-m", "allocator.solve.child"], env=env,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )
        self._mail: queue.Queue[Any] = queue.Queue()
        self._words: list[bytes] = []
        self._threads = [threading.Thread(target=self._listen, daemon=True), threading.Thread(target=self._hear, daemon=True)]
        for thread in self._threads:
            thread.start()
        try:
            write(self._stdin, (job, parts))
        except OSError:
            pass  # it has died already; ``ended`` will say so

    @property
    def _stdin(self) -> IO[bytes]:
        assert self._process.stdin is not None
        return self._process.stdin

    def _listen(self) -> None:
        assert self._process.stdout is not None
        while (message := read(self._process.stdout)) is not None:
            self._mail.put(message)

    def _hear(self) -> None:
        assert self._process.stderr is not None
        self._words.append(self._process.stderr.read())

    def told(self, seconds: float) -> Any:
        """The next message, or None when there is none within so many seconds."""
        try:
            return self._mail.get(timeout=seconds)
        except queue.Empty:
            return None

    def ended(self) -> bool:
        """Whether the child is gone and everything it said was read."""
        return self._process.poll() is not None and not self._threads[0].is_alive() and self._mail.empty()

    def last_words(self) -> str:
        """The last line of what the child wrote for its developers."""
        lines = b"".join(self._words).decode(errors="replace").strip().splitlines()
        return lines[-1] if lines else ""

    def ask_to_stop(self) -> float:
        """Ask for the best so far; returns when that was."""
        try:
            self._stdin.close()
        except OSError:
            pass
        return time.monotonic()

    def close(self) -> None:
        """Leave nothing behind."""
        if self._process.poll() is None:
            self._process.kill()
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout, self._process.stderr):
            if stream is not None:
                try:
                    stream.close()
                except OSError:
                    pass


def write(stream: IO[bytes], message: object) -> None:
    """Send one message."""
    data = pickle.dumps(message)
    stream.write(struct.pack(">Q", len(data)) + data)
    stream.flush()


def read(stream: IO[bytes]) -> Any:
    """The next message, or None at the end."""
    head = stream.read(8)
    if len(head) < 8:
        return None
    (length,) = struct.unpack(">Q", head)
    data = stream.read(length)
    return pickle.loads(data) if len(data) == length else None


def main() -> None:
    """The child's side."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever an engine prints must not come between messages
    job, parts = read(sys.stdin.buffer)
    room, _, name = JOBS[job].partition(":")
    work = getattr(import_module(room), name)
    gc.disable()  # a search makes no rubbish in circles; looking for it again and again only takes time
    stopped = threading.Event()

    def until_closed() -> None:
        sys.stdin.buffer.read()
        stopped.set()
        time.sleep(PATIENCE * 3)
        os._exit(0)

    threading.Thread(target=until_closed, daemon=True).start()
    try:
        write(out, Last(work(*parts, lambda news: write(out, news), stopped.is_set)))
    except BaseException:
        traceback.print_exc()
        sys.stderr.flush()
        os._exit(1)
    os._exit(0)


if __name__ == "__main__":
    main()
