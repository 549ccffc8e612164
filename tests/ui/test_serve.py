"""How the app is started."""

from __future__ import annotations

from pathlib import Path

import pytest

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
