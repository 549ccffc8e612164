"""People at the app, without browsers: each opens a page and goes on clicking, with some seconds between two clicks."""

from __future__ import annotations

import asyncio
import random
import time
from dataclasses import dataclass, field

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

DONE = ForwardMsg.FINISHED_SUCCESSFULLY
THINK = (3.0, 7.0)
"""Seconds between two clicks."""


@dataclass
class Seen:
    """Seconds that visitors waited."""

    first: list[float] = field(default_factory=list)
    """From coming to the whole first page."""
    again: list[float] = field(default_factory=list)
    """From a click to the whole page."""
    errors: list[str] = field(default_factory=list)
    """What pages said went wrong."""


async def visitors(port: int, count: int, seconds: float) -> Seen:
    """So many people for so many seconds, coming within the first third of them."""
    seen, end = Seen(), time.monotonic() + seconds
    await asyncio.gather(*(_visitor(port, number, seconds / 3, end, seen) for number in range(count)))
    return seen


async def _visitor(port: int, number: int, within: float, end: float, seen: Seen) -> None:
    rng = random.Random(number)  # noqa: S311 - the same clicks in every run
    await asyncio.sleep(rng.uniform(0, within))
    address = f"ws://127.0.0.1:{port}/_stcore/stream"
    async with connect(address, max_size=None, origin=f"http://127.0.0.1:{port}") as socket:  # type: ignore[arg-type]
        seconds, pages = await _run(socket, "", seen)
        seen.first.append(seconds)
        while time.monotonic() < end:
            await asyncio.sleep(rng.uniform(*THINK))
            seconds, found = await _run(socket, rng.choice(pages), seen)
            pages = found or pages
            seen.again.append(seconds)


async def _run(socket: ClientConnection, page: str, seen: Seen) -> tuple[float, list[str]]:
    """(seconds until the page was whole, the pages of the menu)."""
    began = time.monotonic()
    ask = BackMsg()
    ask.rerun_script.query_string = ""
    ask.rerun_script.page_script_hash = page
    await socket.send(ask.SerializeToString())
    pages: list[str] = []
    while True:
        told = ForwardMsg()
        told.ParseFromString(await asyncio.wait_for(socket.recv(), 60))  # type: ignore[arg-type]
        kind = told.WhichOneof("type")
        if kind == "navigation":
            pages = [one.page_script_hash for one in told.navigation.app_pages]
        elif kind == "delta" and told.delta.new_element.WhichOneof("type") == "exception":
            seen.errors.append(told.delta.new_element.exception.message)
        elif kind == "script_finished" and told.script_finished == DONE:
            return time.monotonic() - began, pages
