"""The app on the school that is worked out by hand, with an engine that knows its budgets."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest

from allocator.domain.plan import Plan
from allocator.domain.report import Report
from allocator.ui import engine, jobs, state
from tests.ui import school

DOOR = Path(__file__).parents[2] / "app.py"
Opener = Callable[..., AppTest]


@pytest.fixture(autouse=True)
def no_search_goes_on() -> Iterator[None]:
    """No test waits in line behind what an earlier one has left."""
    yield
    for job in [*jobs._line, *jobs._running]:
        job.stop()
        assert job.done.wait(5)


@pytest.fixture(autouse=True, scope="session")
def looked_for_once() -> Iterator[None]:
    """Each simulated app asks every installed package whether it brings parts of a page, an eighth of a second long; what is
    installed does not change while tests run."""
    found = manifest_scanner.scan_component_manifests()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(manifest_scanner, "scan_component_manifests", lambda *_, **__: found)
        yield


@pytest.fixture
def open_app(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Opener]:
    """Opens the app on a plan, with a budget already found or none, and an engine."""
    monkeypatch.setenv("ALLOCATOR_DATA", str(tmp_path / "kept"))

    def opener(plan: Plan | None = None, report: Report | None = None, solver: object = school.by_hand) -> AppTest:
        opened = plan or school.plan_of()
        path = tmp_path / "maple.yaml"
        path.write_text("stands for the plan", encoding="utf-8")
        monkeypatch.setenv(state.PLAN, str(path))
        monkeypatch.setattr(engine, "load", lambda path: opened)
        monkeypatch.setattr(engine, "stored_report", lambda path, plan: report)
        monkeypatch.setattr(engine, "work", solver)
        monkeypatch.setattr(engine, "workbook", lambda report, plan_file, extras: b"a workbook")
        state._opened.cache_clear()
        state.answers.cache_clear()
        return AppTest.from_file(str(DOOR), default_timeout=60).run()
    yield opener
    state.answers.cache_clear()


@pytest.fixture
def app(open_app: Opener) -> AppTest:
    """The app on the solved school."""
    return open_app(report=school.report_of(school.plan_of(), school.BEST))
