"""``allocator app``: starts the web app on the plan that is named."""

from __future__ import annotations

from typing import Any

import pytest

from allocator.ui import serve
from tests.cli.conftest import TINY, Allocator


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Any, Any]]:
    """What the app was started with, instead of the app."""
    found: list[tuple[Any, Any]] = []
    monkeypatch.setattr(serve, "serve", lambda plan=None, port=None: found.append((plan, port)))
    return found


def test_the_sample_when_no_plan_is_named(allocator: Allocator, served: list[tuple[Any, Any]]) -> None:
    assert allocator("app").code == 0
    assert served == [(None, None)]


def test_a_plan_and_a_port(allocator: Allocator, served: list[tuple[Any, Any]]) -> None:
    assert allocator("app", TINY, "--port", 8600).code == 0
    assert served == [(str(TINY), 8600)]


def test_a_plan_that_is_not_there(allocator: Allocator, served: list[tuple[Any, Any]]) -> None:
    ended = allocator("app", "none.yaml")
    assert (ended.code, served) == (2, [])
    assert "none.yaml" in ended.err


@pytest.mark.parametrize("port", ["0", "65536", "x"])
def test_a_port_that_is_none(allocator: Allocator, served: list[tuple[Any, Any]], port: str) -> None:
    assert (allocator("app", "--port", port).code, served) == (2, [])
