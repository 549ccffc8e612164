"""Start the app on this machine: the same as ``streamlit run app.py``, with the same settings, from any folder."""

from __future__ import annotations

import os
import socket
import sys
import threading
import tomllib
from pathlib import Path
from typing import Any

from allocator.errors import SurroundingsError
from allocator.ui.words import w

HERE = Path(__file__).resolve()
CONFIG = HERE.parents[2] / ".streamlit" / "config.toml"


def settings(port: int | None = None) -> dict[str, Any]:
    """What the app runs with, by dotted name: the file beside ``app.py``, and the port where one is asked for."""
    with CONFIG.open("rb") as file:
        found = dict(_flat(tomllib.load(file)))
    found["server.address"] = "127.0.0.1"
    return found if port is None else {**found, "server.port": port}


def serve(plan_path: str | None = None, port: int | None = None) -> None:
    """Run the app until Ctrl+C, on the loopback address only. ``plan_path``: the plan to open; left out, the sample.

    Raises SurroundingsError when something already answers at the port.
    """
    chosen = {**settings(port), "logger.hideWelcomeMessage": True}
    _refuse_taken(str(chosen["server.address"]), int(chosen["server.port"]))
    import streamlit as st

    from allocator.ui import entrance, guard, heavy, state

    if plan_path is not None:
        os.environ[state.PLAN] = str(Path(plan_path).resolve())
    sys.argv = [str(HERE)]
    threading.Thread(target=heavy.ready, daemon=True).start()
    sys.stdout.write(w("serve", url=f"http://{chosen['server.address']}:{chosen['server.port']}") + "\n")
    sys.stdout.flush()
    st.App(Path(entrance.__file__).with_name("script.py"), on_script_error=guard.tell).run(config=chosen)


def _refuse_taken(address: str, port: int) -> None:
    """Say so before anything is announced when another program has the port."""
    with socket.socket() as asked:
        asked.settimeout(1)
        if asked.connect_ex((address, port)) != 0:
            return
    command = ".venv\\Scripts\\allocator" if sys.platform == "win32" else ".venv/bin/allocator"
    other = port + 1 if port < 65535 else port - 1
    raise SurroundingsError(w("serve.taken", port=port, url=f"http://{address}:{port}", command=command, other=other))


def _flat(table: dict[str, Any], before: str = "") -> list[tuple[str, Any]]:
    found: list[tuple[str, Any]] = []
    for key, value in table.items():
        found += _flat(value, f"{before}{key}.") if isinstance(value, dict) else [(before + key, value)]
    return found
