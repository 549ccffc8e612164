"""How the app is started."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from allocator.errors import SurroundingsError
from allocator.ui import serve, state


def test_the_settings_are_those_beside_app_py_and_only_this_machine() -> None:
    found = serve.settings()
    assert found["server.address"] == "127.0.0.1" and found["server.fileWatcherType"] == "none"
    assert found["runner.postScriptGC"] is False and found["client.showErrorDetails"] == "none"
    assert found["browser.gatherUsageStats"] is False and found["theme.dark.backgroundColor"].startswith("#")
    assert serve.settings(8600) == {**found, "server.port": 8600}


def test_the_plan_comes_from_the_environment_the_command_line_or_is_the_sample(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(state.PLAN, raising=False)
    monkeypatch.setattr("sys.argv", ["app.py"])
    assert state.plan_path() == state.SAMPLE and state.SAMPLE.is_file()
    monkeypatch.setattr("sys.argv", ["app.py", "mine.yaml"])
    assert state.plan_path() == Path("mine.yaml").resolve()
    monkeypatch.setenv(state.PLAN, "other.xlsx")
    assert state.plan_path() == Path("other.xlsx").resolve()


def test_a_port_in_use_is_said_before_anything_is_announced(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = int(other.getsockname()[1])
        with pytest.raises(SurroundingsError, match=f"Something already answers at port {port}.*open http://127.0.0.1:{port}"):
            serve.serve(port=port)
    assert capsys.readouterr().out == ""
