"""What a page says when something fails: words that help where there are any, else a reference."""

from __future__ import annotations

import logging
from datetime import UTC, datetime

import pytest
import streamlit as st

from allocator.errors import InputError, SurroundingsError
from allocator.messages import say
from allocator.store import Moved, Revision
from allocator.ui import guard
from allocator.ui.words import speaking

HEAD = Revision(1, "s", None, datetime(2026, 1, 1, tzinfo=UTC), (), {})


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    found: list[str] = []
    monkeypatch.setattr(st, "error", lambda said: found.append(said.replace("\\", "")))
    return found


def raised(error: Exception) -> None:
    def show() -> None:
        raise error
    guard.guarded(show)()


def test_a_full_disk_is_said_in_words(shown: list[str], caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        raised(SurroundingsError(say("store.full", file="kept_plans.sqlite3")))
    assert shown == ["kept_plans.sqlite3 could not be saved: the disk is full. Free some space and try again. "
                     "What was saved before is safe."]
    assert not caplog.records, "nothing for the person who looks after the app"


def test_it_is_said_in_the_language_of_the_person(shown: list[str]) -> None:
    with speaking("es"):
        raised(SurroundingsError(say("store.full", file="x")))
    assert shown[0].startswith("No se pudo guardar x: el disco está lleno.")


def test_a_change_from_elsewhere_and_a_plain_sentence_are_said_too(shown: list[str]) -> None:
    raised(Moved(HEAD))
    raised(SurroundingsError("budget.xlsx could not be written."))
    assert shown == ["This scenario was changed in the meantime. Look at what it shows now, then make the change again.",
                     "budget.xlsx could not be written."]


def test_faults_of_a_plan_are_listed(shown: list[str]) -> None:
    raised(InputError.one("a cost is missing", place="maple.yaml line 7", fix="Add it."))
    assert "maple.yaml line 7: a cost is missing. Add it." in shown[0]


def test_a_defect_shows_a_reference_and_no_code(shown: list[str], caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        assert guard.tell(RuntimeError("a password"))
    assert "Reference " in shown[0] and "password" not in shown[0] and len(caplog.records) == 1
